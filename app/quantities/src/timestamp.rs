//! Moments in UTC to the millisecond, and what a clock in London shows then.
//!
//! Left out: the clock itself. The rule for summer time is the one in force since 1996; earlier moments are
//! never recorded here.

use std::fmt;
use std::str::FromStr;

use crate::number::{NotThisText, fixed_digits};
use crate::text_in_serde;
use crate::{Date, Weekday};

const MS_IN_MINUTE: i64 = 60_000;
const MS_IN_HOUR: i64 = 3_600_000;
const MS_IN_DAY: i64 = 86_400_000;

/// Milliseconds since 1970-01-01 at midnight UTC, within the days of `Date`.
///
/// Text and JSON: `2026-11-23T10:42:07.123Z`. Earlier moments are smaller.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment so many milliseconds after 1970-01-01 UTC; `None` outside 1900 to 2199.
    pub fn from_milliseconds(milliseconds: i64) -> Option<Timestamp> {
        utc_day(milliseconds).map(|_| Timestamp(milliseconds))
    }

    /// Midnight UTC at the beginning of a day.
    pub fn start_of_utc_day(date: Date) -> Timestamp {
        Timestamp(i64::from(date.days_since_epoch()) * MS_IN_DAY)
    }

    /// Milliseconds since 1970-01-01 UTC.
    pub const fn milliseconds(self) -> i64 {
        self.0
    }

    /// The moment so many milliseconds later (earlier, if negative); `None` out of range.
    pub fn plus_milliseconds(self, milliseconds: i64) -> Option<Timestamp> {
        Timestamp::from_milliseconds(self.0.checked_add(milliseconds)?)
    }

    /// Milliseconds from this moment to the other; negative if the other is earlier.
    pub fn milliseconds_until(self, other: Timestamp) -> i64 {
        other.0 - self.0
    }

    /// Day, hour (0 to 23) and minute on a clock in London: UTC, an hour ahead from the last Sunday of March
    /// to the last Sunday of October, both at 01:00 UTC.
    pub fn london(self) -> (Date, u8, u8) {
        let shown = if self.in_summer_time() { self.0 + MS_IN_HOUR } else { self.0 };
        let date = utc_day(shown).unwrap_or(Date::LAST);
        let (hour, minute, _) = time_of_day(shown);
        (date, u8::try_from(hour).unwrap_or_default(), u8::try_from(minute).unwrap_or_default())
    }

    /// The London time of day: `10:42`.
    pub fn written_time(self) -> String {
        let (_, hour, minute) = self.london();
        format!("{hour:02}:{minute:02}")
    }

    fn in_summer_time(self) -> bool {
        let Some(date) = utc_day(self.0) else { return false };
        let change = |month| {
            let sunday = last_sunday(date.year(), month)?;
            Some(Timestamp::start_of_utc_day(sunday).0 + MS_IN_HOUR)
        };
        match (change(3), change(10)) {
            (Some(begin), Some(end)) => (begin..end).contains(&self.0),
            _ => false,
        }
    }
}

fn utc_day(milliseconds: i64) -> Option<Date> {
    Date::from_days(i32::try_from(milliseconds.div_euclid(MS_IN_DAY)).ok()?)
}

/// Hour, minute and the milliseconds left in the minute.
fn time_of_day(milliseconds: i64) -> (i64, i64, i64) {
    let of_day = milliseconds.rem_euclid(MS_IN_DAY);
    (of_day / MS_IN_HOUR, of_day % MS_IN_HOUR / MS_IN_MINUTE, of_day % MS_IN_MINUTE)
}

/// The last Sunday of a month of 31 days.
fn last_sunday(year: i32, month: u8) -> Option<Date> {
    (25..=31).filter_map(|day| Date::new(year, month, day)).find(|date| date.weekday() == Weekday::Sunday)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = utc_day(self.0).unwrap_or(Date::LAST);
        let (hour, minute, rest) = time_of_day(self.0);
        write!(formatter, "{date}T{hour:02}:{minute:02}:{:02}.{:03}Z", rest / 1_000, rest % 1_000)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Timestamp {
    type Err = NotThisText;

    fn from_str(text: &str) -> Result<Timestamp, NotThisText> {
        read(text).ok_or(NotThisText::new("moment"))
    }
}

fn read(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once('T')?;
    let date: Date = date.parse().ok()?;
    let (clock, milliseconds) = time.strip_suffix('Z')?.split_once('.')?;
    let (hour, rest) = clock.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    let hour = fixed_digits(hour, 2).filter(|hour| *hour < 24)?;
    let minute = fixed_digits(minute, 2).filter(|minute| *minute < 60)?;
    let second = fixed_digits(second, 2).filter(|second| *second < 60)?;
    let of_day = hour * MS_IN_HOUR + minute * MS_IN_MINUTE + second * 1_000 + fixed_digits(milliseconds, 3)?;
    Timestamp::from_milliseconds(Timestamp::start_of_utc_day(date).0 + of_day)
}

text_in_serde!(Timestamp, "a moment like 2026-11-23T10:42:07.123Z");
