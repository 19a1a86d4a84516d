//! One operation into the log, with its heads, inside the transaction that also judged it.

use crate::drafts::in_memory::Folded;
use case::{Allowed, DraftId};
use operations::{Logged, Operation, OperationId, Reason, canonical_bytes};
use quantities::Timestamp;
use store::drafts::{Appended, Arriving, Origin};
use store::{ChangesDraft, StoreError, Write};

/// From whom, by which way and when operations come.
pub(crate) struct Source<'a, A: case::ActionMarker> {
    /// The right to add them; its actor is their author (S-35).
    pub allowed: &'a Allowed<A>,
    /// The draft.
    pub draft: DraftId,
    /// The way.
    pub origin: Origin,
    /// When.
    pub now: Timestamp,
}

/// Puts an operation into the log, once. With a reason it takes its place there and counts for nothing (S-36).
pub(crate) async fn append<A: ChangesDraft>(
    write: &mut Write,
    source: &Source<'_, A>,
    folded: &mut Folded,
    operation: Operation,
    aside: Option<Reason>,
) -> Result<Appended, StoreError> {
    let arriving = Arriving {
        id: operation.id,
        body: canonical_bytes(&operation),
        aside: aside.map(|reason| reason.name().to_owned()),
        keep_body: aside != Some(Reason::TooLarge),
    };
    let appended = write.append(source.allowed, source.draft, &arriving, &source.origin, source.now).await?;
    if let Appended::New { rev } = appended {
        let at = operation.at.clone();
        let author = source.allowed.actor().to_string();
        let logged = Logged { revision: rev, operation, author, at: source.now };
        folded.take(logged, aside, source.origin.way, source.origin.session);
        if aside.is_none() {
            keep_heads(write, source, folded, &at).await?;
        }
    }
    Ok(appended)
}

/// Rows and lists have no heads of this kind: what is there follows from the log alone.
async fn keep_heads<A: ChangesDraft>(
    write: &mut Write,
    source: &Source<'_, A>,
    folded: &Folded,
    at: &str,
) -> Result<(), StoreError> {
    let Some(place) = folded.compiled().place(at) else { return Ok(()) };
    let heads: Vec<OperationId> = folded.fold().heads(&place).iter().map(|entry| entry.operation.id).collect();
    if heads.is_empty() { Ok(()) } else { write.keep_heads(source.allowed, source.draft, at, &heads).await }
}
