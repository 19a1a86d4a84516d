//! Effective values: what rules read of an item (engine.md section 5).

use crate::draft::Draft;
use crate::evaluate::Scratch;
use crate::fingerprint;
use crate::frame::FrameId;
use crate::options::Found;
use crate::package::{Derive, ItemIndex, ItemKind, Options, Question, Type};
use crate::value::{FactHeld, FileReference, FileState, Held, OptionId, Read, RowKey, Three, Value};

impl Draft {
    pub(super) fn judge_value(&self, frame: FrameId, index: ItemIndex, scratch: &mut Scratch) -> Read {
        match self.relevance_of(frame, index) {
            Three::No => return Read::Void,
            Three::Unknown => return Read::Waiting,
            Three::Yes => {}
        }
        let definition = self.compiled();
        match definition.package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Question(question)) => self.question_value(frame, index, question),
            Some(ItemKind::Derive(derive)) => self.derived_value(frame, derive, scratch),
            Some(ItemKind::Fact(_)) => match self.fact_state(frame, index) {
                FactHeld::Value(value) => Read::Value(value),
                FactHeld::Failed => Read::Void,
                FactHeld::NotRequested | FactHeld::Pending => Read::Waiting,
            },
            Some(ItemKind::Mark { page }) => {
                if self.is_mark_held(frame, index, *page) {
                    Read::Value(Value::YesNo(true))
                } else {
                    Read::Waiting
                }
            }
            Some(ItemKind::Evidence(evidence)) => {
                let files: Vec<FileReference> = self
                    .accepted_files(frame, index, evidence)
                    .into_iter()
                    .filter(|file| file.state == FileState::Clean)
                    .cloned()
                    .collect();
                if files.is_empty() { Read::Waiting } else { Read::Value(Value::Files(files)) }
            }
            _ => Read::Void,
        }
    }

    fn question_value(&self, frame: FrameId, index: ItemIndex, question: &Question) -> Read {
        if question.value == Type::Files {
            let files = self.files_in(frame, index);
            return match self.held_in(frame, index) {
                Held::Skipped | Held::Declined | Held::NotKnown => Read::Void,
                _ if files.is_empty() => Read::Waiting,
                _ => Read::Value(Value::Files(files.to_vec())),
            };
        }
        match self.held_in(frame, index) {
            Held::Value(value) => self.settled_value(frame, question, value),
            Held::Skipped | Held::Declined | Held::NotKnown => Read::Void,
            Held::Empty | Held::Contested(_) | Held::Unparsed(_) => Read::Waiting,
        }
    }

    /// A held value as rules read it: options that are gone drop out, references to rows that are gone are void.
    fn settled_value(&self, frame: FrameId, question: &Question, value: &Value) -> Read {
        match (value, &question.options) {
            (Value::Choice(id), Some(options)) => match self.standing(frame, options, id) {
                Three::Yes => Read::Value(value.clone()),
                Three::No | Three::Unknown => Read::Waiting,
            },
            (Value::Choices(set), Some(options)) => {
                let mut kept: Vec<OptionId> = Vec::with_capacity(set.len());
                for id in set {
                    match self.standing(frame, options, id) {
                        Three::Yes => kept.push(id.clone()),
                        Three::No => {}
                        Three::Unknown => return Read::Waiting,
                    }
                }
                if kept.is_empty() { Read::Waiting } else { Read::Value(Value::Choices(kept)) }
            }
            (Value::Row(row), _) => {
                if self.row_is_there(frame, question.value, row) {
                    Read::Value(value.clone())
                } else {
                    Read::Void
                }
            }
            (Value::Rows(rows), _) => {
                let kept: Vec<RowKey> =
                    rows.iter().filter(|row| self.row_is_there(frame, question.value, row)).cloned().collect();
                if kept.is_empty() { Read::Void } else { Read::Value(Value::Rows(kept)) }
            }
            _ => Read::Value(value.clone()),
        }
    }

    /// `only` of a chosen option: an option that is gone counts as no, one whose list waits as unknown.
    fn standing(&self, frame: FrameId, options: &Options, id: &str) -> Three {
        match self.find_option(frame, options, id) {
            Found::Here(option) => self.judge_option(frame, options, &option, false),
            Found::Gone => Three::No,
            Found::Waiting => Three::Unknown,
        }
    }

    pub(super) fn row_is_there(&self, frame: FrameId, value_type: Type, key: &str) -> bool {
        let (Type::Row(repeat) | Type::Rows(repeat)) = value_type else { return true };
        fingerprint::lists(self, frame, repeat).into_iter().any(|list| {
            let row = self.children(list, repeat).and_then(|children| children.by_key.get(key)).copied();
            row.is_some_and(|row| self.is_live(row))
        })
    }

    fn derived_value(&self, frame: FrameId, derive: &Derive, scratch: &mut Scratch) -> Read {
        // From the last case upwards: each is an `if` whose `else` is what follows it.
        let mut result = derive.otherwise.map_or(Read::Void, |otherwise| scratch.run(self, frame, otherwise));
        for (condition, value) in derive.cases.iter().rev() {
            let condition = scratch.truth(self, frame, *condition);
            if condition.is_no() {
                continue;
            }
            let value = scratch.run(self, frame, *value);
            if condition.is_yes() {
                result = value;
            } else if value != result || result == Read::Waiting {
                result = Read::Waiting;
            }
        }
        result
    }
}
