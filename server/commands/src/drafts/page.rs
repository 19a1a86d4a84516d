//! A page for a person without scripting, or before it is there (S-16, S-17): the same plan as in the browser (E-42).

use crate::Commands;
use crate::applications::lines::{LANGUAGE, address, page_at};
use crate::applications::overview::overview_of;
use crate::drafts::disagreement::{contested, set_aside};
use crate::drafts::looked_at::LookedAt;
use crate::drafts::open::{look_with_facts, may_answer};
use crate::drafts::posted::questions;
use crate::failure::Failure;
use crate::names::Names;
use case::ApplicationId;
use interview::ProblemKind;
use interview::navigate::{Nav, Step, back, resolve};
use interview::plan::{PagePlan, PagePlanKind};
use interview::value::Three;
use keys::FormToken;
use server_functions::drafts::{PageAddress, PlainPage};
use server_functions::{Caller, Refusal};
use std::sync::Arc;

/// The page; that of its list where its row is gone (E-40).
pub(crate) async fn page(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
    wanted: PageAddress,
) -> Result<PlainPage, Failure> {
    let mut looked_at = look_with_facts(commands, caller, id).await?;
    let overview = overview_of(commands, &mut looked_at).await?;
    let people = Names::of(&mut looked_at.reading, looked_at.application.organisation).await?;
    let may_answer = may_answer(&looked_at);
    let LookedAt { mut slot, application, .. } = looked_at;
    let folded = slot.folded()?;
    let (seen, saved_at) = (folded.rev(), folded.saved_at());
    folded.draft(commands.today())?;
    let folded = &*folded;
    let draft = folded.settled()?;
    let at = page_at(draft, &wanted).and_then(|at| resolve(draft, &at)).ok_or(Refusal::NotFound)?;
    let plan = draft.plan(&at, LANGUAGE).ok_or(Refusal::NotFound)?;
    let once = FormToken::new(*caller.session.uuid().as_bytes())?.text(&commands.settings().secrets.forms);
    let back = match back(draft, &Nav::on(at)).at {
        Step::Page(before) => address(draft, &before),
        Step::TaskList | Step::CheckAnswers => None,
    };
    let reasons = draft.reasons(&plan.at, LANGUAGE);
    let task = draft.compiled().package().pages.get(plan.at.page as usize).map_or(0, |page| page.task);
    let task = draft.compiled().package().tasks.get(task as usize).map(|task| task.id.clone()).unwrap_or_default();
    let page_ids = draft.compiled().package().pages.iter().map(|page| page.id.clone()).collect();
    let contested = contested(folded, draft, &people, &plan);
    let set_aside = set_aside(folded, &plan);
    let names: Vec<&str> = questions(&plan).iter().map(|question| question.name.as_str()).collect();
    let comments = overview.comments.iter();
    let comments = comments.filter(|comment| comment.place.as_deref().is_some_and(|place| names.contains(&place)));
    Ok(PlainPage {
        once,
        seen,
        page_ids,
        fact_failed: draft.rests_on_failed_fact(&plan.at),
        reasons,
        contested,
        set_aside,
        task,
        title: plan.title.clone(),
        has_errors: has_errors(&plan),
        has_missing: has_missing(&plan),
        back,
        may_answer,
        comments: comments.cloned().collect(),
        saved_at,
        state: application.state,
        plan: Some(Arc::new(plan)),
        overview,
    })
}

/// Whether something on a page is wrong as it stands.
pub(crate) fn has_errors(plan: &PagePlan) -> bool {
    problems(plan).any(is_error) || (plan.relevance == Three::Yes && !plan.problems.is_empty())
}

/// Whether something required is missing on it.
pub(crate) fn has_missing(plan: &PagePlan) -> bool {
    problems(plan).any(|problem| matches!(problem, ProblemKind::Missing | ProblemKind::TooFew))
}

/// Whether a problem is one that the page must mend before going on makes sense. The others ask for a decision, and stop
/// nobody from working.
pub(crate) fn is_error(problem: ProblemKind) -> bool {
    match problem {
        ProblemKind::Unparsed
        | ProblemKind::Check
        | ProblemKind::Range
        | ProblemKind::OptionGone
        | ProblemKind::NotAlone
        | ProblemKind::RowGone
        | ProblemKind::File
        | ProblemKind::TooMany => true,
        ProblemKind::Missing
        | ProblemKind::TooFew
        | ProblemKind::Contested
        | ProblemKind::Stale
        | ProblemKind::RowRemoval
        | ProblemKind::Locked
        | ProblemKind::Reopened => false,
    }
}

fn problems(plan: &PagePlan) -> impl Iterator<Item = ProblemKind> {
    let of_list = match &plan.kind {
        PagePlanKind::List(list) => list.problems.clone(),
        _ => Vec::new(),
    };
    let of_questions = questions(plan).into_iter().flat_map(|question| &question.problems).map(|(kind, _)| *kind);
    of_questions.chain(of_list).collect::<Vec<_>>().into_iter()
}
