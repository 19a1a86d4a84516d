//! SQL of applications, one at a time.
//!
//! Left out: the list of them (`list`), and every decision: the new state is handed in.

use case::permissions::StartApplication;
use case::{ActionMarker, Allowed, ApplicationId, ApplicationReference, CaseId, CaseReference, DraftId};
use case::{OfficeId, OrganisationId, Subject, UserId};
use operations::EpochId;
use quantities::{Date, Timestamp};
use sqlx::sqlite::SqliteRow;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::row::{Line, bound, one_row};
use crate::applications::{Application, NewApplication, Started, Summary};
use crate::permission::{ChangesDraft, ReadsApplication, application_of};
use crate::{Reading, StoreError, Write};

impl Reading {
    /// What a permission on this application is asked about. Says that it exists, and no more: ask `permit` next.
    pub async fn subject(&mut self, id: ApplicationId) -> Result<Option<Subject>, StoreError> {
        let row = sqlx::query("SELECT id, organisation_id, office_id, owner_id, state FROM applications WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await?;
        row.map(subject).transpose()
    }

    /// The same by the draft of the application.
    pub async fn subject_of_draft(&mut self, draft: DraftId) -> Result<Option<Subject>, StoreError> {
        let row =
            sqlx::query("SELECT id, organisation_id, office_id, owner_id, state FROM applications WHERE draft_id = $1")
                .bind(draft.uuid())
                .fetch_optional(self.connection())
                .await?;
        row.map(subject).transpose()
    }

    /// The same by our reference.
    pub async fn subject_of_reference(
        &mut self,
        reference: ApplicationReference,
    ) -> Result<Option<Subject>, StoreError> {
        let row = sqlx::query(
            "SELECT id, organisation_id, office_id, owner_id, state FROM applications WHERE reference = $1",
        )
        .bind(reference.to_string())
        .fetch_optional(self.connection())
        .await?;
        row.map(subject).transpose()
    }

    /// The application that the permission is for.
    pub async fn application<A: ReadsApplication>(
        &mut self,
        allowed: &Allowed<A>,
    ) -> Result<Option<Application>, StoreError> {
        let row = sqlx::query(
            "SELECT applications.id, applications.reference, cases.reference AS case_reference, \
             applications.organisation_id, applications.office_id, applications.case_id, applications.draft_id, \
             drafts.definition_id, drafts.rev, drafts.epoch, applications.owner_id, applications.supervisor_id, \
             applications.state, applications.created_at, applications.updated_at, applications.sent_for_review_at, \
             applications.changed_since_sent_at, applications.submitted_at FROM applications \
             JOIN drafts ON drafts.id = applications.draft_id JOIN cases ON cases.id = applications.case_id \
             WHERE applications.id = $1",
        )
        .bind(application_of(allowed)?.uuid())
        .fetch_optional(self.connection())
        .await?;
        row.map(application).transpose()
    }

    /// What lists show of the application.
    pub async fn summary<A: ReadsApplication>(&mut self, allowed: &Allowed<A>) -> Result<Option<Summary>, StoreError> {
        let row = sqlx::query(
            "SELECT application_id, client_name, proceedings, deadline_on, needed_on, rev FROM summaries \
             WHERE application_id = $1",
        )
        .bind(application_of(allowed)?.uuid())
        .fetch_optional(self.connection())
        .await?;
        row.map(|row| summary(&Line::new("summaries", row))).transpose()
    }
}

impl Write {
    /// Starts an application in its first state, with a new case and an empty draft. `None` where the reference is
    /// taken: ask again with another.
    pub async fn start_application(
        &mut self,
        allowed: &Allowed<StartApplication>,
        new: &NewApplication,
        now: Timestamp,
    ) -> Result<Option<Started>, StoreError> {
        let taken: Option<i64> = sqlx::query_scalar("SELECT 1 FROM applications WHERE reference = $1")
            .bind(new.reference.to_string())
            .fetch_optional(self.connection())
            .await?;
        if taken.is_some() {
            return Ok(None);
        }
        let at = now.milliseconds();
        let started = Started {
            application: ApplicationId::from_parts(at, keys::random_bytes()?),
            draft: DraftId::from_parts(at, keys::random_bytes()?),
            case: CaseId::from_parts(at, keys::random_bytes()?),
        };
        self.add_case_and_draft(allowed, new, started, now).await?;
        let done = sqlx::query(
            "INSERT INTO applications (id, reference, organisation_id, office_id, case_id, draft_id, owner_id, state, \
             created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        )
        .bind(started.application.uuid())
        .bind(new.reference.to_string())
        .bind(allowed.organisation().uuid())
        .bind(allowed.office().uuid())
        .bind(started.case.uuid())
        .bind(started.draft.uuid())
        .bind(allowed.actor().uuid())
        .bind(case::State::FIRST.name())
        .bind(at)
        .execute(self.connection())
        .await?;
        one_row("applications", &done)?;
        Ok(Some(started))
    }

    async fn add_case_and_draft(
        &mut self,
        allowed: &Allowed<StartApplication>,
        new: &NewApplication,
        started: Started,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let done = sqlx::query("INSERT INTO cases (id, organisation_id, created_at) VALUES ($1, $2, $3)")
            .bind(started.case.uuid())
            .bind(allowed.organisation().uuid())
            .bind(now.milliseconds())
            .execute(self.connection())
            .await?;
        one_row("cases", &done)?;
        let done = sqlx::query(
            "INSERT INTO drafts (id, organisation_id, case_id, definition_id, epoch, rev, created_at) \
             VALUES ($1, $2, $3, $4, $5, 0, $6)",
        )
        .bind(started.draft.uuid())
        .bind(allowed.organisation().uuid())
        .bind(started.case.uuid())
        .bind(new.definition.to_string())
        .bind(Uuid::from_u128(new.epoch.0))
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("drafts", &done)
    }

    /// Notes that answers changed. In review (`in_review`) the application is marked as changed since it was sent, and
    /// every approval is void (SEC-28).
    pub async fn note_change<A: ChangesDraft>(
        &mut self,
        allowed: &Allowed<A>,
        in_review: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let id = application_of(allowed)?;
        let done = sqlx::query(
            "UPDATE applications SET updated_at = $2, changed_since_sent_at = \
             CASE WHEN $3 THEN COALESCE(changed_since_sent_at, $2) ELSE changed_since_sent_at END WHERE id = $1",
        )
        .bind(id.uuid())
        .bind(now.milliseconds())
        .bind(in_review)
        .execute(self.connection())
        .await?;
        one_row("applications", &done)?;
        if in_review {
            self.void_approvals(id, now).await?;
        }
        Ok(())
    }

    /// Keeps what lists show of the answers, unless what is there was taken from a newer revision.
    pub async fn keep_summary<A: ChangesDraft>(
        &mut self,
        allowed: &Allowed<A>,
        summary: &Summary,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO summaries (application_id, client_name, proceedings, deadline_on, needed_on, search_text, rev) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (application_id) DO UPDATE SET \
             client_name = excluded.client_name, proceedings = excluded.proceedings, \
             deadline_on = excluded.deadline_on, needed_on = excluded.needed_on, search_text = excluded.search_text, \
             rev = excluded.rev WHERE summaries.rev <= excluded.rev",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(&summary.client_name)
        .bind(&summary.proceedings)
        .bind(summary.deadline_on.map(|day: Date| day.to_string()))
        .bind(summary.needed_on.map(|day: Date| day.to_string()))
        .bind(folded(&summary.client_name))
        .bind(bound(summary.rev))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Keeps the reference that the Agency gave. Refused where another case has it.
    pub async fn keep_case_reference<A: ReadsApplication>(
        &mut self,
        allowed: &Allowed<A>,
        reference: CaseReference,
    ) -> Result<(), StoreError> {
        let done =
            sqlx::query("UPDATE cases SET reference = $2 WHERE id = (SELECT case_id FROM applications WHERE id = $1)")
                .bind(application_of(allowed)?.uuid())
                .bind(reference.to_string())
                .execute(self.connection())
                .await?;
        one_row("cases", &done)
    }

    /// Moves the application on, from the state the permission was given in. One that another request moved first
    /// stays as it is, and the whole request is undone.
    pub(crate) async fn move_on<A: ActionMarker>(
        &mut self,
        allowed: &Allowed<A>,
        to: case::State,
        now: Timestamp,
    ) -> Result<ApplicationId, StoreError> {
        let id = application_of(allowed)?;
        let from = allowed.state().ok_or(StoreError::OtherSubject("application"))?;
        let done = sqlx::query("UPDATE applications SET state = $3, updated_at = $4 WHERE id = $1 AND state = $2")
            .bind(id.uuid())
            .bind(from.name())
            .bind(to.name())
            .bind(now.milliseconds())
            .execute(self.connection())
            .await?;
        one_row("applications", &done)?;
        Ok(id)
    }
}

/// Text as it is searched: composed, in small letters.
pub(crate) fn folded(text: &str) -> String {
    text.nfc().collect::<String>().to_lowercase()
}

fn subject(row: SqliteRow) -> Result<Subject, StoreError> {
    let line = Line::new("applications", row);
    Ok(Subject::application(
        line.id("organisation_id", OrganisationId::from_uuid)?,
        line.id("office_id", OfficeId::from_uuid)?,
        line.id("id", ApplicationId::from_uuid)?,
        line.id("owner_id", UserId::from_uuid)?,
        line.named("state")?,
    ))
}

fn application(row: SqliteRow) -> Result<Application, StoreError> {
    let line = Line::new("applications", row);
    Ok(Application {
        id: line.id("id", ApplicationId::from_uuid)?,
        reference: line.named("reference")?,
        case_reference: line.maybe_named("case_reference")?,
        organisation: line.id("organisation_id", OrganisationId::from_uuid)?,
        office: line.id("office_id", OfficeId::from_uuid)?,
        case: line.id("case_id", CaseId::from_uuid)?,
        draft: line.id("draft_id", DraftId::from_uuid)?,
        definition: line.named("definition_id")?,
        rev: line.count("rev")?,
        epoch: line.id("epoch", |id| EpochId(id.as_u128()))?,
        owner: line.id("owner_id", UserId::from_uuid)?,
        supervisor: line.maybe_id("supervisor_id", UserId::from_uuid)?,
        state: line.named("state")?,
        created_at: line.at("created_at")?,
        updated_at: line.at("updated_at")?,
        sent_for_review_at: line.maybe_at("sent_for_review_at")?,
        changed_since_sent_at: line.maybe_at("changed_since_sent_at")?,
        submitted_at: line.maybe_at("submitted_at")?,
    })
}

fn summary(line: &Line) -> Result<Summary, StoreError> {
    Ok(Summary {
        client_name: line.get("client_name")?,
        proceedings: line.get("proceedings")?,
        deadline_on: line.maybe_named("deadline_on")?,
        needed_on: line.maybe_named("needed_on")?,
        rev: line.count("rev")?,
    })
}
