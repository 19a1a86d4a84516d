//! Sentences of the wizard: what a named problem means at its field (domain.md section 7), buttons, notices.

/// The kind of a field, as far as its sentences differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Yes or no, or one of a list.
    Choice,
    /// Several of a list.
    Choices,
    /// Text of so many characters.
    Text(u32),
    /// A calendar day.
    Date,
    /// Pounds and pence.
    Money,
    /// A whole number.
    Count,
    /// Per cent.
    Rate,
    /// Months and days.
    Period,
    /// Files.
    Files,
}

/// Nothing was given where something must be, and the author wrote no sentence for it.
#[must_use]
pub fn missing(field: Field, label: &str) -> String {
    let label = noun(label);
    match field {
        Field::Choice | Field::Choices => format!("Select an answer to “{label}”"),
        _ => format!("Enter an answer to “{label}”"),
    }
}

/// What was typed is no value of the field's type.
#[must_use]
pub fn unparsed(field: Field, label: &str, typed: &str) -> String {
    let label = noun(label);
    match field {
        Field::Date => unparsed_date(&label, typed),
        Field::Money if decimals(typed) > 2 => format!("“{label}” must not have more than 2 decimal places"),
        Field::Money => format!("“{label}” must be a number, like 1,250 or 1,250.50"),
        Field::Count => format!("“{label}” must be a whole number, like 12"),
        Field::Rate => format!("“{label}” must be a number from 0 to 100"),
        Field::Choice | Field::Choices => format!("Select “{label}” from the list"),
        Field::Text(_) | Field::Period | Field::Files => format!("“{label}” cannot be read. Enter it again"),
    }
}

fn unparsed_date(label: &str, typed: &str) -> String {
    let names = ["day", "month", "year"];
    let missing: Vec<&str> =
        typed.split('/').map(str::trim).zip(names).filter(|(part, _)| part.is_empty()).map(|(_, name)| name).collect();
    if missing.is_empty() {
        format!("“{label}” must be a real date")
    } else {
        format!("“{label}” must include a {}", missing.join(" and "))
    }
}

fn decimals(typed: &str) -> usize {
    typed.trim().split_once('.').map_or(0, |(_, decimals)| decimals.chars().filter(char::is_ascii_digit).count())
}

/// The value lies outside its bounds; `least` and `most` as they are written.
#[must_use]
pub fn out_of_range(field: Field, label: &str, least: Option<&str>, most: Option<&str>) -> String {
    let label = noun(label);
    match (field, least, most) {
        (Field::Text(longest), ..) => format!("“{label}” must be {longest} characters or less"),
        (_, Some(least), Some(most)) => format!("“{label}” must be between {least} and {most}"),
        (_, Some(least), None) => format!("“{label}” must be {least} or more"),
        (_, None, Some(most)) => format!("“{label}” must be {most} or less"),
        (_, None, None) => format!("“{label}” is outside what can be entered"),
    }
}

/// A check is broken and the author wrote no sentence for it.
#[must_use]
pub fn check_again_value(label: &str) -> String {
    format!("Check “{}”", noun(label))
}

/// The grounds of the answer changed.
#[must_use]
pub fn stale() -> &'static str {
    "Something this answer rests on has changed. Check that it is still right"
}

/// The chosen option cannot be chosen any more.
#[must_use]
pub fn option_gone() -> &'static str {
    "The answer you chose is no longer offered. Select another one"
}

/// An option that stands alone was ticked with others.
#[must_use]
pub fn not_alone(label: &str) -> String {
    format!("“{}”: select either “none” or the others, not both", noun(label))
}

/// Two people gave different answers.
#[must_use]
pub fn contested() -> &'static str {
    "Two different answers were given. Choose one"
}

/// The row an answer points to was removed.
#[must_use]
pub fn row_gone() -> &'static str {
    "What this answer points to was removed. Select again"
}

/// Somebody removed the row without having seen all of it.
#[must_use]
pub fn row_removal() -> &'static str {
    "Somebody removed this while it was being changed. Keep it or remove it"
}

