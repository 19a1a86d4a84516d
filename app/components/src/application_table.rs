//! List of applications: a table that becomes cards on a narrow screen.

use crate::TagOptions;

/// Options of a list of applications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicationTableOptions {
    /// Its caption.
    pub caption: String,
    /// Whether the caption is only read out.
    pub is_caption_hidden: bool,
    /// Heads of the columns, the first over the links.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<ApplicationRow>,
    /// Stands for an empty list.
    pub empty_text: String,
}

/// One application of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicationRow {
    /// What is seen of the link, like the client's name.
    pub title: String,
    /// Below the title, like the reference.
    pub detail: Option<String>,
    /// Where it goes.
    pub href: String,
    /// The other columns.
    pub cells: Vec<ApplicationCell>,
}

/// One cell behind the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplicationCell {
    /// Words.
    Text(String),
    /// A state.
    Tag(TagOptions),
}

impl ApplicationTableOptions {
    pub(crate) fn caption_class(&self) -> &'static str {
        if self.is_caption_hidden { "govuk-visually-hidden" } else { "govuk-table__caption govuk-table__caption--m" }
    }

    /// Head of the cell with this number, from 0, behind the link.
    pub(crate) fn column(&self, cell: usize) -> String {
        self.columns.get(cell.saturating_add(1)).cloned().unwrap_or_default()
    }
}
