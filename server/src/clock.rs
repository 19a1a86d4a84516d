//! The one place where the program looks at the machine's clock.

use quantities::Timestamp;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// Tells the moment.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The machine's clock. Before 1970, or beyond what dates reach, it stands still at 1970.
#[must_use]
pub fn machine() -> Clock {
    Arc::new(|| {
        #[allow(clippy::disallowed_methods, reason = "this is where time comes in from outside")]
        let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let milliseconds = i64::try_from(since.as_millis()).unwrap_or(0);
        Timestamp::from_milliseconds(milliseconds)
            .unwrap_or_else(|| Timestamp::start_of_utc_day(quantities::Date::FIRST))
    })
}
