//! The record of an application that was sent, in the words of the day it was sent.

use crate::Commands;
use crate::failure::Failure;
use crate::permitted::{may, reading};
use case::ApplicationId;
use case::permissions::ReadRecord;
use server_functions::submission::RecordView;
use server_functions::{Caller, Refusal};

/// The record.
pub(crate) async fn record(commands: &Commands, caller: Caller, id: ApplicationId) -> Result<RecordView, Failure> {
    let (mut view, signed_in) = reading(commands, caller).await?;
    let allowed = may::<ReadRecord>(&mut view, &signed_in, id).await?;
    let record = view.record(&allowed).await?.ok_or(Refusal::NotFound)?;
    let answers = serde_json::from_str(&record.submission_json)
        .map_err(|_| Failure::Broken("a record whose answers cannot be read"))?;
    Ok(RecordView { record, answers })
}
