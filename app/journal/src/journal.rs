//! The journal of one draft on one page: what is typed becomes operations, they are closed, sent and acknowledged. Events
//! come in as calls (typing, leaving a field, a reply, the clock); nothing waits inside.
//!
//! Left out: what operations mean (the fold of `operations`), adopting those of other pages (C).

use crate::device::{Device, Ticket};
use crate::entry::{Entry, State};
use crate::record::Record;
use crate::replica::Replica;
use crate::sender::{Sender, Standing, TooMuch};
use crate::status::{Status, Unsent, status};
use interview::change::Fingerprint;
use operations::protocol::{Notable, Outcome, PROTOCOL, Push, PushBody, PushReply, Pushed, Refusal, RefusedKind};
use operations::{DefinitionId, DraftId, EpochId, Kind, Logged, Operation, OperationId, Reason, ReplicaId, Timestamp};
use std::collections::BTreeMap;

/// Without typing for so long, an operation is closed (S-6).
pub const QUIET_MS: i64 = 1_000;
/// The same for a long text.
pub const QUIET_LONG_TEXT_MS: i64 = 3_000;
/// More characters than this are a long text.
pub const LONG_TEXT_CHARACTERS: usize = 2_000;

/// What the page was opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Which draft.
    pub draft: DraftId,
    /// The definition it is pinned to.
    pub definition: DefinitionId,
    /// Build of this program.
    pub build: String,
    /// How this device names itself.
    pub device_name: String,
    /// The server's epoch.
    pub epoch: EpochId,
    /// The last revision the page was opened with.
    pub revision: u64,
    /// When something was last saved in this draft, if ever.
    pub saved_at: Option<Timestamp>,
}

/// A change as its author means it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub at: String,
    /// What.
    pub kind: Kind,
    /// What was on the screen for the place (`Fold::saw`).
    pub saw: Vec<OperationId>,
    /// Fingerprint of the recheck set, on every kind that leaves a value.
    pub read: Option<Fingerprint>,
}

/// What a reply brings for the draft on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Operations from elsewhere, for `Fold::apply`.
    pub remote: Vec<Logged>,
    /// Own operations that stand against others.
    pub contested: Vec<OperationId>,
    /// Own operations that were set aside, for `Fold::set_aside`.
    pub aside: Vec<(OperationId, Reason)>,
    /// Own operations that go out under other ids, or that the server cannot read: for `Fold::withdraw`.
    pub withdrawn: Vec<OperationId>,
    /// The same content under new ids, for `Fold::apply_own`.
    pub reissued: Vec<Operation>,
}

/// Whether more typing can turn it into another of its kind: it says what is held at the place, not at a member or a row.
fn speaks_of_the_whole(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Set(_) | Kind::Resolve(_) | Kind::Unparsed(_) | Kind::Clear | Kind::Skip | Kind::Decline | Kind::NotKnown
    )
}

/// The journal of one draft on one page.
pub struct Journal<D> {
    device: D,
    opening: Opening,
    replica: Replica,
    entries: BTreeMap<OperationId, Entry>,
    /// The one that takes more typing, if there is one.
    open: Option<OperationId>,
    sender: Sender,
    /// Whether the server is to be asked even if nothing waits.
    asks: bool,
}

impl<D: Device> Journal<D> {
    /// A new page. Its replica is new and random.
    pub fn new(opening: Opening, mut device: D) -> Self {
        let replica = Replica::new(&mut device);
        Self { device, opening, replica, entries: BTreeMap::new(), open: None, sender: Sender::default(), asks: false }
    }

    /// A change that more typing may follow: the text of a field after an input event. Typing on in the same field rewrites
    /// the open operation; anything else closes it first. Returns what was closed by it, for `Fold::apply_own`.
    pub fn type_in(&mut self, change: Change) -> Vec<Operation> {
        let now = self.device.now();
        if let Some(entry) = self.open.and_then(|id| self.entries.get_mut(&id))
            && entry.operation().at == change.at
            && speaks_of_the_whole(&entry.operation().kind)
            && speaks_of_the_whole(&change.kind)
            && entry.rewrite(change.kind.clone(), change.read, now)
        {
            let record = Record::new(entry.clone());
            self.device.keep(record);
            return Vec::new();
        }
        let closed = self.close();
        let id = self.replica.count();
        let operation = self.operation(id, change, now);
        self.keep(Entry::open(operation, now));
        self.open = Some(id);
        self.send();
        closed
    }

