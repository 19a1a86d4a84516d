//! What was answered, with links to change it.

use leptos::prelude::*;

use crate::{Tag, TagOptions};

/// Options of a summary list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryListOptions {
    /// Its rows.
    pub rows: Vec<SummaryRow>,
    /// Without lines between the rows.
    pub is_borderless: bool,
}

/// One row of a summary list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryRow {
    /// What was asked.
    pub key: String,
    /// What was answered, a line each.
    pub value: Vec<String>,
    /// Marks the answer, like *check again*.
    pub tag: Option<TagOptions>,
    /// What can be done.
    pub actions: Vec<SummaryAction>,
    /// Path of the question, in attribute `data-place`.
    pub place: Option<String>,
}

/// A link of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryAction {
    /// What is seen, like “Change”.
    pub text: String,
    /// What is read out after it, so that the link makes sense alone.
    pub hidden_text: String,
    /// Where it goes.
    pub href: String,
}

impl SummaryListOptions {
    /// A list of these rows.
    pub fn new(rows: Vec<SummaryRow>) -> Self {
        Self { rows, is_borderless: false }
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_borderless { "govuk-summary-list govuk-summary-list--no-border" } else { "govuk-summary-list" }
    }

    /// Class of a row: one without links in a list that has some keeps their column free.
    pub(crate) fn row_class(&self, row: &SummaryRow) -> &'static str {
        if row.actions.is_empty() && self.rows.iter().any(|other| !other.actions.is_empty()) {
            "govuk-summary-list__row govuk-summary-list__row--no-actions"
        } else {
            "govuk-summary-list__row"
        }
    }
}

impl SummaryRow {
    /// A row of one line without links.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: vec![value.into()], ..Self::default() }
    }

    /// With one more link.
    #[must_use]
    pub fn action(mut self, text: impl Into<String>, hidden_text: impl Into<String>, href: impl Into<String>) -> Self {
        self.actions.push(SummaryAction { text: text.into(), hidden_text: hidden_text.into(), href: href.into() });
        self
    }
}

/// A summary list.
#[component]
pub fn SummaryList(
    /// Its rows.
    options: SummaryListOptions,
) -> impl IntoView {
    let class = options.class();
    let rows = options.rows.iter().map(|row| row_view(row.clone(), options.row_class(row)));
    view! { <dl class=class>{rows.collect_view()}</dl> }
}

fn row_view(row: SummaryRow, class: &'static str) -> impl IntoView {
    let SummaryRow { key, value, tag, actions, place } = row;
    let value = match value.len() {
        0 | 1 => value.concat().into_any(),
        _ => value.into_iter().map(|line| view! { <p class="govuk-body">{line}</p> }).collect_view().into_any(),
    };
    let tag = tag.map(|options| {
        view! {
            " "
            <Tag options />
        }
    });
    let actions =
        (!actions.is_empty()).then(|| view! { <dd class="govuk-summary-list__actions">{links(actions)}</dd> });
    view! {
        <div class=class data-place=place>
            <dt class="govuk-summary-list__key">{key}</dt>
            <dd class="govuk-summary-list__value">{value} {tag}</dd>
            {actions}
        </div>
    }
}

fn links(actions: Vec<SummaryAction>) -> AnyView {
    let link = |action: SummaryAction| {
        let hidden = (!action.hidden_text.is_empty())
            .then(|| view! { <span class="govuk-visually-hidden">{format!(" {}", action.hidden_text)}</span> });
        view! {
            <a class="govuk-link" href=action.href>
                {action.text}
                {hidden}
            </a>
        }
    };
    if actions.len() == 1 {
        return actions.into_iter().map(link).collect_view().into_any();
    }
    let item = |action| view! { <li class="govuk-summary-list__actions-list-item">{link(action)}</li> };
    view! { <ul class="govuk-summary-list__actions-list">{actions.into_iter().map(item).collect_view()}</ul> }
        .into_any()
}
