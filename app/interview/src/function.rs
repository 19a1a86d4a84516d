//! Arithmetic and the functions of the language. Everything is checked: `None` is an overflow.

use crate::package::{Function, RoundingName};
use crate::pattern;
use crate::value::{Read, Three, Value};
use quantities::{Date, Rounding, age_on, working_days_after, working_days_before};
use std::cell::Cell;
use std::cmp::Ordering;

/// How many arguments a function takes from the stack.
pub(crate) fn arity(function: Function) -> usize {
    match function {
        Function::Divide(..) | Function::Length | Function::Matches(_) => 1,
        _ => 2,
    }
}

impl From<RoundingName> for Rounding {
    fn from(name: RoundingName) -> Self {
        match name {
            RoundingName::Down => Self::Down,
            RoundingName::Up => Self::Up,
            RoundingName::Nearest => Self::Nearest,
        }
    }
}

/// Calls a function: a void argument makes it void (a condition no), else a waiting one makes it wait.
pub(crate) fn call(
    function: Function,
    arguments: &[Read],
    today: Date,
    holidays: &[Date],
    overflow: &Cell<bool>,
) -> Read {
    let is_condition = matches!(function, Function::StartsWith | Function::Matches(_));
    if arguments.contains(&Read::Void) {
        return if is_condition { Read::from_three(Three::No) } else { Read::Void };
    }
    let values: Vec<&Value> = arguments
        .iter()
        .filter_map(|argument| match argument {
            Read::Value(value) => Some(value),
            _ => None,
        })
        .collect();
    if values.len() < arguments.len() {
        return Read::Waiting;
    }
    settled(function, &values, today, holidays).map_or_else(
        || {
            overflow.set(true);
            Read::Void
        },
        Read::Value,
    )
}

fn settled(function: Function, values: &[&Value], today: Date, holidays: &[Date]) -> Option<Value> {
    match (function, values) {
        (Function::Share(rounding), [Value::Money(money), Value::Rate(rate)]) => {
            money.share(*rate, rounding.into()).map(Value::Money)
        }
        (Function::Divide(parts, rounding), [Value::Money(money)]) => {
            money.divide(parts, rounding.into()).map(Value::Money)
        }
        (Function::Larger, [left, right]) => pick(left, right, Ordering::is_ge),
        (Function::Smaller, [left, right]) => pick(left, right, Ordering::is_le),
        (Function::AgeOn, [Value::Date(birth), Value::Date(on)]) => Some(Value::Count(age_on(*birth, *on))),
        (Function::DaysBetween, [Value::Date(from), Value::Date(until)]) => Some(Value::Count(from.days_until(*until))),
        (Function::WorkingDaysAfter, [Value::Date(day), Value::Count(count)]) => {
            working_days_after(*day, *count, holidays).map(Value::Date)
        }
        (Function::WorkingDaysBefore, [Value::Date(day), Value::Count(count)]) => {
            working_days_before(*day, *count, holidays).map(Value::Date)
        }
        (Function::Length, [Value::Text(text)]) => i64::try_from(text.chars().count()).ok().map(Value::Count),
        (Function::StartsWith, [Value::Text(text), Value::Text(start)]) => {
            Some(Value::YesNo(text.starts_with(start.as_ref())))
        }
        (Function::Matches(pattern), [Value::Text(text)]) => Some(Value::YesNo(pattern::matches(text, pattern, today))),
        _ => None,
    }
}

fn pick(left: &Value, right: &Value, wanted: fn(Ordering) -> bool) -> Option<Value> {
    crate::evaluate::order(left, right).map(|order| if wanted(order) { left.clone() } else { right.clone() })
}

const COUNT_LIMIT: i64 = i64::MAX;

fn count(result: Option<i64>) -> Option<Value> {
    result.filter(|count| count.unsigned_abs() <= COUNT_LIMIT.unsigned_abs()).map(Value::Count)
}

pub(crate) fn add(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Count(left), Value::Count(right)) => count(left.checked_add(*right)),
        (Value::Money(left), Value::Money(right)) => left.plus(*right).map(Value::Money),
        (Value::Rate(left), Value::Rate(right)) => left
            .millionths()
            .checked_add(right.millionths())
            .map(|sum| Value::Rate(quantities::Rate::from_millionths(sum))),
        (Value::Date(day), Value::Period(period)) | (Value::Period(period), Value::Date(day)) => {
            day.plus(*period).map(Value::Date)
        }
        (Value::Period(left), Value::Period(right)) => left.plus(*right).map(Value::Period),
        _ => None,
    }
}

pub(crate) fn subtract(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Count(left), Value::Count(right)) => count(left.checked_sub(*right)),
        (Value::Money(left), Value::Money(right)) => left.minus(*right).map(Value::Money),
        (Value::Date(day), Value::Period(period)) => day.minus(*period).map(Value::Date),
        (Value::Period(left), Value::Period(right)) => left.minus(*right).map(Value::Period),
        _ => None,
    }
}

pub(crate) fn multiply(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Count(left), Value::Count(right)) => count(left.checked_mul(*right)),
        (Value::Money(money), Value::Count(count)) | (Value::Count(count), Value::Money(money)) => {
            money.times(*count).map(Value::Money)
        }
        _ => None,
    }
}

pub(crate) fn negate(value: &Value) -> Option<Value> {
    match value {
        Value::Count(value) => count(value.checked_neg()),
        Value::Money(money) => Some(Value::Money(money.negate())),
        Value::Period(period) => period.negate().map(Value::Period),
        Value::Rate(rate) => {
            rate.millionths().checked_neg().map(|rate| Value::Rate(quantities::Rate::from_millionths(rate)))
        }
        _ => None,
    }
}
