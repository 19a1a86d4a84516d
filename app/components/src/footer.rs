//! Foot of every screen: links that concern the whole service.

use leptos::prelude::*;

/// Options of the footer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FooterOptions {
    /// Text and address of each link.
    pub links: Vec<(String, String)>,
    /// A sentence below.
    pub note: Option<String>,
}

/// The footer.
#[component]
pub fn Footer(
    /// Links and note.
    options: FooterOptions,
) -> impl IntoView {
    let FooterOptions { links, note } = options;
    let item = |(text, href): (String, String)| {
        view! {
            <li class="app-footer__item">
                <a class="app-footer__link" href=href>
                    {text}
                </a>
            </li>
        }
    };
    let links = (!links.is_empty())
        .then(|| view! { <ul class="app-footer__list">{links.into_iter().map(item).collect_view()}</ul> });
    view! {
        <footer class="app-footer">
            <div class="govuk-width-container">
                {links}
                {note.map(|text| view! { <p class="app-footer__note">{text}</p> })}
            </div>
        </footer>
    }
}
