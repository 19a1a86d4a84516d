//! Frames: the application itself and each row of each repeat, with what is held there and the results of its nodes.

use crate::change::{HeldAnswer, HeldFact};
use crate::package::{FrameType, RepeatIndex};
use crate::value::{FileReference, ListHeld, OptionId, Read, RowHeld, RowKey, Three};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Index into the frames of a draft; 0 is the application.
pub(crate) type FrameId = u32;

/// Status of a task or page (E-36).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Relevance no.
    #[default]
    NotNeeded,
    /// Relevance unknown.
    MayBeNeeded,
    /// A task before it is not done.
    CannotStart,
    /// Nothing in it answered, no row.
    NotStarted,
    /// Some of it answered.
    InProgress,
    /// A stale or invalid answer, or a stop page.
    NeedsAttention,
    /// Nothing in it waits, no problem.
    Done,
}

impl Status {
    /// Its name on the wire of `interview play`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotNeeded => "not_needed",
            Self::MayBeNeeded => "may_be_needed",
            Self::CannotStart => "cannot_start",
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::NeedsAttention => "needs_attention",
            Self::Done => "done",
        }
    }
}

/// Problems of one place as a set of bits, in the order of engine.md section 12a.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProblemSet(pub(crate) u16);

/// One named problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum ProblemKind {
    Missing,
    Unparsed,
    Contested,
    Stale,
    Check,
    Range,
    OptionGone,
    NotAlone,
    RowGone,
    RowRemoval,
    File,
    Locked,
    TooFew,
    TooMany,
    Reopened,
}

impl ProblemKind {
    /// All, in order.
    pub const ALL: [Self; 15] = [
        Self::Missing,
        Self::Unparsed,
        Self::Contested,
        Self::Stale,
        Self::Check,
        Self::Range,
        Self::OptionGone,
        Self::NotAlone,
        Self::RowGone,
        Self::RowRemoval,
        Self::File,
        Self::Locked,
        Self::TooFew,
        Self::TooMany,
        Self::Reopened,
    ];

    /// Its name on the wire of `interview play`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unparsed => "unparsed",
            Self::Contested => "contested",
            Self::Stale => "stale",
            Self::Check => "check",
            Self::Range => "range",
            Self::OptionGone => "option_gone",
            Self::NotAlone => "not_alone",
            Self::RowGone => "row_gone",
            Self::RowRemoval => "row_removal",
            Self::File => "file",
            Self::Locked => "locked",
            Self::TooFew => "too_few",
            Self::TooMany => "too_many",
            Self::Reopened => "reopened",
        }
    }
}

impl ProblemSet {
    pub(crate) fn insert(&mut self, problem: ProblemKind, present: bool) {
        if present {
            self.0 |= 1 << problem as u8;
        }
    }

    pub(crate) fn holds(self, problem: ProblemKind) -> bool {
        self.0 & (1 << problem as u8) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn holds_other_than(self, problem: ProblemKind) -> bool {
        self.0 & !(1 << problem as u8) != 0
    }

    pub(crate) fn kinds(self) -> impl Iterator<Item = ProblemKind> {
        ProblemKind::ALL.into_iter().filter(move |problem| self.holds(*problem))
    }
}

/// How an option stands: `only` and `offer` apart (E-28).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offered {
    pub(crate) id: OptionId,
    pub(crate) only: Three,
    pub(crate) offer: Three,
}

impl Offered {
    /// Cannot be chosen only where one of the two is no.
    pub(crate) fn can_be_chosen(&self) -> bool {
        !self.only.is_no() && !self.offer.is_no()
    }
}

/// The result of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// Relevance, required, excused; also a page's checks (no: one is broken).
    Three(Three),
    /// Value, row total.
    Read(Read),
    /// Given, wanted, open.
    Flag(bool),
    /// Options in order.
    Options(Arc<[Offered]>),
    /// Problems.
    Problems(ProblemSet),
    /// Status, and whether anything in it was answered.
    Status(Status, bool),
    /// Keys of the rows, in order.
    Rows(Arc<[RowKey]>),
}

/// What is held for one item of a frame.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    Answer(HeldAnswer),
    Fact(HeldFact),
    Files(Vec<FileReference>),
    /// The list's own state stands with the frame's children.
    List,
}

/// The rows of one repeat below one frame.
#[derive(Clone, Debug, Default)]
pub(crate) struct Children {
    /// Rows that are there, in order.
    pub(crate) order: Vec<FrameId>,
    /// Every row that was ever there.
    pub(crate) by_key: BTreeMap<RowKey, FrameId>,
    /// Rows a person removed keep their place among all rows, for when they come back.
    pub(crate) all: Vec<FrameId>,
    pub(crate) end: ListHeld,
}

/// A node waits to be judged.
pub(crate) const WAITS: u8 = 1;
/// The result of a node before the change under way is noted.
pub(crate) const NOTED: u8 = 2;

/// The application, or a row.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) kind: FrameType,
    pub(crate) parent: FrameId,
    pub(crate) row: RowKey,
    pub(crate) held: RowHeld,
    /// Position among the rows that are there.
    pub(crate) position: u32,
    pub(crate) cells: Vec<Cell>,
    pub(crate) children: Vec<Children>,
    pub(crate) results: Vec<Output>,
    /// By slot: [`WAITS`] and [`NOTED`].
    pub(crate) marks: Vec<u8>,
    /// Whether it and all around it are there.
    pub(crate) is_live: bool,
}

impl Frame {
    /// The repeat this frame is a row of.
    pub(crate) fn repeat(&self) -> Option<RepeatIndex> {
        self.kind.checked_sub(1)
    }
}
