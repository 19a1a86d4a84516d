//! A notice at the top of a screen.

use words::interface;

/// Options of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotificationBannerOptions {
    /// Heading; “Important” or “Success” if none.
    pub title: Option<String>,
    /// The notice in a sentence.
    pub text: String,
    /// More about it, a paragraph each.
    pub paragraphs: Vec<String>,
    /// A link below.
    pub link: Option<(String, String)>,
    /// Says that something was done.
    pub is_success: bool,
    /// Distinguishes the ids where a screen has several.
    pub id: Option<String>,
}

impl NotificationBannerOptions {
    pub(crate) fn title(&self) -> String {
        let fixed = if self.is_success { interface::success() } else { interface::important() };
        self.title.clone().unwrap_or_else(|| fixed.to_owned())
    }

    pub(crate) fn title_id(&self) -> String {
        self.id.as_ref().map_or_else(|| "govuk-notification-banner-title".to_owned(), |id| format!("{id}-title"))
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_success {
            "govuk-notification-banner govuk-notification-banner--success"
        } else {
            "govuk-notification-banner"
        }
    }

    pub(crate) fn role(&self) -> &'static str {
        if self.is_success { "alert" } else { "region" }
    }
}
