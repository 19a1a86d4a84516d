//! Sends an application back to its preparer, with what is to be done.

use crate::Commands;
use crate::drafts::looked_at::look;
use crate::failure::Failure;
use crate::permitted::{may, must_be_at};
use crate::supervision::send_for_review::within_limit;
use case::permissions::SendBack as SendsBack;
use case::{Action, Event};
use server_functions::supervision::SendBack;
use server_functions::{Caller, FieldError, Refusal};
use store::audit::NewEvent;

/// Sends back what was on the screen: where something changed since, the supervisor is shown it first.
pub(crate) async fn send_back(commands: &Commands, caller: Caller, request: SendBack) -> Result<(), Failure> {
    let id = request.application;
    let mut looked_at = look(commands, caller, id).await?;
    may::<SendsBack>(&mut looked_at.reading, &looked_at.signed_in, id).await?;
    let text = within_limit("review_comments", request.text, words::supervision::comments_label())?;
    if text.is_empty() {
        let message = words::supervision::comments_missing().to_owned();
        return Err(Refusal::Invalid(vec![FieldError { field: "review_comments".to_owned(), message }]).into());
    }
    let folded = looked_at.slot.folded()?;
    if folded.rev() != request.expected_rev {
        let places = folded.places_since(request.expected_rev);
        return Err(Refusal::Conflict { rev: folded.rev(), places }.into());
    }
    drop(looked_at.reading);
    let (now, rev) = (commands.now(), request.expected_rev);
    commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in| {
            let allowed = may::<SendsBack>(write, signed_in, id).await?;
            let state = must_be_at(write, &allowed, rev).await?;
            let to = state.after(Event::SentBack).map_err(|wrong| Refusal::WrongState { state: wrong.state })?;
            write.send_back(&allowed, &text, to, now).await?;
            write.audit(&NewEvent::by(signed_in, Action::SendBack.name(), "application", id.uuid()), now).await?;
            Ok(())
        })
        .await
}
