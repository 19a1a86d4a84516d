//! Named problems and warnings (E-31), each with the page that mends it.

use crate::draft::Draft;
use crate::frame::{FrameId, ProblemKind};
use crate::package::{ItemIndex, ItemKind, PageIndex, PageKind, TextIndex};
use crate::query::{PageAt, Problem};
use crate::value::{Read, RowHeld};

impl Draft {
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
