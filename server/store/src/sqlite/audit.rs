//! SQL of the audit trail. Nothing here changes or deletes an event: triggers refuse it.
//!
//! Left out: reading it on screen (delivery C) and checking it (delivery B).

use case::{OrganisationId, UserId};
use keys::{KeyedHash, TokenHash};
use quantities::Timestamp;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::row::{Line, bound, one_row};
use crate::audit::{Event, NewEvent};
use crate::{Operator, Reading, StoreError, Write};

/// Most events of one reading.
const READ_LIMIT: u32 = 10_000;

impl Reading {
    /// The events of a chain after a number, oldest first.
    pub async fn events(
        &mut self,
        _operator: &Operator,
        organisation: OrganisationId,
        after_seq: u64,
    ) -> Result<Vec<Event>, StoreError> {
        let rows = sqlx::query(
            "SELECT organisation_id, seq, at, actor_id, session_hash, device, action, subject_kind, subject_id, reason, \
             body_hash, body_key_id, previous_hash, hash FROM audit_events \
             WHERE organisation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        )
        .bind(organisation.uuid())
        .bind(bound(after_seq))
        .bind(i64::from(READ_LIMIT))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(event).collect()
    }
}

impl Write {
    /// Writes an event at the end of its chain and gives its number. If it cannot be written, the error undoes the
    /// change it tells of (SEC-48): hand it on.
    pub async fn audit(&mut self, new: &NewEvent, now: Timestamp) -> Result<u64, StoreError> {
        let last = sqlx::query(
            "SELECT organisation_id, seq, hash FROM audit_events WHERE organisation_id = $1 ORDER BY seq DESC LIMIT 1",
        )
        .bind(new.organisation.uuid())
        .fetch_optional(self.connection())
        .await?;
        let last = match last {
            Some(row) => {
                let line = Line::new("audit_events", row);
                Some((line.count("seq")?, line.hash("hash")?))
            }
            None => None,
        };
        let event = Event::after(last, new, &self.secrets().audit, now)?;
        self.insert_event(&event).await?;
        Ok(event.seq)
    }

    async fn insert_event(&mut self, event: &Event) -> Result<(), StoreError> {
        let done = sqlx::query(
            "INSERT INTO audit_events (organisation_id, seq, at, actor_id, session_hash, device, action, subject_kind, \
             subject_id, reason, body_hash, body_key_id, previous_hash, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(event.organisation.uuid())
        .bind(bound(event.seq))
        .bind(event.at.milliseconds())
        .bind(event.actor.map(UserId::uuid))
        .bind(event.session.as_ref().map(|hash| hash.bytes().as_slice()))
        .bind(&event.device)
        .bind(&event.action)
        .bind(&event.subject_kind)
        .bind(event.subject)
        .bind(&event.reason)
        .bind(event.body.bytes().as_slice())
        .bind(i64::from(event.body_key_id))
        .bind(event.previous.as_slice())
        .bind(event.hash.as_slice())
        .execute(self.connection())
        .await?;
        one_row("audit_events", &done)
    }
}

fn event(row: SqliteRow) -> Result<Event, StoreError> {
    let line = Line::new("audit_events", row);
    let session = match line.get::<Option<&[u8]>>("session_hash")? {
        Some(_) => Some(TokenHash::from_bytes(line.hash("session_hash")?)),
        None => None,
    };
    Ok(Event {
        organisation: line.id("organisation_id", OrganisationId::from_uuid)?,
        seq: line.count("seq")?,
        at: line.at("at")?,
        actor: line.maybe_id("actor_id", UserId::from_uuid)?,
        session,
        device: line.get("device")?,
        action: line.get("action")?,
        subject_kind: line.get("subject_kind")?,
        subject: line.get::<Uuid>("subject_id")?,
        reason: line.get("reason")?,
        body: KeyedHash::from_bytes(line.hash("body_hash")?),
        body_key_id: line.key_id("body_key_id")?,
        previous: line.hash("previous_hash")?,
        hash: line.hash("hash")?,
    })
}
