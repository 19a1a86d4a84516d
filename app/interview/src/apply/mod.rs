//! How a change, or a folded state of one place, alters what is held. Logic never does (engine.md section 5).
//!
//! `alter.rs` makes changes of people, `put.rs` puts folded states, `rows.rs` keeps rows in line, `inverse.rs` undoes.

mod alter;
mod inverse;
mod put;
mod rows;

use crate::change::{Change, Refused};
use crate::changes::Changes;
use crate::draft::Draft;
use crate::frame::Cell;
use crate::value::Held;

impl Draft {
    /// Applies one change and settles.
    ///
    /// # Errors
    /// [`Refused`]: no such item or row, or a value of another type; nothing is changed then.
    pub fn apply(&mut self, change: &Change) -> Result<Changes, Refused> {
        self.alter(change)?;
        self.settle_quietly();
        self.stamp(change);
        Ok(self.settle())
    }

    /// Applies several changes, each as its author would see it after those before it, and tells what changed in all; the
    /// first that is refused ends it, those before it stand.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn apply_all(&mut self, changes: &[Change]) -> Result<Changes, Refused> {
        for change in changes {
            if let Err(refused) = self.alter(change) {
                self.settle();
                return Err(refused);
            }
            self.settle_quietly();
            self.stamp(change);
        }
        Ok(self.settle())
    }

    /// Gives an answer whose author's fingerprint was not told the present one, taken once the answer itself has settled: an
    /// answer is never stale by its own doing. An answer without one is not stale either, so nothing is judged again.
    fn stamp(&mut self, change: &Change) {
        if change.read.is_some() {
            return;
        }
        let Some(frame) = self.live_frame_of(&change.at) else { return };
        let item = change.at.item;
        let is_unstamped = match self.cell(frame, item) {
            Some(Cell::Answer(answer)) => answer.held != Held::Empty && answer.read.is_none(),
            Some(Cell::Fact(fact)) => fact.read.is_none(),
            _ => false,
        };
        if !is_unstamped {
            return;
        }
        let present = self.fingerprint_in(frame, item);
        match self.cell_mut(frame, item) {
            Some(Cell::Answer(answer)) => answer.read = Some(present),
            Some(Cell::Fact(fact)) => fact.read = Some(present),
            _ => {}
        }
    }
}