/// A file is missing, not checked yet or infected.
#[must_use]
pub fn file() -> &'static str {
    "A file here is not ready"
}

/// The answer is locked.
#[must_use]
pub fn locked() -> &'static str {
    "This answer cannot be changed any more"
}

/// Fewer rows than needed.
#[must_use]
pub fn too_few() -> &'static str {
    "Add at least one"
}

/// More rows than fit.
#[must_use]
pub fn too_many() -> &'static str {
    "There are too many. Remove some"
}

/// A row was added after the list was closed.
#[must_use]
pub fn reopened() -> &'static str {
    "Something was added after you said there were no more. Check the list and close it again"
}

/// A label inside a sentence: without its question mark.
fn noun(label: &str) -> String {
    label.trim().trim_end_matches(['?', ':']).to_owned()
}

/// Button: on to the next page.
#[must_use]
pub fn save_and_continue() -> &'static str {
    "Save and continue"
}

/// Button: keep what is typed, stay away.
#[must_use]
pub fn save_and_come_back_later() -> &'static str {
    "Save and come back later"
}

/// Button of a page that asks nothing.
#[must_use]
pub fn continue_on() -> &'static str {
    "Continue"
}

/// Button of a check page.
#[must_use]
pub fn confirm_answers() -> &'static str {
    "Confirm and continue"
}

/// Button of a stale answer.
#[must_use]
pub fn still_right() -> &'static str {
    "This is still right"
}

/// Buttons of a list page.
#[must_use]
pub fn add_another(is_first: bool) -> &'static str {
    if is_first { "Add one" } else { "Add another" }
}

/// Closes a list.
#[must_use]
pub fn no_more() -> &'static str {
    "There are no more"
}

/// Opens a list again.
#[must_use]
pub fn add_more_after_all() -> &'static str {
    "Add more after all"
}

/// Link or button that takes a row away.
#[must_use]
pub fn remove() -> &'static str {
    "Remove"
}

/// Button that puts a row first.
#[must_use]
pub fn make_first() -> &'static str {
    "Make this the first"
}

/// Row of a list without a title.
#[must_use]
pub fn row_number(number: usize) -> String {
    format!("Number {number}")
}

/// Nothing in a list yet.
#[must_use]
pub fn nothing_added() -> &'static str {
    "Nothing has been added yet."
}

/// A row that is not complete.
#[must_use]
pub fn incomplete() -> &'static str {
    "Incomplete"
}

/// Under the label of a question that may be left blank.
#[must_use]
pub fn optional(label: &str) -> String {
    if label.ends_with("(optional)") {
        return label.to_owned();
    }
    format!("{label} (optional)")
}

/// A page whose relevance is not settled.
#[must_use]
pub fn may_not_be_needed() -> &'static str {
    "This page may not be needed. It depends on answers that are still missing."
}

/// A page that is not relevant.
#[must_use]
pub fn not_needed() -> &'static str {
    "This page is not needed, because of answers you gave elsewhere. What was answered here is kept."
}

/// Back to the list of tasks.
#[must_use]
pub fn to_task_list() -> &'static str {
    "Go to the task list"
}

/// Heading over the answers that lead to a stop page.
#[must_use]
pub fn because_of() -> &'static str {
    "This comes from these answers:"
}

/// How much is left.
#[must_use]
pub fn left(least: u32, most: u32) -> String {
    match (least, most) {
        (0, 0) => "No pages left".to_owned(),
        (1, 1) => "1 page left".to_owned(),
        (least, most) if least == most => format!("{least} pages left"),
        (least, most) => format!("{least} to {most} pages left"),
    }
}

/// Status of a task, from its name in the engine.
#[must_use]
pub fn task_status(name: &str) -> &'static str {
    match name {
        "done" => "Complete",
        "in_progress" => "In progress",
        "needs_attention" => "Check again",
        "cannot_start" => "Cannot start yet",
        "may_be_needed" => "May be needed",
        "not_needed" => "Not needed",
        _ => "Not started",
    }
}

