//! The syntax tree: nodes whose names, arguments, properties and children have been held against the grammar.

use crate::expression::Expression;
use crate::source::Span;
use std::sync::Arc;

/// A node.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// What kind of node, as in the grammar.
    pub(crate) name: &'static str,
    /// Of the node's name.
    pub(crate) span: Span,
    pub(crate) arguments: Vec<Argument>,
    pub(crate) properties: Vec<(&'static str, Argument)>,
    /// TYPE, where the grammar has one.
    pub(crate) value: Option<TypeSyntax>,
    pub(crate) children: Vec<Node>,
    /// Something in it was not understood, so what is missing may only be misspelt.
    pub(crate) damaged: bool,
}

impl Node {
    pub(crate) fn argument(&self, index: usize) -> Option<&Argument> {
        self.arguments.get(index)
    }

    /// Its id, or nothing where that is missing.
    pub(crate) fn id(&self) -> &str {
        self.argument(0).map_or("", |argument| argument.text.as_str())
    }

    /// Where its id stands, or its name where that is missing.
    pub(crate) fn id_span(&self) -> Span {
        self.argument(0).map_or(self.span, |argument| argument.span)
    }

    pub(crate) fn property(&self, name: &str) -> Option<&Argument> {
        self.properties.iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.child(name).is_some()
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// First argument of a child.
    pub(crate) fn child_argument(&self, name: &str) -> Option<&Argument> {
        self.child(name).and_then(|child| child.argument(0))
    }
}

/// An argument or the value of a property.
#[derive(Clone, Debug)]
pub(crate) struct Argument {
    pub(crate) text: String,
    /// Of the argument, quotes included; of the whole `name=value` for a property.
    pub(crate) span: Span,
    /// Where each character of `text` stands.
    pub(crate) letters: Letters,
    /// Parsed, where the grammar has an expression here; `None` if it could not be.
    pub(crate) expression: Option<Arc<Expression>>,
}

/// Where the characters of an argument stand in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Letters {
    /// One after the other from this byte.
    Plain(u32),
    /// With escapes: the byte of each character.
    Escaped(Vec<u32>),
    /// Over several lines, or no text: only the argument as a whole is known.
    Somewhere,
}

impl Argument {
    /// The place of a stretch of bytes of `text`.
    pub(crate) fn part(&self, start: usize, end: usize) -> Span {
        match &self.letters {
            Letters::Plain(from) => {
                let from = *from as usize;
                Span::new(self.span.file, from + start, from + end)
            }
            Letters::Escaped(places) => {
                let letter = |offset: usize| self.text.get(..offset).map_or(0, |before| before.chars().count());
                let at = |index: usize| places.get(index).copied().unwrap_or(self.span.end.saturating_sub(1));
                Span { file: self.span.file, start: at(letter(start)), end: at(letter(end)) }
            }
            Letters::Somewhere => self.span,
        }
    }

    /// Words separated by spaces, with their places.
    pub(crate) fn words(&self) -> Vec<(String, Span)> {
        self.text.split_whitespace().map(|word| (word.to_owned(), self.span)).collect()
    }
}

/// A TYPE as written.
#[derive(Clone, Debug)]
pub(crate) struct TypeSyntax {
    pub(crate) kind: TypeKind,
    pub(crate) span: Span,
}

/// What TYPE says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeKind {
    YesNo,
    Choice,
    Choices,
    Text {
        long: bool,
    },
    Date,
    Period,
    Money,
    Count,
    Rate,
    Files,
    List,
    Row(String, Span),
    Rows(String, Span),
    /// Reported already.
    Unknown,
}
