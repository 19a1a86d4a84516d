//! Button, or a link that looks like one.

use leptos::prelude::*;

use crate::run;

/// Options of a button.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ButtonOptions {
    /// What is written on it.
    pub text: String,
    /// What it is about, read out after the text.
    pub about: Option<String>,
    /// How it looks.
    pub kind: ButtonKind,
    /// With an address it is a link.
    pub href: Option<String>,
    /// Name sent with the form.
    pub name: Option<String>,
    /// Value sent with the form.
    pub value: Option<String>,
    /// Address the form goes to when this button sends it.
    pub form_action: Option<String>,
    /// Does nothing of its own, never sends a form.
    pub is_plain: bool,
    /// Cannot be pressed.
    pub is_disabled: bool,
}

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one that goes on.
    #[default]
    Primary,
    /// Others.
    Secondary,
    /// What cannot be undone.
    Warning,
    /// On a dark ground.
    Inverse,
    /// Looks like a link, for small actions in lists.
    Link,
}

impl ButtonOptions {
    /// A button that sends the form.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A link that looks like a button.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..Self::new(text) }
    }

    /// In this look.
    #[must_use]
    pub fn kind(self, kind: ButtonKind) -> Self {
        Self { kind, ..self }
    }

    /// About this, for those who hear it.
    #[must_use]
    pub fn about(self, about: impl Into<String>) -> Self {
        Self { about: Some(about.into()), ..self }
    }

    /// Sends this name and value with the form.
    #[must_use]
    pub fn sends(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..self }
    }
}

impl ButtonKind {
    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "govuk-button",
            Self::Secondary => "govuk-button govuk-button--secondary",
            Self::Warning => "govuk-button govuk-button--warning",
            Self::Inverse => "govuk-button govuk-button--inverse",
            Self::Link => "app-button-link",
        }
    }
}

/// A button, or a link that looks like one.
#[component]
pub fn Button(
    /// Text, look, what it sends.
    options: ButtonOptions,
    /// Whether it cannot be pressed now; without it as the options have it.
    #[prop(optional, into)]
    disabled: Option<Signal<bool>>,
    /// Called when it is pressed; then it does not send the form.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let ButtonOptions { text, about, kind, href, name, value, form_action, is_plain, is_disabled } = options;
    let about = about.map(|about| view! { <span class="govuk-visually-hidden">" "{about}</span> });
    if let Some(href) = href {
        return view! {
            <a href=href role="button" draggable="false" class=kind.class()>
                {text}
                {about}
            </a>
        }
        .into_any();
    }
    let is_disabled = disabled.unwrap_or_else(|| Signal::stored(is_disabled));
    let press = move |event: leptos::ev::MouseEvent| {
        if on_press.is_some() {
            event.prevent_default();
            run(on_press, ());
        }
    };
    view! {
        <button
            value=value
            type=if is_plain { "button" } else { "submit" }
            name=name
            formaction=form_action
            disabled=move || is_disabled.get()
            aria-disabled=move || is_disabled.get().then_some("true")
            class=kind.class()
            on:click=press
        >
            {text}
            {about}
        </button>
    }
    .into_any()
}
