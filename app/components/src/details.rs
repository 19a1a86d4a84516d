//! A text that opens.

use leptos::prelude::*;

use crate::paragraphs;

/// Options of details.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailsOptions {
    /// Its id.
    pub id: Option<String>,
    /// What is always seen.
    pub summary: String,
    /// What opens, a paragraph each; the Leptos form can have children instead.
    pub paragraphs: Vec<String>,
    /// Open from the start.
    pub is_open: bool,
}

/// Details with their paragraphs, or with children instead.
#[component]
pub fn Details(
    /// Summary, paragraphs, whether it is open.
    options: DetailsOptions,
    /// In place of the paragraphs.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let content = match children {
        Some(children) => children(),
        None => paragraphs(options.paragraphs),
    };
    view! {
        <details id=options.id class="govuk-details" open=options.is_open>
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{options.summary}</span>
            </summary>
            <div class="govuk-details__text">{content}</div>
        </details>
    }
}
