//! SQL of records and submissions. Nothing here changes or deletes one: triggers refuse it.
//!
//! Left out: whether an application may be sent.

use case::permissions::{ReadRecord, SubmitApplication};
use case::{Allowed, Record, RecordId};
use quantities::Timestamp;
use sqlx::sqlite::SqliteRow;

use super::row::{Line, bound, one_row};
use crate::permission::{ReadsApplication, application_of};
use crate::submission::{NewSubmission, Submission};
use crate::supervision::ReviewEnd;
use crate::{Reading, StoreError, Write};

/// Longest name a device gives a submission, in bytes.
const KEY_LIMIT: usize = 200;

impl Reading {
    /// The newest record of the application.
    pub async fn record(&mut self, allowed: &Allowed<ReadRecord>) -> Result<Option<Record>, StoreError> {
        let row = sqlx::query(
            "SELECT id, body FROM records WHERE application_id = $1 ORDER BY frozen_at DESC, id DESC LIMIT 1",
        )
        .bind(application_of(allowed)?.uuid())
        .fetch_optional(self.connection())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let line = Line::new("records", row);
        let body: &[u8] = line.get("body")?;
        serde_json::from_slice(body).map(Some).map_err(|_| line.unreadable("body"))
    }

    /// The submission of the application that a device gave this name.
    pub async fn submission<A: ReadsApplication>(
        &mut self,
        allowed: &Allowed<A>,
        idempotency_key: &str,
    ) -> Result<Option<Submission>, StoreError> {
        let row = sqlx::query(
            "SELECT submissions.application_id, submissions.idempotency_key, submissions.record_id, \
             submissions.receipt, submissions.submitted_at, records.digest, records.rev FROM submissions \
             JOIN records ON records.id = submissions.record_id \
             WHERE submissions.application_id = $1 AND submissions.idempotency_key = $2",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(idempotency_key)
        .fetch_optional(self.connection())
        .await?;
        row.map(submission).transpose()
    }

    /// The newest submission of the application.
    pub async fn newest_submission<A: ReadsApplication>(
        &mut self,
        allowed: &Allowed<A>,
    ) -> Result<Option<Submission>, StoreError> {
        let row = sqlx::query(
            "SELECT submissions.application_id, submissions.idempotency_key, submissions.record_id, \
             submissions.receipt, submissions.submitted_at, records.digest, records.rev FROM submissions \
             JOIN records ON records.id = submissions.record_id \
             WHERE submissions.application_id = $1 ORDER BY submissions.submitted_at DESC, records.id DESC LIMIT 1",
        )
        .bind(application_of(allowed)?.uuid())
        .fetch_optional(self.connection())
        .await?;
        row.map(submission).transpose()
    }
}

impl Write {
    /// Freezes the record, keeps the receipt, ends the review and moves the application on. Refused where the name
    /// was used before: ask [`Reading::submission`] first.
    pub async fn submit(
        &mut self,
        allowed: &Allowed<SubmitApplication>,
        new: &NewSubmission,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if new.idempotency_key.is_empty() || new.idempotency_key.len() > KEY_LIMIT {
            return Err(StoreError::Limit("bytes in the name of a submission"));
        }
        if Some(new.record.application) != allowed.application() {
            return Err(StoreError::OtherSubject("record"));
        }
        let application = self.move_on(allowed, new.to, now).await?;
        self.end_review(allowed, ReviewEnd::Submitted, "", now).await?;
        self.freeze(allowed, new, now).await?;
        let done = sqlx::query(
            "INSERT INTO submissions (application_id, idempotency_key, record_id, receipt, submitted_at) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(application.uuid())
        .bind(&new.idempotency_key)
        .bind(new.record.id.uuid())
        .bind(&new.receipt)
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("submissions", &done)?;
        let done = sqlx::query("UPDATE applications SET submitted_at = $2 WHERE id = $1")
            .bind(application.uuid())
            .bind(now.milliseconds())
            .execute(self.connection())
            .await?;
        one_row("applications", &done)
    }

    async fn freeze(
        &mut self,
        allowed: &Allowed<SubmitApplication>,
        new: &NewSubmission,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let body = serde_json::to_vec(&new.record).map_err(|error| StoreError::Refused(error.to_string()))?;
        let done = sqlx::query(
            "INSERT INTO records (id, application_id, definition_id, rev, digest, body, frozen_by_id, frozen_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(new.record.id.uuid())
        .bind(new.record.application.uuid())
        .bind(new.record.definition.to_string())
        .bind(bound(new.rev))
        .bind(new.record.digest.bytes().as_slice())
        .bind(body)
        .bind(allowed.actor().uuid())
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("records", &done)
    }
}

fn submission(row: SqliteRow) -> Result<Submission, StoreError> {
    let line = Line::new("submissions", row);
    Ok(Submission {
        idempotency_key: line.get("idempotency_key")?,
        record: line.id("record_id", RecordId::from_uuid)?,
        digest: line.digest("digest")?,
        rev: line.count("rev")?,
        receipt: line.get("receipt")?,
        submitted_at: line.at("submitted_at")?,
    })
}
