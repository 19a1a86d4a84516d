//! Texts with placeholders, and their words in a language.

use crate::package::CodeIndex;
use serde::{Deserialize, Serialize};

/// Placeholders of a text, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The expression of each placeholder.
    pub placeholders: Vec<CodeIndex>,
}

/// The texts of one language: `texts[i]` belongs to `Package::texts[i]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageTexts {
    /// Segments of each text.
    pub texts: Vec<Vec<Segment>>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// As written.
    Words(String),
    /// A placeholder by number, and what stands there when it has no value.
    Placeholder(u32, Option<String>),
}
