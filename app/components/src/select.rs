//! One of a list, as a list that opens.

use crate::{Choice, Control};

/// Options of a select.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectOptions {
    /// What every control has.
    pub control: Control,
    /// Text of the first, empty option; none leaves it out.
    pub prompt: Option<String>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// The value chosen; empty for none.
    pub value: String,
}

impl SelectOptions {
    /// A select.
    pub fn new(control: Control, choices: Vec<Choice>, value: impl Into<String>) -> Self {
        Self { control, choices, value: value.into(), prompt: None }
    }

    /// The prompt, as an option with empty value, and the options behind it.
    pub(crate) fn all(&self) -> Vec<Choice> {
        let prompt = self.prompt.as_ref().map(|prompt| Choice::new("", prompt));
        prompt.into_iter().chain(self.choices.iter().cloned()).collect()
    }

    pub(crate) fn class(has_error: bool) -> &'static str {
        if has_error { "govuk-select govuk-select--error" } else { "govuk-select" }
    }
}
