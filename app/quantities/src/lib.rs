//! Money, dates, rates and periods: exact, in whole pence and whole days
