//! Box for several lines, with a count of characters where it has a limit.

use leptos::prelude::*;
use words::interface;

use crate::{Control, ControlSignals, ControlState, labelled, run};

/// Options of a box for several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextareaOptions {
    /// What every control has.
    pub control: Control,
    /// What is in it.
    pub value: String,
    /// Height in lines; 0 means 5.
    pub rows: u8,
    /// Most characters, counted below the box; more can be typed and is an error of the rules.
    pub limit: Option<usize>,
}

impl TextareaOptions {
    /// A box of five lines without limit.
    pub fn new(control: Control, value: impl Into<String>) -> Self {
        Self { control, value: value.into(), ..Self::default() }
    }

    /// Height in lines.
    pub(crate) fn lines(&self) -> String {
        if self.rows == 0 { "5".to_owned() } else { self.rows.to_string() }
    }

    /// Id of the message below the box, where it has a limit.
    pub(crate) fn info_id(&self) -> Option<String> {
        self.limit.map(|_| format!("{}-info", self.control.id))
    }

    /// Class of the box.
    pub(crate) fn class(&self, has_error: bool) -> String {
        let error = if has_error { " govuk-textarea--error" } else { "" };
        let count = if self.limit.is_some() { " govuk-js-character-count" } else { "" };
        format!("govuk-textarea{error}{count}")
    }

    /// Further class of the form group.
    pub(crate) fn group_class(&self) -> &'static str {
        if self.limit.is_some() { "govuk-character-count" } else { "" }
    }
}

/// A box for several lines with its label, hint and error, and what is left of its limit.
///
/// On the server it is empty: leptos writes the children of a `<textarea>` unescaped (SEC-92).
#[component]
pub fn Textarea(
    /// What does not change.
    options: TextareaOptions,
    /// What is in it now; without it the options' value is where it begins.
    #[prop(optional, into)]
    value: Option<Signal<String>>,
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
    /// Called at each key, with what is in it.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Called when the value is finished, with it.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Called when it loses focus, with what is in it.
    #[prop(optional, into)]
    on_blur: Option<Callback<String>>,
) -> impl IntoView {
    let control = options.control.clone();
    let signals = ControlSignals::new(&control, label, hint, error, state);
    let described_by = signals.described_by(&control.id, options.info_id());
    let typed = RwSignal::new(options.value.clone());
    let shown = value.unwrap_or_else(|| typed.into());
    let classes = options.clone();
    let count = options.limit.zip(options.info_id()).map(|(limit, id)| count_view(limit, id, shown));
    let input = move |event| {
        let text = event_target_value(&event);
        typed.set(text.clone());
        run(on_input, text);
    };
    view! {
        <div class=signals.group_class(options.group_class()) data-maxlength=options.limit.map(|limit| limit.to_string())>
            {labelled(&control, signals)}
            <textarea
                class=move || classes.class(signals.has_error())
                id=control.id.clone()
                name=control.name.clone()
                rows=options.lines()
                prop:value=move || shown.get()
                aria-describedby=move || described_by.get()
                aria-invalid=move || signals.has_error().then_some("true")
                autocomplete="off"
                data-place=control.place.clone()
                readonly=move || signals.state.get().is_read_only()
                disabled=move || signals.state.get().is_disabled()
                on:input=input
                on:change=move |event| run(on_change, event_target_value(&event))
                on:blur=move |event| run(on_blur, event_target_value(&event))
            ></textarea>
            {count}
        </div>
    }
}

/// The message below the box, and the same read out near the limit, so that not every key is.
fn count_view(limit: usize, id: String, value: Signal<String>) -> impl IntoView {
    let used = Memo::new(move |_| value.with(|text| text.chars().count()));
    let message = move || match used.get() {
        0 => interface::characters_at_most(limit),
        used => interface::characters_left(limit, used),
    };
    let class = move || {
        let tone = if used.get() > limit { "govuk-error-message" } else { "govuk-hint" };
        format!("{tone} govuk-character-count__message")
    };
    let read_out = move || {
        let used = used.get();
        (used.saturating_add(READ_OUT_FROM) >= limit && used > 0).then(|| interface::characters_left(limit, used))
    };
    view! {
        <div id=id class=class>
            {message}
        </div>
        <div class="govuk-character-count__sr-status govuk-visually-hidden" aria-live="polite">
            {read_out}
        </div>
    }
}

/// Characters before the limit from which on the count is read out.
const READ_OUT_FROM: usize = 10;
