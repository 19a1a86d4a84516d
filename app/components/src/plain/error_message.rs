//! Error message as a string.

use words::interface;

use super::{Element, markup::visually_hidden};
use crate::ErrorMessageOptions;

/// An error message.
pub fn error_message(options: &ErrorMessageOptions) -> String {
    error_element(&options.text, options.id.clone()).html()
}

pub(super) fn error_element(text: &str, id: Option<String>) -> Element {
    Element::new("p")
        .optional("id", id)
        .class("govuk-error-message")
        .child(visually_hidden(interface::error_prefix()))
        .text(" ")
        .text(text)
}
