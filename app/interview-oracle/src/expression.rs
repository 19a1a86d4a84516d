//! Expressions, step by step (section 3 and the tables of section 5 of engine.md).

use crate::effective::if_then_else;
use crate::option::Judged;
use crate::view::{Frame, View};
use interview::package::{CodeIndex, FrameType, ItemIndex, ItemKind, Op, Options, RepeatIndex, StateName, Table};
use interview::place::Place;
use interview::value::{FactHeld, Held, Read, RowKey, Three, Value};
use quantities::Date;

/// Where an expression stands.
#[derive(Clone)]
pub(crate) struct Scope<'a> {
    /// The innermost row first; an aggregate's body adds its row in front.
    pub frames: Vec<Frame>,
    /// The option that `only` or `offer` judges.
    pub option: Option<Judged<'a>>,
    /// The requirement that an aggregate over evidence has come to.
    pub evidence: Option<Place>,
    /// Within `offer` no list counts as open.
    pub offer: bool,
}

impl Scope<'_> {
    pub fn frame(&self, level: u32) -> Option<&Frame> {
        self.frames.get(level as usize)
    }

    /// The scope of an aggregate's body.
    pub fn inside(&self, frame: Frame) -> Self {
        let mut inner = self.clone();
        inner.frames.insert(0, frame);
        inner
    }
}

