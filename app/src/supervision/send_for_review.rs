//! The form that sends an application for review.

use crate::applications::{BlockerList, address_below, application_in_address};
use crate::form::{Token, carried};
use crate::refusal_view::{RefusalSummary, RefusedScreen};
use components::{
    BackLink, BackLinkOptions, Button, ButtonOptions, Choice, Control, Radios, RadiosOptions, Textarea, TextareaOptions,
};
use leptos::prelude::*;
use leptos_meta::Title;
use server_functions::Refusal;
use server_functions::applications::{Overview, application_overview};
use words::supervision;

/// Longest note, in characters.
const LONGEST_NOTE: usize = 2_000;

/// Note and supervisor; or what is missing.
#[component]
pub(crate) fn SendForReview() -> impl IntoView {
    let application = application_in_address();
    let overview = Resource::new_blocking(
        move || application.get(),
        |application| async move { application_overview(application.ok_or(Refusal::NotFound)?).await },
    );
    view! {
        <Title text=supervision::send_title()/>
        <Suspense>
            {move || Suspend::new(async move {
                match overview.await {
                    Ok(overview) => view! { <Form overview/> }.into_any(),
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Form(overview: Overview) -> impl IntoView {
    let application = overview.line.application;
    let form = carried().form;
    let is_ready = overview.blockers.is_empty();
    let note = Control { error: form.error("note"), ..Control::new("note", supervision::note_label()) }
        .hint(supervision::note_hint());
    let note = TextareaOptions { limit: Some(LONGEST_NOTE), ..TextareaOptions::new(note, form.value("note")) };
    let choices: Vec<Choice> =
        overview.supervisors.iter().map(|user| Choice::new(user.user.to_string(), user.name.clone())).collect();
    let chosen = match (form.value("supervisor"), overview.supervisors.as_slice()) {
        (value, _) if !value.is_empty() => value,
        (_, [only]) => only.user.to_string(),
        (_, all) => all
            .iter()
            .find(|user| {
                Some(&user.name) == overview.line.supervisor_name.as_ref()
                    || Some(user.user) == overview.supervisor_named
            })
            .map(|user| user.user.to_string())
            .unwrap_or_default(),
    };
    let supervisor =
        Control { error: form.error("supervisor"), ..Control::new("supervisor", supervision::supervisor_label()) };
    view! {
        <BackLink options=BackLinkOptions::new(address_below(application, ""))/>
        <RefusalSummary/>
        <h1 class="govuk-heading-l">{supervision::send_title()}</h1>
        {if is_ready {
            view! {
                <form method="post" action=address_below(application, "send-for-review") novalidate=true>
                    <Token/>
                    <Radios options=RadiosOptions::new(supervisor, choices, chosen)/>
                    <Textarea options=note/>
                    <Button options=ButtonOptions::new(supervision::send_title())/>
                </form>
            }
            .into_any()
        } else {
            view! {
                <p class="govuk-body">{supervision::not_ready()}</p>
                <BlockerList application blockers=overview.blockers/>
            }
            .into_any()
        }}
    }
}
