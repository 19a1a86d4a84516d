//! Box for several lines, with a count of characters where it has a limit.

use crate::Control;

/// Options of a box for several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextareaOptions {
    /// What every control has.
    pub control: Control,
    /// What is in it.
    pub value: String,
    /// Height in lines; 0 means 5.
    pub rows: u8,
    /// Most characters, counted below the box; more can be typed and is an error of the rules.
    pub limit: Option<usize>,
}

impl TextareaOptions {
    /// A box of five lines without limit.
    pub fn new(control: Control, value: impl Into<String>) -> Self {
        Self { control, value: value.into(), ..Self::default() }
    }

    /// Height in lines.
    pub(crate) fn lines(&self) -> String {
        if self.rows == 0 { "5".to_owned() } else { self.rows.to_string() }
    }

    /// Id of the message below the box, where it has a limit.
    pub(crate) fn info_id(&self) -> Option<String> {
        self.limit.map(|_| format!("{}-info", self.control.id))
    }

    /// Class of the box.
    pub(crate) fn class(&self, has_error: bool) -> String {
        let error = if has_error { " govuk-textarea--error" } else { "" };
        let count = if self.limit.is_some() { " govuk-js-character-count" } else { "" };
        format!("govuk-textarea{error}{count}")
    }

    /// Further class of the form group.
    pub(crate) fn group_class(&self) -> &'static str {
        if self.limit.is_some() { "govuk-character-count" } else { "" }
    }
}
