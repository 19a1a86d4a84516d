//! List of applications as a string.

use super::{Element, tag::tag_element};
use crate::{ApplicationCell, ApplicationRow, ApplicationTableOptions};

/// A list of applications.
pub fn application_table(options: &ApplicationTableOptions) -> String {
    if options.rows.is_empty() {
        return Element::new("p").class("govuk-body app-application-table__empty").text(&options.empty_text).html();
    }
    let heads = options.columns.iter().map(|text| {
        Element::new("th")
            .attribute("scope", "col")
            .attribute("role", "columnheader")
            .class("govuk-table__header")
            .text(text)
    });
    let head_row = Element::new("tr").class("govuk-table__row").attribute("role", "row").children(heads);
    let head = Element::new("thead").class("govuk-table__head").attribute("role", "rowgroup").child(head_row);
    let rows = options.rows.iter().map(|row| row_element(options, row));
    let body = Element::new("tbody").class("govuk-table__body").attribute("role", "rowgroup").children(rows);
    // The roles are written out: a table drawn as cards would lose them.
    Element::new("table")
        .class("govuk-table app-application-table")
        .attribute("role", "table")
        .child(Element::new("caption").class(options.caption_class()).text(&options.caption))
        .child(head)
        .child(body)
        .html()
}

fn row_element(options: &ApplicationTableOptions, row: &ApplicationRow) -> Element {
    let link = Element::new("a").class("govuk-link app-application-table__link").attribute("href", &row.href);
    let detail = row.detail.as_ref().map(|text| Element::new("span").class("app-application-table__detail").text(text));
    let title = Element::new("th")
        .attribute("scope", "row")
        .attribute("role", "rowheader")
        .class("govuk-table__header app-application-table__title")
        .child(link.text(&row.title))
        .children(detail);
    let cells = row.cells.iter().enumerate().map(|(index, cell)| {
        let column = Element::new("span")
            .class("app-application-table__column")
            .attribute("aria-hidden", "true")
            .text(options.column(index));
        let around = Element::new("td").attribute("role", "cell").class("govuk-table__cell").child(column);
        match cell {
            ApplicationCell::Text(text) => around.child(Element::new("span").text(text)),
            ApplicationCell::Tag(tag) => around.child(tag_element(tag)),
        }
    });
    Element::new("tr").class("govuk-table__row").attribute("role", "row").child(title).children(cells)
}
