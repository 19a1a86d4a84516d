//! What was sent, to be read and printed, without a control.

use leptos::prelude::*;

use crate::{SummaryList, SummaryListOptions, SummaryRow};

/// Options of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordOptions {
    /// Its title; the screen's `<h1>`.
    pub title: String,
    /// Above the title, like the reference.
    pub caption: Option<String>,
    /// Who sent it, when, its digest.
    pub facts: Vec<SummaryRow>,
    /// Its sections.
    pub sections: Vec<RecordSection>,
}

/// One section of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordSection {
    /// Its heading.
    pub heading: String,
    /// Its groups of answers, each with a heading of its own or none.
    pub groups: Vec<(Option<String>, SummaryListOptions)>,
}

/// A record.
#[component]
pub fn Record(
    /// Title, facts, sections.
    options: RecordOptions,
) -> impl IntoView {
    let RecordOptions { title, caption, facts, sections } = options;
    let facts = (!facts.is_empty()).then(|| {
        let options = SummaryListOptions { rows: facts, is_borderless: true };
        view! {
            <div class="app-record__facts">
                <SummaryList options />
            </div>
        }
    });
    view! {
        <article class="app-record">
            {caption.map(|text| view! { <span class="app-record__caption">{text}</span> })}
            <h1 class="app-record__title">{title}</h1>
            {facts}
            {sections.into_iter().map(section_view).collect_view()}
        </article>
    }
}

fn section_view(section: RecordSection) -> impl IntoView {
    let group = |(heading, options): (Option<String>, SummaryListOptions)| {
        view! {
            {heading.map(|text| view! { <h3 class="app-record__group">{text}</h3> })}
            <SummaryList options />
        }
    };
    view! {
        <section class="app-record__section">
            <h2 class="app-record__heading">{section.heading}</h2>
            {section.groups.into_iter().map(group).collect_view()}
        </section>
    }
}
