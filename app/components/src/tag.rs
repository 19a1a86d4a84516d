//! A state in one or two words.

use leptos::prelude::*;

/// Options of a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagOptions {
    /// The state in one or two words.
    pub text: String,
    /// Its colour, never the only difference between two states.
    pub colour: TagColour,
}

/// Colour of a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagColour {
    /// To be done.
    #[default]
    Blue,
    /// Not begun, closed.
    Grey,
    /// Done well.
    Green,
    /// Waits for someone.
    Purple,
    /// Under way.
    Teal,
    /// Sent back.
    Magenta,
    /// Refused, late.
    Red,
    /// Near its date.
    Orange,
    /// To be looked at again.
    Yellow,
}

impl TagOptions {
    /// A tag.
    pub fn new(text: impl Into<String>, colour: TagColour) -> Self {
        Self { text: text.into(), colour }
    }
}

impl TagColour {
    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Blue => "govuk-tag",
            Self::Grey => "govuk-tag govuk-tag--grey",
            Self::Green => "govuk-tag govuk-tag--green",
            Self::Purple => "govuk-tag govuk-tag--purple",
            Self::Teal => "govuk-tag govuk-tag--teal",
            Self::Magenta => "govuk-tag govuk-tag--magenta",
            Self::Red => "govuk-tag govuk-tag--red",
            Self::Orange => "govuk-tag govuk-tag--orange",
            Self::Yellow => "govuk-tag govuk-tag--yellow",
        }
    }
}

/// A tag.
#[component]
pub fn Tag(
    /// Text and colour.
    options: TagOptions,
) -> impl IntoView {
    view! { <strong class=options.colour.class()>{options.text}</strong> }
}
