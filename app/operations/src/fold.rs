//! The fold of a draft's log: what is held for each place, one operation at a time, the same in the browser and on the
//! server, in whatever order the operations come (S-32, S-50 to S-52). Only what is *shown* of several answers and the order
//! of rows follow the log.
//!
//! Left out: what is relevant or a problem, which the engine says.

use crate::accept::{Reason, accept};
use crate::entry::{Entry, Recorded};
use crate::heads::{Heads, Scope};
use crate::ids::{DraftId, OperationId, ReplicaId};
use crate::merge;
use crate::operation::{Kind, Logged, Operation};
use crate::place::{Standing, is_added_row, list_of, resolve, rows_around, told_at};
use crate::protocol::Outcome;
use crate::rows::{List, Row};
use interview::change::{Answers, HeldAnswer, HeldFact, HeldList};
use interview::package::Package;
use interview::place::Place;
use interview::value::{FileReference, Held};
use std::collections::{BTreeMap, BTreeSet};

/// What is newly held for a place, as `interview::Draft` takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holding {
    /// A question or mark, but for questions of type `files`.
    Answer(Place, HeldAnswer),
    /// A list: all its rows in order, and its end.
    List(Place, HeldList),
    /// A fact.
    Fact(Place, HeldFact),
    /// Files of an evidence requirement or of a question of type `files`.
    Files(Place, Vec<FileReference>),
}

/// An operation that was set aside: kept, and shown at its place until somebody changes or discards it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The operation.
    pub entry: Entry,
    /// Why.
    pub reason: Reason,
}

/// Everything that was said at one question, mark, fact or evidence requirement.
#[derive(Clone, Debug)]
struct Said {
    standing: Standing,
    heads: Heads,
    confirmations: Vec<OperationId>,
    all: Vec<OperationId>,
}

impl Said {
    fn new(standing: Standing) -> Self {
        Self { standing, heads: Heads::default(), confirmations: Vec::new(), all: Vec::new() }
    }
}

/// A draft as its log says it.
#[derive(Clone, Debug)]
pub struct Fold {
    pub(crate) draft: DraftId,
    pub(crate) entries: BTreeMap<OperationId, Entry>,
    said: BTreeMap<Place, Said>,
    lists: BTreeMap<Place, List>,
    aside: Vec<Aside>,
}

/// Folds a whole log. Operations the server set aside are not in it: see [`Fold::set_aside`].
#[must_use]
pub fn fold<'a>(package: &Package, draft: DraftId, log: impl IntoIterator<Item = &'a Logged>) -> Fold {
    let mut fold = Fold::new(draft);
    fold.apply_all(package, log);
    fold
}

impl Fold {
    /// An empty draft.
    #[must_use]
    pub fn new(draft: DraftId) -> Self {
        Self { draft, entries: BTreeMap::new(), said: BTreeMap::new(), lists: BTreeMap::new(), aside: Vec::new() }
    }

    /// Takes an operation from the log in, once however often it comes, and says what changed. One that was only on this
    /// device until now gets its place in the log.
    pub fn apply(&mut self, package: &Package, logged: &Logged) -> Vec<Holding> {
        self.apply_all(package, [logged])
    }

