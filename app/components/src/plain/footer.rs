//! Footer as a string.

use super::Element;
use crate::FooterOptions;

/// The footer.
pub fn footer(options: &FooterOptions) -> String {
    footer_element(options).html()
}

pub(super) fn footer_element(options: &FooterOptions) -> Element {
    let links = (!options.links.is_empty()).then(|| {
        let item = |(text, href): &(String, String)| {
            let link = Element::new("a").class("app-footer__link").attribute("href", href).text(text);
            Element::new("li").class("app-footer__item").child(link)
        };
        Element::new("ul").class("app-footer__list").children(options.links.iter().map(item))
    });
    let note = options.note.as_ref().map(|text| Element::new("p").class("app-footer__note").text(text));
    let container = Element::new("div").class("govuk-width-container").children(links).children(note);
    Element::new("footer").class("app-footer").child(container)
}
