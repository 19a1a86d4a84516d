//! `submit` of the protocol: compares what is on a screen with what is there, and repeats a receipt (S-61, S-62).
//!
//! Left out, on purpose: submitting without the representative's declaration. Approving, declaring and submitting are one
//! step of the review screen (`supervision/approve.rs`); what is asked here beyond that is refused.

use crate::Commands;
use crate::applications::lines::blockers;
use crate::drafts::looked_at::{in_the_store, look};
use crate::drafts::push::refusal_of;
use crate::failure::{self, Failure, Subject};
use crate::permitted::{application_of_draft, may, reading};
use case::Action;
use case::permissions::SubmitApplication;
use operations::protocol::{PROTOCOL, Refusal, RefusedKind, Submit, Submitted};
use server_functions::Caller;

/// The receipt of a submission that happened under this key; else why not.
pub(crate) async fn submit(commands: &Commands, caller: Caller, submit: Submit) -> Result<Submitted, Refusal> {
    if submit.proto != PROTOCOL {
        let refusal = Refusal::new(RefusedKind::TooOld, "Rushcliffe has been updated. Reload the page to go on.");
        return Err(Refusal { min_proto: Some(PROTOCOL), ..refusal });
    }
    let subject = Subject::Draft(in_the_store(submit.draft));
    let work = receipt(commands, caller, submit);
    failure::answered(commands, caller, Action::SubmitApplication.name(), subject, work).await.map_err(refusal_of)
}

async fn receipt(commands: &Commands, caller: Caller, submit: Submit) -> Result<Submitted, Failure> {
    let (mut view, signed_in) = reading(commands, caller).await?;
    let id = application_of_draft(&mut view, &signed_in, in_the_store(submit.draft)).await?;
    drop(view);
    let mut looked_at = look(commands, caller, id).await?;
    let key = submit.idempotency_key.to_string();
    if let Some(before) = looked_at.reading.submission(&looked_at.allowed, &key).await? {
        return serde_json::from_slice(&before.receipt).map_err(|_| Failure::Broken("a receipt that cannot be read"));
    }
    may::<SubmitApplication>(&mut looked_at.reading, &looked_at.signed_in, id).await?;
    let acknowledged = looked_at.reading.acknowledged(&looked_at.allowed).await?;
    let folded = looked_at.folded()?;
    folded.draft(commands.today())?;
    let unknown = folded.log().iter().filter(|logged| {
        let op = logged.operation.id;
        submit.known.get(&op.replica).is_none_or(|known| *known < op.n)
    });
    let mut places: Vec<String> = unknown.map(|logged| logged.operation.at.clone()).collect();
    places.extend(folded.places_since(submit.expected_rev));
    places.sort_unstable();
    places.dedup();
    let never_came = submit.known.iter().any(|(replica, n)| acknowledged.get(replica).is_none_or(|known| known < n));
    let differs = folded.rev() != submit.expected_rev || folded.settled()?.digest() != submit.digest;
    if differs || never_came || !places.is_empty() {
        return Err(server_functions::Refusal::Conflict { rev: folded.rev(), places }.into());
    }
    let in_the_way = blockers(folded, folded.settled()?);
    if !in_the_way.is_empty() {
        return Err(server_functions::Refusal::Blocked(in_the_way).into());
    }
    Err(server_functions::Refusal::Refused { who_can: case::who_can(Action::SubmitApplication) }.into())
}
