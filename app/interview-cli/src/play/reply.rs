//! What a line gets back, in the order of its keys in engine.md section 12a.

use interview::change::Refused;
use serde::Serialize;
use serde_json::Value as Json;

/// The answer to one line of a script.
#[derive(Debug, PartialEq, Serialize)]
pub struct Numbered {
    /// From 1.
    pub line: u64,
    /// What it is.
    #[serde(flatten)]
    pub reply: Reply,
}

/// One of four.
#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", untagged)]
pub enum Reply {
    /// What changed.
    Changes {
        /// An object for each place.
        changes: Json,
    },
    /// Nothing changed.
    Refused(Refusal),
    /// The whole state.
    Snapshot {
        /// It.
        snapshot: Json,
    },
    /// Why.
    Explanation {
        /// NODE as it is printed: a tree may be deeper than JSON is read again without ado.
        #[serde(skip)]
        explanation: String,
    },
}

/// Why a line was refused.
#[derive(Debug, PartialEq, Serialize)]
pub struct Refusal {
    /// `unknown_item`, `wrong_type` or `malformed`.
    pub refused: &'static str,
    /// For whoever wrote the script.
    pub message: String,
}

impl Refusal {
    /// The line says nothing a script can say.
    pub fn malformed(message: impl Into<String>) -> Self {
        Self { refused: "malformed", message: message.into() }
    }

    /// The definition, or the draft, has none of that name.
    pub fn unknown(message: impl Into<String>) -> Self {
        Self { refused: Refused::UnknownItem.name(), message: message.into() }
    }

    /// It does not go with the item.
    pub fn wrong_type(message: impl Into<String>) -> Self {
        Self { refused: Refused::WrongType.name(), message: message.into() }
    }
}
