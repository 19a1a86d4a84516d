//! An operation on the device and how far it has come: open, closed, acknowledged or set aside (sync.md section 3). What is
//! closed never changes again (S-12).

use operations::{Kind, Operation, Reason, Timestamp};
use serde::{Deserialize, Serialize};

/// How far an operation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// More typing may come.
    Open,
    /// It takes no more typing and waits for its acknowledgement.
    Closed,
    /// The server has it on its disk.
    Acknowledged,
    /// The server has it and set it aside.
    Aside(Reason),
    /// The server could not even read it, sent alone; it is kept here.
    Unreadable,
    /// Its content went out again under another id.
    Replaced,
}

/// An operation on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    operation: Operation,
    /// How often it was rewritten while open.
    writes: u32,
    state: State,
    stored_at: Timestamp,
}

impl Entry {
    /// A new one, open.
    #[must_use]
    pub fn open(operation: Operation, now: Timestamp) -> Self {
        Self { operation, writes: 0, state: State::Open, stored_at: now }
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// How far it has come.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// When it was last written.
    #[must_use]
    pub fn stored_at(&self) -> Timestamp {
        self.stored_at
    }

    /// More typing. `false` if it is closed already: then the content belongs into a new operation.
    #[must_use]
    pub fn rewrite(&mut self, kind: Kind, read: Option<[u8; 8]>, now: Timestamp) -> bool {
        if self.state != State::Open {
            return false;
        }
        self.operation.kind = kind;
        self.operation.read = read;
        self.operation.time = now;
        self.writes = self.writes.saturating_add(1);
        self.stored_at = now;
        true
    }

    /// Takes no more typing from now on.
    pub fn close(&mut self) {
        if self.state == State::Open {
            self.state = State::Closed;
        }
    }

    /// The server has it.
    pub fn acknowledge(&mut self) {
        if self.state == State::Closed {
            self.state = State::Acknowledged;
        }
    }

    /// The server lacks it after all and asks for it again.
    pub fn ask_again(&mut self) {
        if self.state == State::Acknowledged {
            self.state = State::Closed;
        }
    }

    /// The server has it and will not apply it.
    pub fn set_aside(&mut self, reason: Reason) {
        if self.state != State::Open {
            self.state = State::Aside(reason);
        }
    }

    /// The server cannot read it.
    pub(crate) fn give_up(&mut self) {
        if self.state == State::Closed {
            self.state = State::Unreadable;
        }
    }

    /// Its content goes out under another id.
    pub(crate) fn replace(&mut self) {
        if self.state == State::Closed {
            self.state = State::Replaced;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests_support::{operation, time};

    #[test]
    fn s_12_what_is_closed_never_changes() {
        let mut entry = Entry::open(operation(1, "first"), time(0));
        assert!(entry.rewrite(operation(1, "more").kind, None, time(1)));
        entry.close();
        let closed = entry.operation().clone();
        for _ in 0..2 {
            assert!(!entry.rewrite(operation(1, "other").kind, None, time(2)));
            assert_eq!(entry.operation(), &closed);
            entry.acknowledge();
        }
        assert_eq!(closed.kind, operation(1, "more").kind);
    }

    #[test]
    fn only_what_is_closed_is_acknowledged_and_set_aside() {
        let mut entry = Entry::open(operation(1, "first"), time(0));
        entry.acknowledge();
        entry.set_aside(Reason::WrongType);
        assert_eq!(entry.state(), State::Open);
        entry.close();
        entry.acknowledge();
        assert_eq!(entry.state(), State::Acknowledged);
        entry.ask_again();
        assert_eq!(entry.state(), State::Closed);
        entry.set_aside(Reason::WrongType);
        entry.acknowledge();
        assert_eq!(entry.state(), State::Aside(Reason::WrongType));
    }
}
