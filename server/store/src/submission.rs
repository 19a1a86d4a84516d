//! Records of what was sent, and the receipts for it: what is kept.
//!
//! Left out: what a record holds (`case::Record`) and whether it may be sent.

use case::{Digest, Record, RecordId, State};
use quantities::Timestamp;

/// An application is sent: its record is frozen with the receipt for it.
#[derive(Clone, Debug)]
pub struct NewSubmission {
    /// What the device calls this submission; the same again is the same submission (S-61).
    pub idempotency_key: String,
    /// What was sent.
    pub record: Record,
    /// The revision of the draft it was made from.
    pub rev: u64,
    /// The receipt as it is given each time it is asked for; opaque here.
    pub receipt: Vec<u8>,
    /// The state the application goes to.
    pub to: State,
}

/// A submission that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submission {
    /// What the device called it.
    pub idempotency_key: String,
    /// The record of what was sent.
    pub record: RecordId,
    /// The digest of the answers that were sent.
    pub digest: Digest,
    /// The revision it was made from.
    pub rev: u64,
    /// The receipt.
    pub receipt: Vec<u8>,
    /// When it was sent.
    pub submitted_at: Timestamp,
}
