//! Signing in and out, passwords, sessions, and the tokens of plain forms.
//!
//! Every function takes the moment (`now`); only [`WhoIsThere`], which screens ask, has a clock handed in. Left out:
//! casework, cookies and headers (`server`), sentences (`words`). To add a way of signing in, give it a file beside
//! `sign_in.rs` that ends in the same opening of a session.

mod demonstration;
mod forms;
mod hashing;
mod passwords;
mod people;
mod sessions;
mod sign_in;
mod who_is_there;

use std::sync::Arc;

use keys::{NoChance, Secrets};
use store::{Store, StoreError};

pub use demonstration::{DemonstrationError, DemonstrationPassword, demonstration_passwords};
pub use forms::FORM_GOOD_AFTER_END_MS;
pub use hashing::{Hasher, Parameters, TooWeak};
pub use passwords::{About, LONGEST, Problem, SHORTEST, problems};
pub use people::NewPerson;
pub use sessions::{IDLE_MS, LONGEST_MS, NOTED_EVERY_MS};
pub use sign_in::{Attempt, Opened};
pub use who_is_there::{Clock, WhoIsThere};

/// Accounts of a server. Copies share the store and the hasher.
#[derive(Clone)]
pub struct Accounts {
    store: Store,
    secrets: Arc<Secrets>,
    hasher: Arc<Hasher>,
}

impl Accounts {
    /// Accounts in this store, with these keys, hashing new passwords by these parameters.
    pub fn new(store: Store, secrets: Arc<Secrets>, parameters: Parameters) -> Accounts {
        let hasher = Arc::new(Hasher::new(parameters, secrets.pepper.clone()));
        Accounts { store, secrets, hasher }
    }

    /// What hashes passwords here.
    pub fn hasher(&self) -> &Hasher {
        &self.hasher
    }
}

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// No such user, the wrong password, or one who may not sign in: one and the same (SEC-7).
    #[error("the sign-in did not work")]
    DidNotWork,
    /// Too many passwords wait to be hashed; ask again shortly.
    #[error("too many are signing in")]
    Busy,
    /// The new password is not good enough; every reason there is.
    #[error("the password has problems: {0:?}")]
    Password(Vec<Problem>),
    /// The form is not of this session, or is too old.
    #[error("the form is not of this session")]
    Form,
    /// A hash could not be made or read.
    #[error("a password could not be hashed: {0}")]
    Hashing(String),
    /// There is no organisation with this id.
    #[error("there is no such organisation")]
    NoOrganisation,
    /// There were no random bytes.
    #[error(transparent)]
    NoChance(#[from] NoChance),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
