//! Expressions over effective values (engine.md sections 3 and 5): one pass over postfix code, one value stack.
//! Aggregates live in `aggregate.rs`.

use crate::compiled::{Compiled, key_text};
use crate::draft::Draft;
use crate::frame::FrameId;
use crate::function;
use crate::options::OptionInScope;
use crate::package::{CodeIndex, FrameType, ItemIndex, ItemKind, Op, StateName};
use crate::value::{FactHeld, Held, Read, Three, Value};
use std::cell::Cell;
use std::cmp::Ordering;

/// What an expression is judged in.
pub(crate) struct Evaluator<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) definition: &'a Compiled,
    /// Frames in scope, the innermost last.
    pub(crate) levels: Vec<FrameId>,
    pub(crate) option: Option<OptionInScope<'a>>,
    /// No repeat counts as open.
    pub(crate) offer: bool,
    /// The requirement of an aggregate over evidence.
    pub(crate) requirement: Option<(ItemIndex, FrameId)>,
    /// Set where a result passed its range (E-35).
    pub(crate) overflow: Cell<bool>,
    /// A stack that is not in use.
    spare: Vec<Read>,
}

/// Judges expressions in room that is used again, and remembers whether a result passed its range.
#[derive(Default)]
pub(crate) struct Scratch {
    levels: Vec<FrameId>,
    spare: Vec<Read>,
    overflow: bool,
}

impl Scratch {
    /// The value of an expression, judged in a frame.
    pub(crate) fn run(&mut self, draft: &Draft, frame: FrameId, code: CodeIndex) -> Read {
        self.levels.clear();
        self.levels.push(frame);
        let mut evaluator = Evaluator::within(draft, std::mem::take(&mut self.levels), std::mem::take(&mut self.spare));
        let result = evaluator.run(code);
        self.overflow |= evaluator.overflow.get();
        (self.levels, self.spare) = (evaluator.levels, evaluator.spare);
        result
    }

    /// The same of a condition.
    pub(crate) fn truth(&mut self, draft: &Draft, frame: FrameId, code: CodeIndex) -> Three {
        self.run(draft, frame, code).truth()
    }

    /// Whether a result passed its range since this was last asked (E-35).
    pub(crate) fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflow)
    }
}

impl<'a> Evaluator<'a> {
    pub(crate) fn at(draft: &'a Draft, frame: FrameId) -> Self {
        Self::within(draft, vec![frame], Vec::new())
    }

    fn within(draft: &'a Draft, levels: Vec<FrameId>, spare: Vec<Read>) -> Self {
        let definition = draft.compiled();
        let overflow = Cell::new(false);
        Self { draft, definition, levels, option: None, offer: false, requirement: None, overflow, spare }
    }

    pub(crate) fn with_option(mut self, option: OptionInScope<'a>) -> Self {
        self.option = Some(option);
        self
    }

    /// The value of an expression; void where its package is broken.
    pub(crate) fn run(&mut self, code: CodeIndex) -> Read {
        let definition = self.definition;
        let Some(code) = definition.package.codes.get(code as usize) else { return Read::Void };
        let offer = self.offer;
        self.offer = offer || code.offer;
        let mut stack = std::mem::take(&mut self.spare);
        for op in &code.ops {
            let result = self.step(op, &mut stack);
            stack.push(result);
        }
        self.offer = offer;
        let result = stack.pop().unwrap_or(Read::Void);
        stack.clear();
        self.spare = stack;
        result
    }

    pub(crate) fn truth(&mut self, code: CodeIndex) -> Three {
        self.run(code).truth()
    }

    /// The frame at a level, 0 the innermost.
    pub(crate) fn level(&self, level: u32) -> FrameId {
        let index = self.levels.len().checked_sub(1 + level as usize);
        index.and_then(|index| self.levels.get(index)).copied().unwrap_or(0)
    }

    /// The frame of a type, from a level upwards.
    pub(crate) fn frame(&self, level: u32, kind: FrameType) -> Option<FrameId> {
        self.draft.frame_up(self.level(level), kind)
    }

