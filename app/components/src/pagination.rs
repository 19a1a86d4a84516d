//! Links between the parts of a long list, or between screens in a row.

use leptos::prelude::*;
use words::interface;

/// Options of a pagination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaginationOptions {
    /// The part before.
    pub previous: Option<PaginationLink>,
    /// The part after.
    pub next: Option<PaginationLink>,
    /// The parts by number, with gaps.
    pub items: Vec<PaginationItem>,
}

/// Link to the part before or after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaginationLink {
    /// Where it goes.
    pub href: String,
    /// Its text; “Previous page” or “Next page” if none.
    pub text: Option<String>,
    /// What is there, below the text.
    pub label: Option<String>,
}

/// One of the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaginationItem {
    /// A part.
    Part {
        /// Its number.
        number: u32,
        /// Where it is.
        href: String,
        /// Whether it is the present one.
        is_current: bool,
    },
    /// Some that are left out.
    Gap,
}

/// Class, way, size and picture of the arrow back.
pub(crate) const ARROW_PREVIOUS: (&str, &str) = (
    "govuk-pagination__icon govuk-pagination__icon--prev",
    "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z",
);
/// The same of the arrow on.
pub(crate) const ARROW_NEXT: (&str, &str) = (
    "govuk-pagination__icon govuk-pagination__icon--next",
    "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z",
);

impl PaginationOptions {
    /// Links one below the other, where there are no numbers.
    pub(crate) fn is_block(&self) -> bool {
        self.items.is_empty() && (self.previous.is_some() || self.next.is_some())
    }

    /// Class of a link's text: without numbers and label it is underlined alone.
    pub(crate) fn title_class(&self, link: &PaginationLink) -> &'static str {
        if self.is_block() && link.label.is_none() {
            "govuk-pagination__link-title govuk-pagination__link-title--decorated"
        } else {
            "govuk-pagination__link-title"
        }
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_block() { "govuk-pagination govuk-pagination--block" } else { "govuk-pagination" }
    }
}

/// A pagination.
#[component]
pub fn Pagination(
    /// Links.
    options: PaginationOptions,
) -> impl IntoView {
    let (class, is_block) = (options.class(), options.is_block());
    let PaginationOptions { previous, next, items } = options.clone();
    let previous = previous.map(|link| {
        let text = link_text(options.title_class(&link), &link, interface::previous_page());
        view! {
            <div class="govuk-pagination__prev">
                <a class="govuk-link govuk-pagination__link" href=link.href rel="prev">
                    {arrow(ARROW_PREVIOUS)}
                    {text}
                </a>
            </div>
        }
    });
    let next = next.map(|link| {
        let text = link_text(options.title_class(&link), &link, interface::next_page());
        // Below each other both arrows stand before the text.
        view! {
            <div class="govuk-pagination__next">
                <a class="govuk-link govuk-pagination__link" href=link.href rel="next">
                    {is_block.then(|| arrow(ARROW_NEXT))}
                    {text}
                    {(!is_block).then(|| arrow(ARROW_NEXT))}
                </a>
            </div>
        }
    });
    let numbers = (!items.is_empty())
        .then(|| view! { <ul class="govuk-pagination__list">{items.into_iter().map(number_view).collect_view()}</ul> });
    view! {
        <nav class=class aria-label=interface::pagination()>
            {previous}
            {numbers}
            {next}
        </nav>
    }
}

fn arrow((class, path): (&'static str, &'static str)) -> impl IntoView {
    view! {
        <svg
            class=class
            xmlns="http://www.w3.org/2000/svg"
            height="13"
            width="15"
            aria-hidden="true"
            focusable="false"
            viewBox="0 0 15 13"
        >
            <path d=path></path>
        </svg>
    }
}

fn link_text(
    class: &'static str,
    link: &PaginationLink,
    (seen, hidden): (&'static str, &'static str),
) -> impl IntoView + use<> {
    let title = match link.text.clone() {
        Some(text) => view! { <span class=class>{text}</span> }.into_any(),
        None => view! {
            <span class=class>
                {seen} <span class="govuk-visually-hidden">{hidden}</span>
            </span>
        }
        .into_any(),
    };
    let label = link.label.clone().map(|label| {
        view! {
            <span class="govuk-visually-hidden">":"</span>
            <span class="govuk-pagination__link-label">{label}</span>
        }
    });
    view! {
        {title}
        {label}
    }
}

fn number_view(item: PaginationItem) -> AnyView {
    match item {
        PaginationItem::Gap => {
            view! { <li class="govuk-pagination__item govuk-pagination__item--ellipsis">"⋯"</li> }.into_any()
        }
        PaginationItem::Part { number, href, is_current } => {
            let class = if is_current {
                "govuk-pagination__item govuk-pagination__item--current"
            } else {
                "govuk-pagination__item"
            };
            view! {
                <li class=class>
                    <a
                        class="govuk-link govuk-pagination__link"
                        href=href
                        aria-label=interface::page_number(number)
                        aria-current=is_current.then_some("page")
                    >
                        {number.to_string()}
                    </a>
                </li>
            }
            .into_any()
        }
    }
}
