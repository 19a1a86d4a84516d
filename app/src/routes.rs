//! One list of addresses and screens.

use crate::accounts::SignIn;
use crate::applications::{Applications, CheckEverything, TaskList};
use crate::form::{Carried, carry};
use crate::refusal_view::RefusedScreen;
use crate::submission::RecordScreen;
use crate::supervision::{Dashboard, ReviewScreen, SendForReview};
use crate::wizard::WizardPage;
use components::{AppShell, AppShellOptions, HeaderOptions, NavigationItem, PhaseBannerOptions, SignedIn};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;
use server_functions::{Person, Refusal};

/// The person signed in, for every screen.
pub(crate) type WhoAmI = Resource<Result<Option<Person>, Refusal>>;

/// The whole interface.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context::<Carried>(carry().into_inner());
    let who: WhoAmI = Resource::new_blocking(|| (), |()| server_functions::accounts::who_am_i());
    provide_context(who);
    view! {
        <Title formatter=|text: String| if text.is_empty() { words::applications::product().to_owned() } else { format!("{text} – {}", words::applications::product()) }/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <RefusedScreen refusal=Refusal::NotFound/> }>
                    <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                    <Route path=path!("/applications") view=Applications ssr=SsrMode::Async/>
                    <Route path=path!("/applications/:application") view=TaskList ssr=SsrMode::Async/>
                    <Route path=path!("/applications/:application/pages/*address") view=WizardPage ssr=SsrMode::Async/>
                    <Route path=path!("/applications/:application/check") view=CheckEverything ssr=SsrMode::Async/>
                    <Route path=path!("/applications/:application/send-for-review") view=SendForReview ssr=SsrMode::Async/>
                    <Route path=path!("/applications/:application/review") view=ReviewScreen ssr=SsrMode::Async/>
                    <Route path=path!("/applications/:application/record") view=RecordScreen ssr=SsrMode::Async/>
                    <Route path=path!("/supervision") view=Dashboard ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}

/// Header, banner and footer around the screen.
#[component]
fn Frame(children: ChildrenFn) -> impl IntoView {
    let who = expect_context::<WhoAmI>();
    let path = use_location().pathname;
    view! {
        <Suspense>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    let person = who.await.ok().flatten();
                    view! { <AppShell options=shell_options(person.as_ref(), &path.get_untracked())>{children()}</AppShell> }
                })
            }}
        </Suspense>
    }
}

fn shell_options(person: Option<&Person>, path: &str) -> AppShellOptions {
    let item = |text: &str, href: &str| NavigationItem { is_current: path == href, ..NavigationItem::new(text, href) };
    let mut navigation = Vec::new();
    if let Some(person) = person {
        navigation.push(item(words::applications::list_title(), "/applications"));
        if person.holds(case::Role::Supervisor) {
            navigation.push(item(words::supervision::dashboard_title(), "/supervision"));
        }
    }
    AppShellOptions {
        header: HeaderOptions {
            service_name: words::applications::product().to_owned(),
            home_href: "/applications".to_owned(),
            navigation,
            person: person.map(|person| SignedIn {
                name: person.name.clone(),
                detail: Some(person.organisation_name.clone()),
                sign_out_action: "/sign-out".to_owned(),
                hidden: vec![("_once".to_owned(), crate::form::carried().token.0)],
            }),
        },
        banner: Some(PhaseBannerOptions::trial()),
        ..AppShellOptions::default()
    }
}
