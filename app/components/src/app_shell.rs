//! Frame of every screen: link to the main part, header, banner, main part, footer.

use crate::{FooterOptions, HeaderOptions, PhaseBannerOptions};

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
