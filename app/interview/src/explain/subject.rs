//! What can be claimed of a draft, its present result, and its name.

use crate::changes::{Aspect, Target};
use crate::draft::Draft;
use crate::frame::{FrameId, Output, ProblemKind, Status};
use crate::package::{ItemIndex, ItemKind, PageIndex, RepeatIndex, TaskIndex};
use crate::place::Place;
use crate::query::{Blocker, BlockerKind, PageAt};
use crate::value::{OptionId, Read, Three, Value};
use crate::wire;
use quantities::Date;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// What is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A result as changes tell it.
    Aspect(Target, Aspect),
    /// Whether a page is needed.
    Page(PageAt),
    /// Whether an option of a question can be chosen.
    Option(Place, OptionId),
    /// One problem of a place, `stale` among them.
    Problem(Place, ProblemKind),
    /// Something in the way of submitting.
    Blocker(Blocker),
}

/// The result that is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Relevance, required, excused, whether an option can be chosen.
    Three(Three),
    /// Value.
    Read(Read),
    /// Open, given, wanted.
    Flag(bool),
    /// Options that can be chosen, problems, rows.
    Names(Vec<Arc<str>>),
    /// Status of a page or task.
    Status(Status),
}

/// One claim about one instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Relevance(FrameId, ItemIndex),
    Value(FrameId, ItemIndex),
    Required(FrameId, ItemIndex),
    Options(FrameId, ItemIndex),
    Option(FrameId, ItemIndex, OptionId),
    Problems(FrameId, ItemIndex),
    Problem(FrameId, ItemIndex, ProblemKind),
    Wanted(FrameId, ItemIndex),
    Given(FrameId, ItemIndex),
    Excused(FrameId, ItemIndex),
    /// The rows of a list below a frame.
    Rows(FrameId, RepeatIndex),
    /// Whether that list is open.
    Open(FrameId, RepeatIndex),
    /// Whether a row is relevant.
    Row(FrameId),
    PageRelevance(FrameId, PageIndex),
    PageStatus(FrameId, PageIndex),
    /// The checks of a page.
    PageCheck(FrameId, PageIndex),
    TaskStatus(TaskIndex),
    Today,
    /// A dated constant on a day.
    Amount(u32, Date),
}

impl Draft {
    /// What a claim is about; `None` where the draft has none of it.
    pub(crate) fn subject_of(&self, claim: &Claim) -> Option<Subject> {
        match claim {
            Claim::Aspect(Target::Item(place) | Target::Evidence(place), aspect) => self.subject_at(place, *aspect),
            Claim::Aspect(Target::Page(page, rows), aspect) => {
                let frame = self.page_frame(&PageAt { page: *page, rows: rows.clone() })?;
                match aspect {
                    Aspect::Status => Some(Subject::PageStatus(frame, *page)),
                    Aspect::Relevance => Some(Subject::PageRelevance(frame, *page)),
                    _ => None,
                }
            }
            Claim::Aspect(Target::Task(task), Aspect::Status) => {
                self.compiled().package.tasks.get(*task as usize)?;
                Some(Subject::TaskStatus(*task))
            }
            Claim::Aspect(Target::Task(_), _) => None,
            Claim::Page(at) => Some(Subject::PageRelevance(self.page_frame(at)?, at.page)),
            Claim::Option(place, id) => {
                self.offer_of(place, id)?;
                Some(Subject::Option(self.live_frame_of(place)?, place.item, id.clone()))
            }
            Claim::Problem(place, kind) => {
                let frame = self.live_frame_of(place).filter(|_| !self.is_sensitive(place.item))?;
                Some(Subject::Problem(frame, place.item, *kind))
            }
            Claim::Blocker(blocker) => self.subject_of_blocker(blocker),
        }
    }

    fn subject_at(&self, place: &Place, aspect: Aspect) -> Option<Subject> {
        let item = place.item;
        let frame = self.live_frame_of(place)?;
        let nodes = self.compiled().graph.items.get(item as usize)?;
        let around = self.row_keys(frame).len();
        let repeat = self.repeat_index(item);
        if repeat.is_some() && place.rows.len() > around {
            let row = self.frame_at(repeat? + 1, &place.rows).filter(|row| self.is_live(*row))?;
            return (aspect == Aspect::Relevance).then_some(Subject::Row(row));
        }
        let known = |node| node != crate::graph::NONE;
        let found = match aspect {
            Aspect::Relevance => Subject::Relevance(frame, item),
            Aspect::Value if known(nodes.value) && !known(nodes.given) => Subject::Value(frame, item),
            Aspect::Required if known(nodes.required) => Subject::Required(frame, item),
            Aspect::Options if known(nodes.options) => Subject::Options(frame, item),
            Aspect::Problems if known(nodes.problems) => Subject::Problems(frame, item),
            Aspect::Wanted if known(nodes.wanted) => Subject::Wanted(frame, item),
            Aspect::Given if known(nodes.given) => Subject::Given(frame, item),
            Aspect::Excused if known(nodes.excused) => Subject::Excused(frame, item),
            Aspect::Rows => Subject::Rows(frame, repeat?),
            Aspect::Open => Subject::Open(frame, repeat?),
            _ => return None,
        };
        let shows_answer = matches!(found, Subject::Value(..) | Subject::Problems(..));
        (!shows_answer || !self.is_sensitive(item)).then_some(found)
    }

