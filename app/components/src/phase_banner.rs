//! Says on every screen in which phase the service is; here, that it is for trying out.

use leptos::prelude::*;
use words::interface;

/// Options of a phase banner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhaseBannerOptions {
    /// The tag before the text.
    pub tag: String,
    /// Its text.
    pub text: String,
}

impl PhaseBannerOptions {
    /// “Trial version: use invented data only.”
    pub fn trial() -> Self {
        Self { tag: interface::trial().to_owned(), text: interface::trial_version().to_owned() }
    }
}

/// A phase banner.
#[component]
pub fn PhaseBanner(
    /// Tag and text.
    options: PhaseBannerOptions,
) -> impl IntoView {
    view! {
        <div class="govuk-phase-banner govuk-width-container">
            <p class="govuk-phase-banner__content">
                <strong class="govuk-tag govuk-phase-banner__content__tag">{options.tag}</strong>
                " "
                <span class="govuk-phase-banner__text">{options.text}</span>
            </p>
        </div>
    }
}
