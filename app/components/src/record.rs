//! What was sent, to be read and printed, without a control.

use crate::{SummaryListOptions, SummaryRow};

/// Options of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordOptions {
    /// Its title; the screen's `<h1>`.
    pub title: String,
    /// Above the title, like the reference.
    pub caption: Option<String>,
    /// Who sent it, when, its digest.
    pub facts: Vec<SummaryRow>,
    /// Its sections.
    pub sections: Vec<RecordSection>,
}

/// One section of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordSection {
    /// Its heading.
    pub heading: String,
    /// Its groups of answers, each with a heading of its own or none.
    pub groups: Vec<(Option<String>, SummaryListOptions)>,
}
