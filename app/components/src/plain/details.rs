//! Details as a string.

use super::{Element, inset_text::paragraphs};
use crate::DetailsOptions;

/// Details with their paragraphs.
pub fn details(options: &DetailsOptions) -> String {
    let text = Element::new("div").class("govuk-details__text");
    details_element(options.id.as_deref(), "govuk-details", &options.summary, options.is_open)
        .child(paragraphs(text, &options.paragraphs))
        .html()
}

/// Details around markup of this module.
pub fn details_around(options: &DetailsOptions, content_html: &str) -> String {
    details_element(options.id.as_deref(), "govuk-details", &options.summary, options.is_open)
        .child(Element::new("div").class("govuk-details__text").markup(content_html))
        .html()
}

pub(super) fn details_element(id: Option<&str>, class: &str, summary: &str, is_open: bool) -> Element {
    let text = Element::new("span").class("govuk-details__summary-text").text(summary);
    Element::new("details")
        .optional("id", id)
        .class(class)
        .flag("open", is_open)
        .child(Element::new("summary").class("govuk-details__summary").child(text))
}
