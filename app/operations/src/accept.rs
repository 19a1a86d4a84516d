//! Whether an operation can be accepted as far as the definition alone says (S-36). What cannot is set aside, and
//! everything after it is applied. What merely does not fit at present (a gone option, too many rows, a question that is
//! not relevant) is accepted and held (S-38).
//!
//! Left out: permission, the state of the application, and whether an id came back with other content; the server knows.

use crate::ids::DraftId;
use crate::limits::is_too_large;
use crate::operation::{Kind, Operation};
use crate::place::{Standing, resolve};
use crate::wire_value::{WireValue, typed};
use interview::fits as fits_type;
use interview::package::{ItemIndex, ItemKind, Package, Question};
use interview::place::Place;
use interview::value::Value;
use interview::wire::{is_name, value_type};
use serde::{Deserialize, Serialize};

/// Why an operation was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It passes a limit; only its hash and size are kept.
    TooLarge,
    /// The definition has no such place, or nobody added the row.
    UnknownQuestion,
    /// No value of the question's type.
    WrongType,
    /// A kind that does not go with what stands there: `set` on a set of options, `add_row` on a question.
    WrongShape,
    /// Of another draft.
    OtherDraft,
    /// Only the server may make it (S-119).
    ServerOnly,
    /// Its id is in the log with other content (S-34).
    SameIdOtherContent,
    /// It came after the application was sent; it is kept as late.
    AfterSubmission,
}

impl Reason {
    /// Its name on the wire and in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::UnknownQuestion => "unknown_question",
            Self::WrongType => "wrong_type",
            Self::WrongShape => "wrong_shape",
            Self::OtherDraft => "other_draft",
            Self::ServerOnly => "server_only",
            Self::SameIdOtherContent => "same_id_other_content",
            Self::AfterSubmission => "after_submission",
        }
    }
}

/// Judges an operation, and says where it stands. `by_server` is whether the server's own replica made it.
///
/// # Errors
/// The first [`Reason`] that applies.
pub fn accept(package: &Package, draft: DraftId, operation: &Operation, by_server: bool) -> Result<Place, Reason> {
    if operation.kind.is_server_only() && !by_server {
        return Err(Reason::ServerOnly);
    }
    if operation.draft != draft {
        return Err(Reason::OtherDraft);
    }
    if is_too_large(operation) {
        return Err(Reason::TooLarge);
    }
    let (place, standing) = resolve(package, &operation.at).ok_or(Reason::UnknownQuestion)?;
    fits(package, place.item, standing, &operation.kind)?;
    Ok(place)
}

/// Whether a kind goes with what stands at the place, and its value with the type.
fn fits(package: &Package, item: ItemIndex, standing: Standing, kind: &Kind) -> Result<(), Reason> {
    let question = match package.items.get(item as usize).map(|item| &item.kind) {
        Some(ItemKind::Question(question)) => Some(question),
        _ => None,
    };
    let goes = |goes: bool| if goes { Ok(()) } else { Err(Reason::WrongShape) };
    match (standing, kind) {
        (Standing::Question, Kind::Set(value) | Kind::Resolve(value)) => is_of_type(package, item, value),
        (Standing::Set, Kind::Choose(option) | Kind::Unchoose(option)) => {
            if is_name(option) {
                Ok(())
            } else {
                Err(Reason::WrongType)
            }
        }
        (Standing::Files, Kind::Attach(file) | Kind::Detach(file)) => {
            if file.reference.is_empty() {
                Err(Reason::WrongType)
            } else {
                Ok(())
            }
        }
        (Standing::Question | Standing::Set, kind) => goes(goes_with_question(question, kind)),
        (Standing::Mark, kind) => goes(matches!(kind, Kind::Confirm | Kind::Clear | Kind::Forget)),
        (Standing::Fact, Kind::SetFact(fact)) => fact.typed(package, item).map(|_| ()).map_err(|_| Reason::WrongType),
        (Standing::Fact, kind) => goes(matches!(kind, Kind::Forget)),
        (Standing::List { closed_by_people: true }, kind) => goes(matches!(kind, Kind::CloseList | Kind::ReopenList)),
        (Standing::Row { added: true }, kind) => {
            goes(matches!(kind, Kind::AddRow | Kind::RemoveRow | Kind::RestoreRow | Kind::MoveRow { .. }))
        }
        (Standing::Files | Standing::Derived | Standing::List { .. } | Standing::Row { .. }, _) => {
            Err(Reason::WrongShape)
        }
    }
}

fn goes_with_question(question: Option<&Question>, kind: &Kind) -> bool {
    let Some(question) = question else { return false };
    match kind {
        Kind::Clear | Kind::Unparsed(_) | Kind::Confirm | Kind::Forget | Kind::Migrate => true,
        Kind::Skip => question.optional || question.required.is_some(),
        Kind::Decline => question.allow_declined,
        Kind::NotKnown => question.allow_not_known,
        _ => false,
    }
}

fn is_of_type(package: &Package, item: ItemIndex, value: &WireValue) -> Result<(), Reason> {
    let of_type = match typed(package, item, value) {
        // Blank text is no answer: it would make a required question look answered.
        Ok(Value::Text(text)) => !text.trim().is_empty(),
        Ok(value) => package
            .items
            .get(item as usize)
            .and_then(value_type)
            .is_some_and(|value_type| fits_type(&value, value_type)),
        Err(_) => false,
    };
    if of_type { Ok(()) } else { Err(Reason::WrongType) }
}
