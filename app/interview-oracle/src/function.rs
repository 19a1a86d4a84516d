//! The functions of the language (section 3 of engine.md). Amounts and days reckon themselves, in `quantities`.

use crate::expression::order;
use crate::view::View;
use interview::package::{Function, RoundingName};
use interview::value::Value;
use quantities::{Date, Rounding, age_on, working_days_after, working_days_before};

/// How many arguments a function takes.
pub(crate) fn arity(function: Function) -> usize {
    match function {
        Function::Divide(..) | Function::Length | Function::Matches(_) => 1,
        Function::Share(_) | Function::Larger | Function::Smaller | Function::AgeOn | Function::DaysBetween => 2,
        Function::WorkingDaysAfter | Function::WorkingDaysBefore | Function::StartsWith => 2,
    }
}

impl View<'_> {
    /// `None` is void: out of range.
    pub(crate) fn call(&self, function: Function, arguments: &[Value]) -> Option<Value> {
        match (function, arguments) {
            (Function::Share(rounding), [Value::Money(money), Value::Rate(rate)]) => {
                money.share(*rate, rounded(rounding)).map(Value::Money)
            }
            (Function::Divide(parts, rounding), [Value::Money(money)]) => {
                money.divide(parts, rounded(rounding)).map(Value::Money)
            }
            (Function::Larger, [a, b]) => Some(if order(a, b)?.is_ge() { a.clone() } else { b.clone() }),
            (Function::Smaller, [a, b]) => Some(if order(a, b)?.is_le() { a.clone() } else { b.clone() }),
            (Function::AgeOn, [Value::Date(birth), Value::Date(day)]) => Some(Value::Count(age_on(*birth, *day))),
            (Function::DaysBetween, [Value::Date(from), Value::Date(to)]) => Some(Value::Count(from.days_until(*to))),
            (Function::WorkingDaysAfter, [Value::Date(day), Value::Count(count)]) => {
                working_days_after(*day, *count, &self.bank_holidays()).map(Value::Date)
            }
            (Function::WorkingDaysBefore, [Value::Date(day), Value::Count(count)]) => {
                working_days_before(*day, *count, &self.bank_holidays()).map(Value::Date)
            }
            (Function::Length, [Value::Text(text)]) => i64::try_from(text.chars().count()).ok().map(Value::Count),
            (Function::StartsWith, [Value::Text(text), Value::Text(start)]) => {
                Some(Value::YesNo(text.starts_with(start.as_ref())))
            }
            (Function::Matches(pattern), [Value::Text(text)]) => {
                Some(Value::YesNo(crate::pattern::matches(pattern, text, self.today)))
            }
            _ => None,
        }
    }

    fn bank_holidays(&self) -> Vec<Date> {
        let table = self.package.bank_holidays.and_then(|table| self.package.tables.get(table as usize));
        let day = |row: &Vec<Option<Value>>| match row.first() {
            Some(Some(Value::Date(day))) => Some(*day),
            Some(Some(Value::Choice(day) | Value::Text(day))) => day.parse().ok(),
            _ => None,
        };
        let mut days: Vec<Date> = table.map_or_else(Vec::new, |table| table.rows.iter().filter_map(day).collect());
        days.sort_unstable();
        days
    }
}

fn rounded(name: RoundingName) -> Rounding {
    match name {
        RoundingName::Down => Rounding::Down,
        RoundingName::Up => Rounding::Up,
        RoundingName::Nearest => Rounding::Nearest,
    }
}
