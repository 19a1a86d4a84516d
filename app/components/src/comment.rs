//! A remark of one person to another about an application or an answer.

/// Options of a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentOptions {
    /// Its id, for links.
    pub id: Option<String>,
    /// Who wrote it.
    pub author: String,
    /// When, as written.
    pub when: String,
    /// The same, for machines.
    pub datetime: Option<String>,
    /// What it is about: text and address of the question.
    pub about: Option<(String, String)>,
    /// Its lines.
    pub lines: Vec<String>,
    /// Whether it was dealt with.
    pub is_dealt_with: bool,
}

impl CommentOptions {
    pub(crate) fn class(&self) -> &'static str {
        if self.is_dealt_with { "app-comment app-comment--dealt-with" } else { "app-comment" }
    }
}
