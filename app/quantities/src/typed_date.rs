//! What people type into the boxes for day, month and year (domain.md section 7).
//!
//! Left out: whether the date must be past or future, which is the question's own rule; the sentences.

use crate::Date;
use crate::date::MONTH_NAMES;
use crate::number::digits;

/// One of the three boxes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum DatePart {
    Day,
    Month,
    Year,
}

/// Why what was typed is no date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DateProblem {
    /// All boxes are empty.
    Missing,
    /// Some boxes are empty: these, in order.
    PartMissing(Vec<DatePart>),
    /// There is no such day, or it is before 1900 or after 2199.
    NotReal,
}

/// Reads the three boxes. The month may be a number or its English name, whole or of three letters.
///
/// Years have four figures; two figures up to those of `current_year` mean 20xx, others 19xx, which the screen
/// shows for confirmation by writing the year out.
pub fn read_typed_date(day: &str, month: &str, year: &str, current_year: i32) -> Result<Date, DateProblem> {
    let boxes = [(DatePart::Day, day), (DatePart::Month, month), (DatePart::Year, year)];
    require_all(&boxes)?;
    read_parts(day, month, year, current_year).ok_or(DateProblem::NotReal)
}

/// Reads the two boxes of a month and gives its first day (domain.md section 5).
pub fn read_typed_month(month: &str, year: &str, current_year: i32) -> Result<Date, DateProblem> {
    require_all(&[(DatePart::Month, month), (DatePart::Year, year)])?;
    read_parts("1", month, year, current_year).ok_or(DateProblem::NotReal)
}

fn require_all(boxes: &[(DatePart, &str)]) -> Result<(), DateProblem> {
    let missing: Vec<DatePart> =
        boxes.iter().filter(|(_, typed)| typed.trim().is_empty()).map(|(part, _)| *part).collect();
    if missing.is_empty() {
        Ok(())
    } else if missing.len() == boxes.len() {
        Err(DateProblem::Missing)
    } else {
        Err(DateProblem::PartMissing(missing))
    }
}

fn read_parts(day: &str, month: &str, year: &str, current_year: i32) -> Option<Date> {
    Date::new(read_year(year.trim(), current_year)?, read_month(month.trim())?, short_number(day.trim())?)
}

fn read_year(typed: &str, current_year: i32) -> Option<i32> {
    let number = i32::try_from(digits(typed)?).ok()?;
    match typed.len() {
        4 => Some(number),
        2 if number <= current_year.rem_euclid(100) => Some(number + 2000),
        2 => Some(number + 1900),
        _ => None,
    }
}

fn read_month(typed: &str) -> Option<u8> {
    short_number(typed).or_else(|| {
        let is_it = |name: &&str| {
            name.eq_ignore_ascii_case(typed) || name.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(typed))
        };
        let place = MONTH_NAMES.iter().position(is_it)?;
        u8::try_from(place).ok()?.checked_add(1)
    })
}

fn short_number(typed: &str) -> Option<u8> {
    if typed.len() > 2 { None } else { u8::try_from(digits(typed)?).ok() }
}
