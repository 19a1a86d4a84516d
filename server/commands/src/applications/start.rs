//! Starts an application under the newest definition.

use crate::Commands;
use crate::applications::list::start_at;
use crate::drafts::facts;
use crate::drafts::looked_at::look;
use crate::failure::Failure;
use case::{Action, ApplicationId, ApplicationReference};
use operations::EpochId;
use questionnaire::CIVIL_APPLICATION;
use server_functions::Caller;
use store::applications::NewApplication;
use store::audit::NewEvent;

/// How often another reference is tried: of 729 million few are taken.
const MOST_TRIES: usize = 8;

/// Starts one, at the first office of the person where that is allowed.
pub(crate) async fn start(commands: &Commands, caller: Caller) -> Result<ApplicationId, Failure> {
    let (now, chance) = (commands.now(), commands.settings().chance.clone());
    let started = commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in| {
            let allowed = start_at(&signed_in.actor)?;
            let definition = write.newest_definition(CIVIL_APPLICATION).await?;
            let definition = definition.ok_or(Failure::Broken("no questionnaire was published"))?;
            let epoch = EpochId(u128::from_be_bytes(chance()?));
            for _ in 0..MOST_TRIES {
                let bits = chance()?.iter().take(8).fold(0, |bits: u64, byte| (bits << 8) | u64::from(*byte));
                let new = NewApplication { reference: ApplicationReference::from_random(bits), definition, epoch };
                if let Some(started) = write.start_application(&allowed, &new, now).await? {
                    let id = started.application;
                    let action = Action::StartApplication.name();
                    write.audit(&NewEvent::by(signed_in, action, "application", id.uuid()), now).await?;
                    return Ok(id);
                }
            }
            Err(Failure::Broken("no reference is free"))
        })
        .await?;
    // What the first page offers is there when it opens; if not, opening tells it.
    let mut looked_at = look(commands, caller, started).await?;
    drop(looked_at.reading);
    if let Err(failure) = facts::tell(commands, caller, started, &mut looked_at.slot).await {
        tracing::warn!(failure = %failure, "Facts could not be told.");
    }
    Ok(started)
}
