//! Values, what is held for a place, and what rules read. Nothing here knows a definition.

use quantities::{Date, Money, Period, Rate};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The id of an option, of a table's row or of a list fact's row, as received (`DA004`, `none`).
pub type OptionId = Arc<str>;

/// The key of a row: an id of 32 hex digits, an option of `for=`, or a number from 1 under `rows`.
pub type RowKey = Arc<str>;

/// Yes, no, or not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Three {
    /// Settled as true.
    Yes,
    /// Settled as false.
    No,
    /// Not settled.
    Unknown,
}

impl Three {
    /// Both; no beats unknown.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            _ => Self::Yes,
        }
    }

    /// Either; yes beats unknown.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            _ => Self::No,
        }
    }

    /// The opposite; unknown stays unknown.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Whether it is a settled yes.
    #[must_use]
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }

    /// Whether it is a settled no.
    #[must_use]
    pub fn is_no(self) -> bool {
        self == Self::No
    }
}

impl From<bool> for Three {
    fn from(settled: bool) -> Self {
        if settled { Self::Yes } else { Self::No }
    }
}

/// How far the virus check of a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileState {
    /// Checked, nothing found.
    Clean,
    /// Not checked yet.
    Pending,
    /// Something was found.
    Infected,
}

/// A file that was attached: never its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileReference {
    /// Content hash, or the name a script gave it.
    pub reference: Arc<str>,
    /// State of the virus check.
    pub state: FileState,
    /// An evidence id or a category; `None` stands for the place's own.
    pub category: Option<Arc<str>>,
}

/// One row of a list fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListRow {
    /// The row's option id.
    pub id: OptionId,
    /// What a person reads.
    pub text: Arc<str>,
    /// The declared columns in order; `None` is a blank cell.
    pub columns: Vec<Option<Value>>,
}

/// A settled value of one of the types of the definition language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// `yes_no`
    YesNo(bool),
    /// `choice`: one option.
    Choice(OptionId),
    /// `choices`: options in the order of the question; never empty in an answer.
    Choices(Vec<OptionId>),
    /// `text`, in NFC.
    Text(Arc<str>),
    /// `date`
    Date(Date),
    /// `period`
    Period(Period),
    /// `money`, whole pence.
    Money(Money),
    /// `count`
    Count(i64),
    /// `rate`, millionths.
    Rate(Rate),
    /// `files`
    Files(Vec<FileReference>),
    /// `list`, facts only.
    List(Arc<[ListRow]>),
    /// `row R`
    Row(RowKey),
    /// `rows R`
    Rows(Vec<RowKey>),
}

/// What a person gave for a place, or that nothing was given (engine.md section 5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Held {
    /// Nothing yet.
    #[default]
    Empty,
    /// A value of the item's type.
    Value(Value),
    /// Optional, and left blank when its page was continued.
    Skipped,
    /// Declined, where the question allows it.
    Declined,
    /// Not known, where the question allows it.
    NotKnown,
    /// Concurrent answers, none of whose authors had seen the other.
    Contested(Vec<Value>),
    /// Typed, but no value of its type.
    Unparsed(String),
}

impl Held {
    /// Its name as engine.md section 12a has it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Value(_) => "value",
            Self::Skipped => "skipped",
            Self::Declined => "declined",
            Self::NotKnown => "not_known",
            Self::Contested(_) => "contested",
            Self::Unparsed(_) => "unparsed",
        }
    }
}

/// What is held for a fact from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FactHeld {
    /// Nobody has asked.
    #[default]
    NotRequested,
    /// Asked for, no reply yet.
    Pending,
    /// The source could not say.
    Failed,
    /// A reply.
    Value(Value),
}

/// What is held for one row of a repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowHeld {
    /// There.
    Present,
    /// Removed; its content can be restored.
    Removed,
    /// Removed by someone who had not seen all of it: a problem until somebody decides.
    Disputed,
}

/// What is held for the end of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListHeld {
    /// Nobody has said that the rows are all.
    #[default]
    Open,
    /// The rows are all.
    Closed,
    /// Closed once, then opened by a row that whoever closed it could not see: a problem.
    Reopened,
}

/// What rules read: the effective value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Read {
    /// A settled value.
    Value(Value),
    /// Not settled yet.
    #[default]
    Waiting,
    /// Settled as having no value.
    Void,
}

impl Read {
    /// The value as a condition: waiting is unknown, void is no.
    #[must_use]
    pub fn truth(&self) -> Three {
        match self {
            Self::Value(Value::YesNo(settled)) => Three::from(*settled),
            Self::Value(_) | Self::Void => Three::No,
            Self::Waiting => Three::Unknown,
        }
    }

    /// A condition as an effective value.
    #[must_use]
    pub fn from_three(three: Three) -> Self {
        match three {
            Three::Yes => Self::Value(Value::YesNo(true)),
            Three::No => Self::Value(Value::YesNo(false)),
            Three::Unknown => Self::Waiting,
        }
    }
}
