//! An expression whose names and types are known: what is checked for voids and cycles, and what becomes code.

use crate::expression::Comparison;
use crate::model::Ty;
use crate::source::Span;
use interview::package::{AggregateKind, FrameType, Function, ItemIndex, RepeatIndex, StateName};
use interview::value::Value;

/// An expression with its type.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) kind: TypedKind,
    pub(crate) ty: Ty,
    pub(crate) span: Span,
}

/// Where a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    /// Rows in scope between the name and where it was found, as in the package.
    pub(crate) level: u32,
    /// The row in scope it belongs to, counted from outside; 0 is where the expression itself stands.
    pub(crate) anchor: u32,
}

/// What an aggregate runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowsOf {
    Repeat { repeat: RepeatIndex, at: At },
    Evidence,
}

/// Every form, names resolved.
#[derive(Clone, Debug)]
pub(crate) enum TypedKind {
    /// Reported already.
    Unknown,
    Constant(Value),
    Nothing,
    Today,
    Read {
        item: ItemIndex,
        at: At,
    },
    OptionId {
        at: At,
    },
    OptionColumn {
        at: At,
        column: u32,
    },
    OptionText {
        at: At,
    },
    Known(Box<Typed>),
    State {
        item: ItemIndex,
        at: At,
        state: StateName,
    },
    And(Vec<Typed>),
    Or(Vec<Typed>),
    Not(Box<Typed>),
    Is(Box<Typed>, Box<Typed>),
    IsNot(Box<Typed>, Box<Typed>),
    OneOf(Box<Typed>, Vec<Typed>),
    Includes(Box<Typed>, Box<Typed>),
    Compare(Comparison, Box<Typed>, Box<Typed>),
    Add(Box<Typed>, Box<Typed>),
    Subtract(Box<Typed>, Box<Typed>),
    Multiply(Box<Typed>, Box<Typed>),
    Negate(Box<Typed>),
    OrElse(Box<Typed>, Box<Typed>),
    If(Box<Typed>, Box<Typed>, Box<Typed>),
    Lookup {
        table: u32,
        column: u32,
        keys: Vec<Typed>,
        day: Option<Box<Typed>>,
        sure: bool,
    },
    ListLookup {
        item: ItemIndex,
        at: At,
        column: u32,
        key: Box<Typed>,
        sure: bool,
    },
    Amount {
        amount: u32,
        day: Box<Typed>,
    },
    Call(Function, Vec<Typed>),
    Aggregate {
        kind: AggregateKind,
        over: RowsOf,
        other: bool,
        filter: Option<Box<Typed>>,
        value: Option<Box<Typed>>,
        /// Frame type of its rows.
        frame: FrameType,
        /// Where the repeat is named.
        named: Span,
    },
    Index {
        at: At,
        repeat: RepeatIndex,
    },
    Previous {
        item: ItemIndex,
        at: At,
    },
    Following {
        item: ItemIndex,
        at: At,
    },
    EvidenceKind,
    EvidenceGiven,
    SizeOfSet(Box<Typed>),
}

impl Typed {
    /// What stands where something was wrong, and fits everywhere.
    pub(crate) fn unknown(span: Span) -> Self {
        Self { kind: TypedKind::Unknown, ty: Ty::Unknown, span }
    }

    /// The expressions directly inside, in order; of an aggregate those judged in its rows.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        use TypedKind as K;
        match &self.kind {
            K::Unknown | K::Constant(_) | K::Nothing | K::Today | K::Read { .. } | K::OptionId { .. } => vec![],
            K::OptionColumn { .. } | K::OptionText { .. } | K::State { .. } | K::Index { .. } => vec![],
            K::Previous { .. } | K::Following { .. } | K::EvidenceKind | K::EvidenceGiven => vec![],
            K::Known(one) | K::Not(one) | K::Negate(one) | K::SizeOfSet(one) => vec![one],
            K::Amount { day: one, .. } | K::ListLookup { key: one, .. } => vec![one],
            K::And(parts) | K::Or(parts) | K::Call(_, parts) => parts.iter().collect(),
            K::Is(a, b) | K::IsNot(a, b) | K::Includes(a, b) | K::Compare(_, a, b) => vec![a, b],
            K::Add(a, b) | K::Subtract(a, b) | K::Multiply(a, b) | K::OrElse(a, b) => vec![a, b],
            K::OneOf(left, values) => std::iter::once(&**left).chain(values).collect(),
            K::If(a, b, c) => vec![a, b, c],
            K::Lookup { keys, day, .. } => keys.iter().chain(day.as_deref()).collect(),
            K::Aggregate { filter, value, .. } => filter.as_deref().into_iter().chain(value.as_deref()).collect(),
        }
    }
}
