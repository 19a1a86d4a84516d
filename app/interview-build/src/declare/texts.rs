//! Expressions and wordings in their places: every expression gets its index, every placeholder becomes an expression (E-10).

use super::index;
use crate::diagnostics::Code;
use crate::expression;
use crate::model::{Expected, Judged, Model, Reader, ScopeIndex, Site};
use crate::syntax::{Argument, Letters, Node};
use interview::package::{CodeIndex, FrameType, Segment, Text, TextIndex};
use std::sync::Arc;

/// Who says something, and where names in it are looked up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner {
    pub(crate) frame: FrameType,
    pub(crate) scope: ScopeIndex,
    pub(crate) reader: Reader,
    pub(crate) judged: Judged,
    pub(crate) offer: bool,
    pub(crate) guard: Option<CodeIndex>,
}

impl Owner {
    pub(crate) fn new(frame: FrameType, scope: ScopeIndex, reader: Reader) -> Self {
        Self { frame, scope, reader, judged: Judged::None, offer: false, guard: None }
    }
}

impl<'a> Model<'a> {
    /// The index of an expression; `None` if it could not be parsed.
    pub(crate) fn site(&mut self, argument: &Argument, owner: Owner, expected: Expected) -> Option<CodeIndex> {
        let expression = argument.expression.clone()?;
        let mut span = argument.part(0, argument.text.len());
        span.end = span.end.max(span.start);
        Some(self.add_site(Site {
            expression,
            span,
            scope: owner.scope,
            frame: owner.frame,
            expected,
            reader: owner.reader,
            guard: owner.guard,
            judged: owner.judged,
            offer: owner.offer,
        }))
    }

    fn add_site(&mut self, site: Site) -> CodeIndex {
        self.sites.push(site);
        index(self.sites.len() - 1)
    }

    /// The condition in a child of a node, if there is one.
    pub(crate) fn condition_of(&mut self, node: &'a Node, child: &str, owner: Owner) -> Option<CodeIndex> {
        node.child_argument(child).and_then(|condition| self.site(condition, owner, Expected::Condition))
    }

    /// The text in a child of a node, if there is one.
    pub(crate) fn text_of(&mut self, node: &'a Node, child: &str, owner: Owner) -> Option<TextIndex> {
        node.child_argument(child).map(|text| self.text(text, owner))
    }

    /// The text in an argument; an empty one if it is missing, which is reported.
    pub(crate) fn text_argument(&mut self, node: &'a Node, argument: usize, owner: Owner) -> TextIndex {
        match node.argument(argument) {
            Some(text) => self.text(text, owner),
            None => {
                self.package.texts.push(Text::default());
                self.english.push(Vec::new());
                index(self.english.len() - 1)
            }
        }
    }

    /// Cuts a text at its placeholders.
    fn text(&mut self, argument: &Argument, owner: Owner) -> TextIndex {
        let text = argument.text.as_str();
        let mut placeholders = Vec::new();
        let mut segments = Vec::new();
        let mut words = String::new();
        let mut at = 0;
        while let Some(open) = text.get(at..).and_then(|rest| rest.find(['{', '}'])).map(|found| at + found) {
            words.push_str(text.get(at..open).unwrap_or(""));
            let close = text.get(open + 1..).and_then(|rest| rest.find(['{', '}'])).map(|found| open + 1 + found);
            let is_pair = text.get(open..).is_some_and(|rest| rest.starts_with('{'))
                && close.and_then(|close| text.get(close..)).is_some_and(|rest| rest.starts_with('}'));
            let Some(close) = close.filter(|_| is_pair) else {
                let message = "a placeholder stands in one pair of braces, as in {name}";
                self.report.say(Code::D406, argument.part(open, open + 1), message);
                at = text.len();
                break;
            };
            let (path, fallback) = match text.get(open + 1..close).unwrap_or("").split_once('|') {
                Some((path, fallback)) => (path, Some(fallback.to_owned())),
                None => (text.get(open + 1..close).unwrap_or(""), None),
            };
            if let Some(code) = self.placeholder(argument, open, close, path, fallback.is_some(), owner) {
                if !words.is_empty() {
                    segments.push(Segment::Words(std::mem::take(&mut words)));
                }
                segments.push(Segment::Placeholder(index(placeholders.len()), fallback));
                placeholders.push(code);
            }
            at = close + 1;
        }
        words.push_str(text.get(at..).unwrap_or(""));
        if !words.is_empty() {
            segments.push(Segment::Words(words));
        }
        self.package.texts.push(Text { placeholders });
        self.english.push(segments);
        index(self.english.len() - 1)
    }

    fn placeholder(
        &mut self,
        argument: &Argument,
        open: usize,
        close: usize,
        path: &str,
        fallback: bool,
        owner: Owner,
    ) -> Option<CodeIndex> {
        let whole = argument.part(open, close + 1);
        let inside = argument.part(open + 1, close);
        let start = if argument.letters == Letters::Somewhere { whole.start } else { inside.start };
        match expression::parse_placeholder(path, whole.file, start) {
            Ok(expression)
                if matches!(expression.kind, expression::Kind::Path(_) | expression::Kind::Lookup { .. }) =>
            {
                Some(self.add_site(Site {
                    expression: Arc::new(expression),
                    span: whole,
                    scope: owner.scope,
                    frame: owner.frame,
                    expected: Expected::Shown { fallback },
                    reader: owner.reader,
                    guard: None,
                    judged: owner.judged,
                    offer: false,
                }))
            }
            Ok(_) => {
                self.report.say(Code::D406, whole, "a placeholder is an item or a look-up");
                None
            }
            Err(error) => {
                self.report.say(Code::D406, whole, format!("this is no placeholder: {}", error.message));
                None
            }
        }
    }
}
