//! The whole state, and change lists, as JSON of engine.md section 12a. Objects come with sorted keys.

use crate::changes::{Aspect, Changes, Target};
use crate::draft::Draft;
use crate::frame::{FrameId, Output};
use crate::graph::NONE;
use crate::package::{ItemIndex, ItemKind, PageKind, hex};
use crate::place::{Place, repeats_around};
use crate::query::{PageAt, Problem};
use crate::value::{OptionId, Three};
use crate::wire;
use serde_json::{Map, Value as Json, json};

impl Draft {
    /// Change lists as `interview play` prints them.
    #[must_use]
    pub fn changes_json(&self, changes: &Changes) -> Json {
        changes
            .0
            .iter()
            .map(|changed| {
                let mut object = Map::new();
                self.name_target(&changed.target, &mut object);
                for aspect in &changed.aspects {
                    if let Some(value) = self.aspect_json(&changed.target, *aspect) {
                        object.insert(aspect.name().to_owned(), value);
                    }
                }
                Json::Object(object)
            })
            .collect()
    }

    pub(crate) fn name_target(&self, target: &Target, object: &mut Map<String, Json>) {
        match target {
            Target::Item(place) | Target::Evidence(place) => {
                object.insert("at".to_owned(), self.compiled().write_place(place).into());
            }
            Target::Page(page, rows) => self.name_page(&PageAt { page: *page, rows: rows.clone() }, object),
            Target::Task(task) => {
                let id = self.compiled().package.tasks.get(*task as usize).map_or("", |task| task.id.as_str());
                object.insert("task".to_owned(), id.into());
            }
        }
    }

    /// `page`, and `rows` where rows stand around it.
    pub(crate) fn name_page(&self, at: &PageAt, object: &mut Map<String, Json>) {
        let package = &self.compiled().package;
        let Some(page) = package.pages.get(at.page as usize) else { return };
        object.insert("page".to_owned(), page.id.as_str().into());
        if !at.rows.is_empty() {
            let mut rows = Map::new();
            for (repeat, row) in repeats_around(package, page.frame).iter().zip(&at.rows) {
                let name = package
                    .repeats
                    .get(*repeat as usize)
                    .and_then(|repeat| package.items.get(repeat.item as usize))
                    .map_or("", |item| item.id.as_str());
                rows.insert(name.to_owned(), row.as_ref().into());
            }
            object.insert("rows".to_owned(), rows.into());
        }
    }

    /// The present result of an aspect, as in changes.
    #[must_use]
    pub fn aspect_json(&self, target: &Target, aspect: Aspect) -> Option<Json> {
        let output = match target {
            Target::Item(place) | Target::Evidence(place) => self.item_output(place, aspect)?,
            Target::Page(page, rows) => {
                let status = self.page_status(&PageAt { page: *page, rows: rows.clone() });
                return (aspect == Aspect::Status).then(|| status.name().into());
            }
            Target::Task(task) => return (aspect == Aspect::Status).then(|| self.task_status(*task).name().into()),
        };
        Some(match output {
            Output::Three(three) => wire::write_three(*three).into(),
            Output::Read(read) => match target {
                Target::Item(place) | Target::Evidence(place) => {
                    wire::write_read(&self.compiled().package, place.item, read)
                }
                _ => return None,
            },
            Output::Flag(flag) => (*flag).into(),
            Output::Options(options) => options
                .iter()
                .filter(|option| option.can_be_chosen())
                .map(|option| Json::from(option.id.as_ref()))
                .collect(),
            Output::Problems(problems) => problems.kinds().map(|problem| Json::from(problem.name())).collect(),
            Output::Rows(rows) => rows.iter().map(|row| Json::from(row.as_ref())).collect(),
            Output::Status(status, _) => status.name().into(),
        })
    }

