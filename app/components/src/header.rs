//! Head of every screen: name of the service, navigation, who is signed in, the button to sign out.

use leptos::prelude::*;
use words::interface;

/// Options of the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderOptions {
    /// Name of the service.
    pub service_name: String,
    /// Where the name leads.
    pub home_href: String,
    /// Main navigation.
    pub navigation: Vec<NavigationItem>,
    /// Who is signed in.
    pub person: Option<SignedIn>,
}

/// One link of the main navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavigationItem {
    /// Its text.
    pub text: String,
    /// Where it goes.
    pub href: String,
    /// Whether the present screen is this one or below it.
    pub is_current: bool,
}

/// Who is signed in, and how they sign out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedIn {
    /// Name of the person.
    pub name: String,
    /// Office or role below the name.
    pub detail: Option<String>,
    /// Address the form to sign out goes to, by POST.
    pub sign_out_action: String,
    /// Hidden fields of that form, name and value.
    pub hidden: Vec<(String, String)>,
}

impl NavigationItem {
    /// A link to a screen that is not the present one.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), is_current: false }
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_current { "app-header__item app-header__item--current" } else { "app-header__item" }
    }
}

/// The header.
#[component]
pub fn Header(
    /// Name, navigation, who is signed in.
    options: HeaderOptions,
) -> impl IntoView {
    let HeaderOptions { service_name, home_href, navigation, person } = options;
    view! {
        <header class="app-header">
            <div class="app-header__top govuk-width-container">
                <a class="app-header__name" href=home_href>
                    {service_name}
                </a>
                {person.map(person_view)}
            </div>
            {(!navigation.is_empty()).then(|| navigation_view(navigation))}
        </header>
    }
}

fn person_view(person: SignedIn) -> impl IntoView {
    let SignedIn { name, detail, sign_out_action, hidden } = person;
    let detail = detail.map(|text| view! { <span class="app-header__person-detail">{text}</span> });
    let hidden = hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    view! {
        <div class="app-header__person">
            <p class="app-header__person-name">
                <span>{name}</span>
                {detail}
            </p>
            <form method="post" action=sign_out_action autocomplete="off">
                {hidden.collect_view()}
                <button type="submit" class="app-header__sign-out">
                    {interface::sign_out()}
                </button>
            </form>
        </div>
    }
}

fn navigation_view(items: Vec<NavigationItem>) -> impl IntoView {
    let item = |item: NavigationItem| {
        let class = item.class();
        view! {
            <li class=class>
                <a class="app-header__link" href=item.href aria-current=item.is_current.then_some("page")>
                    {item.text}
                </a>
            </li>
        }
    };
    view! {
        <nav class="app-header__navigation" aria-label=interface::menu()>
            <ul class="app-header__list govuk-width-container">{items.into_iter().map(item).collect_view()}</ul>
        </nav>
    }
}
