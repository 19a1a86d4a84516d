//! Search as a string: a box with a button that narrows the options, and the options as radios.

use words::interface;

use super::{Element, fieldset::group_fieldset, radios::list_element};
use crate::{ButtonKind, ButtonOptions, Choice, SearchOptions, group_class};

/// Name of the button that narrows the options; its value is the place of the question.
pub const SEARCH_BUTTON: &str = "search";

/// A search with its legend, hint and error. What is chosen stays among the options, also when it does not match.
pub fn search(options: &SearchOptions) -> String {
    let control = &options.control;
    // The box has the id of the question, so that a link from the error summary leads to it.
    let id = &control.id;
    let query = Element::new("input")
        .class("govuk-input app-search__input")
        .id(id)
        .attribute("name", options.query_name())
        .attribute("type", "text")
        .attribute("spellcheck", "false")
        .optional("value", (!options.query.is_empty()).then_some(&options.query))
        .attribute("autocomplete", "off")
        .flag("disabled", control.state.is_closed());
    let button = ButtonOptions {
        is_disabled: control.state.is_closed(),
        ..ButtonOptions::new(interface::search()).kind(ButtonKind::Secondary).sends(SEARCH_BUTTON, &control.place)
    };
    let row = Element::new("div").class("app-search__query").child(query).markup(super::button(&button));
    let label = Element::new("label").class("govuk-visually-hidden").attribute("for", id).text(interface::search());
    let found = Element::new("p").class("app-search__found").text(interface::options_found(options.choices.len()));
    let list = list_element(control, "govuk-radios govuk-radios--small", &choices(options), &options.value);
    Element::new("div")
        .class(group_class(control.error.is_some(), "app-search"))
        .child(group_fieldset(control, false).child(label).child(row).child(found).child(list))
        .html()
}

fn choices(options: &SearchOptions) -> Vec<Choice> {
    let is_missing = !options.value.is_empty() && options.choices.iter().all(|choice| choice.value != options.value);
    let text = if options.value_text.is_empty() { &options.value } else { &options.value_text };
    let chosen = is_missing.then(|| Choice::new(&options.value, text));
    chosen.into_iter().chain(options.choices.iter().cloned()).collect()
}
