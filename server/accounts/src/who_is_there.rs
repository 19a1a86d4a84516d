//! The service that screens ask who is signed in.
//!
//! Left out: signing in and out, which are plain forms.

use std::sync::Arc;

use quantities::Timestamp;
use server_functions::{Caller, OfficeOf, Person, Refusal, Reply};
use store::sessions::SignedIn;
use store::{Reading, StoreError};

use crate::Accounts;

/// What time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Answers who is signed in.
#[derive(Clone)]
pub struct WhoIsThere {
    accounts: Accounts,
    clock: Clock,
}

impl WhoIsThere {
    /// Answers from these accounts by this clock.
    pub fn new(accounts: Accounts, clock: Clock) -> WhoIsThere {
        WhoIsThere { accounts, clock }
    }

    async fn person(&self, caller: Caller) -> Result<Option<Person>, StoreError> {
        let mut reading = self.accounts.store.read().await?;
        match reading.signed_in(caller.session, (self.clock)()).await? {
            Some(signed_in) => person(&mut reading, signed_in).await.map(Some),
            None => Ok(None),
        }
    }
}

impl server_functions::accounts::Accounts for WhoIsThere {
    fn who_am_i(&self, caller: Caller) -> Reply<'_, Person> {
        Box::pin(async move {
            match self.person(caller).await {
                Ok(person) => person.ok_or(Refusal::SignedOut),
                Err(error) if error.is_unavailable() => Err(Refusal::Unavailable),
                Err(error) => {
                    tracing::error!(store.error = %error, user.id = %caller.user, "Nobody could say who this is.");
                    Err(Refusal::Internal)
                }
            }
        })
    }
}

/// Somebody signed in, with the names of their offices.
async fn person(reading: &mut Reading, signed_in: SignedIn) -> Result<Person, StoreError> {
    let mut offices = Vec::with_capacity(signed_in.actor.offices.len());
    for (id, roles) in signed_in.actor.offices {
        if let Some(office) = reading.office(id).await? {
            offices.push(OfficeOf { account: office.account_number, town: office.name, roles });
        }
    }
    Ok(Person {
        user: signed_in.actor.user,
        name: signed_in.name,
        organisation: signed_in.actor.organisation,
        organisation_name: signed_in.organisation_name,
        offices,
        is_authorised_litigator: signed_in.actor.authorised_litigator,
    })
}