    pub(crate) fn step(&mut self, op: &Op, stack: &mut Vec<Read>) -> Read {
        match op {
            Op::Constant(value) => Read::Value(value.clone()),
            Op::Nothing => Read::Void,
            Op::Today => Read::Value(Value::Date(self.draft.today())),
            Op::Read { item, level } => self.read_item(*item, *level),
            Op::State { item, level, state } => self.state(*item, *level, *state),
            Op::OptionId { .. } | Op::OptionColumn { .. } | Op::OptionText { .. } => self.option_part(op),
            Op::Index { .. } | Op::Previous { .. } | Op::Following { .. } => self.neighbour(op),
            Op::EvidenceKind | Op::EvidenceGiven => self.requirement_part(op),
            Op::Aggregate { kind, over, other, filter, value } => self.aggregate(*kind, *over, *other, *filter, *value),
            Op::Lookup { table, column, dated } => {
                let day = dated.then(|| pop(stack));
                let count = self.definition.package.tables.get(*table as usize).map_or(0, |table| table.keys);
                let mut keys: Vec<Read> = (0..count).map(|_| pop(stack)).collect();
                keys.reverse();
                self.look_up(*table, *column, &keys, day)
            }
            Op::ListLookup { item, level, column } => {
                let key = pop(stack);
                self.look_up_list(*item, *level, *column, &key)
            }
            Op::Amount { amount } => {
                let day = pop(stack);
                self.amount(*amount, &day)
            }
            Op::Call(called) => {
                let mut arguments: Vec<Read> = (0..function::arity(*called)).map(|_| pop(stack)).collect();
                arguments.reverse();
                function::call(*called, &arguments, self.draft.today(), &self.definition.holidays, &self.overflow)
            }
            Op::If => {
                let (otherwise, then, condition) = (pop(stack), pop(stack), pop(stack));
                match condition.truth() {
                    Three::Yes => then,
                    Three::No => otherwise,
                    Three::Unknown if then == otherwise => then,
                    Three::Unknown => Read::Waiting,
                }
            }
            Op::OneOf(count) => {
                let values: Vec<Read> = (0..*count).map(|_| pop(stack)).collect();
                let left = pop(stack);
                Read::from_three(values.iter().fold(Three::No, |found, value| found.or(equal(&left, value))))
            }
            Op::Known | Op::Not | Op::Negate | Op::SizeOfSet => self.unary(op, pop(stack)),
            _ => {
                let (right, left) = (pop(stack), pop(stack));
                self.binary(op, left, right)
            }
        }
    }

    fn unary(&self, op: &Op, operand: Read) -> Read {
        match op {
            Op::Known => Read::from_three(match operand {
                Read::Value(_) => Three::Yes,
                Read::Waiting => Three::Unknown,
                Read::Void => Three::No,
            }),
            Op::Not => Read::from_three(operand.truth().opposite()),
            Op::SizeOfSet => match operand {
                Read::Value(Value::Choices(set)) => count_of(set.len()),
                Read::Value(Value::Rows(set)) => count_of(set.len()),
                Read::Value(Value::Files(set)) => count_of(set.len()),
                Read::Value(_) => Read::Void,
                other => other,
            },
            _ => match operand {
                Read::Value(value) => self.checked(function::negate(&value)),
                other => other,
            },
        }
    }

    fn binary(&self, op: &Op, left: Read, right: Read) -> Read {
        match op {
            Op::And => Read::from_three(left.truth().and(right.truth())),
            Op::Or => Read::from_three(left.truth().or(right.truth())),
            Op::Is => Read::from_three(equal(&left, &right)),
            Op::IsNot => Read::from_three(equal(&left, &right).opposite()),
            Op::Includes => Read::from_three(includes(&left, &right)),
            Op::Less => compared(&left, &right, Ordering::is_lt),
            Op::LessOrEqual => compared(&left, &right, Ordering::is_le),
            Op::Greater => compared(&left, &right, Ordering::is_gt),
            Op::GreaterOrEqual => compared(&left, &right, Ordering::is_ge),
            Op::OrElse => match left {
                Read::Void => right,
                other => other,
            },
            Op::Add | Op::Subtract | Op::Multiply => match (left, right) {
                (Read::Void, _) | (_, Read::Void) => Read::Void,
                (Read::Waiting, _) | (_, Read::Waiting) => Read::Waiting,
                (Read::Value(left), Read::Value(right)) => self.checked(match op {
                    Op::Add => function::add(&left, &right),
                    Op::Subtract => function::subtract(&left, &right),
                    _ => function::multiply(&left, &right),
                }),
            },
            _ => Read::Void,
        }
    }

