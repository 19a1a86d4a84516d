//! The tree of an expression as written.

use crate::source::Span;
use interview::package::AggregateKind;
use interview::value::Value;

/// An expression and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// A name and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// What is written out.
#[derive(Clone, Debug)]
pub(crate) enum Literal {
    Value(Value),
    Nothing,
    Today,
}

/// `<` and its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What may stand after `is` beside a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Known,
    Declined,
    NotKnown,
    Skipped,
    Failed,
}

/// An aggregate as written.
#[derive(Clone, Debug)]
pub(crate) struct Aggregate {
    pub(crate) kind: AggregateKind,
    pub(crate) other: Option<Span>,
    pub(crate) over: Named,
    pub(crate) filter: Option<Box<Expression>>,
    pub(crate) value: Option<Box<Expression>>,
}

/// Every form an expression can have.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Literal(Literal),
    /// One word after `is`, `is one of` or `includes`: an option, a literal or an item.
    Word(String),
    Path(Vec<Named>),
    Lookup {
        table: Named,
        keys: Vec<Expression>,
        column: Named,
    },
    Call {
        function: Named,
        arguments: Vec<Expression>,
    },
    Aggregate(Aggregate),
    At(Box<Expression>, Box<Expression>),
    /// `a or else b or else c`, two or more.
    OrElse(Vec<Expression>),
    Negate(Box<Expression>),
    /// The first, then each with whether it is subtracted.
    Sum(Box<Expression>, Vec<(bool, Expression)>),
    Product(Vec<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    Is {
        negated: bool,
        left: Box<Expression>,
        right: Box<Expression>,
    },
    IsState {
        negated: bool,
        left: Box<Expression>,
        state: State,
    },
    OneOf {
        negated: bool,
        left: Box<Expression>,
        values: Vec<Expression>,
    },
    Includes(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
    If(Box<Expression>, Box<Expression>, Box<Expression>),
}

impl Expression {
    /// How deep it is as a tree of operators with two sides; `and` and `or` stay as flat as they are written.
    pub(crate) fn depth(&self) -> usize {
        let deepest = |parts: &[Self]| parts.iter().map(Self::depth).max().unwrap_or(0);
        let inside = match &self.kind {
            Kind::Literal(_) | Kind::Word(_) | Kind::Path(_) => 0,
            Kind::Lookup { keys: parts, .. }
            | Kind::Call { arguments: parts, .. }
            | Kind::And(parts)
            | Kind::Or(parts) => deepest(parts),
            Kind::OrElse(parts) | Kind::Product(parts) => deepest(parts) + parts.len(),
            Kind::Sum(first, parts) => {
                let rest = parts.iter().map(|(_, part)| part.depth()).max().unwrap_or(0);
                first.depth().max(rest) + parts.len()
            }
            Kind::Aggregate(aggregate) => {
                let parts = [aggregate.filter.as_deref(), aggregate.value.as_deref()];
                parts.into_iter().flatten().map(Self::depth).max().unwrap_or(0)
            }
            Kind::Negate(one) | Kind::Not(one) | Kind::IsState { left: one, .. } => one.depth(),
            Kind::At(a, b) | Kind::Compare(_, a, b) | Kind::Includes(a, b) | Kind::Is { left: a, right: b, .. } => {
                a.depth().max(b.depth())
            }
            Kind::OneOf { left, values, .. } => left.depth().max(deepest(values)),
            Kind::If(a, b, c) => a.depth().max(b.depth()).max(c.depth()),
        };
        inside + 1
    }
}
