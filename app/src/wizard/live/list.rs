//! The rows of a list page, and what can be done with them.

use super::wizard::Page;
use components::{Button, ButtonKind, ButtonOptions, InsetText, InsetTextOptions};
use interview::plan::{ListPlan, ListRowPlan};
use journal::Device;
use leptos::prelude::*;
use words::wizard;

/// The list of a list page with its buttons.
#[component]
pub(super) fn ListView<D: Device + 'static>(
    /// The page it stands on.
    page: Page<D>,
    /// Its rows.
    list: ListPlan,
    /// Whether its rows can be changed at present.
    may_answer: bool,
) -> impl IntoView {
    let first = list.rows.first().map(|row| row.key.clone());
    let rows = (1..)
        .zip(list.rows.clone())
        .map(|(number, row)| view! { <ListRow page row number first=first.clone() may_answer/> })
        .collect_view();
    let nothing = InsetTextOptions { paragraphs: vec![wizard::nothing_added().to_owned()] };
    view! {
        {if list.rows.is_empty() {
            view! { <InsetText options=nothing/> }.into_any()
        } else {
            view! { <dl class="govuk-summary-list">{rows}</dl> }.into_any()
        }}
        {may_answer.then(|| view! { <ListButtons page list/> })}
    }
}

/// One row of a list: its title, whether it is complete, and what can be done with it.
#[component]
fn ListRow<D: Device + 'static>(
    page: Page<D>,
    row: ListRowPlan,
    number: usize,
    first: Option<interview::value::RowKey>,
    may_answer: bool,
) -> impl IntoView {
    let title = if row.title.is_empty() { wizard::row_number(number) } else { row.title.clone() };
    let address = row.pages.first().and_then(|at| page.live.with(|session| session.address_of(at)));
    let href = address.clone().map(|address| format!("{}/pages/{address}", page.application.get_value()));
    let open = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        page.open(address.clone());
    };
    let removed = row.at.clone();
    let on_remove = Callback::new(move |()| {
        page.live.change(|session| session.remove_row(&removed));
    });
    let moved = row.at.clone();
    let on_first = Callback::new(move |()| {
        page.live.change(|session| session.move_row(&moved, first.clone()));
    });
    let hidden = title.clone();
    let state = if row.is_complete { "" } else { wizard::incomplete() };
    let button = |text: &str| ButtonOptions::new(text).about(&title).kind(ButtonKind::Link);
    view! {
        <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{title.clone()}</dt>
            <dd class="govuk-summary-list__value">{state}</dd>
            <dd class="govuk-summary-list__actions">
                {href.map(|href| view! {
                    <a class="govuk-link" href=href on:click=open>
                        {words::interface::change()}<span class="govuk-visually-hidden">" "{hidden}</span>
                    </a>
                })}
                {may_answer.then(|| view! { <Button options=button(wizard::remove()) on_press=on_remove/> })}
                {(may_answer && number > 1).then(|| view! { <Button options=button(wizard::make_first()) on_press=on_first/> })}
            </dd>
        </div>
    }
}

/// Adds a row, closes the list or opens it again, or goes on.
#[component]
fn ListButtons<D: Device + 'static>(page: Page<D>, list: ListPlan) -> impl IntoView {
    let place = list.at.clone();
    let is_empty = list.rows.is_empty();
    let can_close = list.is_open && list.rows.len() >= list.min.unwrap_or(0) as usize;
    let takes_more = list.is_open || is_empty;
    let added = place.clone();
    let on_add = Callback::new(move |()| {
        let address = page.live.change(|session| session.add_row(&added)).flatten();
        page.open(address);
    });
    let closed = place.clone();
    let on_close = Callback::new(move |()| {
        page.live.change(|session| session.end_list(&closed, true));
        page.continue_on();
    });
    let on_reopen = Callback::new(move |()| {
        page.live.change(|session| session.end_list(&place, false));
    });
    let on_continue = Callback::new(move |()| page.continue_on());
    let secondary = |text: &str| ButtonOptions::new(text).kind(ButtonKind::Secondary);
    let add =
        if is_empty { ButtonOptions::new(wizard::add_another(true)) } else { secondary(wizard::add_another(false)) };
    view! {
        <div class="govuk-button-group">
            {(takes_more && list.may_add).then(|| view! { <Button options=add on_press=on_add/> })}
            {can_close.then(|| view! { <Button options=ButtonOptions::new(wizard::no_more()) on_press=on_close/> })}
            {(!takes_more).then(|| view! {
                <Button options=ButtonOptions::new(wizard::continue_on()) on_press=on_continue/>
                <Button options=secondary(wizard::add_more_after_all()) on_press=on_reopen/>
            })}
        </div>
    }
}