    /// Takes several in, and says once what changed.
    pub fn apply_all<'a>(&mut self, package: &Package, log: impl IntoIterator<Item = &'a Logged>) -> Vec<Holding> {
        let mut touched = BTreeSet::new();
        for logged in log {
            match self.entries.get_mut(&logged.operation.id) {
                None => self.take(package, Entry::from(logged), &mut touched),
                // Its place in the log decides what is shown.
                Some(known) if known.logged.is_none() => {
                    known.logged = Some(Recorded::from(logged));
                    if let Some((place, standing)) = resolve(package, &known.operation.at) {
                        touched.insert(told_at(place, standing));
                    }
                }
                Some(_) => {}
            }
        }
        self.tell(package, touched)
    }

    /// Takes an operation in that is only on this device.
    pub fn apply_own(&mut self, package: &Package, operation: &Operation) -> Vec<Holding> {
        let mut touched = BTreeSet::new();
        self.take(package, Entry { operation: operation.clone(), logged: None }, &mut touched);
        self.tell(package, touched)
    }

    /// Keeps an operation that the server set aside. It counts for nothing, also if it had been applied on this device.
    pub fn set_aside(&mut self, package: &Package, entry: Entry, reason: Reason) -> Vec<Holding> {
        let id = entry.operation.id;
        if !self.aside.iter().any(|aside| aside.entry.operation.id == id) {
            self.aside.push(Aside { entry, reason });
        }
        self.withdraw(package, &[id])
    }

    /// Takes operations out again that were only on this device: the server will not take them, or their content goes out
    /// under other ids. What they had replaced is back.
    pub fn withdraw(&mut self, package: &Package, ids: &[OperationId]) -> Vec<Holding> {
        if !ids.iter().any(|id| self.entries.contains_key(id)) {
            return Vec::new();
        }
        // They may have replaced others; only folding again brings those back.
        let mut entries = std::mem::take(&mut self.entries);
        entries.retain(|id, _| !ids.contains(id));
        let said = std::mem::take(&mut self.said);
        let lists = std::mem::take(&mut self.lists);
        let mut touched: BTreeSet<Place> = said.keys().chain(lists.keys()).cloned().collect();
        for (_, entry) in entries {
            self.take(package, entry, &mut touched);
        }
        for (place, list) in lists {
            self.lists.entry(place).or_default().told = list.told;
        }
        for (place, before) in said {
            // A place where nothing else was said stays, so that it is told as empty.
            self.said.entry(place).or_insert_with(|| Said::new(before.standing));
        }
        self.tell(package, touched)
    }

    /// Everything held, for `Draft::open`.
    #[must_use]
    pub fn answers(&self, package: &Package) -> Answers {
        let mut answers = Answers::default();
        for (place, said) in &self.said {
            match self.holding(package, place, said) {
                Holding::Answer(place, held) => drop(answers.items.insert(place, held)),
                Holding::Fact(place, held) => drop(answers.facts.insert(place, held)),
                Holding::Files(place, held) => drop(answers.files.insert(place, held)),
                Holding::List(..) => {}
            }
        }
        let told = self.lists.iter().filter(|(_, list)| list.told != HeldList::default());
        answers.lists = told.map(|(place, list)| (place.clone(), list.told.clone())).collect();
        answers
    }

    /// Judges an operation before it is taken in: as [`accept`], and whether somebody added the rows it stands in.
    ///
    /// # Errors
    /// The first [`Reason`] that applies.
    pub fn accept(&self, package: &Package, operation: &Operation, by_server: bool) -> Result<Place, Reason> {
        let place = accept(package, self.draft, operation, by_server)?;
        let mut rows = rows_around(package, &place);
        if matches!(operation.kind, Kind::RemoveRow | Kind::RestoreRow | Kind::MoveRow { .. }) {
            rows.push(place.clone());
        }
        let is_there =
            |row: &Place| !is_added_row(package, row) || self.row(row).is_some_and(|row| !row.adds.is_empty());
        if rows.iter().all(is_there) { Ok(place) } else { Err(Reason::UnknownQuestion) }
    }

    /// What the author of an operation just applied is told, beside that it was applied: whether it stands against others.
    #[must_use]
    pub fn outcome(&self, package: &Package, id: OperationId) -> Option<Outcome> {
        let entry = self.entries.get(&id)?;
        let (place, _) = resolve(package, &entry.operation.at)?;
        let contested = self.contested(package, &place);
        contested.iter().any(|head| head.operation.id == id).then_some(Outcome::Contested)
    }

    /// The heads of a place in order of revision; the last one is shown.
    #[must_use]
    pub fn heads(&self, place: &Place) -> Vec<&Entry> {
        self.said.get(place).map(|said| self.heads_of(said)).unwrap_or_default()
    }

    /// The answers between which somebody has to choose, in order of revision; empty unless the place is contested.
    #[must_use]
    pub fn contested(&self, package: &Package, place: &Place) -> Vec<&Entry> {
        let Some(said) = self.said.get(place) else { return Vec::new() };
        let heads = self.heads_of(said);
        let held = merge::answer(package, place.item, said.standing, &heads, &[]).held;
        if matches!(held, Held::Contested(_)) { heads } else { Vec::new() }
    }

    /// What the contested answers of a place are, in the order of the values of [`Held::Contested`], each with the last who
    /// said so; a set of options, which merges by itself, is told by its heads alone.
    #[must_use]
    pub fn contenders(&self, package: &Package, place: &Place) -> Vec<(Held, &Entry)> {
        merge::different(package, place.item, &self.contested(package, place))
    }

    /// Everything that was ever said at a place, in the order of the log: what was replaced stays here (S-2).
    #[must_use]
    pub fn history(&self, place: &Place) -> Vec<&Entry> {
        let all = self.said.get(place).map(|said| said.all.as_slice()).unwrap_or_default();
        self.ordered(all.iter().copied())
    }

    /// What was set aside, in the order in which it came.
    #[must_use]
    pub fn aside(&self) -> &[Aside] {
        &self.aside
    }

    /// Why what was said last at a place could not be accepted; `None` once something was said there that could.
    #[must_use]
    pub fn set_aside_at(&self, place: &Place, written: &str) -> Option<Reason> {
        let last = self.aside.iter().rev().find(|aside| aside.entry.operation.at == written)?;
        let answered = self.history(place).last().is_some_and(|entry| entry.order() > last.entry.order());
        (!answered).then_some(last.reason)
    }

    /// An operation by its id.
    #[must_use]
    pub fn entry(&self, id: OperationId) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// The highest number of each replica that is known here, applied or set aside: what a submission names (S-61).
    #[must_use]
    pub fn known(&self) -> BTreeMap<ReplicaId, u64> {
        let mut known = BTreeMap::new();
        for id in self.entries.keys().chain(self.aside.iter().map(|aside| &aside.entry.operation.id)) {
            let highest = known.entry(id.replica).or_insert(id.n);
            *highest = id.n.max(*highest);
        }
        known
    }

    /// How many operations were taken in.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn heads_touching(&self, place: &Place, scope: &Scope) -> Vec<OperationId> {
        let Some(said) = self.said.get(place) else { return Vec::new() };
        let ids: Vec<OperationId> = said.heads.touching(scope).collect();
        self.ordered(ids.into_iter()).into_iter().map(|entry| entry.operation.id).collect()
    }

    pub(crate) fn list(&self, place: &Place) -> Option<&List> {
        self.lists.get(place)
    }

    pub(crate) fn row(&self, row: &Place) -> Option<&Row> {
        let (list, key) = list_of(row)?;
        self.lists.get(&list)?.rows.get(&key)
    }

    /// Heads of everything in a row: answers, files, and the rows of lists in it.
    pub(crate) fn inside(&self, row: &Row) -> Vec<OperationId> {
        let answers = row.answers.iter().filter_map(|place| self.said.get(place));
        let answered = answers.flat_map(|said| said.heads.all().iter().map(|(id, _)| *id));
        let lists = row.lists.iter().filter_map(|place| self.lists.get(place));
        answered.chain(lists.flat_map(|list| list.rows.values()).flat_map(Row::heads)).collect()
    }

    fn take(&mut self, package: &Package, entry: Entry, touched: &mut BTreeSet<Place>) {
        let id = entry.operation.id;
        if self.entries.contains_key(&id) {
            return;
        }
        match accept(package, self.draft, &entry.operation, true) {
            Ok(place) => {
                self.record(package, &place, &entry.operation, touched);
                self.entries.insert(id, entry);
            }
            Err(reason) => {
                if !self.aside.iter().any(|aside| aside.entry.operation.id == id) {
                    self.aside.push(Aside { entry, reason });
                }
            }
        }
    }

    fn record(&mut self, package: &Package, place: &Place, operation: &Operation, touched: &mut BTreeSet<Place>) {
        let Some((_, standing)) = resolve(package, &operation.at) else { return };
        let around = rows_around(package, place);
        match standing {
            Standing::List { .. } | Standing::Row { .. } => {
                let row = if matches!(standing, Standing::Row { .. }) { list_of(place) } else { None };
                let (list, key) = row.map_or_else(|| (place.clone(), None), |(list, key)| (list, Some(key)));
                self.lists.entry(list.clone()).or_default().add(key.as_ref(), operation);
                self.note_inside(&around, touched, |row| row.lists.insert(list.clone()));
                touched.insert(list);
            }
            _ => {
                let said = self.said.entry(place.clone()).or_insert_with(|| Said::new(standing));
                said.all.push(operation.id);
                match operation.kind {
                    Kind::Migrate => {}
                    Kind::Confirm if standing != Standing::Mark => said.confirmations.push(operation.id),
                    _ => said.heads.add(operation.id, merge::scope(&operation.kind), &operation.saw),
                }
                if matches!(standing, Standing::Question | Standing::Set | Standing::Files) {
                    self.note_inside(&around, touched, |row| row.answers.insert(place.clone()));
                }
                touched.insert(place.clone());
            }
        }
    }

    /// Notes in every row around a place what lies there; a row that somebody removed is judged again.
    fn note_inside(&mut self, around: &[Place], touched: &mut BTreeSet<Place>, note: impl Fn(&mut Row) -> bool) {
        for (list, key) in around.iter().filter_map(list_of) {
            let row = self.lists.entry(list.clone()).or_default().rows.entry(key).or_default();
            note(row);
            if row.was_removed {
                touched.insert(list);
            }
        }
    }

    /// What is held now at the places touched. A list is told only if it changed.
    fn tell(&mut self, package: &Package, touched: BTreeSet<Place>) -> Vec<Holding> {
        let mut holdings = Vec::new();
        // Lists first: the engine must know a row before it is told what stands in it.
        for place in &touched {
            let Some(list) = self.lists.get(place) else { continue };
            let held = list.held(&self.entries, |row| self.inside(row));
            if held != list.told {
                holdings.push(Holding::List(place.clone(), held.clone()));
                if let Some(list) = self.lists.get_mut(place) {
                    list.told = held;
                }
            }
        }
        for place in &touched {
            if let Some(said) = self.said.get(place) {
                holdings.push(self.holding(package, place, said));
            }
        }
        holdings
    }

    fn holding(&self, package: &Package, place: &Place, said: &Said) -> Holding {
        let heads = self.heads_of(said);
        let answer = || {
            let confirmations = self.ordered(said.confirmations.iter().copied());
            merge::answer(package, place.item, said.standing, &heads, &confirmations)
        };
        match said.standing {
            Standing::Fact => Holding::Fact(place.clone(), merge::fact(package, place.item, &heads)),
            Standing::Files => Holding::Files(place.clone(), merge::files(&heads)),
            _ => Holding::Answer(place.clone(), answer()),
        }
    }

    fn heads_of(&self, said: &Said) -> Vec<&Entry> {
        self.ordered(said.heads.all().iter().map(|(id, _)| *id))
    }

    fn ordered(&self, ids: impl Iterator<Item = OperationId>) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = ids.filter_map(|id| self.entries.get(&id)).collect();
        entries.sort_by_key(|entry| entry.order());
        entries
    }
}
