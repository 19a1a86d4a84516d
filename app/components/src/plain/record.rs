//! Record as a string.

use super::{Element, summary_list::list_element};
use crate::{RecordOptions, RecordSection, SummaryListOptions};

/// A record.
pub fn record(options: &RecordOptions) -> String {
    let caption = options.caption.as_ref().map(|text| Element::new("span").class("app-record__caption").text(text));
    let facts = (!options.facts.is_empty()).then(|| {
        Element::new("div")
            .class("app-record__facts")
            .child(list_element(&SummaryListOptions { rows: options.facts.clone(), is_borderless: true }))
    });
    Element::new("article")
        .class("app-record")
        .children(caption)
        .child(Element::new("h1").class("app-record__title").text(&options.title))
        .children(facts)
        .children(options.sections.iter().map(section_element))
        .html()
}

fn section_element(section: &RecordSection) -> Element {
    let heading = Element::new("h2").class("app-record__heading").text(&section.heading);
    let around = Element::new("section").class("app-record__section").child(heading);
    section.groups.iter().fold(around, |around, (heading, rows)| {
        let heading = heading.as_ref().map(|text| Element::new("h3").class("app-record__group").text(text));
        around.children(heading).child(list_element(rows))
    })
}
