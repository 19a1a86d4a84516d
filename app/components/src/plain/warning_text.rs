//! Warning as a string.

use words::interface;

use super::{Element, markup::visually_hidden};
use crate::WarningTextOptions;

/// A warning.
pub fn warning_text(options: &WarningTextOptions) -> String {
    let icon = Element::new("span").class("govuk-warning-text__icon").attribute("aria-hidden", "true").text("!");
    let text = Element::new("strong")
        .class("govuk-warning-text__text")
        .child(visually_hidden(interface::warning()))
        .text(" ")
        .text(&options.text);
    Element::new("div").class("govuk-warning-text").child(icon).child(text).html()
}
