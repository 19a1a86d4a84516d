//! Pages, tasks, the path and the statuses (section 6 of engine.md).

use crate::view::{Frame, View};
use interview::package::{ItemIndex, Page, PageCheck, PageIndex, PageKind, Placed, RepeatIndex, Shown, TaskIndex};
use interview::place::Place;
use interview::value::{Held, Read, RowKey, Three};

/// One page, for the rows around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PageAt {
    pub page: PageIndex,
    pub rows: Vec<RowKey>,
}

/// One step of a task.
pub(crate) enum InTask {
    Page(PageAt),
    /// An `each` over the rows of the list in this frame.
    Rows(RepeatIndex, Frame),
}

/// What stands on a page, in all rows on it.
#[derive(Default)]
pub(crate) struct OnPage {
    /// Questions.
    pub asked: Vec<Place>,
    /// Whether it shows a value at all, or asks at all, leaving rows out of account.
    pub shows: bool,
    pub asks: bool,
    /// Whether an `each` on it may still get rows.
    pub may_grow: bool,
}

/// Status of a page or task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    NotNeeded,
    MayBeNeeded,
    CannotStart,
    NotStarted,
    InProgress,
    NeedsAttention,
    Done,
}

impl Status {
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

impl<'a> View<'a> {
    pub(crate) fn page(&self, page: PageIndex) -> Option<&'a Page> {
        self.package.pages.get(page as usize)
    }

    pub(crate) fn frame_of_page(&self, at: &PageAt) -> Frame {
        Frame { kind: self.page(at.page).map_or(0, |page| page.frame), rows: at.rows.clone() }
    }

    /// The pages of a task in authored order, all of one row before the next.
    pub(crate) fn pages_of_task(&self, task: TaskIndex) -> Vec<PageAt> {
        let page = |step: InTask| match step {
            InTask::Page(page) => Some(page),
            InTask::Rows(..) => None,
        };
        self.placed_in(task).into_iter().filter_map(page).collect()
    }

    /// The same, with the lists over whose rows there is an `each`, before their pages.
    pub(crate) fn placed_in(&self, task: TaskIndex) -> Vec<InTask> {
        let mut steps = Vec::new();
        if let Some(task) = self.package.tasks.get(task as usize) {
            self.add_placed(&task.places, &Frame::application(), &mut steps);
        }
        steps
    }

    fn add_placed(&self, places: &[Placed], frame: &Frame, steps: &mut Vec<InTask>) {
        for place in places {
            match place {
                Placed::Page(page) => steps.push(InTask::Page(PageAt { page: *page, rows: frame.rows.clone() })),
                Placed::Each { repeat, places } => {
                    steps.push(InTask::Rows(*repeat, frame.clone()));
                    for row in self.row_frames(*repeat, frame) {
                        self.add_placed(places, &row, steps);
                    }
                }
            }
        }
    }

