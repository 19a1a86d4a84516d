//! Tag as a string.

use super::Element;
use crate::TagOptions;

/// A tag.
pub fn tag(options: &TagOptions) -> String {
    tag_element(options).html()
}

pub(super) fn tag_element(options: &TagOptions) -> Element {
    Element::new("strong").class(options.colour.class()).text(&options.text)
}
