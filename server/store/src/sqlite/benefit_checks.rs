//! SQL of answers of the benefit checker.
//!
//! Left out: retries (their jobs are delivery G).

use case::permissions::RunBenefitCheck;
use case::{Allowed, UserId};
use quantities::Timestamp;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::row::{Line, one_row};
use super::supervision::new_id;
use crate::benefit_checks::{BenefitCheck, NewBenefitCheck, READ_LIMIT};
use crate::permission::{ReadsApplication, application_of};
use crate::{Reading, StoreError, Write};

impl Reading {
    /// The checks made for the application, newest first.
    pub async fn benefit_checks<A: ReadsApplication>(
        &mut self,
        allowed: &Allowed<A>,
    ) -> Result<Vec<BenefitCheck>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, asked_by_id, asked_at, status, raw, confirmation_reference, details_hash FROM benefit_checks \
             WHERE application_id = $1 ORDER BY asked_at DESC, id DESC LIMIT $2",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(i64::from(READ_LIMIT))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(check).collect()
    }
}

impl Write {
    /// Keeps what came back.
    pub async fn keep_benefit_check(
        &mut self,
        allowed: &Allowed<RunBenefitCheck>,
        found: &NewBenefitCheck,
        now: Timestamp,
    ) -> Result<Uuid, StoreError> {
        let id = new_id(now)?;
        let done = sqlx::query(
            "INSERT INTO benefit_checks (id, application_id, asked_by_id, asked_at, status, raw, \
             confirmation_reference, details_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(application_of(allowed)?.uuid())
        .bind(allowed.actor().uuid())
        .bind(now.milliseconds())
        .bind(&found.status)
        .bind(&found.raw)
        .bind(&found.confirmation_reference)
        .bind(found.details_hash.as_slice())
        .execute(self.connection())
        .await?;
        one_row("benefit_checks", &done)?;
        Ok(id)
    }
}

fn check(row: SqliteRow) -> Result<BenefitCheck, StoreError> {
    let line = Line::new("benefit_checks", row);
    Ok(BenefitCheck {
        id: line.get("id")?,
        asked_by: line.id("asked_by_id", UserId::from_uuid)?,
        asked_at: line.at("asked_at")?,
        found: NewBenefitCheck {
            status: line.get("status")?,
            raw: line.get("raw")?,
            confirmation_reference: line.get("confirmation_reference")?,
            details_hash: line.hash("details_hash")?,
        },
    })
}
