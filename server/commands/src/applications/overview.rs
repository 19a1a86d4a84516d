//! One application: where it stands, its tasks, what is left, what is in the way, and what this person may do.

use crate::Commands;
use crate::applications::lines::{LANGUAGE, blockers, comments};
use crate::applications::list::permitted;
use crate::drafts::looked_at::{LookedAt, look};
use crate::failure::Failure;
use crate::names::Names;
use crate::supervision::send_for_review::SUPERVISOR;
use case::{Action, ApplicationId, Role, UserId};
use interview::Draft;
use interview::value::{Held, Value};
use server_functions::Caller;
use server_functions::applications::{
    BlockerLine, CommentLine, DraftLine, Left, Line, NamedUser, Overview, ReviewEndLine, ReviewLine, TaskLine,
};
use store::applications::Summary;
use store::supervision::Review;

/// One application.
pub(crate) async fn overview(commands: &Commands, caller: Caller, id: ApplicationId) -> Result<Overview, Failure> {
    let mut looked_at = look(commands, caller, id).await?;
    overview_of(commands, &mut looked_at).await
}

/// The same for an application that someone looks at.
pub(crate) async fn overview_of(commands: &Commands, looked_at: &mut LookedAt) -> Result<Overview, Failure> {
    let kept = Kept::read(looked_at).await?;
    let supervisors = looked_at.reading.users_with_role(looked_at.application.office, Role::Supervisor).await?;
    let may = actions(looked_at);
    let line = line(looked_at, &kept);
    let changed_since_sent_at = looked_at.application.changed_since_sent_at;
    let ids = (looked_at.application.draft, looked_at.application.definition);
    let today = commands.today();
    let folded = looked_at.folded()?;
    let rev = folded.rev();
    folded.draft(today)?;
    let (tasks, left, in_the_way, comments) = shown(folded, today, &kept)?;
    let supervisor_named = supervisor_named(folded.settled()?);
    Ok(Overview {
        line,
        rev,
        review: kept.review.as_ref().map(|review| review_line(&kept.names, review)),
        changed_since_sent_at,
        tasks,
        left,
        blockers: in_the_way,
        comments,
        may,
        supervisor_named,
        supervisors: supervisors.into_iter().map(|user| NamedUser { user: user.id, name: user.name }).collect(),
        draft: DraftLine { draft: ids.0, definition: ids.1.to_string() },
    })
}

/// What the store has beside the draft.
struct Kept {
    names: Names,
    summary: Summary,
    review: Option<Review>,
    comments: Vec<store::supervision::Comment>,
}

impl Kept {
    async fn read(looked_at: &mut LookedAt) -> Result<Self, Failure> {
        let (view, allowed) = (&mut looked_at.reading, &looked_at.allowed);
        Ok(Self {
            names: Names::of(view, allowed.organisation()).await?,
            summary: view.summary(allowed).await?.unwrap_or_default(),
            review: view.reviews(allowed).await?.pop(),
            comments: view.comments(allowed).await?,
        })
    }
}

/// The supervisor whom an answer names.
fn supervisor_named(draft: &Draft) -> Option<UserId> {
    let at = draft.compiled().place(SUPERVISOR)?;
    match draft.held(&at) {
        Held::Value(Value::Choice(user)) => user.parse().ok(),
        _ => None,
    }
}

type Shown = (Vec<TaskLine>, Left, Vec<BlockerLine>, Vec<CommentLine>);

fn shown(
    folded: &mut crate::drafts::in_memory::Folded,
    today: quantities::Date,
    kept: &Kept,
) -> Result<Shown, Failure> {
    folded.draft(today)?;
    let settled = folded.settled()?;
    let left = Left::from(settled.progress());
    let in_the_way = blockers(folded, settled);
    Ok((TaskLine::of(settled, LANGUAGE), left, in_the_way, comments(settled, &kept.names, kept.comments.clone())))
}

fn line(looked_at: &LookedAt, kept: &Kept) -> Line {
    let application = &looked_at.application;
    Line {
        application: application.id,
        reference: application.reference.to_string(),
        case_reference: application.case_reference.map(|reference| reference.to_string()),
        client_name: kept.summary.client_name.clone(),
        proceedings: kept.summary.proceedings.clone(),
        state: application.state,
        owner_name: kept.names.name(application.owner),
        supervisor_name: application.supervisor.map(|user| kept.names.name(user)),
        updated_at: application.updated_at,
        deadline_on: kept.summary.deadline_on,
        needed_on: kept.summary.needed_on,
    }
}

/// What this person may do with it at present, action by action.
fn actions(looked_at: &LookedAt) -> Vec<(Action, server_functions::applications::Permitted)> {
    let (actor, subject) = (&looked_at.signed_in.actor, looked_at.application.subject());
    Action::ALL.iter().map(|action| (*action, permitted(case::check(*action, actor, &subject).map(|_| ())))).collect()
}

/// A review in words of people.
pub(crate) fn review_line(names: &Names, review: &Review) -> ReviewLine {
    ReviewLine {
        sent_by_name: names.name(review.sent_by),
        supervisor_name: names.name(review.supervisor),
        sent_at: review.sent_at,
        note: review.note.clone(),
        ended: review.ended.as_ref().map(|ended| ReviewEndLine {
            how: ended.how.name().to_owned(),
            by_name: names.name(ended.by),
            at: ended.at,
            text: ended.note.clone(),
        }),
    }
}
