//! Error summary as a string.

use super::Element;
use crate::ErrorSummaryOptions;

/// An error summary.
pub fn error_summary(options: &ErrorSummaryOptions) -> String {
    let problems = options.problems.iter().map(|problem| {
        let item = Element::new("li");
        match &problem.href {
            Some(href) => item.child(Element::new("a").attribute("href", href).text(&problem.text)),
            None => item.text(&problem.text),
        }
    });
    let list = Element::new("ul").class("govuk-list govuk-error-summary__list").children(problems);
    let alert = Element::new("div")
        .attribute("role", "alert")
        .child(Element::new("h2").class("govuk-error-summary__title").text(options.title()))
        .child(Element::new("div").class("govuk-error-summary__body").child(list));
    Element::new("div").class("govuk-error-summary").attribute("tabindex", "-1").child(alert).html()
}
