//! What can be asked of a settled draft: what is held and read, problems, blockers, evidence, facts wanted, progress.

mod blockers;
mod outstanding;
mod problems;

use crate::change::Fingerprint;
use crate::draft::Draft;
use crate::frame::{FrameId, ProblemKind, Status};
use crate::package::{EvidenceKind, ItemIndex, ItemKind, PageIndex, RepeatIndex, TaskIndex};
use crate::place::Place;
use crate::value::{Held, Read, RowKey, Three};

/// A page instance named from outside: the page and the keys of the rows around it, outermost first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageAt {
    /// The page.
    pub page: PageIndex,
    /// Keys of the rows around it.
    pub rows: Vec<RowKey>,
}

/// A named problem, at a place or of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place; `None` for the check of a page or group.
    pub at: Option<Place>,
    /// The page that mends it.
    pub page: Option<PageAt>,
    /// Which problem.
    pub kind: ProblemKind,
    /// The author's words, where there are some.
    pub text: Option<String>,
}

/// What stands in the way of submitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockerKind {
    /// A named problem.
    Problem(ProblemKind),
    /// A fact or a mark waits, or a relevant answer does.
    Waiting,
    /// A list is open.
    OpenList,
    /// A stop page.
    Stop,
    /// Mandatory evidence is unmet.
    Evidence,
}

impl BlockerKind {
    /// Its name on the wire of `interview play`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Problem(problem) => problem.name(),
            Self::Waiting => "waiting",
            Self::OpenList => "open_list",
            Self::Stop => "stop",
            Self::Evidence => "evidence",
        }
    }
}

/// One thing in the way, with the page that mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// What.
    pub kind: BlockerKind,
    /// Where; `None` for a page's own check and a stop page.
    pub at: Option<Place>,
    /// The page that mends it.
    pub page: Option<PageAt>,
}

/// An evidence requirement that is or may be needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceNeed {
    /// The requirement, with its row.
    pub at: Place,
    /// How strictly.
    pub kind: EvidenceKind,
    /// Whether it is needed.
    pub relevance: Three,
    /// Whether a clean file of an accepted category is there.
    pub given: bool,
    /// Whether it counts as met without one.
    pub excused: Three,
}

impl EvidenceNeed {
    /// Given, or excused.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.given || self.excused.is_yes()
    }
}

/// A fact the host is to ask for, with what it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The fact.
    pub at: Place,
    /// The host's name for its source.
    pub source: String,
    /// Places of its recheck set with their values.
    pub inputs: Vec<(Place, Read)>,
    /// Fingerprint of those values: given back with the fact.
    pub read: Fingerprint,
}

/// How much is left, at least and at most (E-41).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions that are certainly to be answered.
    pub least: u32,
    /// With those that may be asked.
    pub most: u32,
    /// Pages that are certainly to be done.
    pub least_pages: u32,
    /// With those that may be needed.
    pub most_pages: u32,
}

impl Draft {
    /// What is held at a place.
    #[must_use]
    pub fn held(&self, at: &Place) -> &Held {
        self.frame_of(at).map_or(&Held::Empty, |frame| self.held_in(frame, at.item))
    }

    /// What rules read at a place.
    #[must_use]
    pub fn read(&self, at: &Place) -> Read {
        self.live_frame_of(at).map_or(Read::Void, |frame| self.value_of(frame, at.item))
    }

    /// Whether a place is relevant.
    #[must_use]
    pub fn relevant(&self, at: &Place) -> Three {
        self.live_frame_of(at).map_or(Three::No, |frame| self.relevance_of(frame, at.item))
    }

    /// Whether a place must be answered.
    #[must_use]
    pub fn required(&self, at: &Place) -> Three {
        self.live_frame_of(at).map_or(Three::No, |frame| self.required_of(frame, at.item))
    }

