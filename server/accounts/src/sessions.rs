//! How long a session lasts (SEC-14), and who is signed in by one.
//!
//! Left out: the cookie (`server`); the check inside every write, which the store makes by the ends kept in the row.

use case::SessionId;
use keys::Token;
use quantities::Timestamp;
use store::StoreError;
use store::sessions::SignedIn;

use crate::{Accounts, AccountsError};

/// A session ends so long after the last input by a person: 60 minutes.
pub const IDLE_MS: i64 = 60 * 60 * 1_000;
/// A session ends so long after it was opened, whatever happens: 12 hours.
pub const LONGEST_MS: i64 = 12 * 60 * 60 * 1_000;
/// Input is noted at most so often, half a minute: each note is a write. A session never lasts longer by it.
pub const NOTED_EVERY_MS: i64 = 30 * 1_000;

impl Accounts {
    /// Who is signed in by the token of a cookie; `None` for a text that is none, and for a session that is not live.
    pub async fn signed_in(&self, token: &str, now: Timestamp) -> Result<Option<SignedIn>, AccountsError> {
        match Token::read(token) {
            Some(token) => Ok(self.store.read().await?.signed_in_by_token(&token.hash(), now).await?),
            None => Ok(None),
        }
    }

    /// Notes that a person did something: the session ends later. Never for what a page does by itself.
    pub async fn note_input(&self, signed_in: &SignedIn, now: Timestamp) -> Result<(), AccountsError> {
        if signed_in.session.last_input_at.milliseconds_until(now) < NOTED_EVERY_MS {
            return Ok(());
        }
        let (id, (idle_ends_at, _)) = (signed_in.session.id, ends(now)?);
        self.store.write(async move |write| extend(write, id, idle_ends_at, now).await).await
    }
}

async fn extend(
    write: &mut store::Write,
    id: SessionId,
    idle_ends_at: Timestamp,
    now: Timestamp,
) -> Result<(), AccountsError> {
    // One that ended meanwhile stays ended.
    write.extend_session(id, idle_ends_at, now).await?;
    Ok(())
}

/// When a session with input at this moment ends without more, and one opened at this moment for good.
pub(crate) fn ends(now: Timestamp) -> Result<(Timestamp, Timestamp), StoreError> {
    let later = |milliseconds| now.plus_milliseconds(milliseconds).ok_or(StoreError::Limit("the years of the clock"));
    Ok((later(IDLE_MS)?, later(LONGEST_MS)?))
}
