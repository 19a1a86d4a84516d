//! A warning with its sign.

use leptos::prelude::*;
use words::interface;

/// Options of a warning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WarningTextOptions {
    /// Its text.
    pub text: String,
}

/// A warning.
#[component]
pub fn WarningText(
    /// Its text.
    options: WarningTextOptions,
) -> impl IntoView {
    view! {
        <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">
                "!"
            </span>
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">{interface::warning()}</span>
                " "
                {options.text}
            </strong>
        </div>
    }
}
