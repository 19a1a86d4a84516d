//! Answers task by task, and the evidence they call for: on *check everything*, under review, in a record.

use crate::applications::address_below;
use case::ApplicationId;
use components::{SummaryList, SummaryListOptions, SummaryRow, TagColour, TagOptions};
use leptos::prelude::*;
use server_functions::applications::{AnswerLine, AnsweredTask, EvidenceLine};
use words::{applications, interface, wizard};

/// Answers, a heading a task; with change links below an application where one is given.
#[component]
pub(crate) fn AnswerSections(
    /// Task by task.
    tasks: Vec<AnsweredTask>,
    /// Whose change links are drawn.
    application: Option<ApplicationId>,
) -> impl IntoView {
    tasks
        .into_iter()
        .map(|task| {
            let rows = task.lines.iter().map(|line| row(line, application)).collect();
            view! {
                <h2 class="govuk-heading-m">{task.title}</h2>
                <SummaryList options=SummaryListOptions::new(rows)/>
            }
        })
        .collect_view()
}

/// One answer as a row.
#[must_use]
pub(crate) fn row(line: &AnswerLine, application: Option<ApplicationId>) -> SummaryRow {
    let label =
        if line.rows.is_empty() { line.label.clone() } else { format!("{}: {}", line.rows.join(", "), line.label) };
    let answer = line.answer.clone().unwrap_or_else(|| wizard::held(&line.held).to_owned());
    let mut row =
        SummaryRow { value: answer.lines().map(str::to_owned).collect(), ..SummaryRow::new(label.clone(), "") };
    row.place = Some(line.place.clone());
    row.tag = line.problems.first().map(|problem| TagOptions::new(applications::blocker(problem), TagColour::Orange));
    match (application, &line.address) {
        (Some(application), Some(address)) => {
            row.action(interface::change(), label.to_lowercase(), address_below(application, address))
        }
        _ => row,
    }
}

/// Evidence and how it stands.
#[component]
pub(crate) fn EvidenceList(
    /// The needs.
    evidence: Vec<EvidenceLine>,
) -> impl IntoView {
    (!evidence.is_empty()).then(|| {
        let rows = evidence
            .into_iter()
            .map(|need| {
                let status = applications::evidence_status(need.is_met, &need.kind, &need.relevance);
                SummaryRow::new(need.name, status)
            })
            .collect();
        view! {
            <h2 class="govuk-heading-m">{applications::evidence_needed()}</h2>
            <SummaryList options=SummaryListOptions::new(rows)/>
        }
    })
}
