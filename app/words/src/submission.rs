//! Sentences of the record.

/// Title of the panel after sending, and of the record.
#[must_use]
pub fn sent() -> &'static str {
    "Application sent"
}

/// Line above the reference.
#[must_use]
pub fn your_reference() -> &'static str {
    "Case reference"
}

/// Title of the record.
#[must_use]
pub fn record_title() -> &'static str {
    "What was sent"
}

/// Says what a record is.
#[must_use]
pub fn record_hint() -> &'static str {
    "This is the application exactly as it was sent. It cannot be changed."
}

/// Labels of the facts of a record.
#[must_use]
pub fn labels() -> [&'static str; 9] {
    [
        "Application reference",
        "Case reference",
        "Firm and office",
        "Sent on",
        "Day of the application",
        "Prepared by",
        "Approved and sent by",
        "Declared by",
        "Digest of the answers",
    ]
}

/// Definition of a record.
#[must_use]
pub fn definition() -> &'static str {
    "Questionnaire"
}
