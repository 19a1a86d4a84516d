//! Aggregates over the rows of a repeat, or over evidence (engine.md section 5). O(rows) until accumulators come with D.

use crate::evaluate::{Evaluator, equal, order};
use crate::frame::FrameId;
use crate::function;
use crate::package::{AggregateKind, CodeIndex, Function, ItemKind, Op, Over, Package, Type};
use crate::value::{Read, Three, Value};
use quantities::Money;

/// One row with its place in the aggregate and its value.
struct Row {
    within: Three,
    value: Read,
}

impl Evaluator<'_> {
    pub(crate) fn aggregate(
        &mut self,
        kind: AggregateKind,
        over: Over,
        other: bool,
        filter: Option<CodeIndex>,
        value: Option<CodeIndex>,
    ) -> Read {
        let (rows, open) = match over {
            Over::Evidence => (self.requirements(filter, value), !self.offer && self.requirements_may_come()),
            Over::Repeat { repeat, level } => {
                let Some(parent) = self
                    .definition
                    .package
                    .repeats
                    .get(repeat as usize)
                    .and_then(|definition| self.frame(level, definition.parent))
                else {
                    return Read::Void;
                };
                let without = if other { self.frame(level, repeat + 1) } else { None };
                let open = !self.offer && self.draft.is_open(parent, repeat);
                let frames: Vec<FrameId> =
                    self.draft.row_frames(parent, repeat).iter().copied().filter(|row| Some(*row) != without).collect();
                (self.rows(&frames, repeat, filter, value), open)
            }
        };
        if kind == AggregateKind::Sum {
            let zero = if value.is_some_and(|value| adds_money(&self.definition.package, value)) {
                Value::Money(Money::default())
            } else {
                Value::Count(0)
            };
            return sum(&rows, open, zero, self);
        }
        combine(kind, &rows, open)
    }

    fn rows(
        &mut self,
        frames: &[FrameId],
        repeat: u32,
        filter: Option<CodeIndex>,
        value: Option<CodeIndex>,
    ) -> Vec<Row> {
        let condition = self.definition.package.repeats.get(repeat as usize).map(|repeat| repeat.row_condition);
        frames
            .iter()
            .map(|frame| {
                let relevant = condition.map_or(Three::Yes, |condition| self.draft.condition_of(*frame, condition));
                self.levels.push(*frame);
                let row = self.row(relevant, filter, value);
                self.levels.pop();
                row
            })
            .collect()
    }

    fn row(&mut self, relevant: Three, filter: Option<CodeIndex>, value: Option<CodeIndex>) -> Row {
        let within = if relevant.is_no() {
            Three::No
        } else {
            relevant.and(filter.map_or(Three::Yes, |filter| self.truth(filter)))
        };
        let value = if within.is_no() {
            Read::Void
        } else {
            value.map_or(Read::Value(Value::YesNo(true)), |value| self.run(value))
        };
        Row { within, value }
    }

    /// Whether a list is open for whose rows evidence is asked.
    fn requirements_may_come(&self) -> bool {
        let package = &self.definition.package;
        package.items.iter().filter(|item| matches!(item.kind, ItemKind::Evidence(_))).any(|item| {
            crate::place::repeats_around(package, item.frame).into_iter().any(|repeat| {
                let parent = package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.parent);
                self.draft.live_frames(parent).into_iter().any(|frame| self.draft.is_open(frame, repeat))
            })
        })
    }

    fn requirements(&mut self, filter: Option<CodeIndex>, value: Option<CodeIndex>) -> Vec<Row> {
        let definition = self.definition;
        let before = self.requirement;
        let mut rows = Vec::new();
        for (index, item) in (0..).zip(&definition.package.items) {
            if !matches!(item.kind, ItemKind::Evidence(_)) {
                continue;
            }
            for frame in self.draft.live_frames(item.frame) {
                self.requirement = Some((index, frame));
                self.levels.push(0);
                let relevant = self.draft.relevance_of(frame, index);
                rows.push(self.row(relevant, filter, value));
                self.levels.pop();
            }
        }
        self.requirement = before;
        rows
    }
}