impl View<'_> {
    pub(crate) fn evaluate_in(&self, code: CodeIndex, frame: &Frame) -> Read {
        self.evaluate(code, &Scope { frames: vec![frame.clone()], option: None, evidence: None, offer: false })
    }

    pub(crate) fn judge_option(&self, code: CodeIndex, frame: &Frame, option: Judged<'_>) -> Read {
        self.evaluate(code, &Scope { frames: vec![frame.clone()], option: Some(option), evidence: None, offer: false })
    }

    pub(crate) fn evaluate(&self, code: CodeIndex, scope: &Scope<'_>) -> Read {
        let Some(code) = self.package.codes.get(code as usize) else { return Read::Void };
        let scope = Scope { offer: scope.offer || code.offer, ..scope.clone() };
        let mut stack = Stack(Vec::new());
        for op in &code.ops {
            let result = self.step(op, &scope, &mut stack);
            stack.0.push(result);
        }
        stack.pop()
    }

    fn step(&self, op: &Op, scope: &Scope<'_>, stack: &mut Stack) -> Read {
        match op {
            Op::Known => Read::from_three(match stack.pop() {
                Read::Value(_) => Three::Yes,
                Read::Waiting => Three::Unknown,
                Read::Void => Three::No,
            }),
            Op::And => stack.two(|a, b| Read::from_three(a.truth().and(b.truth()))),
            Op::Or => stack.two(|a, b| Read::from_three(a.truth().or(b.truth()))),
            Op::Not => Read::from_three(stack.pop().truth().opposite()),
            Op::Is => stack.two(|a, b| Read::from_three(is(&a, &b))),
            Op::IsNot => stack.two(|a, b| Read::from_three(is(&a, &b).opposite())),
            Op::OneOf(count) => {
                let values: Vec<Read> = (0..*count).map(|_| stack.pop()).collect();
                let a = stack.pop();
                Read::from_three(values.iter().fold(Three::No, |so_far, value| so_far.or(is(&a, value))))
            }
            Op::Includes => stack.two(|a, b| Read::from_three(includes(&a, &b))),
            Op::Less => stack.two(|a, b| compared(&a, &b, std::cmp::Ordering::is_lt)),
            Op::LessOrEqual => stack.two(|a, b| compared(&a, &b, std::cmp::Ordering::is_le)),
            Op::Greater => stack.two(|a, b| compared(&a, &b, std::cmp::Ordering::is_gt)),
            Op::GreaterOrEqual => stack.two(|a, b| compared(&a, &b, std::cmp::Ordering::is_ge)),
            Op::Add => stack.two(|a, b| with_values(&[a, b], add)),
            Op::Subtract => stack.two(|a, b| with_values(&[a, b], subtract)),
            Op::Multiply => stack.two(|a, b| with_values(&[a, b], multiply)),
            Op::Negate => with_values(&[stack.pop()], negate),
            Op::OrElse => stack.two(|a, b| if a == Read::Void { b } else { a }),
            Op::If => {
                let (otherwise, then, condition) = (stack.pop(), stack.pop(), stack.pop());
                if_then_else(condition.truth(), then, otherwise)
            }
            Op::SizeOfSet => with_values(&[stack.pop()], |values| match values {
                [Value::Choices(ids) | Value::Rows(ids)] => i64::try_from(ids.len()).ok().map(Value::Count),
                [Value::Files(files)] => i64::try_from(files.len()).ok().map(Value::Count),
                _ => None,
            }),
            Op::Call(function) => {
                let arguments = crate::function::arity(*function);
                let mut values: Vec<Read> = (0..arguments).map(|_| stack.pop()).collect();
                values.reverse();
                with_values(&values, |values| self.call(*function, values))
            }
            _ => self.look(op, scope, stack),
        }
    }

    /// The steps that look at the draft or the definition.
    fn look(&self, op: &Op, scope: &Scope<'_>, stack: &mut Stack) -> Read {
        let found = match op {
            Op::Constant(value) => Some(Read::Value(value.clone())),
            Op::Today => Some(Read::Value(Value::Date(self.today))),
            Op::Read { item, level } => self.place_at(scope, *item, *level).map(|place| self.read(&place)),
            Op::State { item, level, state } => {
                self.place_at(scope, *item, *level).map(|place| Read::from_three(self.is_void_because(&place, *state)))
            }
            Op::OptionId { level } => self.option_id(scope, *level).map(|id| Read::Value(Value::Choice(id))),
            Op::OptionColumn { level, column } => Some(self.option_column(scope, *level, *column)),
            Op::Lookup { table, column, dated } => {
                let day = dated.then(|| stack.pop());
                let table = self.package.tables.get(*table as usize);
                table.map(|table| {
                    let mut keys: Vec<Read> = (0..table.keys).map(|_| stack.pop()).collect();
                    keys.reverse();
                    look_up(table, &keys, day, *column)
                })
            }
            Op::ListLookup { item, level, column } => {
                let key = stack.pop();
                self.place_at(scope, *item, *level).map(|place| list_look_up(&self.read(&place), &key, *column))
            }
            Op::Amount { amount } => {
                let day = stack.pop();
                Some(self.amount(*amount, &day))
            }
            Op::Aggregate { kind, over, other, filter, value } => {
                Some(self.aggregate(*kind, *over, *other, *filter, *value, scope))
            }
            Op::Index { level, repeat } => self.index(scope, *level, *repeat),
            Op::Previous { item, level } => Some(self.neighbour(scope, *item, *level, true)),
            Op::Following { item, level } => Some(self.neighbour(scope, *item, *level, false)),
            Op::EvidenceKind => scope.evidence.as_ref().and_then(|place| match &self.item(place.item)?.kind {
                ItemKind::Evidence(evidence) => Some(Read::Value(Value::Choice(evidence.kind.name().into()))),
                _ => None,
            }),
            Op::EvidenceGiven => scope.evidence.as_ref().map(|place| Read::Value(Value::YesNo(self.is_given(place)))),
            _ => None,
        };
        found.unwrap_or(Read::Void)
    }

    pub(crate) fn place_at(&self, scope: &Scope<'_>, item: ItemIndex, level: u32) -> Option<Place> {
        self.place_from(item, scope.frame(level)?)
    }

    /// Whether an item has no value, and this is why.
    fn is_void_because(&self, place: &Place, state: StateName) -> Three {
        match self.read(place) {
            Read::Value(_) => return Three::No,
            Read::Waiting => return Three::Unknown,
            Read::Void => {}
        }
        if !self.relevance(place).is_yes() {
            return Three::No;
        }
        Three::from(match state {
            StateName::Declined => self.held_at(place) == Held::Declined,
            StateName::NotKnown => self.held_at(place) == Held::NotKnown,
            StateName::Skipped => self.held_at(place) == Held::Skipped,
            StateName::Failed => self.fact_counts_as(place) == FactHeld::Failed,
        })
    }

    /// The row of a repeat over options in which a frame stands.
    fn option_row(&self, frame: &Frame) -> Option<(RepeatIndex, Frame)> {
        let mut current: FrameType = frame.kind;
        loop {
            let repeat = current.checked_sub(1)?;
            let node = self.repeat(repeat)?;
            if !node.for_options.is_empty() {
                return Some((repeat, self.outward(frame, current)?));
            }
            current = node.parent;
        }
    }

    fn option_id(&self, scope: &Scope<'_>, level: u32) -> Option<RowKey> {
        if let Some(Judged(option)) = scope.option {
            return Some(option.id.clone());
        }
        self.option_row(scope.frame(level)?)?.1.rows.last().cloned()
    }

    fn option_column(&self, scope: &Scope<'_>, level: u32, column: u32) -> Read {
        let cell = |columns: &[Option<Value>]| match columns.get(column as usize) {
            Some(Some(value)) => Read::Value(value.clone()),
            _ => Read::Void,
        };
        if let Some(Judged(option)) = scope.option {
            return cell(&option.columns);
        }
        let row = scope.frame(level).and_then(|frame| self.option_row(frame));
        let Some((repeat, row)) = row else { return Read::Void };
        self.option_of_row(repeat, &row).map_or(Read::Void, |option| cell(&option.columns))
    }

    fn option_of_row(&self, repeat: RepeatIndex, row: &Frame) -> Option<crate::option::Choosable> {
        let key = row.rows.last()?;
        let parent = self.outward(row, self.repeat(repeat)?.parent)?;
        let question = self.question_of_row(repeat, key, &parent)?;
        let place = self.place_from(question, &parent)?;
        let options: &Options = self.options_of(question)?;
        self.choosable(options, &self.frame_of(&place)).0.into_iter().find(|option| option.id == *key)
    }

    fn index(&self, scope: &Scope<'_>, level: u32, repeat: RepeatIndex) -> Option<Read> {
        let row = self.outward(scope.frame(level)?, repeat + 1)?;
        let parent = self.outward(&row, self.repeat(repeat)?.parent)?;
        let position = self.row_frames(repeat, &parent).iter().position(|other| *other == row)?;
        i64::try_from(position + 1).ok().map(|number| Read::Value(Value::Count(number)))
    }

    /// The field in the row before or after. After the last row of an open list it is not settled that there is none.
    fn neighbour(&self, scope: &Scope<'_>, item: ItemIndex, level: u32, before: bool) -> Read {
        let place = self.place_at(scope, item, level);
        let Some(row) = place.as_ref().map(|place| self.frame_of(place)) else { return Read::Void };
        let Some(repeat) = row.kind.checked_sub(1) else { return Read::Void };
        let parent = self.repeat(repeat).and_then(|node| self.outward(&row, node.parent));
        let Some(parent) = parent else { return Read::Void };
        let rows = self.row_frames(repeat, &parent);
        let position = rows.iter().position(|other| *other == row);
        let neighbour = position.and_then(|position| match before {
            true => rows.get(position.checked_sub(1)?),
            false => rows.get(position + 1),
        });
        match neighbour {
            Some(neighbour) => self.read(&Place { item, rows: neighbour.rows.clone() }),
            None if !before && !scope.offer && self.is_open(repeat, &parent) => Read::Waiting,
            None => Read::Void,
        }
    }

    /// A dated constant: the last that began on the day or before.
    fn amount(&self, amount: u32, day: &Read) -> Read {
        let day = match day {
            Read::Value(Value::Date(day)) => *day,
            Read::Waiting => return Read::Waiting,
            _ => return Read::Void,
        };
        let amount = self.package.amounts.get(amount as usize);
        let begun = amount.and_then(|amount| amount.from.iter().rfind(|(from, _)| *from <= day));
        begun.map_or(Read::Void, |(_, code)| self.evaluate_in(*code, &Frame::application()))
    }
}

