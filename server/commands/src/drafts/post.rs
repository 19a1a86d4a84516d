//! What a plain page posted (S-16 to S-20): its answers as operations, once however often the form arrives, and where the
//! person goes next.

use crate::Commands;
use crate::applications::lines::{LANGUAGE, address, page_at};
use crate::benefit_check;
use crate::drafts::append::{Source, append};
use crate::drafts::form::{Do, Form, ReturnTo};
use crate::drafts::in_memory::{Folded, Slot};
use crate::drafts::looked_at::{LookedAt, look};
use crate::drafts::page::{has_errors, has_missing};
use crate::drafts::posted::{Author, Made, Seen, is_mark, operations, questions};
use crate::drafts::push::{answered, follow_up, judge};
use crate::failure::Failure;
use crate::permitted::{Standing, arrival};
use case::{ApplicationId, SessionId};
use interview::navigate::{self, Nav, Step, resolve};
use interview::plan::{PagePlan, PagePlanKind};
use interview::value::RowKey;
use interview::{Draft, PageAt, Status};
use keys::FormToken;
use operations::{Operation, OperationId, plain_replica};
use quantities::{Date, Timestamp};
use server_functions::drafts::{PageAddress, Posted, PostedForm};
use server_functions::{Caller, Refusal};
use store::Write;
use store::audit::NewEvent;
use store::drafts::{Appended, DRAFT_LIMIT, Origin, Way};
use store::sessions::SignedIn;

/// How long a form is taken after the end of the session it was made for (S-17).
const GOOD_AFTER_SESSION_MS: i64 = 24 * 60 * 60 * 1_000;

/// Takes a posted page.
pub(crate) async fn post(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
    address: PageAddress,
    fields: PostedForm,
) -> Result<Posted, Failure> {
    let form = Form::read(&fields)?;
    let mut looked_at = look(commands, caller, id).await?;
    must_be_ours(commands, caller, &mut looked_at, form.once).await?;
    let replica = plain_replica(form.once, form.body());
    let came_before = looked_at.reading.acknowledged(&looked_at.allowed).await?.contains_key(&replica);
    let LookedAt { reading, mut slot, .. } = looked_at;
    drop(reading);

    let today = commands.today();
    let folded = slot.folded()?;
    let mut seen = folded.at(form.seen);
    seen.draft(today)?;
    let draft = seen.settled()?;
    let at = page_at(draft, &address).and_then(|at| resolve(draft, &at)).ok_or(Refusal::NotFound)?;
    let plan = draft.plan(&at, LANGUAGE).ok_or(Refusal::NotFound)?;
    let build = commands.settings().build.as_str();
    let author = Author { session: caller.session, replica, build, now: commands.now() };
    let made = operations(&Seen { folded: &seen, draft, plan: &plan }, folded, &form, &author);
    let forged = form.forged(draft.compiled().package());
    let Made { operations, added } = made;
    if !came_before && (!operations.is_empty() || !forged.is_empty()) {
        write_posted(commands, caller, id, &mut slot, operations, forged).await?;
        follow_up(commands, caller, id, &mut slot).await;
    }
    if form.wanted == Do::AskAgain {
        drop(slot);
        benefit_check::ask_again(commands, caller, id).await?;
        slot = look(commands, caller, id).await?.slot;
    }
    leads_to(&mut slot, &form, &at, added, today)
}

/// The token was made by us for a session of this user that has not ended long ago.
async fn must_be_ours(
    commands: &Commands,
    caller: Caller,
    looked_at: &mut LookedAt,
    once: &str,
) -> Result<(), Failure> {
    let forged = || Failure::from(Refusal::Refused { who_can: Vec::new() });
    let token = FormToken::read(&commands.settings().secrets.forms, once).ok_or_else(forged)?;
    let session = SessionId::from_uuid(uuid::Uuid::from_bytes(token.session));
    let session = looked_at.reading.session(session).await?.ok_or_else(forged)?;
    let since_its_end_ms = session.end().milliseconds_until(commands.now());
    if session.user != caller.user || since_its_end_ms > GOOD_AFTER_SESSION_MS {
        return Err(forged());
    }
    Ok(())
}

async fn write_posted(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
    slot: &mut Slot,
    operations: Vec<Operation>,
    forged: Vec<String>,
) -> Result<(), Failure> {
    let folded = slot.take().ok_or(Failure::Broken("a draft that was not opened"))?;
    let now = commands.now();
    let work = async move |write: &mut Write, signed_in: &SignedIn| {
        write_all(write, signed_in, id, folded, operations, forged, now).await
    };
    slot.put(commands.settings().store.write_signed_in(caller.session, now, work).await?);
    Ok(())
}

