//! Lists, check pages, why a page stops, and answers as lines to read.

use crate::draft::Draft;
use crate::frame::{FrameId, Status};
use crate::package::{CodeIndex, ItemIndex, ItemKind, Op, Page, PageKind};
use crate::place::Place;
use crate::plan::{CheckPlan, ListPlan, ListRowPlan, PagePlanKind, SummaryLine, SummaryTask};
use crate::query::PageAt;
use crate::text::written;
use crate::value::{FactHeld, Held, Read, Value};

impl Draft {
    pub(super) fn kind_plan(&self, frame: FrameId, page: &Page, language: &str) -> PagePlanKind {
        match &page.kind {
            PageKind::Form => PagePlanKind::Form,
            PageKind::List(repeat) => PagePlanKind::List(self.list_plan(frame, *repeat, language)),
            PageKind::Stop => PagePlanKind::Stop(self.causes(frame, page, language)),
            PageKind::Check { covers, mark } => {
                PagePlanKind::Check(self.check_plan(frame, page, covers, *mark, language))
            }
        }
    }

    pub(super) fn list_plan(&self, frame: FrameId, repeat: u32, language: &str) -> ListPlan {
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

    pub(super) fn list_row_plan(&self, row: FrameId, language: &str) -> Option<ListRowPlan> {
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

    pub(super) fn check_plan(
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
    pub(super) fn page_lines(&self, (page, frame): (u32, FrameId), language: &str) -> Vec<SummaryLine> {
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
        let at = self.place_in(frame, item);
        Some(SummaryLine {
            answer: self.words_of_held(&at, &held, language),
            at,
            rows: self.titles_around(frame, language),
            label: definition.ask.map_or_else(|| definition.id.clone(), |ask| self.words(frame, ask, language)),
            held,
            page: self.page_that_mends(frame, item),
            problems: self.problems_of(frame, item).kinds().collect(),
        })
    }

    /// The answers a stop page's own condition reads, directly or through derived values.
    pub(super) fn causes(&self, frame: FrameId, page: &Page, language: &str) -> Vec<SummaryLine> {
        let package = &self.compiled().package;
        let Some(condition) = package.conditions.get(page.condition as usize) else { return Vec::new() };
        let crate::package::ConditionRule::When(code) = condition.rule else { return Vec::new() };
        let mut seen_items = self.items_behind(vec![code]);
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

    /// Items that expressions read, directly or through derived values.
    fn items_behind(&self, mut left: Vec<CodeIndex>) -> Vec<ItemIndex> {
        let package = &self.compiled().package;
        let mut seen: Vec<ItemIndex> = Vec::new();
        while let Some(code) = left.pop() {
            for op in package.codes.get(code as usize).into_iter().flat_map(|code| &code.ops) {
                match op {
                    Op::Read { item, .. } if !seen.contains(item) => {
                        seen.push(*item);
                        left.extend(self.rules_of(*item));
                    }
                    Op::Aggregate { filter, value, .. } => left.extend(filter.iter().chain(value)),
                    _ => {}
                }
            }
        }
        seen
    }

    /// The expressions of a derived value.
    fn rules_of(&self, item: ItemIndex) -> Vec<CodeIndex> {
        match self.compiled().package.items.get(item as usize).map(|item| &item.kind) {
            Some(ItemKind::Derive(derive)) => {
                let cases = derive.cases.iter().flat_map(|(condition, value)| [*condition, *value]);
                derive.otherwise.into_iter().chain(cases).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a value that a page shows rests on a fact from outside that could not be found out.
    #[must_use]
    pub fn rests_on_failed_fact(&self, at: &PageAt) -> bool {
        let package = &self.compiled().package;
        let Some(page) = package.pages.get(at.page as usize) else { return false };
        let Some(frame) = self.page_frame(at) else { return false };
        let shown: Vec<ItemIndex> = crate::graph::shown_values(&page.shown);
        let behind = self.items_behind(shown.iter().flat_map(|item| self.rules_of(*item)).collect());
        shown.into_iter().chain(behind).any(|item| {
            matches!(package.items.get(item as usize).map(|item| &item.kind), Some(ItemKind::Fact(_)))
                && crate::fingerprint::instances(self, frame, item)
                    .into_iter()
                    .any(|frame| matches!(self.fact_state(frame, item), FactHeld::Failed))
        })
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

    /// What is held in words; `None` where it is no value and nothing that was typed.
    #[must_use]
    pub fn words_of_held(&self, at: &Place, held: &Held, language: &str) -> Option<String> {
        match held {
            Held::Value(value) => Some(self.words_of_value(at, value, language)),
            Held::Unparsed(text) => Some(text.clone()),
            _ => None,
        }
    }
}
