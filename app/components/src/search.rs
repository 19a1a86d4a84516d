//! One of a long list, found by typing.
//!
//! In the browser a combobox (text box and list box); as plain HTML a text box with a button, and the options as radios.
//! Which options match is the caller's business.

use crate::{Choice, Control};

/// Options of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchOptions {
    /// What every control has.
    pub control: Control,
    /// What was typed to search; the plain box is named `<name>-search`.
    pub query: String,
    /// The options that match, best first; `hint` stands below the text.
    pub choices: Vec<Choice>,
    /// The value chosen; empty for none.
    pub value: String,
    /// How the value chosen reads, for the box before anything is typed.
    pub value_text: String,
}

impl SearchOptions {
    /// Name of the plain box that narrows the options.
    pub fn query_name(&self) -> String {
        format!("{}-search", self.control.name)
    }
}
