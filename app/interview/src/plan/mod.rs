//! What a page shows: built from a settled draft alike on the server and in the browser (E-42). Words of the authors are
//! rendered here; sentences of the program (what a named problem means) are the host's.
//!
//! `shown.rs` plans questions and values, `answers.rs` lists, check pages and the lines of answers.

mod answers;
mod shown;

use crate::change::{Change, ChangeKind};
use crate::draft::Draft;
use crate::frame::{FrameId, ProblemKind, Status};
use crate::package::{ItemKind, PageKind, TextIndex, Type};
use crate::place::Place;
use crate::query::{PageAt, Problem};
use crate::value::{Held, OptionId, RowKey, Three, Value};

/// A page as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePlan {
    /// Which page.
    pub at: PageAt,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its hint.
    pub hint: Option<String>,
    /// Its law reference.
    pub law: Option<String>,
    /// Title of its task.
    pub task: String,
    /// Whether it is needed; not yes: it says so and offers the way back.
    pub relevance: Three,
    /// How far it is.
    pub status: Status,
    /// Titles of the rows around it, outermost first.
    pub rows: Vec<String>,
    /// What stands on it.
    pub shown: Vec<ShownPlan>,
    /// What its kind adds.
    pub kind: PagePlanKind,
    /// Problems of the page itself.
    pub problems: Vec<Problem>,
    /// Warnings of the page itself.
    pub warnings: Vec<String>,
}

/// What the kind of a page adds.
#[derive(Clone, Debug, PartialEq)]
pub enum PagePlanKind {
    /// Asks, or tells.
    Form,
    /// Add-another page.
    List(ListPlan),
    /// Blocks; with the answers that cause it.
    Stop(Vec<SummaryLine>),
    /// Shows the answers of tasks, with a mark.
    Check(CheckPlan),
}

/// The rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPlan {
    /// The list.
    pub at: Place,
    /// The list's place as text.
    pub name: String,
    /// Its rows in order.
    pub rows: Vec<ListRowPlan>,
    /// Whether nobody has said that the rows are all.
    pub is_open: bool,
    /// Fewest rows.
    pub min: Option<u32>,
    /// Whether another row fits.
    pub may_add: bool,
    /// Problems of the list.
    pub problems: Vec<ProblemKind>,
}

/// One row of a list page.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRowPlan {
    /// The row's place.
    pub at: Place,
    /// The row's place as text.
    pub name: String,
    /// Its key.
    pub key: RowKey,
    /// Its title.
    pub title: String,
    /// Its pages, in order: the first is where *Change* leads.
    pub pages: Vec<PageAt>,
    /// Whether one of them is not done.
    pub is_complete: bool,
}

/// The answers of covered tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckPlan {
    /// The mark.
    pub mark: Place,
    /// Whether it holds.
    pub is_confirmed: bool,
    /// Whether something covered waits: the mark would not hold.
    pub waits: bool,
    /// Answers of each task.
    pub tasks: Vec<SummaryTask>,
}

/// Answers of one task.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryTask {
    /// Its title.
    pub title: String,
    /// Its answers.
    pub lines: Vec<SummaryLine>,
}

/// One answer as a line.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryLine {
    /// The question's place.
    pub at: Place,
    /// Titles of the rows around it.
    pub rows: Vec<String>,
    /// Its label.
    pub label: String,
    /// Its answer in words; `None` while there is none.
    pub answer: Option<String>,
    /// What is held.
    pub held: Held,
    /// The page where it is changed.
    pub page: Option<PageAt>,
    /// Its problems.
    pub problems: Vec<ProblemKind>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum ShownPlan {
    /// A question.
    Question(Box<QuestionPlan>),
    /// A value that is shown.
    Value(ValuePlan),
    /// Questions that belong together.
    Group {
        /// Heading.
        heading: Option<String>,
        /// What stands in it.
        shown: Vec<ShownPlan>,
    },
    /// The same for one row.
    Row {
        /// Title of the row.
        title: String,
        /// What stands in it.
        shown: Vec<ShownPlan>,
    },
}

/// A value that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ValuePlan {
    /// Its place.
    pub at: Place,
    /// Its name.
    pub label: String,
    /// In words; `None` where it waits or has no value.
    pub value: Option<String>,
}

/// A question as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionPlan {
    /// Its place.
    pub at: Place,
    /// The place as text: the name of its control.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its hint.
    pub hint: Option<String>,
    /// Its law reference.
    pub law: Option<String>,
    /// How it is asked.
    pub control: Control,
    /// What is held.
    pub held: Held,
    /// What stands in its field until it is answered.
    pub suggestion: Option<Value>,
    /// Whether it must be answered.
    pub required: Three,
    /// Whether `declined` and `not known` may be said.
    pub allows: (bool, bool),
    /// Its options, in order.
    pub options: Vec<OptionPlan>,
    /// Whether its list of options is not here yet.
    pub options_wait: bool,
    /// Whether its grounds changed.
    pub stale: bool,
    /// Its problems, with the author's words where there are some.
    pub problems: Vec<(ProblemKind, Option<String>)>,
    /// Its warnings.
    pub warnings: Vec<String>,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Yes or no.
    YesNo,
    /// One of few.
    Radios,
    /// One of a list.
    Select,
    /// One of many, found by typing; `true`: any other text is taken too.
    Search(bool),
    /// Several.
    Checkboxes,
    /// One line of so many characters.
    Text(u32),
    /// Several lines of so many characters.
    LongText(u32),
    /// A calendar day.
    Date,
    /// Months and days.
    Period,
    /// Pounds and pence.
    Money,
    /// A whole number.
    Count,
    /// Per cent.
    Rate,
    /// Files.
    Files,
    /// One row of a list.
    Row,
    /// Several rows of a list.
    Rows,
}

