//! A text that opens.

/// Options of details.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailsOptions {
    /// Its id.
    pub id: Option<String>,
    /// What is always seen.
    pub summary: String,
    /// What opens, a paragraph each; the Leptos form can have children instead.
    pub paragraphs: Vec<String>,
    /// Open from the start.
    pub is_open: bool,
}
