//! All answers of an application, and what still stands in the way.

use crate::applications::{AnswerSections, BlockerList, EvidenceList, address_below, application_in_address};
use crate::refusal_view::RefusedScreen;
use case::{Action, ApplicationId};
use components::{
    BackLink, BackLinkOptions, Button, ButtonOptions, Details, DetailsOptions, SummaryList, SummaryListOptions,
};
use leptos::prelude::*;
use leptos_meta::Title;
use server_functions::Refusal;
use server_functions::applications::{Overview, Summary, application_overview, application_summary};
use words::{applications, wizard};

/// *Check everything*.
#[component]
pub(crate) fn CheckEverything() -> impl IntoView {
    let application = application_in_address();
    let loaded = Resource::new_blocking(
        move || application.get(),
        |application| async move {
            let application = application.ok_or(Refusal::NotFound)?;
            Ok((application_overview(application).await?, application_summary(application).await?))
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((overview, summary)) => view! { <Everything overview summary/> }.into_any(),
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Everything(overview: Overview, summary: Summary) -> impl IntoView {
    let application: ApplicationId = overview.line.application;
    let may_change = overview.may(Action::AnswerQuestion).is_yes();
    let may_send = overview.may(Action::SendForReview).is_yes() && overview.blockers.is_empty();
    let unused = summary.unused.clone();
    view! {
        <Title text=applications::check_everything()/>
        <BackLink options=BackLinkOptions::new(address_below(application, ""))/>
        <h1 class="govuk-heading-l">{applications::check_everything()}</h1>
        <BlockerList application blockers=overview.blockers/>
        <AnswerSections tasks=summary.tasks application=may_change.then_some(application)/>
        <EvidenceList evidence=summary.evidence/>
        {(!unused.is_empty()).then(|| {
            let rows = unused.iter().map(|line| super::answers::row(line, None)).collect();
            let options = DetailsOptions {
                summary: wizard::kept_not_used().to_owned(),
                paragraphs: vec![wizard::kept_not_used_hint().to_owned()],
                ..DetailsOptions::default()
            };
            view! { <Details options><SummaryList options=SummaryListOptions::new(rows)/></Details> }
        })}
        {may_send.then(|| {
            let href = address_below(application, "send-for-review");
            view! { <Button options=ButtonOptions::link(applications::send_for_review(), href)/> }
        })}
    }
}
