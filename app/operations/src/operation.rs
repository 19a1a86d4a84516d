//! An operation: one recorded change of a draft by one author, and its JSON (sync.md section 2), all keys and no other.
//!
//! Left out: `Edit`, the splice of a long text (H); whoever makes operations numbers them (crate `journal`, plain forms).

use crate::ids::{DraftId, OperationId, definition, fingerprint};
use crate::strict;
use crate::wire_value::{WireFact, WireValue};
use interview::DefinitionId;
use interview::change::Fingerprint;
use interview::value::{OptionId, RowKey};
use interview::wire::Timestamp;
use serde::de::Error;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One recorded change. Once closed it never changes again (S-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Which.
    pub id: OperationId,
    /// Of which draft.
    pub draft: DraftId,
    /// Where: `proc[018f…].proc_df_date`; rows stand by their ids, never by position.
    #[serde(deserialize_with = "strict::text")]
    pub at: String,
    /// What.
    pub kind: Kind,
    /// Ids of the answers its author had on screen for the place; empty means it looked unanswered.
    pub saw: Vec<OperationId>,
    /// Fingerprint of the recheck set as its author saw it (E-29), on every kind that leaves a value.
    #[serde(with = "fingerprint")]
    pub read: Option<Fingerprint>,
    /// The definition it was made under.
    #[serde(rename = "def", with = "definition")]
    pub definition: DefinitionId,
    /// Build of the program that made it.
    #[serde(deserialize_with = "strict::text")]
    pub build: String,
    /// The device's clock, for display only.
    pub time: Timestamp,
}

/// An operation in the log of the server, which alone says who made it and when (S-35).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logged {
    /// Its place in the log of the draft, from 1.
    #[serde(rename = "rev", deserialize_with = "strict::number")]
    pub revision: u64,
    /// The operation.
    #[serde(rename = "op")]
    pub operation: Operation,
    /// The user of the session.
    #[serde(deserialize_with = "strict::text")]
    pub author: String,
    /// The server's clock.
    pub at: Timestamp,
}

/// A file that is given or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNamed {
    /// Its reference.
    pub reference: String,
    /// An evidence id or a category; `None` stands for the place's own.
    pub category: Option<String>,
}

/// What an operation does. The row kinds stand at the row, the list kinds at the repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An answer.
    Set(WireValue),
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
    /// The row goes.
    RemoveRow,
    /// The row comes back.
    RestoreRow,
    /// The row moves.
    MoveRow {
        /// Before this row; `None`: to the end.
        before: Option<RowKey>,
    },
    /// The rows are all.
    CloseList,
    /// There may be more rows.
    ReopenList,
    /// A file is given.
    Attach(FileNamed),
    /// A file is taken away.
    Detach(FileNamed),
    /// A stale answer still stands, or the mark of a check page.
    Confirm,
    /// One of several answers is chosen.
    Resolve(WireValue),
    /// A fact from outside; the server's alone (S-119).
    SetFact(WireFact),
    /// What was held is erased; the server's alone.
    Forget,
    /// The draft moves to another definition; the server's alone (D).
    Migrate,
    /// One member of a set ticked.
    Choose(OptionId),
    /// One member of a set unticked.
    Unchoose(OptionId),
    /// Typed, but no value of its type.
    Unparsed(String),
}

