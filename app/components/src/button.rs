//! Button, or a link that looks like one.

/// Options of a button.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ButtonOptions {
    /// What is written on it.
    pub text: String,
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
