//! Explanation as a string.

use super::{Element, details::details_element};
use crate::{ExplanationOptions, Reason};

/// An explanation.
pub fn explanation(options: &ExplanationOptions) -> String {
    let reasons = Element::new("div").class("govuk-details__text").child(list(&options.reasons));
    let class = "govuk-details app-explanation";
    details_element(options.id.as_deref(), class, &options.summary(), options.is_open).child(reasons).html()
}

fn list(reasons: &[Reason]) -> Element {
    let items = reasons.iter().map(|reason| {
        let law = reason.law.as_ref().map(|law| Element::new("span").class("app-explanation__law").text(law));
        let link = reason.link.as_ref().map(|(text, href)| {
            Element::new("a").class("govuk-link app-explanation__link").attribute("href", href).text(text)
        });
        let because = (!reason.because.is_empty()).then(|| list(&reason.because));
        Element::new("li")
            .class("app-explanation__reason")
            .child(Element::new("span").class("app-explanation__sentence").text(&reason.sentence))
            .children(law)
            .children(link)
            .children(because)
    });
    Element::new("ul").class("app-explanation__list").children(items)
}
