//! Named problems of an item or a list (E-31), and answers whose grounds changed (E-29).

use crate::draft::Draft;
use crate::evaluate::{Scratch, order};
use crate::frame::{FrameId, ProblemKind, ProblemSet};
use crate::judge::rows::MOST_ROWS;
use crate::options::Found;
use crate::package::{ItemIndex, ItemKind, Options, Question, RepeatIndex, Type};
use crate::value::{FileState, Held, ListHeld, OptionId, Read, RowHeld, Value};
use std::cmp::Ordering;

/// The most characters in one answer, whatever the question says (E-5).
const LONGEST_TEXT: usize = 100_000;

impl Draft {
    pub(super) fn judge_problems(&self, frame: FrameId, index: ItemIndex, scratch: &mut Scratch) -> ProblemSet {
        let definition = self.compiled();
        if !self.relevance_of(frame, index).is_yes() {
            return ProblemSet::default();
        }
        match definition.package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Question(question)) => self.question_problems(frame, index, question, scratch),
            Some(ItemKind::Repeat(repeat)) => self.list_problems(frame, *repeat),
            _ => ProblemSet::default(),
        }
    }

    fn question_problems(
        &self,
        frame: FrameId,
        index: ItemIndex,
        question: &Question,
        scratch: &mut Scratch,
    ) -> ProblemSet {
        let held = self.held_in(frame, index);
        let mut problems = ProblemSet::default();
        let required = self.required_of(frame, index).is_yes();
        match held {
            Held::Empty if question.value == Type::Files => {
                let files = self.files_in(frame, index);
                problems.insert(ProblemKind::Missing, files.is_empty() && required);
                problems.insert(ProblemKind::File, files.iter().any(|file| file.state != FileState::Clean));
            }
            Held::Empty => problems.insert(ProblemKind::Missing, required),
            Held::Skipped => problems.insert(ProblemKind::Missing, required),
            Held::Unparsed(_) => problems.insert(ProblemKind::Unparsed, true),
            Held::Contested(_) => problems.insert(ProblemKind::Contested, true),
            Held::Declined | Held::NotKnown => {}
            Held::Value(value) => {
                problems.insert(ProblemKind::Range, is_out_of_range(question, value));
                if let Some(options) = &question.options {
                    self.option_problems(frame, options, value, &question.value, &mut problems);
                }
                let rows_gone = match value {
                    Value::Row(row) => !self.row_is_there(frame, question.value, row),
                    Value::Rows(rows) => rows.iter().any(|row| !self.row_is_there(frame, question.value, row)),
                    _ => false,
                };
                problems.insert(ProblemKind::RowGone, rows_gone);
                let broken = question.checks.iter().any(|check| scratch.truth(self, frame, check.condition).is_no());
                problems.insert(ProblemKind::Check, broken && self.has_value(frame, index));
            }
        }
        problems.insert(ProblemKind::Stale, self.is_stale(frame, index));
        problems
    }

    /// A check of an item is judged only when the item has a value (E-32).
    fn has_value(&self, frame: FrameId, index: ItemIndex) -> bool {
        matches!(self.value_of(frame, index), Read::Value(_))
    }

    fn option_problems(
        &self,
        frame: FrameId,
        options: &Options,
        value: &Value,
        value_type: &Type,
        problems: &mut ProblemSet,
    ) {
        let chosen: &[OptionId] = match value {
            Value::Choice(id) => std::slice::from_ref(id),
            Value::Choices(set) => set,
            _ => return,
        };
        if matches!(value_type, Type::Text { .. }) {
            return;
        }
        let mut alone = false;
        for id in chosen {
            match self.find_option(frame, options, id) {
                Found::Here(option) => {
                    alone |= option.is_alone();
                    let gone = self.judge_option(frame, options, &option, false).is_no()
                        || self.judge_option(frame, options, &option, true).is_no();
                    problems.insert(ProblemKind::OptionGone, gone);
                }
                Found::Gone => problems.insert(ProblemKind::OptionGone, true),
                Found::Waiting => {}
            }
        }
        problems.insert(ProblemKind::NotAlone, alone && chosen.len() > 1);
    }

    fn list_problems(&self, frame: FrameId, repeat: RepeatIndex) -> ProblemSet {
        let mut problems = ProblemSet::default();
        let Some(rules) = self.compiled().package.repeats.get(repeat as usize) else { return problems };
        let Some(children) = self.children(frame, repeat) else { return problems };
        let rows = children.order.len();
        let ended = !self.is_open(frame, repeat);
        problems.insert(ProblemKind::TooFew, ended && rules.min.is_some_and(|min| rows < min as usize));
        let most = rules.max.map_or(MOST_ROWS, |max| MOST_ROWS.min(max as usize));
        problems.insert(ProblemKind::TooMany, rows > most);
        problems.insert(ProblemKind::Reopened, children.end == ListHeld::Reopened && !rules.always_ended);
        let disputed =
            children.order.iter().any(|row| self.frame(*row).is_some_and(|row| row.held == RowHeld::Disputed));
        problems.insert(ProblemKind::RowRemoval, disputed);
        problems
    }

    /// An answer whose grounds changed (E-29).
    pub(crate) fn is_stale(&self, frame: FrameId, index: ItemIndex) -> bool {
        let Some(item) = self.compiled().package.items.get(index as usize) else { return false };
        if item.recheck.is_empty() {
            return false;
        }
        match self.answer_in(frame, index) {
            Some(answer) if !matches!(answer.held, Held::Empty | Held::Unparsed(_) | Held::Contested(_)) => {
                answer.read.is_some_and(|read| read != self.fingerprint_in(frame, index))
            }
            _ => false,
        }
    }
}

fn is_out_of_range(question: &Question, value: &Value) -> bool {
    if let Value::Text(text) = value {
        let length = text.chars().count();
        let longest = match &question.max {
            Some(Value::Count(longest)) => usize::try_from(*longest).unwrap_or(0).min(LONGEST_TEXT),
            _ => LONGEST_TEXT,
        };
        return length > longest;
    }
    let beyond = |bound: &Option<Value>, wrong: fn(Ordering) -> bool| {
        bound.as_ref().and_then(|bound| order(value, bound)).is_some_and(wrong)
    };
    beyond(&question.min, Ordering::is_lt) || beyond(&question.max, Ordering::is_gt)
}
