//! A screen that could not be shown, and a refusal on a screen that can.

use crate::form::carried;
use crate::status::{set_status, status_of};
use components::{ErrorSummary, ErrorSummaryOptions, Problem};
use leptos::prelude::*;
use leptos_meta::Title;
use server_functions::Refusal;
use words::{accounts, refusals};

/// The sentence of a refusal.
#[must_use]
pub fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid(errors) => errors.iter().map(|error| error.message.clone()).collect::<Vec<_>>().join(" "),
        Refusal::Refused { who_can } => refusals::refused(who_can),
        Refusal::NotFound => refusals::not_found().to_owned(),
        Refusal::WrongState { state } => refusals::wrong_state(*state),
        Refusal::Conflict { .. } => refusals::conflict().to_owned(),
        Refusal::Blocked(_) => refusals::blocked().to_owned(),
        Refusal::SignedOut => refusals::signed_out().to_owned(),
        Refusal::Unavailable | Refusal::Unreachable => refusals::unavailable().to_owned(),
        Refusal::Internal => refusals::internal().to_owned(),
    }
}

fn title(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotFound => refusals::not_found_title(),
        Refusal::Refused { .. } | Refusal::WrongState { .. } => refusals::refused_title(),
        Refusal::SignedOut => accounts::sign_in(),
        _ => refusals::internal_title(),
    }
}

/// A whole screen in place of one that cannot be shown.
#[component]
pub fn RefusedScreen(
    /// Why.
    refusal: Refusal,
) -> impl IntoView {
    set_status(status_of(&refusal));
    let number = carried().request_number;
    let heading = title(&refusal);
    let is_signed_out = refusal == Refusal::SignedOut;
    view! {
        <Title text=heading/>
        <h1 class="govuk-heading-l">{heading}</h1>
        <p class="govuk-body">{sentence(&refusal)}</p>
        {is_signed_out.then(|| view! { <p class="govuk-body"><a class="govuk-link" href="/sign-in">{accounts::sign_in()}</a></p> })}
        {(!number.is_empty()).then(|| view! { <p class="govuk-body-s">{refusals::request_number(&number)}</p> })}
    }
}

/// What was refused, above a screen that is shown.
#[component]
pub(crate) fn RefusalSummary() -> impl IntoView {
    let form = carried().form;
    let mut problems: Vec<Problem> = form
        .errors
        .iter()
        .map(|error| Problem::at(&components::element_id(&error.field), error.message.clone()))
        .collect();
    if let Some(refusal) = form.refusal.as_ref().filter(|_| form.errors.is_empty()) {
        problems.push(Problem { text: sentence(refusal), href: None });
    }
    (!problems.is_empty()).then(|| view! { <ErrorSummary options=ErrorSummaryOptions::new(problems)/> })
}
