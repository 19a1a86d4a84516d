//! Map of the way as a string.

use super::{Element, markup::visually_hidden};
use crate::{JourneyMapOptions, JourneySection, JourneyStop};

/// A map of the way.
pub fn journey_map(options: &JourneyMapOptions) -> String {
    let remaining =
        options.remaining.as_ref().map(|text| Element::new("p").class("app-journey-map__remaining").text(text));
    let sections = options.sections.iter().map(section_element);
    Element::new("nav")
        .class("app-journey-map")
        .attribute("aria-label", &options.title)
        .child(Element::new("h2").class("app-journey-map__title").text(&options.title))
        .children(remaining)
        .child(Element::new("ol").class("app-journey-map__sections").children(sections))
        .html()
}

fn section_element(section: &JourneySection) -> Element {
    let detail = section.detail.as_ref().map(|text| Element::new("span").class("app-journey-map__detail").text(text));
    let head = Element::new("p")
        .class("app-journey-map__head")
        .child(Element::new("strong").text(&section.title))
        .children(detail);
    let stops = (!section.stops.is_empty())
        .then(|| Element::new("ol").class("app-journey-map__stops").children(section.stops.iter().map(stop_element)));
    let modifier = section.state.modifier();
    Element::new("li")
        .class(format!("app-journey-map__section app-journey-map__section--{modifier}"))
        .child(head)
        .children(stops)
}

fn stop_element(stop: &JourneyStop) -> Element {
    let state = (!stop.state_text.is_empty()).then(|| visually_hidden(format!(" {}", stop.state_text)));
    let name = match &stop.href {
        Some(href) => Element::new("a")
            .class("govuk-link app-journey-map__link")
            .attribute("href", href)
            .optional("aria-current", stop.state.aria_current()),
        None => Element::new("span").optional("aria-current", stop.state.aria_current()),
    };
    Element::new("li")
        .class(format!("app-journey-map__stop app-journey-map__stop--{}", stop.state.modifier()))
        .child(name.text(&stop.title).children(state))
}
