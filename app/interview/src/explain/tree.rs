//! The tree itself: nodes in one list, breadth first, so that a chain of ten thousand rules is neither built nor dropped nor
//! written by recursion (E-3).

use super::subject::{Claim, Outcome, Subject};
use crate::draft::Draft;
use crate::frame::FrameId;
use crate::package::{CodeIndex, ItemKind, Span};
use crate::place::Place;
use std::collections::BTreeSet;
use std::ops::Range;

/// The most nodes of one tree. What lies nearest to the claim is explained first; a node for whose grounds there is no more
/// room stands with its result alone, neither grounds nor leaf. A claim that is needed twice is explained twice, which
/// without this bound would grow without measure in a lattice of rules.
pub const MOST_NODES: usize = 10_000;

/// What an explanation ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// A person gave it.
    Answer,
    /// It came from outside.
    Fact,
    /// The definition says so.
    Constant,
    /// The day.
    Today,
    /// Nobody has given it yet.
    Absent,
}

impl Leaf {
    /// Its name on the wire of `interview play`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Fact => "fact",
            Self::Constant => "constant",
            Self::Today => "today",
            Self::Absent => "absent",
        }
    }
}

/// What one claim rests on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grounds {
    pub(crate) rule: Option<Span>,
    pub(crate) law: Option<String>,
    /// Expressions that decided, with the frames they were judged in: joined by `and` they are the words of the node.
    pub(crate) words: Vec<(FrameId, CodeIndex)>,
    pub(crate) because: Vec<Subject>,
    pub(crate) leaf: Option<Leaf>,
}

impl Grounds {
    pub(crate) fn leaf(leaf: Leaf) -> Self {
        Self { leaf: Some(leaf), ..Self::default() }
    }

    /// Claims, or the leaf it is where there are none.
    pub(crate) fn because(because: Vec<Subject>, otherwise: Leaf) -> Self {
        let leaf = because.is_empty().then_some(otherwise);
        Self { because, leaf, ..Self::default() }
    }
}

/// One claim of a tree.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) subject: Subject,
    pub(crate) outcome: Outcome,
    pub(crate) rule: Option<Span>,
    pub(crate) law: Option<String>,
    pub(crate) words: Vec<(FrameId, CodeIndex)>,
    pub(crate) leaf: Option<Leaf>,
    /// Positions of the claims it rests on.
    pub(crate) because: Range<usize>,
}

/// Why a result is what it is. It borrows the draft it explains, whose wordings name what it speaks of.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) nodes: Vec<Node>,
}

impl Draft {
    /// Why a claim is as it is; `None` where the draft has no such thing, or does not show it (E-105).
    #[must_use]
    pub fn explain(&self, claim: &Claim) -> Option<Explanation<'_>> {
        let subject = self.subject_of(claim)?;
        let mut nodes = vec![self.bare_node(subject)];
        let mut next = 0;
        while let Some(subject) = nodes.get(next).map(|node| node.subject.clone()) {
            let grounds = self.grounds_of(&subject);
            let first = nodes.len();
            let fits = first + grounds.because.len() <= MOST_NODES;
            if fits {
                nodes.extend(grounds.because.into_iter().map(|subject| self.bare_node(subject)));
            }
            let last = nodes.len();
            if let Some(node) = nodes.get_mut(next) {
                node.because = first..last;
                node.rule = grounds.rule;
                node.law = grounds.law;
                node.words = grounds.words;
                node.leaf = grounds.leaf;
            }
            next += 1;
        }
        Some(Explanation { draft: self, nodes })
    }

    fn bare_node(&self, subject: Subject) -> Node {
        let outcome = self.outcome_of(&subject);
        Node { subject, outcome, rule: None, law: None, words: Vec::new(), leaf: None, because: 0..0 }
    }
}

impl Explanation<'_> {
    /// What is explained.
    #[must_use]
    pub fn result(&self) -> Option<&Outcome> {
        self.nodes.first().map(|node| &node.outcome)
    }

    /// How many claims the tree has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    /// The answers it rests on, given and absent, each once, the nearest first: places to link to.
    #[must_use]
    pub fn answers(&self) -> Vec<Place> {
        let package = &self.draft.compiled().package;
        let mut seen = BTreeSet::new();
        let mut places = Vec::new();
        for node in &self.nodes {
            if !matches!(node.leaf, Some(Leaf::Answer | Leaf::Absent)) {
                continue;
            }
            let found = match &node.subject {
                Subject::Open(frame, repeat) | Subject::Rows(frame, repeat) => {
                    package.repeats.get(*repeat as usize).map(|repeat| (*frame, repeat.item))
                }
                subject => subject.item().filter(|(_, item)| {
                    let kind = package.items.get(*item as usize).map(|item| &item.kind);
                    !matches!(kind, Some(ItemKind::Derive(_) | ItemKind::Fact(_)))
                }),
            };
            if let Some((frame, item)) = found.filter(|found| seen.insert(*found)) {
                places.push(self.draft.place_in(frame, item));
            }
        }
        places
    }
}