    fn item_output(&self, place: &Place, aspect: Aspect) -> Option<&Output> {
        let frame = self.live_frame_of(place)?;
        if let Aspect::Rows | Aspect::Open = aspect {
            let nodes = self.compiled().graph.repeats.get(self.repeat_index(place.item)? as usize)?;
            return self.result(frame, if aspect == Aspect::Rows { nodes.rows } else { nodes.open });
        }
        let nodes = self.compiled().graph.items.get(place.item as usize)?;
        let node = match aspect {
            Aspect::Relevance => nodes.relevance,
            Aspect::Value => nodes.value,
            Aspect::Required => nodes.required,
            Aspect::Options => nodes.options,
            Aspect::Problems => nodes.problems,
            Aspect::Wanted => nodes.wanted,
            Aspect::Given => nodes.given,
            Aspect::Excused => nodes.excused,
            Aspect::Rows | Aspect::Open | Aspect::Status => NONE,
        };
        if node == NONE { None } else { self.result(frame, node) }
    }

    /// Options of a question that can be chosen.
    #[must_use]
    pub fn choosable(&self, at: &Place) -> Vec<OptionId> {
        match self.item_output(at, Aspect::Options) {
            Some(Output::Options(options)) => {
                options.iter().filter(|option| option.can_be_chosen()).map(|option| option.id.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The whole state as `interview play` prints it.
    #[must_use]
    pub fn snapshot(&self) -> Json {
        let progress = self.progress();
        let blockers = self.blockers();
        json!({
            "today": self.today().to_string(),
            "pages": self.pages_json(),
            "tasks": self.tasks_json(),
            "items": self.items_json(),
            "derived": self.derived_json(),
            "facts": self.facts_json(),
            "wanted": self.wanted_json(),
            "problems": self.problems("en").iter().map(|problem| self.problem_json(problem)).collect::<Vec<_>>(),
            "warnings": self.warnings("en").iter().map(|warning| self.problem_json(warning)).collect::<Vec<_>>(),
            "blockers": blockers.iter().map(|blocker| {
                let mut object = Map::new();
                object.insert("kind".to_owned(), blocker.kind.name().into());
                if let Some(at) = &blocker.at {
                    object.insert("at".to_owned(), self.compiled().write_place(at).into());
                }
                if let Some(page) = &blocker.page {
                    self.name_page(page, &mut object);
                }
                Json::Object(object)
            }).collect::<Vec<_>>(),
            "evidence": self.evidence_json(),
            "unused": self.unused().iter().map(|place| self.compiled().write_place(place)).collect::<Vec<_>>(),
            "progress": {
                "least": progress.least,
                "most": progress.most,
                "least_pages": progress.least_pages,
                "most_pages": progress.most_pages,
            },
            "submittable": blockers.is_empty(),
            "digest": hex(&self.digest()),
        })
    }

    fn pages_json(&self) -> Json {
        self.path()
            .into_iter()
            .map(|instance| {
                let mut object = Map::new();
                let kind = self.compiled().package.pages.get(instance.0 as usize).map(|page| &page.kind);
                self.name_page(&self.page_at(instance), &mut object);
                let kind = match kind {
                    Some(PageKind::List(_)) => Some("list"),
                    Some(PageKind::Stop) => Some("stop"),
                    Some(PageKind::Check { .. }) => Some("check"),
                    _ => None,
                };
                if let Some(kind) = kind {
                    object.insert("kind".to_owned(), kind.into());
                }
                Json::Object(object)
            })
            .collect()
    }

    fn tasks_json(&self) -> Json {
        let tasks = (0..).zip(&self.compiled().package.tasks);
        Json::Object(tasks.map(|(index, task)| (task.id.clone(), self.task_status(index).name().into())).collect())
    }

    /// Relevant questions and marks in order of the path; those whose page is not on it come after, as declared.
    fn items_json(&self) -> Json {
        let package = &self.compiled().package;
        let mut order: Vec<(FrameId, ItemIndex)> = Vec::new();
        for (page, frame) in self.path() {
            let Some(definition) = package.pages.get(page as usize) else { continue };
            order.extend(self.asked_on(frame, definition));
            if let PageKind::Check { mark, .. } = definition.kind {
                order.push((frame, mark));
            }
        }
        let on_path: std::collections::BTreeSet<(FrameId, ItemIndex)> = order.iter().copied().collect();
        for (index, item) in (0..).zip(&package.items) {
            if matches!(item.kind, ItemKind::Question(_) | ItemKind::Mark { .. }) {
                let frames = self.live_frames(item.frame);
                order.extend(frames.into_iter().map(|frame| (frame, index)).filter(|at| !on_path.contains(at)));
            }
        }
        order
            .into_iter()
            .filter(|(frame, item)| self.relevance_of(*frame, *item).is_yes())
            .map(|(frame, item)| {
                json!({
                    "at": self.compiled().write_place(&self.place_in(frame, item)),
                    "held": self.held_json(frame, item),
                    "value": wire::write_read(package, item, &self.value_of(frame, item)),
                })
            })
            .collect()
    }

    fn held_json(&self, frame: FrameId, item: ItemIndex) -> Json {
        let files = self.files_in(frame, item);
        if files.is_empty() {
            return wire::write_held(self.held_in(frame, item));
        }
        json!({ "value": files.iter().map(|file| file.reference.as_ref()).collect::<Vec<_>>() })
    }

    fn derived_json(&self) -> Json {
        let package = &self.compiled().package;
        let mut derived = Vec::new();
        for (index, item) in (0..).zip(&package.items) {
            if !matches!(item.kind, ItemKind::Derive(_)) {
                continue;
            }
            for frame in self.live_frames(item.frame) {
                if self.relevance_of(frame, index).is_yes() {
                    derived.push(json!({
                        "at": self.compiled().write_place(&self.place_in(frame, index)),
                        "value": wire::write_read(package, index, &self.value_of(frame, index)),
                    }));
                }
            }
        }
        derived.into()
    }

    fn facts_json(&self) -> Json {
        let package = &self.compiled().package;
        let mut facts = Vec::new();
        for (index, item) in (0..).zip(&package.items) {
            if !matches!(item.kind, ItemKind::Fact(_)) {
                continue;
            }
            for frame in self.live_frames(item.frame) {
                if self.relevance_of(frame, index).is_yes() {
                    facts.push(json!({
                        "at": self.compiled().write_place(&self.place_in(frame, index)),
                        "held": wire::write_fact_held(package, index, &self.fact_state(frame, index)),
                        "value": wire::write_read(package, index, &self.value_of(frame, index)),
                    }));
                }
            }
        }
        facts.into()
    }

    fn wanted_json(&self) -> Json {
        let package = &self.compiled().package;
        self.wanted()
            .iter()
            .map(|wanted| {
                let inputs: Map<String, Json> = wanted
                    .inputs
                    .iter()
                    .map(|(place, read)| {
                        (self.compiled().write_place(place), wire::write_read(package, place.item, read))
                    })
                    .collect();
                json!({ "at": self.compiled().write_place(&wanted.at), "source": wanted.source, "inputs": inputs })
            })
            .collect()
    }

    fn problem_json(&self, problem: &Problem) -> Json {
        let mut object = Map::new();
        match (&problem.at, &problem.page) {
            (Some(at), _) => {
                object.insert("at".to_owned(), self.compiled().write_place(at).into());
            }
            (None, Some(page)) => self.name_page(page, &mut object),
            (None, None) => {}
        }
        object.insert("problem".to_owned(), problem.kind.name().into());
        object.insert("text".to_owned(), problem.text.clone().unwrap_or_default().into());
        Json::Object(object)
    }

    fn evidence_json(&self) -> Json {
        self.evidence()
            .iter()
            .map(|need| {
                json!({
                    "at": self.compiled().write_place(&need.at),
                    "kind": need.kind.name(),
                    "relevance": wire::write_three(need.relevance),
                    "given": need.given,
                    "excused": wire::write_three(need.excused),
                    "met": need.is_met(),
                })
            })
            .collect()
    }

    /// Whether an option of a question can be chosen, and why it stands so: `only`, then `offer`.
    #[must_use]
    pub fn offer_of(&self, at: &Place, id: &str) -> Option<(Three, Three)> {
        match self.item_output(at, Aspect::Options)? {
            Output::Options(options) => {
                options.iter().find(|option| *option.id == *id).map(|option| (option.only, option.offer))
            }
            _ => None,
        }
    }
}
