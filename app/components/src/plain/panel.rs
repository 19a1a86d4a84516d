//! Panel as a string.

use super::Element;
use crate::PanelOptions;

/// A panel.
pub fn panel(options: &PanelOptions) -> String {
    let mut body = Element::new("div").class("govuk-panel__body");
    for (index, line) in options.lines.iter().enumerate() {
        body = if index == 0 { body.text(line) } else { body.child(Element::new("br")).text(line) };
    }
    if let Some(reference) = &options.reference {
        let gap = (!options.lines.is_empty()).then(|| Element::new("br"));
        body = body.children(gap).child(Element::new("strong").text(reference));
    }
    Element::new("div")
        .class("govuk-panel govuk-panel--confirmation")
        .child(Element::new("h1").class("govuk-panel__title").text(&options.title))
        .child(body)
        .html()
}
