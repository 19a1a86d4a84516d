//! Pagination as a string.

use words::interface;

use super::{Element, markup::visually_hidden};
use crate::{ARROW_NEXT, ARROW_PREVIOUS, PaginationItem, PaginationLink, PaginationOptions};

/// A pagination.
pub fn pagination(options: &PaginationOptions) -> String {
    let is_block = options.is_block();
    let previous = options.previous.as_ref().map(|link| {
        let parts = [arrow(ARROW_PREVIOUS)].into_iter().chain(link_text(
            options.title_class(link),
            link,
            interface::previous_page(),
        ));
        Element::new("div").class("govuk-pagination__prev").child(anchor(link, "prev").children(parts))
    });
    let next = options.next.as_ref().map(|link| {
        let text = link_text(options.title_class(link), link, interface::next_page());
        let anchor = anchor(link, "next");
        // Below each other both arrows stand before the text.
        let anchor = if is_block {
            anchor.child(arrow(ARROW_NEXT)).children(text)
        } else {
            anchor.children(text).child(arrow(ARROW_NEXT))
        };
        Element::new("div").class("govuk-pagination__next").child(anchor)
    });
    let numbers = (!options.items.is_empty())
        .then(|| Element::new("ul").class("govuk-pagination__list").children(options.items.iter().map(number)));
    Element::new("nav")
        .class(options.class())
        .attribute("aria-label", interface::pagination())
        .children(previous)
        .children(numbers)
        .children(next)
        .html()
}

fn anchor(link: &PaginationLink, rel: &str) -> Element {
    Element::new("a").class("govuk-link govuk-pagination__link").attribute("href", &link.href).attribute("rel", rel)
}

fn arrow((class, path): (&str, &str)) -> Element {
    Element::new("svg")
        .class(class)
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("height", "13")
        .attribute("width", "15")
        .attribute("aria-hidden", "true")
        .attribute("focusable", "false")
        .attribute("viewBox", "0 0 15 13")
        .child(Element::new("path").attribute("d", path))
}

fn link_text(class: &str, link: &PaginationLink, fixed: (&'static str, &'static str)) -> Vec<Element> {
    let title = Element::new("span").class(class);
    let title = match &link.text {
        Some(text) => title.text(text),
        None => title.text(fixed.0).child(visually_hidden(fixed.1)),
    };
    let label = link
        .label
        .as_ref()
        .map(|label| [visually_hidden(":"), Element::new("span").class("govuk-pagination__link-label").text(label)]);
    [title].into_iter().chain(label.into_iter().flatten()).collect()
}

fn number(item: &PaginationItem) -> Element {
    match item {
        PaginationItem::Gap => {
            Element::new("li").class("govuk-pagination__item govuk-pagination__item--ellipsis").text("⋯")
        }
        PaginationItem::Part { number, href, is_current } => {
            let current = if *is_current { " govuk-pagination__item--current" } else { "" };
            let link = Element::new("a")
                .class("govuk-link govuk-pagination__link")
                .attribute("href", href)
                .attribute("aria-label", interface::page_number(*number))
                .optional("aria-current", is_current.then_some("page"))
                .text(number.to_string());
            Element::new("li").class(format!("govuk-pagination__item{current}")).child(link)
        }
    }
}