    /// Every task by its index.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = TaskIndex> + use<'a> {
        (0..).zip(&self.package.tasks).map(|(index, _)| index)
    }

    /// Every page of every task.
    pub(crate) fn all_pages(&self) -> Vec<PageAt> {
        self.tasks().flat_map(|task| self.pages_of_task(task)).collect()
    }

    pub(crate) fn shown_on(&self, at: &PageAt) -> OnPage {
        let mut on_page = OnPage::default();
        if let Some(page) = self.page(at.page) {
            self.add_shown(&page.shown, &[self.frame_of_page(at)], &mut on_page);
        }
        on_page
    }

    fn add_shown(&self, shown: &[Shown], frames: &[Frame], on_page: &mut OnPage) {
        let places = |item: ItemIndex| frames.iter().filter_map(move |frame| self.place_from(item, frame));
        for one in shown {
            match one {
                Shown::Ask(item) => {
                    on_page.asks = true;
                    on_page.asked.extend(places(*item));
                }
                Shown::Show(_) => on_page.shows = true,
                Shown::Group { shown, .. } => self.add_shown(shown, frames, on_page),
                Shown::Each { repeat, shown, .. } => {
                    on_page.may_grow |= frames.iter().any(|frame| self.is_open(*repeat, frame));
                    let rows: Vec<Frame> = frames.iter().flat_map(|frame| self.row_frames(*repeat, frame)).collect();
                    self.add_shown(shown, &rows, on_page);
                }
            }
        }
    }

    /// Its own condition, and at least one of its questions; a list page goes with its repeat.
    pub(crate) fn page_relevance(&self, at: &PageAt) -> Three {
        let Some(page) = self.page(at.page) else { return Three::No };
        let frame = self.frame_of_page(at);
        let own = self.condition(page.condition, &frame);
        if let PageKind::List(repeat) = page.kind {
            return own.and(self.relevance(&self.list_place(repeat, &frame)));
        }
        let on_page = self.shown_on(at);
        if on_page.shows || !on_page.asks {
            return own;
        }
        let nothing_yet = if on_page.may_grow { Three::Unknown } else { Three::No };
        own.and(on_page.asked.iter().fold(nothing_yet, |so_far, place| so_far.or(self.relevance(place))))
    }

    pub(crate) fn page_status(&self, at: &PageAt) -> Status {
        let Some(page) = self.page(at.page) else { return Status::NotNeeded };
        match self.page_relevance(at) {
            Three::No => return Status::NotNeeded,
            Three::Unknown => return Status::MayBeNeeded,
            Three::Yes => {}
        }
        if !self.may_start(page.task) {
            return Status::CannotStart;
        }
        match page.kind {
            PageKind::Stop => Status::NeedsAttention,
            PageKind::List(repeat) => self.list_page_status(at, repeat),
            PageKind::Check { mark, .. } => self.check_page_status(at, mark),
            PageKind::Form => self.form_status(at),
        }
    }

    fn list_page_status(&self, at: &PageAt, repeat: u32) -> Status {
        let frame = self.frame_of_page(at);
        let wrong = !self.problems(&self.list_place(repeat, &frame)).is_empty() || self.has_broken_check(at);
        match (wrong, self.is_open(repeat, &frame), self.rows(repeat, &frame).is_empty()) {
            (true, _, _) => Status::NeedsAttention,
            (false, false, _) => Status::Done,
            (false, true, true) => Status::NotStarted,
            (false, true, false) => Status::InProgress,
        }
    }

    fn check_page_status(&self, at: &PageAt, mark: ItemIndex) -> Status {
        let Some(place) = self.place_from(mark, &self.frame_of_page(at)) else { return Status::NotNeeded };
        match (self.read(&place), self.held_at(&place)) {
            _ if self.has_broken_check(at) => Status::NeedsAttention,
            (Read::Value(_), _) => Status::Done,
            (_, Held::Empty) => Status::NotStarted,
            _ => Status::NeedsAttention,
        }
    }

    fn form_status(&self, at: &PageAt) -> Status {
        let on_page = self.shown_on(at);
        let problems = |place: &Place| self.problems(place);
        let wrong = on_page.asked.iter().flat_map(problems).any(|problem| problem != "missing");
        if wrong || self.has_broken_check(at) {
            return Status::NeedsAttention;
        }
        let waits = on_page.asked.iter().any(|place| self.read(place) == Read::Waiting);
        if !waits && on_page.asked.iter().all(|place| self.problems(place).is_empty()) {
            return Status::Done;
        }
        if self.is_begun(at) { Status::InProgress } else { Status::NotStarted }
    }

    /// Whether something in it is answered, or it has a row.
    fn is_begun(&self, at: &PageAt) -> bool {
        let (Some(page), false) = (self.page(at.page), self.page_relevance(at).is_no()) else { return false };
        let frame = self.frame_of_page(at);
        match page.kind {
            PageKind::List(repeat) => !self.rows(repeat, &frame).is_empty(),
            PageKind::Check { mark, .. } => {
                self.place_from(mark, &frame).is_some_and(|place| self.held_at(&place) != Held::Empty)
            }
            PageKind::Form | PageKind::Stop => {
                let answered = |place: &Place| !self.relevance(place).is_no() && self.holds_something(place);
                self.shown_on(at).asked.iter().any(answered)
            }
        }
    }

    pub(crate) fn holds_something(&self, place: &Place) -> bool {
        self.held_at(place) != Held::Empty || !self.files_at(place).is_empty()
    }

    /// A check of the page that is no, once nothing relevant that it is about waits.
    pub(crate) fn has_broken_check(&self, at: &PageAt) -> bool {
        let Some(page) = self.page(at.page) else { return false };
        page.checks.iter().any(|check| self.check_is_broken(check, &self.frame_of_page(at)))
    }

    fn check_is_broken(&self, check: &PageCheck, frame: &Frame) -> bool {
        let frames = match check.frame.checked_sub(1) {
            Some(repeat) if check.frame != frame.kind => self.all_rows(repeat, frame).0,
            _ => vec![frame.clone()],
        };
        frames.iter().any(|frame| {
            let within = self.condition(check.within, frame).is_yes();
            let waits = |item: &ItemIndex| {
                let places = match self.place_from(*item, frame) {
                    Some(place) => vec![place],
                    None => self.instances_below(*item, frame),
                };
                places.iter().any(|place| self.read(place) == Read::Waiting)
            };
            within && !check.items.iter().any(waits) && self.evaluate_in(check.condition, frame).truth().is_no()
        })
    }

    fn instances_below(&self, item: ItemIndex, frame: &Frame) -> Vec<Place> {
        let kind = self.item(item).map_or(0, |item| item.frame);
        let (rows, _) = self.all_rows(kind.saturating_sub(1), frame);
        rows.into_iter().map(|row| Place { item, rows: row.rows }).collect()
    }

    /// Whether all tasks before it are done, or not needed.
    fn may_start(&self, task: TaskIndex) -> bool {
        let Some(task) = self.package.tasks.get(task as usize) else { return true };
        let over = |task: &TaskIndex| matches!(self.task_status(*task), Status::Done | Status::NotNeeded);
        task.after.iter().all(over)
    }

    /// Its `when`, and at least one of its pages.
    pub(crate) fn task_relevance(&self, task: TaskIndex) -> Three {
        let Some(node) = self.package.tasks.get(task as usize) else { return Three::No };
        let any_page = self.placed_in(task).iter().fold(Three::No, |so_far, step| {
            so_far.or(match step {
                InTask::Page(page) => self.page_relevance(page),
                InTask::Rows(repeat, frame) if self.is_open(*repeat, frame) => Three::Unknown,
                InTask::Rows(..) => Three::No,
            })
        });
        self.condition(node.condition, &Frame::application()).and(any_page)
    }

    pub(crate) fn task_status(&self, task: TaskIndex) -> Status {
        match self.task_relevance(task) {
            Three::No => return Status::NotNeeded,
            Three::Unknown => return Status::MayBeNeeded,
            Three::Yes => {}
        }
        if !self.may_start(task) {
            return Status::CannotStart;
        }
        let path = self.path_of_task(task);
        let statuses: Vec<Status> = path.iter().map(|page| self.page_status(page)).collect();
        if statuses.contains(&Status::NeedsAttention) {
            Status::NeedsAttention
        } else if statuses.iter().all(|status| *status == Status::Done) {
            Status::Done
        } else if path.iter().any(|page| self.is_begun(page)) {
            Status::InProgress
        } else {
            Status::NotStarted
        }
    }

    /// The relevant pages of a task; a stop page is the last.
    pub(crate) fn path_of_task(&self, task: TaskIndex) -> Vec<PageAt> {
        let mut path = Vec::new();
        for page in self.pages_of_task(task) {
            if self.page_relevance(&page).is_yes() {
                let stops = self.page(page.page).is_some_and(|page| page.kind == PageKind::Stop);
                path.push(page);
                if stops {
                    break;
                }
            }
        }
        path
    }
}
