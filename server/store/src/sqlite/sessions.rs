//! SQL of sessions.
//!
//! Left out: how long they last (`accounts`).

use case::{SessionId, UserId};
use keys::TokenHash;
use quantities::Timestamp;
use sqlx::sqlite::SqliteRow;

use super::row::{Line, one_row};
use crate::sessions::{NewSession, Session, SignedIn};
use crate::{Reading, StoreError, Write};

/// All about a session and its user but the roles, in one reading: every write begins with it.
macro_rules! signed_in_where {
    ($condition:literal) => {
        concat!(
            "SELECT sessions.id, sessions.user_id, sessions.token_hash, sessions.device, sessions.created_at, \
             sessions.last_input_at, sessions.idle_ends_at, sessions.ends_at, sessions.ended_at, users.name, \
             users.organisation_id, users.cross_office_at, users.disabled_at, organisations.name AS organisation_name, \
             authorised_litigators.body, authorised_litigators.ends_on FROM sessions \
             JOIN users ON users.id = sessions.user_id JOIN organisations ON organisations.id = users.organisation_id \
             LEFT JOIN authorised_litigators ON authorised_litigators.user_id = users.id WHERE ",
            $condition
        )
    };
}

impl Reading {
    /// The session with this id, live or not.
    pub async fn session(&mut self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let row = sqlx::query(
            "SELECT id, user_id, token_hash, device, created_at, last_input_at, idle_ends_at, ends_at, ended_at \
             FROM sessions WHERE id = $1",
        )
        .bind(id.uuid())
        .fetch_optional(self.connection())
        .await?;
        row.map(|row| session(&Line::new("sessions", row))).transpose()
    }

    /// The session whose token has this hash, live or not.
    pub async fn session_by_token(&mut self, token: &TokenHash) -> Result<Option<Session>, StoreError> {
        let row = sqlx::query(
            "SELECT id, user_id, token_hash, device, created_at, last_input_at, idle_ends_at, ends_at, ended_at \
             FROM sessions WHERE token_hash = $1",
        )
        .bind(token.bytes().as_slice())
        .fetch_optional(self.connection())
        .await?;
        row.map(|row| session(&Line::new("sessions", row))).transpose()
    }

    /// Who is signed in by the session with this id; `None` if it is not live or its user is disabled.
    pub async fn signed_in(&mut self, id: SessionId, now: Timestamp) -> Result<Option<SignedIn>, StoreError> {
        let row =
            sqlx::query(signed_in_where!("sessions.id = $1")).bind(id.uuid()).fetch_optional(self.connection()).await?;
        self.signed_in_by(row, now).await
    }

    /// Who is signed in by the session whose token has this hash, as the cookie of a request says.
    pub async fn signed_in_by_token(
        &mut self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, StoreError> {
        let row = sqlx::query(signed_in_where!("sessions.token_hash = $1"))
            .bind(token.bytes().as_slice())
            .fetch_optional(self.connection())
            .await?;
        self.signed_in_by(row, now).await
    }

    async fn signed_in_by(&mut self, row: Option<SqliteRow>, now: Timestamp) -> Result<Option<SignedIn>, StoreError> {
        let Some(row) = row else { return Ok(None) };
        let line = Line::new("sessions", row);
        let session = session(&line)?;
        if !session.is_live(now) || line.maybe_at("disabled_at")?.is_some() {
            return Ok(None);
        }
        let actor = self.actor_of(session.user, &line, now).await?;
        let (name, organisation_name) = (line.get("name")?, line.get("organisation_name")?);
        Ok(Some(SignedIn { session, actor, name, organisation_name }))
    }
}

impl Write {
    /// Opens a session, for whoever has just proved to be the user.
    pub async fn open_session(&mut self, new: &NewSession, now: Timestamp) -> Result<SessionId, StoreError> {
        let id = SessionId::from_parts(now.milliseconds(), keys::random_bytes()?);
        let done = sqlx::query(
            "INSERT INTO sessions (id, user_id, token_hash, device, created_at, last_input_at, idle_ends_at, ends_at) \
             VALUES ($1, $2, $3, $4, $5, $5, $6, $7)",
        )
        .bind(id.uuid())
        .bind(new.user.uuid())
        .bind(new.token_hash.bytes().as_slice())
        .bind(&new.device)
        .bind(now.milliseconds())
        .bind(new.idle_ends_at.milliseconds())
        .bind(new.ends_at.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("sessions", &done)?;
        Ok(id)
    }

    /// Notes that a person did something, and the new end without further input; `false` where the session is not live.
    pub async fn extend_session(
        &mut self,
        id: SessionId,
        idle_ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE sessions SET last_input_at = $2, idle_ends_at = $3 \
             WHERE id = $1 AND ended_at IS NULL AND idle_ends_at > $2 AND ends_at > $2",
        )
        .bind(id.uuid())
        .bind(now.milliseconds())
        .bind(idle_ends_at.milliseconds())
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a session; `false` where there was none that had not been ended.
    pub async fn end_session(&mut self, id: SessionId, now: Timestamp) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL")
            .bind(id.uuid())
            .bind(now.milliseconds())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends all sessions of a user and says how many.
    pub async fn end_sessions_of(&mut self, user: UserId, now: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL")
            .bind(user.uuid())
            .bind(now.milliseconds())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected())
    }
}

fn session(line: &Line) -> Result<Session, StoreError> {
    Ok(Session {
        id: line.id("id", SessionId::from_uuid)?,
        user: line.id("user_id", UserId::from_uuid)?,
        token_hash: TokenHash::from_bytes(line.hash("token_hash")?),
        device: line.get("device")?,
        created_at: line.at("created_at")?,
        last_input_at: line.at("last_input_at")?,
        idle_ends_at: line.at("idle_ends_at")?,
        ends_at: line.at("ends_at")?,
        ended_at: line.maybe_at("ended_at")?,
    })
}
