//! First link of a screen, to its main part.

use leptos::prelude::*;
use words::interface;

/// Options of the link to the main part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkipLinkOptions {
    /// Its text; “Skip to main content” if none.
    pub text: Option<String>,
    /// Where it goes; `#main` if none.
    pub href: Option<String>,
}

impl SkipLinkOptions {
    pub(crate) fn text(&self) -> String {
        self.text.clone().unwrap_or_else(|| interface::skip_to_main_content().to_owned())
    }

    pub(crate) fn href(&self) -> String {
        self.href.clone().unwrap_or_else(|| "#main".to_owned())
    }
}

/// A link to the main part.
#[component]
pub fn SkipLink(
    /// Text and address.
    options: SkipLinkOptions,
) -> impl IntoView {
    view! {
        <a href=options.href() class="govuk-skip-link">
            {options.text()}
        </a>
    }
}
