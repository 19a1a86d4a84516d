//! What the engine is given: changes, which carry no ids of operations, authors or times, and the folded answers of a
//! whole log (E-55). Who made them, in what order, and what they had seen is the business of the crate `operations`.

use crate::place::Place;
use crate::value::{FactHeld, FileReference, Held, ListHeld, OptionId, RowHeld, RowKey, Value};
use quantities::Date;
use std::collections::BTreeMap;

/// The effective values of an item's recheck set, hashed (E-29).
pub type Fingerprint = [u8; 8];

/// One change of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub at: Place,
    /// What.
    pub kind: ChangeKind,
    /// Fingerprint as its author saw it; `None` takes the present one.
    pub read: Option<Fingerprint>,
}

/// What a change does. The row kinds stand at the row, the list kinds at the repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// An answer.
    Set(Value),
    /// Typed, but no value of its type.
    Unparsed(String),
    /// One member of a set ticked.
    Choose(OptionId),
    /// One member of a set unticked.
    Unchoose(OptionId),
    /// Back to empty.
    Clear,
    /// Optional, left blank.
    Skip,
    /// Declined.
    Decline,
    /// Not known.
    NotKnown,
    /// A new last row.
    AddRow,
    /// The row goes; its content stays restorable.
    RemoveRow,
    /// The row comes back.
    RestoreRow,
    /// The row moves before another, or to the end.
    MoveRow {
        /// The row after it.
        before: Option<RowKey>,
    },
    /// The rows are all.
    CloseList,
    /// There may be more rows.
    ReopenList,
    /// A file is given.
    Attach(FileReference),
    /// A file is taken away, by its reference.
    Detach(std::sync::Arc<str>),
    /// A stale answer still stands, or the mark of a check page.
    Confirm,
    /// A fact from outside, with the day it was observed (today if none).
    SetFact {
        /// The reply.
        held: FactHeld,
        /// Day of observation.
        observed_on: Option<Date>,
    },
}

/// Why a change was refused; a refused change changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No such item, row, page or task.
    UnknownItem,
    /// No value of the item's type, or a change that does not go with the item.
    WrongType,
}

impl Refused {
    /// Its name on the wire of `interview play`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::UnknownItem => "unknown_item",
            Self::WrongType => "wrong_type",
        }
    }
}

/// What is held for one place, with the fingerprint its author saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldAnswer {
    /// The answer.
    pub held: Held,
    /// Fingerprint of the recheck set as its author saw it.
    pub read: Option<Fingerprint>,
}

/// A fact as the log has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldFact {
    /// The reply.
    pub held: FactHeld,
    /// Day of observation.
    pub observed_on: Option<Date>,
    /// Fingerprint of the values the host was given.
    pub read: Option<Fingerprint>,
}

/// The rows and the end of one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldList {
    /// All rows ever added, in list order, removed ones included.
    pub rows: Vec<(RowKey, RowHeld)>,
    /// Its end.
    pub end: ListHeld,
}

/// Everything a log folds to: made by `operations`, opened by `Draft::open`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Questions and marks.
    pub items: BTreeMap<Place, HeldAnswer>,
    /// Facts.
    pub facts: BTreeMap<Place, HeldFact>,
    /// Repeats whose rows people add.
    pub lists: BTreeMap<Place, HeldList>,
    /// Files, by evidence requirement or question of type `files`.
    pub files: BTreeMap<Place, Vec<FileReference>>,
}
