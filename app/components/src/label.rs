//! Label of a control.

use leptos::prelude::*;

use crate::{Control, ControlSignals, ErrorMessage, ErrorMessageOptions, Hint, HintOptions, LabelSize};

/// Options of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelOptions {
    /// Its text.
    pub text: String,
    /// Id of the control.
    pub for_id: Option<String>,
    /// How big it is written.
    pub size: LabelSize,
    /// Whether it is the page's `<h1>`.
    pub is_heading: bool,
}

/// A label.
#[component]
pub fn Label(
    /// Text, control, size.
    options: LabelOptions,
    /// Text now; without it as the options have it.
    #[prop(optional, into)]
    text: Option<Signal<String>>,
) -> impl IntoView {
    let LabelOptions { text: own_text, for_id, size, is_heading } = options;
    let text = text.unwrap_or_else(|| Signal::stored(own_text));
    let label = view! {
        <label class=size.class("govuk-label") for=for_id>
            {move || text.get()}
        </label>
    };
    if is_heading { view! { <h1 class="govuk-label-wrapper">{label}</h1> }.into_any() } else { label.into_any() }
}

/// Label, hint and error of a control, in this order.
pub(crate) fn labelled(control: &Control, signals: ControlSignals) -> impl IntoView + use<> {
    let options = LabelOptions {
        text: String::new(),
        for_id: Some(control.id.clone()),
        size: control.label_size,
        is_heading: control.is_heading,
    };
    view! {
        <Label options text=signals.label />
        {help(control, signals)}
    }
}

/// Hint and error of a control, in this order.
pub(crate) fn help(control: &Control, signals: ControlSignals) -> impl IntoView + use<> {
    let hint_id = format!("{}-hint", control.id);
    let error_id = format!("{}-error", control.id);
    let hint = move || {
        let options = |text| HintOptions { id: Some(hint_id.clone()), text, class: None };
        signals.hint.get().map(|text| view! { <Hint options=options(text) /> })
    };
    let error = move || {
        let options = |text| ErrorMessageOptions { id: Some(error_id.clone()), text };
        signals.error.get().map(|text| view! { <ErrorMessage options=options(text) /> })
    };
    view! {
        {hint}
        {error}
    }
}
