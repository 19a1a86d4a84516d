//! What changed, question by question: before and now.

use leptos::prelude::*;
use words::interface;

/// Options of a list of changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewChangesOptions {
    /// The changes.
    pub changes: Vec<ReviewChange>,
    /// Stands for an empty list.
    pub empty_text: String,
}

/// One change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewChange {
    /// The question.
    pub question: String,
    /// Where it is, like section and row.
    pub context: Option<String>,
    /// What was answered before; none for no answer.
    pub before: Option<String>,
    /// What is answered now; none for no answer.
    pub after: Option<String>,
    /// Who changed it and when.
    pub by: Option<String>,
    /// Address of the question.
    pub href: Option<String>,
}

/// A list of changes.
#[component]
pub fn ReviewChanges(
    /// The changes.
    options: ReviewChangesOptions,
) -> impl IntoView {
    let ReviewChangesOptions { changes, empty_text } = options;
    if changes.is_empty() {
        return view! { <p class="govuk-body">{empty_text}</p> }.into_any();
    }
    view! { <ul class="app-review-changes">{changes.into_iter().map(change_view).collect_view()}</ul> }.into_any()
}

fn change_view(change: ReviewChange) -> impl IntoView {
    let ReviewChange { question, context, before, after, by, href } = change;
    let question = match href {
        Some(href) => view! {
            <a class="govuk-link" href=href>
                {question}
            </a>
        }
        .into_any(),
        None => question.into_any(),
    };
    let before = before.map(|text| view! { <del>{text}</del> }.into_any());
    let after = after.map(|text| view! { <ins>{text}</ins> }.into_any());
    view! {
        <li class="app-review-changes__change">
            <h3 class="app-review-changes__question">{question}</h3>
            {context.map(|text| view! { <p class="app-review-changes__context">{text}</p> })}
            <dl class="app-review-changes__sides">
                {side("app-review-changes__side app-review-changes__side--before", interface::before(), before)}
                {side("app-review-changes__side app-review-changes__side--after", interface::now(), after)}
            </dl>
            {by.map(|text| view! { <p class="app-review-changes__by">{text}</p> })}
        </li>
    }
}

fn side(class: &'static str, label: &'static str, answer: Option<AnyView>) -> impl IntoView {
    let none = || view! { <span class="app-review-changes__none">{interface::no_answer()}</span> }.into_any();
    view! {
        <div class=class>
            <dt class="app-review-changes__label">{label}</dt>
            <dd class="app-review-changes__value">{answer.unwrap_or_else(none)}</dd>
        </div>
    }
}
