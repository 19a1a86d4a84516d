//! Several of several options, or one box to confirm.

use leptos::prelude::*;

use crate::{
    Choice, Control, ControlSignals, ControlState, Hint, HintOptions, group_fieldset, help, is_choice_disabled,
    numbered, run,
};

/// Options of checkboxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckboxesOptions {
    /// What every control has; the label is the legend, none if empty.
    pub control: Control,
    /// What can be ticked.
    pub choices: Vec<Choice>,
    /// The values ticked.
    pub values: Vec<String>,
    /// Smaller boxes, for filters.
    pub is_small: bool,
}

impl CheckboxesOptions {
    /// Boxes, one below the other.
    pub fn new(control: Control, choices: Vec<Choice>, values: Vec<String>) -> Self {
        Self { control, choices, values, is_small: false }
    }

    /// One box to confirm a sentence, without legend; the label of `control` is the sentence. Ticked it sends `yes`.
    pub fn confirm(control: Control, is_ticked: bool) -> Self {
        let sentence = control.label.clone();
        let values = if is_ticked { vec!["yes".to_owned()] } else { Vec::new() };
        let control = Control { label: String::new(), ..control };
        Self::new(control, vec![Choice::new("yes", sentence)], values)
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_small { "govuk-checkboxes govuk-checkboxes--small" } else { "govuk-checkboxes" }
    }
}

/// Checkboxes with their legend, hint and error. Ticking an exclusive one clears the others, and the other way round.
#[component]
pub fn Checkboxes(
    /// What does not change.
    options: CheckboxesOptions,
    /// What is in it now; without it the options' value is where it begins.
    #[prop(optional, into)]
    value: Option<Signal<Vec<String>>>,
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
    /// Called when one is ticked or cleared, with all values ticked then, in the order of the options.
    #[prop(optional, into)]
    on_change: Option<Callback<Vec<String>>>,
    /// Called when one loses focus, with all values ticked.
    #[prop(optional, into)]
    on_blur: Option<Callback<Vec<String>>>,
) -> impl IntoView {
    let control = options.control.clone();
    let signals = ControlSignals::new(&control, label, hint, error, state);
    let choices = choices.unwrap_or_else(|| Signal::stored(options.choices.clone()));
    let ticked = RwSignal::new(options.values.clone());
    let values = value.unwrap_or_else(|| ticked.into());
    let on_tick = Callback::new(move |(value, is_ticked): (String, bool)| {
        let now = choices.with_untracked(|choices| {
            values.with_untracked(|values| after_ticking(choices, values, &value, is_ticked))
        });
        ticked.set(now.clone());
        run(on_change, now);
    });
    let on_leave = Callback::new(move |()| run(on_blur, values.get_untracked()));
    let has_legend = !control.label.is_empty() || label.is_some();
    let described_by = if has_legend { Signal::stored(None) } else { signals.described_by(&control.id, None) };
    let id = control.id.clone();
    let item_control = control.clone();
    let parts = ItemSignals { signals, choices, values, described_by };
    let list = view! {
        <div class=options.class()>
            <For
                each=move || numbered(&id, &choices.get())
                key=|(id, choice)| (id.clone(), choice.value.clone(), choice.text.clone(), choice.hint.clone())
                children=move |(id, choice)| item(&item_control, parts, (id, choice), on_tick, on_leave)
            />
        </div>
    }
    .into_any();
    let content = if has_legend {
        group_fieldset(&control, signals, false, list).into_any()
    } else {
        view! {
            {help(&control, signals)}
            {list}
        }
        .into_any()
    };
    view! { <div class=signals.group_class("")>{content}</div> }
}

#[derive(Clone, Copy)]
struct ItemSignals {
    signals: ControlSignals,
    choices: Signal<Vec<Choice>>,
    values: Signal<Vec<String>>,
    described_by: Signal<Option<String>>,
}

fn item(
    control: &Control,
    parts: ItemSignals,
    (id, choice): (String, Choice),
    on_tick: Callback<(String, bool)>,
    on_leave: Callback<()>,
) -> impl IntoView + use<> {
    let ItemSignals { signals, choices, values, described_by } = parts;
    let Choice { value: own, text, hint, divider, is_exclusive, .. } = choice;
    let hint_id = hint.as_ref().map(|_| format!("{id}-item-hint"));
    let hint = hint.map(|text| {
        let options = HintOptions { id: hint_id.clone(), text, class: Some("govuk-checkboxes__hint".to_owned()) };
        view! { <Hint options /> }
    });
    let described = move || {
        let ids = [described_by.get(), hint_id.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!ids.is_empty()).then_some(ids)
    };
    let is_first_checked = values.with_untracked(|values| values.contains(&own));
    let (compared, looked_up, sent) = (own.clone(), own.clone(), own.clone());
    view! {
        {divider.map(|text| view! { <div class="govuk-checkboxes__divider">{text}</div> })}
        <div class="govuk-checkboxes__item">
            <input
                class="govuk-checkboxes__input"
                id=id.clone()
                name=control.name.clone()
                type="checkbox"
                value=own
                checked=is_first_checked
                prop:checked=move || values.with(|values| values.contains(&compared))
                disabled=move || signals.state.get().is_closed() || is_choice_disabled(choices, &looked_up)
                data-behaviour=is_exclusive.then_some("exclusive")
                aria-describedby=described
                autocomplete="off"
                data-place=control.place.clone()
                on:change=move |event| run(on_tick, (sent.clone(), event_target_checked(&event)))
                on:blur=move |_| run(on_leave, ())
            />
            <label class="govuk-label govuk-checkboxes__label" for=id>
                {text}
            </label>
            {hint}
        </div>
    }
}

/// The values ticked after one was ticked or cleared, in the order of the options.
fn after_ticking(choices: &[Choice], before: &[String], value: &str, is_ticked: bool) -> Vec<String> {
    let is_exclusive = choices.iter().any(|choice| choice.value == value && choice.is_exclusive);
    let stays = |choice: &&Choice| {
        if choice.value == value {
            return is_ticked;
        }
        let is_shut_out = is_ticked && (is_exclusive || choice.is_exclusive);
        before.contains(&choice.value) && !is_shut_out
    };
    choices.iter().filter(stays).map(|choice| choice.value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::after_ticking;
    use crate::Choice;

    #[test]
    fn an_exclusive_box_stands_alone() {
        let choices = [Choice::new("a", "A"), Choice::new("b", "B"), Choice::new("none", "None").exclusive()];
        let check = |before: &[&str], value: &str, is_ticked: bool, expected: &[&str]| {
            let before: Vec<String> = before.iter().map(|value| (*value).to_owned()).collect();
            assert_eq!(after_ticking(&choices, &before, value, is_ticked), expected);
        };
        check(&[], "b", true, &["b"]);
        check(&["b"], "a", true, &["a", "b"]);
        check(&["a", "b"], "none", true, &["none"]);
        check(&["none"], "a", true, &["a"]);
        check(&["a", "b"], "a", false, &["b"]);
        check(&["none"], "none", false, &[]);
    }
}