    fn subject_of_blocker(&self, blocker: &Blocker) -> Option<Subject> {
        let Some(place) = &blocker.at else {
            let at = blocker.page.as_ref()?;
            let frame = self.page_frame(at)?;
            return Some(match blocker.kind {
                BlockerKind::Stop => Subject::PageRelevance(frame, at.page),
                _ => Subject::PageCheck(frame, at.page),
            });
        };
        let frame = self.live_frame_of(place)?;
        Some(match blocker.kind {
            BlockerKind::OpenList => Subject::Open(frame, self.repeat_index(place.item)?),
            BlockerKind::Evidence => Subject::Relevance(frame, place.item),
            _ if self.is_sensitive(place.item) => return None,
            BlockerKind::Problem(kind) => Subject::Problem(frame, place.item, kind),
            BlockerKind::Waiting | BlockerKind::Stop => Subject::Value(frame, place.item),
        })
    }

    /// Whether an answer is shown in no explanation (E-105).
    pub(crate) fn is_sensitive(&self, item: ItemIndex) -> bool {
        matches!(
            self.compiled().package.items.get(item as usize).map(|item| &item.kind),
            Some(ItemKind::Question(question)) if question.sensitive
        )
    }

    /// What is true of a subject at present.
    pub(crate) fn outcome_of(&self, subject: &Subject) -> Outcome {
        match subject {
            Subject::Relevance(frame, item) => Outcome::Three(self.relevance_of(*frame, *item)),
            Subject::Value(frame, item) => Outcome::Read(self.value_of(*frame, *item)),
            Subject::Required(frame, item) => Outcome::Three(self.required_of(*frame, *item)),
            Subject::Options(frame, item) => {
                let options = match self.item_result(*frame, *item, |nodes| nodes.options) {
                    Some(Output::Options(options)) => options.as_ref(),
                    _ => &[],
                };
                Outcome::Names(options.iter().filter(|o| o.can_be_chosen()).map(|o| o.id.clone()).collect())
            }
            Subject::Option(frame, item, id) => {
                let stands = self.offer_of(&self.place_in(*frame, *item), id);
                Outcome::Three(stands.map_or(Three::No, |(only, offer)| only.and(offer)))
            }
            Subject::Problems(frame, item) => {
                Outcome::Names(self.problems_of(*frame, *item).kinds().map(|kind| kind.name().into()).collect())
            }
            Subject::Problem(_, _, kind) => Outcome::Names(vec![kind.name().into()]),
            Subject::Wanted(frame, item) => Outcome::Flag(self.is_wanted(*frame, *item)),
            Subject::Given(frame, item) => Outcome::Flag(self.is_given(*frame, *item)),
            Subject::Excused(frame, item) => Outcome::Three(self.excused_of(*frame, *item)),
            Subject::Rows(frame, repeat) => {
                let rows = self.row_frames(*frame, *repeat).iter().filter_map(|row| self.frame(*row));
                Outcome::Names(rows.map(|row| row.row.clone()).collect())
            }
            Subject::Open(frame, repeat) => Outcome::Flag(self.is_open(*frame, *repeat)),
            Subject::Row(row) => Outcome::Three(self.row_relevance(*row)),
            Subject::PageRelevance(frame, page) => Outcome::Three(self.page_relevance_of(*frame, *page)),
            Subject::PageStatus(frame, page) => Outcome::Status(self.page_status_of(*frame, *page).0),
            Subject::PageCheck(frame, page) => {
                let broken = !self.broken_checks(*frame, *page, false).is_empty();
                Outcome::Names(broken.then(|| ProblemKind::Check.name().into()).into_iter().collect())
            }
            Subject::TaskStatus(task) => Outcome::Status(self.task_status_of(*task).0),
            Subject::Today => Outcome::Read(Read::Value(Value::Date(self.today()))),
            Subject::Amount(amount, day) => Outcome::Read(self.amount_on(*amount, *day)),
        }
    }

    pub(crate) fn row_relevance(&self, row: FrameId) -> Three {
        let repeat = self.frame(row).and_then(|frame| frame.repeat());
        let rules = repeat.and_then(|repeat| self.compiled().package.repeats.get(repeat as usize));
        rules.map_or(Three::Yes, |rules| self.condition_of(row, rules.row_condition))
    }

