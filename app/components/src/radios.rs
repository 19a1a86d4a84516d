//! One of several options.

use leptos::prelude::*;

use crate::{
    Choice, Control, ControlSignals, ControlState, Hint, HintOptions, group_fieldset, help, is_choice_disabled,
    numbered, run,
};

/// Options of radios.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RadiosOptions {
    /// What every control has; the label is the legend, none if empty.
    pub control: Control,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// The value chosen; empty for none.
    pub value: String,
    /// Smaller circles, for filters.
    pub is_small: bool,
    /// Side by side, for two short options.
    pub is_inline: bool,
}

impl RadiosOptions {
    /// Radios, one below the other.
    pub fn new(control: Control, choices: Vec<Choice>, value: impl Into<String>) -> Self {
        Self { control, choices, value: value.into(), ..Self::default() }
    }

    pub(crate) fn class(&self) -> &'static str {
        match (self.is_small, self.is_inline) {
            (false, false) => "govuk-radios",
            (true, false) => "govuk-radios govuk-radios--small",
            (false, true) => "govuk-radios govuk-radios--inline",
            (true, true) => "govuk-radios govuk-radios--small govuk-radios--inline",
        }
    }
}

/// Radios with their legend, hint and error.
#[component]
pub fn Radios(
    /// What does not change.
    options: RadiosOptions,
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
    /// Called when one loses focus, with the value chosen.
    #[prop(optional, into)]
    on_blur: Option<Callback<String>>,
) -> impl IntoView {
    let control = options.control.clone();
    let signals = ControlSignals::new(&control, label, hint, error, state);
    let choices = choices.unwrap_or_else(|| Signal::stored(options.choices.clone()));
    let chosen = RwSignal::new(options.value.clone());
    let value = value.unwrap_or_else(|| chosen.into());
    let on_choose = Callback::new(move |value: String| {
        chosen.set(value.clone());
        run(on_change, value);
    });
    let on_leave = Callback::new(move |()| run(on_blur, value.get_untracked()));
    let id = control.id.clone();
    let item_control = control.clone();
    let list = view! {
        <div class=options.class()>
            <For
                each=move || numbered(&id, &choices.get())
                key=|(id, choice)| (id.clone(), choice.value.clone(), choice.text.clone(), choice.hint.clone())
                children=move |(id, choice)| {
                    item(&item_control, signals, choices, value, (id, choice), on_choose, on_leave)
                }
            />
        </div>
    }
    .into_any();
    let content = if control.label.is_empty() && label.is_none() {
        view! {
            {help(&control, signals)}
            {list}
        }
        .into_any()
    } else {
        group_fieldset(&control, signals, false, list).into_any()
    };
    view! { <div class=signals.group_class("")>{content}</div> }
}

fn item(
    control: &Control,
    signals: ControlSignals,
    choices: Signal<Vec<Choice>>,
    value: Signal<String>,
    (id, choice): (String, Choice),
    on_choose: Callback<String>,
    on_leave: Callback<()>,
) -> impl IntoView + use<> {
    let Choice { value: own, text, hint, divider, .. } = choice;
    let hint_id = hint.as_ref().map(|_| format!("{id}-item-hint"));
    let hint = hint.map(|text| {
        let options = HintOptions { id: hint_id.clone(), text, class: Some("govuk-radios__hint".to_owned()) };
        view! { <Hint options /> }
    });
    let is_first_checked = value.with_untracked(|value| *value == own);
    let (compared, looked_up, sent) = (own.clone(), own.clone(), own.clone());
    view! {
        {divider.map(|text| view! { <div class="govuk-radios__divider">{text}</div> })}
        <div class="govuk-radios__item">
            <input
                class="govuk-radios__input"
                id=id.clone()
                name=control.name.clone()
                type="radio"
                value=own
                checked=is_first_checked
                prop:checked=move || value.with(|value| *value == compared)
                disabled=move || signals.state.get().is_closed() || is_choice_disabled(choices, &looked_up)
                aria-describedby=hint_id
                autocomplete="off"
                data-place=control.place.clone()
                on:change=move |_| run(on_choose, sent.clone())
                on:blur=move |_| run(on_leave, ())
            />
            <label class="govuk-label govuk-radios__label" for=id>
                {text}
            </label>
            {hint}
        </div>
    }
}
