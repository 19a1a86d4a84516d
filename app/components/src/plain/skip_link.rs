//! Link to the main part as a string.

use super::Element;
use crate::SkipLinkOptions;

/// A link to the main part.
pub fn skip_link(options: &SkipLinkOptions) -> String {
    skip_element(options).html()
}

pub(super) fn skip_element(options: &SkipLinkOptions) -> Element {
    Element::new("a").attribute("href", options.href()).class("govuk-skip-link").text(options.text())
}
