//! Drafts as their logs say them, kept in memory and brought up to date by revision: log, then fold, then the engine's draft.
//!
//! The log in the store is the truth. A draft that was changed by work that failed is forgotten and folded again. Lock order:
//! a draft first, a view of the store second; whoever holds a view never waits for a draft.

use crate::failure::Failure;
use case::{ApplicationId, SessionId};
use interview::place::Place;
use interview::{Compiled, Draft};
use operations::{Aside, DraftId, Entry, Fold, Holding, Logged, Operation, OperationId, Reason, Recorded};
use quantities::{Date, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::drafts::{Kept, Way};
use tokio::sync::OwnedMutexGuard;

/// Most drafts kept in memory; the one not used for longest goes first.
const MOST_DRAFTS: usize = 128;

type Cell = Arc<tokio::sync::Mutex<Option<Folded>>>;

/// The drafts in memory.
#[derive(Default)]
pub(crate) struct InMemory {
    drafts: Mutex<Drafts>,
}

#[derive(Default)]
struct Drafts {
    used: u64,
    cells: BTreeMap<ApplicationId, (u64, Cell)>,
}

impl InMemory {
    /// The place of an application's draft, held by nobody else until it is dropped. Ask for permission before.
    pub(crate) async fn slot(&self, application: ApplicationId) -> Slot {
        let cell = self.cell(application);
        Slot { guard: cell.lock_owned().await }
    }

    fn cell(&self, application: ApplicationId) -> Cell {
        let mut drafts = self.drafts.lock().unwrap_or_else(PoisonError::into_inner);
        drafts.used = drafts.used.saturating_add(1);
        let used = drafts.used;
        if drafts.cells.len() >= MOST_DRAFTS && !drafts.cells.contains_key(&application) {
            // A draft that somebody works with right now must stay the only one of its application.
            let idle = drafts.cells.iter().filter(|(_, (_, cell))| Arc::strong_count(cell) == 1);
            if let Some(oldest) = idle.min_by_key(|(_, (used, _))| *used).map(|(id, _)| *id) {
                drafts.cells.remove(&oldest);
            }
        }
        let entry = drafts.cells.entry(application).or_default();
        entry.0 = used;
        Arc::clone(&entry.1)
    }
}

/// The place of one draft.
pub(crate) struct Slot {
    guard: OwnedMutexGuard<Option<Folded>>,
}

impl Slot {
    /// Takes the draft out: work that fails with it leaves the place empty.
    pub(crate) fn take(&mut self) -> Option<Folded> {
        self.guard.take()
    }

    /// Puts it back.
    pub(crate) fn put(&mut self, folded: Folded) {
        *self.guard = Some(folded);
    }

    /// The draft that was put here.
    pub(crate) fn folded(&mut self) -> Result<&mut Folded, Failure> {
        self.guard.as_mut().ok_or(Failure::Broken("a draft that was not opened"))
    }
}

/// A draft as its log says it.
#[derive(Clone)]
pub(crate) struct Folded {
    compiled: Arc<Compiled>,
    draft_id: DraftId,
    rev: u64,
    log: Vec<Logged>,
    fold: Fold,
    /// What was set aside, by its place in the log.
    aside: Vec<(u64, Entry, Reason)>,
    /// By which session an operation was posted as plain HTML (S-19).
    posted_by: BTreeMap<OperationId, SessionId>,
    draft: Option<Draft>,
    pending: Vec<Holding>,
    saved_at: Option<Timestamp>,
}

impl Folded {
    /// An empty draft.
    pub(crate) fn new(compiled: Arc<Compiled>, draft: DraftId) -> Self {
        Self {
            compiled,
            draft_id: draft,
            rev: 0,
            log: Vec::new(),
            fold: Fold::new(draft),
            aside: Vec::new(),
            posted_by: BTreeMap::new(),
            draft: None,
            pending: Vec::new(),
            saved_at: None,
        }
    }

    /// Its definition.
    pub(crate) fn compiled(&self) -> &Arc<Compiled> {
        &self.compiled
    }

    /// Up to which revision it is folded.
    pub(crate) fn rev(&self) -> u64 {
        self.rev
    }

    /// Its id on the wire.
    pub(crate) fn id(&self) -> DraftId {
        self.draft_id
    }

    /// The operations that were applied, oldest first.
    pub(crate) fn log(&self) -> &[Logged] {
        &self.log
    }

    /// What the log folds to.
    pub(crate) fn fold(&self) -> &Fold {
        &self.fold
    }

    /// What was set aside.
    pub(crate) fn aside(&self) -> &[Aside] {
        self.fold.aside()
    }

    /// When an answer was last saved by a person.
    pub(crate) fn saved_at(&self) -> Option<Timestamp> {
        self.saved_at
    }

    /// Whether an operation was posted as plain HTML in this session.
    pub(crate) fn was_posted_in(&self, id: OperationId, session: SessionId) -> bool {
        self.posted_by.get(&id) == Some(&session)
    }

    /// Takes in what the store has beyond its revision, oldest first.
    pub(crate) fn catch_up(&mut self, kept: &[Kept]) {
        let from = self.rev;
        for one in kept.iter().filter(|one| one.rev > from) {
            self.rev = one.rev;
            let operation = one.body.as_deref().map(serde_json::from_slice::<Operation>);
            let Some(Ok(operation)) = operation else {
                if one.aside.is_none() {
                    tracing::error!(draft.rev = one.rev, "An operation in the log cannot be read.");
                }
                continue;
            };
            let logged = Logged { revision: one.rev, operation, author: one.author.to_string(), at: one.received_at };
            let reason = one.aside.as_deref().map(reason_named);
            self.take(logged, reason, one.way, one.session);
        }
    }

    /// Takes in an operation that was just written as the next revision.
    pub(crate) fn take(&mut self, logged: Logged, aside: Option<Reason>, way: Way, session: Option<SessionId>) {
        self.rev = self.rev.max(logged.revision);
        if way != Way::Server {
            self.saved_at = Some(logged.at);
        }
        if aside == Some(Reason::TooLarge) {
            return;
        }
        if let Some(reason) = aside {
            let entry = Entry::from(&logged);
            self.aside.push((logged.revision, entry.clone(), reason));
            let changed = self.fold.set_aside(self.compiled.package(), entry, reason);
            self.pending.extend(changed);
            return;
        }
        if let (Way::Plain, Some(session)) = (way, session) {
            self.posted_by.insert(logged.operation.id, session);
        }
        let changed = self.fold.apply(self.compiled.package(), &logged);
        self.pending.extend(changed);
        self.log.push(logged);
    }

    /// The engine's draft for a day, settled.
    pub(crate) fn draft(&mut self, today: Date) -> Result<&Draft, Failure> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(draft) = &mut self.draft {
            let held = pending.into_iter().try_for_each(|holding| hold(draft, holding));
            if held.is_ok() && draft.today() != today {
                draft.advance(today);
            }
            if held.is_err() {
                tracing::error!(draft.rev = self.rev, "What the log folds to was not held; the draft is opened again.");
                self.draft = None;
            }
        }
        if self.draft.is_none() {
            let answers = self.fold.answers(self.compiled.package());
            self.draft = Some(Draft::open(Arc::clone(&self.compiled), today, &answers));
        }
        self.draft.as_ref().ok_or(Failure::Broken("a draft that was not opened"))
    }

    /// The engine's draft, where [`Folded::draft`] has settled it.
    pub(crate) fn settled(&self) -> Result<&Draft, Failure> {
        self.draft.as_ref().ok_or(Failure::Broken("a draft that was not opened"))
    }

    /// The same as it was at an earlier revision.
    pub(crate) fn at(&self, rev: u64) -> Self {
        if rev >= self.rev {
            return self.clone();
        }
        let mut earlier = Self::new(Arc::clone(&self.compiled), self.draft_id);
        let applied = self.log.iter().take_while(|logged| logged.revision <= rev);
        earlier.fold.apply_all(self.compiled.package(), applied.clone());
        earlier.log = applied.cloned().collect();
        for (_, entry, reason) in self.aside.iter().filter(|(at, _, _)| *at <= rev) {
            earlier.fold.set_aside(self.compiled.package(), entry.clone(), *reason);
        }
        earlier.rev = rev;
        earlier
    }

    /// Places of operations after a revision, each once.
    pub(crate) fn places_since(&self, rev: u64) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for logged in self.log.iter().filter(|logged| logged.revision > rev) {
            if !places.contains(&logged.operation.at) {
                places.push(logged.operation.at.clone());
            }
        }
        places
    }

    /// The newest operation at a place, with who and when.
    pub(crate) fn newest_at(&self, place: &Place) -> Option<Recorded> {
        self.fold.history(place).last().and_then(|entry| entry.logged.clone())
    }
}

fn hold(draft: &mut Draft, holding: Holding) -> Result<(), interview::change::Refused> {
    match holding {
        Holding::Answer(place, answer) => draft.hold(&place, answer),
        Holding::List(place, list) => draft.hold_list(&place, &list),
        Holding::Fact(place, fact) => draft.hold_fact(&place, fact),
        Holding::Files(place, files) => draft.hold_files(&place, files),
    }
    .map(|_| ())
}

/// A reason by its name on the wire; one that a later version writes counts as an unknown question.
fn reason_named(name: &str) -> Reason {
    serde_json::from_value(serde_json::Value::from(name)).unwrap_or(Reason::UnknownQuestion)
}
