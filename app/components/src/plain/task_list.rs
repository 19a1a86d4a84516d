//! Task list as a string.

use super::{Element, tag::tag_element};
use crate::{TaskItem, TaskListOptions, TaskSection, TaskStatus};

/// Tasks without sections.
pub fn task_list(options: &TaskListOptions) -> String {
    list_element(options).html()
}

/// The sections of a questionnaire with their tasks, numbered.
pub fn task_sections(sections: &[TaskSection]) -> String {
    let items = sections.iter().map(|section| {
        let progress =
            section.progress.as_ref().map(|text| Element::new("p").class("app-task-list__progress").text(text));
        Element::new("li")
            .class("app-task-list__section")
            .child(Element::new("h2").class("app-task-list__heading").text(&section.heading))
            .children(progress)
            .child(list_element(&section.tasks))
    });
    Element::new("ol").class("app-task-list").children(items).html()
}

fn list_element(options: &TaskListOptions) -> Element {
    let items = options.items.iter().enumerate().map(|(index, item)| {
        let id = options.item_id(index.saturating_add(1));
        Element::new("li").class(item.class()).child(name(item, &id)).child(status(item, &id))
    });
    Element::new("ul").class("govuk-task-list").children(items)
}

fn name(item: &TaskItem, id: &str) -> Element {
    let title = match &item.href {
        Some(href) => Element::new("a")
            .class("govuk-link govuk-task-list__link")
            .attribute("href", href)
            .attribute("aria-describedby", item.described_by(id))
            .text(&item.title),
        None => Element::new("div").text(&item.title),
    };
    let hint = item
        .hint
        .as_ref()
        .map(|text| Element::new("div").id(format!("{id}-hint")).class("govuk-task-list__hint").text(text));
    Element::new("div").class("govuk-task-list__name-and-hint").child(title).children(hint)
}

fn status(item: &TaskItem, id: &str) -> Element {
    let status = Element::new("div").class(item.status.class()).id(format!("{id}-status"));
    match &item.status {
        TaskStatus::Done(text) | TaskStatus::CannotStart(text) => status.text(text),
        TaskStatus::Tag(tag) => status.child(tag_element(tag)),
    }
}
