//! Days and times as screens write them, in London.

use quantities::{Date, Timestamp};

/// `23 November 2026, 10:42`
#[must_use]
pub(crate) fn written(at: Timestamp) -> String {
    words::applications::at(&at.london().0.written(), &at.written_time())
}

/// `10:42`
#[must_use]
pub(crate) fn time(at: Timestamp) -> String {
    at.written_time()
}

/// A day, or the word for none.
#[must_use]
pub(crate) fn day(date: Option<Date>) -> String {
    date.map_or_else(|| words::supervision::none().to_owned(), Date::written)
}
