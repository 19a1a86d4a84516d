//! What a person reads when the server does not do something (security.md section 14).

/// Not found, or not theirs: one and the same.
#[must_use]
pub fn not_found() -> &'static str {
    "We cannot find that, or you may not see it."
}

/// Title of that screen.
#[must_use]
pub fn not_found_title() -> &'static str {
    "Page not found"
}

/// They cannot, others can.
#[must_use]
pub fn refused(who_can: &[case::Role]) -> String {
    let names: Vec<String> = who_can.iter().map(|role| self::role(*role)).collect();
    match names.as_slice() {
        [] => "You cannot do this.".to_owned(),
        [one] => format!("You cannot do this. {} can.", capital(one)),
        [first @ .., last] => format!("You cannot do this. {} or {last} can.", capital(&first.join(", "))),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Title of that screen.
#[must_use]
pub fn refused_title() -> &'static str {
    "You cannot do this"
}

/// A role with its article.
#[must_use]
pub fn role(role: case::Role) -> String {
    match role.name() {
        "authorised_litigator" => "an authorised litigator".to_owned(),
        "agency_supervisor" => "an agency supervisor".to_owned(),
        "auditor" => "an auditor".to_owned(),
        "office_manager" => "an office manager".to_owned(),
        other => format!("a {}", other.replace('_', " ")),
    }
}

/// Not in this state.
#[must_use]
pub fn wrong_state(state: case::State) -> String {
    format!("This is not possible now: the application is {}.", crate::applications::state(state).to_lowercase())
}

/// Something changed since it was shown.
#[must_use]
pub fn conflict() -> &'static str {
    "The application changed while you were reading it. Nothing was done. Read what is new below and decide again."
}

/// Not complete.
#[must_use]
pub fn blocked() -> &'static str {
    "The application is not complete, so nothing was sent. What is missing stands below."
}

/// Not now.
#[must_use]
pub fn unavailable() -> &'static str {
    "Rushcliffe cannot do this at the moment. What was saved is safe. Try again in a minute."
}

/// It went wrong.
#[must_use]
pub fn internal() -> &'static str {
    "Something went wrong on our side. Nothing was changed. Try again, and tell us the number below if it happens again."
}

/// Title of that screen.
#[must_use]
pub fn internal_title() -> &'static str {
    "Something went wrong"
}

/// The session ended.
#[must_use]
pub fn signed_out() -> &'static str {
    "You have been signed out. Sign in to go on."
}

/// Number of a request.
#[must_use]
pub fn request_number(number: &str) -> String {
    format!("Number of this request: {number}")
}
