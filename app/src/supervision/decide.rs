//! The decision: approve and submit with the representative's declaration, or send back with what is to be done. Both stand
//! on the screen that shows what is decided about, and carry its revision and digest.

use crate::applications::address_below;
use crate::form::{Token, carried};
use case::Action;
use components::{
    Button, ButtonKind, ButtonOptions, Checkboxes, CheckboxesOptions, Choice, Control, InputWidth, LabelSize, Radios,
    RadiosOptions, TextInput, TextInputOptions, Textarea, TextareaOptions,
};
use leptos::prelude::*;
use server_functions::applications::Permitted;
use server_functions::supervision::Review;
use words::{applications, supervision};

/// Longest text of what is to be done, in characters.
const LONGEST_TEXT: usize = 4_000;

/// Both forms, or who can.
#[component]
pub(crate) fn Decide(
    /// What is decided about.
    review: Review,
) -> impl IntoView {
    let approve = review.overview.may(Action::ApproveApplication);
    let send_back = review.overview.may(Action::SendBack);
    let is_complete = review.blockers.is_empty();
    view! {
        <section aria-labelledby="decide" class="app-decide">
            <h2 class="govuk-heading-l" id="decide">{supervision::decide()}</h2>
            {match approve {
                Permitted::Yes if is_complete => view! { <ApproveForm review=review.clone()/> }.into_any(),
                Permitted::OnlyBy(who) => view! { <p class="govuk-body">{applications::only_by(&who)}</p> }.into_any(),
                Permitted::Yes | Permitted::No => ().into_any(),
            }}
            {send_back.is_yes().then(|| view! { <SendBackForm review/> })}
        </section>
    }
}

/// Revision and digest of what is on the screen, and the key that makes a press arrive once.
#[component]
fn Seen(review: Review) -> impl IntoView {
    view! {
        <Token/>
        <input type="hidden" name="expected_rev" value=review.rev.to_string()/>
        <input type="hidden" name="digest" value=review.digest/>
        <input type="hidden" name="idempotency_key" value=review.idempotency_key/>
    }
}

#[component]
fn ApproveForm(review: Review) -> impl IntoView {
    let form = carried().form;
    let typed = |field: &str, otherwise: &str| {
        let was_sent = form.values.iter().any(|(name, _)| name == field);
        if was_sent { form.value(field) } else { otherwise.to_owned() }
    };
    let control = |field: &str, label: &str| Control { error: form.error(field), ..Control::new(field, label) };
    let name = TextInputOptions::new(
        control("decl_rep_name", supervision::representative_name()),
        typed("decl_rep_name", &review.representative.name),
    );
    let roles = supervision::representative_roles().map(|(value, text)| Choice::new(value, text)).to_vec();
    let role = RadiosOptions::new(
        control("decl_rep_role", supervision::representative_role()).size(LabelSize::Small),
        roles,
        typed("decl_rep_role", &review.representative.body),
    );
    let number = TextInputOptions {
        width: InputWidth::Twenty,
        ..TextInputOptions::new(
            control("decl_rep_number", supervision::representative_number()),
            typed("decl_rep_number", &review.representative.number),
        )
    };
    let confirm = CheckboxesOptions::confirm(
        control("decl_rep_confirm", supervision::representative_confirm()),
        form.value("decl_rep_confirm") == "yes",
    );
    let action = address_below(review.overview.line.application, "review");
    view! {
        <form method="post" action=action novalidate=true>
            <Seen review/>
            <h3 class="govuk-heading-m">{supervision::declaration_heading()}</h3>
            <p class="govuk-body">{supervision::declaration()}</p>
            <TextInput options=name/>
            <Radios options=role/>
            <TextInput options=number/>
            <Checkboxes options=confirm/>
            <Button options=ButtonOptions::new(supervision::approve_and_submit()).sends("_do", "approve")/>
        </form>
    }
}

#[component]
fn SendBackForm(review: Review) -> impl IntoView {
    let form = carried().form;
    let text = Control {
        error: form.error("review_comments"),
        ..Control::new("review_comments", supervision::comments_label())
    };
    let text =
        TextareaOptions { limit: Some(LONGEST_TEXT), ..TextareaOptions::new(text, form.value("review_comments")) };
    let action = address_below(review.overview.line.application, "review");
    view! {
        <form method="post" action=action novalidate=true>
            <Seen review/>
            <Textarea options=text/>
            <Button options=ButtonOptions::new(supervision::send_back()).kind(ButtonKind::Secondary).sends("_do", "send_back")/>
        </form>
    }
}
