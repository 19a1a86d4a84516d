//! Button as a string.

use super::{Element, markup::visually_hidden};
use crate::ButtonOptions;

/// A button, or a link that looks like one.
pub fn button(options: &ButtonOptions) -> String {
    let about = options.about.as_ref().map(|about| visually_hidden(format!(" {about}")));
    if let Some(href) = &options.href {
        return Element::new("a")
            .attribute("href", href)
            .attribute("role", "button")
            .attribute("draggable", "false")
            .class(options.kind.class())
            .text(&options.text)
            .children(about)
            .html();
    }
    Element::new("button")
        .optional("value", options.value.as_ref())
        .attribute("type", if options.is_plain { "button" } else { "submit" })
        .optional("name", options.name.as_ref())
        .optional("formaction", options.form_action.as_ref())
        .flag("disabled", options.is_disabled)
        .optional("aria-disabled", options.is_disabled.then_some("true"))
        .class(options.kind.class())
        .text(&options.text)
        .children(about)
        .html()
}

/// Several buttons and links side by side.
pub fn button_group(parts_html: &[String]) -> String {
    Element::new("div").class("govuk-button-group").markup(parts_html.concat()).html()
}
