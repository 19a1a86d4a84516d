//! Group of controls under one legend.

use crate::LabelSize;

/// Options of a fieldset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldsetOptions {
    /// Its legend; empty for none.
    pub legend: String,
    /// How big the legend is written.
    pub size: LabelSize,
    /// Whether the legend is the page's `<h1>`.
    pub is_heading: bool,
    /// Ids of what describes the group.
    pub described_by: Option<String>,
    /// `group`, for a date.
    pub is_group: bool,
}