struct Stack(Vec<Read>);

impl Stack {
    fn pop(&mut self) -> Read {
        self.0.pop().unwrap_or(Read::Void)
    }

    /// Takes b, then a.
    fn two(&mut self, result: impl FnOnce(Read, Read) -> Read) -> Read {
        let b = self.pop();
        let a = self.pop();
        result(a, b)
    }
}

/// Equal values; void equals nothing, and beats waiting.
pub(crate) fn is(a: &Read, b: &Read) -> Three {
    match (a, b) {
        (Read::Void, _) | (_, Read::Void) => Three::No,
        (Read::Waiting, _) | (_, Read::Waiting) => Three::Unknown,
        (Read::Value(a), Read::Value(b)) => Three::from(equal(a, b)),
    }
}

/// Sets are equal whatever their order; options and texts of one spelling are.
pub(crate) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Choices(a), Value::Choices(b)) | (Value::Rows(a), Value::Rows(b)) => {
            a.len() == b.len() && a.iter().all(|id| b.contains(id))
        }
        _ => a == b,
    }
}

fn includes(a: &Read, b: &Read) -> Three {
    match (a, b) {
        (Read::Void, _) | (_, Read::Void) => Three::No,
        (Read::Waiting, _) | (_, Read::Waiting) => Three::Unknown,
        (Read::Value(Value::Choices(set)), Read::Value(Value::Choice(id))) => Three::from(set.contains(id)),
        (Read::Value(Value::Rows(set)), Read::Value(Value::Row(key))) => Three::from(set.contains(key)),
        _ => Three::No,
    }
}

