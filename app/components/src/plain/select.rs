//! Select as a string.

use super::{Element, label::labelled};
use crate::{SelectOptions, group_class};

/// A select with its label, hint and error.
pub fn select(options: &SelectOptions) -> String {
    let control = &options.control;
    let items = options.all().into_iter().map(|choice| {
        Element::new("option")
            .attribute("value", &choice.value)
            .flag("selected", choice.value == options.value)
            .flag("disabled", choice.is_disabled)
            .text(&choice.text)
    });
    let select = Element::new("select")
        .class(SelectOptions::class(control.error.is_some()))
        .id(&control.id)
        .attribute("name", &control.name)
        .flag("disabled", control.state.is_closed())
        .optional("aria-describedby", control.described_by(None))
        .optional("aria-invalid", control.error.is_some().then_some("true"))
        .attribute("autocomplete", "off")
        .attribute("data-place", &control.place)
        .children(items);
    let group = Element::new("div").class(group_class(control.error.is_some(), ""));
    labelled(group, control, &control.id).child(select).html()
}
