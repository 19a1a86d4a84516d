//! `push`: operations from a device into the log, and what is new there (sync.md section 5).
//!
//! Left out: merging of long texts (H), rate limits per session (C), declared numbers (C).

use crate::Commands;
use crate::drafts::append::{Source, append};
use crate::drafts::in_memory::{Folded, Slot};
use crate::drafts::looked_at::{in_the_store, look};
use crate::drafts::{facts, summarised};
use crate::failure::{self, Failure, Subject};
use crate::permitted::{Standing, application_of_draft, arrival, reading};
use case::{Action, ApplicationId};
use operations::limits::{MOST_OPERATIONS_IN_PUSH, MOST_PUSH_BYTES};
use operations::protocol::{Notable, Outcome, PROTOCOL, Push, Pushed, Refusal, RefusedKind};
use operations::{EpochId, Logged, Operation, OperationId, Reason, ReplicaId, canonical_bytes};
use quantities::Timestamp;
use server_functions::Caller;
use std::collections::{BTreeMap, BTreeSet};
use store::audit::NewEvent;
use store::drafts::{Appended, Origin, Way};
use store::{StoreError, Write};

/// Most operations of others in one reply; the device asks for the rest.
const MOST_REMOTE: usize = 500;

/// Why a push ends without a reply.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("the operation {need} of a replica is missing")]
    Gap { replica: ReplicaId, need: u64 },
    #[error("the replica of somebody else")]
    OtherUser,
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Takes a push.
pub(crate) async fn push(commands: &Commands, caller: Caller, push: Push) -> Result<Pushed, Refusal> {
    within_limits(&push)?;
    let draft = in_the_store(push.draft);
    match taken(commands, caller, push).await {
        Ok(pushed) => Ok(pushed),
        Err(Ended::Gap { replica, need }) => {
            let refusal = Refusal::new(RefusedKind::Gap, "An earlier answer of this page has not arrived yet.");
            Err(Refusal { replica: Some(replica), need: Some(need), ..refusal })
        }
        Err(Ended::OtherUser) => {
            failure::note(commands, caller, Action::AnswerQuestion.name(), Subject::Draft(draft), "other_user").await;
            Err(Refusal::new(RefusedKind::NotAllowed, words::refusals::refused(&[])))
        }
        Err(Ended::Failed(failed)) => {
            let work = std::future::ready(Err::<(), _>(failed));
            let told =
                failure::answered(commands, caller, Action::AnswerQuestion.name(), Subject::Draft(draft), work).await;
            Err(refusal_of(told.err().unwrap_or(server_functions::Refusal::Internal)))
        }
    }
}

/// A refusal as the protocol has it.
pub(crate) fn refusal_of(refusal: server_functions::Refusal) -> Refusal {
    use server_functions::Refusal as Told;
    use words::refusals as words;
    match refusal {
        Told::SignedOut => Refusal::new(RefusedKind::NeedsSignIn, words::signed_out()),
        Told::Refused { who_can } => {
            let who = who_can.iter().map(|role| words::role(*role)).collect::<Vec<_>>().join(", ");
            Refusal { who: Some(who), ..Refusal::new(RefusedKind::NotAllowed, words::refused(&who_can)) }
        }
        Told::WrongState { state } => Refusal::new(RefusedKind::NotAllowed, words::wrong_state(state)),
        Told::NotFound => Refusal::new(RefusedKind::NotFound, words::not_found()),
        Told::Conflict { places, .. } => Refusal { places, ..Refusal::new(RefusedKind::Changed, words::conflict()) },
        Told::Blocked(blockers) => {
            let places = blockers.into_iter().filter_map(|blocker| blocker.place).collect();
            Refusal { places, ..Refusal::new(RefusedKind::Blocked, words::blocked()) }
        }
        Told::Invalid(_) => Refusal::new(RefusedKind::Unreadable, words::internal()),
        Told::Unavailable | Told::Unreachable => Refusal::new(RefusedKind::Unavailable, words::unavailable()),
        Told::Internal => Refusal::new(RefusedKind::Unavailable, words::internal()),
    }
}

