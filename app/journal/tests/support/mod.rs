//! A device in memory whose clock stands where it is put, and a server that takes operations as the document says.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use journal::{Chance, Change, Clock, Journal, Line, Memory, Opening, Record, Storage, Ticket};
use operations::protocol::{Notable, Outcome, Push, PushBody, PushReply, Pushed, Refusal, RefusedKind};
use operations::{
    DefinitionId, DraftId, EpochId, Kind, Logged, Operation, OperationId, Reason, ReplicaId, Timestamp, WireValue,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

pub const DRAFT: DraftId = DraftId(9);

/// What lies on a desk: shared with the test.
#[derive(Default)]
pub struct Desk {
    pub now_ms: i64,
    pub dice: u128,
    pub memory: Memory,
    pub sent: Vec<(Ticket, Push)>,
    pub kept: u64,
}

#[derive(Clone, Default)]
pub struct Device(pub Rc<RefCell<Desk>>);

impl Clock for Device {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(1_800_000_000_000 + self.0.borrow().now_ms).unwrap()
    }
}

impl Chance for Device {
    fn bits(&mut self) -> u128 {
        let mut desk = self.0.borrow_mut();
        desk.dice = desk.dice.wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645).wrapping_add(0x5851_F42D);
        desk.dice
    }
}

impl Storage for Device {
    fn keep(&mut self, record: Record) {
        let mut desk = self.0.borrow_mut();
        desk.kept += 1;
        desk.memory.keep(record);
    }

    fn records(&self, draft: DraftId) -> Vec<Record> {
        self.0.borrow().memory.records(draft)
    }

    fn outlives_the_page(&self) -> bool {
        false
    }
}

impl Line for Device {
    fn send(&mut self, ticket: Ticket, body: &PushBody) {
        self.0.borrow_mut().sent.push((ticket, body.push.clone()));
    }
}

impl Device {
    pub fn wait(&self, milliseconds: i64) {
        self.0.borrow_mut().now_ms += milliseconds;
    }

    /// What was sent since it was last asked.
    pub fn sent(&self) -> Vec<(Ticket, Push)> {
        std::mem::take(&mut self.0.borrow_mut().sent)
    }
}

pub fn opening() -> Opening {
    Opening {
        draft: DRAFT,
        definition: DefinitionId([8; 32]),
        build: "b1".into(),
        device_name: "d1".into(),
        epoch: EpochId(1),
        revision: 0,
        saved_at: None,
    }
}

pub fn page(device: &Device) -> Journal<Device> {
    Journal::new(opening(), device.clone())
}

pub fn change(at: &str, text: &str) -> Change {
    Change { at: at.into(), kind: Kind::Set(WireValue::text(text).unwrap()), saw: vec![], read: None }
}

/// The text of an operation.
pub fn said(operation: &Operation) -> String {
    match &operation.kind {
        Kind::Set(value) => value.json().as_str().unwrap().to_owned(),
        other => panic!("{}", other.name()),
    }
}

/// Takes numbers in order, once each; remembers every content that ever arrived under an id.
#[derive(Default)]
pub struct Server {
    pub log: Vec<Logged>,
    pub acked: BTreeMap<ReplicaId, u64>,
    pub arrived: BTreeMap<OperationId, Operation>,
}

impl Server {
    /// Takes a push. What begins with `unreadable` makes the whole push unreadable, what begins with `wrong` is set aside.
    pub fn push(&mut self, push: &Push) -> PushReply {
        for operation in &push.ops {
            // S-12: whatever is sent again is the same, byte for byte.
            let first = self.arrived.entry(operation.id).or_insert_with(|| operation.clone());
            assert_eq!(first, operation);
        }
        if push.ops.iter().any(|operation| said(operation).starts_with("unreadable")) {
            return refused(RefusedKind::Unreadable);
        }
        let mut notable = Vec::new();
        for operation in &push.ops {
            let id = operation.id;
            let acked = self.acked.entry(id.replica).or_default();
            if id.n > *acked + 1 {
                let gap = Refusal { replica: Some(id.replica), need: Some(*acked + 1), ..refusal(RefusedKind::Gap) };
                return PushReply::Refused(gap);
            }
            if said(operation).starts_with("wrong") {
                notable.push(Notable { id, outcome: Outcome::Aside(Reason::WrongType) });
            }
            if id.n == *acked + 1 {
                *acked = id.n;
                let (revision, at) = (self.log.len() as u64 + 1, "2027-01-15T08:00:00.000Z".parse().unwrap());
                self.log.push(Logged { revision, operation: operation.clone(), author: "ann".into(), at });
            }
        }
        self.reply(push, notable)
    }

    pub fn reply(&self, push: &Push, notable: Vec<Notable>) -> PushReply {
        let new = |logged: &&Logged| {
            logged.revision > push.have_rev && !push.declared.contains_key(&logged.operation.id.replica)
        };
        let remote: Vec<Logged> = self.log.iter().filter(new).take(5).cloned().collect();
        let more = self.log.iter().filter(new).count() > remote.len();
        PushReply::Pushed(Box::new(Pushed {
            epoch: EpochId(1),
            rev: self.log.len() as u64,
            acks: self.acked.clone(),
            notable,
            remote,
            more,
            min_proto: 1,
            latest_build: "b1".into(),
            server_time: "2027-01-15T08:00:00.000Z".parse().unwrap(),
        }))
    }

    pub fn texts(&self) -> Vec<String> {
        self.log.iter().map(|logged| said(&logged.operation)).collect()
    }
}

pub fn refusal(kind: RefusedKind) -> Refusal {
    Refusal::new(kind, "A sentence.")
}

pub fn refused(kind: RefusedKind) -> PushReply {
    PushReply::Refused(refusal(kind))
}
