//! Several of several options, or one box to confirm.

use crate::{Choice, Control};

/// Options of checkboxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckboxesOptions {
    /// What every control has; the label is the legend, none if empty.
    pub control: Control,
    /// What can be ticked.
    pub choices: Vec<Choice>,
    /// The values ticked.
    pub values: Vec<String>,
    /// Smaller boxes, for filters.
    pub is_small: bool,
}

impl CheckboxesOptions {
    /// Boxes, one below the other.
    pub fn new(control: Control, choices: Vec<Choice>, values: Vec<String>) -> Self {
        Self { control, choices, values, is_small: false }
    }

    /// One box to confirm a sentence, without legend; the label of `control` is the sentence. Ticked it sends `yes`.
    pub fn confirm(control: Control, is_ticked: bool) -> Self {
        let sentence = control.label.clone();
        let values = if is_ticked { vec!["yes".to_owned()] } else { Vec::new() };
        let control = Control { label: String::new(), ..control };
        Self::new(control, vec![Choice::new("yes", sentence)], values)
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_small { "govuk-checkboxes govuk-checkboxes--small" } else { "govuk-checkboxes" }
    }
}
