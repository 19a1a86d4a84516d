//! Evidence and facts that are needed, how much is left, and what is kept without being used.

use crate::change::Answers;
use crate::draft::Draft;
use crate::frame::{Cell, Status};
use crate::package::ItemKind;
use crate::place::Place;
use crate::query::{EvidenceNeed, Progress, Wanted};
use crate::value::{FactHeld, Held, Read};

impl Draft {
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
