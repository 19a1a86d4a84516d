//! What the journal needs of a device. The browser's half implements these with its own means; tests with vectors.

use crate::record::Record;
use operations::protocol::PushBody;
use operations::{DraftId, Timestamp};

/// Tells the time.
pub trait Clock {
    /// Now, by the device's clock.
    fn now(&self) -> Timestamp;
}

/// Throws dice.
pub trait Chance {
    /// 128 bits that nobody can guess.
    fn bits(&mut self) -> u128;
}

/// Keeps records.
pub trait Storage {
    /// Keeps a record, in place of an earlier one of the same operation.
    fn keep(&mut self, record: Record);
    /// The records of a draft, by id.
    fn records(&self, draft: DraftId) -> Vec<Record>;
    /// Whether what it keeps outlives the page. Only then may the screen say *Saved on this device* (S-1).
    fn outlives_the_page(&self) -> bool;
}

/// Names one sending, so that a reply that comes after it was given up is not taken for another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Reaches the server.
pub trait Line {
    /// Sends; the reply is handed to [`crate::Journal::heard`] later, or its failure to [`crate::Journal::failed`].
    fn send(&mut self, ticket: Ticket, body: &PushBody);
}

/// All four.
pub trait Device: Clock + Chance + Storage + Line {}

impl<D: Clock + Chance + Storage + Line> Device for D {}
