//! Day, month and year in three boxes.

use leptos::prelude::*;
use words::interface;

use crate::{Control, ControlSignals, ControlState, group_fieldset, run};

/// Options of a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateInputOptions {
    /// What every control has; the label is the legend. The boxes are named `<name>-day`, `-month`, `-year`.
    pub control: Control,
    /// What stands in the boxes, as typed.
    pub value: DateParts,
    /// Leaves the day out, for a month of a year.
    pub is_month_only: bool,
    /// The boxes at fault; with an error and none named, all of them.
    pub faulty: Vec<DatePart>,
}

/// A date as typed; nothing is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    /// Day of the month.
    pub day: String,
    /// Month, as number or name.
    pub month: String,
    /// Year.
    pub year: String,
}

/// One box of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// Day of the month.
    Day,
    /// Month.
    Month,
    /// Year.
    Year,
}

impl DateInputOptions {
    /// A date of three boxes.
    pub fn new(control: Control, value: DateParts) -> Self {
        Self { control, value, ..Self::default() }
    }

    /// The boxes shown, in order.
    pub fn parts(&self) -> &'static [DatePart] {
        if self.is_month_only {
            &[DatePart::Month, DatePart::Year]
        } else {
            &[DatePart::Day, DatePart::Month, DatePart::Year]
        }
    }

    /// Whether a box is marked as at fault.
    pub(crate) fn is_faulty(&self, part: DatePart, has_error: bool) -> bool {
        has_error && (self.faulty.is_empty() || self.faulty.contains(&part))
    }
}

impl DateParts {
    /// What stands in one box.
    pub fn get(&self, part: DatePart) -> &str {
        match part {
            DatePart::Day => &self.day,
            DatePart::Month => &self.month,
            DatePart::Year => &self.year,
        }
    }

    /// The same with another text in one box.
    #[must_use]
    pub fn with(mut self, part: DatePart, text: impl Into<String>) -> Self {
        match part {
            DatePart::Day => self.day = text.into(),
            DatePart::Month => self.month = text.into(),
            DatePart::Year => self.year = text.into(),
        }
        self
    }
}

impl DatePart {
    /// Suffix of name and id behind `-`.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Label of the box.
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => interface::day(),
            Self::Month => interface::month(),
            Self::Year => interface::year(),
        }
    }

    pub(crate) fn class(self, is_faulty: bool) -> String {
        let error = if is_faulty { " govuk-input--error" } else { "" };
        let width = if self == Self::Year { 4 } else { 2 };
        format!("govuk-input govuk-date-input__input{error} govuk-input--width-{width}")
    }
}

/// A date of three boxes with its legend, hint and error.
#[component]
pub fn DateInput(
    /// What does not change.
    options: DateInputOptions,
    /// What is in it now; without it the options' value is where it begins.
    #[prop(optional, into)]
    value: Option<Signal<DateParts>>,
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
    /// The boxes at fault now; without it as the options have them.
    #[prop(optional, into)]
    faulty: Option<Signal<Vec<DatePart>>>,
    /// Called at each key, with all boxes.
    #[prop(optional, into)]
    on_input: Option<Callback<DateParts>>,
    /// Called when a box is finished, with all boxes.
    #[prop(optional, into)]
    on_change: Option<Callback<DateParts>>,
    /// Called when the boxes are left, for something that is none of them, with all boxes.
    #[prop(optional, into)]
    on_blur: Option<Callback<DateParts>>,
) -> impl IntoView {
    let control = options.control.clone();
    let signals = ControlSignals::new(&control, label, hint, error, state);
    let typed = RwSignal::new(options.value.clone());
    let value = value.unwrap_or_else(|| typed.into());
    let faulty = faulty.unwrap_or_else(|| Signal::stored(options.faulty.clone()));
    let on_type = Callback::new(move |(part, text): (DatePart, String)| {
        let now = value.get_untracked().with(part, text);
        typed.set(now.clone());
        run(on_input, now);
    });
    let on_finish = Callback::new(move |()| run(on_change, value.get_untracked()));
    let on_leave = move |event: leptos::ev::FocusEvent| {
        if !goes_on_inside(&event)
            && let Some(left) = value.try_get_untracked()
        {
            run(on_blur, left);
        }
    };
    let handlers = Handlers { on_type, on_finish };
    let parts = options.parts().iter().map(|part| {
        let part = *part;
        let is_faulty = Signal::derive(move || {
            signals.has_error() && faulty.with(|faulty| faulty.is_empty() || faulty.contains(&part))
        });
        part_view(&options, part, PartSignals { state: signals.state, value, is_faulty }, handlers)
    });
    let boxes = view! {
        <div class="govuk-date-input" id=control.id.clone() on:focusout=on_leave>
            {parts.collect_view()}
        </div>
    }
    .into_any();
    view! { <div class=signals.group_class("")>{group_fieldset(&control, signals, true, boxes)}</div> }
}

#[derive(Clone, Copy)]
struct PartSignals {
    state: Signal<ControlState>,
    value: Signal<DateParts>,
    is_faulty: Signal<bool>,
}

#[derive(Clone, Copy)]
struct Handlers {
    on_type: Callback<(DatePart, String)>,
    on_finish: Callback<()>,
}

/// Whether the focus goes from one box to another.
fn goes_on_inside(event: &leptos::ev::FocusEvent) -> bool {
    use leptos::{wasm_bindgen::JsCast, web_sys::Node};

    let group = event.current_target().and_then(|group| group.dyn_into::<Node>().ok());
    let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
    group.is_some_and(|group| next.is_some() && group.contains(next.as_ref()))
}

fn part_view(
    options: &DateInputOptions,
    part: DatePart,
    signals: PartSignals,
    handlers: Handlers,
) -> impl IntoView + use<> {
    let PartSignals { state, value, is_faulty } = signals;
    let control = &options.control;
    let id = format!("{}-{}", control.id, part.suffix());
    let first = options.value.get(part);
    view! {
        <div class="govuk-date-input__item">
            <div class="govuk-form-group">
                <label class="govuk-label govuk-date-input__label" for=id.clone()>
                    {part.label()}
                </label>
                <input
                    class=move || part.class(is_faulty.get())
                    id=id
                    name=format!("{}-{}", control.name, part.suffix())
                    type="text"
                    value=(!first.is_empty()).then(|| first.to_owned())
                    prop:value=move || value.with(|value| value.get(part).to_owned())
                    inputmode="numeric"
                    aria-invalid=move || is_faulty.get().then_some("true")
                    autocomplete="off"
                    data-place=control.place.clone()
                    data-part=part.suffix()
                    readonly=move || state.get().is_read_only()
                    disabled=move || state.get().is_disabled()
                    on:input=move |event| run(handlers.on_type, (part, event_target_value(&event)))
                    on:change=move |_| run(handlers.on_finish, ())
                />
            </div>
        </div>
    }
}
