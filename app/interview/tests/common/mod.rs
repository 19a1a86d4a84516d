//! What the tests share: a definition from text, and a draft that is spoken to by the names of places.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod made;
pub mod script;

use interview::change::{Answers, Change, ChangeKind};
use interview::place::Place;
use interview::value::{FactHeld, FileReference, FileState, Held, Read, Three, Value};
use interview::wire::read_item_value;
use interview::{Aspect, Changes, Claim, Compiled, Draft, PageAt, Status, Target};
use interview_build::{NoTables, Source};
use quantities::Date;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// The day on which every test begins.
pub const TODAY: &str = "2026-11-23";

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Compiles a definition that must be without a diagnostic.
pub fn compile(text: &str) -> Arc<Compiled> {
    let source = Source { name: "test.kdl".to_owned(), text: text.to_owned() };
    let outcome = interview_build::compile(&[source], &NoTables);
    let said: Vec<String> = outcome.diagnostics.iter().map(ToString::to_string).collect();
    let definition = outcome.definition.unwrap_or_else(|| panic!("{text}\n{}", said.join("\n")));
    Compiled::load(&definition.package_bytes, None, &definition.languages).unwrap()
}

/// A definition from what stands inside `interview`.
pub fn define(body: &str) -> Arc<Compiled> {
    compile(&format!("interview made \"Made\" version=\"1\" {{\n{body}\n}}\n"))
}

/// A draft, and what its last change changed.
pub struct Played {
    pub draft: Draft,
    pub changes: Changes,
    /// Nodes judged by the last change.
    pub judged: u64,
}

impl Played {
    pub fn open(definition: &Arc<Compiled>) -> Self {
        Self::reopen(definition, &Answers::default())
    }

    pub fn reopen(definition: &Arc<Compiled>, answers: &Answers) -> Self {
        let (draft, changes) = Draft::opened(definition.clone(), day(TODAY), answers);
        let judged = draft.evaluated();
        Self { draft, changes, judged }
    }

    pub fn at(&self, at: &str) -> Place {
        self.draft.compiled().place(at).unwrap_or_else(|| panic!("there is no {at}"))
    }

    pub fn change(&mut self, at: &str, kind: ChangeKind) -> &mut Self {
        let change = Change { at: self.at(at), kind, read: None };
        self.make(&change)
    }

    pub fn make(&mut self, change: &Change) -> &mut Self {
        let before = self.draft.evaluated();
        self.changes = self.draft.apply(change).unwrap_or_else(|refused| panic!("{change:?}: {refused:?}"));
        self.judged = self.draft.evaluated() - before;
        self
    }

    pub fn value(&self, at: &str, json: &Json) -> Value {
        let item = self.at(at).item;
        read_item_value(self.draft.compiled().package(), item, json).unwrap_or_else(|| panic!("{at}: {json}"))
    }

    pub fn set(&mut self, at: &str, json: impl Into<Json>) -> &mut Self {
        let value = self.value(at, &json.into());
        self.change(at, ChangeKind::Set(value))
    }

    pub fn fact(&mut self, at: &str, json: impl Into<Json>) -> &mut Self {
        let held = FactHeld::Value(self.value(at, &json.into()));
        self.change(at, ChangeKind::SetFact { held, observed_on: None })
    }

    pub fn attach(&mut self, at: &str, reference: &str) -> &mut Self {
        let file = FileReference { reference: reference.into(), state: FileState::Clean, category: None };
        self.change(at, ChangeKind::Attach(file))
    }

    pub fn add(&mut self, row: &str) -> &mut Self {
        self.change(row, ChangeKind::AddRow)
    }

    pub fn clear(&mut self, at: &str) -> &mut Self {
        self.change(at, ChangeKind::Clear)
    }

    pub fn close(&mut self, list: &str) -> &mut Self {
        self.change(list, ChangeKind::CloseList)
    }

    pub fn continue_page(&mut self, id: &str, rows: &[&str]) -> &mut Self {
        let changes = self.draft.continued(&self.page(id, rows)).unwrap();
        self.changes = self.draft.apply_all(&changes).unwrap();
        self
    }

    pub fn page(&self, id: &str, rows: &[&str]) -> PageAt {
        let page = self.draft.compiled().page(id).unwrap_or_else(|| panic!("there is no page {id}"));
        PageAt { page, rows: rows.iter().map(|row| (*row).into()).collect() }
    }

    pub fn read(&self, at: &str) -> Read {
        self.draft.read(&self.at(at))
    }

    pub fn held(&self, at: &str) -> Held {
        self.draft.held(&self.at(at)).clone()
    }

    pub fn relevant(&self, at: &str) -> Three {
        self.draft.relevant(&self.at(at))
    }

