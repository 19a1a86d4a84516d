//! Why a question is asked, as reasons within reasons.

use words::interface;

/// Options of an explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExplanationOptions {
    /// Its id.
    pub id: Option<String>,
    /// What is always seen; “Why am I asked this?” if none.
    pub summary: Option<String>,
    /// The reasons.
    pub reasons: Vec<Reason>,
    /// Open from the start.
    pub is_open: bool,
}

/// One reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// It in a sentence.
    pub sentence: String,
    /// Where the law has it.
    pub law: Option<String>,
    /// Link to the answer it rests on: text and address.
    pub link: Option<(String, String)>,
    /// What it rests on.
    pub because: Vec<Reason>,
}

impl ExplanationOptions {
    pub(crate) fn summary(&self) -> String {
        self.summary.clone().unwrap_or_else(|| interface::why_am_i_asked_this().to_owned())
    }
}

impl Reason {
    /// A reason that rests on nothing further.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), ..Self::default() }
    }
}
