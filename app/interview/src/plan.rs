//! What a page shows: built from a settled draft alike on the server and in the browser (E-42). Words of the authors are
//! rendered here; sentences of the program (what a named problem means) are the host's.

use crate::change::{Change, ChangeKind};
use crate::draft::Draft;
use crate::evaluate::Evaluator;
use crate::frame::{FrameId, Output, ProblemKind, Status};
use crate::options::{OptionInScope, OptionSource};
use crate::package::{Appearance, ItemIndex, ItemKind, OptionsFrom, Page, PageKind, Question, Shown, TextIndex, Type};
use crate::place::Place;
use crate::query::{PageAt, Problem};
use crate::text::written;
use crate::value::{Held, OptionId, Read, RowKey, Three, Value};

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
    fn shown_plans(&self, frame: FrameId, shown: &[Shown], page: Three, language: &str) -> Vec<ShownPlan> {
        let mut plans = Vec::new();
        for next in shown {
            match next {
                Shown::Ask(item) => {
                    let relevance = self.relevance_of(frame, *item);
                    if (relevance.is_yes() || (relevance == Three::Unknown && page == Three::Unknown))
                        && let Some(question) = self.question_plan(frame, *item, language)
                    {
                        plans.push(ShownPlan::Question(Box::new(question)));
                    }
                }
                Shown::Show(item) => {
                    plans.extend(self.value_plans(frame, *item, language).into_iter().map(ShownPlan::Value))
                }
                Shown::Group { ask, condition, shown } => {
                    if !self.condition_of(frame, *condition).is_no() {
                        let shown = self.shown_plans(frame, shown, page, language);
                        if !shown.is_empty() {
                            let heading = ask.map(|ask| self.words(frame, ask, language));
                            plans.push(ShownPlan::Group { heading, shown });
                        }
                    }
                }
                Shown::Each { repeat, condition, shown } => {
                    for row in self.rows_from(frame, *repeat) {
                        if self.condition_of(row, *condition).is_no() {
                            continue;
                        }
                        let shown = self.shown_plans(row, shown, page, language);
                        if !shown.is_empty() {
                            plans.push(ShownPlan::Row { title: self.row_title(row, language), shown });
                        }
                    }
                }
            }
        }
        plans
    }

    fn value_plans(&self, frame: FrameId, item: ItemIndex, language: &str) -> Option<ValuePlan> {
        let definition = self.compiled().package.items.get(item as usize)?;
        let at = self.frame_up(frame, definition.frame)?;
        if self.relevance_of(at, item).is_no() {
            return None;
        }
        let value = match self.value_of(at, item) {
            Read::Value(value) => Some(self.value_words(at, item, &value, language)),
            Read::Waiting | Read::Void => None,
        };
        let label = definition.ask.map_or_else(|| definition.id.clone(), |ask| self.words(at, ask, language));
        Some(ValuePlan { at: self.place_in(at, item), label, value })
    }

    fn question_plan(&self, frame: FrameId, index: ItemIndex, language: &str) -> Option<QuestionPlan> {
        let definition = self.compiled().package.items.get(index as usize)?;
        let ItemKind::Question(question) = &definition.kind else { return None };
        let at = self.place_in(frame, index);
        let held = self.held_in(frame, index).clone();
        let suggestion = if held == Held::Empty { self.suggestion(frame, question) } else { None };
        let (options, complete) = self.option_plans(frame, index, question, &held, suggestion.as_ref(), language);
        let problems = self
            .problems_of(frame, index)
            .kinds()
            .map(|kind| (kind, self.problem_text(frame, index, kind).map(|text| self.words(frame, text, language))))
            .collect();
        let has_value = matches!(self.value_of(frame, index), Read::Value(_));
        let warnings = question
            .warnings
            .iter()
            .filter(|warning| has_value && Evaluator::at(self, frame).truth(warning.condition).is_no())
            .map(|warning| self.words(frame, warning.text, language))
            .collect();
        Some(QuestionPlan {
            name: self.compiled().write_place(&at),
            at,
            label: definition.ask.map_or_else(|| definition.id.clone(), |ask| self.words(frame, ask, language)),
            hint: definition.hint.map(|hint| self.words(frame, hint, language)),
            law: definition.law.clone(),
            control: control(question),
            held,
            suggestion,
            required: self.required_of(frame, index),
            allows: (question.allow_declined, question.allow_not_known),
            options,
            options_wait: !complete,
            stale: self.is_stale(frame, index),
            problems,
            warnings,
        })
    }

    pub(crate) fn suggestion(&self, frame: FrameId, question: &Question) -> Option<Value> {
        match Evaluator::at(self, frame).run(question.suggest?) {
            Read::Value(value) if crate::typing::fits(&value, question.value) => Some(value),
            _ => None,
        }
    }

    fn option_plans(
        &self,
        frame: FrameId,
        index: ItemIndex,
        question: &Question,
        held: &Held,
        suggestion: Option<&Value>,
        language: &str,
    ) -> (Vec<OptionPlan>, bool) {
        if let Type::Row(repeat) | Type::Rows(repeat) = question.value {
            let rows = self.rows_from(frame, repeat);
            let plans = rows.into_iter().filter_map(|row| {
                let key = self.frame(row)?.row.clone();
                Some(plan_of_row(key, self.row_title(row, language), held))
            });
            return (plans.collect(), true);
        }
        let Some(options) = &question.options else { return (Vec::new(), true) };
        let (all, complete) = self.all_options(frame, options);
        let standing = match self.item_result(frame, index, |nodes| nodes.options) {
            Some(Output::Options(standing)) => standing.clone(),
            _ => std::sync::Arc::from([]),
        };
        let from = options.from;
        let plans = (0..)
            .zip(&all)
            .map(|(position, option): (usize, &OptionInScope<'_>)| OptionPlan {
                id: option.id.clone(),
                text: self.option_text_in(frame, option, language),
                details: self.marked_columns(option, from, |column| column.shown),
                search: self.marked_columns(option, from, |column| column.search),
                is_chosen: is_chosen(held, suggestion, &option.id),
                can_be_chosen: standing.get(position).is_none_or(crate::frame::Offered::can_be_chosen),
                is_alone: option.is_alone(),
            })
            .collect();
        (plans, complete)
    }

    fn marked_columns(
        &self,
        option: &OptionInScope<'_>,
        from: Option<OptionsFrom>,
        marked: fn(&crate::package::Column) -> bool,
    ) -> Vec<String> {
        if matches!(option.source, OptionSource::Written(_)) {
            return Vec::new();
        }
        let columns = self.compiled().option_columns(from);
        (0..)
            .zip(columns)
            .filter(|(_, column)| marked(column))
            .filter_map(|(index, column)| {
                let value = option.cell(self.compiled(), index)?;
                Some(match (&value, column.from) {
                    (Value::Choice(id), Some(from)) => {
                        self.words_from(0, from, id, "en").unwrap_or_else(|| written(&value))
                    }
                    _ => written(&value),
                })
            })
            .collect()
    }

    fn kind_plan(&self, frame: FrameId, page: &Page, language: &str) -> PagePlanKind {
        match &page.kind {
            PageKind::Form => PagePlanKind::Form,
            PageKind::List(repeat) => PagePlanKind::List(self.list_plan(frame, *repeat, language)),
            PageKind::Stop => PagePlanKind::Stop(self.causes(frame, page, language)),
            PageKind::Check { covers, mark } => {
                PagePlanKind::Check(self.check_plan(frame, page, covers, *mark, language))
            }
        }
    }

    fn list_plan(&self, frame: FrameId, repeat: u32, language: &str) -> ListPlan {
        let rules = self.compiled().package.repeats.get(repeat as usize);
        let item = rules.map_or(0, |rules| rules.item);
        let rows: Vec<ListRowPlan> =
            self.row_frames(frame, repeat).iter().filter_map(|row| self.list_row_plan(*row, language)).collect();
        let max = rules.and_then(|rules| rules.max);
        ListPlan {
            at: self.place_in(frame, item),
            name: self.compiled().write_place(&self.place_in(frame, item)),
            is_open: self.is_open(frame, repeat),
            min: rules.and_then(|rules| rules.min),
            may_add: rules.is_some_and(crate::package::Repeat::is_kept_by_people)
                && max.is_none_or(|max| rows.len() < max as usize),
            problems: self.problems_of(frame, item).kinds().collect(),
            rows,
        }
    }

    fn list_row_plan(&self, row: FrameId, language: &str) -> Option<ListRowPlan> {
        let pages: Vec<PageAt> =
            self.path().into_iter().filter(|(_, frame)| *frame == row).map(|instance| self.page_at(instance)).collect();
        let at = self.place_of_row(row)?;
        Some(ListRowPlan {
            name: self.compiled().write_place(&at),
            at,
            key: self.frame(row)?.row.clone(),
            title: self.row_title(row, language),
            is_complete: pages.first().is_none_or(|page| self.page_status(page) == Status::Done),
            pages,
        })
    }

    fn check_plan(
        &self,
        frame: FrameId,
        page: &Page,
        covers: &[crate::package::TaskIndex],
        mark: ItemIndex,
        language: &str,
    ) -> CheckPlan {
        let index = self.compiled().page(&page.id).unwrap_or(0);
        let tasks = covers
            .iter()
            .filter_map(|task| {
                let definition = self.compiled().package.tasks.get(*task as usize)?;
                let before = self.path_of(*task).into_iter().take_while(|(page, _)| *page != index);
                let lines: Vec<SummaryLine> = before.flat_map(|instance| self.page_lines(instance, language)).collect();
                (!lines.is_empty()).then(|| SummaryTask { title: self.words(0, definition.title, language), lines })
            })
            .collect();
        CheckPlan {
            mark: self.place_in(frame, mark),
            is_confirmed: self.value_of(frame, mark) == Read::Value(Value::YesNo(true)),
            waits: self.covered_waits(frame, index),
            tasks,
        }
    }

    /// The answers of a page instance, each a line.
    fn page_lines(&self, (page, frame): (u32, FrameId), language: &str) -> Vec<SummaryLine> {
        let Some(definition) = self.compiled().package.pages.get(page as usize) else { return Vec::new() };
        self.asked_on(frame, definition)
            .into_iter()
            .filter(|(frame, item)| self.relevance_of(*frame, *item).is_yes())
            .filter_map(|(frame, item)| self.summary_line(frame, item, language))
            .collect()
    }

    pub(crate) fn summary_line(&self, frame: FrameId, item: ItemIndex, language: &str) -> Option<SummaryLine> {
        let definition = self.compiled().package.items.get(item as usize)?;
        let held = self.held_in(frame, item).clone();
        let answer = match &held {
            Held::Value(value) => Some(self.value_words(frame, item, value, language)),
            Held::Unparsed(text) => Some(text.clone()),
            _ => None,
        };
        Some(SummaryLine {
            at: self.place_in(frame, item),
            rows: self.titles_around(frame, language),
            label: definition.ask.map_or_else(|| definition.id.clone(), |ask| self.words(frame, ask, language)),
            answer,
            held,
            page: self.page_that_mends(frame, item),
            problems: self.problems_of(frame, item).kinds().collect(),
        })
    }

    /// The answers a stop page's own condition reads, directly or through derived values.
    fn causes(&self, frame: FrameId, page: &Page, language: &str) -> Vec<SummaryLine> {
        let package = &self.compiled().package;
        let Some(condition) = package.conditions.get(page.condition as usize) else { return Vec::new() };
        let crate::package::ConditionRule::When(code) = condition.rule else { return Vec::new() };
        let mut left = vec![code];
        let mut seen_items: Vec<ItemIndex> = Vec::new();
        while let Some(code) = left.pop() {
            for op in package.codes.get(code as usize).into_iter().flat_map(|code| &code.ops) {
                match op {
                    crate::package::Op::Read { item, .. } if !seen_items.contains(item) => {
                        seen_items.push(*item);
                        if let Some(ItemKind::Derive(derive)) = package.items.get(*item as usize).map(|item| &item.kind)
                        {
                            left.extend(derive.otherwise);
                            left.extend(derive.cases.iter().flat_map(|(condition, value)| [*condition, *value]));
                        }
                    }
                    crate::package::Op::Aggregate { filter, value, .. } => left.extend(filter.iter().chain(value)),
                    _ => {}
                }
            }
        }
        seen_items.sort_unstable();
        let mut lines = Vec::new();
        for item in seen_items {
            if !matches!(package.items.get(item as usize).map(|item| &item.kind), Some(ItemKind::Question(_))) {
                continue;
            }
            for instance in crate::fingerprint::instances(self, frame, item) {
                if *self.held_in(instance, item) != Held::Empty && self.relevance_of(instance, item).is_yes() {
                    lines.extend(self.summary_line(instance, item, language));
                }
            }
        }
        lines
    }

    /// The answers of all tasks, task by task, for *check everything* and for a record.
    #[must_use]
    pub fn summary(&self, language: &str) -> Vec<SummaryTask> {
        (0..)
            .zip(&self.compiled().package.tasks)
            .filter_map(|(index, task)| {
                let lines: Vec<SummaryLine> =
                    self.path_of(index).into_iter().flat_map(|instance| self.page_lines(instance, language)).collect();
                (!lines.is_empty()).then(|| SummaryTask { title: self.words(0, task.title, language), lines })
            })
            .collect()
    }

    /// One answer as a line, for a place.
    #[must_use]
    pub fn line(&self, at: &Place, language: &str) -> Option<SummaryLine> {
        self.summary_line(self.frame_of(at)?, at.item, language)
    }

    /// A value of an item in words.
    #[must_use]
    pub fn words_of_value(&self, at: &Place, value: &Value, language: &str) -> String {
        self.frame_of(at).map_or_else(|| written(value), |frame| self.value_words(frame, at.item, value, language))
    }

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

