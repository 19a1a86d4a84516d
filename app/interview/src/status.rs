//! Status of pages and tasks, the checks of pages, and the path of a task: computed, never stored (E-36, E-37, E-87).

use crate::draft::Draft;
use crate::evaluate::Evaluator;
use crate::frame::{FrameId, Output, ProblemKind, Status};
use crate::graph::{NONE, placed_pages};
use crate::package::{ItemIndex, Page, PageCheck, PageIndex, PageKind, Placed, RepeatIndex, Shown, TaskIndex};
use crate::value::{FileReference, Held, Three};

/// Something that a walk over a page meets.
enum Met {
    Asked(FrameId, ItemIndex),
    /// The list whose rows come next, with the frame it stands in.
    Rows(FrameId, RepeatIndex),
}

/// An instance of a page: the page and the frame it stands in.
pub(crate) type PageInstance = (PageIndex, FrameId);

impl Draft {
    pub(crate) fn page_relevance_of(&self, frame: FrameId, page: PageIndex) -> Three {
        let node = self.compiled().graph.pages.get(page as usize).map_or(NONE, |nodes| nodes.relevance);
        self.three(frame, node)
    }

    pub(crate) fn page_status_of(&self, frame: FrameId, page: PageIndex) -> (Status, bool) {
        let node = self.compiled().graph.pages.get(page as usize).map_or(NONE, |nodes| nodes.status);
        match self.result(frame, node) {
            Some(Output::Status(status, begun)) => (*status, *begun),
            _ => (Status::NotNeeded, false),
        }
    }

    pub(crate) fn task_status_of(&self, task: TaskIndex) -> (Status, bool) {
        let node = self.compiled().graph.tasks.get(task as usize).copied().unwrap_or(NONE);
        match self.result(0, node) {
            Some(Output::Status(status, begun)) => (*status, *begun),
            _ => (Status::NotNeeded, false),
        }
    }

    /// Questions asked on a page instance, each with its frame, in order; rows of an `each` on the page one after another.
    pub(crate) fn asked_on(&self, frame: FrameId, page: &Page) -> Vec<(FrameId, ItemIndex)> {
        let mut asked = Vec::new();
        self.walk(frame, &page.shown, |met| {
            if let Met::Asked(frame, item) = met {
                asked.push((frame, item));
            }
        });
        asked
    }

    fn walk(&self, frame: FrameId, shown: &[Shown], mut meet: impl FnMut(Met)) {
        let mut left: Vec<(FrameId, std::slice::Iter<'_, Shown>)> = Vec::new();
        let mut here = (frame, shown.iter());
        loop {
            match here.1.next() {
                Some(Shown::Ask(item)) => meet(Met::Asked(here.0, *item)),
                Some(Shown::Show(_)) => {}
                Some(Shown::Group { shown, .. }) => {
                    let inside = (here.0, shown.iter());
                    left.push(std::mem::replace(&mut here, inside));
                }
                Some(Shown::Each { repeat, shown, .. }) => {
                    let parent = self.parent_of_rows(*repeat);
                    let Some(list) = self.frame_up(here.0, parent) else { continue };
                    meet(Met::Rows(list, *repeat));
                    left.push(std::mem::replace(&mut here, (list, [].iter())));
                    left.extend(self.row_frames(list, *repeat).iter().rev().map(|row| (*row, shown.iter())));
                }
                None => match left.pop() {
                    Some(next) => here = next,
                    None => return,
                },
            }
        }
    }

    /// Rows of a repeat as seen from a frame at or below its parent.
    pub(crate) fn rows_from(&self, frame: FrameId, repeat: u32) -> Vec<FrameId> {
        let above = self.frame_up(frame, self.parent_of_rows(repeat));
        above.map_or_else(Vec::new, |above| self.row_frames(above, repeat).to_vec())
    }

    pub(crate) fn judge_page_relevance(&self, frame: FrameId, index: PageIndex) -> Three {
        let definition = self.compiled();
        let Some(page) = definition.package.pages.get(index as usize) else { return Three::No };
        let own = self.condition_of(frame, page.condition);
        if own.is_no() {
            return own;
        }
        if let PageKind::List(repeat) = page.kind {
            let item = definition.package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.item);
            return own.and(self.relevance_of(frame, item));
        }
        if definition.graph.pages.get(index as usize).is_some_and(|nodes| nodes.stands_alone) {
            return own;
        }
        let mut asked = Three::No;
        self.walk(frame, &page.shown, |met| {
            asked = asked.or(match met {
                Met::Asked(frame, item) => self.relevance_of(frame, item),
                // Rows that may still be added would bring questions (E-21).
                Met::Rows(list, repeat) if self.is_open(list, repeat) => Three::Unknown,
                Met::Rows(..) => Three::No,
            });
        });
        own.and(asked)
    }

