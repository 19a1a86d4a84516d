//! A table of figures.

use crate::LabelSize;

/// Options of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// Its caption; empty for none.
    pub caption: String,
    /// How big the caption is written.
    pub caption_size: LabelSize,
    /// Heads of the columns; empty for none.
    pub head: Vec<TableCell>,
    /// Its rows.
    pub rows: Vec<Vec<TableCell>>,
    /// Whether the first cell of a row is its head.
    pub is_first_cell_head: bool,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableCell {
    /// Its text.
    pub text: String,
    /// Aligned right, in figures of one width.
    pub is_numeric: bool,
}

impl TableCell {
    /// A cell of words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_numeric: false }
    }

    /// A cell of figures.
    pub fn numeric(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_numeric: true }
    }

    pub(crate) fn class(&self, is_head: bool) -> &'static str {
        match (is_head, self.is_numeric) {
            (true, true) => "govuk-table__header govuk-table__header--numeric",
            (true, false) => "govuk-table__header",
            (false, true) => "govuk-table__cell govuk-table__cell--numeric",
            (false, false) => "govuk-table__cell",
        }
    }
}
