//! Sentences of review and decision.

/// Title of the dashboard.
#[must_use]
pub fn dashboard_title() -> &'static str {
    "Waiting for you"
}

/// Nothing waits.
#[must_use]
pub fn nothing_waits() -> &'static str {
    "Nothing waits for your review."
}

/// Columns of the dashboard.
#[must_use]
pub fn columns() -> [&'static str; 5] {
    ["Client", "Deadline", "Needed by", "Sent by", "Changes"]
}

/// No such date.
#[must_use]
pub fn none() -> &'static str {
    "None"
}

/// What is new for the supervisor.
#[must_use]
pub fn news(changed_since_look: Option<bool>) -> &'static str {
    match changed_since_look {
        None => "New",
        Some(true) => "Changed since you looked",
        Some(false) => "Seen",
    }
}

/// Sent by whom, when.
#[must_use]
pub fn sent_by(name: &str, when: &str) -> String {
    format!("{name}, {when}")
}

/// Title of the form that sends for review.
#[must_use]
pub fn send_title() -> &'static str {
    "Send for review"
}

/// Label of the note.
#[must_use]
pub fn note_label() -> &'static str {
    "Note for the supervisor (optional)"
}

/// Hint of the note.
#[must_use]
pub fn note_hint() -> &'static str {
    "For example, what you are unsure about, or how urgent it is."
}

/// Label of the choice of a supervisor.
#[must_use]
pub fn supervisor_label() -> &'static str {
    "Who should review it?"
}

/// Heading when it cannot be sent yet.
#[must_use]
pub fn not_ready() -> &'static str {
    "This application is not ready to be sent"
}

/// Notice of a review under way, for the preparer.
#[must_use]
pub fn in_review(name: &str, time: &str) -> String {
    format!("{name} is reviewing this since {time}.")
}

/// Button of the preparer.
#[must_use]
pub fn take_back() -> &'static str {
    "Take back"
}

/// Notice of a review that ended.
#[must_use]
pub fn review_ended(how: &str, name: &str, when: &str) -> String {
    match how {
        "sent_back" => format!("{name} sent this back on {when}."),
        "taken_back" => format!("{name} took this back from review on {when}."),
        _ => format!("{name} approved and sent this on {when}."),
    }
}

/// Title of the review of one application.
#[must_use]
pub fn review_title(client: &str) -> String {
    format!("Review: {client}")
}

/// Heading of what changed.
#[must_use]
pub fn changes_heading() -> &'static str {
    "What changed since you last looked"
}

/// Nothing changed.
#[must_use]
pub fn no_changes(is_first_look: bool) -> &'static str {
    if is_first_look {
        "You are looking at this for the first time."
    } else {
        "Nothing has changed since you last looked."
    }
}

/// Notice of answers that changed after sending.
#[must_use]
pub fn changed_since_sent(when: &str) -> String {
    format!("Answers have changed since this was sent for review ({when}).")
}

/// Notice of an approval that counts no more.
#[must_use]
pub fn approval_void(when: &str) -> String {
    format!(
        "The approval of {when} counts no more, because an answer changed after it. Read what changed and decide again."
    )
}

/// Who changed an answer, when.
#[must_use]
pub fn changed_by(name: &str, when: &str) -> String {
    format!("{name}, {when}")
}

/// Heading of all answers.
#[must_use]
pub fn all_answers() -> &'static str {
    "All answers"
}

/// Heading of the decision.
#[must_use]
pub fn decide() -> &'static str {
    "Your decision"
}

/// Label of the comment when sending back.
#[must_use]
pub fn comments_label() -> &'static str {
    "What needs to be done?"
}

/// Nothing was said when sending back.
#[must_use]
pub fn comments_missing() -> &'static str {
    "Enter what needs to be done before you send it back"
}

/// Text longer than it may be.
#[must_use]
pub fn too_long(label: &str, longest: usize) -> String {
    format!("{label} must be {longest} characters or less")
}

/// Button.
#[must_use]
pub fn send_back() -> &'static str {
    "Send back"
}

/// Button.
#[must_use]
pub fn approve_and_submit() -> &'static str {
    "Approve and submit"
}

/// Heading of the declaration of the legal representative.
#[must_use]
pub fn declaration_heading() -> &'static str {
    "Declaration of the legal representative"
}

/// What is declared: in our own words, as domain.md section 11 has the content.
#[must_use]
pub fn declaration() -> &'static str {
    "I have read this application as it stands on this screen. To the best of my knowledge what it says is true and complete, the client has been advised of their duties, and I am allowed to conduct litigation."
}

/// Label of the name.
#[must_use]
pub fn representative_name() -> &'static str {
    "Your full name"
}

/// Missing name.
#[must_use]
pub fn representative_name_missing() -> &'static str {
    "Enter your full name"
}

/// Label of the role.
#[must_use]
pub fn representative_role() -> &'static str {
    "In what capacity do you sign?"
}

/// Missing role.
#[must_use]
pub fn representative_role_missing() -> &'static str {
    "Select in what capacity you sign"
}

/// The roles.
#[must_use]
pub fn representative_roles() -> [(&'static str, &'static str); 3] {
    [
        ("solicitor", "Solicitor"),
        ("barrister", "Barrister"),
        ("cilex", "Chartered legal executive with litigation rights"),
    ]
}

/// Label of the number.
#[must_use]
pub fn representative_number() -> &'static str {
    "Roll or membership number (optional)"
}

/// The tick.
#[must_use]
pub fn representative_confirm() -> &'static str {
    "I make this declaration"
}

/// Missing tick.
#[must_use]
pub fn representative_confirm_missing() -> &'static str {
    "Confirm that you make this declaration"
}

/// Heading of the form for a comment.
#[must_use]
pub fn add_comment() -> &'static str {
    "Comment on an answer"
}

/// Label of the question a comment is on.
#[must_use]
pub fn comment_place() -> &'static str {
    "Which answer?"
}

/// Label of a comment.
#[must_use]
pub fn comment_text() -> &'static str {
    "Comment"
}

/// Missing comment.
#[must_use]
pub fn comment_missing() -> &'static str {
    "Enter a comment"
}

/// Button.
#[must_use]
pub fn comment_button() -> &'static str {
    "Add comment"
}
