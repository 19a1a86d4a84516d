//! Why a question is asked, as reasons within reasons.

use leptos::prelude::*;
use words::interface;

use crate::run;

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
    /// Reasons now; without it as the options have them.
    #[prop(optional, into)]
    reasons: Option<Signal<Vec<Reason>>>,
    /// Called when it is opened or closed, with whether it is open.
    #[prop(optional, into)]
    on_toggle: Option<Callback<bool>>,
) -> impl IntoView {
    let summary = options.summary();
    let ExplanationOptions { id, reasons: first, is_open, .. } = options;
    let told = move || list(reasons.map_or_else(|| first.clone(), |reasons| reasons.get()));
    let toggle = move |event: leptos::web_sys::Event| {
        run(on_toggle, event_target::<leptos::web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details id=id class="govuk-details app-explanation" open=is_open on:toggle=toggle>
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{summary}</span>
            </summary>
            <div class="govuk-details__text">{told}</div>
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
