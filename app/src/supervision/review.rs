//! One application under review: what changed, all of it, comments, and the decision below.

use crate::applications::{AnswerSections, BlockerList, Comments, EvidenceList, address_below, application_in_address};
use crate::form::{Token, carried};
use crate::moment;
use crate::refusal_view::{RefusalSummary, RefusedScreen};
use crate::supervision::decide::Decide;
use case::Action;
use components::{
    BackLink, BackLinkOptions, Button, ButtonKind, ButtonOptions, Choice, Control, Details, DetailsOptions,
    NotificationBanner, NotificationBannerOptions, ReviewChange, ReviewChanges, ReviewChangesOptions, Select,
    SelectOptions, Textarea, TextareaOptions,
};
use leptos::prelude::*;
use leptos_meta::Title;
use server_functions::Refusal;
use server_functions::supervision::{ChangeLine, Review, review};
use words::{applications, supervision};

/// Longest comment, in characters.
const LONGEST_COMMENT: usize = 4_000;

/// The screen of a review.
#[component]
pub(crate) fn ReviewScreen() -> impl IntoView {
    let application = application_in_address();
    let loaded = Resource::new_blocking(
        move || application.get(),
        |application| async move { review(application.ok_or(Refusal::NotFound)?).await },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(review) => view! { <UnderReview review/> }.into_any(),
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn UnderReview(review: Review) -> impl IntoView {
    let application = review.overview.line.application;
    let changes = ReviewChangesOptions {
        changes: review.changes.iter().map(change).collect(),
        empty_text: supervision::no_changes(review.last_look.is_none()).to_owned(),
    };
    let note = review.overview.review.clone();
    view! {
        <Title text=applications::review_and_decide()/>
        <BackLink options=BackLinkOptions::new("/supervision")/>
        <RefusalSummary/>
        <h1 class="govuk-heading-l">{supervision::review_title(&review.overview.line.client_name)}</h1>
        {note.map(|sent| view! {
            <p class="govuk-body">{supervision::sent_by(&sent.sent_by_name, &moment::written(sent.sent_at))}</p>
            {(!sent.note.is_empty()).then(|| view! { <div class="govuk-inset-text">{sent.note.clone()}</div> })}
        })}
        {review.voided_approval.map(|at| banner(supervision::approval_void(&moment::written(at))))}
        {review.overview.changed_since_sent_at.map(|at| banner(supervision::changed_since_sent(&moment::written(at))))}
        <h2 class="govuk-heading-m">{supervision::changes_heading()}</h2>
        <ReviewChanges options=changes/>
        <BlockerList application blockers=review.blockers.clone()/>
        <Decide review=review.clone()/>
        <h2 class="govuk-heading-l">{supervision::all_answers()}</h2>
        <AnswerSections
            tasks=review.tasks.clone()
            application=review.overview.may(Action::AnswerQuestion).is_yes().then_some(application)
        />
        <EvidenceList evidence=review.evidence.clone()/>
        <Comments application comments=review.comments.clone()/>
        {review.overview.may(Action::CommentOnQuestion).is_yes().then(|| view! { <AddComment review=review.clone()/> })}
    }
}

fn banner(text: String) -> impl IntoView {
    view! { <NotificationBanner options=NotificationBannerOptions { text, ..NotificationBannerOptions::default() }/> }
}

fn change(line: &ChangeLine) -> ReviewChange {
    ReviewChange {
        question: line.label.clone(),
        context: Some(line.rows.join(", ")).filter(|rows| !rows.is_empty()),
        before: line.before.clone(),
        after: line.after.clone(),
        by: Some(supervision::changed_by(&line.by_name, &moment::written(line.at))),
        href: None,
    }
}

/// A comment on one answer, or on the whole.
#[component]
fn AddComment(review: Review) -> impl IntoView {
    let form = carried().form;
    let mut choices = vec![Choice::new("", applications::on_the_whole())];
    for line in review.tasks.iter().flat_map(|task| &task.lines) {
        let rows = if line.rows.is_empty() { String::new() } else { format!("{}: ", line.rows.join(", ")) };
        choices.push(Choice::new(line.place.clone(), format!("{rows}{}", line.label)));
    }
    let place = SelectOptions::new(Control::new("place", supervision::comment_place()), choices, form.value("place"));
    let text = Control { error: form.error("comment"), ..Control::new("comment", supervision::comment_text()) };
    let text = TextareaOptions { limit: Some(LONGEST_COMMENT), ..TextareaOptions::new(text, form.value("comment")) };
    let is_open = form.error("comment").is_some();
    let options =
        DetailsOptions { summary: supervision::add_comment().to_owned(), is_open, ..DetailsOptions::default() };
    let action = address_below(review.overview.line.application, "comments");
    view! {
        <Details options>
            <form method="post" action=action.clone() novalidate=true>
                <Token/>
                <Select options=place.clone()/>
                <Textarea options=text.clone()/>
                <Button options=ButtonOptions::new(supervision::comment_button()).kind(ButtonKind::Secondary)/>
            </form>
        </Details>
    }
}
