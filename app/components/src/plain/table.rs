//! Table as a string.

use super::Element;
use crate::{TableCell, TableOptions};

/// A table.
pub fn table(options: &TableOptions) -> String {
    let caption = (!options.caption.is_empty()).then(|| {
        Element::new("caption").class(options.caption_size.class("govuk-table__caption")).text(&options.caption)
    });
    let head = (!options.head.is_empty()).then(|| {
        let cells = options.head.iter().map(|cell| head_cell(cell, "col"));
        let row = Element::new("tr").class("govuk-table__row").children(cells);
        Element::new("thead").class("govuk-table__head").child(row)
    });
    let rows = options.rows.iter().map(|cells| {
        let cells = cells.iter().enumerate().map(|(index, cell)| {
            if index == 0 && options.is_first_cell_head {
                head_cell(cell, "row")
            } else {
                Element::new("td").class(cell.class(false)).text(&cell.text)
            }
        });
        Element::new("tr").class("govuk-table__row").children(cells)
    });
    Element::new("table")
        .class("govuk-table")
        .children(caption)
        .children(head)
        .child(Element::new("tbody").class("govuk-table__body").children(rows))
        .html()
}

fn head_cell(cell: &TableCell, scope: &str) -> Element {
    Element::new("th").attribute("scope", scope).class(cell.class(true)).text(&cell.text)
}