/// Whether the expression that is summed is money: the sum of no rows has its type too.
fn adds_money(package: &Package, code: CodeIndex) -> bool {
    let mut stack: Vec<bool> = Vec::new();
    for op in package.codes.get(code as usize).into_iter().flat_map(|code| &code.ops) {
        let taken = match op {
            Op::Lookup { table, dated, .. } => {
                let keys = package.tables.get(*table as usize).map_or(0, |table| table.keys as usize);
                let kept = stack.len().saturating_sub(keys + usize::from(*dated));
                stack.truncate(kept);
                0
            }
            Op::Amount { .. } | Op::ListLookup { .. } | Op::Known | Op::Not | Op::Negate | Op::SizeOfSet => 1,
            Op::OneOf(count) => *count as usize + 1,
            Op::If => 3,
            Op::Call(called) => function::arity(*called),
            Op::Constant(_)
            | Op::Nothing
            | Op::Today
            | Op::Read { .. }
            | Op::State { .. }
            | Op::OptionId { .. }
            | Op::OptionColumn { .. }
            | Op::OptionText { .. }
            | Op::Aggregate { .. }
            | Op::Index { .. }
            | Op::Previous { .. }
            | Op::Following { .. }
            | Op::EvidenceKind
            | Op::EvidenceGiven => 0,
            _ => 2,
        };
        let operands = stack.split_off(stack.len().saturating_sub(taken));
        stack.push(match op {
            Op::Constant(value) => matches!(value, Value::Money(_)),
            Op::Read { item, .. } | Op::Previous { item, .. } | Op::Following { item, .. } => {
                package.items.get(*item as usize).is_some_and(|item| item.kind.value_type() == Some(Type::Money))
            }
            Op::Lookup { table, column, .. } => package
                .tables
                .get(*table as usize)
                .and_then(|table| table.columns.get(*column as usize))
                .is_some_and(|column| column.value == Type::Money),
            Op::ListLookup { item, column, .. } => match package.items.get(*item as usize).map(|item| &item.kind) {
                Some(ItemKind::Fact(fact)) => {
                    fact.columns.get(*column as usize).is_some_and(|column| column.value == Type::Money)
                }
                _ => false,
            },
            Op::Amount { amount } => {
                package.amounts.get(*amount as usize).is_some_and(|amount| amount.value == Type::Money)
            }
            Op::Aggregate { kind: AggregateKind::Sum | AggregateKind::Min | AggregateKind::Max, value, .. } => {
                value.is_some_and(|value| value != code && adds_money(package, value))
            }
            Op::Call(Function::Share(_) | Function::Divide(..)) => true,
            Op::Call(Function::Larger | Function::Smaller)
            | Op::Add
            | Op::Subtract
            | Op::Multiply
            | Op::Negate
            | Op::OrElse => operands.contains(&true),
            Op::If => operands.iter().skip(1).any(|operand| *operand),
            _ => false,
        });
    }
    stack.pop().unwrap_or(false)
}

fn combine(kind: AggregateKind, rows: &[Row], open: bool) -> Read {
    let maybe = open || rows.iter().any(|row| row.within == Three::Unknown);
    let inside = || rows.iter().filter(|row| row.within.is_yes());
    match kind {
        AggregateKind::Count if maybe => Read::Waiting,
        AggregateKind::Count => Read::Value(Value::Count(i64::try_from(inside().count()).unwrap_or(i64::MAX))),
        AggregateKind::Sum => Read::Void,
        AggregateKind::Any => Read::from_three(any(rows, open)),
        AggregateKind::None => Read::from_three(any(rows, open).opposite()),
        AggregateKind::All => Read::from_three(all(rows, open)),
        AggregateKind::Min | AggregateKind::Earliest => extreme(rows, maybe, std::cmp::Ordering::is_lt),
        AggregateKind::Max | AggregateKind::Latest => extreme(rows, maybe, std::cmp::Ordering::is_gt),
        AggregateKind::Unique => Read::from_three(unique(rows, maybe)),
    }
}

fn sum(rows: &[Row], open: bool, zero: Value, evaluator: &Evaluator<'_>) -> Read {
    let maybe = open || rows.iter().any(|row| row.within == Three::Unknown);
    let inside = || rows.iter().filter(|row| row.within.is_yes());
    if inside().any(|row| row.value == Read::Void) {
        return Read::Void;
    }
    if maybe || inside().any(|row| row.value == Read::Waiting) {
        return Read::Waiting;
    }
    let mut total = zero;
    for row in inside() {
        if let Read::Value(value) = &row.value {
            match function::add(&total, value) {
                Some(added) => total = added,
                None => return evaluator.checked(None),
            }
        }
    }
    Read::Value(total)
}

fn any(rows: &[Row], open: bool) -> Three {
    let mut result = Three::from(false);
    for row in rows {
        let truth = row.value.truth();
        match row.within {
            Three::Yes => result = result.or(truth),
            Three::Unknown if !truth.is_no() => result = result.or(Three::Unknown),
            _ => {}
        }
    }
    if open { result.or(Three::Unknown) } else { result }
}

fn all(rows: &[Row], open: bool) -> Three {
    let mut result = Three::from(true);
    for row in rows {
        let truth = row.value.truth();
        match row.within {
            Three::Yes => result = result.and(truth),
            Three::Unknown if !truth.is_yes() => result = result.and(Three::Unknown),
            _ => {}
        }
    }
    if open { result.and(Three::Unknown) } else { result }
}

fn extreme(rows: &[Row], maybe: bool, better: fn(std::cmp::Ordering) -> bool) -> Read {
    let inside = || rows.iter().filter(|row| row.within.is_yes());
    if maybe || inside().any(|row| row.value == Read::Waiting) {
        return Read::Waiting;
    }
    let mut best: Option<&Value> = None;
    for row in inside() {
        if let Read::Value(value) = &row.value
            && best.is_none_or(|best| order(value, best).is_some_and(better))
        {
            best = Some(value);
        }
    }
    best.map_or(Read::Void, |best| Read::Value(best.clone()))
}

fn unique(rows: &[Row], maybe: bool) -> Three {
    let inside: Vec<&Row> = rows.iter().filter(|row| row.within.is_yes()).collect();
    let mut seen: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    let mut rest: Vec<&Row> = Vec::new();
    for row in &inside {
        match &row.value {
            Read::Value(value) => {
                let key = crate::compiled::key_text(value);
                if key.is_empty() {
                    if rest.iter().any(|other| equal(&other.value, &row.value).is_yes()) {
                        return Three::No;
                    }
                    rest.push(row);
                } else if !seen.insert(key) {
                    return Three::No;
                }
            }
            Read::Waiting | Read::Void => {}
        }
    }
    if maybe || inside.iter().any(|row| row.value == Read::Waiting) { Three::Unknown } else { Three::Yes }
}
