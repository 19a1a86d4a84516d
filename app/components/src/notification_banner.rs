//! A notice at the top of a screen.

use leptos::prelude::*;
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

/// A notice.
#[component]
pub fn NotificationBanner(
    /// Heading, text, link.
    options: NotificationBannerOptions,
) -> impl IntoView {
    let (class, role, title, title_id) = (options.class(), options.role(), options.title(), options.title_id());
    let link = options.link.map(|(text, href)| {
        view! {
            <p class="govuk-body">
                <a class="govuk-notification-banner__link" href=href>
                    {text}
                </a>
            </p>
        }
    });
    let paragraphs = options.paragraphs.into_iter().map(|text| view! { <p class="govuk-body">{text}</p> });
    view! {
        <div class=class role=role aria-labelledby=title_id>
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id=title_id.clone()>
                    {title}
                </h2>
            </div>
            <div class="govuk-notification-banner__content">
                <p class="govuk-notification-banner__heading">{options.text}</p>
                {paragraphs.collect_view()}
                {link}
            </div>
        </div>
    }
}
