//! Sends an application to the supervisor, once nothing stands in the way.

use crate::Commands;
use crate::applications::lines::blockers;
use crate::drafts::facts;
use crate::drafts::looked_at::{LookedAt, look};
use crate::failure::Failure;
use crate::permitted::{may, must_be_at};
use case::permissions::SendForReview as Sends;
use case::{Action, Event, Role, UserId};
use interview::Draft;
use interview::place::Place;
use interview::value::{Read, Value};
use server_functions::supervision::SendForReview;
use server_functions::{Caller, FieldError, Refusal};
use store::audit::NewEvent;
use store::supervision::{Sending, TEXT_LIMIT};

/// The answer that names the supervisor: the id of an option is the id of the user.
pub(crate) const SUPERVISOR: &str = "provider_supervisor";

/// Sends for review.
pub(crate) async fn send_for_review(
    commands: &Commands,
    caller: Caller,
    request: SendForReview,
) -> Result<(), Failure> {
    let id = request.application;
    let mut looked_at = look(commands, caller, id).await?;
    may::<Sends>(&mut looked_at.reading, &looked_at.signed_in, id).await?;
    let note = within_limit("note", request.note, words::supervision::note_label())?;
    let supervisor = supervisor(commands, &mut looked_at, request.supervisor).await?;
    let LookedAt { reading, mut slot, .. } = looked_at;
    drop(reading);
    facts::tell(commands, caller, id, &mut slot).await?;
    let folded = slot.folded()?;
    let rev = folded.rev();
    folded.draft(commands.today())?;
    let in_the_way = blockers(folded, folded.settled()?);
    if !in_the_way.is_empty() {
        return Err(Refusal::Blocked(in_the_way).into());
    }
    let now = commands.now();
    commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in| {
            let allowed = may::<Sends>(write, signed_in, id).await?;
            let state = must_be_at(write, &allowed, rev).await?;
            let to = state.after(Event::SentForReview).map_err(|wrong| Refusal::WrongState { state: wrong.state })?;
            write.send_for_review(&allowed, &Sending { supervisor, note, rev, to }, now).await?;
            let event = NewEvent::by(signed_in, Action::SendForReview.name(), "application", id.uuid());
            write.audit(&event.about(supervisor.to_string().into_bytes()), now).await?;
            Ok(())
        })
        .await
}

/// Text a person typed, without the blanks around it.
///
/// # Errors
/// [`Refusal::Invalid`] at the field where it is too long.
pub(crate) fn within_limit(field: &str, text: String, label: &str) -> Result<String, Failure> {
    if text.chars().count() > TEXT_LIMIT || text.contains('\0') {
        let message = words::supervision::too_long(label, TEXT_LIMIT);
        return Err(Refusal::Invalid(vec![FieldError { field: field.to_owned(), message }]).into());
    }
    Ok(text.trim().to_owned())
}

/// The one who was chosen, else the one the application names; a supervisor of the office in any case.
async fn supervisor(commands: &Commands, looked_at: &mut LookedAt, chosen: Option<UserId>) -> Result<UserId, Failure> {
    let of_the_office = looked_at.reading.users_with_role(looked_at.application.office, Role::Supervisor).await?;
    let named = named(looked_at.folded()?.draft(commands.today())?);
    let wanted = chosen.or(named);
    let found = of_the_office.into_iter().find(|user| Some(user.id) == wanted);
    found.map(|user| user.id).ok_or_else(|| {
        let message = words::supervision::supervisor_label().to_owned();
        Refusal::Invalid(vec![FieldError { field: "supervisor".to_owned(), message }]).into()
    })
}

fn named(draft: &Draft) -> Option<UserId> {
    let at = Place { item: draft.compiled().item(SUPERVISOR)?, rows: Vec::new() };
    match draft.read(&at) {
        Read::Value(Value::Choice(user)) => user.parse().ok(),
        _ => None,
    }
}