    /// Checks (or warnings) of a page that are broken, with the frame each was judged in.
    pub(crate) fn broken_checks(&self, frame: FrameId, index: PageIndex, warnings: bool) -> Vec<(FrameId, &PageCheck)> {
        let Some(page) = self.compiled().package.pages.get(index as usize) else { return Vec::new() };
        // Nobody can mend a page that is not there.
        if !self.page_relevance_of(frame, index).is_yes() {
            return Vec::new();
        }
        let mut broken = Vec::new();
        for check in if warnings { &page.warnings } else { &page.checks } {
            for instance in self.frames_below(frame, check.frame) {
                if self.condition_of(instance, check.within).is_yes()
                    && self.is_check_ready(instance, check)
                    && Evaluator::at(self, instance).truth(check.condition).is_no()
                {
                    broken.push((instance, check));
                }
            }
        }
        broken
    }

    /// Judged once no relevant item in it waits (E-87).
    fn is_check_ready(&self, frame: FrameId, check: &PageCheck) -> bool {
        check.items.iter().all(|item| {
            crate::fingerprint::instances(self, frame, *item).into_iter().all(|frame| !self.waits(frame, *item))
        })
    }

    pub(crate) fn judge_page_status(&self, frame: FrameId, index: PageIndex) -> (Status, bool) {
        let definition = self.compiled();
        let Some(page) = definition.package.pages.get(index as usize) else { return (Status::NotNeeded, false) };
        let (work, begun) = self.work_on(frame, index, page);
        let status = match self.page_relevance_of(frame, index) {
            Three::No => Status::NotNeeded,
            Three::Unknown => Status::MayBeNeeded,
            Three::Yes if !self.may_start(page.task) => Status::CannotStart,
            Three::Yes => work,
        };
        (status, begun)
    }

    /// Whether every task before a task is done; one that is not needed holds nothing up.
    fn may_start(&self, task: TaskIndex) -> bool {
        let tasks = &self.compiled().package.tasks;
        tasks
            .get(task as usize)
            .into_iter()
            .flat_map(|task| &task.after)
            .all(|after| matches!(self.task_status_of(*after).0, Status::Done | Status::NotNeeded))
    }

    /// Status of a page that is relevant and may start, and whether anything in it was answered.
    fn work_on(&self, frame: FrameId, index: PageIndex, page: &Page) -> (Status, bool) {
        let (mut waits, mut attention, mut begun) = (false, page.kind == PageKind::Stop, false);
        self.walk(frame, &page.shown, |met| {
            let Met::Asked(frame, item) = met else { return };
            if self.relevance_of(frame, item).is_no() {
                return;
            }
            waits |= self.waits(frame, item);
            begun |= self.is_answered(frame, item);
            let problems = self.problems_of(frame, item);
            // Skipped while it was optional: it has no value to wait for, and yet it is to be answered.
            waits |= problems.holds(ProblemKind::Missing);
            attention |= problems.holds_other_than(ProblemKind::Missing);
        });
        attention |= !self.broken_checks_result(frame, index);
        match &page.kind {
            PageKind::List(repeat) => {
                let item = self.compiled().package.repeats.get(*repeat as usize).map_or(0, |repeat| repeat.item);
                begun |= !self.row_frames(frame, *repeat).is_empty();
                waits |= self.is_open(frame, *repeat);
                attention |= !self.problems_of(frame, item).is_empty();
            }
            PageKind::Check { mark, .. } => {
                let confirmed = *self.held_in(frame, *mark) != Held::Empty;
                let holds = !self.waits(frame, *mark);
                waits |= !holds;
                begun |= confirmed;
                attention |= confirmed && !holds;
            }
            PageKind::Form | PageKind::Stop => {}
        }
        let status = match (attention, waits, begun) {
            (true, ..) => Status::NeedsAttention,
            (false, false, _) => Status::Done,
            (false, true, false) => Status::NotStarted,
            (false, true, true) => Status::InProgress,
        };
        (status, begun)
    }

