//! The record of an application.

use crate::applications::{EvidenceList, address_below, application_in_address};
use crate::moment;
use crate::refusal_view::RefusedScreen;
use case::{Record as Kept, SignedBy};
use components::{
    BackLink, BackLinkOptions, Panel, PanelOptions, Record, RecordOptions, RecordSection, SummaryListOptions,
    SummaryRow,
};
use leptos::prelude::*;
use leptos_meta::Title;
use server_functions::Refusal;
use server_functions::submission::{RecordView, record};
use words::submission;

/// The screen of a record.
#[component]
pub(crate) fn RecordScreen() -> impl IntoView {
    let application = application_in_address();
    let loaded = Resource::new_blocking(
        move || application.get(),
        |application| async move { record(application.ok_or(Refusal::NotFound)?).await },
    );
    view! {
        <Title text=submission::record_title()/>
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(record) => view! { <Recorded record/> }.into_any(),
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Recorded(record: RecordView) -> impl IntoView {
    let kept = &record.record;
    let reference = kept.case_reference.as_ref().map(ToString::to_string);
    let panel = PanelOptions {
        title: submission::sent().to_owned(),
        lines: vec![submission::your_reference().to_owned()],
        reference: reference.or_else(|| Some(kept.application_reference.to_string())),
    };
    let sections = record
        .answers
        .tasks
        .iter()
        .map(|task| RecordSection {
            heading: task.title.clone(),
            groups: vec![(
                None,
                SummaryListOptions::new(
                    task.lines.iter().map(|line| crate::applications::answer_row(line, None)).collect(),
                ),
            )],
        })
        .collect();
    let options = RecordOptions {
        title: submission::record_title().to_owned(),
        caption: Some(submission::record_hint().to_owned()),
        facts: facts(kept),
        sections,
    };
    view! {
        <BackLink options=BackLinkOptions::new(address_below(kept.application, ""))/>
        <Panel options=panel/>
        <Record options/>
        <EvidenceList evidence=record.answers.evidence.clone()/>
    }
}

fn facts(kept: &Kept) -> Vec<SummaryRow> {
    let [reference, case_reference, firm, sent_on, day, prepared, approved, declared, digest] = submission::labels();
    let who = |signed: &SignedBy| signed.name.clone();
    let firm_and_office = format!("{}, {}", kept.submitted_for.organisation_name, kept.submitted_for.office_account);
    let preparers = kept.prepared_by.iter().map(who).collect::<Vec<_>>().join(", ");
    let mut rows = vec![SummaryRow::new(reference, kept.application_reference.to_string())];
    rows.extend(kept.case_reference.as_ref().map(|number| SummaryRow::new(case_reference, number.to_string())));
    rows.extend([
        SummaryRow::new(firm, firm_and_office),
        SummaryRow::new(sent_on, moment::written(kept.submitted_at)),
        SummaryRow::new(day, kept.today.written()),
        SummaryRow::new(prepared, preparers),
        SummaryRow::new(approved, who(&kept.approved_by)),
        SummaryRow::new(declared, kept.declaration.name.clone()),
        SummaryRow::new(digest, kept.digest.to_string()),
        SummaryRow::new(submission::definition(), kept.definition.to_string()),
    ]);
    rows
}