    /// A change that nothing follows: a choice, a tick, a button. It is closed at once and sent. Returns what was closed, for
    /// `Fold::apply_own`: what was being typed elsewhere, and this. Whoever calls has seen that it is a change at all.
    pub fn say(&mut self, change: Change) -> Vec<Operation> {
        let typed_here = self.open.and_then(|id| self.entries.get(&id)).map(|entry| entry.operation().at == change.at);
        let mut closed = if typed_here == Some(true) { Vec::new() } else { self.close() };
        closed.extend(self.type_in(change));
        closed.extend(self.close());
        self.send();
        closed
    }

    /// A field was left, another one entered, a change was committed, the page is turned, hidden or closed (S-6). Returns
    /// what was closed, for `Fold::apply_own`.
    pub fn close_all(&mut self) -> Vec<Operation> {
        let closed = self.close();
        self.send();
        closed
    }

    /// The clock went on: closes what was quiet for long enough, gives up on a reply that does not come, tries again what
    /// is due. Call it at [`Journal::wake_at`] or more often. Returns what was closed, for `Fold::apply_own`.
    pub fn tick(&mut self) -> Vec<Operation> {
        let now = self.device.now();
        let closed = match self.closes_at() {
            Some(due) if due <= now => self.close(),
            _ => Vec::new(),
        };
        if self.sender.give_up_if_late(now) {
            self.wait(Standing::Offline, None);
        }
        self.send();
        closed
    }

