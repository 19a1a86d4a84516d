//! Reference tables, dated constants and expressions.

use crate::package::{CodeIndex, Column, FrameType, ItemIndex, RepeatIndex, Span, Type};
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// A reference table: only declared columns are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Columns: keys first (type `choice` unless declared otherwise), then dates `from`, `until` if named, then the declared ones.
    pub columns: Vec<Column>,
    /// How many of the first columns are keys.
    pub keys: u32,
    /// Column that is the text of an option.
    pub text: Option<u32>,
    /// Column with the first day of a row.
    pub from: Option<u32>,
    /// Column with the last day of a row (blank: still in force).
    pub until: Option<u32>,
    /// Cells; `None` is blank.
    pub rows: Vec<Vec<Option<Value>>>,
}

/// A dated constant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// Its id.
    pub id: String,
    /// Type of its values.
    pub value: Type,
    /// First day and value, in order of the days.
    pub from: Vec<(quantities::Date, CodeIndex)>,
    /// Where it is written.
    pub source: Span,
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// Postfix.
    pub ops: Vec<Op>,
    /// Frame type in which it is judged (the innermost, for the body of an aggregate).
    pub frame: FrameType,
    /// Judged as `offer`: no repeat counts as open.
    pub offer: bool,
    /// Where it starts.
    pub source: Span,
}

/// One step of an expression. `level` 0 is the innermost row in scope: the frame of the code itself; an aggregate's body
/// sees its row at level 0, and what the aggregate stands in at level 1, 2 …
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Push a constant.
    Constant(Value),
    /// Push void.
    Nothing,
    /// Push the day.
    Today,
    /// Push the effective value of an item, found from the frame at `level` upwards.
    Read {
        /// Which item.
        item: ItemIndex,
        /// From which frame.
        level: u32,
    },
    /// Push the id of the option that is judged (`only`, `offer`) or of the row under `for=`; `level` as in `Read`.
    OptionId {
        /// From which frame; the option of `only` and `offer` is found at any level.
        level: u32,
    },
    /// Push a column of that option (index into the columns of its table or list fact).
    OptionColumn {
        /// From which frame.
        level: u32,
        /// Column.
        column: u32,
    },
    /// Push the text of that option (placeholders only).
    OptionText {
        /// From which frame.
        level: u32,
    },
    /// Pop x; push whether it has a value (waiting: unknown).
    Known,
    /// Push whether an item is void for this cause.
    State {
        /// Which item.
        item: ItemIndex,
        /// From which frame.
        level: u32,
        /// The cause.
        state: StateName,
    },
    /// Pop b, a.
    And,
    /// Pop b, a.
    Or,
    /// Pop a.
    Not,
    /// Pop b, a; equal.
    Is,
    /// Pop b, a; not equal.
    IsNot,
    /// Pop n values, then a; a is one of them.
    OneOf(u32),
    /// Pop b, a; the set a holds b.
    Includes,
    /// Pop b, a.
    Less,
    /// Pop b, a.
    LessOrEqual,
    /// Pop b, a.
    Greater,
    /// Pop b, a.
    GreaterOrEqual,
    /// Pop b, a: count, money, date + period, period + period.
    Add,
    /// Pop b, a.
    Subtract,
    /// Pop a.
    Negate,
    /// Pop b, a: money × count (either order), count × count.
    Multiply,
    /// Pop d, x; d where x is void.
    OrElse,
    /// Pop else, then, condition.
    If,
    /// Pop day (if `dated`), then keys; push the cell.
    Lookup {
        /// Which table.
        table: u32,
        /// Which column.
        column: u32,
        /// With `at`.
        dated: bool,
    },
    /// Pop a key; push the cell of a list fact's row.
    ListLookup {
        /// The fact.
        item: ItemIndex,
        /// From which frame.
        level: u32,
        /// Which column.
        column: u32,
    },
    /// Pop a day; push a dated constant.
    Amount {
        /// Which.
        amount: u32,
    },
    /// Pop the arguments; push the result.
    Call(Function),
    /// Push an aggregate over the rows of a repeat that lie under the frame at level 0 or around it.
    Aggregate {
        /// Which.
        kind: AggregateKind,
        /// Over what.
        over: Over,
        /// Without the row the rule stands in.
        other: bool,
        /// `where`: body judged in the row.
        filter: Option<CodeIndex>,
        /// After the colon: body judged in the row; yes if none.
        value: Option<CodeIndex>,
    },
    /// Push the number of the row at level 0 in its list, from 1.
    Index {
        /// From which frame.
        level: u32,
        /// Of which repeat.
        repeat: RepeatIndex,
    },
    /// Push the field in the row before; void at the beginning.
    Previous {
        /// Which field.
        item: ItemIndex,
        /// From which frame.
        level: u32,
    },
    /// Push the field in the row after; void at the end.
    Following {
        /// Which field.
        item: ItemIndex,
        /// From which frame.
        level: u32,
    },
    /// In the body of an aggregate over evidence: the requirement's kind, as a choice.
    EvidenceKind,
    /// In the body of an aggregate over evidence: whether it is given.
    EvidenceGiven,
    /// Pop a set; push its size.
    SizeOfSet,
}

/// What an aggregate runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// The rows of a repeat whose parent is `level` frames out: found from the frame at that level upwards.
    Repeat {
        /// Which repeat.
        repeat: RepeatIndex,
        /// From which frame its parent is looked for.
        level: u32,
    },
    /// All evidence requirements.
    Evidence,
}

/// Which aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum AggregateKind {
    Count,
    Sum,
    Any,
    All,
    None,
    Min,
    Max,
    Earliest,
    Latest,
    Unique,
}

/// Why an item is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum StateName {
    Declined,
    NotKnown,
    Skipped,
    Failed,
}

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// `share(money, rate, …)`
    Share(RoundingName),
    /// `divide(money, N, …)`
    Divide(i64, RoundingName),
    /// `larger(a, b)`
    Larger,
    /// `smaller(a, b)`
    Smaller,
    /// `age_on(birth, day)`
    AgeOn,
    /// `days_between(a, b)`
    DaysBetween,
    /// `working_days_after(day, n)`
    WorkingDaysAfter,
    /// `working_days_before(day, n)`
    WorkingDaysBefore,
    /// `length(text)`
    Length,
    /// `starts_with(text, text)`
    StartsWith,
    /// `matches(text, pattern)`
    Matches(Pattern),
}

/// How a share is rounded, as written in a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum RoundingName {
    Down,
    Up,
    Nearest,
}

/// A named pattern of text (domain.md section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Pattern {
    Nino,
    NinoOrExample,
    Postcode,
    Ufn,
    CaseRef,
    Office,
    Email,
    Phone,
    Name,
    NameWithDigits,
    Reference,
    SlashReference,
}
