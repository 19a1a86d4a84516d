//! Help below a label.

use leptos::prelude::*;

/// Options of a hint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HintOptions {
    /// Its id, for `aria-describedby`.
    pub id: Option<String>,
    /// Its text.
    pub text: String,
    /// Further class.
    pub class: Option<String>,
}

/// A hint.
#[component]
pub fn Hint(
    /// Id, text, class.
    options: HintOptions,
) -> impl IntoView {
    let HintOptions { id, text, class } = options;
    let class = class.map_or_else(|| "govuk-hint".to_owned(), |more| format!("govuk-hint {more}"));
    view! {
        <div id=id class=class>
            {text}
        </div>
    }
}