/// S-31, and the protocol's number.
#[allow(clippy::result_large_err, reason = "a refusal is made once for a request, not in a loop")]
fn within_limits(push: &Push) -> Result<(), Refusal> {
    if push.proto < PROTOCOL {
        let refusal = Refusal::new(RefusedKind::TooOld, "Rushcliffe has been updated. Reload the page to go on.");
        return Err(Refusal { min_proto: Some(PROTOCOL), ..refusal });
    }
    if push.proto > PROTOCOL {
        return Err(Refusal::new(RefusedKind::Unreadable, "This server does not speak that protocol."));
    }
    let bytes: usize = push.ops.iter().map(|operation| canonical_bytes(operation).len()).sum();
    let fits = push.ops.len() <= 1 || (push.ops.len() <= MOST_OPERATIONS_IN_PUSH && bytes <= MOST_PUSH_BYTES);
    if fits { Ok(()) } else { Err(Refusal::new(RefusedKind::TooLarge, "Too many answers at once.")) }
}

async fn taken(commands: &Commands, caller: Caller, push: Push) -> Result<Pushed, Ended> {
    let id = application_of(commands, caller, &push).await?;
    let looked_at = look(commands, caller, id).await?;
    let mut slot = looked_at.slot;
    drop(looked_at.reading);
    let folded = slot.take().ok_or(Failure::Broken("a draft that was not opened"))?;
    let (have, now) = (have_rev(&push, looked_at.application.epoch), commands.now());
    let asked: BTreeSet<ReplicaId> =
        push.ops.iter().map(|operation| operation.id.replica).chain(push.declared.keys().copied()).collect();

    let epoch = looked_at.application.epoch;
    let work = async move |write: &mut Write, signed_in: &store::sessions::SignedIn| {
        write_all(write, signed_in, id, folded, push.ops, now).await
    };
    let (folded, mut written) = commands.settings().store.write_signed_in(caller.session, now, work).await?;
    slot.put(folded);
    if written.applied > 0 {
        follow_up(commands, caller, id, &mut slot).await;
    }

    written.acks.retain(|replica, _| asked.contains(replica));
    let folded = slot.folded()?;
    let (remote, more) = remote(folded, have);
    Ok(Pushed {
        epoch,
        rev: folded.rev(),
        acks: written.acks,
        notable: written.notable,
        remote,
        more,
        min_proto: PROTOCOL,
        latest_build: commands.settings().build.clone(),
        server_time: now,
    })
}

async fn application_of(commands: &Commands, caller: Caller, push: &Push) -> Result<ApplicationId, Failure> {
    let (mut reading, signed_in) = reading(commands, caller).await?;
    application_of_draft(&mut reading, &signed_in, in_the_store(push.draft)).await
}

/// What the answers lead to: facts and the line of the list. The answers are saved already, so a failure here is only told
/// to the log, and made up for by the next push or opening.
pub(crate) async fn follow_up(commands: &Commands, caller: Caller, id: ApplicationId, slot: &mut Slot) {
    if let Err(failure) = facts::tell(commands, caller, id, slot).await {
        tracing::warn!(failure = %failure, "Facts could not be told.");
    }
    if let Err(failure) = summarised::keep(commands, caller, id, slot).await {
        tracing::warn!(failure = %failure, "The line of the list could not be renewed.");
    }
}

/// A device of another epoch has read another log.
fn have_rev(push: &Push, epoch: EpochId) -> u64 {
    if push.epoch == epoch { push.have_rev } else { 0 }
}

fn remote(folded: &Folded, have_rev: u64) -> (Vec<Logged>, bool) {
    let from = folded.log().partition_point(|logged| logged.revision <= have_rev);
    let new = folded.log().get(from..).unwrap_or_default();
    (new.iter().take(MOST_REMOTE).cloned().collect(), new.len() > MOST_REMOTE)
}

/// What became of a push.
struct Written {
    applied: usize,
    acks: BTreeMap<ReplicaId, u64>,
    notable: Vec<Notable>,
}

