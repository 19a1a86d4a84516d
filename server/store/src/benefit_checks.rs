//! Answers of the benefit checker: what is kept of each asking.
//!
//! Left out: asking (`gateways`) and what an answer leads to (`commands`).

use case::UserId;
use quantities::Timestamp;
use uuid::Uuid;

/// What came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewBenefitCheck {
    /// The status of the product, as in `undetermined`.
    pub status: String,
    /// The status or fault as it was received.
    pub raw: String,
    /// The reference that came with it.
    pub confirmation_reference: Option<String>,
    /// The details that were sent, hidden by a keyed hash: the number is never kept in clear here.
    pub details_hash: [u8; 32],
}

/// A check that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BenefitCheck {
    /// Its id.
    pub id: Uuid,
    /// Who asked.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Timestamp,
    /// What came back.
    pub found: NewBenefitCheck,
}

/// Most checks of one application that are read.
pub const READ_LIMIT: u32 = 500;
