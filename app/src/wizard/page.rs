//! The screen of one page: the plain form inside the one host element, over which the browser mounts the living one.

use crate::applications::{Comments, address_below, application_in_address};
use crate::form::carried;
use crate::moment;
use crate::refusal_view::{RefusalSummary, RefusedScreen};
use crate::wizard::plain::{self, Carries};
use components::{NotificationBanner, NotificationBannerOptions, StatusLine, StatusLineOptions, StatusTone};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use server_functions::Refusal;
use server_functions::drafts::{PageAddress, PlainPage, plain_page};
use words::{applications, supervision, wizard};

/// Id of the element over which the living form is mounted.
pub const HOST: &str = "wizard";

/// One page of the questionnaire.
#[component]
pub(crate) fn WizardPage() -> impl IntoView {
    let application = application_in_address();
    let parameters = use_params_map();
    let address = Memo::new(move |_| parameters.with(|all| all.get("address")).unwrap_or_default());
    let page = Resource::new_blocking(
        move || (application.get(), address.get()),
        |(application, address)| async move {
            let application = application.ok_or(Refusal::NotFound)?;
            plain_page(application, PageAddress::read(&address).ok_or(Refusal::NotFound)?).await
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <OnePage page address=address.get_untracked()/> }.into_any(),
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn OnePage(page: PlainPage, address: String) -> impl IntoView {
    let application = page.overview.line.application;
    let query = use_query_map().get_untracked();
    let has_errors = page.has_errors || (page.has_missing && query.get("errors").is_some());
    let title = if has_errors { format!("{} {}", words::interface::error_prefix(), page.title) } else { page.title.clone() };
    let html = plain_html(&page, &address, &query);
    let saved = StatusLineOptions {
        text: page.saved_at.map(|at| wizard::saved_at(&moment::time(at))).unwrap_or_default(),
        tone: if page.saved_at.is_some() { StatusTone::Saved } else { StatusTone::Quiet },
    };
    let reviewing = page.overview.review.clone().filter(|review| review.ended.is_none() && !page.may_answer);
    view! {
        <Title text=title/>
        <RefusalSummary/>
        {reviewing.map(|review| view! {
            <NotificationBanner options=NotificationBannerOptions {
                text: supervision::in_review(&review.supervisor_name, &moment::time(review.sent_at)),
                link: Some((applications::application_title(""), address_below(application, ""))),
                ..NotificationBannerOptions::default()
            }/>
        })}
        <StatusLine options=Signal::stored(saved)/>
        <div id=HOST data-application=application.to_string() data-address=address inner_html=html></div>
        <Comments application comments=page.comments/>
    }
}

/// The form, on the server; nothing in the browser, which leaves what the server wrote alone (SEC-92).
fn plain_html(page: &PlainPage, address: &str, query: &leptos_router::params::ParamsMap) -> Option<String> {
    let plan = page.plan.as_ref()?;
    let application = address_below(page.overview.line.application, "");
    let form = carried().form;
    let searches = form
        .values
        .iter()
        .filter_map(|(name, value)| name.strip_suffix("-search").map(|place| (place.to_owned(), value.clone())))
        .collect();
    let was_continued = query.get("errors").is_some();
    let under_way = [("_return", "return"), ("_since", "since")]
        .into_iter()
        .filter_map(|(field, key)| query.get(key).map(|value| (field, value)))
        .collect();
    let carries = Carries {
        action: format!("{application}/pages/{address}"),
        application: application.clone(),
        once: page.once.clone(),
        seen: page.seen,
        may_answer: page.may_answer,
        was_continued,
        under_way,
        searches,
        back: Some(page.back.as_ref().map_or_else(|| application.clone(), |back| format!("{application}/{back}"))),
    };
    let below = |at: &interview::PageAt| format!("{application}/pages/{}", crate::wizard::address::of(&page.page_ids, at));
    Some(plain::page(plan, &carries, &below))
}
