//! A warning with its sign.

/// Options of a warning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WarningTextOptions {
    /// Its text.
    pub text: String,
}
