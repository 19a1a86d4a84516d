//! The log of a draft: what arrives, what is kept of it, what becomes of it.
//!
//! Left out: what an operation means, whether it is acceptable, and which heads it leaves (`operations`): bodies are
//! opaque bytes here.

use std::fmt;
use std::str::FromStr;

use case::{SessionId, UserId};
pub use operations::{EpochId, OperationId, ReplicaId};
use quantities::Timestamp;

/// By which way an operation came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// In a push of the page.
    Push,
    /// In a post of the plain form.
    Plain,
    /// From the server's own replica: facts (S-119).
    Server,
}

impl Way {
    /// The name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Way::Push => "push",
            Way::Plain => "plain",
            Way::Server => "server",
        }
    }
}

impl FromStr for Way {
    type Err = NoSuchWay;

    fn from_str(text: &str) -> Result<Way, NoSuchWay> {
        [Way::Push, Way::Plain, Way::Server].into_iter().find(|way| way.name() == text).ok_or(NoSuchWay)
    }
}

/// The text names no way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no way an operation comes by")]
pub struct NoSuchWay;

/// From where operations come. Their author is the permission's user, their time the server's (S-35).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// By which session, unless it is the server itself.
    pub session: Option<SessionId>,
    /// In which browser.
    pub device: String,
    /// By which way.
    pub way: Way,
}

/// An operation that arrives.
#[derive(Clone)]
pub struct Arriving {
    /// Which one it is.
    pub id: OperationId,
    /// Its canonical bytes.
    pub body: Vec<u8>,
    /// Why it is set aside, as in `wrong_type`; `None` if it is applied (S-36).
    pub aside: Option<String>,
    /// Whether the bytes are kept. Of one that is too large only hash and size are.
    pub keep_body: bool,
}

impl fmt::Debug for Arriving {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Arriving({:?}, {} bytes, aside {:?})", self.id, self.body.len(), self.aside)
    }
}

/// What became of an operation that arrived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Appended {
    /// It is in the log, at this revision.
    New {
        /// The revision it made.
        rev: u64,
    },
    /// It was there before (S-32): nothing changed.
    Repeated {
        /// Whether it is the same content. Another content under the same id is an error of the device (S-34).
        same_content: bool,
    },
    /// The one before it never came (S-33). Nothing changed.
    Gap {
        /// The number that must come next.
        need: u64,
    },
    /// The replica belongs to somebody else (S-39). Nothing changed.
    OtherUser,
}

/// An operation as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// The revision it made.
    pub rev: u64,
    /// Which one it is.
    pub id: OperationId,
    /// Who gave it.
    pub author: UserId,
    /// By which session.
    pub session: Option<SessionId>,
    /// In which browser.
    pub device: String,
    /// By which way it came.
    pub way: Way,
    /// When, by the server's clock.
    pub received_at: Timestamp,
    /// Why it is set aside.
    pub aside: Option<String>,
    /// How long its bytes are.
    pub size_bytes: u64,
    /// Its bytes, unless it was too large.
    pub body: Option<Vec<u8>>,
}

impl fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Kept({}, {:?}, {} bytes, aside {:?})", self.rev, self.id, self.size_bytes, self.aside)
    }
}

/// A head of a place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Head {
    /// The place as text.
    pub place: String,
    /// The operation.
    pub id: OperationId,
}

/// Most operations of one draft (security.md section 7).
pub const DRAFT_LIMIT: u64 = 100_000;
