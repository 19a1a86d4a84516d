//! A paragraph set apart.

/// Options of an inset text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InsetTextOptions {
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}