fn control(question: &Question) -> Control {
    let longest = match &question.max {
        Some(Value::Count(longest)) => u32::try_from(*longest).unwrap_or(u32::MAX),
        _ => u32::MAX,
    };
    match (question.value, question.appearance) {
        (Type::YesNo, _) => Control::YesNo,
        (Type::Choice, Appearance::Select) => Control::Select,
        (Type::Choice, Appearance::Search) => Control::Search(false),
        (Type::Choice, Appearance::Plain) => Control::Radios,
        (Type::Choices, _) => Control::Checkboxes,
        (Type::Text { .. }, _) if question.options.is_some() => Control::Search(true),
        (Type::Text { long: true }, _) => Control::LongText(longest),
        (Type::Text { long: false }, _) => Control::Text(longest),
        (Type::Date, _) => Control::Date,
        (Type::Period, _) => Control::Period,
        (Type::Money, _) => Control::Money,
        (Type::Count, _) => Control::Count,
        (Type::Rate, _) => Control::Rate,
        (Type::Files | Type::List, _) => Control::Files,
        (Type::Row(_), _) => Control::Row,
        (Type::Rows(_), _) => Control::Rows,
    }
}

fn is_chosen(held: &Held, suggestion: Option<&Value>, id: &str) -> bool {
    let value = match held {
        Held::Value(value) => Some(value),
        Held::Empty => suggestion,
        _ => None,
    };
    match value {
        Some(Value::Choice(chosen)) => **chosen == *id,
        Some(Value::Choices(set)) => set.iter().any(|chosen| **chosen == *id),
        _ => false,
    }
}

fn plan_of_row(key: RowKey, text: String, held: &Held) -> OptionPlan {
    let is_chosen = match held {
        Held::Value(Value::Row(row)) => *row == key,
        Held::Value(Value::Rows(rows)) => rows.contains(&key),
        _ => false,
    };
    OptionPlan {
        id: key,
        text,
        details: Vec::new(),
        search: Vec::new(),
        is_chosen,
        can_be_chosen: true,
        is_alone: false,
    }
}
