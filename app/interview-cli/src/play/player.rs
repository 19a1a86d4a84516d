//! The draft a script is played on: what a line names is looked up, its values are typed, the engine does the rest.

use super::reply::{Refusal, Reply};
use super::script::{PageNamed, Step, Subject, Told};
use interview::change::{Answers, Change, ChangeKind, Refused};
use interview::package::ItemKind;
use interview::place::{Place, repeats_around};
use interview::value::{FactHeld, RowKey, Value};
use interview::wire::{self, Date};
use interview::{Aspect, Changes, Claim, Compiled, Draft, PageAt, Target};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// What can be explained, as changes name it.
const ASPECTS: [Aspect; 11] = [
    Aspect::Relevance,
    Aspect::Value,
    Aspect::Required,
    Aspect::Options,
    Aspect::Problems,
    Aspect::Wanted,
    Aspect::Rows,
    Aspect::Open,
    Aspect::Given,
    Aspect::Excused,
    Aspect::Status,
];

/// A draft, and the names its rows were given: a name is given once, also where its row was removed since.
pub struct Player {
    draft: Draft,
    named: BTreeMap<Place, BTreeSet<RowKey>>,
}

impl Player {
    /// An empty draft on a day, and what differs from nothing at all.
    pub fn open(definition: Arc<Compiled>, today: Date) -> (Self, Reply) {
        let (draft, changes) = Draft::opened(definition, today, &Answers::default());
        let changes = draft.changes_json(&changes);
        (Self { draft, named: BTreeMap::new() }, Reply::Changes { changes })
    }

    /// Plays one line.
    ///
    /// # Errors
    /// Why it was refused; nothing is changed then.
    pub fn play(&mut self, step: Step) -> Result<Reply, Refusal> {
        match step {
            Step::Set { at, value } => {
                let place = self.place(&at)?;
                let kind = ChangeKind::Set(self.value(&place, &at, &value)?);
                self.apply(place, kind)
            }
            Step::Change { at, kind } => {
                let place = self.place(&at)?;
                self.apply(place, kind)
            }
            Step::AddRow { at, row } => self.add_row(&at, &row),
            Step::SetFact { at, told, observed_on } => {
                let place = self.place(&at)?;
                let held = match told {
                    Told::Value(value) => FactHeld::Value(self.value(&place, &at, &value)?),
                    Told::Failed => FactHeld::Failed,
                    Told::Pending => FactHeld::Pending,
                };
                self.apply(place, ChangeKind::SetFact { held, observed_on })
            }
            Step::ContinuePage(named) => {
                let page = self.page(&named)?;
                let changes = self.draft.continued(&page);
                let changes = changes.ok_or_else(|| Refusal::unknown(format!("there is no page {}", named.page)))?;
                let applied = self.draft.apply_all(&changes);
                let changed =
                    applied.map_err(|refused| refusal(refused, format!("{} cannot be continued", named.page)))?;
                Ok(self.changed(&changed))
            }
            Step::Advance(today) => {
                let changed = self.draft.advance(today);
                Ok(self.changed(&changed))
            }
            Step::Snapshot => Ok(Reply::Snapshot { snapshot: self.draft.snapshot() }),
            Step::Explain { subject, aspect } => self.explain(&subject, &aspect),
        }
    }

    fn changed(&self, changes: &Changes) -> Reply {
        Reply::Changes { changes: self.draft.changes_json(changes) }
    }

    fn apply(&mut self, at: Place, kind: ChangeKind) -> Result<Reply, Refusal> {
        let before = match &kind {
            ChangeKind::MoveRow { before: Some(before) } => Some(before.clone()),
            _ => None,
        };
        let change = Change { at, kind, read: None };
        match self.draft.apply(&change) {
            Ok(changed) => Ok(self.changed(&changed)),
            Err(Refused::WrongType) => {
                Err(Refusal::wrong_type(format!("that does not go with {}", self.written(&change.at))))
            }
            Err(Refused::UnknownItem) => Err(Refusal::unknown(self.what_is_unknown(&change.at, before.as_deref()))),
        }
    }

    fn add_row(&mut self, at: &str, row: &str) -> Result<Reply, Refusal> {
        let mut place = self.place(at)?;
        if !self.names_list(&place) {
            return Err(Refusal::wrong_type(format!("{at} is no list")));
        }
        if self.has_named(&place, row) {
            return Err(Refusal::malformed(format!("{at} has had a row {row} before")));
        }
        let list = place.clone();
        place.rows.push(row.into());
        let reply = self.apply(place, ChangeKind::AddRow)?;
        self.named.entry(list).or_default().insert(row.into());
        Ok(reply)
    }

    /// A place by its text; the rows it names are there.
    fn place(&self, text: &str) -> Result<Place, Refusal> {
        self.draft.compiled().place(text).ok_or_else(|| Refusal::unknown(format!("there is no {text}")))
    }

    /// A value of the type of a place. A place whose rows are not there is unknown before its value is wrong.
    fn value(&self, place: &Place, at: &str, json: &Json) -> Result<Value, Refusal> {
        self.rows_are_there(place)?;
        wire::read_item_value(self.draft.compiled().package(), place.item, json)
            .and_then(in_normal_form)
            .ok_or_else(|| Refusal::wrong_type(format!("that is no value of {at}")))
    }

    /// Whether a place is that of a repeat, not of one of its rows.
    fn names_list(&self, place: &Place) -> bool {
        let package = self.draft.compiled().package();
        package.items.get(place.item as usize).is_some_and(|item| {
            matches!(item.kind, ItemKind::Repeat(_)) && place.rows.len() == repeats_around(package, item.frame).len()
        })
    }

