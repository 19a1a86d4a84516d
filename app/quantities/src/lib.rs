//! Money, dates, rates, periods and moments: exact, in whole pence and whole days.
//!
//! Left out: floats, any clock (today and now are always passed in), lists of bank holidays (passed in too),
//! and sentences for the screen. To add a quantity, give it a file with a strict `Display` and `FromStr`
//! that undo each other, and a line of `text_in_serde!`.

mod date;
mod money;
mod number;
mod period;
mod rate;
mod serde_text;
mod timestamp;
mod typed_date;
mod working_days;

pub use date::{Date, Weekday, age_on};
pub use money::{Money, MoneyProblem, Rounding};
pub use number::NotThisText;
pub use period::Period;
pub use rate::{Rate, RateProblem};
pub use timestamp::Timestamp;
pub use typed_date::{DatePart, DateProblem, read_typed_date, read_typed_month};
pub use working_days::{is_working_day, working_days_after, working_days_before};
