//! A table of figures.

use leptos::prelude::*;

use crate::LabelSize;

/// Options of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// Its caption; empty for none.
    pub caption: String,
    /// How big the caption is written.
    pub caption_size: LabelSize,
    /// Heads of the columns; empty for none.
    pub head: Vec<TableCell>,
    /// Its rows.
    pub rows: Vec<Vec<TableCell>>,
    /// Whether the first cell of a row is its head.
    pub is_first_cell_head: bool,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableCell {
    /// Its text.
    pub text: String,
    /// Aligned right, in figures of one width.
    pub is_numeric: bool,
}

impl TableCell {
    /// A cell of words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_numeric: false }
    }

    /// A cell of figures.
    pub fn numeric(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_numeric: true }
    }

    pub(crate) fn class(&self, is_head: bool) -> &'static str {
        match (is_head, self.is_numeric) {
            (true, true) => "govuk-table__header govuk-table__header--numeric",
            (true, false) => "govuk-table__header",
            (false, true) => "govuk-table__cell govuk-table__cell--numeric",
            (false, false) => "govuk-table__cell",
        }
    }
}

/// A table.
#[component]
pub fn Table(
    /// Caption, head and rows.
    options: TableOptions,
) -> impl IntoView {
    let TableOptions { caption, caption_size, head, rows, is_first_cell_head } = options;
    let caption = (!caption.is_empty())
        .then(|| view! { <caption class=caption_size.class("govuk-table__caption")>{caption}</caption> });
    let head = (!head.is_empty()).then(|| {
        let cells = head.into_iter().map(|cell| head_cell(cell, "col"));
        view! {
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">{cells.collect_view()}</tr>
            </thead>
        }
    });
    let row = |cells: Vec<TableCell>| {
        let cells = cells.into_iter().enumerate().map(|(index, cell)| {
            if index == 0 && is_first_cell_head {
                head_cell(cell, "row").into_any()
            } else {
                let class = cell.class(false);
                view! { <td class=class>{cell.text}</td> }.into_any()
            }
        });
        view! { <tr class="govuk-table__row">{cells.collect_view()}</tr> }
    };
    view! {
        <table class="govuk-table">
            {caption} {head} <tbody class="govuk-table__body">{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn head_cell(cell: TableCell, scope: &'static str) -> impl IntoView {
    let class = cell.class(true);
    view! {
        <th scope=scope class=class>
            {cell.text}
        </th>
    }
}
