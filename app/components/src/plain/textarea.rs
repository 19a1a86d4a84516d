//! Box for several lines as a string.

use words::interface;

use super::{Element, label::labelled};
use crate::{TextareaOptions, group_class};

/// A box for several lines with its label, hint and error, and the limit below it.
pub fn textarea(options: &TextareaOptions) -> String {
    let control = &options.control;
    let group = Element::new("div")
        .class(group_class(control.error.is_some(), options.group_class()))
        .optional("data-maxlength", options.limit.map(|limit| limit.to_string()));
    let group = labelled(group, control, &control.id);
    let info = options.limit.zip(options.info_id()).map(|(limit, id)| {
        Element::new("div")
            .id(id)
            .class("govuk-hint govuk-character-count__message")
            .text(interface::characters_at_most(limit))
    });
    let status = options.limit.map(|_| {
        Element::new("div")
            .class("govuk-character-count__sr-status govuk-visually-hidden")
            .attribute("aria-live", "polite")
    });
    group.child(textarea_element(options)).children(info).children(status).html()
}

fn textarea_element(options: &TextareaOptions) -> Element {
    let control = &options.control;
    Element::new("textarea")
        .class(options.class(control.error.is_some()))
        .id(&control.id)
        .attribute("name", &control.name)
        .attribute("rows", options.lines())
        .optional("aria-describedby", control.described_by(options.info_id().as_deref()))
        .optional("aria-invalid", control.error.is_some().then_some("true"))
        .attribute("autocomplete", "off")
        .attribute("data-place", &control.place)
        .flag("readonly", control.state.is_read_only())
        .flag("disabled", control.state.is_disabled())
        .textarea_text(&options.value)
}
