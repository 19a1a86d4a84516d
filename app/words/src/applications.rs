//! Sentences of the list of applications and of one application.

/// Name of the product.
#[must_use]
pub fn product() -> &'static str {
    "Rushcliffe"
}

/// Title of the list.
#[must_use]
pub fn list_title() -> &'static str {
    "Applications"
}

/// Button.
#[must_use]
pub fn start() -> &'static str {
    "Start an application"
}

/// Label of the search.
#[must_use]
pub fn search_label() -> &'static str {
    "Client’s name or a reference"
}

/// Button of the search.
#[must_use]
pub fn search_button() -> &'static str {
    "Search"
}

/// Columns of the list.
#[must_use]
pub fn columns() -> [&'static str; 5] {
    ["Client", "Reference", "State", "Prepared by", "Last change"]
}

/// Nothing in the list.
#[must_use]
pub fn none_found(is_searched: bool) -> &'static str {
    if is_searched { "No application matches." } else { "There are no applications yet." }
}

/// A client whose name is not known yet.
#[must_use]
pub fn client_not_named() -> &'static str {
    "Client not named yet"
}

/// Title of one application.
#[must_use]
pub fn application_title(client: &str) -> String {
    if client.is_empty() { "Application".to_owned() } else { format!("Application for {client}") }
}

/// State of an application in words.
#[must_use]
pub fn state(state: case::State) -> String {
    match state.name() {
        "DRAFT" => "Draft".to_owned(),
        "IN_REVIEW" => "In review".to_owned(),
        "RETURNED" => "Sent back".to_owned(),
        "SUBMITTED" => "Submitted".to_owned(),
        "ARCHIVED" => "Archived".to_owned(),
        other => {
            let lower = other.replace('_', " ").to_lowercase();
            let mut letters = lower.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// Name of a section of the questionnaire, from its id.
#[must_use]
pub fn section(id: &str) -> String {
    match id {
        "start" => "Start".to_owned(),
        "client" => "The client".to_owned(),
        "links" => "Linked applications".to_owned(),
        "proceedings" => "Proceedings".to_owned(),
        "partner" => "Partner".to_owned(),
        "benefits" => "Benefits that pass the income test".to_owned(),
        "work" => "Work".to_owned(),
        "income" => "Income".to_owned(),
        "outgoings" => "Outgoings".to_owned(),
        "capital" => "Capital".to_owned(),
        "merits" => "The case".to_owned(),
        "submit" => "Evidence and declarations".to_owned(),
        other => {
            let mut letters = other.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// How many tasks of all are complete.
#[must_use]
pub fn tasks_complete(done: usize, all: usize) -> String {
    format!("{done} of {all} tasks complete")
}

/// Link to the check of everything.
#[must_use]
pub fn check_everything() -> &'static str {
    "Check everything"
}

/// Link to sending for review.
#[must_use]
pub fn send_for_review() -> &'static str {
    "Send for review"
}

/// Link to the record.
#[must_use]
pub fn read_record() -> &'static str {
    "Read what was sent"
}

/// Link to deciding.
#[must_use]
pub fn review_and_decide() -> &'static str {
    "Review and decide"
}

/// Heading of what is in the way.
#[must_use]
pub fn still_to_do() -> &'static str {
    "Still to do before this can be sent"
}

/// Kind of something in the way, from its name in the engine.
#[must_use]
pub fn blocker(kind: &str) -> &'static str {
    match kind {
        "missing" => "Not answered",
        "unparsed" | "range" | "check" | "not_alone" => "Not right yet",
        "contested" => "Two different answers",
        "stale" => "Check again",
        "option_gone" | "row_gone" => "Select again",
        "waiting" => "Waiting",
        "open_list" | "reopened" => "Say whether there are more",
        "too_few" => "Add at least one",
        "too_many" => "Too many",
        "stop" => "Cannot go on like this",
        "evidence" => "Evidence needed",
        _ => "Needs attention",
    }
}

/// Heading of the evidence.
#[must_use]
pub fn evidence_needed() -> &'static str {
    "Evidence"
}

/// How a need stands.
#[must_use]
pub fn evidence_status(is_met: bool, kind: &str, relevance: &str) -> &'static str {
    match (is_met, kind, relevance) {
        (true, ..) => "Dealt with",
        (false, _, "unknown") => "May be needed",
        (false, "mandatory", _) => "Needed",
        (false, "automatic", _) => "Made by Rushcliffe",
        (false, ..) => "Can be sent",
    }
}

/// Labels of the facts of one application.
#[must_use]
pub fn fact_labels() -> [&'static str; 4] {
    ["Reference", "State", "Prepared by", "Supervisor"]
}

/// Why an action is not offered: who can.
#[must_use]
pub fn only_by(who: &[case::Role]) -> String {
    let names: Vec<String> = who.iter().map(|role| crate::refusals::role(*role)).collect();
    match names.as_slice() {
        [] => "You cannot do this.".to_owned(),
        [one] => format!("Only {one} can do this."),
        [first @ .., last] => format!("Only {} or {last} can do this.", first.join(", ")),
    }
}

/// Heading over comments.
#[must_use]
pub fn comments() -> &'static str {
    "Comments"
}

/// A comment on no question.
#[must_use]
pub fn on_the_whole() -> &'static str {
    "The whole application"
}

/// Date and time of something.
#[must_use]
pub fn at(date: &str, time: &str) -> String {
    format!("{date}, {time}")
}
