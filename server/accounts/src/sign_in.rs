//! Signing in by password, and out.
//!
//! Whether there is no such user, the password is wrong or the user is disabled: the same answer after the same work
//! (SEC-7). Left out: slowing down repeated failures (delivery C), second factors (delivery H).

use case::{SessionId, UserId};
use keys::{Token, TokenHash};
use quantities::Timestamp;
use store::audit::NewEvent;
use store::sessions::NewSession;
use store::users::{Credentials, PasswordHash};
use store::{StoreError, Write};

use crate::hashing::Verified;
use crate::sessions::ends;
use crate::{Accounts, AccountsError};

/// Longest description of a browser that is kept, in characters.
const DEVICE_LIMIT: usize = 200;

/// Somebody tries to sign in.
#[derive(Clone)]
pub struct Attempt {
    /// The name they typed.
    pub sign_in: String,
    /// The password they typed.
    pub password: String,
    /// In which browser, as it is shown to them later.
    pub device: String,
    /// The token their browser had, live or not: its session ends, so that nobody is signed in by a token they were
    /// handed before.
    pub replaces: Option<TokenHash>,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A password may have been typed where the name belongs.
        formatter.write_str("Attempt")
    }
}

/// A session that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// For the cookie; known to nobody else.
    pub token: Token,
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// When it ends whatever happens.
    pub ends_at: Timestamp,
}

impl Accounts {
    /// Signs in: compares the password, opens a session, and writes both down in the trail. A password that was hashed
    /// for less than now is hashed anew (SEC-5).
    pub async fn sign_in(&self, attempt: Attempt, now: Timestamp) -> Result<Opened, AccountsError> {
        let found = self.store.read().await?.credentials(&attempt.sign_in).await?;
        let kept = found.as_ref().and_then(|found| found.password.as_ref());
        let verified = self.hasher.verify(&attempt.password, kept).await?;
        let (Some(found), Verified::Right { outdated }) = (found, verified) else {
            tracing::info!(action = "sign_in", "A sign-in did not work.");
            return Err(AccountsError::DidNotWork);
        };
        if found.disabled_at.is_some() {
            tracing::info!(action = "sign_in", "A sign-in did not work.");
            return Err(AccountsError::DidNotWork);
        }
        let anew = if outdated { Some(self.hasher.hash(&attempt.password).await?) } else { None };
        let opened = self.open(found, anew, attempt, now).await?;
        tracing::info!(action = "sign_in", user.id = %opened.user, "Somebody signed in.");
        Ok(opened)
    }

    /// Signs out: the session ends on the server, whatever became of the device (SEC-20). Nothing happens where it
    /// had ended before.
    pub async fn sign_out(&self, token: &TokenHash, now: Timestamp) -> Result<(), AccountsError> {
        let token = *token;
        self.store.write(async move |write| end_by_token(write, &token, "sign_out", now).await).await
    }

    async fn open(
        &self,
        found: Credentials,
        anew: Option<PasswordHash>,
        attempt: Attempt,
        now: Timestamp,
    ) -> Result<Opened, AccountsError> {
        let token = Token::random()?;
        let (idle_ends_at, ends_at) = ends(now)?;
        let device: String = attempt.device.chars().take(DEVICE_LIMIT).collect();
        let user = found.user.id;
        let new = NewSession { user, token_hash: token.hash(), device, idle_ends_at, ends_at };
        let session = self
            .store
            .write(async move |write| {
                // Looked at again inside the transaction: a user disabled, or a password changed, meanwhile.
                let current = write.credentials(&found.user.sign_in).await?;
                if current.is_none_or(|current| current.disabled_at.is_some() || current.password != found.password) {
                    return Err(AccountsError::DidNotWork);
                }
                if let Some(anew) = &anew {
                    write.set_password(user, anew, now).await?;
                }
                if let Some(replaced) = &attempt.replaces {
                    end_by_token(write, replaced, "session_replaced", now).await?;
                }
                open_session(write, &new, now).await
            })
            .await?;
        Ok(Opened { token, session, user, ends_at })
    }
}

async fn open_session(write: &mut Write, new: &NewSession, now: Timestamp) -> Result<SessionId, AccountsError> {
    let session = write.open_session(new, now).await?;
    let signed_in = write.signed_in(session, now).await?.ok_or(StoreError::NoSession)?;
    write.audit(&NewEvent::by(&signed_in, "sign_in", "session", session.uuid()), now).await?;
    Ok(session)
}

async fn end_by_token(write: &mut Write, token: &TokenHash, action: &str, now: Timestamp) -> Result<(), AccountsError> {
    let Some(session) = write.session_by_token(token).await? else { return Ok(()) };
    if !session.is_live(now) || !write.end_session(session.id, now).await? {
        return Ok(());
    }
    let Some(user) = write.user(session.user).await? else { return Ok(()) };
    let event = NewEvent {
        actor: Some(session.user),
        session: Some(session.token_hash),
        device: session.device,
        ..NewEvent::by_the_server(user.organisation, action, "session", session.id.uuid())
    };
    write.audit(&event, now).await?;
    Ok(())
}
