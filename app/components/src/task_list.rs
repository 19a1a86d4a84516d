//! Tasks of a questionnaire with their states, in numbered sections.

use leptos::prelude::*;

use crate::{Tag, TagOptions};

/// Options of a task list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskListOptions {
    /// Begins the ids of hints and states; `task-list` if empty.
    pub id_prefix: String,
    /// Its tasks.
    pub items: Vec<TaskItem>,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskItem {
    /// Its title.
    pub title: String,
    /// Where it goes; none while it cannot be started.
    pub href: Option<String>,
    /// Help below the title.
    pub hint: Option<String>,
    /// How far it is.
    pub status: TaskStatus,
}

/// How far a task is, as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskStatus {
    /// Nothing left to do: plain text, so that what is left stands out.
    Done(String),
    /// Cannot be started: grey text.
    CannotStart(String),
    /// Something to do: a coloured tag.
    Tag(TagOptions),
}

/// A section of the task list: its heading, then its tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskSection {
    /// Its heading; the number is added.
    pub heading: String,
    /// A line below the heading, like “2 of 5 done”.
    pub progress: Option<String>,
    /// Its tasks.
    pub tasks: TaskListOptions,
}

impl TaskListOptions {
    /// Begin of the ids of the task with this number, from 1.
    pub(crate) fn item_id(&self, number: usize) -> String {
        let prefix = if self.id_prefix.is_empty() { "task-list" } else { &self.id_prefix };
        format!("{prefix}-{number}")
    }
}

impl TaskItem {
    pub(crate) fn class(&self) -> &'static str {
        if self.href.is_some() {
            "govuk-task-list__item govuk-task-list__item--with-link"
        } else {
            "govuk-task-list__item"
        }
    }

    /// `aria-describedby` of the link.
    pub(crate) fn described_by(&self, item_id: &str) -> String {
        if self.hint.is_some() { format!("{item_id}-hint {item_id}-status") } else { format!("{item_id}-status") }
    }
}

impl TaskStatus {
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Self::CannotStart(_) => "govuk-task-list__status govuk-task-list__status--cannot-start-yet",
            Self::Done(_) | Self::Tag(_) => "govuk-task-list__status",
        }
    }
}

/// Tasks without sections.
#[component]
pub fn TaskList(
    /// Its tasks.
    options: TaskListOptions,
) -> impl IntoView {
    let items = options.items.iter().enumerate().map(|(index, item)| {
        let id = options.item_id(index.saturating_add(1));
        view! {
            <li class=item.class()>
                <div class="govuk-task-list__name-and-hint">{name(item, &id)}</div>
                {status(&item.status, &id)}
            </li>
        }
    });
    view! { <ul class="govuk-task-list">{items.collect_view()}</ul> }
}

/// The sections of a questionnaire with their tasks, numbered.
#[component]
pub fn TaskSections(
    /// The sections in order.
    sections: Vec<TaskSection>,
) -> impl IntoView {
    let section = |section: TaskSection| {
        let progress = section.progress.map(|text| view! { <p class="app-task-list__progress">{text}</p> });
        view! {
            <li class="app-task-list__section">
                <h2 class="app-task-list__heading">{section.heading}</h2>
                {progress}
                <TaskList options=section.tasks />
            </li>
        }
    };
    view! { <ol class="app-task-list">{sections.into_iter().map(section).collect_view()}</ol> }
}

fn name(item: &TaskItem, id: &str) -> impl IntoView + use<> {
    let title = item.title.clone();
    let title = match item.href.clone() {
        Some(href) => view! {
            <a class="govuk-link govuk-task-list__link" href=href aria-describedby=item.described_by(id)>
                {title}
            </a>
        }
        .into_any(),
        None => view! { <div>{title}</div> }.into_any(),
    };
    let hint = item.hint.clone().map(|text| {
        view! {
            <div id=format!("{id}-hint") class="govuk-task-list__hint">
                {text}
            </div>
        }
    });
    view! {
        {title}
        {hint}
    }
}

fn status(status: &TaskStatus, id: &str) -> impl IntoView + use<> {
    let content = match status.clone() {
        TaskStatus::Done(text) | TaskStatus::CannotStart(text) => text.into_any(),
        TaskStatus::Tag(options) => view! { <Tag options /> }.into_any(),
    };
    view! {
        <div class=status.class() id=format!("{id}-status")>
            {content}
        </div>
    }
}
