//! Says large that something was done.

use leptos::prelude::*;

/// Options of a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelOptions {
    /// What was done; the page's `<h1>`.
    pub title: String,
    /// More about it, a line each.
    pub lines: Vec<String>,
    /// The line to remember, like a reference, set bold below.
    pub reference: Option<String>,
}

/// A panel.
#[component]
pub fn Panel(
    /// Title and lines.
    options: PanelOptions,
) -> impl IntoView {
    let PanelOptions { title, lines, reference } = options;
    let has_lines = !lines.is_empty();
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        view! {
            {(index > 0).then(|| view! { <br /> })}
            {line}
        }
    });
    let reference = reference.map(|reference| {
        view! {
            {has_lines.then(|| view! { <br /> })}
            <strong>{reference}</strong>
        }
    });
    view! {
        <div class="govuk-panel govuk-panel--confirmation">
            <h1 class="govuk-panel__title">{title}</h1>
            <div class="govuk-panel__body">{lines.collect_view()} {reference}</div>
        </div>
    }
}
