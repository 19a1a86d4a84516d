//! What the relevance and status of pages and tasks rest on.

use super::operands::{Deciding, Scope};
use super::subject::Subject;
use super::tree::{Grounds, Leaf};
use crate::draft::Draft;
use crate::frame::{FrameId, ProblemKind, Status};
use crate::graph::{asked_items, shows_value};
use crate::package::{ItemIndex, Page, PageIndex, PageKind, TaskIndex};
use crate::value::{Read, Three};

impl Draft {
    pub(crate) fn page_grounds(&self, frame: FrameId, index: PageIndex) -> Grounds {
        let Some(page) = self.compiled().package.pages.get(index as usize) else {
            return Grounds::leaf(Leaf::Constant);
        };
        let result = self.page_relevance_of(frame, index);
        let own = self.condition_of(frame, page.condition);
        let decided = self.decided(&self.parts(frame, &[page.condition]), own);
        let mut because = decided.because;
        if !own.is_no() {
            self.content_claims(frame, page, result, &mut because);
        }
        Grounds {
            rule: decided.rule.or(Some(page.source)),
            law: decided.law.or_else(|| page.law.clone()),
            words: decided.words,
            ..Grounds::because(because, Leaf::Constant)
        }
    }

    /// A page is relevant only with something on it: the first relevant question, or none of all of them.
    fn content_claims(&self, frame: FrameId, page: &Page, result: Three, because: &mut Vec<Subject>) {
        if let PageKind::List(repeat) = page.kind {
            let item = self.compiled().package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.item);
            if !self.is_unconditional(frame, item) {
                because.push(Subject::Relevance(frame, item));
            }
            return;
        }
        if shows_value(&page.shown) || asked_items(&page.shown).is_empty() {
            return;
        }
        let asked: Vec<(FrameId, ItemIndex)> = self.asked_on(frame, page);
        match asked.iter().find(|(frame, item)| self.relevance_of(*frame, *item).is_yes()) {
            Some((frame, item)) if result.is_yes() => {
                if self.has_own_condition(*frame, *item, page) {
                    because.push(Subject::Relevance(*frame, *item));
                }
            }
            _ => because.extend(asked.into_iter().map(|(frame, item)| Subject::Relevance(frame, item))),
        }
    }

    /// Whether a question is asked on a condition that is not simply its page's.
    pub(crate) fn has_own_condition(&self, frame: FrameId, item: ItemIndex, page: &Page) -> bool {
        self.parts_of_item(frame, item).len() > self.parts(frame, &[page.condition]).len()
    }

    pub(crate) fn page_check_grounds(&self, frame: FrameId, index: PageIndex) -> Grounds {
        let mut claims = Deciding::new(self);
        let mut grounds = Grounds::default();
        for (instance, check) in self.broken_checks(frame, index, false) {
            claims.code(Scope::at(instance), check.condition);
            grounds.words.push((instance, check.condition));
            grounds.rule = grounds.rule.or_else(|| self.span_of(check.condition));
        }
        let law = self.compiled().package.pages.get(index as usize).and_then(|page| page.law.clone());
        Grounds { rule: grounds.rule, law, words: grounds.words, ..Grounds::because(claims.claims(), Leaf::Constant) }
    }

    pub(crate) fn page_status_grounds(&self, frame: FrameId, index: PageIndex) -> Grounds {
        let Some(page) = self.compiled().package.pages.get(index as usize) else {
            return Grounds::leaf(Leaf::Constant);
        };
        let because = match self.page_status_of(frame, index).0 {
            Status::NotNeeded | Status::MayBeNeeded => return self.page_grounds(frame, index),
            Status::CannotStart => self.tasks_before(page.task),
            Status::NeedsAttention => self.what_needs_attention(frame, index, page),
            Status::NotStarted | Status::InProgress => self.what_waits(frame, page),
            Status::Done => self.what_is_done(frame, page),
        };
        Grounds { rule: Some(page.source), law: page.law.clone(), ..Grounds::because(because, Leaf::Constant) }
    }

    fn tasks_before(&self, task: TaskIndex) -> Vec<Subject> {
        let tasks = self.compiled().package.tasks.get(task as usize).into_iter().flat_map(|task| &task.after);
        let undone = tasks.filter(|task| !matches!(self.task_status_of(**task).0, Status::Done | Status::NotNeeded));
        undone.map(|task| Subject::TaskStatus(*task)).collect()
    }

    /// Questions of a page that are or may be asked, but for those whose answers are shown nowhere (E-105).
    fn questions_on(&self, frame: FrameId, page: &Page) -> Vec<(FrameId, ItemIndex)> {
        let mut asked = self.asked_on(frame, page);
        asked.retain(|(frame, item)| !self.relevance_of(*frame, *item).is_no() && !self.is_sensitive(*item));
        asked
    }

    fn what_needs_attention(&self, frame: FrameId, index: PageIndex, page: &Page) -> Vec<Subject> {
        let mut because = Vec::new();
        if page.kind == PageKind::Stop {
            because.push(Subject::PageRelevance(frame, index));
        }
        for (frame, item) in self.questions_on(frame, page) {
            if self.problems_of(frame, item).kinds().any(|kind| kind != ProblemKind::Missing) {
                because.push(Subject::Problems(frame, item));
            }
        }
        if !self.broken_checks(frame, index, false).is_empty() {
            because.push(Subject::PageCheck(frame, index));
        }
        match page.kind {
            PageKind::List(repeat) => {
                let item = self.compiled().package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.item);
                if !self.problems_of(frame, item).is_empty() {
                    because.push(Subject::Problems(frame, item));
                }
            }
            PageKind::Check { mark, .. } => because.push(Subject::Value(frame, mark)),
            PageKind::Form | PageKind::Stop => {}
        }
        because
    }

    fn what_waits(&self, frame: FrameId, page: &Page) -> Vec<Subject> {
        let waiting = self.questions_on(frame, page).into_iter();
        let waiting = waiting.filter(|(frame, item)| self.value_of(*frame, *item) == Read::Waiting);
        let mut because: Vec<Subject> = waiting.map(|(frame, item)| Subject::Value(frame, item)).collect();
        because.extend(self.end_of(frame, page));
        because
    }

    fn what_is_done(&self, frame: FrameId, page: &Page) -> Vec<Subject> {
        let answers = self.questions_on(frame, page).into_iter().map(|(frame, item)| Subject::Value(frame, item));
        answers.chain(self.end_of(frame, page)).collect()
    }

    /// What a list or check page waits for beside its questions.
    fn end_of(&self, frame: FrameId, page: &Page) -> Option<Subject> {
        match page.kind {
            PageKind::List(repeat) => Some(Subject::Open(frame, repeat)),
            PageKind::Check { mark, .. } => Some(Subject::Value(frame, mark)),
            PageKind::Form | PageKind::Stop => None,
        }
    }

    pub(crate) fn task_status_grounds(&self, index: TaskIndex) -> Grounds {
        let Some(task) = self.compiled().package.tasks.get(index as usize) else {
            return Grounds::leaf(Leaf::Constant);
        };
        let status = self.task_status_of(index).0;
        let instances = self.placed(&task.places, 0);
        let statuses = |wanted: &dyn Fn(Status) -> bool| -> Vec<Subject> {
            let found = instances.iter().filter(|(page, frame)| wanted(self.page_status_of(*frame, *page).0));
            found.map(|(page, frame)| Subject::PageStatus(*frame, *page)).collect()
        };
        let because = match status {
            Status::NotNeeded | Status::MayBeNeeded => {
                let own = self.condition_of(0, task.condition);
                if !own.is_yes() {
                    let decided = self.decided(&self.parts(0, &[task.condition]), own);
                    return Grounds {
                        rule: decided.rule,
                        law: decided.law,
                        words: decided.words,
                        ..Grounds::because(decided.because, Leaf::Constant)
                    };
                }
                statuses(&|_| true)
            }
            Status::CannotStart => self.tasks_before(index),
            Status::NeedsAttention => statuses(&|status| status == Status::NeedsAttention),
            Status::NotStarted | Status::InProgress => {
                statuses(&|status| !matches!(status, Status::Done | Status::NotNeeded | Status::MayBeNeeded))
            }
            Status::Done => statuses(&|status| status == Status::Done),
        };
        Grounds { rule: Some(task.source), ..Grounds::because(because, Leaf::Constant) }
    }
}
