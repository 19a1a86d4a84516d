//! Phase banner as a string.

use super::Element;
use crate::PhaseBannerOptions;

/// A phase banner.
pub fn phase_banner(options: &PhaseBannerOptions) -> String {
    phase_element(options).html()
}

pub(super) fn phase_element(options: &PhaseBannerOptions) -> Element {
    let tag = Element::new("strong").class("govuk-tag govuk-phase-banner__content__tag").text(&options.tag);
    let text = Element::new("span").class("govuk-phase-banner__text").text(&options.text);
    Element::new("div")
        .class("govuk-phase-banner govuk-width-container")
        .child(Element::new("p").class("govuk-phase-banner__content").child(tag).text(" ").child(text))
}
