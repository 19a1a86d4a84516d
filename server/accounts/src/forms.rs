//! The tokens of plain forms: `_once` for a session (S-17), and the pair of the sign-in form (SEC-32).
//!
//! Left out: the fields and cookies themselves (`server`, `app`).

use case::SessionId;
use keys::{FormToken, PreSession};
use quantities::Timestamp;
use store::sessions::SignedIn;
use uuid::Uuid;

use crate::{Accounts, AccountsError};

/// A form is taken so long after the end of the session it was made for: 24 hours.
pub const FORM_GOOD_AFTER_END_MS: i64 = 24 * 60 * 60 * 1_000;

impl Accounts {
    /// `_once` for a new form of this session.
    pub fn form_token(&self, session: SessionId) -> Result<String, AccountsError> {
        Ok(FormToken::new(session.uuid().into_bytes())?.text(&self.secrets.forms))
    }

    /// Whether `_once` may be sent by who is signed in: made here, for this session or an earlier one of the same
    /// user that ended at most 24 hours ago. Refuses every other alike.
    pub async fn check_form(
        &self,
        once: &str,
        signed_in: &SignedIn,
        now: Timestamp,
    ) -> Result<FormToken, AccountsError> {
        let token = FormToken::read(&self.secrets.forms, once).ok_or(AccountsError::Form)?;
        let made_for = SessionId::from_uuid(Uuid::from_bytes(token.session));
        if made_for == signed_in.session.id {
            return Ok(token);
        }
        let earlier = self.store.read().await?.session(made_for).await?.ok_or(AccountsError::Form)?;
        let in_time = earlier.end().milliseconds_until(now) <= FORM_GOOD_AFTER_END_MS;
        if earlier.user == signed_in.actor.user && in_time { Ok(token) } else { Err(AccountsError::Form) }
    }

    /// Cookie and field for the sign-in form; keeps the cookie the browser has, if it is one of ours.
    pub fn sign_in_form(&self, cookie: Option<&str>, now: Timestamp) -> Result<PreSession, AccountsError> {
        Ok(PreSession::again(&self.secrets.forms, cookie.unwrap_or_default(), now.milliseconds())?)
    }

    /// Whether a sign-in form comes from the page it was made for, and not too late.
    pub fn is_sign_in_form(&self, cookie: &str, field: &str, now: Timestamp) -> bool {
        PreSession::is_good(&self.secrets.forms, cookie, field, now.milliseconds())
    }
}