    fn broken_checks_result(&self, frame: FrameId, page: PageIndex) -> bool {
        let node = self.compiled().graph.pages.get(page as usize).map_or(NONE, |nodes| nodes.checks);
        node == NONE || !self.three(frame, node).is_no()
    }

    fn is_answered(&self, frame: FrameId, item: ItemIndex) -> bool {
        let files: &[FileReference] = self.files_in(frame, item);
        *self.held_in(frame, item) != Held::Empty || !files.is_empty()
    }

    pub(crate) fn judge_task_status(&self, index: TaskIndex) -> (Status, bool) {
        let Some(task) = self.compiled().package.tasks.get(index as usize) else { return (Status::NotNeeded, false) };
        let mut relevance = Three::No;
        let (mut all_done, mut attention, mut begun) = (true, false, false);
        for (page, frame) in self.placed(&task.places, 0) {
            let relevant = self.page_relevance_of(frame, page);
            relevance = relevance.or(relevant);
            if !relevant.is_yes() {
                continue;
            }
            // Where the task cannot start yet, neither can its pages, and nothing more is asked of them.
            let (work, page_begun) = self.page_status_of(frame, page);
            all_done &= work == Status::Done;
            attention |= work == Status::NeedsAttention;
            begun |= page_begun;
        }
        if self.has_open_rows(&task.places) {
            relevance = relevance.or(Three::Unknown);
        }
        let status = match relevance.and(self.condition_of(0, task.condition)) {
            Three::No => Status::NotNeeded,
            Three::Unknown => Status::MayBeNeeded,
            Three::Yes if !self.may_start(index) => Status::CannotStart,
            Three::Yes if attention => Status::NeedsAttention,
            Three::Yes if all_done => Status::Done,
            Three::Yes if begun => Status::InProgress,
            Three::Yes => Status::NotStarted,
        };
        (status, begun)
    }

    /// Whether rows may still be added for which a task has pages.
    fn has_open_rows(&self, places: &[Placed]) -> bool {
        let (_, repeats) = placed_pages(places);
        repeats.into_iter().any(|repeat| {
            self.live_frames(self.parent_of_rows(repeat)).into_iter().any(|frame| self.is_open(frame, repeat))
        })
    }

    /// Page instances of a task in authored order: all of one row before the next.
    pub(crate) fn placed(&self, places: &[Placed], frame: FrameId) -> Vec<PageInstance> {
        let mut instances = Vec::new();
        let mut left: Vec<(FrameId, &Placed)> = places.iter().rev().map(|placed| (frame, placed)).collect();
        while let Some((frame, next)) = left.pop() {
            match next {
                Placed::Page(page) => instances.push((*page, frame)),
                Placed::Each { repeat, places } => {
                    for row in self.rows_from(frame, *repeat).into_iter().rev() {
                        left.extend(places.iter().rev().map(|placed| (row, placed)));
                    }
                }
            }
        }
        instances
    }

    /// The path of a task: its relevant page instances; a stop page ends it (E-37, E-85).
    pub(crate) fn path_of(&self, task: TaskIndex) -> Vec<PageInstance> {
        let Some(definition) = self.compiled().package.tasks.get(task as usize) else { return Vec::new() };
        let mut path = Vec::new();
        for (page, frame) in self.placed(&definition.places, 0) {
            if !self.page_relevance_of(frame, page).is_yes() {
                continue;
            }
            path.push((page, frame));
            if self.compiled().package.pages.get(page as usize).is_some_and(|page| page.kind == PageKind::Stop) {
                break;
            }
        }
        path
    }

    /// The path of all tasks.
    pub(crate) fn path(&self) -> Vec<PageInstance> {
        (0..).take(self.compiled().package.tasks.len()).flat_map(|task| self.path_of(task)).collect()
    }
}
