//! Date as a string.

use super::{Element, fieldset::group_fieldset};
use crate::{DateInputOptions, DatePart, group_class};

/// A date of three boxes with its legend, hint and error.
pub fn date_input(options: &DateInputOptions) -> String {
    let control = &options.control;
    let parts = options.parts().iter().map(|part| part_element(options, *part));
    let boxes = Element::new("div").class("govuk-date-input").id(&control.id).children(parts);
    Element::new("div")
        .class(group_class(control.error.is_some(), ""))
        .child(group_fieldset(control, true).child(boxes))
        .html()
}

fn part_element(options: &DateInputOptions, part: DatePart) -> Element {
    let control = &options.control;
    let id = format!("{}-{}", control.id, part.suffix());
    let is_faulty = options.is_faulty(part, control.error.is_some());
    let value = options.value.get(part);
    let label =
        Element::new("label").class("govuk-label govuk-date-input__label").attribute("for", &id).text(part.label());
    let input = Element::new("input")
        .class(part.class(is_faulty))
        .id(id)
        .attribute("name", format!("{}-{}", control.name, part.suffix()))
        .attribute("type", "text")
        .optional("value", (!value.is_empty()).then_some(value))
        .attribute("inputmode", "numeric")
        .optional("aria-invalid", is_faulty.then_some("true"))
        .attribute("autocomplete", "off")
        .attribute("data-place", &control.place)
        .attribute("data-part", part.suffix())
        .flag("readonly", control.state.is_read_only())
        .flag("disabled", control.state.is_disabled());
    Element::new("div")
        .class("govuk-date-input__item")
        .child(Element::new("div").class("govuk-form-group").child(label).child(input))
}