    /// When [`Journal::tick`] has something to do, if nothing else happens before.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        let retry = self.sender.wake_at().filter(|_| self.sender.standing() != &Standing::TooOld);
        [self.closes_at(), retry].into_iter().flatten().min()
    }

    /// The connection is back, the page is seen again, or a person acted: what waits is tried at once.
    pub fn try_now(&mut self) {
        self.sender.try_now();
        self.send();
    }

    /// The same user signed in again: the same operations go out.
    pub fn signed_in(&mut self) {
        self.try_now();
    }

    /// The page goes. What was closed while a push is under way will not be sent when its reply comes, for that may never be
    /// heard: all of it goes out at once, with what is under way before it. What arrives twice is applied once (S-32).
    pub fn send_last(&mut self) {
        let mut closed = self.entries.values().filter(|entry| entry.state() == State::Closed);
        if closed.any(|entry| !self.sender.is_under_way(entry.operation().id)) {
            self.sender.give_up();
            self.send();
        }
    }

    /// Asks the server what is new, also if nothing waits.
    pub fn ask(&mut self) {
        self.asks = true;
        self.send();
    }

    /// A push came to nothing: no connection, or no reply in time.
    pub fn failed(&mut self, ticket: Ticket) {
        if self.sender.returned(ticket).is_some() {
            self.wait(Standing::Offline, None);
        }
    }

    /// A reply. `asked_ms` is what the server asked to wait (`Retry-After`). A reply to a push that was given up is ignored:
    /// the next one brings the same.
    pub fn heard(&mut self, ticket: Ticket, reply: PushReply, asked_ms: Option<u64>) -> News {
        let Some(sent) = self.sender.returned(ticket) else { return News::default() };
        let news = match reply {
            PushReply::Pushed(pushed) => self.pushed(&sent, *pushed),
            PushReply::Refused(refusal) => self.refused(&sent, refusal, asked_ms),
            PushReply::NotOurs => {
                self.wait(Standing::Offline, asked_ms);
                News::default()
            }
        };
        self.send();
        news
    }

    /// Which state of saving holds.
    #[must_use]
    pub fn status(&self) -> Status {
        status(self.unsent(), self.opening.saved_at, self.sender.standing())
    }

    /// What waits on the device: answers that are open, or closed and not acknowledged.
    #[must_use]
    pub fn unsent(&self) -> Unsent {
        let waits = |entry: &&Entry| matches!(entry.state(), State::Open | State::Closed);
        let answers = self.entries.values().filter(waits).count();
        Unsent { answers, outlive_the_page: self.device.outlives_the_page() }
    }

    /// Operations of this page that count for nothing, with the reason; none if the server could not read it. They are
    /// kept and shown at their place until a person changes or discards them.
    pub fn asides(&self) -> impl Iterator<Item = (&Operation, Option<Reason>)> {
        self.entries.values().filter_map(|entry| match entry.state() {
            State::Aside(reason) => Some((entry.operation(), Some(reason))),
            State::Unreadable => Some((entry.operation(), None)),
            State::Open | State::Closed | State::Acknowledged | State::Replaced => None,
        })
    }

    /// The operation that takes more typing.
    #[must_use]
    pub fn open(&self) -> Option<&Operation> {
        self.open.and_then(|id| self.entries.get(&id)).map(Entry::operation)
    }

    /// The last revision of the draft that this page has.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.opening.revision
    }

    /// The device.
    pub fn device(&mut self) -> &mut D {
        &mut self.device
    }

    fn closes_at(&self) -> Option<Timestamp> {
        let entry = self.entries.get(&self.open?)?;
        let long = match &entry.operation().kind {
            Kind::Set(value) => value.longest_text() > LONG_TEXT_CHARACTERS,
            _ => false,
        };
        entry.stored_at().plus_milliseconds(if long { QUIET_LONG_TEXT_MS } else { QUIET_MS })
    }

    fn close(&mut self) -> Vec<Operation> {
        let Some(mut entry) = self.open.take().and_then(|id| self.entries.get(&id).cloned()) else { return Vec::new() };
        entry.close();
        let operation = entry.operation().clone();
        self.keep(entry);
        vec![operation]
    }

    fn keep(&mut self, entry: Entry) {
        self.device.keep(Record::new(entry.clone()));
        self.entries.insert(entry.operation().id, entry);
    }

    fn alter(&mut self, id: OperationId, how: impl FnOnce(&mut Entry)) {
        if let Some(mut entry) = self.entries.get(&id).cloned() {
            how(&mut entry);
            self.keep(entry);
        }
    }

    fn operation(&self, id: OperationId, change: Change, now: Timestamp) -> Operation {
        Operation {
            id,
            draft: self.opening.draft,
            at: change.at,
            kind: change.kind,
            saw: change.saw,
            read: change.read,
            definition: self.opening.definition,
            build: self.opening.build.clone(),
            time: now,
        }
    }

    /// Sends what waits, if anything does and nothing is under way.
    fn send(&mut self) {
        let now = self.device.now();
        if !self.sender.may_send(now) {
            return;
        }
        let waiting = self.entries.values().filter(|entry| entry.state() == State::Closed).map(Entry::operation);
        let batch: Vec<Operation> = self.sender.batch(waiting).into_iter().cloned().collect();
        if batch.is_empty() && !self.asks {
            return;
        }
        self.asks = false;
        let ticket = self.sender.sent(batch.iter().map(|operation| operation.id).collect(), now);
        let push = Push {
            proto: PROTOCOL,
            build: self.opening.build.clone(),
            device: self.opening.device_name.clone(),
            draft: self.opening.draft,
            epoch: self.opening.epoch,
            have_rev: self.opening.revision,
            declared: self.declared(),
            ops: batch,
        };
        self.device.send(ticket, &PushBody { push });
    }

    /// The highest closed number of each replica (S-90).
    fn declared(&self) -> BTreeMap<ReplicaId, u64> {
        let counts = |entry: &&Entry| !matches!(entry.state(), State::Open | State::Replaced | State::Unreadable);
        let ids = self.entries.values().filter(counts).map(|entry| entry.operation().id);
        ids.map(|id| (id.replica, id.n)).collect()
    }

    fn wait(&mut self, standing: Standing, asked_ms: Option<u64>) {
        let bits = self.device.bits();
        self.sender.back_off(standing, asked_ms, self.device.now(), bits);
    }

    fn pushed(&mut self, sent: &[OperationId], pushed: Pushed) -> News {
        self.opening.epoch = pushed.epoch;
        let last_told = pushed.remote.last().map_or(self.opening.revision, |logged| logged.revision);
        self.opening.revision = if pushed.more { last_told } else { pushed.rev.max(self.opening.revision) };
        let tells_no_more = pushed.more && pushed.remote.is_empty();
        self.asks |= pushed.more;
        let mut news = News { remote: pushed.remote, ..News::default() };
        for Notable { id, outcome } in pushed.notable {
            match outcome {
                Outcome::Aside(reason) if self.entries.contains_key(&id) => {
                    self.alter(id, |entry| entry.set_aside(reason));
                    news.aside.push((id, reason));
                }
                Outcome::Contested => news.contested.push(id),
                Outcome::Aside(_) | Outcome::Merged(_) => {}
            }
        }
        for (replica, n) in pushed.acks {
            self.sender.acknowledge(replica, n);
            self.acknowledge_up_to(replica, n);
        }
        let lacks = |id: &OperationId| self.entries.get(id).is_some_and(|entry| entry.state() == State::Closed);
        let took_nothing = !sent.is_empty() && sent.iter().all(lacks);
        if took_nothing || tells_no_more {
            // Asking again at once would go round for ever.
            self.wait(Standing::Connected, None);
        } else {
            self.sender.succeeded();
        }
        if !sent.is_empty() && self.unsent().answers == 0 {
            self.opening.saved_at = Some(self.device.now());
        }
        news
    }

    fn acknowledge_up_to(&mut self, replica: ReplicaId, n: u64) {
        let first = OperationId { replica, n: 0 };
        let last = OperationId { replica, n };
        let closed = self.entries.range(first..=last).filter(|(_, entry)| entry.state() == State::Closed);
        for id in closed.map(|(id, _)| *id).collect::<Vec<_>>() {
            self.alter(id, Entry::acknowledge);
        }
    }

    fn refused(&mut self, sent: &[OperationId], refusal: Refusal, asked_ms: Option<u64>) -> News {
        match refusal.refused {
            RefusedKind::NeedsSignIn | RefusedKind::NotAllowed | RefusedKind::NotFound | RefusedKind::TooOld => {
                self.sender.stop(refusal.refused, refusal.who);
            }
            RefusedKind::Gap => self.fill_gap(sent, refusal.replica, refusal.need),
            RefusedKind::TooLarge | RefusedKind::Unreadable => match self.sender.too_much(sent) {
                Some(TooMuch::Halved) => self.sender.go_on(),
                Some(TooMuch::This(id)) => return self.give_up(id),
                None => self.wait(Standing::Offline, asked_ms),
            },
            RefusedKind::TooMuch | RefusedKind::Unavailable => self.wait(Standing::Connected, asked_ms),
            // Of a submission, not of a push.
            RefusedKind::Changed | RefusedKind::Blocked => self.wait(Standing::Offline, asked_ms),
        }
        News::default()
    }

    /// Sends again from the number the server asks for. What lies before it, the server has.
    fn fill_gap(&mut self, sent: &[OperationId], replica: Option<ReplicaId>, need: Option<u64>) {
        let (Some(replica), Some(need)) = (replica, need) else { return self.wait(Standing::Offline, None) };
        let asked_for_what_was_sent = sent.iter().any(|id| id.replica == replica && id.n == need);
        self.sender.go_back(replica, need);
        self.acknowledge_up_to(replica, need.saturating_sub(1));
        let first = OperationId { replica, n: need };
        let last = OperationId { replica, n: u64::MAX };
        for id in self.entries.range(first..=last).map(|(id, _)| *id).collect::<Vec<_>>() {
            self.alter(id, Entry::ask_again);
        }
        if asked_for_what_was_sent {
            // It was in the push and is asked for: asking again at once would go round for ever.
            self.wait(Standing::Connected, None);
        } else {
            self.sender.go_on();
        }
    }

    /// One operation fails alone: it stays here, and what its replica has made after it goes out under a new replica, since
    /// the server takes no numbers with gaps.
    fn give_up(&mut self, id: OperationId) -> News {
        self.alter(id, Entry::give_up);
        let given_up = self.entries.get(&id).map(|entry| entry.operation().saw.clone()).unwrap_or_default();
        let mut news = News { withdrawn: vec![id], ..News::default() };
        let after = OperationId { n: id.n.saturating_add(1), ..id };
        let last = OperationId { n: u64::MAX, ..id };
        let behind: Vec<Entry> = self.entries.range(after..=last).map(|(_, entry)| entry.clone()).collect();
        self.replica = Replica::new(&mut self.device);
        let mut renamed = BTreeMap::new();
        for entry in behind {
            let old = entry.operation().id;
            let mut operation = entry.operation().clone();
            operation.id = self.replica.count();
            // Whoever saw the one given up had seen what it saw.
            let through = operation
                .saw
                .iter()
                .flat_map(|seen| if *seen == id { &given_up[..] } else { std::slice::from_ref(seen) });
            operation.saw = through.map(|seen| renamed.get(seen).copied().unwrap_or(*seen)).collect();
            renamed.insert(old, operation.id);
            let mut again = Entry::open(operation.clone(), entry.stored_at());
            if entry.state() == State::Open {
                self.entries.remove(&old);
                self.open = Some(operation.id);
            } else {
                again.close();
                self.alter(old, Entry::replace);
                news.withdrawn.push(old);
                news.reissued.push(operation);
            }
            self.keep(again);
        }
        self.sender.go_on();
        news
    }
}
