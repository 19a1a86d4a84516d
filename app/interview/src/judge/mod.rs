//! How each node of the graph is judged from what is held and from the results of the nodes it reads (engine.md section 5).
//!
//! Values stand in `value.rs`, problems in `problems.rs`, facts, evidence and rows in files of their names; options in
//! `options.rs`, pages and tasks in `status.rs`.

mod evidence;
mod facts;
mod problems;
mod rows;
mod value;

use crate::draft::Draft;
use crate::evaluate::Scratch;
use crate::frame::{FrameId, Offered, Output};
use crate::graph::NodeKind;
use crate::package::{ConditionIndex, ConditionRule, ItemIndex, ItemKind};
use crate::value::Three;
use std::sync::Arc;

impl Draft {
    /// The result of a node, and whether something in it passed its range (E-35).
    pub(crate) fn judge(&self, frame: FrameId, kind: NodeKind, scratch: &mut Scratch) -> (Output, bool) {
        let output = match kind {
            NodeKind::Condition(condition) => Output::Three(self.judge_condition(frame, condition, scratch)),
            NodeKind::Relevance(item) => Output::Three(self.judge_relevance(frame, item, scratch)),
            NodeKind::Value(item) => Output::Read(self.judge_value(frame, item, scratch)),
            NodeKind::Required(item) => Output::Three(self.judge_required(frame, item, scratch)),
            NodeKind::Options(item) => Output::Options(self.judge_options(frame, item)),
            NodeKind::Problems(item) => Output::Problems(self.judge_problems(frame, item, scratch)),
            NodeKind::Wanted(item) => Output::Flag(self.judge_wanted(frame, item)),
            NodeKind::Given(item) => Output::Flag(self.judge_given(frame, item)),
            NodeKind::Excused(item) => Output::Three(self.judge_excused(frame, item, scratch)),
            NodeKind::RowTotal(repeat) => Output::Read(self.judge_total(frame, repeat, scratch)),
            NodeKind::Rows(repeat) => Output::Rows(
                self.row_frames(frame, repeat)
                    .iter()
                    .filter_map(|row| self.frame(*row))
                    .map(|row| row.row.clone())
                    .collect(),
            ),
            NodeKind::Open(repeat) => Output::Flag(self.judge_open(frame, repeat)),
            NodeKind::PageRelevance(page) => Output::Three(self.judge_page_relevance(frame, page)),
            NodeKind::PageChecks(page) => Output::Three(Three::from(self.broken_checks(frame, page, false).is_empty())),
            NodeKind::PageStatus(page) => {
                let (status, begun) = self.judge_page_status(frame, page);
                Output::Status(status, begun)
            }
            NodeKind::TaskStatus(task) => {
                let (status, begun) = self.judge_task_status(task);
                Output::Status(status, begun)
            }
        };
        (output, scratch.take_overflow())
    }

    fn judge_condition(&self, frame: FrameId, condition: ConditionIndex, scratch: &mut Scratch) -> Three {
        let definition = self.compiled();
        let Some(condition) = definition.package.conditions.get(condition as usize) else { return Three::No };
        let around =
            condition.parents.iter().fold(Three::Yes, |all, parent| all.and(self.condition_of(frame, *parent)));
        if around.is_no() {
            return Three::No;
        }
        around.and(match condition.rule {
            ConditionRule::Always => Three::Yes,
            ConditionRule::When(code) => scratch.truth(self, frame, code),
            ConditionRule::Row(repeat) => self.judge_row(frame, repeat),
        })
    }

    fn judge_relevance(&self, frame: FrameId, index: ItemIndex, scratch: &mut Scratch) -> Three {
        let Some(item) = self.compiled().package.items.get(index as usize) else { return Three::No };
        let around = item.conditions.iter().fold(Three::Yes, |all, parent| all.and(self.condition_of(frame, *parent)));
        match item.when {
            Some(when) if !around.is_no() => around.and(scratch.truth(self, frame, when)),
            _ => around,
        }
    }

    fn judge_required(&self, frame: FrameId, index: ItemIndex, scratch: &mut Scratch) -> Three {
        let relevant = self.relevance_of(frame, index);
        if relevant.is_no() {
            return Three::No;
        }
        match self.compiled().package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Question(question)) => match question.required {
                Some(required) => relevant.and(scratch.truth(self, frame, required)),
                None if question.optional => Three::No,
                None => relevant,
            },
            _ => Three::No,
        }
    }

    fn judge_options(&self, frame: FrameId, index: ItemIndex) -> Arc<[Offered]> {
        if self.relevance_of(frame, index).is_no() {
            return Arc::from([]);
        }
        self.compiled().options_of(index).map_or_else(|| Arc::from([]), |options| self.offered(frame, options))
    }
}