    /// A result within its range, or void and a recorded fault (E-35).
    pub(crate) fn checked(&self, result: Option<Value>) -> Read {
        result.map_or_else(
            || {
                self.overflow.set(true);
                Read::Void
            },
            Read::Value,
        )
    }

    pub(crate) fn read_item(&self, item: ItemIndex, level: u32) -> Read {
        self.draft.value_from(self.level(level), item).cloned().unwrap_or(Read::Void)
    }

    fn state(&self, item: ItemIndex, level: u32, state: StateName) -> Read {
        let Some(definition) = self.definition.package.items.get(item as usize) else { return Read::Void };
        let Some(frame) = self.frame(level, definition.frame) else { return Read::from_three(Three::No) };
        Read::from_three(match self.draft.value_of(frame, item) {
            Read::Value(_) => Three::No,
            Read::Waiting => Three::Unknown,
            Read::Void => {
                Three::from(self.draft.relevance_of(frame, item).is_yes() && self.is_cause(frame, item, state))
            }
        })
    }

    fn is_cause(&self, frame: FrameId, item: ItemIndex, state: StateName) -> bool {
        match state {
            StateName::Failed => {
                matches!(self.definition.package.items.get(item as usize).map(|i| &i.kind), Some(ItemKind::Fact(_)))
                    && self.draft.fact_state(frame, item) == FactHeld::Failed
            }
            StateName::Declined => *self.draft.held_in(frame, item) == Held::Declined,
            StateName::NotKnown => *self.draft.held_in(frame, item) == Held::NotKnown,
            StateName::Skipped => *self.draft.held_in(frame, item) == Held::Skipped,
        }
    }

    fn neighbour(&self, op: &Op) -> Read {
        let step = match op {
            Op::Index { level, repeat } => {
                let position = self.frame(*level, repeat + 1).and_then(|frame| self.draft.position(frame));
                return position.map_or(Read::Void, |position| Read::Value(Value::Count(i64::from(position) + 1)));
            }
            Op::Previous { item, level } => (*item, *level, -1),
            Op::Following { item, level } => (*item, *level, 1),
            _ => return Read::Void,
        };
        let (item, level, direction) = step;
        let Some(definition) = self.definition.package.items.get(item as usize) else { return Read::Void };
        let Some(row) = self.frame(level, definition.frame) else { return Read::Void };
        match self.draft.sibling(row, direction) {
            Some(frame) => self.draft.value_of(frame, item),
            // After the last row of an open list another one may come (E-21).
            None if direction > 0 && !self.offer && self.draft.is_in_open_list(row) => Read::Waiting,
            None => Read::Void,
        }
    }

    fn requirement_part(&self, op: &Op) -> Read {
        let Some((item, frame)) = self.requirement else { return Read::Void };
        match op {
            Op::EvidenceGiven => Read::Value(Value::YesNo(self.draft.is_given(frame, item))),
            _ => match self.definition.package.items.get(item as usize).map(|item| &item.kind) {
                Some(ItemKind::Evidence(evidence)) => Read::Value(Value::Choice(evidence.kind.name().into())),
                _ => Read::Void,
            },
        }
    }

