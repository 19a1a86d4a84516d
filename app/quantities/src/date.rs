//! Calendar days from 1900-01-01 to 2199-12-31 and ages in whole years.
//!
//! Left out: times of day (`timestamp`), what a person types (`typed_date`), bank holidays (`working_days`),
//! today: whoever needs it is told.

use std::fmt;
use std::str::FromStr;

use crate::Period;
use crate::number::{NotThisText, fixed_digits};
use crate::text_in_serde;

const FIRST_DAY: i32 = -25_567;
const LAST_DAY: i32 = 84_005;

/// A day of the Gregorian calendar, 1900-01-01 to 2199-12-31, kept as days since 1970-01-01.
///
/// Text and JSON are ISO: `2026-11-23`. Earlier days are smaller.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// A day of the week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Date {
    /// 1900-01-01.
    pub const FIRST: Date = Date(FIRST_DAY);
    /// 2199-12-31.
    pub const LAST: Date = Date(LAST_DAY);

    /// The day with these parts (month and day from 1); `None` if there is no such day or it is out of range.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        if !(1900..=2199).contains(&year)
            || day == 0
            || i64::from(day) > month_length(i64::from(year), i64::from(month))?
        {
            return None;
        }
        Date::from_count(days_from_parts(i64::from(year), i64::from(month), i64::from(day)))
    }

    /// The day that is `days` after 1970-01-01 (before it, if negative); `None` out of range.
    pub fn from_days(days: i32) -> Option<Date> {
        (FIRST_DAY..=LAST_DAY).contains(&days).then_some(Date(days))
    }

    /// Days since 1970-01-01, negative before.
    pub fn days_since_epoch(self) -> i32 {
        self.0
    }

    /// The year, 1900 to 2199.
    pub fn year(self) -> i32 {
        i32::try_from(self.parts().0).unwrap_or_default()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        u8::try_from(self.parts().1).unwrap_or_default()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        u8::try_from(self.parts().2).unwrap_or_default()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match (i64::from(self.0) + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The day later by this period: first the months, clamped to the end of the month, then the days (E-96).
    ///
    /// Only the result must be in range, not what lies between the two steps.
    pub fn plus(self, period: Period) -> Option<Date> {
        self.moved(i64::from(period.months), i64::from(period.days))
    }

    /// The day earlier by this period: 31 May less three months is the last day of February (E-96).
    pub fn minus(self, period: Period) -> Option<Date> {
        self.moved(-i64::from(period.months), -i64::from(period.days))
    }

    /// Days from this day to the other; negative if the other is earlier.
    pub fn days_until(self, other: Date) -> i64 {
        i64::from(other.0) - i64::from(self.0)
    }

    /// The first day of this day's month.
    pub fn first_of_month(self) -> Date {
        Date(self.0 - i32::from(self.day()) + 1)
    }

    /// How a day reads in English: `23 November 2026`.
    pub fn written(self) -> String {
        format!("{} {} {}", self.day(), month_name(self.month()), self.year())
    }

    /// How its month reads in English: `November 2026`.
    pub fn written_month(self) -> String {
        format!("{} {}", month_name(self.month()), self.year())
    }

    fn moved(self, months: i64, days: i64) -> Option<Date> {
        let (year, month, day) = self.parts();
        let all_months = year * 12 + (month - 1) + months;
        let (year, month) = (all_months.div_euclid(12), all_months.rem_euclid(12) + 1);
        let day = day.min(month_length(year, month)?);
        Date::from_count(days_from_parts(year, month, day) + days)
    }

    fn from_count(days: i64) -> Option<Date> {
        Date::from_days(i32::try_from(days).ok()?)
    }

    /// Year, month and day, reckoned in years that begin on 1 March, so that the leap day ends a year.
    fn parts(self) -> (i64, i64, i64) {
        let days = i64::from(self.0) + DAYS_TO_EPOCH;
        let era = days.div_euclid(DAYS_IN_ERA);
        let day_of_era = days.rem_euclid(DAYS_IN_ERA);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        (year, month, day)
    }
}

/// Whole years from birth to a day, reached on the birthday; born on 29 February, that is 1 March in other years (E-96).
///
/// Below zero on a day before the birth.
pub fn age_on(birth: Date, on: Date) -> i64 {
    let (birth_year, birth_month, birth_day) = birth.parts();
    let (year, month, day) = on.parts();
    year - birth_year - i64::from((month, day) < (birth_month, birth_day))
}

/// Days in 400 years, after which the calendar repeats.
const DAYS_IN_ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

fn days_from_parts(year: i64, month: i64, day: i64) -> i64 {
    let shifted_year = year - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let shifted_month = (month + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    era * DAYS_IN_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - DAYS_TO_EPOCH
}

fn month_length(year: i64, month: i64) -> Option<i64> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => Some(29),
        2 => Some(28),
        _ => None,
    }
}

pub(crate) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: u8) -> &'static str {
    MONTH_NAMES.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Date {
    type Err = NotThisText;

    fn from_str(text: &str) -> Result<Date, NotThisText> {
        read(text).ok_or(NotThisText::new("date"))
    }
}

fn read(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    Date::new(
        i32::try_from(fixed_digits(year, 4)?).ok()?,
        u8::try_from(fixed_digits(month, 2)?).ok()?,
        u8::try_from(fixed_digits(day, 2)?).ok()?,
    )
}

text_in_serde!(Date, "a date like 2026-11-23");
