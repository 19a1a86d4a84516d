//! A draft of this questionnaire that takes lines of a script (engine.md E-98), for tests.
#![allow(dead_code, reason = "each test uses some of it")]

use crate::tables::folder;
use interview::change::{Change, ChangeKind};
use interview::package::{LanguageTexts, Package};
use interview::place::Place;
use interview::value::{FactHeld, Read, RowKey, Value};
use interview::{Compiled, Draft, PageAt, wire};
use serde_json::{Value as Json, json};
use std::sync::{Arc, OnceLock};

/// The questionnaire as it is published: compiled, without a word of the checker.
fn compiled() -> &'static (Arc<Compiled>, LanguageTexts) {
    static COMPILED: OnceLock<(Arc<Compiled>, LanguageTexts)> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let outcome = interview_build::compile_paths(&[folder().join("definitions")]).expect("readable");
        let said: Vec<String> = outcome.diagnostics.iter().map(|diagnostic| format!("{diagnostic:?}")).collect();
        assert!(said.is_empty(), "{}", said.join("\n"));
        let definition = outcome.definition.expect("no error");
        let english = &definition.languages.first().expect("English").1;
        let texts = serde_json::from_slice(english).expect("texts");
        let compiled = Compiled::load(&definition.package_bytes, None, &definition.languages).expect("a package");
        (compiled, texts)
    })
}

/// The questionnaire as it is published.
pub fn definition() -> Arc<Compiled> {
    compiled().0.clone()
}

/// The English words of the questionnaire.
pub fn texts() -> &'static LanguageTexts {
    &compiled().1
}

/// A draft under a script.
pub struct Play {
    /// The draft.
    pub draft: Draft,
}

impl Play {
    /// An empty draft on a day.
    pub fn on(today: &str) -> Self {
        let today = today.parse().expect("a day");
        Self { draft: Draft::open(definition(), today, &Default::default()) }
    }

    /// A draft that has been given these lines after the first.
    pub fn of(script: &[Json]) -> Self {
        let (first, rest) = script.split_first().expect("a script");
        let mut play = Self::on(first["today"].as_str().expect("the day first"));
        for line in rest {
            play.line(line);
        }
        play
    }

    /// Takes a line; one that is refused fails the test.
    pub fn line(&mut self, line: &Json) {
        let at = line["at"].as_str().unwrap_or_default();
        match line["do"].as_str().expect("what to do") {
            "set" => {
                let place = self.place(at);
                let value = wire::read_item_value(self.package(), place.item, &line["value"])
                    .unwrap_or_else(|| panic!("no value of {at}: {line}"));
                self.change(place, ChangeKind::Set(value));
            }
            "set_fact" => {
                let place = self.place(at);
                let held = match line.get("value") {
                    Some(value) => {
                        let value = wire::read_item_value(self.package(), place.item, value);
                        FactHeld::Value(value.unwrap_or_else(|| panic!("no value of {at}: {line}")))
                    }
                    None => FactHeld::Failed,
                };
                self.change(place, ChangeKind::SetFact { held, observed_on: None });
            }
            "add_row" => {
                let row = line["row"].as_str().expect("the row's name");
                self.change(self.place(&format!("{at}[{row}]")), ChangeKind::AddRow);
            }
            "remove_row" => self.change(self.place(at), ChangeKind::RemoveRow),
            "close_list" => self.change(self.place(at), ChangeKind::CloseList),
            "confirm" => self.change(self.place(at), ChangeKind::Confirm),
            "skip" => self.change(self.place(at), ChangeKind::Skip),
            "continue_page" => {
                let changes =
                    self.draft.continued(&self.page_at(line)).unwrap_or_else(|| panic!("no such page: {line}"));
                self.draft.apply_all(&changes).unwrap_or_else(|refused| panic!("{refused:?}: {line}"));
            }
            other => panic!("{other} is not used here"),
        }
    }

    /// Answers a question.
    pub fn set(&mut self, at: &str, value: Json) {
        self.line(&json!({"do": "set", "at": at, "value": value}));
    }

    /// What rules read at a place.
    pub fn read(&self, at: &str) -> Read {
        self.draft.read(&self.place(at))
    }

    /// A settled yes or no; anything else fails the test.
    pub fn settled(&self, at: &str) -> bool {
        match self.read(at) {
            Read::Value(Value::YesNo(yes)) => yes,
            other => panic!("{at} is {other:?}"),
        }
    }

    /// Whether a yes that need not exist does: void is no, and one that waits fails the test.
    pub fn holds(&self, at: &str) -> bool {
        self.read(at) != Read::Void && self.settled(at)
    }

    /// A value as it stands in a script, null where it is void.
    pub fn value(&self, at: &str) -> Json {
        let place = self.place(at);
        match self.draft.read(&place) {
            Read::Value(value) => wire::write_item_value(self.package(), place.item, &value),
            Read::Void => Json::Null,
            Read::Waiting => panic!("{at} waits"),
        }
    }

    /// Options that can be chosen.
    pub fn choosable(&self, at: &str) -> Vec<String> {
        self.draft.choosable(&self.place(at)).iter().map(ToString::to_string).collect()
    }

    /// Words and names of the problems at a place.
    pub fn problems(&self, at: &str) -> Vec<String> {
        let place = self.place(at);
        let problems = self.draft.problems("en").into_iter().filter(|problem| problem.at.as_ref() == Some(&place));
        problems.map(|problem| problem.text.unwrap_or_else(|| problem.kind.name().to_owned())).collect()
    }

    /// Every page on the path, as in a snapshot, without lists.
    pub fn pages(&self) -> Vec<Json> {
        let snapshot = self.draft.snapshot();
        let pages = snapshot["pages"].as_array().expect("pages").iter().filter(|page| page["kind"] != "list");
        pages.cloned().collect()
    }

    /// Places.
    pub fn place(&self, at: &str) -> Place {
        self.draft.compiled().place(at).unwrap_or_else(|| panic!("no {at}"))
    }

    fn package(&self) -> &Package {
        self.draft.compiled().package()
    }

    fn change(&mut self, at: Place, kind: ChangeKind) {
        let change = Change { at, kind, read: None };
        self.draft.apply(&change).unwrap_or_else(|refused| panic!("{refused:?}: {change:?}"));
    }

    fn page_at(&self, line: &Json) -> PageAt {
        let id = line["page"].as_str().expect("a page");
        let page = self.draft.compiled().page(id).unwrap_or_else(|| panic!("no page {id}"));
        let rows = line["rows"].as_object().into_iter().flat_map(|rows| rows.values());
        PageAt { page, rows: rows.map(|row| RowKey::from(row.as_str().expect("a row"))).collect() }
    }
}