/// Permission, the application's state, operations, heads and the events, all in one transaction (S-44).
async fn write_all(
    write: &mut Write,
    signed_in: &store::sessions::SignedIn,
    id: ApplicationId,
    mut folded: Folded,
    operations: Vec<Operation>,
    now: Timestamp,
) -> Result<(Folded, Written), Ended> {
    let arrival = arrival(write, signed_in, id).await?;
    let application = write.application(&arrival.allowed).await?.ok_or(Failure::Broken("an application is gone"))?;
    folded.catch_up(&write.operations(&arrival.allowed, folded.rev(), store::drafts::DRAFT_LIMIT).await?);
    let origin =
        Origin { session: Some(signed_in.session.id), device: signed_in.session.device.clone(), way: Way::Push };
    let source = Source { allowed: &arrival.allowed, draft: application.draft, origin, now };

    let (mut new, mut applied, mut notable) = (Vec::new(), Vec::new(), Vec::new());
    for operation in operations {
        let (op_id, server_only) = (operation.id, operation.kind.is_server_only());
        let reason = judge(&folded, &application, arrival.standing, &operation);
        match append(write, &source, &mut folded, operation, reason).await? {
            Appended::New { .. } => {
                new.push(op_id);
                match reason {
                    Some(reason) => notable.push(Notable { id: op_id, outcome: Outcome::Aside(reason) }),
                    None => applied.push(op_id),
                }
                if server_only {
                    write.audit(&forged(signed_in, id, op_id), now).await?;
                }
            }
            Appended::Repeated { same_content: true } => notable.extend(as_before(&folded, op_id, reason)),
            Appended::Repeated { same_content: false } => {
                let outcome = Outcome::Aside(Reason::SameIdOtherContent);
                notable.push(Notable { id: op_id, outcome });
            }
            Appended::Gap { need } => return Err(Ended::Gap { replica: op_id.replica, need }),
            Appended::OtherUser => return Err(Ended::OtherUser),
        }
    }
    // Judged at the end: a later operation of the same push may settle it.
    notable.extend(applied.iter().filter_map(|id| {
        let outcome = folded.fold().outcome(folded.compiled().package(), *id)?;
        Some(Notable { id: *id, outcome })
    }));
    if !new.is_empty() {
        write.audit(&answered(signed_in, id, &new), now).await?;
    }
    if !applied.is_empty() {
        write.note_change(&arrival.allowed, arrival.standing == Standing::AppliedInReview, now).await?;
    }
    let acks = write.acknowledged(&arrival.allowed).await?;
    Ok((folded, Written { applied: applied.len(), acks, notable }))
}

/// Why an operation is set aside, if it is (S-36, S-119, S-124).
pub(crate) fn judge(
    folded: &Folded,
    application: &store::applications::Application,
    standing: Standing,
    operation: &Operation,
) -> Option<Reason> {
    if let Err(reason) = folded.fold().accept(folded.compiled().package(), operation, false) {
        return Some(reason);
    }
    if operation.definition.0 != *application.definition.bytes() {
        return Some(Reason::UnknownQuestion);
    }
    (standing == Standing::Late).then_some(Reason::AfterSubmission)
}

/// What was said of an operation when it first came.
fn as_before(folded: &Folded, id: OperationId, reason: Option<Reason>) -> Option<Notable> {
    let aside = folded.aside().iter().find(|aside| aside.entry.operation.id == id).map(|aside| aside.reason);
    let aside = aside.or_else(|| reason.filter(|reason| *reason == Reason::TooLarge));
    let outcome = match aside {
        Some(reason) => Some(Outcome::Aside(reason)),
        None => folded.fold().outcome(folded.compiled().package(), id),
    };
    outcome.map(|outcome| Notable { id, outcome })
}

/// The event of a push or a post: which operations, hidden by the trail's key.
pub(crate) fn answered(signed_in: &store::sessions::SignedIn, id: ApplicationId, new: &[OperationId]) -> NewEvent {
    let ids: Vec<String> = new.iter().map(|id| format!("{} {}", id.replica, id.n)).collect();
    let event = NewEvent::by(signed_in, Action::AnswerQuestion.name(), "application", id.uuid());
    event.about(ids.join("\n").into_bytes())
}

/// The event of an operation that only the server may make.
pub(crate) fn forged(signed_in: &store::sessions::SignedIn, id: ApplicationId, operation: OperationId) -> NewEvent {
    let event = NewEvent::by(signed_in, "forged_operation", "application", id.uuid());
    event.about(format!("{} {}", operation.replica, operation.n).into_bytes())
}
