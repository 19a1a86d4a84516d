//! Sessions, and who is signed in by one: what is kept of them.
//!
//! Left out: how long a session lasts, which `accounts` decides and writes into the row.

use case::{Actor, SessionId, UserId};
use keys::TokenHash;
use quantities::Timestamp;

/// A session to be opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Whose it is.
    pub user: UserId,
    /// The hash of its token; the token itself is never kept (SEC-13).
    pub token_hash: TokenHash,
    /// In which browser, as shown to its user.
    pub device: String,
    /// When it ends without input by a person.
    pub idle_ends_at: Timestamp,
    /// When it ends whatever happens.
    pub ends_at: Timestamp,
}

/// A session, live or not.
#[derive(Clone, Debug)]
pub struct Session {
    /// The id of its row, which outlives its token.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The hash of its token.
    pub token_hash: TokenHash,
    /// In which browser.
    pub device: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When a person last did something.
    pub last_input_at: Timestamp,
    /// When it ends without further input.
    pub idle_ends_at: Timestamp,
    /// When it ends whatever happens.
    pub ends_at: Timestamp,
    /// When it was ended: by signing out, or because the user was disabled.
    pub ended_at: Option<Timestamp>,
}

impl Session {
    /// When it ends, or ended: the first of its ends.
    pub fn end(&self) -> Timestamp {
        let by_time = self.idle_ends_at.min(self.ends_at);
        self.ended_at.map_or(by_time, |ended| ended.min(by_time))
    }

    /// Whether it is live at this moment (SEC-14).
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.end()
    }
}

/// Someone signed in, with what they hold at the moment of reading.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// By which session.
    pub session: Session,
    /// Whom permissions are asked for.
    pub actor: Actor,
    /// Their name.
    pub name: String,
    /// The name of their organisation.
    pub organisation_name: String,
}
