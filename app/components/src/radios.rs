//! One of several options.

use crate::{Choice, Control};

/// Options of radios.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RadiosOptions {
    /// What every control has; the label is the legend, none if empty.
    pub control: Control,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// The value chosen; empty for none.
    pub value: String,
    /// Smaller circles, for filters.
    pub is_small: bool,
    /// Side by side, for two short options.
    pub is_inline: bool,
}

impl RadiosOptions {
    /// Radios, one below the other.
    pub fn new(control: Control, choices: Vec<Choice>, value: impl Into<String>) -> Self {
        Self { control, choices, value: value.into(), ..Self::default() }
    }

    pub(crate) fn class(&self) -> &'static str {
        match (self.is_small, self.is_inline) {
            (false, false) => "govuk-radios",
            (true, false) => "govuk-radios govuk-radios--small",
            (false, true) => "govuk-radios govuk-radios--inline",
            (true, true) => "govuk-radios govuk-radios--small govuk-radios--inline",
        }
    }
}
