//! List of applications: a table that becomes cards on a narrow screen.

use leptos::prelude::*;

use crate::{Tag, TagOptions};

/// Options of a list of applications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicationTableOptions {
    /// Its caption.
    pub caption: String,
    /// Whether the caption is only read out.
    pub is_caption_hidden: bool,
    /// Heads of the columns, the first over the links.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<ApplicationRow>,
    /// Stands for an empty list.
    pub empty_text: String,
}

/// One application of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicationRow {
    /// What is seen of the link, like the client's name.
    pub title: String,
    /// Below the title, like the reference.
    pub detail: Option<String>,
    /// Where it goes.
    pub href: String,
    /// The other columns.
    pub cells: Vec<ApplicationCell>,
}

/// One cell behind the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplicationCell {
    /// Words.
    Text(String),
    /// A state.
    Tag(TagOptions),
}

impl ApplicationTableOptions {
    pub(crate) fn caption_class(&self) -> &'static str {
        if self.is_caption_hidden { "govuk-visually-hidden" } else { "govuk-table__caption govuk-table__caption--m" }
    }

    /// Head of the cell with this number, from 0, behind the link.
    pub(crate) fn column(&self, cell: usize) -> String {
        self.columns.get(cell.saturating_add(1)).cloned().unwrap_or_default()
    }
}

/// A list of applications.
#[component]
pub fn ApplicationTable(
    /// Caption, columns and rows.
    options: ApplicationTableOptions,
) -> impl IntoView {
    if options.rows.is_empty() {
        return view! { <p class="govuk-body app-application-table__empty">{options.empty_text}</p> }.into_any();
    }
    let heads = options.columns.iter().map(|text| {
        view! {
            <th scope="col" role="columnheader" class="govuk-table__header">
                {text.clone()}
            </th>
        }
    });
    let rows = options.rows.iter().map(|row| row_view(&options, row.clone()));
    view! {
        <table class="govuk-table app-application-table" role="table">
            <caption class=options.caption_class()>{options.caption.clone()}</caption>
            <thead class="govuk-table__head" role="rowgroup">
                <tr class="govuk-table__row" role="row">
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody class="govuk-table__body" role="rowgroup">
                {rows.collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

fn row_view(options: &ApplicationTableOptions, row: ApplicationRow) -> impl IntoView + use<> {
    let ApplicationRow { title, detail, href, cells } = row;
    let cells = cells.into_iter().enumerate().map(|(index, cell)| {
        let content = match cell {
            ApplicationCell::Text(text) => view! { <span>{text}</span> }.into_any(),
            ApplicationCell::Tag(options) => view! { <Tag options /> }.into_any(),
        };
        view! {
            <td role="cell" class="govuk-table__cell">
                <span class="app-application-table__column" aria-hidden="true">
                    {options.column(index)}
                </span>
                {content}
            </td>
        }
    });
    view! {
        <tr class="govuk-table__row" role="row">
            <th scope="row" role="rowheader" class="govuk-table__header app-application-table__title">
                <a class="govuk-link app-application-table__link" href=href>
                    {title}
                </a>
                {detail.map(|text| view! { <span class="app-application-table__detail">{text}</span> })}
            </th>
            {cells.collect_view()}
        </tr>
    }
}
