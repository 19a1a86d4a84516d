//! SQL of organisations and offices.
//!
//! Left out: changing their names (delivery B).

use case::{OfficeId, OrganisationId};
use quantities::Timestamp;
use sqlx::sqlite::SqliteRow;

use super::row::{Line, one_row};
use crate::organisations::{Office, Organisation, OrganisationKind};
use crate::{Operator, Reading, StoreError, Write};

/// Most offices of one organisation that are read.
const OFFICE_LIMIT: i64 = 500;

impl Reading {
    /// The organisation with this id.
    pub async fn organisation(&mut self, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
        let row = sqlx::query("SELECT id, name, kind FROM organisations WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await?;
        row.map(organisation).transpose()
    }

    /// The organisation with this very name.
    pub async fn organisation_named(&mut self, name: &str) -> Result<Option<Organisation>, StoreError> {
        let row = sqlx::query("SELECT id, name, kind FROM organisations WHERE name = $1")
            .bind(name)
            .fetch_optional(self.connection())
            .await?;
        row.map(organisation).transpose()
    }

    /// The office with this id.
    pub async fn office(&mut self, id: OfficeId) -> Result<Option<Office>, StoreError> {
        let row = sqlx::query("SELECT id, organisation_id, account_number, name FROM offices WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await?;
        row.map(office).transpose()
    }

    /// The offices of an organisation, by account number.
    pub async fn offices(&mut self, organisation: OrganisationId) -> Result<Vec<Office>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, organisation_id, account_number, name FROM offices WHERE organisation_id = $1 \
             ORDER BY account_number LIMIT $2",
        )
        .bind(organisation.uuid())
        .bind(OFFICE_LIMIT)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(office).collect()
    }
}

impl Write {
    /// Adds an organisation. Refused where the name is taken.
    pub async fn add_organisation(
        &mut self,
        _operator: &Operator,
        name: &str,
        kind: OrganisationKind,
        now: Timestamp,
    ) -> Result<OrganisationId, StoreError> {
        let id = OrganisationId::from_parts(now.milliseconds(), keys::random_bytes()?);
        let done = sqlx::query("INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, $2, $3, $4)")
            .bind(id.uuid())
            .bind(name)
            .bind(kind.name())
            .bind(now.milliseconds())
            .execute(self.connection())
            .await?;
        one_row("organisations", &done)?;
        Ok(id)
    }

    /// Adds an office. Refused where the account number is taken.
    pub async fn add_office(
        &mut self,
        _operator: &Operator,
        organisation: OrganisationId,
        account_number: &str,
        name: &str,
        now: Timestamp,
    ) -> Result<OfficeId, StoreError> {
        let id = OfficeId::from_parts(now.milliseconds(), keys::random_bytes()?);
        let done = sqlx::query(
            "INSERT INTO offices (id, organisation_id, account_number, name, created_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id.uuid())
        .bind(organisation.uuid())
        .bind(account_number)
        .bind(name)
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("offices", &done)?;
        Ok(id)
    }
}

fn organisation(row: SqliteRow) -> Result<Organisation, StoreError> {
    let line = Line::new("organisations", row);
    Ok(Organisation {
        id: line.id("id", OrganisationId::from_uuid)?,
        name: line.get("name")?,
        kind: line.named("kind")?,
    })
}

fn office(row: SqliteRow) -> Result<Office, StoreError> {
    let line = Line::new("offices", row);
    Ok(Office {
        id: line.id("id", OfficeId::from_uuid)?,
        organisation: line.id("organisation_id", OrganisationId::from_uuid)?,
        account_number: line.get("account_number")?,
        name: line.get("name")?,
    })
}
