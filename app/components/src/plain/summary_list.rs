//! Summary list as a string.

use super::{Element, markup::visually_hidden, tag::tag_element};
use crate::{SummaryAction, SummaryListOptions, SummaryRow};

/// A summary list.
pub fn summary_list(options: &SummaryListOptions) -> String {
    list_element(options).html()
}

pub(super) fn list_element(options: &SummaryListOptions) -> Element {
    let rows = options.rows.iter().map(|row| {
        let actions = match row.actions.as_slice() {
            [] => None,
            [only] => Some(Element::new("dd").class("govuk-summary-list__actions").child(link(only))),
            several => Some(Element::new("dd").class("govuk-summary-list__actions").child(links(several))),
        };
        Element::new("div")
            .class(options.row_class(row))
            .optional("data-place", row.place.as_ref())
            .child(Element::new("dt").class("govuk-summary-list__key").text(&row.key))
            .child(value(row))
            .children(actions)
    });
    Element::new("dl").class(options.class()).children(rows)
}

fn value(row: &SummaryRow) -> Element {
    let value = Element::new("dd").class("govuk-summary-list__value");
    let value = match row.value.as_slice() {
        [] => value,
        [only] => value.text(only),
        several => value.children(several.iter().map(|line| Element::new("p").class("govuk-body").text(line))),
    };
    match &row.tag {
        Some(tag) => value.text(" ").child(tag_element(tag)),
        None => value,
    }
}

fn links(actions: &[SummaryAction]) -> Element {
    let item = |action| Element::new("li").class("govuk-summary-list__actions-list-item").child(link(action));
    Element::new("ul").class("govuk-summary-list__actions-list").children(actions.iter().map(item))
}

fn link(action: &SummaryAction) -> Element {
    let hidden = (!action.hidden_text.is_empty()).then(|| visually_hidden(format!(" {}", action.hidden_text)));
    Element::new("a").class("govuk-link").attribute("href", &action.href).text(&action.text).children(hidden)
}
