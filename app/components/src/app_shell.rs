//! Frame of every screen: link to the main part, header, banner, main part, footer.

use leptos::prelude::*;

use crate::{Footer, FooterOptions, Header, HeaderOptions, PhaseBanner, PhaseBannerOptions, SkipLink, SkipLinkOptions};

/// Options of the frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppShellOptions {
    /// Head.
    pub header: HeaderOptions,
    /// Banner below it.
    pub banner: Option<PhaseBannerOptions>,
    /// Foot.
    pub footer: FooterOptions,
    /// Wide main part, for lists.
    pub is_wide: bool,
}

impl AppShellOptions {
    pub(crate) fn container_class(&self) -> &'static str {
        if self.is_wide { "govuk-width-container app-shell__wide" } else { "govuk-width-container" }
    }
}

/// The frame around the main part of a screen.
#[component]
pub fn AppShell(
    /// Header, banner, footer.
    options: AppShellOptions,
    /// Stands above the main part: link back, breadcrumbs.
    #[prop(optional, into)]
    before: Option<ViewFn>,
    /// The main part.
    children: Children,
) -> impl IntoView {
    let container_class = options.container_class();
    let AppShellOptions { header, banner, footer, .. } = options;
    view! {
        <SkipLink options=SkipLinkOptions::default() />
        <Header options=header />
        {banner.map(|options| view! { <PhaseBanner options /> })}
        <div class=container_class>
            {before.map(|before| before.run())} <main class="govuk-main-wrapper" id="main" tabindex="-1">
                {children()}
            </main>
        </div>
        <Footer options=footer />
    }
}
