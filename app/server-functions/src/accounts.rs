//! Who is signed in. Signing in and out are plain forms (routes of the server), not server functions.

use crate::{Caller, Person, Refusal, Reply};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// What accounts answer.
pub trait Accounts: Send + Sync {
    /// The person behind a session.
    fn who_am_i(&self, caller: Caller) -> Reply<'_, Person>;
}

/// The person signed in; `None` where nobody is.
///
/// # Errors
/// [`Refusal::Unavailable`] where the store is away.
#[server(name = WhoAmICall, prefix = "/api", endpoint = "v1/accounts/who-am-i", input = Json)]
pub async fn who_am_i() -> Result<Option<Person>, Refusal> {
    match crate::refusal::caller() {
        Ok(caller) => crate::refusal::service::<dyn Accounts>()?.who_am_i(caller).await.map(Some),
        Err(_) => Ok(None),
    }
}
