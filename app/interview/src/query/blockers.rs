//! What stands in the way of submitting (E-33).

use crate::draft::Draft;
use crate::frame::{FrameId, ProblemKind};
use crate::package::{EvidenceKind, ItemIndex, ItemKind, PageKind, RepeatIndex};
use crate::place::Place;
use crate::query::{Blocker, BlockerKind};
use crate::value::{Read, RowHeld};

impl Draft {
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
}

/// Whether people add the rows: a list whose number of rows waits is mended by the answer it waits for.
fn package_keeps_list(draft: &Draft, repeat: RepeatIndex) -> bool {
    draft.compiled().package.repeats.get(repeat as usize).is_some_and(crate::package::Repeat::is_kept_by_people)
}
