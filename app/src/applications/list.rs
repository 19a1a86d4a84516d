//! The list of applications.

use crate::form::Token;
use crate::moment;
use crate::refusal_view::RefusedScreen;
use case::State;
use components::{
    ApplicationCell, ApplicationRow, ApplicationTable, ApplicationTableOptions, Button, ButtonKind, ButtonOptions,
    Control, TagColour, TagOptions, TextInput, TextInputOptions,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use server_functions::applications::{Line, List, ListQuery, Permitted, list_applications};
use words::applications;

/// Search, list, and the button that starts one.
#[component]
pub(crate) fn Applications() -> impl IntoView {
    let query = use_query_map();
    let search = Memo::new(move |_| query.with(|query| query.get("search")).unwrap_or_default());
    let list = Resource::new_blocking(
        move || search.get(),
        |search| list_applications(ListQuery { search, ..ListQuery::default() }),
    );
    view! {
        <Title text=applications::list_title()/>
        <Suspense>
            {move || Suspend::new(async move {
                match list.await {
                    Ok(list) => view! { <Listed list search=search.get_untracked()/> }.into_any(),
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Listed(list: List, search: String) -> impl IntoView {
    let options = ApplicationTableOptions {
        caption: applications::list_title().to_owned(),
        is_caption_hidden: true,
        columns: applications::columns().map(str::to_owned).to_vec(),
        rows: list.lines.iter().map(row).collect(),
        empty_text: applications::none_found(!search.is_empty()).to_owned(),
    };
    let control = Control::new("search", applications::search_label());
    view! {
        <h1 class="govuk-heading-l">{applications::list_title()}</h1>
        <StartButton may_start=list.may_start/>
        <form method="get" action="/applications" role="search" class="app-search-form">
            <TextInput options=TextInputOptions::new(control, search)/>
            <Button options=ButtonOptions::new(applications::search_button()).kind(ButtonKind::Secondary)/>
        </form>
        <ApplicationTable options/>
    }
}

#[component]
fn StartButton(may_start: Permitted) -> impl IntoView {
    match may_start {
        Permitted::Yes => view! {
            <form method="post" action="/applications">
                <Token/>
                <Button options=ButtonOptions::new(applications::start())/>
            </form>
        }
        .into_any(),
        Permitted::OnlyBy(who) => view! { <p class="govuk-body">{applications::only_by(&who)}</p> }.into_any(),
        Permitted::No => ().into_any(),
    }
}

fn row(line: &Line) -> ApplicationRow {
    let title = if line.client_name.is_empty() {
        applications::client_not_named().to_owned()
    } else {
        line.client_name.clone()
    };
    ApplicationRow {
        title,
        detail: Some(line.proceedings.clone()).filter(|text| !text.is_empty()),
        href: format!("/applications/{}", line.application),
        cells: vec![
            ApplicationCell::Text(line.case_reference.clone().unwrap_or_else(|| line.reference.clone())),
            ApplicationCell::Tag(state_tag(line.state)),
            ApplicationCell::Text(line.owner_name.clone()),
            ApplicationCell::Text(moment::written(line.updated_at)),
        ],
    }
}

/// The state of an application as a tag.
#[must_use]
pub(crate) fn state_tag(state: State) -> TagOptions {
    let colour = match state.name() {
        "DRAFT" => TagColour::Blue,
        "IN_REVIEW" => TagColour::Purple,
        "RETURNED" => TagColour::Orange,
        "SUBMITTED" => TagColour::Green,
        _ => TagColour::Grey,
    };
    TagOptions::new(applications::state(state), colour)
}
