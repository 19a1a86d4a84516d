//! Message beside a control.

/// Options of an error message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorMessageOptions {
    /// Its id, for `aria-describedby`.
    pub id: Option<String>,
    /// Its text, without “Error:”.
    pub text: String,
}
