//! Link back as a string.

use super::Element;
use crate::BackLinkOptions;

/// A link back.
pub fn back_link(options: &BackLinkOptions) -> String {
    Element::new("a").attribute("href", &options.href).class("govuk-back-link").text(options.text()).html()
}
