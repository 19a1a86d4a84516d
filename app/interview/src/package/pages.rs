//! Tasks, pages and what stands on them.

use crate::package::{
    CodeIndex, ConditionIndex, FrameType, ItemIndex, PageIndex, RepeatIndex, Span, TaskIndex, TextIndex,
};
use serde::{Deserialize, Serialize};

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: TextIndex,
    /// Its condition (frame type 0).
    pub condition: ConditionIndex,
    /// Tasks that must be done first.
    pub after: Vec<TaskIndex>,
    /// Its pages, in order.
    pub places: Vec<Placed>,
    /// The module it stands in: section of the questionnaire.
    pub section: String,
    /// Where it is written.
    pub source: Span,
}

/// A page, or the pages of each row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placed {
    /// One page.
    Page(PageIndex),
    /// All of one row before the next.
    Each {
        /// The repeat.
        repeat: RepeatIndex,
        /// What stands for each row.
        places: Vec<Placed>,
    },
}

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: TextIndex,
    /// What it is.
    pub kind: PageKind,
    /// Its task.
    pub task: TaskIndex,
    /// Frame type: 0, or that of the innermost `each` around it.
    pub frame: FrameType,
    /// Its own condition, with all around it as parents.
    pub condition: ConditionIndex,
    /// Hint.
    pub hint: Option<TextIndex>,
    /// Law reference.
    pub law: Option<String>,
    /// Checks over the whole page; `group` is the condition of the group they stand in, if any.
    pub checks: Vec<PageCheck>,
    /// Warnings over the whole page.
    pub warnings: Vec<PageCheck>,
    /// What it shows, in order.
    pub shown: Vec<Shown>,
    /// Where it is written.
    pub source: Span,
}

/// A check over a page, or over a group on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageCheck {
    /// What must hold.
    pub condition: CodeIndex,
    /// What is said.
    pub text: TextIndex,
    /// Judged only while this holds: the page's or the group's condition.
    pub within: ConditionIndex,
    /// Frame type in which it is judged: the page's, or that of an `each` on the page.
    pub frame: FrameType,
    /// Items that must not wait before it is judged: those of the page or group.
    pub items: Vec<ItemIndex>,
}

/// What a page is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// Asks, or tells.
    Form,
    /// The add-another page of a repeat (in the frame around the repeat).
    List(RepeatIndex),
    /// Blocks while it is relevant.
    Stop,
    /// Shows the answers of tasks and takes a mark.
    Check {
        /// Tasks covered.
        covers: Vec<TaskIndex>,
        /// The mark.
        mark: ItemIndex,
    },
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// A question asked here.
    Ask(ItemIndex),
    /// A value shown here (`show`, or a derived value written on the page).
    Show(ItemIndex),
    /// Questions that belong together.
    Group {
        /// Heading, where there is one.
        ask: Option<TextIndex>,
        /// Its condition.
        condition: ConditionIndex,
        /// What stands in it.
        shown: Vec<Shown>,
    },
    /// The same for each row.
    Each {
        /// The repeat.
        repeat: RepeatIndex,
        /// Its condition.
        condition: ConditionIndex,
        /// What stands in it for each row.
        shown: Vec<Shown>,
    },
}
