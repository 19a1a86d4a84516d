//! Dates by which something must happen (domain.md section 13).
//!
//! Left out: the lengths (dated rules of `effective_dated_rules.csv`) and the bank holidays, both handed in, since they
//! change without this code; reminders (G). Further kinds come with what they are counted from.

use quantities::{Date, Period, working_days_after};
use serde::{Deserialize, Serialize};

use crate::named::named;

named! {
    /// What must happen.
    DeadlineKind, "kind of deadline" {
        /// The full application after delegated functions were used.
        FullApplication = "full_application",
    }
}

named! {
    /// In what a length is counted; the names are those of the dated rules.
    LengthUnit, "unit of a length" {
        /// Days the courts and the Agency work.
        WorkingDays = "working_days",
        /// All days.
        Days = "days",
    }
}

/// How long there is, as a dated rule says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Length {
    /// How many, from 0.
    pub count: u16,
    /// Of what.
    pub unit: LengthUnit,
}

/// The bank holidays of England and Wales, and which list of them it is.
#[derive(Clone, Copy, Debug)]
pub struct BankHolidays<'list> {
    /// The days, from early to late.
    pub days: &'list [Date],
    /// The version of the list, as in `2026-11-21`.
    pub version: &'list str,
}

/// A deadline with all that it was worked out from, so that it can be shown and checked for ever.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// What must happen.
    pub kind: DeadlineKind,
    /// By the end of this day.
    pub due_on: Date,
    /// Counted from this day.
    pub counted_from: Date,
    /// For this long.
    pub length: Length,
    /// The version of the list of bank holidays.
    pub bank_holidays: String,
}

/// By when the full application is due after delegated functions, counted from the earliest day they were used.
///
/// `None` when they were not used, or past the last date there is. Recomputed only when the days or the rule change.
pub fn full_application_deadline(
    used_on: impl IntoIterator<Item = Date>,
    length: Length,
    holidays: BankHolidays<'_>,
) -> Option<Deadline> {
    let counted_from = used_on.into_iter().min()?;
    let due_on = match length.unit {
        LengthUnit::WorkingDays => working_days_after(counted_from, i64::from(length.count), holidays.days)?,
        LengthUnit::Days => counted_from.plus(Period::of_days(i32::from(length.count)))?,
    };
    let bank_holidays = holidays.version.to_owned();
    Some(Deadline { kind: DeadlineKind::FullApplication, due_on, counted_from, length, bank_holidays })
}

/// The most urgent of several deadlines: the one due first, of equals the first.
pub fn nearest<'list>(deadlines: impl IntoIterator<Item = &'list Deadline>) -> Option<&'list Deadline> {
    deadlines.into_iter().min_by_key(|deadline| deadline.due_on)
}
