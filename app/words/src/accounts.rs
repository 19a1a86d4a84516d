//! Sentences of signing in and out (security.md section 14).

/// Title.
#[must_use]
pub fn sign_in() -> &'static str {
    "Sign in"
}

/// Label.
#[must_use]
pub fn user_name() -> &'static str {
    "User name"
}

/// Label.
#[must_use]
pub fn password() -> &'static str {
    "Password"
}

/// Wrong in any way: the same words.
#[must_use]
pub fn did_not_work() -> &'static str {
    "That did not work. Check your user name and password."
}

/// The form was open for too long.
#[must_use]
pub fn form_expired() -> &'static str {
    "This form was open for a long time. Enter your user name and password again."
}

/// Notice after signing out.
#[must_use]
pub fn signed_out() -> &'static str {
    "You have signed out."
}