    fn has_named(&self, list: &Place, row: &str) -> bool {
        self.named.get(list).is_some_and(|names| names.contains(row))
    }

    fn written(&self, place: &Place) -> String {
        self.draft.compiled().write_place(place)
    }

    /// Whether the rows around a place are there.
    fn rows_are_there(&self, place: &Place) -> Result<(), Refusal> {
        let package = self.draft.compiled().package();
        let frame = package.items.get(place.item as usize).map_or(0, |item| item.frame);
        for (depth, repeat) in repeats_around(package, frame).into_iter().enumerate() {
            let Some(item) = package.repeats.get(repeat as usize).map(|repeat| repeat.item) else { continue };
            let list = Place { item, rows: place.rows.iter().take(depth).cloned().collect() };
            // Numbered rows beyond those asked for at present take answers too (E-26).
            let is_numbered = package.repeats.get(repeat as usize).is_some_and(|repeat| repeat.rows.is_some());
            match place.rows.get(depth) {
                Some(row) if self.draft.rows(&list).contains(row) => {}
                Some(row) if is_numbered && row.parse::<u16>().is_ok_and(|number| number > 0) => {}
                Some(row) => return Err(Refusal::unknown(format!("{} has no row {row}", self.written(&list)))),
                None => return Err(Refusal::unknown(format!("{} names no row", self.written(place)))),
            }
        }
        Ok(())
    }

    fn what_is_unknown(&self, place: &Place, before: Option<&str>) -> String {
        if let Err(refusal) = self.rows_are_there(place) {
            return refusal.message;
        }
        let Some((row, around)) = place.rows.split_last() else {
            return format!("{} names no row", self.written(place));
        };
        let list = Place { item: place.item, rows: around.to_vec() };
        let missing = before.filter(|before| self.has_named(&list, row) && !self.has_named(&list, before));
        format!("{} has no row {}", self.written(&list), missing.unwrap_or(row))
    }

    /// A page by its id, with a row for each repeat around it.
    fn page(&self, named: &PageNamed) -> Result<PageAt, Refusal> {
        let compiled = self.draft.compiled();
        let package = compiled.package();
        let page =
            compiled.page(&named.page).ok_or_else(|| Refusal::unknown(format!("there is no page {}", named.page)))?;
        let frame = package.pages.get(page as usize).map_or(0, |page| page.frame);
        let mut left: BTreeMap<&str, &str> =
            named.rows.iter().map(|(repeat, row)| (repeat.as_str(), row.as_str())).collect();
        let mut rows = Vec::new();
        for repeat in repeats_around(package, frame) {
            let Some(item) = package.repeats.get(repeat as usize).map(|repeat| repeat.item) else { continue };
            let id = package.items.get(item as usize).map_or("", |item| item.id.as_str());
            let row =
                left.remove(id).ok_or_else(|| Refusal::unknown(format!("{} stands in a row of {id}", named.page)))?;
            let list = Place { item, rows: rows.clone() };
            if !self.draft.rows(&list).iter().any(|known| **known == *row) {
                return Err(Refusal::unknown(format!("{} has no row {row}", self.written(&list))));
            }
            rows.push(row.into());
        }
        match left.keys().next() {
            Some(repeat) => Err(Refusal::unknown(format!("{} stands in no row of {repeat}", named.page))),
            None => Ok(PageAt { page, rows }),
        }
    }

    fn explain(&self, subject: &Subject, aspect: &str) -> Result<Reply, Refusal> {
        let aspect = ASPECTS
            .into_iter()
            .find(|known| known.name() == aspect)
            .ok_or_else(|| Refusal::malformed(format!("`{aspect}` is no aspect")))?;
        let target = match subject {
            Subject::Place(at) => self.target(at)?,
            Subject::Page(named) => {
                let page = self.page(named)?;
                Target::Page(page.page, page.rows)
            }
            Subject::Task(id) => Target::Task(
                self.draft.compiled().task(id).ok_or_else(|| Refusal::unknown(format!("there is no task {id}")))?,
            ),
        };
        let explained = self.draft.explain(&Claim::Aspect(target, aspect));
        let explained = explained.ok_or_else(|| Refusal::wrong_type(format!("it has no {}", aspect.name())))?;
        Ok(Reply::Explanation { explanation: explained.to_json() })
    }

    fn target(&self, at: &str) -> Result<Target, Refusal> {
        let place = self.place(at)?;
        self.rows_are_there(&place)?;
        let item = self.draft.compiled().package().items.get(place.item as usize);
        match item.map(|item| &item.kind) {
            Some(ItemKind::Evidence(_)) => Ok(Target::Evidence(place)),
            Some(ItemKind::Repeat(_)) if !self.names_list(&place) => Err(Refusal::wrong_type(format!("{at} is a row"))),
            _ => Ok(Target::Item(place)),
        }
    }
}

fn refusal(refused: Refused, message: String) -> Refusal {
    match refused {
        Refused::UnknownItem => Refusal::unknown(message),
        Refused::WrongType => Refusal::wrong_type(message),
    }
}

/// Texts in NFC (SEC-43); one with NUL is none.
fn in_normal_form(value: Value) -> Option<Value> {
    match value {
        Value::Text(text) if text.contains('\0') => None,
        Value::Text(text) => Some(Value::Text(text.nfc().collect::<String>().into())),
        other => Some(other),
    }
}
