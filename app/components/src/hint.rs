//! Help below a label.

/// Options of a hint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HintOptions {
    /// Its id, for `aria-describedby`.
    pub id: Option<String>,
    /// Its text.
    pub text: String,
    /// Further class.
    pub class: Option<String>,
}
