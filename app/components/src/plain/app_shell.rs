//! Frame of every screen as a string: what stands in `<body>`.

use super::{
    Element, footer::footer_element, header::header_element, phase_banner::phase_element, skip_link::skip_element,
};
use crate::{AppShellOptions, SkipLinkOptions};

/// The frame around the markup of a screen. `before_html` stands above the main part (link back, breadcrumbs).
pub fn app_shell(options: &AppShellOptions, before_html: &str, main_html: &str) -> String {
    let main =
        Element::new("main").class("govuk-main-wrapper").id("main").attribute("tabindex", "-1").markup(main_html);
    let container = Element::new("div").class(options.container_class()).markup(before_html).child(main);
    [
        Some(skip_element(&SkipLinkOptions::default())),
        Some(header_element(&options.header)),
        options.banner.as_ref().map(phase_element),
        Some(container),
        Some(footer_element(&options.footer)),
    ]
    .into_iter()
    .flatten()
    .map(Element::html)
    .collect()
}
