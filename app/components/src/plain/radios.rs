//! Radios as a string.

use super::{Element, fieldset::group_fieldset, hint::hint_element};
use crate::{Choice, Control, RadiosOptions, group_class, numbered};

/// Radios with their legend, hint and error.
pub fn radios(options: &RadiosOptions) -> String {
    let control = &options.control;
    let list = list_element(control, options.class(), &options.choices, &options.value);
    let group = Element::new("div").class(group_class(control.error.is_some(), ""));
    if control.label.is_empty() {
        return super::label::help(group, control).child(list).html();
    }
    group.child(group_fieldset(control, false).child(list)).html()
}

pub(super) fn list_element(control: &Control, class: &str, choices: &[Choice], value: &str) -> Element {
    let list = Element::new("div").class(class);
    numbered(&control.id, choices).into_iter().fold(list, |list, (id, choice)| {
        let divider = choice.divider.as_ref().map(|text| Element::new("div").class("govuk-radios__divider").text(text));
        let hint_id = choice.hint.as_ref().map(|_| format!("{id}-item-hint"));
        let input = Element::new("input")
            .class("govuk-radios__input")
            .id(&id)
            .attribute("name", &control.name)
            .attribute("type", "radio")
            .attribute("value", &choice.value)
            .flag("checked", choice.value == value)
            .flag("disabled", choice.is_disabled || control.state.is_closed())
            .optional("aria-describedby", hint_id.as_ref())
            .attribute("autocomplete", "off")
            .attribute("data-place", &control.place);
        let label =
            Element::new("label").class("govuk-label govuk-radios__label").attribute("for", &id).text(&choice.text);
        let hint = choice.hint.as_ref().map(|text| hint_element(text, hint_id.clone(), Some("govuk-radios__hint")));
        let item = Element::new("div").class("govuk-radios__item").child(input).child(label).children(hint);
        list.children(divider).child(item)
    })
}
