//! What a screen with a plain form needs beside its data: the token that goes with it, and, after a post that was not
//! taken, what was typed and what is wrong with it. Both come from the server and travel to the browser with the page, so
//! that both sides draw the same.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_functions::{FieldError, Refusal};

/// Token of the forms of a page: signed for the session, or for signing in. Provided by the server for each request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormToken(pub String);

/// What came of a post that was not taken. Provided by the server when it draws the screen again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormReturn {
    /// Errors at fields.
    pub errors: Vec<FieldError>,
    /// Fields as they were sent, in order.
    pub values: Vec<(String, String)>,
    /// Why it was refused, where no field is to blame.
    pub refusal: Option<Refusal>,
}

impl FormReturn {
    /// The value sent for a field; empty where there was none.
    #[must_use]
    pub fn value(&self, field: &str) -> String {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.message.clone())
    }

    /// Whether something was refused.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.refusal.is_none()
    }
}

/// What the whole document carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Token of its forms.
    pub token: FormToken,
    /// A post that was not taken.
    pub form: FormReturn,
    /// Number of the request, for support.
    pub request_number: String,
}

/// Number of the request: provided by the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestNumber(pub String);

/// Takes what the server provided, or what travelled with the page.
pub(crate) fn carry() -> SharedValue<Carried> {
    SharedValue::new(|| Carried {
        token: use_context::<FormToken>().unwrap_or_default(),
        form: use_context::<FormReturn>().unwrap_or_default(),
        request_number: use_context::<RequestNumber>().unwrap_or_default().0,
    })
}

/// What the document carries, for any screen below the shell.
pub(crate) fn carried() -> Carried {
    use_context::<Carried>().unwrap_or_default()
}

/// The hidden field with the token.
#[component]
pub(crate) fn Token() -> impl IntoView {
    view! { <input type="hidden" name="_once" value=carried().token.0/> }
}
