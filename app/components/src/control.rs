//! What every control has: its place, name, id, label, hint, error and state, and the same as signals.

use leptos::prelude::*;

use crate::element_id;

/// What every control has. `place` is the question's path; name and id come from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Control {
    /// Path of the question, in attribute `data-place`.
    pub place: String,
    /// Name under which a plain form sends the value.
    pub name: String,
    /// Id of the element, see [`element_id`]; hint and error add `-hint`, `-error`.
    pub id: String,
    /// Label, or legend of a group.
    pub label: String,
    /// How big the label is written.
    pub label_size: LabelSize,
    /// Whether the label is the page's `<h1>`.
    pub is_heading: bool,
    /// Help below the label.
    pub hint: Option<String>,
    /// What to do about the value, above the control.
    pub error: Option<String>,
    /// Whether the value can be changed.
    pub state: ControlState,
}

/// Size of a label, legend or caption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelSize {
    /// As running text.
    #[default]
    Normal,
    /// Bold, as running text.
    Small,
    /// One of several questions of a page.
    Medium,
    /// The question of a page.
    Large,
    /// The title of a screen.
    ExtraLarge,
}

/// Whether a value can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ControlState {
    /// It can.
    #[default]
    Open,
    /// It is shown, can be copied and is sent with the form, but not changed. Choices are disabled instead, for want
    /// of such a state.
    ReadOnly,
    /// It is greyed and not sent.
    Disabled,
}

impl Control {
    /// A control of a place, open, without hint or error.
    pub fn new(place: impl Into<String>, label: impl Into<String>) -> Self {
        let place = place.into();
        Self { id: element_id(&place), name: place.clone(), place, label: label.into(), ..Self::default() }
    }

    /// The label is the page's heading, written large.
    #[must_use]
    pub fn heading(self) -> Self {
        Self { is_heading: true, label_size: LabelSize::Large, ..self }
    }

    /// The label is written in this size.
    #[must_use]
    pub fn size(self, label_size: LabelSize) -> Self {
        Self { label_size, ..self }
    }

    /// With help below the label.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// With a message what to do about the value.
    #[must_use]
    pub fn error(self, error: impl Into<String>) -> Self {
        Self { error: Some(error.into()), ..self }
    }

    /// In this state.
    #[must_use]
    pub fn state(self, state: ControlState) -> Self {
        Self { state, ..self }
    }

    /// Ids of what describes the control, for `aria-describedby`: first `before`, then hint, then error.
    pub fn described_by(&self, before: Option<&str>) -> Option<String> {
        described_by(&self.id, before, self.hint.is_some(), self.error.is_some())
    }
}

impl LabelSize {
    /// The modifier behind `--`, none for running text.
    pub fn modifier(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Small => Some("s"),
            Self::Medium => Some("m"),
            Self::Large => Some("l"),
            Self::ExtraLarge => Some("xl"),
        }
    }

    /// `block`, and `block--modifier` where there is one.
    pub fn class(self, block: &str) -> String {
        self.modifier().map_or_else(|| block.to_owned(), |modifier| format!("{block} {block}--{modifier}"))
    }
}

impl ControlState {
    /// Whether a box for typing is marked `readonly`.
    pub fn is_read_only(self) -> bool {
        self == Self::ReadOnly
    }

    /// Whether a box for typing is marked `disabled`.
    pub fn is_disabled(self) -> bool {
        self == Self::Disabled
    }

    /// Whether a choice is marked `disabled`.
    pub fn is_closed(self) -> bool {
        self != Self::Open
    }
}

/// The changing parts of a control, as signals. What is not given stays as the options have it.
#[derive(Clone, Copy)]
pub(crate) struct ControlSignals {
    pub(crate) label: Signal<String>,
    pub(crate) hint: Signal<Option<String>>,
    pub(crate) error: Signal<Option<String>>,
    pub(crate) state: Signal<ControlState>,
}

impl ControlSignals {
    pub(crate) fn new(
        control: &Control,
        label: Option<Signal<Option<String>>>,
        hint: Option<Signal<Option<String>>>,
        error: Option<Signal<Option<String>>>,
        state: Option<Signal<ControlState>>,
    ) -> Self {
        let own_label = control.label.clone();
        Self {
            label: match label {
                Some(label) => Signal::derive(move || label.get().unwrap_or_else(|| own_label.clone())),
                None => Signal::stored(own_label),
            },
            hint: hint.unwrap_or_else(|| Signal::stored(control.hint.clone())),
            error: error.unwrap_or_else(|| Signal::stored(control.error.clone())),
            state: state.unwrap_or_else(|| Signal::stored(control.state)),
        }
    }

    /// `aria-describedby` of the control with this id, see [`Control::described_by`].
    pub(crate) fn described_by(self, id: &str, before: Option<String>) -> Signal<Option<String>> {
        let id = id.to_owned();
        Signal::derive(move || {
            described_by(&id, before.as_deref(), self.hint.with(Option::is_some), self.error.with(Option::is_some))
        })
    }

    /// Whether there is an error now.
    pub(crate) fn has_error(self) -> bool {
        self.error.with(Option::is_some)
    }

    /// Class of the form group around the control.
    pub(crate) fn group_class(self, more: &'static str) -> impl Fn() -> String + Clone + Send + 'static {
        move || group_class(self.has_error(), more)
    }
}

/// Class of the form group around a control.
pub(crate) fn group_class(has_error: bool, more: &str) -> String {
    let error = if has_error { " govuk-form-group--error" } else { "" };
    let space = if more.is_empty() { "" } else { " " };
    format!("govuk-form-group{error}{space}{more}")
}

/// Calls a handler, where there is one and it is still there: a browser tells a box that it was left when it is taken away.
pub(crate) fn run<T: 'static>(handler: impl Into<Option<Callback<T>>>, value: T) {
    if let Some(handler) = handler.into() {
        let _ = handler.try_run(value);
    }
}

fn described_by(id: &str, before: Option<&str>, has_hint: bool, has_error: bool) -> Option<String> {
    let ids =
        [before.map(str::to_owned), has_hint.then(|| format!("{id}-hint")), has_error.then(|| format!("{id}-error"))];
    let joined = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::Control;

    #[test]
    fn described_by_joins_what_there_is() {
        let control = Control::new("a.b", "Label");
        assert_eq!(control.described_by(None), None);
        let control = control.hint("Help").error("Enter it");
        assert_eq!(control.described_by(Some("a-b-info")).as_deref(), Some("a-b-info a-b-hint a-b-error"));
        assert_eq!((control.name.as_str(), control.id.as_str()), ("a.b", "a-b"));
    }
}
