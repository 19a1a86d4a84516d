//! Comments on a question, or on the whole.

use crate::Commands;
use crate::drafts::looked_at::look;
use crate::failure::Failure;
use crate::permitted::may;
use crate::supervision::send_for_review::within_limit;
use case::permissions::CommentOnQuestion;
use case::{Action, CommentId};
use server_functions::supervision::AddComment;
use server_functions::{Caller, FieldError, Refusal};
use store::audit::NewEvent;

/// Adds a comment. A place that the definition does not have is as if it did not exist.
pub(crate) async fn comment(commands: &Commands, caller: Caller, request: AddComment) -> Result<CommentId, Failure> {
    let id = request.application;
    let mut looked_at = look(commands, caller, id).await?;
    may::<CommentOnQuestion>(&mut looked_at.reading, &looked_at.signed_in, id).await?;
    let text = within_limit("comment", request.text, words::supervision::comment_text())?;
    if text.is_empty() {
        let message = words::supervision::comment_missing().to_owned();
        return Err(Refusal::Invalid(vec![FieldError { field: "comment".to_owned(), message }]).into());
    }
    let place = request.place.unwrap_or_default();
    let draft = looked_at.slot.folded()?.draft(commands.today())?;
    let is_there = |place: &str| {
        let at = draft.compiled().place(place);
        at.is_some_and(|at| draft.line(&at, crate::applications::lines::LANGUAGE).is_some())
    };
    if !place.is_empty() && !is_there(&place) {
        return Err(Refusal::NotFound.into());
    }
    drop(looked_at);
    let now = commands.now();
    commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in| {
            let allowed = may::<CommentOnQuestion>(write, signed_in, id).await?;
            let comment = write.add_comment(&allowed, &place, &text, now).await?;
            let action = Action::CommentOnQuestion.name();
            write.audit(&NewEvent::by(signed_in, action, "comment", comment.uuid()), now).await?;
            Ok(comment)
        })
        .await
}
