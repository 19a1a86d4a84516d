//! Tasks of a questionnaire with their states, in numbered sections.

use crate::TagOptions;

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
