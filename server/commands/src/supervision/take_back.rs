//! Takes an application back before it is decided.

use crate::Commands;
use crate::failure::Failure;
use crate::permitted::may;
use case::permissions::TakeBack;
use case::{Action, ApplicationId, Event};
use server_functions::{Caller, Refusal};
use store::audit::NewEvent;

/// Takes back. The comments stay.
pub(crate) async fn take_back(commands: &Commands, caller: Caller, id: ApplicationId) -> Result<(), Failure> {
    let now = commands.now();
    commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in| {
            let allowed = may::<TakeBack>(write, signed_in, id).await?;
            let state = allowed.state().ok_or(Failure::Broken("an application without a state"))?;
            let to = state.after(Event::TakenBack).map_err(|wrong| Refusal::WrongState { state: wrong.state })?;
            write.take_back(&allowed, to, now).await?;
            write.audit(&NewEvent::by(signed_in, Action::TakeBack.name(), "application", id.uuid()), now).await?;
            Ok(())
        })
        .await
}
