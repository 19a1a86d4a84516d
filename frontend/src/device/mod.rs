//! The traits of `journal` with the browser's means. Until the device keeps anything (C), its storage is memory.

mod clock;
mod fetch;
mod line;

pub(crate) use fetch::get;
pub(crate) use line::{Heard, Replies};

use clock::{bits, now};
use journal::{Chance, Clock, Line, Memory, Record, Storage, Ticket};
use operations::protocol::PushBody;
use operations::{DraftId, Timestamp};

/// This page's device.
pub(crate) struct PageDevice {
    memory: Memory,
    replies: Replies,
    /// The server's clock when the page was opened: stands in where the device's says nonsense.
    opened_at: Timestamp,
}

impl PageDevice {
    /// A device whose replies go where `replies` says.
    pub(crate) fn new(replies: Replies, opened_at: Timestamp) -> Self {
        Self { memory: Memory::default(), replies, opened_at }
    }
}

impl Clock for PageDevice {
    fn now(&self) -> Timestamp {
        now().unwrap_or(self.opened_at)
    }
}

impl Chance for PageDevice {
    fn bits(&mut self) -> u128 {
        bits()
    }
}

impl Storage for PageDevice {
    fn keep(&mut self, record: Record) {
        self.memory.keep(record);
    }

    fn records(&self, draft: DraftId) -> Vec<Record> {
        self.memory.records(draft)
    }

    fn outlives_the_page(&self) -> bool {
        self.memory.outlives_the_page()
    }
}

impl Line for PageDevice {
    fn send(&mut self, ticket: Ticket, body: &PushBody) {
        line::send(self.replies.clone(), ticket, body);
    }
}
