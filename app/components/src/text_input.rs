//! Box for one line of text: names, money, numbers, codes.

use leptos::prelude::*;

use crate::{Control, ControlSignals, ControlState, labelled, run};

/// Options of a box for one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextInputOptions {
    /// What every control has.
    pub control: Control,
    /// What is in it.
    pub value: String,
    /// What is typed, for the type of the box and the keyboard of a phone.
    pub kind: TextInputKind,
    /// How wide it is.
    pub width: InputWidth,
    /// Before the value, like `£`.
    pub prefix: Option<String>,
    /// After the value, like `%`.
    pub suffix: Option<String>,
    /// Codes and numbers that are read digit by digit.
    pub has_extra_letter_spacing: bool,
    /// Offered values, for a text with a list (as `<datalist>`).
    pub offers: Vec<String>,
}

/// What is typed into a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextInputKind {
    /// Words.
    #[default]
    Text,
    /// A name or code: no spell check.
    Name,
    /// Digits only.
    Digits,
    /// Money or another number with a point.
    Decimal,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// A password; never filled in by us.
    Password,
}

/// Width of a box in characters; `Full` takes all there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputWidth {
    /// All there is.
    #[default]
    Full,
    /// 2 characters.
    Two,
    /// 3 characters.
    Three,
    /// 4 characters.
    Four,
    /// 5 characters.
    Five,
    /// 10 characters.
    Ten,
    /// 20 characters.
    Twenty,
    /// 30 characters.
    Thirty,
}

impl TextInputOptions {
    /// A box for words.
    pub fn new(control: Control, value: impl Into<String>) -> Self {
        Self { control, value: value.into(), ..Self::default() }
    }

    /// Class of the box.
    pub(crate) fn class(&self, has_error: bool) -> String {
        let mut class = "govuk-input".to_owned();
        if let Some(width) = self.width.modifier() {
            class.push_str(" govuk-input--");
            class.push_str(width);
        }
        if self.has_extra_letter_spacing {
            class.push_str(" govuk-input--extra-letter-spacing");
        }
        if has_error {
            class.push_str(" govuk-input--error");
        }
        class
    }

    /// Id of the list of these offers, where there are any.
    pub(crate) fn list_id(&self, offers: &[String]) -> Option<String> {
        (!offers.is_empty()).then(|| format!("{}-offers", self.control.id))
    }
}

impl TextInputKind {
    /// Attribute `type`.
    pub fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Name | Self::Digits | Self::Decimal => "text",
            Self::Email => "email",
            Self::Telephone => "tel",
            Self::Password => "password",
        }
    }

    /// Attribute `inputmode`.
    pub fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Digits => Some("numeric"),
            Self::Decimal => Some("decimal"),
            _ => None,
        }
    }

    /// Attribute `spellcheck`.
    pub fn spellcheck(self) -> Option<&'static str> {
        (self != Self::Text).then_some("false")
    }
}

impl InputWidth {
    /// The modifier behind `--`, none for all there is.
    pub fn modifier(self) -> Option<&'static str> {
        match self {
            Self::Full => None,
            Self::Two => Some("width-2"),
            Self::Three => Some("width-3"),
            Self::Four => Some("width-4"),
            Self::Five => Some("width-5"),
            Self::Ten => Some("width-10"),
            Self::Twenty => Some("width-20"),
            Self::Thirty => Some("width-30"),
        }
    }
}

/// A box for one line with its label, hint and error.
#[component]
pub fn TextInput(
    /// What does not change.
    options: TextInputOptions,
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
    /// Offers now; without it as the options have them.
    #[prop(optional, into)]
    offers: Option<Signal<Vec<String>>>,
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
    let offers = offers.unwrap_or_else(|| Signal::stored(options.offers.clone()));
    let input = box_view(&options, signals, value, offers, Handlers { on_input, on_change, on_blur });
    let affix =
        |class, text: Option<String>| text.map(|text| view! { <div class=class aria-hidden="true">{text}</div> });
    let is_wrapped = options.prefix.is_some() || options.suffix.is_some();
    let input = if is_wrapped {
        view! {
            <div class="govuk-input__wrapper">
                {affix("govuk-input__prefix", options.prefix.clone())}
                {input}
                {affix("govuk-input__suffix", options.suffix.clone())}
            </div>
        }
        .into_any()
    } else {
        input.into_any()
    };
    let offered = move || {
        let offer = |offer: String| view! { <option value=offer></option> };
        let id = offers.with(|offers| options.list_id(offers));
        id.map(|id| view! { <datalist id=id>{offers.get().into_iter().map(offer).collect_view()}</datalist> })
    };
    view! {
        <div class=signals.group_class("")>
            {labelled(&control, signals)}
            {input}
            {offered}
        </div>
    }
}

#[derive(Clone, Copy)]
struct Handlers {
    on_input: Option<Callback<String>>,
    on_change: Option<Callback<String>>,
    on_blur: Option<Callback<String>>,
}

fn box_view(
    options: &TextInputOptions,
    signals: ControlSignals,
    value: Option<Signal<String>>,
    offers: Signal<Vec<String>>,
    handlers: Handlers,
) -> impl IntoView + use<> {
    let control = &options.control;
    let described_by = signals.described_by(&control.id, None);
    let (classes, listed) = (options.clone(), options.clone());
    let is_password = options.kind == TextInputKind::Password;
    let first = (!is_password && !options.value.is_empty()).then(|| options.value.clone());
    view! {
        <input
            class=move || classes.class(signals.has_error())
            id=control.id.clone()
            name=control.name.clone()
            type=options.kind.input_type()
            spellcheck=options.kind.spellcheck()
            value=first
            prop:value=move || value.map(|value| value.get())
            aria-describedby=move || described_by.get()
            aria-invalid=move || signals.has_error().then_some("true")
            inputmode=options.kind.input_mode()
            list=move || offers.with(|offers| listed.list_id(offers))
            autocomplete="off"
            data-place=control.place.clone()
            readonly=move || signals.state.get().is_read_only()
            disabled=move || signals.state.get().is_disabled()
            on:input=move |event| run(handlers.on_input, event_target_value(&event))
            on:change=move |event| run(handlers.on_change, event_target_value(&event))
            on:blur=move |event| run(handlers.on_blur, event_target_value(&event))
        />
    }
}
