//! Message beside a control.

use leptos::prelude::*;
use words::interface;

/// Options of an error message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorMessageOptions {
    /// Its id, for `aria-describedby`.
    pub id: Option<String>,
    /// Its text, without “Error:”.
    pub text: String,
}

/// An error message.
#[component]
pub fn ErrorMessage(
    /// Id and text.
    options: ErrorMessageOptions,
) -> impl IntoView {
    view! {
        <p id=options.id class="govuk-error-message">
            <span class="govuk-visually-hidden">{interface::error_prefix()}</span>
            " "
            {options.text}
        </p>
    }
}
