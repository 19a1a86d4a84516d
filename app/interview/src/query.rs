//! What can be asked of a settled draft: problems, blockers, evidence, facts wanted, progress, unused answers.

use crate::change::{Answers, Fingerprint};
use crate::draft::Draft;
use crate::frame::{Cell, FrameId, ProblemKind, Status};
use crate::package::{EvidenceKind, ItemIndex, ItemKind, PageIndex, PageKind, RepeatIndex, TaskIndex, TextIndex};
use crate::place::Place;
use crate::value::{FactHeld, Held, Read, RowHeld, RowKey, Three};

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

    /// The page instance that asks an item, or keeps a list.
    pub(crate) fn page_that_mends(&self, frame: FrameId, item: ItemIndex) -> Option<PageAt> {
        let package = &self.compiled().package;
        let definition = package.items.get(item as usize)?;
        let page = match definition.kind {
            ItemKind::Mark { page } => Some(page),
            ItemKind::Repeat(repeat) => {
                (0..).zip(&package.pages).find(|(_, page)| page.kind == PageKind::List(repeat)).map(|(index, _)| index)
            }
            ItemKind::Evidence(_) => evidence_page(self),
            _ => definition.page,
        }?;
        let kind = package.pages.get(page as usize)?.frame;
        let at = self.frame_up(frame, kind)?;
        Some(self.page_at((page, at)))
    }

    /// Every named problem: items as declared with rows as listed, then pages.
    #[must_use]
    pub fn problems(&self, language: &str) -> Vec<Problem> {
        let package = &self.compiled().package;
        let mut problems = Vec::new();
        for (index, item) in (0..).zip(&package.items) {
            for frame in self.live_frames(item.frame) {
                for kind in self.problems_of(frame, index).kinds() {
                    self.add_problem(frame, index, kind, language, &mut problems);
                }
            }
        }
        for (page, definition) in (0..).zip(&package.pages) {
            for frame in self.live_frames(definition.frame) {
                for (instance, check) in self.broken_checks(frame, page, false) {
                    problems.push(Problem {
                        at: None,
                        page: Some(self.page_at((page, frame))),
                        kind: ProblemKind::Check,
                        text: Some(self.words(instance, check.text, language)),
                    });
                }
            }
        }
        problems
    }

    fn add_problem(
        &self,
        frame: FrameId,
        index: ItemIndex,
        kind: ProblemKind,
        language: &str,
        problems: &mut Vec<Problem>,
    ) {
        let page = self.page_that_mends(frame, index);
        if kind == ProblemKind::RowRemoval
            && let Some(repeat) = self.repeat_index(index)
        {
            for row in self.row_frames(frame, repeat) {
                if self.frame(*row).is_some_and(|row| row.held == RowHeld::Disputed) {
                    problems.push(Problem { at: self.place_of_row(*row), page: page.clone(), kind, text: None });
                }
            }
            return;
        }
        let text = self.problem_text(frame, index, kind).map(|text| self.words(frame, text, language));
        problems.push(Problem { at: Some(self.place_in(frame, index)), page, kind, text });
    }

    /// The author's words for a problem of an item.
    pub(crate) fn problem_text(&self, frame: FrameId, index: ItemIndex, kind: ProblemKind) -> Option<TextIndex> {
        let ItemKind::Question(question) = &self.compiled().package.items.get(index as usize)?.kind else {
            return None;
        };
        match kind {
            ProblemKind::Missing => question.missing,
            ProblemKind::Check => {
                let mut evaluator = crate::evaluate::Evaluator::at(self, frame);
                question.checks.iter().find(|check| evaluator.truth(check.condition).is_no()).map(|check| check.text)
            }
            _ => None,
        }
    }

    /// Every warning: as problems, but they never block.
    #[must_use]
    pub fn warnings(&self, language: &str) -> Vec<Problem> {
        let package = &self.compiled().package;
        let mut warnings = Vec::new();
        for (index, item) in (0..).zip(&package.items) {
            let ItemKind::Question(question) = &item.kind else { continue };
            if question.warnings.is_empty() {
                continue;
            }
            for frame in self.live_frames(item.frame) {
                if !self.relevance_of(frame, index).is_yes() || !matches!(self.value_of(frame, index), Read::Value(_)) {
                    continue;
                }
                for warning in &question.warnings {
                    if crate::evaluate::Evaluator::at(self, frame).truth(warning.condition).is_no() {
                        warnings.push(Problem {
                            at: Some(self.place_in(frame, index)),
                            page: self.page_that_mends(frame, index),
                            kind: ProblemKind::Check,
                            text: Some(self.words(frame, warning.text, language)),
                        });
                    }
                }
            }
        }
        for (page, definition) in (0..).zip(&package.pages) {
            for frame in self.live_frames(definition.frame) {
                for (instance, warning) in self.broken_checks(frame, page, true) {
                    warnings.push(Problem {
                        at: None,
                        page: Some(self.page_at((page, frame))),
                        kind: ProblemKind::Check,
                        text: Some(self.words(instance, warning.text, language)),
                    });
                }
            }
        }
        warnings
    }

    /// Everything in the way of submitting (E-33).
    #[must_use]
    pub fn blockers(&self) -> Vec<Blocker> {
        let package = &self.compiled().package;
        let mut blockers: Vec<Blocker> = Vec::new();
        for (index, item) in (0..).zip(&package.items) {
            for frame in self.live_frames(item.frame) {
                self.item_blockers(frame, index, &item.kind, &mut blockers);
            }
        }
        for (page, definition) in (0..).zip(&package.pages) {
            for frame in self.live_frames(definition.frame) {
                let at = || Some(self.page_at((page, frame)));
                for _ in self.broken_checks(frame, page, false) {
                    blockers.push(Blocker { kind: BlockerKind::Problem(ProblemKind::Check), at: None, page: at() });
                }
                if definition.kind == PageKind::Stop && self.page_relevance_of(frame, page).is_yes() {
                    blockers.push(Blocker { kind: BlockerKind::Stop, at: None, page: at() });
                }
            }
        }
        blockers.dedup();
        blockers
    }

    fn item_blockers(&self, frame: FrameId, index: ItemIndex, kind: &ItemKind, blockers: &mut Vec<Blocker>) {
        let relevance = self.relevance_of(frame, index);
        if !relevance.is_yes() {
            return;
        }
        let mut add = |kind: BlockerKind, at: Place| {
            blockers.push(Blocker { kind, at: Some(at), page: self.page_that_mends(frame, index) });
        };
        let problems = self.problems_of(frame, index);
        for problem in problems.kinds() {
            if problem == ProblemKind::RowRemoval {
                continue;
            }
            add(BlockerKind::Problem(problem), self.place_in(frame, index));
        }
        match kind {
            ItemKind::Question(_) | ItemKind::Fact(_) | ItemKind::Mark { .. } => {
                if problems.is_empty() && self.value_of(frame, index) == Read::Waiting {
                    add(BlockerKind::Waiting, self.place_in(frame, index));
                }
            }
            ItemKind::Repeat(repeat) => {
                for row in self.row_frames(frame, *repeat) {
                    if self.frame(*row).is_some_and(|row| row.held == RowHeld::Disputed)
                        && let Some(place) = self.place_of_row(*row)
                    {
                        add(BlockerKind::Problem(ProblemKind::RowRemoval), place);
                    }
                }
                let kept = package_keeps_list(self, *repeat);
                if kept && self.is_open(frame, *repeat) && !problems.holds(ProblemKind::Reopened) {
                    add(BlockerKind::OpenList, self.place_in(frame, index));
                }
            }
            ItemKind::Evidence(evidence) => {
                let met = self.is_given(frame, index) || self.excused_of(frame, index).is_yes();
                if evidence.kind == EvidenceKind::Mandatory && !met {
                    add(BlockerKind::Evidence, self.place_in(frame, index));
                }
            }
            ItemKind::Derive(_) => {}
        }
    }

    /// Whether nothing stands in the way.
    #[must_use]
    pub fn is_submittable(&self) -> bool {
        self.blockers().is_empty()
    }

    /// Evidence that is or may be needed, as declared with rows as listed.
    #[must_use]
    pub fn evidence(&self) -> Vec<EvidenceNeed> {
        let mut needs = Vec::new();
        for (index, item) in (0..).zip(&self.compiled().package.items) {
            let ItemKind::Evidence(evidence) = &item.kind else { continue };
            for frame in self.live_frames(item.frame) {
                let relevance = self.relevance_of(frame, index);
                if !relevance.is_no() {
                    needs.push(EvidenceNeed {
                        at: self.place_in(frame, index),
                        kind: evidence.kind,
                        relevance,
                        given: self.is_given(frame, index),
                        excused: self.excused_of(frame, index),
                    });
                }
            }
        }
        needs
    }

    /// Facts the host is to ask for (E-83).
    #[must_use]
    pub fn wanted(&self) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        for (index, item) in (0..).zip(&self.compiled().package.items) {
            let ItemKind::Fact(fact) = &item.kind else { continue };
            for frame in self.live_frames(item.frame).into_iter().filter(|frame| self.is_wanted(*frame, index)) {
                let mut inputs = Vec::new();
                for read in &item.recheck {
                    if self.repeat_index(*read).is_none() {
                        for instance in crate::fingerprint::instances(self, frame, *read) {
                            inputs.push((self.place_in(instance, *read), self.value_of(instance, *read)));
                        }
                    }
                }
                wanted.push(Wanted {
                    at: self.place_in(frame, index),
                    source: fact.source.clone(),
                    inputs,
                    read: self.fingerprint_in(frame, index),
                });
            }
        }
        wanted
    }

    /// What is held for a fact, where it still counts.
    #[must_use]
    pub fn fact(&self, at: &Place) -> FactHeld {
        self.live_frame_of(at).map_or(FactHeld::NotRequested, |frame| self.fact_state(frame, at.item))
    }

    /// Whether a fact is wanted or on its way.
    #[must_use]
    pub fn awaits_facts(&self) -> bool {
        (0..).zip(&self.compiled().package.items).any(|(index, item)| {
            matches!(item.kind, ItemKind::Fact(_))
                && self.live_frames(item.frame).into_iter().any(|frame| {
                    self.is_wanted(frame, index)
                        || (self.relevance_of(frame, index).is_yes()
                            && self.fact_state(frame, index) == FactHeld::Pending)
                })
        })
    }

    /// How much is left.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let package = &self.compiled().package;
        let mut progress = Progress::default();
        for (index, item) in (0..).zip(&package.items) {
            if !matches!(item.kind, ItemKind::Question(_)) {
                continue;
            }
            for frame in self.live_frames(item.frame) {
                let required = self.required_of(frame, index);
                if required.is_no() || self.value_of(frame, index) != Read::Waiting {
                    continue;
                }
                progress.least += u32::from(required.is_yes());
                progress.most += 1;
            }
        }
        for (page, definition) in (0..).zip(&package.pages) {
            for frame in self.live_frames(definition.frame) {
                match self.page_status_of(frame, page).0 {
                    Status::NotNeeded | Status::Done => {}
                    Status::MayBeNeeded => progress.most_pages += 1,
                    _ => {
                        progress.least_pages += 1;
                        progress.most_pages += 1;
                    }
                }
            }
        }
        progress
    }

    /// Places that hold something and are not relevant: kept, not used (E-25).
    #[must_use]
    pub fn unused(&self) -> Vec<Place> {
        let mut unused = Vec::new();
        for (index, item) in (0..).zip(&self.compiled().package.items) {
            for frame in self.live_frames(item.frame) {
                let holds = match self.cell(frame, index) {
                    Some(Cell::Answer(answer)) => answer.held != Held::Empty,
                    Some(Cell::Fact(fact)) => fact.held != FactHeld::NotRequested,
                    Some(Cell::Files(files)) => !files.is_empty(),
                    _ => false,
                };
                if holds && self.relevance_of(frame, index).is_no() {
                    unused.push(self.place_in(frame, index));
                }
            }
        }
        unused
    }

    /// Everything held, for another device or an export; see [`Answers`].
    #[must_use]
    pub fn held_answers(&self) -> Answers {
        self.answers()
    }
}

/// The page on which evidence is dealt with: the last page that shows or asks anything about it is the author's choice; the
/// first page whose questions are read by an `excused`.
fn evidence_page(draft: &Draft) -> Option<PageIndex> {
    let package = &draft.compiled().package;
    package.items.iter().find_map(|item| {
        let ItemKind::Evidence(evidence) = &item.kind else { return None };
        let code = package.codes.get(evidence.excused? as usize)?;
        code.ops.iter().find_map(|op| match op {
            crate::package::Op::Read { item, .. } => package.items.get(*item as usize)?.page,
            _ => None,
        })
    })
}

/// Whether people add the rows: a list whose number of rows waits is mended by the answer it waits for.
fn package_keeps_list(draft: &Draft, repeat: RepeatIndex) -> bool {
    draft.compiled().package.repeats.get(repeat as usize).is_some_and(crate::package::Repeat::is_kept_by_people)
}
