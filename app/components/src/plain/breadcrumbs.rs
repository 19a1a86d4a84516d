//! Breadcrumbs as a string.

use words::interface;

use super::Element;
use crate::BreadcrumbsOptions;

/// Breadcrumbs.
pub fn breadcrumbs(options: &BreadcrumbsOptions) -> String {
    let items = options.items.iter().map(|(text, href)| {
        let item = Element::new("li").class("govuk-breadcrumbs__list-item");
        match href {
            Some(href) => {
                item.child(Element::new("a").class("govuk-breadcrumbs__link").attribute("href", href).text(text))
            }
            None => item.attribute("aria-current", "page").text(text),
        }
    });
    Element::new("nav")
        .class("govuk-breadcrumbs")
        .attribute("aria-label", interface::breadcrumb())
        .child(Element::new("ol").class("govuk-breadcrumbs__list").children(items))
        .html()
}
