//! The wire, version 1 (sync.md section 5): what a push and a submission say, and every reply. A field that is not named
//! here is refused: a new field is a new protocol number (S-30).
//!
//! Left out: addresses and sending (server functions, `frontend`), and sentences (crate `words`).

use crate::accept::Reason;
use crate::ids::{DraftId, EpochId, OperationId, ReplicaId, SubmissionKey, hex_32};
use crate::operation::{Logged, Operation};
use crate::strict;
use crate::wire_value::WireValue;
use interview::wire::Timestamp;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// The protocol spoken here.
pub const PROTOCOL: u16 = 1;

/// The body of `POST /sync/v1/push`: a server function names its argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushBody {
    /// The push.
    pub push: Push,
}

/// The body of `POST /sync/v1/submit`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubmitBody {
    /// The submission.
    pub submit: Submit,
}

/// Operations to take, and how far this device has read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// [`PROTOCOL`].
    pub proto: u16,
    /// Build of the program.
    #[serde(deserialize_with = "strict::text")]
    pub build: String,
    /// The device, as it names itself.
    #[serde(deserialize_with = "strict::text")]
    pub device: String,
    /// Of which draft.
    pub draft: DraftId,
    /// The epoch this device knows.
    pub epoch: EpochId,
    /// The last revision this device has.
    #[serde(deserialize_with = "strict::number")]
    pub have_rev: u64,
    /// Highest closed number of each replica on the device (S-90).
    #[serde(deserialize_with = "strict::numbers_by_id")]
    pub declared: BTreeMap<ReplicaId, u64>,
    /// Of each replica without gaps, oldest first.
    pub ops: Vec<Operation>,
}

/// The reply: every operation up to `acks[replica]` is durable, applied or set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pushed {
    /// The server's epoch.
    pub epoch: EpochId,
    /// Revision of the draft after the push.
    #[serde(deserialize_with = "strict::number")]
    pub rev: u64,
    /// Cumulative, by replica.
    #[serde(deserialize_with = "strict::numbers_by_id")]
    pub acks: BTreeMap<ReplicaId, u64>,
    /// What became of operations of this push that were not plainly applied.
    pub notable: Vec<Notable>,
    /// Operations after `have_rev` that were applied, oldest first.
    pub remote: Vec<Logged>,
    /// Whether there are more of them: push again.
    pub more: bool,
    /// The oldest protocol the server speaks.
    pub min_proto: u16,
    /// The newest build.
    #[serde(deserialize_with = "strict::text")]
    pub latest_build: String,
    /// The server's clock.
    pub server_time: Timestamp,
}

/// An operation that was not plainly applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notable {
    /// Which.
    pub id: OperationId,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server merged it with another (long text, H).
    Merged(WireValue),
    /// It stands against another answer.
    Contested,
    /// It was set aside.
    Aside(Reason),
}

/// What a person submits: the answers on their screen, exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// [`PROTOCOL`].
    pub proto: u16,
    /// Of which draft.
    pub draft: DraftId,
    /// The same for every repetition of the request (S-61).
    pub idempotency_key: SubmissionKey,
    /// Revision of the draft on the screen.
    #[serde(deserialize_with = "strict::number")]
    pub expected_rev: u64,
    /// Highest number of each replica that the screen knows.
    #[serde(deserialize_with = "strict::numbers_by_id")]
    pub known: BTreeMap<ReplicaId, u64>,
    /// Digest of the answers on the screen (E-95).
    #[serde(with = "hex_32")]
    pub digest: [u8; 32],
}

/// The receipt: the same for every repetition of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submitted {
    /// Digest of what was submitted.
    #[serde(with = "hex_32")]
    pub digest: [u8; 32],
    /// When, by the server's clock.
    pub time: Timestamp,
    /// Position of the event in the audit trail.
    #[serde(deserialize_with = "strict::number")]
    pub audit_position: u64,
}

/// Why a request was refused; each has one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedKind {
    /// 401: no live session.
    NeedsSignIn,
    /// 403: signed in, but may not change this draft, or the replica is another user's.
    NotAllowed,
    /// 404: unknown draft, or none of this user's.
    NotFound,
    /// 409: the first operation is not the one after the last acknowledged.
    Gap,
    /// 409 of a submission: something differs from the screen.
    Changed,
    /// 409 of a submission: an answer is contested, set aside or unparsed, or something is missing.
    Blocked,
    /// 413: the envelope is too large.
    TooLarge,
    /// 422: not readable.
    Unreadable,
    /// 426: the client is too old.
    TooOld,
    /// 429: too much; try again later.
    TooMuch,
    /// 503: not now; try again later.
    Unavailable,
}

impl RefusedKind {
    /// The status of section 5.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::NeedsSignIn => 401,
            Self::NotAllowed => 403,
            Self::NotFound => 404,
            Self::Gap | Self::Changed | Self::Blocked => 409,
            Self::TooLarge => 413,
            Self::Unreadable => 422,
            Self::TooOld => 426,
            Self::TooMuch => 429,
            Self::Unavailable => 503,
        }
    }
}

/// A refusal. Beside kind and sentence only what its kind carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Why.
    pub refused: RefusedKind,
    /// A sentence for a person.
    pub message: String,
    /// `not_allowed`: who can help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// `gap`: of which replica.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replica: Option<ReplicaId>,
    /// `gap`: the number to begin with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<u64>,
    /// `too_old`: the oldest protocol the server speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_proto: Option<u16>,
    /// `changed`, `blocked`: the places it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
}

impl Refusal {
    /// A refusal that carries nothing beside its sentence.
    #[must_use]
    pub fn new(refused: RefusedKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { refused, message, who: None, replica: None, need: None, min_proto: None, places: Vec::new() }
    }
}

/// What a reply to a push says, as far as the device acts on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushReply {
    /// 200.
    Pushed(Box<Pushed>),
    /// A refusal of this protocol.
    Refused(Refusal),
    /// Anything else (HTML, 5xx, another type, cut off): as if offline.
    NotOurs,
}

/// Reads a reply to a push. A status without our body is taken at its word where the table says what to do with it.
#[must_use]
pub fn read_push_reply(status: u16, body: &[u8]) -> PushReply {
    if status == 200 {
        return match serde_json::from_slice(body) {
            Ok(pushed) => PushReply::Pushed(Box::new(pushed)),
            Err(_) => PushReply::NotOurs,
        };
    }
    match serde_json::from_slice::<Refusal>(body) {
        Ok(refusal) if refusal.refused.status() == status => PushReply::Refused(refusal),
        _ => PushReply::NotOurs,
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NotableForm {
    id: OperationId,
    outcome: OutcomeName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<WireValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OutcomeName {
    Merged,
    Contested,
    Aside,
}

impl Serialize for Notable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (outcome, value, reason) = match &self.outcome {
            Outcome::Merged(value) => (OutcomeName::Merged, Some(value.clone()), None),
            Outcome::Contested => (OutcomeName::Contested, None, None),
            Outcome::Aside(reason) => (OutcomeName::Aside, None, Some(*reason)),
        };
        NotableForm { id: self.id, outcome, value, reason }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Notable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = NotableForm::deserialize(deserializer)?;
        let outcome = match (form.outcome, form.value, form.reason) {
            (OutcomeName::Merged, Some(value), None) => Outcome::Merged(value),
            (OutcomeName::Contested, None, None) => Outcome::Contested,
            (OutcomeName::Aside, None, Some(reason)) => Outcome::Aside(reason),
            _ => return Err(D::Error::custom("an outcome with what does not belong to it")),
        };
        Ok(Self { id: form.id, outcome })
    }
}
