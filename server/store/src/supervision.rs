//! Reviews, comments, looks and approvals: what is kept of them.
//!
//! Left out: the guards of each step (`case`, `commands`).

use std::str::FromStr;

use case::{ApplicationId, CommentId, Digest, State, UserId};
use quantities::Timestamp;
use uuid::Uuid;

/// An application is sent for review.
#[derive(Clone, Debug)]
pub struct Sending {
    /// To whom.
    pub supervisor: UserId,
    /// What the preparer says with it; may be empty.
    pub note: String,
    /// The revision it is sent at.
    pub rev: u64,
    /// The state it goes to.
    pub to: State,
}

/// How a review ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReviewEnd {
    /// A preparer took it back.
    TakenBack,
    /// The supervisor sent it back.
    SentBack,
    /// It was approved and sent.
    Submitted,
}

impl ReviewEnd {
    /// The name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            ReviewEnd::TakenBack => "taken_back",
            ReviewEnd::SentBack => "sent_back",
            ReviewEnd::Submitted => "submitted",
        }
    }
}

impl FromStr for ReviewEnd {
    type Err = NoSuchEnd;

    fn from_str(text: &str) -> Result<ReviewEnd, NoSuchEnd> {
        use ReviewEnd::{SentBack, Submitted, TakenBack};
        [TakenBack, SentBack, Submitted].into_iter().find(|end| end.name() == text).ok_or(NoSuchEnd)
    }
}

/// The text names no end of a review.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no end of a review")]
pub struct NoSuchEnd;

/// One sending for review, and how it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// Its id.
    pub id: Uuid,
    /// Of which application.
    pub application: ApplicationId,
    /// The how manieth of it, from 1.
    pub number: u64,
    /// Who sent it.
    pub sent_by: UserId,
    /// To whom.
    pub supervisor: UserId,
    /// When.
    pub sent_at: Timestamp,
    /// What was said with it.
    pub note: String,
    /// The revision it was sent at.
    pub rev: u64,
    /// How it ended, if it has.
    pub ended: Option<Ended>,
}

/// How, by whom and when a review ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// How.
    pub how: ReviewEnd,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// What was said with it; may be empty.
    pub note: String,
}

/// A remark on a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The place of the question, as text.
    pub place: String,
    /// What it says.
    pub text: String,
    /// Whose it is.
    pub author: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom and when it was settled.
    pub resolved: Option<(UserId, Timestamp)>,
}

/// Up to where somebody has seen a draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// The revision that was on screen.
    pub rev: u64,
    /// When.
    pub looked_at: Timestamp,
}

/// What an approval binds itself to (SEC-28).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bound {
    /// The digest of what was on screen.
    pub digest: Digest,
    /// The revision of the draft.
    pub rev: u64,
}

/// An approval.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approval {
    /// Its id.
    pub id: Uuid,
    /// In which review.
    pub review: Uuid,
    /// What it is for.
    pub bound: Bound,
    /// Who gave it.
    pub by: UserId,
    /// When.
    pub approved_at: Timestamp,
    /// Since when it counts no more: an answer changed.
    pub voided_at: Option<Timestamp>,
}

/// Longest note or comment, in characters.
pub const TEXT_LIMIT: usize = 10_000;
/// Most reviews, comments or approvals of one application that are read.
pub const READ_LIMIT: u32 = 5_000;
