//! Asking a service again that could not say: the benefit checker, or the address look-up.

use crate::{Caller, Refusal, Reply};
use case::ApplicationId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// What checks answer.
pub trait BenefitChecks: Send + Sync {
    /// Begins to ask again for every fact from a service that failed; does not wait for it.
    fn ask_again(&self, caller: Caller, application: ApplicationId) -> Reply<'_, ()>;
}

/// Begins to ask again. What comes back is in the draft's log.
///
/// # Errors
/// [`Refusal`].
#[server(name = AskAgainCall, prefix = "/api", endpoint = "v1/benefit-check/ask-again", input = Json)]
pub async fn ask_again(application: ApplicationId) -> Result<(), Refusal> {
    crate::refusal::service::<dyn BenefitChecks>()?.ask_again(crate::refusal::caller()?, application).await
}