/// Which of two values comes first, where their type has an order.
pub(crate) fn order(a: &Value, b: &Value) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Value::Count(a), Value::Count(b)) => Some(a.cmp(b)),
        (Value::Money(a), Value::Money(b)) => Some(a.cmp(b)),
        (Value::Rate(a), Value::Rate(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn compared(a: &Read, b: &Read, holds: impl Fn(std::cmp::Ordering) -> bool) -> Read {
    Read::from_three(match (a, b) {
        (Read::Void, _) | (_, Read::Void) => Three::No,
        (Read::Waiting, _) | (_, Read::Waiting) => Three::Unknown,
        (Read::Value(a), Read::Value(b)) => Three::from(order(a, b).is_some_and(holds)),
    })
}

/// Arithmetic and functions: void beats waiting; what cannot be worked out is void (E-35).
fn with_values(operands: &[Read], result: impl FnOnce(&[Value]) -> Option<Value>) -> Read {
    if operands.contains(&Read::Void) {
        return Read::Void;
    }
    let values: Option<Vec<Value>> = operands
        .iter()
        .map(|operand| match operand {
            Read::Value(value) => Some(value.clone()),
            Read::Waiting | Read::Void => None,
        })
        .collect();
    match values {
        None => Read::Waiting,
        Some(values) => result(&values).map_or(Read::Void, Read::Value),
    }
}

pub(crate) fn add(values: &[Value]) -> Option<Value> {
    match values {
        [Value::Count(a), Value::Count(b)] => a.checked_add(*b).map(Value::Count),
        [Value::Money(a), Value::Money(b)] => a.plus(*b).map(Value::Money),
        [Value::Date(a), Value::Period(b)] | [Value::Period(b), Value::Date(a)] => a.plus(*b).map(Value::Date),
        [Value::Period(a), Value::Period(b)] => a.plus(*b).map(Value::Period),
        _ => None,
    }
}

fn subtract(values: &[Value]) -> Option<Value> {
    match values {
        [Value::Count(a), Value::Count(b)] => a.checked_sub(*b).map(Value::Count),
        [Value::Money(a), Value::Money(b)] => a.minus(*b).map(Value::Money),
        [Value::Date(a), Value::Period(b)] => a.minus(*b).map(Value::Date),
        [Value::Period(a), Value::Period(b)] => a.minus(*b).map(Value::Period),
        _ => None,
    }
}

fn multiply(values: &[Value]) -> Option<Value> {
    match values {
        [Value::Count(a), Value::Count(b)] => a.checked_mul(*b).map(Value::Count),
        [Value::Money(a), Value::Count(b)] | [Value::Count(b), Value::Money(a)] => a.times(*b).map(Value::Money),
        _ => None,
    }
}

fn negate(values: &[Value]) -> Option<Value> {
    match values {
        [Value::Count(a)] => a.checked_neg().map(Value::Count),
        [Value::Money(a)] => Some(Value::Money(a.negate())),
        [Value::Period(a)] => a.negate().map(Value::Period),
        _ => None,
    }
}

/// The cell of the first row that has these keys and holds on that day.
fn look_up(table: &Table, keys: &[Read], day: Option<Read>, column: u32) -> Read {
    let mut operands = keys.to_vec();
    operands.extend(day);
    with_values(&operands, |values| {
        let (keys, day) = values.split_at_checked(keys.len())?;
        let row = table.rows.iter().find(|row| has_keys(row, keys) && holds_on(table, row, day))?;
        row.get(column as usize)?.clone()
    })
}

fn has_keys(row: &[Option<Value>], keys: &[Value]) -> bool {
    keys.iter().zip(row).all(|(key, cell)| match cell {
        Some(Value::Choices(ids)) => ids.iter().any(|id| id.as_ref() == as_text(key)),
        Some(cell) => as_text(cell) == as_text(key),
        None => false,
    })
}

fn holds_on(table: &Table, row: &[Option<Value>], day: &[Value]) -> bool {
    let [Value::Date(day)] = day else { return true };
    let bound = |column: Option<u32>| -> Option<Date> {
        match row.get(column? as usize)? {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    };
    bound(table.from).is_none_or(|from| from <= *day) && bound(table.until).is_none_or(|until| *day <= until)
}

/// Keys are compared as text.
fn as_text(value: &Value) -> String {
    match interview::wire::write_value(&[], value) {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

fn list_look_up(list: &Read, key: &Read, column: u32) -> Read {
    with_values(&[list.clone(), key.clone()], |values| match values {
        [Value::List(rows), key] => {
            let row = rows.iter().find(|row| row.id.as_ref() == as_text(key))?;
            row.columns.get(column as usize)?.clone()
        }
        _ => None,
    })
}
