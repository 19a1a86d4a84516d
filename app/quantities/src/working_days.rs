//! Counting working days: Monday to Friday, no bank holiday in England and Wales (domain.md section 5).
//!
//! Left out: the list of bank holidays. It changes by proclamation, so it is data and always passed in, sorted.

use crate::{Date, Weekday};

/// Whether the day is worked. `holidays` is sorted from early to late.
pub fn is_working_day(date: Date, holidays: &[Date]) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && holidays.binary_search(&date).is_err()
}

/// The day `count` working days later. Counting starts on the date or, if that is not worked, on the next
/// working day, as day 0 (E-96). `None` for a negative count or past the last date.
pub fn working_days_after(date: Date, count: i64, holidays: &[Date]) -> Option<Date> {
    count_days(date, count, holidays, 1)
}

/// The day `count` working days earlier. Counting starts on the date or, if that is not worked, on the working
/// day before it, as day 0 (E-96). `None` for a negative count or before the first date.
pub fn working_days_before(date: Date, count: i64, holidays: &[Date]) -> Option<Date> {
    count_days(date, count, holidays, -1)
}

fn count_days(date: Date, count: i64, holidays: &[Date], step: i32) -> Option<Date> {
    let mut left = u64::try_from(count).ok()?;
    let mut day = worked_from(date, holidays, step)?;
    while left > 0 {
        day = worked_from(stepped(day, step)?, holidays, step)?;
        left -= 1;
    }
    Some(day)
}

fn worked_from(date: Date, holidays: &[Date], step: i32) -> Option<Date> {
    let mut day = date;
    while !is_working_day(day, holidays) {
        day = stepped(day, step)?;
    }
    Some(day)
}

fn stepped(date: Date, step: i32) -> Option<Date> {
    Date::from_days(date.days_since_epoch().checked_add(step)?)
}
