//! Box for one line as a string.

use super::{Element, label::labelled};
use crate::{TextInputOptions, group_class};

/// A box for one line with its label, hint and error.
pub fn text_input(options: &TextInputOptions) -> String {
    let control = &options.control;
    let group = Element::new("div").class(group_class(control.error.is_some(), ""));
    let group = labelled(group, control, &control.id);
    let input = input_element(options);
    let affix = |class, text: &String| Element::new("div").class(class).attribute("aria-hidden", "true").text(text);
    let group = if options.prefix.is_some() || options.suffix.is_some() {
        let prefix = options.prefix.as_ref().map(|text| affix("govuk-input__prefix", text));
        let suffix = options.suffix.as_ref().map(|text| affix("govuk-input__suffix", text));
        group.child(Element::new("div").class("govuk-input__wrapper").children(prefix).child(input).children(suffix))
    } else {
        group.child(input)
    };
    let offers = options.list_id(&options.offers).map(|id| {
        let offer = |text: &String| Element::new("option").attribute("value", text);
        Element::new("datalist").id(id).children(options.offers.iter().map(offer))
    });
    group.children(offers).html()
}

fn input_element(options: &TextInputOptions) -> Element {
    let control = &options.control;
    // A password is never written into a page.
    let value = (options.kind != crate::TextInputKind::Password && !options.value.is_empty()).then_some(&options.value);
    Element::new("input")
        .class(options.class(control.error.is_some()))
        .id(&control.id)
        .attribute("name", &control.name)
        .attribute("type", options.kind.input_type())
        .optional("spellcheck", options.kind.spellcheck())
        .optional("value", value)
        .optional("aria-describedby", control.described_by(None))
        .optional("aria-invalid", control.error.is_some().then_some("true"))
        .optional("inputmode", options.kind.input_mode())
        .optional("list", options.list_id(&options.offers))
        .attribute("autocomplete", "off")
        .attribute("data-place", &control.place)
        .flag("readonly", control.state.is_read_only())
        .flag("disabled", control.state.is_disabled())
}
