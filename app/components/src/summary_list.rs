//! What was answered, with links to change it.

use crate::TagOptions;

/// Options of a summary list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryListOptions {
    /// Its rows.
    pub rows: Vec<SummaryRow>,
    /// Without lines between the rows.
    pub is_borderless: bool,
}

/// One row of a summary list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryRow {
    /// What was asked.
    pub key: String,
    /// What was answered, a line each.
    pub value: Vec<String>,
    /// Marks the answer, like *check again*.
    pub tag: Option<TagOptions>,
    /// What can be done.
    pub actions: Vec<SummaryAction>,
    /// Path of the question, in attribute `data-place`.
    pub place: Option<String>,
}

/// A link of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryAction {
    /// What is seen, like “Change”.
    pub text: String,
    /// What is read out after it, so that the link makes sense alone.
    pub hidden_text: String,
    /// Where it goes.
    pub href: String,
}

impl SummaryListOptions {
    /// A list of these rows.
    pub fn new(rows: Vec<SummaryRow>) -> Self {
        Self { rows, is_borderless: false }
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_borderless { "govuk-summary-list govuk-summary-list--no-border" } else { "govuk-summary-list" }
    }

    /// Class of a row: one without links in a list that has some keeps their column free.
    pub(crate) fn row_class(&self, row: &SummaryRow) -> &'static str {
        if row.actions.is_empty() && self.rows.iter().any(|other| !other.actions.is_empty()) {
            "govuk-summary-list__row govuk-summary-list__row--no-actions"
        } else {
            "govuk-summary-list__row"
        }
    }
}

impl SummaryRow {
    /// A row of one line without links.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: vec![value.into()], ..Self::default() }
    }

    /// With one more link.
    #[must_use]
    pub fn action(mut self, text: impl Into<String>, hidden_text: impl Into<String>, href: impl Into<String>) -> Self {
        self.actions.push(SummaryAction { text: text.into(), hidden_text: hidden_text.into(), href: href.into() });
        self
    }
}
