//! Link to the screen before.

use leptos::prelude::*;
use words::interface;

/// Options of a link back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackLinkOptions {
    /// Its text; “Back” if none.
    pub text: Option<String>,
    /// Where it goes.
    pub href: String,
}

impl BackLinkOptions {
    /// “Back” to this address.
    pub fn new(href: impl Into<String>) -> Self {
        Self { text: None, href: href.into() }
    }

    pub(crate) fn text(&self) -> String {
        self.text.clone().unwrap_or_else(|| interface::back().to_owned())
    }
}

/// A link back.
#[component]
pub fn BackLink(
    /// Text and address.
    options: BackLinkOptions,
) -> impl IntoView {
    let text = options.text();
    view! {
        <a href=options.href class="govuk-back-link">
            {text}
        </a>
    }
}
