//! Says large that something was done.

/// Options of a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelOptions {
    /// What was done; the page's `<h1>`.
    pub title: String,
    /// More about it, a line each.
    pub lines: Vec<String>,
    /// The line to remember, like a reference, set bold below.
    pub reference: Option<String>,
}
