//! Header as a string.

use words::interface;

use super::Element;
use crate::{HeaderOptions, NavigationItem, SignedIn};

/// The header.
pub fn header(options: &HeaderOptions) -> String {
    header_element(options).html()
}

pub(super) fn header_element(options: &HeaderOptions) -> Element {
    let name = Element::new("a").class("app-header__name").attribute("href", &options.home_href);
    let top = Element::new("div")
        .class("app-header__top govuk-width-container")
        .child(name.text(&options.service_name))
        .children(options.person.as_ref().map(person_element));
    let navigation = (!options.navigation.is_empty()).then(|| navigation_element(&options.navigation));
    Element::new("header").class("app-header").child(top).children(navigation)
}

fn person_element(person: &SignedIn) -> Element {
    let detail = person.detail.as_ref().map(|text| Element::new("span").class("app-header__person-detail").text(text));
    let name = Element::new("p")
        .class("app-header__person-name")
        .child(Element::new("span").text(&person.name))
        .children(detail);
    let hidden = person.hidden.iter().map(|(name, value)| {
        Element::new("input").attribute("type", "hidden").attribute("name", name).attribute("value", value)
    });
    let button =
        Element::new("button").attribute("type", "submit").class("app-header__sign-out").text(interface::sign_out());
    let form = Element::new("form")
        .attribute("method", "post")
        .attribute("action", &person.sign_out_action)
        .attribute("autocomplete", "off")
        .children(hidden)
        .child(button);
    Element::new("div").class("app-header__person").child(name).child(form)
}

fn navigation_element(items: &[NavigationItem]) -> Element {
    let items = items.iter().map(|item| {
        let link = Element::new("a")
            .class("app-header__link")
            .attribute("href", &item.href)
            .optional("aria-current", item.is_current.then_some("page"))
            .text(&item.text);
        Element::new("li").class(item.class()).child(link)
    });
    let list = Element::new("ul").class("app-header__list govuk-width-container").children(items);
    Element::new("nav").class("app-header__navigation").attribute("aria-label", interface::menu()).child(list)
}
