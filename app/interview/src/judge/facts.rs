//! Facts from outside and the marks of check pages: what was told or confirmed, and whether it still counts (E-27, E-83,
//! E-86).

use crate::draft::Draft;
use crate::fingerprint;
use crate::frame::FrameId;
use crate::package::{ItemIndex, ItemKind};
use crate::value::{FactHeld, Held, Value};

impl Draft {
    /// What is held for a fact, where it still counts (E-27, E-83).
    pub(crate) fn fact_state(&self, frame: FrameId, index: ItemIndex) -> FactHeld {
        let Some(fact) = self.fact_in(frame, index) else { return FactHeld::NotRequested };
        if fact.held == FactHeld::NotRequested || self.recheck_waits(frame, index) {
            return FactHeld::NotRequested;
        }
        if fact.read.is_some_and(|read| read != self.fingerprint_in(frame, index)) {
            return FactHeld::NotRequested;
        }
        let item = self.compiled().package.items.get(index as usize);
        if let Some(ItemKind::Fact(rules)) = item.map(|item| &item.kind)
            && let (Some(age), Some(observed)) = (rules.max_age, fact.observed_on)
            && observed.plus(age).is_some_and(|last| last < self.today())
        {
            return FactHeld::NotRequested;
        }
        fact.held.clone()
    }

    pub(super) fn judge_wanted(&self, frame: FrameId, index: ItemIndex) -> bool {
        self.relevance_of(frame, index).is_yes()
            && !self.recheck_waits(frame, index)
            && self.fact_state(frame, index) == FactHeld::NotRequested
    }

    /// Whether a mark was set and everything it covers is as it was then (E-86).
    pub(super) fn is_mark_held(&self, frame: FrameId, index: ItemIndex, page: u32) -> bool {
        match self.answer_in(frame, index) {
            Some(answer) if answer.held == Held::Value(Value::YesNo(true)) => {
                !self.covered_waits(frame, page) && answer.read == Some(fingerprint::of_mark(self, frame, page))
            }
            _ => false,
        }
    }
}