async fn write_all(
    write: &mut Write,
    signed_in: &SignedIn,
    id: ApplicationId,
    mut folded: Folded,
    operations: Vec<Operation>,
    forged: Vec<String>,
    now: Timestamp,
) -> Result<Folded, Failure> {
    let arrival = arrival(write, signed_in, id).await?;
    let application = write.application(&arrival.allowed).await?.ok_or(Failure::Broken("an application is gone"))?;
    folded.catch_up(&write.operations(&arrival.allowed, folded.rev(), DRAFT_LIMIT).await?);
    let device = signed_in.session.device.clone();
    let origin = Origin { session: Some(signed_in.session.id), device, way: Way::Plain };
    let source = Source { allowed: &arrival.allowed, draft: application.draft, origin, now };
    let (mut new, mut applied): (Vec<OperationId>, bool) = (Vec::new(), false);
    for operation in operations {
        let op_id = operation.id;
        let reason = judge(&folded, &application, arrival.standing, &operation);
        if let Appended::New { .. } = append(write, &source, &mut folded, operation, reason).await? {
            new.push(op_id);
            applied |= reason.is_none();
        }
    }
    if !forged.is_empty() {
        let event = NewEvent::by(signed_in, "forged_operation", "application", id.uuid());
        write.audit(&event.about(forged.join("\n").into_bytes()), now).await?;
    }
    if !new.is_empty() {
        write.audit(&answered(signed_in, id, &new), now).await?;
    }
    if applied {
        write.note_change(&arrival.allowed, arrival.standing == Standing::AppliedInReview, now).await?;
    }
    Ok(folded)
}

/// Where the person goes next.
fn leads_to(
    slot: &mut Slot,
    form: &Form<'_>,
    at: &PageAt,
    added: Option<RowKey>,
    today: Date,
) -> Result<Posted, Failure> {
    let folded = slot.folded()?;
    let incomplete = match form.returns {
        Some((_, since)) => incomplete(folded.at(since).draft(today)?),
        None => Default::default(),
    };
    let draft = folded.draft(today)?;
    let here = resolve(draft, at).unwrap_or_else(|| at.clone());
    let Some(plan) = draft.plan(&here, LANGUAGE) else { return Ok(Posted::TaskList) };
    let goes_on = match &form.wanted {
        Do::Save => return Ok(Posted::TaskList),
        Do::Continue | Do::CloseList => true,
        Do::Confirm(place) => is_mark(draft, place),
        _ => false,
    };
    if let (Some(row), PagePlanKind::List(list)) = (&added, &plan.kind) {
        let first = list.rows.iter().find(|line| line.key == *row).and_then(|line| line.pages.first());
        return Ok(page(draft, first.unwrap_or(&here), form, false));
    }
    if !goes_on {
        return Ok(page(draft, &here, form, false));
    }
    if is_wrong(&plan, form) {
        return Ok(page(draft, &here, form, true));
    }
    if asks_more(&plan, form) {
        return Ok(page(draft, &here, form, false));
    }
    Ok(next(draft, here, form, incomplete))
}

/// Something that was on the page is wrong or missing.
fn is_wrong(plan: &PagePlan, form: &Form<'_>) -> bool {
    if has_errors(plan) {
        return true;
    }
    let missing = |name: &str| form.showed(name);
    let questions = questions(plan);
    let mut left = questions.iter().filter(|question| missing(&question.name));
    let is_missing =
        left.any(|question| question.problems.iter().any(|(problem, _)| *problem == interview::ProblemKind::Missing));
    is_missing || (questions.is_empty() && has_missing(plan))
}

/// An answer has opened another question of the same page.
fn asks_more(plan: &PagePlan, form: &Form<'_>) -> bool {
    questions(plan).iter().any(|question| {
        let is_open = matches!(question.held, interview::value::Held::Empty);
        is_open && !question.required.is_no() && !form.showed(&question.name)
    })
}

fn next(draft: &Draft, here: PageAt, form: &Form<'_>, incomplete: std::collections::BTreeSet<PageAt>) -> Posted {
    let mut nav = Nav::on(here.clone());
    if let Some((to, _)) = form.returns {
        let return_to = match to {
            ReturnTo::Check => Step::CheckAnswers,
            ReturnTo::Tasks => Step::TaskList,
        };
        nav.frames.push(navigate::Frame { origin: here, return_to, incomplete, visited: Vec::new() });
    }
    match navigate::next(draft, &nav).at {
        Step::Page(next) => page(draft, &next, form, false),
        Step::CheckAnswers => Posted::CheckEverything,
        Step::TaskList => Posted::TaskList,
    }
}

fn page(draft: &Draft, at: &PageAt, form: &Form<'_>, with_errors: bool) -> Posted {
    let Some(address) = address(draft, at) else { return Posted::TaskList };
    let mut query: Vec<String> = Vec::new();
    if let Some((to, since)) = form.returns {
        let to = match to {
            ReturnTo::Check => "check",
            ReturnTo::Tasks => "tasks",
        };
        query.push(format!("return={to}&since={since}"));
    }
    if with_errors {
        query.push("errors".to_owned());
    }
    if query.is_empty() { Posted::Page(address) } else { Posted::Page(format!("{address}?{}", query.join("&"))) }
}

/// Page instances that are not done.
fn incomplete(draft: &Draft) -> std::collections::BTreeSet<PageAt> {
    let is_done =
        |page: &PageAt| matches!(draft.page_status(page), Status::Done | Status::NotNeeded | Status::MayBeNeeded);
    draft.whole_path().into_iter().filter(|page| !is_done(page)).collect()
}
