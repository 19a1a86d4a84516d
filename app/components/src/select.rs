//! One of a list, as a list that opens.

use leptos::prelude::*;

use crate::{Choice, Control, ControlSignals, ControlState, labelled, run};

/// Options of a select.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectOptions {
    /// What every control has.
    pub control: Control,
    /// Text of the first, empty option; none leaves it out.
    pub prompt: Option<String>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// The value chosen; empty for none.
    pub value: String,
}

impl SelectOptions {
    /// A select.
    pub fn new(control: Control, choices: Vec<Choice>, value: impl Into<String>) -> Self {
        Self { control, choices, value: value.into(), prompt: None }
    }

    /// The prompt, as an option with empty value, and the options behind it.
    pub(crate) fn all(&self) -> Vec<Choice> {
        let prompt = self.prompt.as_ref().map(|prompt| Choice::new("", prompt));
        prompt.into_iter().chain(self.choices.iter().cloned()).collect()
    }

    pub(crate) fn class(has_error: bool) -> &'static str {
        if has_error { "govuk-select govuk-select--error" } else { "govuk-select" }
    }
}

/// A select with its label, hint and error.
#[component]
pub fn Select(
    /// What does not change.
    options: SelectOptions,
    /// What is in it now; without it the options' value is where it begins.
    #[prop(optional, into)]
    value: Option<Signal<String>>,
    /// Options now; without it as the options have them.
    #[prop(optional, into)]
    choices: Option<Signal<Vec<Choice>>>,
    /// Label now; without it as the options have it.
    #[prop(optional, into)]
    label: Option<Signal<Option<String>>>,
    /// Hint now; without it as the options have it.
    #[prop(optional, into)]
    hint: Option<Signal<Option<String>>>,
    /// Error now; without it as the options have it.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// State now; without it as the options have it.
    #[prop(optional, into)]
    state: Option<Signal<ControlState>>,
    /// Called when one is chosen, with its value.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Called when it loses focus, with the value chosen.
    #[prop(optional, into)]
    on_blur: Option<Callback<String>>,
) -> impl IntoView {
    let control = options.control.clone();
    let signals = ControlSignals::new(&control, label, hint, error, state);
    let described_by = signals.described_by(&control.id, None);
    let chosen = RwSignal::new(options.value.clone());
    let value = value.unwrap_or_else(|| chosen.into());
    let all = move || match choices {
        Some(choices) => SelectOptions { choices: choices.get(), ..options.clone() }.all(),
        None => options.all(),
    };
    let items = move || all().into_iter().map(|choice| item(choice, value)).collect_view();
    let change = move |event| {
        let value = event_target_value(&event);
        chosen.set(value.clone());
        run(on_change, value);
    };
    view! {
        <div class=signals.group_class("")>
            {labelled(&control, signals)}
            <select
                class=move || SelectOptions::class(signals.has_error())
                id=control.id.clone()
                name=control.name.clone()
                disabled=move || signals.state.get().is_closed()
                aria-describedby=move || described_by.get()
                aria-invalid=move || signals.has_error().then_some("true")
                autocomplete="off"
                data-place=control.place.clone()
                on:change=change
                on:blur=move |event| run(on_blur, event_target_value(&event))
            >
                {items}
            </select>
        </div>
    }
}

fn item(choice: Choice, value: Signal<String>) -> impl IntoView {
    let own = choice.value.clone();
    let is_first_selected = value.with_untracked(|value| *value == own);
    view! {
        <option
            value=choice.value
            selected=is_first_selected
            prop:selected=move || value.with(|value| *value == own)
            disabled=choice.is_disabled
        >
            {choice.text}
        </option>
    }
}
