//! Label of a control.

use crate::LabelSize;

/// Options of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelOptions {
    /// Its text.
    pub text: String,
    /// Id of the control.
    pub for_id: Option<String>,
    /// How big it is written.
    pub size: LabelSize,
    /// Whether it is the page's `<h1>`.
    pub is_heading: bool,
}
