//! What is sent when, and what a reply means for the queue (sync.md section 5). One push is under way at a time; whatever
//! the reply, nothing is ever discarded.
//!
//! Left out: the entries themselves ([`crate::Journal`] holds them), and sending ([`crate::device::Line`]).

use crate::back_off::wait_ms;
use crate::device::Ticket;
use operations::limits::{MOST_OPERATIONS_IN_PUSH, MOST_PUSH_BYTES};
use operations::protocol::RefusedKind;
use operations::{Operation, OperationId, ReplicaId, Timestamp, canonical_bytes};
use std::collections::BTreeMap;

/// After so long without a reply a push counts as failed.
pub const MOST_WAIT_MS: i64 = 30_000;
/// What a push holds beside its operations, at most.
const ENVELOPE_BYTES: usize = 8 * 1024;

/// What the last reply said of our standing with the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It answers, or has not been asked yet.
    #[default]
    Connected,
    /// No reply, or not from our server.
    Offline,
    /// No live session; the queue stays, typing goes on.
    NeedsSignIn,
    /// This person may not change this draft; who can help, if the server said.
    Refused {
        /// Who can help.
        who: Option<String>,
    },
    /// The server knows no such draft of this person's.
    NotFound,
    /// This build is too old.
    TooOld,
}

/// A push under way.
#[derive(Clone, Debug)]
struct UnderWay {
    ticket: Ticket,
    sent_at: Timestamp,
    operations: Vec<OperationId>,
}

/// What to do about a push that was refused for its size or form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// Send less at once.
    Halved,
    /// It was this one alone.
    This(OperationId),
}

/// Decides about sending.
#[derive(Debug)]
pub struct Sender {
    under_way: Option<UnderWay>,
    acknowledged: BTreeMap<ReplicaId, u64>,
    most_at_once: usize,
    failures: u32,
    not_before: Option<Timestamp>,
    standing: Standing,
    tickets: u64,
}

impl Default for Sender {
    fn default() -> Self {
        Self {
            under_way: None,
            acknowledged: BTreeMap::new(),
            most_at_once: MOST_OPERATIONS_IN_PUSH,
            failures: 0,
            not_before: None,
            standing: Standing::Connected,
            tickets: 0,
        }
    }
}

impl Sender {
    /// What the last reply said.
    #[must_use]
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The last number of a replica that the server has.
    #[must_use]
    pub fn acknowledged(&self, replica: ReplicaId) -> u64 {
        self.acknowledged.get(&replica).copied().unwrap_or(0)
    }

    /// Whether something may be sent now.
    #[must_use]
    pub fn may_send(&self, now: Timestamp) -> bool {
        let tries_by_itself = matches!(self.standing, Standing::Connected | Standing::Offline);
        self.under_way.is_none() && tries_by_itself && self.not_before.is_none_or(|not_before| not_before <= now)
    }

    /// When something is to be done without anybody asking: a retry, or giving up on a reply.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        match &self.under_way {
            Some(push) => push.sent_at.plus_milliseconds(MOST_WAIT_MS),
            None => self.not_before,
        }
    }

    /// Of what waits, oldest first, as much as goes into one push; one large operation goes alone.
    pub fn batch<'a>(&self, waiting: impl Iterator<Item = &'a Operation>) -> Vec<&'a Operation> {
        let mut batch = Vec::new();
        let mut bytes = ENVELOPE_BYTES;
        for operation in waiting.take(self.most_at_once) {
            bytes = bytes.saturating_add(canonical_bytes(operation).len()).saturating_add(1);
            if !batch.is_empty() && bytes > MOST_PUSH_BYTES {
                break;
            }
            batch.push(operation);
        }
        batch
    }

    /// Notes that these are on their way.
    pub fn sent(&mut self, operations: Vec<OperationId>, now: Timestamp) -> Ticket {
        self.tickets = self.tickets.saturating_add(1);
        let ticket = Ticket(self.tickets);
        self.not_before = None;
        self.under_way = Some(UnderWay { ticket, sent_at: now, operations });
        ticket
    }

    /// What was under way with this ticket, which it no longer is; `None` if it was given up before.
    pub(crate) fn returned(&mut self, ticket: Ticket) -> Option<Vec<OperationId>> {
        self.under_way.take_if(|push| push.ticket == ticket).map(|push| push.operations)
    }

    /// Whether an operation is on its way.
    pub(crate) fn is_under_way(&self, id: OperationId) -> bool {
        self.under_way.as_ref().is_some_and(|push| push.operations.contains(&id))
    }

    /// Gives up on the push under way.
    pub(crate) fn give_up(&mut self) {
        self.under_way = None;
    }

    /// Gives up on a push that has been under way for too long.
    pub(crate) fn give_up_if_late(&mut self, now: Timestamp) -> bool {
        self.under_way.take_if(|push| push.sent_at.milliseconds_until(now) >= MOST_WAIT_MS).is_some()
    }

    /// The server has everything of a replica up to `n`; it says so cumulatively, and never takes it back here.
    pub(crate) fn acknowledge(&mut self, replica: ReplicaId, n: u64) {
        let acknowledged = self.acknowledged.entry(replica).or_default();
        *acknowledged = n.max(*acknowledged);
    }

    /// The server asks for a replica's operations from `need` on.
    pub(crate) fn go_back(&mut self, replica: ReplicaId, need: u64) {
        self.acknowledged.insert(replica, need.saturating_sub(1));
    }

    /// Our server answered; the next push may go at once and hold as much as ever.
    pub(crate) fn succeeded(&mut self) {
        self.go_on();
        self.most_at_once = self.most_at_once.saturating_mul(2).min(MOST_OPERATIONS_IN_PUSH);
    }

    /// Our server answered, if only to refuse; the next push may go at once.
    pub(crate) fn go_on(&mut self) {
        self.standing = Standing::Connected;
        self.failures = 0;
        self.not_before = None;
    }

    /// Waits before the next push.
    pub(crate) fn back_off(&mut self, standing: Standing, asked_ms: Option<u64>, now: Timestamp, bits: u128) {
        self.standing = standing;
        self.failures = self.failures.saturating_add(1);
        let wait = i64::try_from(wait_ms(self.failures, asked_ms, bits)).unwrap_or(i64::MAX);
        self.not_before = now.plus_milliseconds(wait);
    }

    /// Stops sending until somebody does something about it.
    pub(crate) fn stop(&mut self, kind: RefusedKind, who: Option<String>) {
        self.not_before = None;
        self.standing = match kind {
            RefusedKind::NeedsSignIn => Standing::NeedsSignIn,
            RefusedKind::NotFound => Standing::NotFound,
            RefusedKind::TooOld => Standing::TooOld,
            _ => Standing::Refused { who },
        };
    }

    /// Halves what goes at once, or names the one that fails alone.
    pub(crate) fn too_much(&mut self, operations: &[OperationId]) -> Option<TooMuch> {
        match operations {
            [] => None,
            [alone] => Some(TooMuch::This(*alone)),
            several => {
                self.most_at_once = (several.len() / 2).max(1);
                Some(TooMuch::Halved)
            }
        }
    }

    /// The connection is back, the page is seen again, somebody acted or signed in: what stopped is tried at once.
    pub(crate) fn try_now(&mut self) {
        self.not_before = None;
        if self.standing != Standing::TooOld {
            self.standing = Standing::Connected;
        }
    }
}
