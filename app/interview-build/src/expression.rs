//! The expression language as written: tokens, tree, parser (engine.md section 3). Names and types are looked at later.

mod parse;
mod tokens;
mod tree;

pub(crate) use parse::{parse, parse_placeholder};
pub(crate) use tokens::read_period;
pub(crate) use tree::{Aggregate, Comparison, Expression, Kind, Literal, Named, State};

/// Levels of parentheses, calls and branches inside each other (E-5).
pub(crate) const DEEPEST: usize = 64;

const AGGREGATES: [&str; 10] = ["count", "sum", "any", "all", "none", "min", "max", "earliest", "latest", "unique"];
const STATES: [&str; 5] = ["known", "declined", "not_known", "skipped", "failed"];
const WORDS: [&str; 21] = [
    "if",
    "then",
    "else",
    "and",
    "or",
    "not",
    "is",
    "one",
    "of",
    "includes",
    "at",
    "other",
    "where",
    "yes",
    "no",
    "nothing",
    "today",
    "option",
    "index",
    "previous",
    "following",
];

/// Whether a word belongs to the language, so that no id may be called so (E-9).
pub(crate) fn is_reserved(word: &str) -> bool {
    WORDS.contains(&word) || AGGREGATES.contains(&word) || STATES.contains(&word)
}

/// Words that no option may be called, since they mean something else after `is`.
pub(crate) fn is_no_option(word: &str) -> bool {
    matches!(word, "not" | "one" | "nothing") || STATES.contains(&word)
}
