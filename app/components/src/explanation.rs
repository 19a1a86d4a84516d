//! Why a question is asked, as reasons within reasons.

use leptos::prelude::*;
use words::interface;

/// Options of an explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExplanationOptions {
    /// Its id.
    pub id: Option<String>,
    /// What is always seen; “Why am I asked this?” if none.
    pub summary: Option<String>,
    /// The reasons.
    pub reasons: Vec<Reason>,
    /// Open from the start.
    pub is_open: bool,
}

/// One reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// It in a sentence.
    pub sentence: String,
    /// Where the law has it.
    pub law: Option<String>,
    /// Link to the answer it rests on: text and address.
    pub link: Option<(String, String)>,
    /// What it rests on.
    pub because: Vec<Reason>,
}

impl ExplanationOptions {
    pub(crate) fn summary(&self) -> String {
        self.summary.clone().unwrap_or_else(|| interface::why_am_i_asked_this().to_owned())
    }
}

impl Reason {
    /// A reason that rests on nothing further.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), ..Self::default() }
    }
}

/// An explanation.
#[component]
pub fn Explanation(
    /// Summary and reasons.
    options: ExplanationOptions,
) -> impl IntoView {
    let summary = options.summary();
    let ExplanationOptions { id, reasons, is_open, .. } = options;
    view! {
        <details id=id class="govuk-details app-explanation" open=is_open>
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{summary}</span>
            </summary>
            <div class="govuk-details__text">{list(reasons)}</div>
        </details>
    }
}

fn list(reasons: Vec<Reason>) -> AnyView {
    let reason = |reason: Reason| {
        let Reason { sentence, law, link, because } = reason;
        let link = link.map(|(text, href)| {
            view! {
                <a class="govuk-link app-explanation__link" href=href>
                    {text}
                </a>
            }
        });
        view! {
            <li class="app-explanation__reason">
                <span class="app-explanation__sentence">{sentence}</span>
                {law.map(|law| view! { <span class="app-explanation__law">{law}</span> })}
                {link}
                {(!because.is_empty()).then(|| list(because))}
            </li>
        }
    };
    view! { <ul class="app-explanation__list">{reasons.into_iter().map(reason).collect_view()}</ul> }.into_any()
}
