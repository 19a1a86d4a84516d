//! Day, month and year in three boxes.

use words::interface;

use crate::Control;

/// Options of a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateInputOptions {
    /// What every control has; the label is the legend. The boxes are named `<name>-day`, `-month`, `-year`.
    pub control: Control,
    /// What stands in the boxes, as typed.
    pub value: DateParts,
    /// Leaves the day out, for a month of a year.
    pub is_month_only: bool,
    /// The boxes at fault; with an error and none named, all of them.
    pub faulty: Vec<DatePart>,
}

/// A date as typed; nothing is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    /// Day of the month.
    pub day: String,
    /// Month, as number or name.
    pub month: String,
    /// Year.
    pub year: String,
}

/// One box of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// Day of the month.
    Day,
    /// Month.
    Month,
    /// Year.
    Year,
}

impl DateInputOptions {
    /// A date of three boxes.
    pub fn new(control: Control, value: DateParts) -> Self {
        Self { control, value, ..Self::default() }
    }

    /// The boxes shown, in order.
    pub fn parts(&self) -> &'static [DatePart] {
        if self.is_month_only {
            &[DatePart::Month, DatePart::Year]
        } else {
            &[DatePart::Day, DatePart::Month, DatePart::Year]
        }
    }

    /// Whether a box is marked as at fault.
    pub(crate) fn is_faulty(&self, part: DatePart, has_error: bool) -> bool {
        has_error && (self.faulty.is_empty() || self.faulty.contains(&part))
    }
}

impl DateParts {
    /// What stands in one box.
    pub fn get(&self, part: DatePart) -> &str {
        match part {
            DatePart::Day => &self.day,
            DatePart::Month => &self.month,
            DatePart::Year => &self.year,
        }
    }

    /// The same with another text in one box.
    #[must_use]
    pub fn with(mut self, part: DatePart, text: impl Into<String>) -> Self {
        match part {
            DatePart::Day => self.day = text.into(),
            DatePart::Month => self.month = text.into(),
            DatePart::Year => self.year = text.into(),
        }
        self
    }
}

impl DatePart {
    /// Suffix of name and id behind `-`.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Label of the box.
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => interface::day(),
            Self::Month => interface::month(),
            Self::Year => interface::year(),
        }
    }

    pub(crate) fn class(self, is_faulty: bool) -> String {
        let error = if is_faulty { " govuk-input--error" } else { "" };
        let width = if self == Self::Year { 4 } else { 2 };
        format!("govuk-input govuk-date-input__input{error} govuk-input--width-{width}")
    }
}
