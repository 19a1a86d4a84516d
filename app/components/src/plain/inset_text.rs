//! Inset text as a string.

use super::Element;
use crate::InsetTextOptions;

/// An inset text.
pub fn inset_text(options: &InsetTextOptions) -> String {
    paragraphs(Element::new("div").class("govuk-inset-text"), &options.paragraphs).html()
}

/// One paragraph as text, several as `<p>`.
pub(super) fn paragraphs(around: Element, paragraphs: &[String]) -> Element {
    match paragraphs {
        [only] => around.text(only),
        several => around.children(several.iter().map(|text| Element::new("p").class("govuk-body").text(text))),
    }
}
