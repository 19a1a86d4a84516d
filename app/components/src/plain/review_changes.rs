//! List of changes as a string.

use words::interface;

use super::Element;
use crate::{ReviewChange, ReviewChangesOptions};

/// A list of changes.
pub fn review_changes(options: &ReviewChangesOptions) -> String {
    if options.changes.is_empty() {
        return Element::new("p").class("govuk-body").text(&options.empty_text).html();
    }
    Element::new("ul").class("app-review-changes").children(options.changes.iter().map(change_element)).html()
}

fn change_element(change: &ReviewChange) -> Element {
    let question = Element::new("h3").class("app-review-changes__question");
    let question = match &change.href {
        Some(href) => {
            question.child(Element::new("a").class("govuk-link").attribute("href", href).text(&change.question))
        }
        None => question.text(&change.question),
    };
    let context = change.context.as_ref().map(|text| Element::new("p").class("app-review-changes__context").text(text));
    let by = change.by.as_ref().map(|text| Element::new("p").class("app-review-changes__by").text(text));
    let sides = Element::new("dl")
        .class("app-review-changes__sides")
        .child(side("before", interface::before(), "del", change.before.as_ref()))
        .child(side("after", interface::now(), "ins", change.after.as_ref()));
    Element::new("li").class("app-review-changes__change").child(question).children(context).child(sides).children(by)
}

fn side(name: &str, label: &str, mark: &'static str, answer: Option<&String>) -> Element {
    let value = Element::new("dd").class("app-review-changes__value");
    let value = match answer {
        Some(text) => value.child(Element::new(mark).text(text)),
        None => value.child(Element::new("span").class("app-review-changes__none").text(interface::no_answer())),
    };
    Element::new("div")
        .class(format!("app-review-changes__side app-review-changes__side--{name}"))
        .child(Element::new("dt").class("app-review-changes__label").text(label))
        .child(value)
}
