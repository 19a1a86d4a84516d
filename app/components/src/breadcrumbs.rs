//! Links to the screens above.

use leptos::prelude::*;
use words::interface;

/// Options of breadcrumbs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreadcrumbsOptions {
    /// Text and address of each, outermost first; without address it is the present screen.
    pub items: Vec<(String, Option<String>)>,
}

/// Breadcrumbs.
#[component]
pub fn Breadcrumbs(
    /// The screens above.
    options: BreadcrumbsOptions,
) -> impl IntoView {
    let item = |(text, href): (String, Option<String>)| match href {
        Some(href) => view! {
            <li class="govuk-breadcrumbs__list-item">
                <a class="govuk-breadcrumbs__link" href=href>
                    {text}
                </a>
            </li>
        }
        .into_any(),
        None => view! {
            <li class="govuk-breadcrumbs__list-item" aria-current="page">
                {text}
            </li>
        }
        .into_any(),
    };
    view! {
        <nav class="govuk-breadcrumbs" aria-label=interface::breadcrumb()>
            <ol class="govuk-breadcrumbs__list">{options.items.into_iter().map(item).collect_view()}</ol>
        </nav>
    }
}
