//! Notice as a string.

use super::Element;
use crate::NotificationBannerOptions;

/// A notice.
pub fn notification_banner(options: &NotificationBannerOptions) -> String {
    let title =
        Element::new("h2").class("govuk-notification-banner__title").id(options.title_id()).text(options.title());
    let paragraphs = options.paragraphs.iter().map(|text| Element::new("p").class("govuk-body").text(text));
    let link = options.link.as_ref().map(|(text, href)| {
        let link = Element::new("a").class("govuk-notification-banner__link").attribute("href", href).text(text);
        Element::new("p").class("govuk-body").child(link)
    });
    let content = Element::new("div")
        .class("govuk-notification-banner__content")
        .child(Element::new("p").class("govuk-notification-banner__heading").text(&options.text))
        .children(paragraphs)
        .children(link);
    Element::new("div")
        .class(options.class())
        .attribute("role", options.role())
        .attribute("aria-labelledby", options.title_id())
        .child(Element::new("div").class("govuk-notification-banner__header").child(title))
        .child(content)
        .html()
}
