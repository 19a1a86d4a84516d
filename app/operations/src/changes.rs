//! From a change of the engine (what a page's control or *continue* means) to the kinds of operation that say it. A set of
//! options becomes one operation an option.

use crate::operation::{FileNamed, Kind};
use crate::wire_value::{WireFact, WireValue, untyped};
use interview::change::ChangeKind;
use interview::package::{ItemIndex, ItemKind, Package, Type};
use interview::value::{FactHeld, Held, OptionId, Value};

/// The kinds that say a change at an item where `held` is held now. None if the set is so already, or if a fact is said
/// not to be asked for, which no operation does.
///
/// # Errors
/// `None` for a value that cannot travel (a text with a NUL).
#[must_use]
pub fn kinds(package: &Package, item: ItemIndex, change: &ChangeKind, held: &Held) -> Option<Vec<Kind>> {
    let kind = match change {
        ChangeKind::Set(Value::Choices(wanted)) if is_set(package, item) => return Some(set(wanted, held)),
        ChangeKind::Set(value) => Kind::Set(untyped(package, item, value).ok()?),
        ChangeKind::Unparsed(text) => match WireValue::text(text)?.json().as_str() {
            Some(text) => Kind::Unparsed(text.to_owned()),
            None => return None,
        },
        ChangeKind::Choose(option) => Kind::Choose(option.clone()),
        ChangeKind::Unchoose(option) => Kind::Unchoose(option.clone()),
        ChangeKind::Clear => Kind::Clear,
        ChangeKind::Skip => Kind::Skip,
        ChangeKind::Decline => Kind::Decline,
        ChangeKind::NotKnown => Kind::NotKnown,
        ChangeKind::AddRow => Kind::AddRow,
        ChangeKind::RemoveRow => Kind::RemoveRow,
        ChangeKind::RestoreRow => Kind::RestoreRow,
        ChangeKind::MoveRow { before } => Kind::MoveRow { before: before.clone() },
        ChangeKind::CloseList => Kind::CloseList,
        ChangeKind::ReopenList => Kind::ReopenList,
        ChangeKind::Attach(file) => Kind::Attach(FileNamed {
            reference: file.reference.to_string(),
            category: file.category.as_deref().map(str::to_owned),
        }),
        ChangeKind::Detach(reference) => Kind::Detach(FileNamed { reference: reference.to_string(), category: None }),
        ChangeKind::Confirm => Kind::Confirm,
        ChangeKind::SetFact { held, .. } => match held {
            FactHeld::NotRequested => return Some(Vec::new()),
            FactHeld::Pending => Kind::SetFact(WireFact::Pending),
            FactHeld::Failed => Kind::SetFact(WireFact::Failed),
            FactHeld::Value(value) => Kind::SetFact(WireFact::Value(untyped(package, item, value).ok()?)),
        },
    };
    Some(vec![kind])
}

fn set(wanted: &[OptionId], held: &Held) -> Vec<Kind> {
    let now: &[OptionId] = match held {
        Held::Value(Value::Choices(chosen)) => chosen,
        _ => &[],
    };
    let unchosen = now.iter().filter(|option| !wanted.contains(option)).cloned().map(Kind::Unchoose);
    let chosen = wanted.iter().filter(|option| !now.contains(option)).cloned().map(Kind::Choose);
    unchosen.chain(chosen).collect()
}

fn is_set(package: &Package, item: ItemIndex) -> bool {
    match package.items.get(item as usize).map(|item| &item.kind) {
        Some(ItemKind::Question(question)) => question.value == Type::Choices,
        _ => false,
    }
}
