//! What waits for a supervisor, the most urgent first.

use crate::moment;
use crate::refusal_view::RefusedScreen;
use components::{ApplicationCell, ApplicationRow, ApplicationTable, ApplicationTableOptions, TagColour, TagOptions};
use leptos::prelude::*;
use leptos_meta::Title;
use server_functions::supervision::{Waiting, dashboard};
use words::{applications, supervision};

/// The dashboard.
#[component]
pub(crate) fn Dashboard() -> impl IntoView {
    let waiting = Resource::new_blocking(|| (), |()| dashboard());
    view! {
        <Title text=supervision::dashboard_title()/>
        <Suspense>
            {move || Suspend::new(async move {
                match waiting.await {
                    Ok(waiting) => {
                        let options = ApplicationTableOptions {
                            caption: supervision::dashboard_title().to_owned(),
                            is_caption_hidden: true,
                            columns: supervision::columns().map(str::to_owned).to_vec(),
                            rows: waiting.iter().map(row).collect(),
                            empty_text: supervision::nothing_waits().to_owned(),
                        };
                        view! {
                            <h1 class="govuk-heading-l">{supervision::dashboard_title()}</h1>
                            <ApplicationTable options/>
                        }
                        .into_any()
                    }
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

fn row(waiting: &Waiting) -> ApplicationRow {
    let line = &waiting.line;
    let colour = match waiting.changed_since_look {
        None => TagColour::Blue,
        Some(true) => TagColour::Orange,
        Some(false) => TagColour::Grey,
    };
    ApplicationRow {
        title: if line.client_name.is_empty() {
            applications::client_not_named().to_owned()
        } else {
            line.client_name.clone()
        },
        detail: Some(waiting.note.clone()).filter(|note| !note.is_empty()),
        href: format!("/applications/{}/review", line.application),
        cells: vec![
            ApplicationCell::Text(moment::day(line.deadline_on)),
            ApplicationCell::Text(moment::day(line.needed_on)),
            ApplicationCell::Text(supervision::sent_by(&waiting.sent_by_name, &moment::written(waiting.sent_at))),
            ApplicationCell::Tag(TagOptions::new(supervision::news(waiting.changed_since_look), colour)),
        ],
    }
}