    fn look_up(&self, table: u32, column: u32, keys: &[Read], day: Option<Read>) -> Read {
        if keys.iter().chain(&day).any(|key| *key == Read::Void) {
            return Read::Void;
        }
        if keys.iter().chain(&day).any(|key| *key == Read::Waiting) {
            return Read::Waiting;
        }
        let key: Vec<String> = keys
            .iter()
            .map(|key| match key {
                Read::Value(value) => key_text(value),
                _ => String::new(),
            })
            .collect();
        let rows = self.definition.table_rows(table, &key);
        let row = match day {
            Some(Read::Value(Value::Date(day))) => {
                rows.iter().find(|row| self.definition.row_holds_on(table, **row, day))
            }
            Some(_) => None,
            None => rows.first(),
        };
        row.and_then(|row| self.definition.cell(table, *row, column))
            .map_or(Read::Void, |cell| Read::Value(cell.clone()))
    }

    fn look_up_list(&self, item: ItemIndex, level: u32, column: u32, key: &Read) -> Read {
        let list = self.read_item(item, level);
        match (key, list) {
            (Read::Void, _) | (_, Read::Void) => Read::Void,
            (Read::Value(key), Read::Value(Value::List(rows))) => {
                let key = key_text(key);
                let cell = rows.iter().find(|row| *row.id == *key).and_then(|row| row.columns.get(column as usize));
                cell.and_then(Option::as_ref).map_or(Read::Void, |cell| Read::Value(cell.clone()))
            }
            (Read::Waiting, _) | (_, Read::Waiting) => Read::Waiting,
            _ => Read::Void,
        }
    }

    fn amount(&mut self, amount: u32, day: &Read) -> Read {
        match day {
            Read::Value(Value::Date(day)) => {
                let amounts = &self.definition.package.amounts;
                let code = amounts
                    .get(amount as usize)
                    .and_then(|amount| amount.from.iter().rev().find(|(from, _)| from <= day))
                    .map(|(_, code)| *code);
                code.map_or(Read::Void, |code| self.run(code))
            }
            Read::Value(_) | Read::Void => Read::Void,
            Read::Waiting => Read::Waiting,
        }
    }
}

fn pop(stack: &mut Vec<Read>) -> Read {
    stack.pop().unwrap_or(Read::Void)
}

fn count_of(length: usize) -> Read {
    Read::Value(Value::Count(i64::try_from(length).unwrap_or(i64::MAX)))
}

/// `a is b`: no where either is void, unknown where either waits.
pub(crate) fn equal(left: &Read, right: &Read) -> Three {
    match (left, right) {
        (Read::Void, _) | (_, Read::Void) => Three::No,
        (Read::Waiting, _) | (_, Read::Waiting) => Three::Unknown,
        (Read::Value(left), Read::Value(right)) => Three::from(same(left, right)),
    }
}

/// Options and keys are the same by their ids, whether a cell or a question holds them.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Choice(left) | Value::Text(left), Value::Choice(right) | Value::Text(right)) => left == right,
        _ => left == right,
    }
}

fn includes(set: &Read, member: &Read) -> Three {
    match (set, member) {
        (Read::Void, _) | (_, Read::Void) => Three::No,
        (Read::Waiting, _) | (_, Read::Waiting) => Three::Unknown,
        (Read::Value(set), Read::Value(member)) => Three::from(match set {
            Value::Choices(set) => set.iter().any(|option| **option == *key_text(member)),
            Value::Rows(set) => set.iter().any(|row| **row == *key_text(member)),
            _ => false,
        }),
    }
}

fn compared(left: &Read, right: &Read, wanted: fn(Ordering) -> bool) -> Read {
    Read::from_three(match (left, right) {
        (Read::Void, _) | (_, Read::Void) => Three::No,
        (Read::Waiting, _) | (_, Read::Waiting) => Three::Unknown,
        (Read::Value(left), Read::Value(right)) => Three::from(order(left, right).is_some_and(wanted)),
    })
}

/// The order of two values of one type that has one.
pub(crate) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Count(left), Value::Count(right)) => Some(left.cmp(right)),
        (Value::Money(left), Value::Money(right)) => Some(left.cmp(right)),
        (Value::Rate(left), Value::Rate(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
