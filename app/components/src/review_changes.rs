//! What changed, question by question: before and now.

/// Options of a list of changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewChangesOptions {
    /// The changes.
    pub changes: Vec<ReviewChange>,
    /// Stands for an empty list.
    pub empty_text: String,
}

/// One change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewChange {
    /// The question.
    pub question: String,
    /// Where it is, like section and row.
    pub context: Option<String>,
    /// What was answered before; none for no answer.
    pub before: Option<String>,
    /// What is answered now; none for no answer.
    pub after: Option<String>,
    /// Who changed it and when.
    pub by: Option<String>,
    /// Address of the question.
    pub href: Option<String>,
}
