//! Checkboxes as a string.

use super::{Element, fieldset::group_fieldset, hint::hint_element};
use crate::{CheckboxesOptions, group_class, numbered};

/// Checkboxes with their legend, hint and error.
pub fn checkboxes(options: &CheckboxesOptions) -> String {
    let control = &options.control;
    let group = Element::new("div").class(group_class(control.error.is_some(), ""));
    if control.label.is_empty() {
        let described_by = control.described_by(None);
        return super::label::help(group, control).child(list_element(options, described_by)).html();
    }
    group.child(group_fieldset(control, false).child(list_element(options, None))).html()
}

/// Without a fieldset the boxes themselves are described by hint and error.
fn list_element(options: &CheckboxesOptions, described_by: Option<String>) -> Element {
    let control = &options.control;
    let list = Element::new("div").class(options.class());
    numbered(&control.id, &options.choices).into_iter().fold(list, |list, (id, choice)| {
        let divider =
            choice.divider.as_ref().map(|text| Element::new("div").class("govuk-checkboxes__divider").text(text));
        let hint_id = choice.hint.as_ref().map(|_| format!("{id}-item-hint"));
        let described = [described_by.clone(), hint_id.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let input = Element::new("input")
            .class("govuk-checkboxes__input")
            .id(&id)
            .attribute("name", &control.name)
            .attribute("type", "checkbox")
            .attribute("value", &choice.value)
            .flag("checked", options.values.contains(&choice.value))
            .flag("disabled", choice.is_disabled || control.state.is_closed())
            .optional("data-behaviour", choice.is_exclusive.then_some("exclusive"))
            .optional("aria-describedby", (!described.is_empty()).then_some(described))
            .attribute("autocomplete", "off")
            .attribute("data-place", &control.place);
        let label =
            Element::new("label").class("govuk-label govuk-checkboxes__label").attribute("for", &id).text(&choice.text);
        let hint = choice.hint.as_ref().map(|text| hint_element(text, hint_id.clone(), Some("govuk-checkboxes__hint")));
        let item = Element::new("div").class("govuk-checkboxes__item").child(input).child(label).children(hint);
        list.children(divider).child(item)
    })
}
