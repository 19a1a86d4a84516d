//! Lengths of time in whole months and whole days, which are never turned into each other.
//!
//! Left out: an order (28 days against a month has no answer), weeks, hours.

use std::fmt;
use std::str::FromStr;

use crate::number::{NotThisText, canonical_digits, sign};
use crate::text_in_serde;

/// Whole months and whole days, each of either sign.
///
/// Text and JSON: `P3M`, `P28D`, `P1M2D`, `P-3M`, nothing is `P0D`. A year is `P12M`; `P1Y` is read as well.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Period {
    /// Calendar months.
    pub months: i32,
    /// Days, added after the months.
    pub days: i32,
}

impl Period {
    /// No time at all.
    pub const ZERO: Period = Period { months: 0, days: 0 };

    /// This many calendar months.
    pub const fn of_months(months: i32) -> Period {
        Period { months, days: 0 }
    }

    /// This many days.
    pub const fn of_days(days: i32) -> Period {
        Period { months: 0, days }
    }

    /// Both together, months with months and days with days; `None` where one does not fit.
    pub fn plus(self, other: Period) -> Option<Period> {
        Some(Period { months: self.months.checked_add(other.months)?, days: self.days.checked_add(other.days)? })
    }

    /// This without the other; `None` where one part does not fit.
    pub fn minus(self, other: Period) -> Option<Period> {
        Some(Period { months: self.months.checked_sub(other.months)?, days: self.days.checked_sub(other.days)? })
    }

    /// The same backwards; `None` where one part does not fit.
    pub fn negate(self) -> Option<Period> {
        Some(Period { months: self.months.checked_neg()?, days: self.days.checked_neg()? })
    }

    /// How it reads in English: `3 months`, `1 year`, `1 month and 2 days`.
    pub fn written(self) -> String {
        let months =
            if self.months % 12 == 0 { counted(self.months / 12, "year") } else { counted(self.months, "month") };
        match (self.months, self.days) {
            (0, days) => counted(days, "day"),
            (_, 0) => months,
            (_, days) => format!("{months} and {}", counted(days, "day")),
        }
    }
}

fn counted(count: i32, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("P")?;
        if self.months != 0 {
            write!(formatter, "{}M", self.months)?;
        }
        if self.days != 0 || self.months == 0 {
            write!(formatter, "{}D", self.days)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Period {
    type Err = NotThisText;

    fn from_str(text: &str) -> Result<Period, NotThisText> {
        read(text).ok_or(NotThisText::new("period"))
    }
}

fn read(text: &str) -> Option<Period> {
    let text = text.strip_prefix('P')?;
    if text.is_empty() {
        return None;
    }
    let (years, text) = component(text, 'Y')?;
    let (months, text) = component(text, 'M')?;
    let (days, text) = component(text, 'D')?;
    if !text.is_empty() {
        return None;
    }
    let months = years.checked_mul(12)?.checked_add(months)?;
    Some(Period { months: i32::try_from(months).ok()?, days: i32::try_from(days).ok()? })
}

/// The number before `unit` and what follows it; zero and the whole text if the unit does not occur.
fn component(text: &str, unit: char) -> Option<(i64, &str)> {
    let Some((number, rest)) = text.split_once(unit) else { return Some((0, text)) };
    let (negative, number) = sign(number);
    let number = canonical_digits(number)?;
    Some((if negative { number.checked_neg()? } else { number }, rest))
}

text_in_serde!(Period, "a period like P3M, P28D or P1M2D");
