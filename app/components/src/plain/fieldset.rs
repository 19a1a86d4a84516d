//! Fieldset as a string.

use super::Element;
use crate::{Control, FieldsetOptions};

/// A fieldset around markup of this module.
pub fn fieldset(options: &FieldsetOptions, content_html: &str) -> String {
    fieldset_element(options).markup(content_html).html()
}

pub(super) fn fieldset_element(options: &FieldsetOptions) -> Element {
    let fieldset = Element::new("fieldset")
        .class("govuk-fieldset")
        .optional("role", options.is_group.then_some("group"))
        .optional("aria-describedby", options.described_by.as_ref());
    if options.legend.is_empty() {
        return fieldset;
    }
    let legend = Element::new("legend").class(options.size.class("govuk-fieldset__legend"));
    fieldset.child(if options.is_heading {
        legend.child(Element::new("h1").class("govuk-fieldset__heading").text(&options.legend))
    } else {
        legend.text(&options.legend)
    })
}

/// The fieldset of a group of choices, with legend, hint and error.
pub(super) fn group_fieldset(control: &Control, is_group: bool) -> Element {
    let options = FieldsetOptions {
        legend: control.label.clone(),
        size: control.label_size,
        is_heading: control.is_heading,
        described_by: control.described_by(None),
        is_group,
    };
    super::label::help(fieldset_element(&options), control)
}
