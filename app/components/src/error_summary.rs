//! All problems of a screen, each a link to its control.

use words::interface;

/// Options of an error summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorSummaryOptions {
    /// Heading; “There is a problem” if none.
    pub title: Option<String>,
    /// The problems, in the order of the controls.
    pub problems: Vec<Problem>,
}

/// One problem of a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The same words as beside the control.
    pub text: String,
    /// Address of the control, `#` and its id.
    pub href: Option<String>,
}

impl ErrorSummaryOptions {
    /// A summary of these problems.
    pub fn new(problems: Vec<Problem>) -> Self {
        Self { title: None, problems }
    }

    pub(crate) fn title(&self) -> String {
        self.title.clone().unwrap_or_else(|| interface::there_is_a_problem().to_owned())
    }
}

impl Problem {
    /// The problem of the control with this id; a date's is the id of its first box at fault.
    pub fn at(id: &str, text: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(format!("#{id}")) }
    }
}
