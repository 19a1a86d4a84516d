//! Approves what was on the screen and submits it, in one step and once (SEC-28, S-61).

use crate::Commands;
use crate::applications::lines::blockers;
use crate::drafts::looked_at::{LookedAt, look};
use crate::failure::Failure;
use crate::permitted::{may, must_be_at};
use crate::submission::freeze::{Frozen, freeze, submit};
use crate::supervision::declared::declared;
use case::permissions::{ApproveApplication, SubmitApplication, ViewApplication};
use case::{Action, Digest, RecordId};
use interview::package::hex;
use server_functions::supervision::Approve;
use server_functions::{Caller, Refusal};
use store::audit::NewEvent;
use store::sessions::SignedIn;
use store::supervision::Bound;

/// Approves and submits. The same key again gives the same record and does nothing.
pub(crate) async fn approve_and_submit(
    commands: &Commands,
    caller: Caller,
    request: Approve,
) -> Result<RecordId, Failure> {
    let id = request.application;
    let mut looked_at = look(commands, caller, id).await?;
    let key = request.idempotency_key.clone();
    if let Some(before) = looked_at.reading.submission(&looked_at.allowed, &key).await? {
        return Ok(before.record);
    }
    may::<ApproveApplication>(&mut looked_at.reading, &looked_at.signed_in, id).await?;
    may::<SubmitApplication>(&mut looked_at.reading, &looked_at.signed_in, id).await?;
    must_be_unchanged(commands, &mut looked_at, &request)?;
    let frozen = freeze(commands, &mut looked_at, declared(&request, commands.now())?).await?;
    let rev = request.expected_rev;
    let LookedAt { reading, slot, .. } = looked_at;
    drop(reading);
    let now = commands.now();
    let done = commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in: &SignedIn| {
            let may_read = may::<ViewApplication>(write, signed_in, id).await?;
            if let Some(before) = write.submission(&may_read, &key).await? {
                return Ok(before.record);
            }
            let allowed = may::<ApproveApplication>(write, signed_in, id).await?;
            must_be_at(write, &allowed, rev).await?;
            let digest = Digest::from_bytes(*frozen.record.digest.bytes());
            write.approve(&allowed, Bound { digest, rev }, now).await?;
            let event = NewEvent::by(signed_in, Action::ApproveApplication.name(), "application", id.uuid());
            write.audit(&event.about(digest.to_string().into_bytes()), now).await?;
            submit(write, signed_in, Frozen { idempotency_key: key, rev, ..frozen }, now).await
        })
        .await;
    // Held until it is done, so that no answer slips in between.
    drop(slot);
    done
}

/// What was on the screen is what is there, and nothing stands in its way.
fn must_be_unchanged(commands: &Commands, looked_at: &mut LookedAt, request: &Approve) -> Result<(), Failure> {
    let folded = looked_at.folded()?;
    let rev = folded.rev();
    folded.draft(commands.today())?;
    let digest = hex(&folded.settled()?.digest());
    if rev != request.expected_rev || digest != request.digest {
        return Err(Refusal::Conflict { rev, places: folded.places_since(request.expected_rev) }.into());
    }
    let in_the_way = blockers(folded, folded.settled()?);
    if in_the_way.is_empty() { Ok(()) } else { Err(Refusal::Blocked(in_the_way).into()) }
}
