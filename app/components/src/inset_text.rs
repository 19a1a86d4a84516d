//! A paragraph set apart.

use leptos::prelude::*;

/// Options of an inset text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InsetTextOptions {
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// An inset text.
#[component]
pub fn InsetText(
    /// Its paragraphs.
    options: InsetTextOptions,
) -> impl IntoView {
    view! { <div class="govuk-inset-text">{paragraphs(options.paragraphs)}</div> }
}

/// One paragraph as text, several as `<p>`.
pub(crate) fn paragraphs(paragraphs: Vec<String>) -> AnyView {
    match paragraphs.len() {
        1 => paragraphs.concat().into_any(),
        _ => paragraphs.into_iter().map(|text| view! { <p class="govuk-body">{text}</p> }).collect_view().into_any(),
    }
}
