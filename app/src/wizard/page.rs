//! The screen of one page: the plain form inside the one host element, over which the browser mounts the living one.

use crate::applications::{Comments, address_below, application_in_address};
use crate::form::carried;
use crate::moment;
use crate::refusal_view::{RefusalSummary, RefusedScreen};
use crate::wizard::host::{self, Host, Shown};
use crate::wizard::journey;
use crate::wizard::plain::{self, Carries};
use components::{
    JourneyMap, NotificationBanner, NotificationBannerOptions, StatusLine, StatusLineOptions, StatusTone,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use send_wrapper::SendWrapper;
use server_functions::Refusal;
use server_functions::drafts::{PageAddress, PlainPage, plain_page};
use words::{applications, supervision, wizard};

/// One page of the questionnaire.
#[component]
pub(crate) fn WizardPage() -> impl IntoView {
    let application = application_in_address();
    let parameters = use_params_map();
    let address = Memo::new(move |_| parameters.with(|all| all.get("address")).unwrap_or_default());
    // The living form goes from page to page by itself: only another application is asked for anew.
    let page = Resource::new_blocking(
        move || application.get(),
        move |application| async move {
            let application = application.ok_or(Refusal::NotFound)?;
            plain_page(application, PageAddress::read(&address.get_untracked()).ok_or(Refusal::NotFound)?).await
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <OnePage page address/> }.into_any(),
                    Err(refusal) => view! { <RefusedScreen refusal/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn OnePage(page: PlainPage, address: Memo<String>) -> impl IntoView {
    let application = page.overview.line.application;
    let query = use_query_map().get_untracked();
    let has_errors = page.has_errors || (page.has_missing && query.get("errors").is_some());
    let first_address = address.get_untracked();
    let html = plain_html(&page, &first_address, &query);
    let saved = StatusLineOptions {
        text: page.saved_at.map(|at| wizard::saved_at(&moment::time(at))).unwrap_or_default(),
        tone: if page.saved_at.is_some() { StatusTone::Saved } else { StatusTone::Quiet },
    };
    // The head may be written after what was drawn for it is gone.
    let (title, has_errors) = (ArcRwSignal::new(page.title.clone()), ArcRwSignal::new(has_errors));
    let saved = RwSignal::new(saved);
    let below = address_below(application, "");
    let journey = RwSignal::new(journey::map(&page.overview.tasks, page.overview.left, &below, &page.task));
    let navigate = use_navigate();
    let go = Callback::new(move |address: String| navigate(&address, NavigateOptions::default()));
    let host = Host::new(
        application,
        address.into(),
        go,
        Shown { title: title.clone().into(), has_errors: has_errors.clone().into(), status: saved, journey },
    );
    Effect::new(move |mounted: Option<bool>| {
        if mounted != Some(true)
            && let Some(unmount) = host::mount(host)
        {
            let unmount = SendWrapper::new(unmount);
            on_cleanup(move || unmount.take()());
        }
        true
    });
    let reviewing = page.overview.review.clone().filter(|review| review.ended.is_none() && !page.may_answer);
    view! {
        <Title text=move || {
            let title = title.get();
            if has_errors.get() { format!("{} {title}", words::interface::error_prefix()) } else { title }
        }/>
        <RefusalSummary/>
        {reviewing.map(|review| view! {
            <NotificationBanner options=NotificationBannerOptions {
                text: supervision::in_review(&review.supervisor_name, &moment::time(review.sent_at)),
                link: Some((applications::application_title(""), address_below(application, ""))),
                ..NotificationBannerOptions::default()
            }/>
        })}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <StatusLine options=saved/>
                <div id=host::ELEMENT inner_html=html></div>
                <Comments application comments=page.comments/>
            </div>
            <div class="govuk-grid-column-one-third">
                {move || view! { <JourneyMap options=journey.get()/> }}
            </div>
        </div>
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
        reasons: page.reasons.clone(),
        contested: page.contested.clone(),
        set_aside: page.set_aside.clone(),
        fact_failed: page.fact_failed,
        back: Some(page.back.as_ref().map_or_else(|| application.clone(), |back| format!("{application}/{back}"))),
    };
    let below =
        |at: &interview::PageAt| format!("{application}/pages/{}", crate::wizard::address::of(&page.page_ids, at));
    Some(plain::page(plan, &carries, &below))
}