/// An option as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionPlan {
    /// Its id.
    pub id: OptionId,
    /// What a person reads.
    pub text: String,
    /// Columns marked `shown`.
    pub details: Vec<String>,
    /// Texts a search box looks in beside the option's own: columns marked `search`, in their order.
    pub search: Vec<String>,
    /// Whether it is chosen.
    pub is_chosen: bool,
    /// Whether it can be chosen.
    pub can_be_chosen: bool,
    /// Whether it stands alone.
    pub is_alone: bool,
}

impl Draft {
    /// What a page shows, in a language; `None` where there is no such page or row.
    #[must_use]
    pub fn plan(&self, at: &PageAt, language: &str) -> Option<PagePlan> {
        let page = self.compiled().package.pages.get(at.page as usize)?;
        let frame = self.page_frame(at)?;
        let relevance = self.page_relevance_of(frame, at.page);
        let words = |text: TextIndex| self.words(frame, text, language);
        let task = self.compiled().package.tasks.get(page.task as usize)?;
        Some(PagePlan {
            at: at.clone(),
            id: page.id.clone(),
            title: words(page.title),
            hint: page.hint.map(words),
            law: page.law.clone(),
            task: self.words(0, task.title, language),
            relevance,
            status: self.page_status_of(frame, at.page).0,
            rows: self.titles_around(frame, language),
            shown: self.shown_plans(frame, &page.shown, relevance, language),
            kind: self.kind_plan(frame, page, language),
            problems: self.page_problems(frame, at, language),
            warnings: self
                .broken_checks(frame, at.page, true)
                .into_iter()
                .map(|(instance, warning)| self.words(instance, warning.text, language))
                .collect(),
        })
    }

    fn page_problems(&self, frame: FrameId, at: &PageAt, language: &str) -> Vec<Problem> {
        self.broken_checks(frame, at.page, false)
            .into_iter()
            .map(|(instance, check)| Problem {
                at: None,
                page: Some(at.clone()),
                kind: ProblemKind::Check,
                text: Some(self.words(instance, check.text, language)),
            })
            .collect()
    }

    /// Titles of the rows around a frame, outermost first.
    pub(crate) fn titles_around(&self, frame: FrameId, language: &str) -> Vec<String> {
        let mut titles = Vec::new();
        let mut current = frame;
        while let Some(row) = self.frame(current)
            && row.repeat().is_some()
        {
            titles.push(self.row_title(current, language));
            current = row.parent;
        }
        titles.reverse();
        titles
    }

    // Groups and rows nest only as deep as pages are written (E-5), so this recursion is bounded by the definition.

    /// Title of a task.
    #[must_use]
    pub fn task_title(&self, task: crate::package::TaskIndex, language: &str) -> String {
        let title = self.compiled().package.tasks.get(task as usize).map(|task| task.title);
        title.map_or_else(String::new, |title| self.words(0, title, language))
    }

    /// Title of a page instance.
    #[must_use]
    pub fn page_title(&self, at: &PageAt, language: &str) -> String {
        let title = self.compiled().package.pages.get(at.page as usize).map(|page| page.title);
        match (title, self.page_frame(at)) {
            (Some(title), Some(frame)) => self.words(frame, title, language),
            _ => String::new(),
        }
    }

    /// What continuing a page changes: suggestions left as shown are taken, other empty optional questions are skipped, a
    /// check page is confirmed (E-42).
    #[must_use]
    pub fn continued(&self, at: &PageAt) -> Option<Vec<Change>> {
        let page = self.compiled().package.pages.get(at.page as usize)?;
        let frame = self.page_frame(at)?;
        let mut changes = Vec::new();
        for (frame, item) in self.asked_on(frame, page) {
            let empty = *self.held_in(frame, item) == Held::Empty && self.files_in(frame, item).is_empty();
            if !empty || !self.relevance_of(frame, item).is_yes() {
                continue;
            }
            let Some(ItemKind::Question(question)) =
                self.compiled().package.items.get(item as usize).map(|item| &item.kind)
            else {
                continue;
            };
            let kind = match self.suggestion(frame, question) {
                Some(value) => ChangeKind::Set(value),
                None if self.required_of(frame, item).is_no() && question.value != Type::Files => ChangeKind::Skip,
                None => continue,
            };
            changes.push(Change { at: self.place_in(frame, item), kind, read: None });
        }
        if let PageKind::Check { mark, .. } = page.kind {
            changes.push(Change { at: self.place_in(frame, mark), kind: ChangeKind::Confirm, read: None });
        }
        Some(changes)
    }
}
