//! Where one goes: pure functions of a draft and a position; they never write answers (E-38 to E-40).

use crate::draft::Draft;
use crate::frame::Status;
use crate::package::{PageKind, TaskIndex};
use crate::place::Place;
use crate::query::PageAt;
use crate::status::PageInstance;
use std::collections::BTreeSet;

/// Where one can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// On a page.
    Page(PageAt),
    /// On the last check.
    CheckAnswers,
    /// On the task list.
    TaskList,
}

/// A change that was begun from elsewhere (E-39).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The page that was opened to change an answer.
    pub origin: PageAt,
    /// Where it leads back to.
    pub return_to: Step,
    /// Page instances that were incomplete before.
    pub incomplete: BTreeSet<PageAt>,
    /// Pages visited since, in order.
    pub visited: Vec<PageAt>,
}

/// A position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nav {
    /// Where one is.
    pub at: Step,
    /// Changes under way, the innermost last.
    pub frames: Vec<Frame>,
    /// The page one came from, and the change that ended there, where `at` is no page.
    pub left: Option<(PageAt, Option<Frame>)>,
}

impl Nav {
    /// On a page, with nothing under way.
    #[must_use]
    pub fn on(page: PageAt) -> Self {
        Self { at: Step::Page(page), frames: Vec::new(), left: None }
    }
}

/// The position after the present one.
#[must_use]
pub fn next(draft: &Draft, nav: &Nav) -> Nav {
    let Step::Page(here) = &nav.at else { return nav.clone() };
    let mut nav = nav.clone();
    nav.left = None;
    if let Some(frame) = nav.frames.last_mut() {
        if let Some(page) = first_opened(draft, here, frame) {
            frame.visited.push(here.clone());
            nav.at = Step::Page(page);
            return nav;
        }
        let here = here.clone();
        let frame = nav.frames.pop();
        nav.at = frame.as_ref().map_or(Step::TaskList, |frame| frame.return_to.clone());
        nav.left = Some((here, frame));
        return nav;
    }
    match after(draft, here) {
        Some(page) => nav.at = Step::Page(page),
        None => {
            nav.left = Some((here.clone(), None));
            nav.at = Step::TaskList;
        }
    }
    nav
}

/// The position before the present one.
#[must_use]
pub fn back(draft: &Draft, nav: &Nav) -> Nav {
    let mut nav = nav.clone();
    if let Some((page, frame)) = nav.left.take() {
        nav.frames.extend(frame);
        nav.at = Step::Page(page);
        return nav;
    }
    let Step::Page(here) = nav.at.clone() else { return nav };
    if let Some(frame) = nav.frames.last_mut() {
        match frame.visited.pop() {
            Some(page) => nav.at = Step::Page(page),
            None => {
                nav.at = frame.return_to.clone();
                nav.frames.pop();
            }
        }
        return nav;
    }
    nav.at = before(draft, &here).map_or(Step::TaskList, Step::Page);
    nav
}

/// Opens the page of an answer in order to change it.
#[must_use]
pub fn change(draft: &Draft, at: &Place, return_to: Step) -> Option<Nav> {
    let origin = draft.page_that_mends(draft.frame_of(at)?, at.item)?;
    let incomplete = draft.whole_path().into_iter().filter(|page| is_incomplete(draft, page)).collect();
    let frame = Frame { origin: origin.clone(), return_to, incomplete, visited: Vec::new() };
    Some(Nav { at: Step::Page(origin), frames: vec![frame], left: None })
}

/// Opens a task: its first page that is not done, or its first page.
#[must_use]
pub fn open_task(draft: &Draft, task: TaskIndex) -> Nav {
    let path = draft.task_path(task);
    let page = path.iter().find(|page| is_incomplete(draft, page)).or_else(|| path.first());
    match page {
        Some(page) => Nav::on(page.clone()),
        None => Nav { at: Step::TaskList, frames: Vec::new(), left: None },
    }
}

/// The page that stands in for one whose row is gone: the list page of its repeat (E-40).
#[must_use]
pub fn resolve(draft: &Draft, at: &PageAt) -> Option<PageAt> {
    if draft.page_frame(at).is_some() {
        return Some(at.clone());
    }
    let package = &draft.compiled().package;
    let mut kind = package.pages.get(at.page as usize)?.frame;
    let mut rows = at.rows.clone();
    while let Some(repeat) = kind.checked_sub(1) {
        let rules = package.repeats.get(repeat as usize)?;
        rows.pop();
        let list = (0..).zip(&package.pages).find(|(_, page)| page.kind == PageKind::List(repeat));
        if let Some((page, _)) = list {
            let list = PageAt { page, rows: rows.clone() };
            if draft.page_frame(&list).is_some() {
                return Some(list);
            }
        }
        kind = rules.parent;
    }
    None
}

fn is_incomplete(draft: &Draft, page: &PageAt) -> bool {
    !matches!(draft.page_status(page), Status::Done | Status::NotNeeded | Status::MayBeNeeded)
}

/// The first page after here that is incomplete and was not before the change. Where the change leads back to is no stop on
/// the way there: a check page is incomplete as soon as an answer it covers is another.
fn first_opened(draft: &Draft, here: &PageAt, frame: &Frame) -> Option<PageAt> {
    let order = authored(draft);
    let path: BTreeSet<PageAt> = draft.whole_path().into_iter().collect();
    let from = order.iter().position(|page| page == here).map_or(0, |position| position + 1);
    order
        .into_iter()
        .skip(from)
        .filter(|page| !matches!(&frame.return_to, Step::Page(end) if end == page))
        .find(|page| path.contains(page) && is_incomplete(draft, page) && !frame.incomplete.contains(page))
}

/// All page instances in authored order, relevant or not.
fn authored(draft: &Draft) -> Vec<PageAt> {
    let tasks = draft.compiled().package.tasks.iter();
    tasks.flat_map(|task| draft.placed(&task.places, 0)).map(|instance| draft.page_at(instance)).collect()
}

fn task_of(draft: &Draft, page: &PageAt) -> Option<TaskIndex> {
    draft.compiled().package.pages.get(page.page as usize).map(|page| page.task)
}

fn after(draft: &Draft, here: &PageAt) -> Option<PageAt> {
    let is_stop =
        draft.compiled().package.pages.get(here.page as usize).is_some_and(|page| page.kind == PageKind::Stop);
    if is_stop && draft.page_relevance(here).is_yes() {
        return None;
    }
    let task = task_of(draft, here)?;
    let path: BTreeSet<PageInstance> = draft.path_of(task).into_iter().collect();
    let order = draft.placed(&draft.compiled().package.tasks.get(task as usize)?.places, 0);
    let here = instance_of(draft, here);
    let from = order.iter().position(|page| Some(*page) == here).map_or(0, |position| position + 1);
    order.into_iter().skip(from).find(|page| path.contains(page)).map(|page| draft.page_at(page))
}

fn before(draft: &Draft, here: &PageAt) -> Option<PageAt> {
    let task = task_of(draft, here)?;
    let path: BTreeSet<PageInstance> = draft.path_of(task).into_iter().collect();
    let order = draft.placed(&draft.compiled().package.tasks.get(task as usize)?.places, 0);
    let here = instance_of(draft, here);
    let before = order.into_iter().take_while(|page| Some(*page) != here).filter(|page| path.contains(page)).last();
    before.map(|page| draft.page_at(page))
}

fn instance_of(draft: &Draft, page: &PageAt) -> Option<PageInstance> {
    draft.page_frame(page).map(|frame| (page.page, frame))
}