    /// Result of an aspect, as change lists write it.
    pub fn aspect(&self, at: &str, aspect: Aspect) -> Json {
        self.draft.aspect_json(&Target::Item(self.at(at)), aspect).unwrap_or(Json::Null)
    }

    pub fn status(&self, page: &str, rows: &[&str]) -> Status {
        self.draft.page_status(&self.page(page, rows))
    }

    pub fn task(&self, id: &str) -> Status {
        self.draft.task_status(self.draft.compiled().task(id).unwrap())
    }

    /// The path of all tasks, each page with the rows around it: `entry[a]`.
    pub fn path(&self) -> Vec<String> {
        self.draft.whole_path().iter().map(|page| self.written(page)).collect()
    }

    pub fn written(&self, page: &PageAt) -> String {
        let rows: String = page.rows.iter().map(|row| format!("[{row}]")).collect();
        format!("{}{rows}", self.draft.compiled().package().pages[page.page as usize].id)
    }

    /// Problems as `place problem`; those of a page as `page: problem`.
    pub fn problems(&self) -> Vec<String> {
        let named = |problem: &interview::Problem| match (&problem.at, &problem.page) {
            (Some(at), _) => format!("{} {}", self.draft.compiled().write_place(at), problem.kind.name()),
            (None, Some(page)) => format!("{}: {}", self.written(page), problem.kind.name()),
            (None, None) => problem.kind.name().to_owned(),
        };
        self.draft.problems("en").iter().map(named).collect()
    }

    /// Blockers as `kind place`.
    pub fn blockers(&self) -> Vec<String> {
        let named = |blocker: &interview::Blocker| match (&blocker.at, &blocker.page) {
            (Some(at), _) => format!("{} {}", blocker.kind.name(), self.draft.compiled().write_place(at)),
            (None, Some(page)) => format!("{} {}", blocker.kind.name(), self.written(page)),
            (None, None) => blocker.kind.name().to_owned(),
        };
        self.draft.blockers().iter().map(named).collect()
    }

    /// What the last change changed, as change lists write it.
    pub fn changed(&self) -> Json {
        self.draft.changes_json(&self.changes)
    }

    /// Places, pages and tasks of the last change, each with its aspects: `total value`.
    pub fn touched(&self) -> Vec<String> {
        let aspects = |changed: &interview::Changed| {
            let names: Vec<&str> = changed.aspects.iter().map(|aspect| aspect.name()).collect();
            names.join(" ")
        };
        let named = |changed: &interview::Changed| match &changed.target {
            Target::Item(at) | Target::Evidence(at) => self.draft.compiled().write_place(at),
            Target::Page(page, rows) => self.written(&PageAt { page: *page, rows: rows.clone() }),
            Target::Task(task) => self.draft.compiled().package().tasks[*task as usize].id.clone(),
        };
        self.changes.0.iter().map(|changed| format!("{} {}", named(changed), aspects(changed))).collect()
    }

    pub fn explain(&self, at: &str, aspect: Aspect) -> Json {
        let claim = Claim::Aspect(Target::Item(self.at(at)), aspect);
        let explained = self.draft.explain(&claim).unwrap_or_else(|| panic!("{at} has no {}", aspect.name()));
        serde_json::from_str(&explained.to_json()).unwrap()
    }

    pub fn sentences(&self, at: &str, aspect: Aspect) -> Vec<String> {
        let claim = Claim::Aspect(Target::Item(self.at(at)), aspect);
        self.draft.explain(&claim).unwrap_or_else(|| panic!("{at} has no {}", aspect.name())).sentences("en")
    }

    /// Everything that can be asked: a fresh draft on the same answers says the same, or the test ends.
    pub fn told(&self) -> (Json, [u8; 32]) {
        let told = (self.draft.snapshot(), self.draft.digest());
        let fresh = Draft::open(self.draft.definition(), self.draft.today(), &self.draft.answers());
        assert_eq!(told, (fresh.snapshot(), fresh.digest()), "opened afresh on the same answers");
        told
    }
}

/// Leaves of an explanation as `place aspect leaf`.
pub fn leaves(node: &Json) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![node];
    while let Some(node) = left.pop() {
        if let Some(leaf) = node.get("leaf") {
            let name = node.get("at").or_else(|| node.get("page")).and_then(Json::as_str).unwrap_or_default();
            found.push(format!("{name} {} {}", node["aspect"].as_str().unwrap(), leaf.as_str().unwrap()));
        }
        left.extend(node.get("because").and_then(Json::as_array).into_iter().flatten());
    }
    found.sort();
    found.dedup();
    found
}

/// A value as change lists write it.
pub fn value(json: impl Into<Json>) -> Json {
    json!({ "value": json.into() })
}