    fn amount_on(&self, amount: u32, day: Date) -> Read {
        let definition = self.compiled().package.amounts.get(amount as usize);
        let code = definition.and_then(|amount| amount.from.iter().rev().find(|(from, _)| *from <= day));
        code.map_or(Read::Void, |(_, code)| crate::evaluate::Evaluator::at(self, 0).run(*code))
    }

    /// `at`, or `page` and `rows`, or `task`, as name and JSON.
    pub(crate) fn subject_names(&self, subject: &Subject) -> Vec<(&'static str, Json)> {
        let package = &self.compiled().package;
        let at = |text: String| vec![("at", Json::from(text))];
        match subject {
            Subject::Relevance(frame, item)
            | Subject::Value(frame, item)
            | Subject::Required(frame, item)
            | Subject::Options(frame, item)
            | Subject::Option(frame, item, _)
            | Subject::Problems(frame, item)
            | Subject::Problem(frame, item, _)
            | Subject::Wanted(frame, item)
            | Subject::Given(frame, item)
            | Subject::Excused(frame, item) => at(self.compiled().write_place(&self.place_in(*frame, *item))),
            Subject::Rows(frame, repeat) | Subject::Open(frame, repeat) => {
                let item = package.repeats.get(*repeat as usize).map_or(0, |repeat| repeat.item);
                at(self.compiled().write_place(&self.place_in(*frame, item)))
            }
            Subject::Row(row) => {
                at(self.place_of_row(*row).map_or_else(String::new, |place| self.compiled().write_place(&place)))
            }
            Subject::PageRelevance(frame, page)
            | Subject::PageStatus(frame, page)
            | Subject::PageCheck(frame, page) => {
                let mut object = serde_json::Map::new();
                self.name_page(&self.page_at((*page, *frame)), &mut object);
                ["page", "rows"].into_iter().filter_map(|name| Some((name, object.remove(name)?))).collect()
            }
            Subject::TaskStatus(task) => {
                let id = package.tasks.get(*task as usize).map_or("", |task| task.id.as_str());
                vec![("task", Json::from(id))]
            }
            Subject::Today => at("today".to_owned()),
            Subject::Amount(amount, _) => {
                at(package.amounts.get(*amount as usize).map_or_else(String::new, |amount| amount.id.clone()))
            }
        }
    }

    /// A result as changes tell it.
    pub(crate) fn outcome_json(&self, subject: &Subject, outcome: &Outcome) -> Json {
        match outcome {
            Outcome::Three(three) => wire::write_three(*three).into(),
            Outcome::Read(read) => match (subject, read) {
                (Subject::Value(_, item), read) => wire::write_read(&self.compiled().package, *item, read),
                (_, Read::Value(value)) => json!({ "value": wire::write_value(&[], value) }),
                (_, Read::Waiting) => "waiting".into(),
                (_, Read::Void) => "void".into(),
            },
            Outcome::Flag(flag) => (*flag).into(),
            Outcome::Names(names) => names.iter().map(|name| Json::from(name.as_ref())).collect(),
            Outcome::Status(status) => status.name().into(),
        }
    }
}

impl Subject {
    /// Its aspect as changes name it.
    pub(crate) fn aspect(&self) -> Aspect {
        match self {
            Self::Relevance(..) | Self::Row(_) | Self::PageRelevance(..) => Aspect::Relevance,
            Self::Value(..) | Self::Today | Self::Amount(..) => Aspect::Value,
            Self::Required(..) => Aspect::Required,
            Self::Options(..) | Self::Option(..) => Aspect::Options,
            Self::Problems(..) | Self::Problem(..) | Self::PageCheck(..) => Aspect::Problems,
            Self::Wanted(..) => Aspect::Wanted,
            Self::Given(..) => Aspect::Given,
            Self::Excused(..) => Aspect::Excused,
            Self::Rows(..) => Aspect::Rows,
            Self::Open(..) => Aspect::Open,
            Self::PageStatus(..) | Self::TaskStatus(_) => Aspect::Status,
        }
    }

    /// The item it is about, where it is about one.
    pub(crate) fn item(&self) -> Option<(FrameId, ItemIndex)> {
        match self {
            Self::Relevance(frame, item)
            | Self::Value(frame, item)
            | Self::Required(frame, item)
            | Self::Options(frame, item)
            | Self::Option(frame, item, _)
            | Self::Problems(frame, item)
            | Self::Problem(frame, item, _)
            | Self::Wanted(frame, item)
            | Self::Given(frame, item)
            | Self::Excused(frame, item) => Some((*frame, *item)),
            _ => None,
        }
    }
}
