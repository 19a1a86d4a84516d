//! Checks what expressions say: names and types, cycles, what may be void, wordings.

mod aggregates;
mod calls;
mod cycles;
mod edges;
mod operators;
mod scope;
mod tasks;
mod texts;
mod typing;
mod void;
mod words;

use crate::model::Model;
use typing::Typing;

impl Model<'_> {
    /// Everything in an order in which each step may rely on the ones before.
    pub(crate) fn check(&mut self) {
        for index in 0..self.sites.len() {
            let Some(site) = self.sites.get(index).cloned() else { continue };
            let typed = Typing::new(self, site).site();
            self.typed.push(typed);
        }
        self.check_task_order();
        let edges = self.edges();
        let order = self.check_cycles(&edges);
        self.check_voids(&order);
        self.check_wordings();
    }
}
