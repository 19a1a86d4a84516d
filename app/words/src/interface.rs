//! Fixed words of controls, banners and lists, the same on every screen.
//!
//! Leaves out the wording of questions (the definition has it) and every sentence of one feature (its own file has it).

/// Read out before a message beside a control.
pub fn error_prefix() -> &'static str {
    "Error:"
}

/// Heading over the list of problems at the top of a screen.
pub fn there_is_a_problem() -> &'static str {
    "There is a problem"
}

/// First box of a date.
pub fn day() -> &'static str {
    "Day"
}

/// Second box of a date.
pub fn month() -> &'static str {
    "Month"
}

/// Third box of a date.
pub fn year() -> &'static str {
    "Year"
}

/// Link to the screen before.
pub fn back() -> &'static str {
    "Back"
}

/// Link to give another answer.
pub fn change() -> &'static str {
    "Change"
}

/// Heading of a notice.
pub fn important() -> &'static str {
    "Important"
}

/// Heading of a notice that something was done.
pub fn success() -> &'static str {
    "Success"
}

/// Read out before a warning.
pub fn warning() -> &'static str {
    "Warning"
}

/// First link of every screen, shown on focus.
pub fn skip_to_main_content() -> &'static str {
    "Skip to main content"
}

/// Name of the main navigation.
pub fn menu() -> &'static str {
    "Menu"
}

/// Name of the breadcrumbs.
pub fn breadcrumb() -> &'static str {
    "Breadcrumb"
}

/// Name of the links between the parts of a list.
pub fn pagination() -> &'static str {
    "Pagination"
}

/// Link to the part before; the second text is only read out.
pub fn previous_page() -> (&'static str, &'static str) {
    ("Previous", " page")
}

/// Link to the part after; the second text is only read out.
pub fn next_page() -> (&'static str, &'static str) {
    ("Next", " page")
}

/// Name of the link to one part of a list.
pub fn page_number(number: u32) -> String {
    format!("Page {number}")
}

/// Button that ends the session.
pub fn sign_out() -> &'static str {
    "Sign out"
}

/// Banner of an installation for trying out.
pub fn trial_version() -> &'static str {
    "Trial version: use invented data only."
}

/// Tag of that banner.
pub fn trial() -> &'static str {
    "Trial"
}

/// Opens the reasons of a question.
pub fn why_am_i_asked_this() -> &'static str {
    "Why am I asked this?"
}

/// Column of what an answer was.
pub fn before() -> &'static str {
    "Before"
}

/// Column of what an answer is now.
pub fn now() -> &'static str {
    "Now"
}

/// Stands for an answer not given.
pub fn no_answer() -> &'static str {
    "No answer"
}

/// Tag of a comment that was dealt with.
pub fn dealt_with() -> &'static str {
    "Dealt with"
}

/// Button of a search box that works without scripting.
pub fn search() -> &'static str {
    "Search"
}

/// Says how many options a search found.
pub fn options_found(count: usize) -> String {
    match count {
        0 => "No option found".to_owned(),
        1 => "1 option found".to_owned(),
        _ => format!("{} options found", counted(count)),
    }
}

/// Limit of a text not begun, in characters.
pub fn characters_at_most(limit: usize) -> String {
    format!("You can enter up to {} characters", counted(limit))
}

/// What is left of a text's limit, or how far it is over.
pub fn characters_left(limit: usize, used: usize) -> String {
    let (amount, rest) =
        if used > limit { (used.abs_diff(limit), "too many") } else { (limit.abs_diff(used), "remaining") };
    let noun = if amount == 1 { "character" } else { "characters" };
    format!("You have {} {noun} {rest}", counted(amount))
}

/// A count with commas, like 1,250.
fn counted(count: usize) -> String {
    let digits = count.to_string();
    let mut written = String::with_capacity(digits.len().saturating_add(digits.len() / 3));
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len().abs_diff(index)) % 3 == 0 {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{characters_at_most, characters_left, options_found};

    #[test]
    fn counts_are_said_in_the_right_number() {
        assert_eq!(characters_left(10, 9), "You have 1 character remaining");
        assert_eq!(characters_left(10, 10), "You have 0 characters remaining");
        assert_eq!(characters_left(10, 12), "You have 2 characters too many");
        assert_eq!(characters_at_most(500), "You can enter up to 500 characters");
        assert_eq!(characters_at_most(12_000), "You can enter up to 12,000 characters");
        assert_eq!(options_found(0), "No option found");
        assert_eq!(options_found(1), "1 option found");
        assert_eq!(options_found(7), "7 options found");
    }
}
