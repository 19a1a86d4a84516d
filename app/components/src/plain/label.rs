//! Label as a string.

use super::Element;
use crate::{Control, LabelOptions};

/// A label.
pub fn label(options: &LabelOptions) -> String {
    label_element(options).html()
}

pub(super) fn label_element(options: &LabelOptions) -> Element {
    let label = Element::new("label")
        .class(options.size.class("govuk-label"))
        .optional("for", options.for_id.as_ref())
        .text(&options.text);
    if options.is_heading { Element::new("h1").class("govuk-label-wrapper").child(label) } else { label }
}

/// Label, hint and error of a control, in this order.
pub(super) fn labelled(group: Element, control: &Control, for_id: &str) -> Element {
    let label = label_element(&LabelOptions {
        text: control.label.clone(),
        for_id: Some(for_id.to_owned()),
        size: control.label_size,
        is_heading: control.is_heading,
    });
    help(group.child(label), control)
}

/// Hint and error of a control, in this order.
pub(super) fn help(group: Element, control: &Control) -> Element {
    let hint =
        control.hint.as_ref().map(|text| super::hint::hint_element(text, Some(format!("{}-hint", control.id)), None));
    let error = control
        .error
        .as_ref()
        .map(|text| super::error_message::error_element(text, Some(format!("{}-error", control.id))));
    group.children(hint).children(error)
}