/// Says that the page was saved.
#[must_use]
pub fn saved_at(time: &str) -> String {
    format!("Saved {time}")
}

/// Says that something is on its way.
#[must_use]
pub fn saving() -> &'static str {
    "Saving…"
}

/// Says that there is no line, and how many answers wait.
#[must_use]
pub fn no_connection(waiting: usize) -> String {
    let answers = if waiting == 1 { "1 answer".to_owned() } else { format!("{waiting} answers") };
    format!("No connection. Keep this page open. {answers} to send.")
}

/// Says that the session ended.
#[must_use]
pub fn signed_out(waiting: usize) -> String {
    let answers = if waiting == 1 { "1 answer".to_owned() } else { format!("{waiting} answers") };
    format!("You have been signed out. Keep this page open and sign in in another tab to send {answers}.")
}

/// Says that the application takes no more answers.
#[must_use]
pub fn cannot_change() -> &'static str {
    "You can no longer change this application. What you typed is kept on this page."
}

/// An answer that was not accepted, and why.
#[must_use]
pub fn set_aside(reason: &str) -> String {
    let reason = match reason {
        "too_large" => "it is too long",
        "unknown_question" => "the question or its row is not there",
        "wrong_type" | "wrong_shape" => "it is no answer to this question",
        "other_draft" => "it belongs to another application",
        "server_only" => "only the service itself may say this",
        "same_id_other_content" => "it was changed on its way",
        _ => "it came after the application was sent",
    };
    format!("This answer could not be accepted: {reason}. It is kept here until you change it.")
}

/// One of several answers to a question; `author`: `None` for the reader.
#[must_use]
pub fn given_answer(author: Option<&str>, time: &str, answer: &str) -> String {
    format!("{}, {time}: “{answer}”.", author.unwrap_or("You"))
}

/// Takes one of several answers.
#[must_use]
pub fn use_this() -> &'static str {
    "Use this"
}

/// Neither of several answers is right.
#[must_use]
pub fn write_another() -> &'static str {
    "If neither is right, give another answer above."
}

/// Why a page without conditions is asked.
#[must_use]
pub fn asked_of_all() -> &'static str {
    "This page is part of every application."
}

/// Before the reasons of a page.
#[must_use]
pub fn page_asked_because() -> &'static str {
    "This page is asked for these reasons:"
}

/// Before the reasons of a question.
#[must_use]
pub fn question_asked_because(label: &str) -> String {
    format!("“{label}” is asked for these reasons:")
}

/// Asks a service again that could not say.
#[must_use]
pub fn ask_again() -> &'static str {
    "Ask again"
}

/// The first line of a select.
#[must_use]
pub fn select_prompt() -> &'static str {
    "Select"
}

/// Yes and no.
#[must_use]
pub fn yes_and_no() -> (&'static str, &'static str) {
    ("Yes", "No")
}

/// Options whose list is not here yet.
#[must_use]
pub fn options_wait() -> &'static str {
    "The list is not here yet. It comes by itself; you can go on in the meantime."
}

/// A value that is not known yet.
#[must_use]
pub fn not_known_yet() -> &'static str {
    "Not known yet"
}

/// Held states in words.
#[must_use]
pub fn held(name: &str) -> &'static str {
    match name {
        "skipped" => "Left blank",
        "declined" => "Not said",
        "not_known" => "Not known",
        "contested" => "Two different answers",
        _ => "No answer",
    }
}

/// Under *Read only* of a page in review.
#[must_use]
pub fn read_only() -> &'static str {
    "You can read this application, but not change it at present."
}

/// The note on the map of the journey.
#[must_use]
pub fn journey() -> &'static str {
    "Map of the application"
}

/// Heading of kept answers.
#[must_use]
pub fn kept_not_used() -> &'static str {
    "Kept, not used"
}

/// What kept answers are.
#[must_use]
pub fn kept_not_used_hint() -> &'static str {
    "These answers belong to questions that are not asked at present. They are left out of what is sent and come back if the questions are asked again."
}
