//! Who asks, and whether they may: the beginning of every command, in the transaction that then reads or writes.
//!
//! Something unknown and something of another firm go through the same lookup and the same check (SEC-25).

use crate::Commands;
use crate::failure::Failure;
use case::permissions::{AnswerQuestion, ViewApplication};
use case::{ActionMarker, Allowed, ApplicationId, DraftId, State, Subject, permit};
use server_functions::{Caller, Refusal};
use store::applications::Application;
use store::sessions::SignedIn;
use store::{Reading, ReadsApplication, StoreError};

/// A view of the store by someone signed in.
pub(crate) async fn reading(commands: &Commands, caller: Caller) -> Result<(Reading, SignedIn), Failure> {
    let mut reading = commands.settings().store.read().await?;
    let signed_in = reading.signed_in(caller.session, commands.now()).await?.ok_or(StoreError::NoSession)?;
    Ok((reading, signed_in))
}

/// The permission for an action on an application.
pub(crate) async fn may<A: ActionMarker>(
    reading: &mut Reading,
    signed_in: &SignedIn,
    application: ApplicationId,
) -> Result<Allowed<A>, Failure> {
    let subject = reading.subject(application).await?.ok_or(Refusal::NotFound)?;
    Ok(permit::<A>(&signed_in.actor, &subject)?)
}

/// The application with the permission to read it.
pub(crate) async fn readable(
    reading: &mut Reading,
    signed_in: &SignedIn,
    application: ApplicationId,
) -> Result<(Allowed<ViewApplication>, Application), Failure> {
    let allowed = may::<ViewApplication>(reading, signed_in, application).await?;
    let application = reading.application(&allowed).await?.ok_or(Refusal::NotFound)?;
    Ok((allowed, application))
}

/// The application of a draft, for whoever may read it.
pub(crate) async fn application_of_draft(
    reading: &mut Reading,
    signed_in: &SignedIn,
    draft: DraftId,
) -> Result<ApplicationId, Failure> {
    let subject = reading.subject_of_draft(draft).await?.ok_or(Refusal::NotFound)?;
    permit::<ViewApplication>(&signed_in.actor, &subject)?;
    Ok(subject.application.ok_or(Refusal::NotFound)?)
}

/// What may be done with operations that arrive now (the table of sync.md section 9).
pub(crate) struct Arrival {
    /// The right to have answered.
    pub allowed: Allowed<AnswerQuestion>,
    /// What the state makes of them.
    pub standing: Standing,
}

/// What the state of the application makes of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Applied.
    Applied,
    /// Applied, marks the application as changed since it was sent, and voids approvals.
    AppliedInReview,
    /// Kept as late.
    Late,
}

/// The right to have answered. Who could answer while it was theirs may still have operations under way when the state has
/// moved on: so the right is judged as in the first state, and the state says what becomes of what arrives (S-124).
pub(crate) async fn arrival(
    reading: &mut Reading,
    signed_in: &SignedIn,
    application: ApplicationId,
) -> Result<Arrival, Failure> {
    let subject = reading.subject(application).await?.ok_or(Refusal::NotFound)?;
    let state = subject.state.ok_or(Failure::Broken("an application without a state"))?;
    let allowed = match permit::<AnswerQuestion>(&signed_in.actor, &subject) {
        Err(case::Refusal::WrongState { .. }) => {
            permit(&signed_in.actor, &Subject { state: Some(State::FIRST), ..subject })?
        }
        other => other?,
    };
    Ok(Arrival { allowed, standing: standing(state) })
}

/// What a state makes of an operation that arrives.
pub(crate) fn standing(state: State) -> Standing {
    match state {
        State::Draft | State::Returned | State::EmergencyRecorded | State::ReturnedByAgency => Standing::Applied,
        State::InReview | State::FullInReview => Standing::AppliedInReview,
        _ => Standing::Late,
    }
}

/// The state of the application, if its draft is at this very revision.
///
/// # Errors
/// [`Refusal::Conflict`] where it is not.
pub(crate) async fn must_be_at<A: ReadsApplication>(
    reading: &mut Reading,
    allowed: &Allowed<A>,
    rev: u64,
) -> Result<State, Failure> {
    let application = reading.application(allowed).await?.ok_or(Failure::Broken("an application is gone"))?;
    if application.rev == rev {
        Ok(application.state)
    } else {
        Err(Refusal::Conflict { rev: application.rev, places: Vec::new() }.into())
    }
}
