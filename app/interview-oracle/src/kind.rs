//! The type of an expression, found by walking it: only a sum of no rows needs to know (0 of which type?).

use crate::view::View;
use interview::package::{AggregateKind, CodeIndex, Function, Op, Type};
use interview::value::Value;
use quantities::{Money, Period};

impl View<'_> {
    /// Nothing of the type of an expression.
    pub(crate) fn zero(&self, code: Option<CodeIndex>) -> Value {
        match code.and_then(|code| self.type_of(code)) {
            Some(Type::Money) => Value::Money(Money::ZERO),
            Some(Type::Period) => Value::Period(Period::ZERO),
            _ => Value::Count(0),
        }
    }

    fn type_of(&self, code: CodeIndex) -> Option<Type> {
        let mut stack: Vec<Option<Type>> = Vec::new();
        for op in &self.package.codes.get(code as usize)?.ops {
            let mut taken: Vec<Option<Type>> = (0..self.taken_by(op)).filter_map(|_| stack.pop()).collect();
            taken.reverse();
            stack.push(self.type_of_op(op, &taken));
        }
        stack.pop().flatten()
    }

    fn taken_by(&self, op: &Op) -> usize {
        match op {
            Op::Known | Op::Not | Op::Negate | Op::ListLookup { .. } | Op::Amount { .. } | Op::SizeOfSet => 1,
            Op::And | Op::Or | Op::Is | Op::IsNot | Op::Includes => 2,
            Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => 2,
            Op::Add | Op::Subtract | Op::Multiply | Op::OrElse => 2,
            Op::If => 3,
            Op::OneOf(count) => *count as usize + 1,
            Op::Lookup { table, dated, .. } => {
                self.package.tables.get(*table as usize).map_or(0, |table| table.keys as usize) + usize::from(*dated)
            }
            Op::Call(function) => crate::function::arity(*function),
            _ => 0,
        }
    }

    fn type_of_op(&self, op: &Op, taken: &[Option<Type>]) -> Option<Type> {
        let any = |wanted: Type| taken.contains(&Some(wanted));
        let first_known = || taken.iter().copied().flatten().next();
        match op {
            Op::Constant(value) => type_of_value(value),
            Op::Today => Some(Type::Date),
            Op::Read { item, .. } | Op::Previous { item, .. } | Op::Following { item, .. } => {
                self.item(*item)?.kind.value_type()
            }
            Op::Add | Op::Subtract if any(Type::Date) => Some(Type::Date),
            Op::Multiply if any(Type::Money) => Some(Type::Money),
            Op::Add | Op::Subtract | Op::Multiply | Op::Negate | Op::OrElse => first_known(),
            Op::If => taken.get(1).copied().flatten().or_else(|| taken.get(2).copied().flatten()),
            Op::Lookup { table, column, .. } => {
                Some(self.package.tables.get(*table as usize)?.columns.get(*column as usize)?.value)
            }
            Op::ListLookup { item, column, .. } => match &self.item(*item)?.kind {
                interview::package::ItemKind::Fact(fact) => Some(fact.columns.get(*column as usize)?.value),
                _ => None,
            },
            Op::Amount { amount } => Some(self.package.amounts.get(*amount as usize)?.value),
            Op::Call(Function::Share(_) | Function::Divide(..)) => Some(Type::Money),
            Op::Call(Function::Larger | Function::Smaller) => first_known(),
            Op::Call(Function::AgeOn | Function::DaysBetween | Function::Length) => Some(Type::Count),
            Op::Aggregate { kind: AggregateKind::Count, .. } | Op::Index { .. } | Op::SizeOfSet => Some(Type::Count),
            Op::Aggregate { value, .. } => value.and_then(|code| self.type_of(code)),
            _ => None,
        }
    }
}

fn type_of_value(value: &Value) -> Option<Type> {
    match value {
        Value::Money(_) => Some(Type::Money),
        Value::Count(_) => Some(Type::Count),
        Value::Period(_) => Some(Type::Period),
        Value::Date(_) => Some(Type::Date),
        _ => None,
    }
}
