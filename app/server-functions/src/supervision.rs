//! Sending for review, and what a supervisor sees and decides.

use crate::applications::{AnsweredTask, BlockerLine, CommentLine, EvidenceLine, Line, Overview};
use crate::{Caller, Refusal, Reply};
use case::{ApplicationId, CommentId, RecordId, UserId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use quantities::Timestamp;
use serde::{Deserialize, Serialize};

/// What supervision answers.
pub trait Supervision: Send + Sync {
    /// What waits for this supervisor, the most urgent first: nearest deadline, then date needed, then age.
    fn dashboard(&self, caller: Caller) -> Reply<'_, Vec<Waiting>>;
    /// One application under review: what changed since this person last looked, and all of it. Remembers the look.
    fn review(&self, caller: Caller, application: ApplicationId) -> Reply<'_, Review>;
    /// Sends for review.
    fn send_for_review(&self, caller: Caller, request: SendForReview) -> Reply<'_, ()>;
    /// Takes back.
    fn take_back(&self, caller: Caller, application: ApplicationId) -> Reply<'_, ()>;
    /// Comments on a question, or on the whole.
    fn comment(&self, caller: Caller, request: AddComment) -> Reply<'_, CommentId>;
    /// Sends back.
    fn send_back(&self, caller: Caller, request: SendBack) -> Reply<'_, ()>;
    /// Approves what was on the screen and submits it, in one step.
    fn approve_and_submit(&self, caller: Caller, request: Approve) -> Reply<'_, RecordId>;
}

/// An application that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// As in the list.
    pub line: Line,
    /// Who sent it.
    pub sent_by_name: String,
    /// When.
    pub sent_at: Timestamp,
    /// What was said with it.
    pub note: String,
    /// When an answer changed since it was sent.
    pub changed_since_sent_at: Option<Timestamp>,
    /// Whether anything changed since this person last looked; `None`: they never have.
    pub changed_since_look: Option<bool>,
}

/// An application under review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The application.
    pub overview: Overview,
    /// Revision that is shown.
    pub rev: u64,
    /// Digest of what is shown, hex.
    pub digest: String,
    /// When this person last looked, and at which revision.
    pub last_look: Option<(Timestamp, u64)>,
    /// What changed since then (since it was started, for a first look: nothing), question by question.
    pub changes: Vec<ChangeLine>,
    /// All answers.
    pub tasks: Vec<AnsweredTask>,
    /// Evidence needed.
    pub evidence: Vec<EvidenceLine>,
    /// Comments, open ones first.
    pub comments: Vec<CommentLine>,
    /// What stands in the way of approving.
    pub blockers: Vec<BlockerLine>,
    /// The approval given for an older digest, which counts no more.
    pub voided_approval: Option<Timestamp>,
    /// A key for approving: the same press of the button arrives once.
    pub idempotency_key: String,
    /// The reader's name, body and number, for the representative's declaration.
    pub representative: Representative,
}

/// Who would declare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// Their name.
    pub name: String,
    /// Their body, as the firm entered it.
    pub body: String,
    /// Their number.
    pub number: String,
}

/// One answer that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeLine {
    /// The question's place.
    pub place: String,
    /// Titles of the rows around it.
    pub rows: Vec<String>,
    /// The question's label.
    pub label: String,
    /// Before, in words.
    pub before: Option<String>,
    /// Now, in words.
    pub after: Option<String>,
    /// Who changed it last.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Sending for review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendForReview {
    /// Which application.
    pub application: ApplicationId,
    /// What to say with it.
    pub note: String,
    /// To whom; `None`: to the supervisor named in the application.
    pub supervisor: Option<UserId>,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddComment {
    /// Which application.
    pub application: ApplicationId,
    /// On which question; `None`: on the whole.
    pub place: Option<String>,
    /// What.
    pub text: String,
}

/// Sending back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendBack {
    /// Which application.
    pub application: ApplicationId,
    /// Revision on the screen.
    pub expected_rev: u64,
    /// What is to be done.
    pub text: String,
}

/// Approving and submitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approve {
    /// Which application.
    pub application: ApplicationId,
    /// Revision on the screen.
    pub expected_rev: u64,
    /// Digest on the screen, hex.
    pub digest: String,
    /// The review's key.
    pub idempotency_key: String,
    /// Name of the legal representative who declares (max 70).
    pub representative_name: String,
    /// `solicitor`, `barrister` or `cilex`.
    pub representative_role: String,
    /// Roll or membership number (max 20), may be empty.
    pub representative_number: String,
    /// Whether the declaration was ticked.
    pub is_confirmed: bool,
}

/// What waits.
///
/// # Errors
/// [`Refusal`].
#[server(name = DashboardCall, prefix = "/api", endpoint = "v1/supervision/dashboard", input = Json)]
pub async fn dashboard() -> Result<Vec<Waiting>, Refusal> {
    crate::refusal::service::<dyn Supervision>()?.dashboard(crate::refusal::caller()?).await
}

/// One application under review.
///
/// # Errors
/// [`Refusal`].
#[server(name = ReviewCall, prefix = "/api", endpoint = "v1/supervision/review", input = Json)]
pub async fn review(application: ApplicationId) -> Result<Review, Refusal> {
    crate::refusal::service::<dyn Supervision>()?.review(crate::refusal::caller()?, application).await
}

/// Sends for review.
///
/// # Errors
/// [`Refusal`].
#[server(name = SendForReviewCall, prefix = "/api", endpoint = "v1/supervision/send-for-review", input = Json)]
pub async fn send_for_review(request: SendForReview) -> Result<(), Refusal> {
    crate::refusal::service::<dyn Supervision>()?.send_for_review(crate::refusal::caller()?, request).await
}

/// Takes back.
///
/// # Errors
/// [`Refusal`].
#[server(name = TakeBackCall, prefix = "/api", endpoint = "v1/supervision/take-back", input = Json)]
pub async fn take_back(application: ApplicationId) -> Result<(), Refusal> {
    crate::refusal::service::<dyn Supervision>()?.take_back(crate::refusal::caller()?, application).await
}

/// Comments.
///
/// # Errors
/// [`Refusal`].
#[server(name = CommentCall, prefix = "/api", endpoint = "v1/supervision/comment", input = Json)]
pub async fn comment(request: AddComment) -> Result<CommentId, Refusal> {
    crate::refusal::service::<dyn Supervision>()?.comment(crate::refusal::caller()?, request).await
}

/// Sends back.
///
/// # Errors
/// [`Refusal`].
#[server(name = SendBackCall, prefix = "/api", endpoint = "v1/supervision/send-back", input = Json)]
pub async fn send_back(request: SendBack) -> Result<(), Refusal> {
    crate::refusal::service::<dyn Supervision>()?.send_back(crate::refusal::caller()?, request).await
}

/// Approves and submits.
///
/// # Errors
/// [`Refusal`].
#[server(name = ApproveAndSubmitCall, prefix = "/api", endpoint = "v1/supervision/approve-and-submit", input = Json)]
pub async fn approve_and_submit(request: Approve) -> Result<RecordId, Refusal> {
    crate::refusal::service::<dyn Supervision>()?.approve_and_submit(crate::refusal::caller()?, request).await
}