    /// Whether the grounds of an answer changed.
    #[must_use]
    pub fn stale(&self, at: &Place) -> bool {
        self.live_frame_of(at)
            .is_some_and(|frame| self.relevance_of(frame, at.item).is_yes() && self.is_stale(frame, at.item))
    }

    /// The present fingerprint of a place's recheck set.
    #[must_use]
    pub fn fingerprint(&self, at: &Place) -> Fingerprint {
        self.frame_of(at).map_or([0; 8], |frame| self.fingerprint_in(frame, at.item))
    }

    pub(crate) fn live_frame_of(&self, at: &Place) -> Option<FrameId> {
        self.frame_of(at).filter(|frame| self.is_live(*frame))
    }

    pub(crate) fn place_in(&self, frame: FrameId, item: ItemIndex) -> Place {
        Place { item, rows: self.row_keys(frame) }
    }

    /// A row's own place.
    pub(crate) fn place_of_row(&self, row: FrameId) -> Option<Place> {
        let repeat = self.frame(row)?.repeat()?;
        let item = self.compiled().package.repeats.get(repeat as usize)?.item;
        Some(Place { item, rows: self.row_keys(row) })
    }

    /// Keys of the rows of a list, in order.
    #[must_use]
    pub fn rows(&self, list: &Place) -> Vec<RowKey> {
        let Some(repeat) = self.repeat_index(list.item) else { return Vec::new() };
        let frame = self.live_frame_of(list);
        frame.map_or_else(Vec::new, |frame| {
            self.row_frames(frame, repeat)
                .iter()
                .filter_map(|row| self.frame(*row))
                .map(|row| row.row.clone())
                .collect()
        })
    }

    /// Whether a list is open.
    #[must_use]
    pub fn list_is_open(&self, list: &Place) -> bool {
        let Some(repeat) = self.repeat_index(list.item) else { return false };
        self.live_frame_of(list).is_some_and(|frame| self.is_open(frame, repeat))
    }

    /// Whether the list a row stands in is open.
    pub(crate) fn is_in_open_list(&self, row: FrameId) -> bool {
        self.frame(row).is_some_and(|frame| frame.repeat().is_some_and(|repeat| self.is_open(frame.parent, repeat)))
    }

    pub(crate) fn repeat_index(&self, item: ItemIndex) -> Option<RepeatIndex> {
        match self.compiled().package.items.get(item as usize)?.kind {
            ItemKind::Repeat(repeat) => Some(repeat),
            _ => None,
        }
    }

    /// The instance of a page.
    pub(crate) fn page_frame(&self, at: &PageAt) -> Option<FrameId> {
        let page = self.compiled().package.pages.get(at.page as usize)?;
        self.frame_at(page.frame, &at.rows).filter(|frame| self.is_live(*frame))
    }

    pub(crate) fn page_at(&self, (page, frame): (PageIndex, FrameId)) -> PageAt {
        PageAt { page, rows: self.row_keys(frame) }
    }

    /// Status of a page instance.
    #[must_use]
    pub fn page_status(&self, at: &PageAt) -> Status {
        self.page_frame(at).map_or(Status::NotNeeded, |frame| self.page_status_of(frame, at.page).0)
    }

    /// Relevance of a page instance.
    #[must_use]
    pub fn page_relevance(&self, at: &PageAt) -> Three {
        self.page_frame(at).map_or(Three::No, |frame| self.page_relevance_of(frame, at.page))
    }

    /// Status of a task.
    #[must_use]
    pub fn task_status(&self, task: TaskIndex) -> Status {
        self.task_status_of(task).0
    }

    /// The path of a task.
    #[must_use]
    pub fn task_path(&self, task: TaskIndex) -> Vec<PageAt> {
        self.path_of(task).into_iter().map(|instance| self.page_at(instance)).collect()
    }

    /// The path of all tasks.
    #[must_use]
    pub fn whole_path(&self) -> Vec<PageAt> {
        self.path().into_iter().map(|instance| self.page_at(instance)).collect()
    }
}
