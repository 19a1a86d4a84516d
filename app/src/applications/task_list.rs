//! One application: where it stands, its tasks, what is in the way, comments, and what this person may do next.

use crate::applications::{address_below, application_in_address, state_tag};
use crate::form::Token;
use crate::moment;
use crate::refusal_view::{RefusalSummary, RefusedScreen};
use case::{Action, ApplicationId};
use components::{
    Button, ButtonKind, ButtonOptions, Comment, CommentOptions, NotificationBanner, NotificationBannerOptions,
    SummaryList, SummaryListOptions, SummaryRow, TagColour, TagOptions, TaskItem, TaskListOptions, TaskSection,
    TaskSections, TaskStatus,
};
use leptos::prelude::*;
use leptos_meta::Title;
use server_functions::Refusal;
use server_functions::applications::{
    BlockerLine, CommentLine, Overview, Permitted, ReviewLine, TaskLine, application_overview,
};
use words::{applications, supervision, wizard};

/// The screen of one application.
#[component]
pub(crate) fn TaskList() -> impl IntoView {
    let application = application_in_address();
    let overview = Resource::new_blocking(
        move || application.get(),
        |application| async move { application_overview(application.ok_or(Refusal::NotFound)?).await },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match overview.await {
                    Ok(overview) => view! { <OneApplication overview/> }.into_any(),
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn OneApplication(overview: Overview) -> impl IntoView {
    let application = overview.line.application;
    let title = applications::application_title(&overview.line.client_name);
    let sections = sections(application, &overview.tasks);
    view! {
        // The title of the window names nobody (SEC-78).
        <Title text=applications::application_title("")/>
        <RefusalSummary/>
        <h1 class="govuk-heading-l">{title}</h1>
        <ReviewNotice overview=overview.clone()/>
        <SummaryList options=facts(&overview)/>
        <p class="govuk-body">{wizard::left(overview.left.least_pages, overview.left.most_pages)}</p>
        <TaskSections sections/>
        <NextSteps overview=overview.clone()/>
        <Comments application comments=overview.comments/>
    }
}

fn facts(overview: &Overview) -> SummaryListOptions {
    let [reference, state, prepared, supervisor] = applications::fact_labels();
    let line = &overview.line;
    let references = match &line.case_reference {
        Some(case_reference) => format!("{case_reference}, {}", line.reference),
        None => line.reference.clone(),
    };
    let mut rows = vec![
        SummaryRow::new(reference, references),
        SummaryRow { tag: Some(state_tag(line.state)), value: Vec::new(), ..SummaryRow::new(state, "") },
        SummaryRow::new(prepared, line.owner_name.clone()),
    ];
    rows.extend(line.supervisor_name.clone().map(|name| SummaryRow::new(supervisor, name)));
    SummaryListOptions::new(rows)
}

/// What the last review came to, or that one is under way.
#[component]
fn ReviewNotice(overview: Overview) -> impl IntoView {
    overview.review.as_ref().map(|review| {
        let options = notice(review);
        let may_take_back = review.ended.is_none() && overview.may(Action::TakeBack).is_yes();
        let action = address_below(overview.line.application, "take-back");
        view! {
            <NotificationBanner options/>
            {may_take_back.then(|| view! {
                <form method="post" action=action>
                    <Token/>
                    <Button options=ButtonOptions::new(supervision::take_back()).kind(ButtonKind::Secondary)/>
                </form>
            })}
        }
    })
}

fn notice(review: &ReviewLine) -> NotificationBannerOptions {
    match &review.ended {
        None => NotificationBannerOptions {
            text: supervision::in_review(&review.supervisor_name, &moment::time(review.sent_at)),
            ..NotificationBannerOptions::default()
        },
        Some(ended) => NotificationBannerOptions {
            text: supervision::review_ended(&ended.how, &ended.by_name, &moment::written(ended.at)),
            paragraphs: ended.text.lines().map(str::to_owned).collect(),
            is_success: ended.how == "submitted",
            ..NotificationBannerOptions::default()
        },
    }
}

/// Tasks under the headings of their sections; a task that is not needed is left out.
fn sections(application: ApplicationId, tasks: &[TaskLine]) -> Vec<TaskSection> {
    let mut sections: Vec<TaskSection> = Vec::new();
    let mut last: Option<&str> = None;
    for task in tasks.iter().filter(|task| task.status != "not_needed") {
        if last != Some(task.section.as_str()) {
            sections.push(TaskSection {
                heading: applications::section(&task.section),
                progress: None,
                tasks: TaskListOptions { id_prefix: task.section.clone(), items: Vec::new() },
            });
            last = Some(&task.section);
        }
        if let Some(section) = sections.last_mut() {
            section.tasks.items.push(item(application, task));
        }
    }
    sections
}

fn item(application: ApplicationId, task: &TaskLine) -> TaskItem {
    let words = wizard::task_status(&task.status).to_owned();
    let status = match task.status.as_str() {
        "done" => TaskStatus::Done(words),
        "cannot_start" | "may_be_needed" => TaskStatus::CannotStart(words),
        "needs_attention" => TaskStatus::Tag(TagOptions::new(words, TagColour::Orange)),
        "in_progress" => TaskStatus::Tag(TagOptions::new(words, TagColour::Teal)),
        _ => TaskStatus::Tag(TagOptions::new(words, TagColour::Blue)),
    };
    let can_open = !matches!(task.status.as_str(), "cannot_start" | "may_be_needed");
    TaskItem {
        title: task.title.clone(),
        href: task.address.as_ref().filter(|_| can_open).map(|address| address_below(application, address)),
        hint: None,
        status,
    }
}

#[component]
fn NextSteps(overview: Overview) -> impl IntoView {
    let application = overview.line.application;
    let below = move |rest: &str| address_below(application, rest);
    let send = overview.may(Action::SendForReview);
    let may_review = overview.may(Action::SendBack).is_yes() || overview.may(Action::ApproveApplication).is_yes();
    let is_sent = overview.may(Action::ReadRecord).is_yes() && overview.line.case_reference.is_some();
    let link = |text: &str, href: String, kind: ButtonKind| {
        view! { <Button options=ButtonOptions::link(text, href).kind(kind)/> }
    };
    view! {
        <div class="govuk-button-group">
            {may_review.then(|| link(applications::review_and_decide(), below("review"), ButtonKind::Primary))}
            {is_sent.then(|| link(applications::read_record(), below("record"), ButtonKind::Primary))}
            {send.is_yes().then(|| link(applications::send_for_review(), below("send-for-review"), ButtonKind::Primary))}
            {link(applications::check_everything(), below("check"), ButtonKind::Secondary)}
        </div>
        {match send {
            Permitted::OnlyBy(who) => Some(view! { <p class="govuk-body">{applications::only_by(&who)}</p> }),
            _ => None,
        }}
    }
}

/// What is in the way, each a link to where it is mended.
#[component]
pub(crate) fn BlockerList(
    /// Of which application.
    application: ApplicationId,
    /// What is in the way.
    blockers: Vec<BlockerLine>,
) -> impl IntoView {
    (!blockers.is_empty()).then(|| {
        let lines = blockers
            .into_iter()
            .map(|blocker| {
                let words = applications::blocker(&blocker.kind);
                let label = blocker.label.clone();
                let content = match blocker.address {
                    Some(address) => view! {
                        <a class="govuk-link" href=address_below(application, &address)>{label}</a>
                    }
                    .into_any(),
                    None => label.into_any(),
                };
                view! { <li>{content}": "{blocker.text.unwrap_or_else(|| words.to_owned())}</li> }
            })
            .collect_view();
        view! {
            <section aria-labelledby="still-to-do" class="app-blockers">
                <h2 class="govuk-heading-m" id="still-to-do">{applications::still_to_do()}</h2>
                <ul class="govuk-list govuk-list--bullet">{lines}</ul>
            </section>
        }
    })
}

/// Comments, each with its question.
#[component]
pub(crate) fn Comments(
    /// Of which application.
    application: ApplicationId,
    /// Open ones first.
    comments: Vec<CommentLine>,
) -> impl IntoView {
    (!comments.is_empty()).then(|| {
        let all = comments
            .into_iter()
            .map(|comment| {
                let href = comment.address.as_ref().map(|address| address_below(application, address));
                let options = CommentOptions {
                    id: Some(format!("comment-{}", comment.comment)),
                    author: comment.author_name,
                    when: moment::written(comment.at),
                    datetime: Some(comment.at.to_string()),
                    about: href.map(|href| (comment.label, href)),
                    lines: comment.text.lines().map(str::to_owned).collect(),
                    is_dealt_with: comment.resolved_at.is_some(),
                };
                view! { <Comment options/> }
            })
            .collect_view();
        view! {
            <h2 class="govuk-heading-m">{applications::comments()}</h2>
            {all}
        }
    })
}
