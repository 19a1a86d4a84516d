//! The record: what was sent, as it was sent.

use crate::applications::{AnsweredTask, EvidenceLine};
use crate::{Caller, Refusal, Reply};
use case::{ApplicationId, Record};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// What submission answers.
pub trait Submission: Send + Sync {
    /// The record of an application that was sent.
    fn record(&self, caller: Caller, application: ApplicationId) -> Reply<'_, RecordView>;
    /// Submits what was approved in an earlier step (sync.md section 9); repeating the request gives the same receipt.
    fn submit(&self, caller: Caller, submit: operations::protocol::Submit) -> SubmitReply<'_>;
}

/// A receipt, or a refusal of the protocol.
pub type SubmitReply<'a> = std::pin::Pin<
    Box<dyn Future<Output = Result<operations::protocol::Submitted, operations::protocol::Refusal>> + Send + 'a>,
>;

/// A record with its answers in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    /// As kept.
    pub record: Record,
    /// Its answers in the words of its own definition, as they were sent.
    pub answers: RecordedAnswers,
}

/// What `Record::submission_json` holds: the answers in words as they were read, and the lines of the digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedAnswers {
    /// Task by task.
    pub tasks: Vec<AnsweredTask>,
    /// Evidence needed, and how it stood.
    pub evidence: Vec<EvidenceLine>,
    /// The lines whose SHA-256 is the digest (E-95).
    pub digest_lines: Vec<String>,
}

/// The record of an application.
///
/// # Errors
/// [`Refusal`].
#[server(name = RecordCall, prefix = "/api", endpoint = "v1/submission/record", input = Json)]
pub async fn record(application: ApplicationId) -> Result<RecordView, Refusal> {
    crate::refusal::service::<dyn Submission>()?.record(crate::refusal::caller()?, application).await
}