impl Kind {
    /// Its name on the wire.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Set(_) => "set",
            Self::Clear => "clear",
            Self::Skip => "skip",
            Self::Decline => "decline",
            Self::NotKnown => "not_known",
            Self::AddRow => "add_row",
            Self::RemoveRow => "remove_row",
            Self::RestoreRow => "restore_row",
            Self::MoveRow { .. } => "move_row",
            Self::CloseList => "close_list",
            Self::ReopenList => "reopen_list",
            Self::Attach(_) => "attach",
            Self::Detach(_) => "detach",
            Self::Confirm => "confirm",
            Self::Resolve(_) => "resolve",
            Self::SetFact(_) => "set_fact",
            Self::Forget => "forget",
            Self::Migrate => "migrate",
            Self::Choose(_) => "choose",
            Self::Unchoose(_) => "unchoose",
            Self::Unparsed(_) => "unparsed",
        }
    }

    /// Whether only the server's own replica may make it (S-119).
    #[must_use]
    pub fn is_server_only(&self) -> bool {
        matches!(self, Self::SetFact(_) | Self::Forget | Self::Migrate)
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("do", self.name())?;
        match self {
            Self::Set(value) | Self::Resolve(value) => map.serialize_entry("value", value)?,
            Self::SetFact(fact) => map.serialize_entry("value", fact)?,
            Self::MoveRow { before } => map.serialize_entry("before", before)?,
            Self::Attach(file) | Self::Detach(file) => {
                map.serialize_entry("reference", &file.reference)?;
                map.serialize_entry("category", &file.category)?;
            }
            Self::Choose(option) | Self::Unchoose(option) => map.serialize_entry("option", option)?,
            Self::Unparsed(text) => map.serialize_entry("text", text)?,
            Self::Clear
            | Self::Skip
            | Self::Decline
            | Self::NotKnown
            | Self::AddRow
            | Self::RemoveRow
            | Self::RestoreRow
            | Self::CloseList
            | Self::ReopenList
            | Self::Confirm
            | Self::Forget
            | Self::Migrate => {}
        }
        map.end()
    }
}

/// Every key that may stand beside `do`; the outer option says whether it does, the inner one whether it is null.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindForm {
    #[serde(rename = "do")]
    name: String,
    #[serde(default, deserialize_with = "strict::present")]
    value: Option<Option<WireFact>>,
    #[serde(default, deserialize_with = "strict::present")]
    text: Option<Option<NormalText>>,
    #[serde(default, deserialize_with = "strict::present")]
    option: Option<Option<NormalText>>,
    #[serde(default, deserialize_with = "strict::present")]
    before: Option<Option<NormalText>>,
    #[serde(default, deserialize_with = "strict::present")]
    reference: Option<Option<NormalText>>,
    #[serde(default, deserialize_with = "strict::present")]
    category: Option<Option<NormalText>>,
}

#[derive(Deserialize)]
struct NormalText(#[serde(deserialize_with = "strict::text")] String);

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        KindForm::deserialize(deserializer)?
            .read()
            .ok_or_else(|| D::Error::custom("unknown kind, or other keys than its own"))
    }
}

impl KindForm {
    /// Takes each key that the kind carries; what is left over afterwards does not belong to it.
    fn read(mut self) -> Option<Kind> {
        let kind = match self.name.as_str() {
            "set" => Kind::Set(self.plain_value()?),
            "resolve" => Kind::Resolve(self.plain_value()?),
            "set_fact" => Kind::SetFact(self.value.take()??),
            "unparsed" => Kind::Unparsed(self.text.take()??.0),
            "choose" => Kind::Choose(self.option.take()??.0.into()),
            "unchoose" => Kind::Unchoose(self.option.take()??.0.into()),
            "move_row" => Kind::MoveRow { before: self.before.take()?.map(|row| row.0.into()) },
            "attach" => Kind::Attach(self.file()?),
            "detach" => Kind::Detach(self.file()?),
            name => plain_kind(name)?,
        };
        let left_over = self.value.is_some()
            || self.text.is_some()
            || self.option.is_some()
            || self.before.is_some()
            || self.reference.is_some()
            || self.category.is_some();
        (!left_over).then_some(kind)
    }

    fn plain_value(&mut self) -> Option<WireValue> {
        match self.value.take()?? {
            WireFact::Value(value) => Some(value),
            WireFact::Pending | WireFact::Failed => None,
        }
    }

    fn file(&mut self) -> Option<FileNamed> {
        let category = self.category.take()?.map(|category| category.0);
        Some(FileNamed { reference: self.reference.take()??.0, category })
    }
}

fn plain_kind(name: &str) -> Option<Kind> {
    Some(match name {
        "clear" => Kind::Clear,
        "skip" => Kind::Skip,
        "decline" => Kind::Decline,
        "not_known" => Kind::NotKnown,
        "add_row" => Kind::AddRow,
        "remove_row" => Kind::RemoveRow,
        "restore_row" => Kind::RestoreRow,
        "close_list" => Kind::CloseList,
        "reopen_list" => Kind::ReopenList,
        "confirm" => Kind::Confirm,
        "forget" => Kind::Forget,
        "migrate" => Kind::Migrate,
        _ => return None,
    })
}
