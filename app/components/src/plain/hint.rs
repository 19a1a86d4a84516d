//! Hint as a string.

use super::Element;
use crate::HintOptions;

/// A hint.
pub fn hint(options: &HintOptions) -> String {
    hint_element(&options.text, options.id.clone(), options.class.as_deref()).html()
}

pub(super) fn hint_element(text: &str, id: Option<String>, more: Option<&str>) -> Element {
    let class = more.map_or_else(|| "govuk-hint".to_owned(), |more| format!("govuk-hint {more}"));
    Element::new("div").optional("id", id).class(class).text(text)
}
