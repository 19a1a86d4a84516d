//! All problems of a screen, each a link to its control.

use leptos::prelude::*;
use words::interface;

/// Options of an error summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorSummaryOptions {
    /// Heading; “There is a problem” if none.
    pub title: Option<String>,
    /// The problems, in the order of the controls.
    pub problems: Vec<Problem>,
}

/// One problem of a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The same words as beside the control.
    pub text: String,
    /// Address of the control, `#` and its id.
    pub href: Option<String>,
}

impl ErrorSummaryOptions {
    /// A summary of these problems.
    pub fn new(problems: Vec<Problem>) -> Self {
        Self { title: None, problems }
    }

    pub(crate) fn title(&self) -> String {
        self.title.clone().unwrap_or_else(|| interface::there_is_a_problem().to_owned())
    }
}

impl Problem {
    /// The problem of the control with this id; a date's is the id of its first box at fault.
    pub fn at(id: &str, text: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(format!("#{id}")) }
    }
}

/// An error summary. A link moves the focus into the control, also where addresses are handled by scripting.
#[component]
pub fn ErrorSummary(
    /// Heading and problems.
    options: ErrorSummaryOptions,
    /// The element, for moving the focus to it when problems appear.
    #[prop(optional)]
    node: NodeRef<leptos::html::Div>,
) -> impl IntoView {
    let title = options.title();
    let problem = |problem: Problem| {
        let Problem { text, href } = problem;
        let content = match href {
            Some(href) => {
                let target = href.clone();
                let follow = move |event: leptos::ev::MouseEvent| {
                    if focus(&target) {
                        event.prevent_default();
                    }
                };
                view! {
                    <a href=href on:click=follow>
                        {text}
                    </a>
                }
                .into_any()
            }
            None => text.into_any(),
        };
        view! { <li>{content}</li> }
    };
    view! {
        <div class="govuk-error-summary" tabindex="-1" node_ref=node>
            <div role="alert">
                <h2 class="govuk-error-summary__title">{title}</h2>
                <div class="govuk-error-summary__body">
                    <ul class="govuk-list govuk-error-summary__list">
                        {options.problems.into_iter().map(problem).collect_view()}
                    </ul>
                </div>
            </div>
        </div>
    }
}

/// Moves the focus to the element of an address `#id`; false where there is none.
fn focus(href: &str) -> bool {
    use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};

    let element = href.strip_prefix('#').and_then(|id| document().get_element_by_id(id));
    element.and_then(|element| element.dyn_into::<HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
}
