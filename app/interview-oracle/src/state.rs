//! The whole state in the words of engine.md section 12a: for every place what differs from its defaults.

use crate::apply::Oracle;
use crate::page::{PageAt, Status};
use crate::view::View;
use interview::package::{Item, ItemKind, RepeatIndex};
use interview::place::{Place, repeats_around};
use interview::value::{Read, RowKey, Three};
use interview::wire::{write_read, write_three};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What the lists of changes would rebuild.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// By place (`cost[a].amount`), page (`page:entry[a]`) or task (`task:costs`): what differs from relevance no, void,
    /// not required, nothing to choose, no problem, false, no rows, not needed. A place without a difference is left out.
    pub aspects: BTreeMap<String, BTreeMap<&'static str, Json>>,
}

impl Oracle {
    /// The state, worked out from nothing but what is held.
    #[must_use]
    pub fn state(&self) -> State {
        let view = self.view();
        let mut state = State::default();
        for (index, item) in view.items() {
            for place in view.instances(index) {
                state.add(view.write(&place), view.aspects(item, &place));
            }
        }
        for page in view.all_pages() {
            state.add_status(format!("page:{}", view.write_page(&page)), view.page_status(&page));
        }
        for task in view.tasks() {
            let id = view.package.tasks.get(task as usize).map_or("", |task| task.id.as_str());
            state.add_status(format!("task:{id}"), view.task_status(task));
        }
        state
    }

    /// Every place there is now: all items in all rows that are listed, relevant or not.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let view = self.view();
        view.items().flat_map(|(index, _)| view.instances(index)).collect()
    }

    /// The rows of one list now, in order; none where the place is no repeat.
    #[must_use]
    pub fn rows(&self, list: &Place) -> Vec<RowKey> {
        let view = self.view();
        view.as_repeat(list.item).map_or_else(Vec::new, |repeat| view.rows(repeat, &view.frame_of(list)))
    }

    /// The path of all tasks: pages as in [`State`], without `page:`.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let view = self.view();
        view.tasks().flat_map(|task| view.path_of_task(task)).map(|page| view.write_page(&page)).collect()
    }
}

impl State {
    fn add(&mut self, name: String, aspects: Vec<(&'static str, Json)>) {
        if !aspects.is_empty() {
            self.aspects.entry(name).or_default().extend(aspects);
        }
    }

    fn add_status(&mut self, name: String, status: Status) {
        if status != Status::NotNeeded {
            self.add(name, vec![("status", json!(status.name()))]);
        }
    }
}

impl View<'_> {
    pub(crate) fn write_page(&self, at: &PageAt) -> String {
        let mut text = self.page(at.page).map_or_else(String::new, |page| page.id.clone());
        for row in &at.rows {
            text.push_str(&format!("[{row}]"));
        }
        text
    }

    fn aspects(&self, item: &Item, place: &Place) -> Vec<(&'static str, Json)> {
        let mut aspects = Vec::new();
        let mut add = |name: &'static str, differs: bool, value: Json| {
            if differs {
                aspects.push((name, value));
            }
        };
        let relevance = self.relevance(place);
        add("relevance", !relevance.is_no(), json!(write_three(relevance)));
        let problems = self.problems(place);
        add("problems", !problems.is_empty(), json!(problems));
        match &item.kind {
            ItemKind::Repeat(repeat) => {
                let rows = self.rows_of(*repeat, place);
                add("rows", !rows.is_empty(), json!(rows));
                let open = self.is_open(*repeat, &self.frame_of(place));
                add("open", open, json!(true));
                return aspects;
            }
            ItemKind::Evidence(_) => {
                add("given", self.is_given(place), json!(true));
                let excused = self.is_excused(place);
                add("excused", !excused.is_no(), json!(write_three(excused)));
                return aspects;
            }
            ItemKind::Question(question) => {
                let required = self.required(place);
                add("required", !required.is_no(), json!(write_three(required)));
                if let (Some(options), false) = (&question.options, relevance.is_no()) {
                    let can = self.can_be_chosen(options, &self.frame_of(place));
                    let can: Vec<&str> = can.iter().map(AsRef::as_ref).collect();
                    add("options", !can.is_empty(), json!(can));
                }
            }
            ItemKind::Fact(_) => add("wanted", self.is_wanted(place), json!(true)),
            ItemKind::Derive(_) | ItemKind::Mark { .. } => {}
        }
        let read = self.read(place);
        add("value", read != Read::Void, write_read(self.package, place.item, &read));
        aspects
    }

    fn rows_of(&self, repeat: RepeatIndex, place: &Place) -> Vec<String> {
        self.rows(repeat, &self.frame_of(place)).iter().map(ToString::to_string).collect()
    }

    /// Depth of the rows around an item, for places as they are numbered in the digest.
    pub(crate) fn around(&self, item: &Item) -> Vec<RepeatIndex> {
        repeats_around(self.package, item.frame)
    }

    pub(crate) fn is_relevant(&self, place: &Place) -> bool {
        self.relevance(place) == Three::Yes
    }
}
