//! SQL of reviews, comments, looks and approvals.
//!
//! Left out: whether a step may be taken; the state it leads to is handed in.

use case::permissions::{ApproveApplication, CommentOnQuestion, SendBack, SendForReview, TakeBack, ViewApplication};
use case::{ActionMarker, Allowed, ApplicationId, CommentId, State, UserId};
use quantities::Timestamp;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::row::{Line, bound, one_row};
use crate::permission::{ReadsApplication, application_of};
use crate::supervision::{Approval, Bound, Comment, Ended, Look, READ_LIMIT, Review, ReviewEnd, Sending, TEXT_LIMIT};
use crate::{Reading, StoreError, Write};

impl Reading {
    /// The reviews of the application, oldest first.
    pub async fn reviews<A: ReadsApplication>(&mut self, allowed: &Allowed<A>) -> Result<Vec<Review>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, application_id, number, sent_by_id, supervisor_id, sent_at, note, rev, decision, decided_by_id, \
             decided_at, decision_note FROM reviews WHERE application_id = $1 ORDER BY number LIMIT $2",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(i64::from(READ_LIMIT))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(review).collect()
    }

    /// The comments on the application, oldest first, settled ones too.
    pub async fn comments<A: ReadsApplication>(&mut self, allowed: &Allowed<A>) -> Result<Vec<Comment>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, place, text, author_id, created_at, resolved_by_id, resolved_at FROM comments \
             WHERE application_id = $1 ORDER BY created_at, id LIMIT $2",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(i64::from(READ_LIMIT))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(comment).collect()
    }

    /// Up to where the person who asks has seen the draft.
    pub async fn last_look<A: ReadsApplication>(&mut self, allowed: &Allowed<A>) -> Result<Option<Look>, StoreError> {
        let row = sqlx::query(
            "SELECT looks.draft_id, looks.rev, looks.looked_at FROM looks \
             JOIN applications ON applications.draft_id = looks.draft_id \
             WHERE applications.id = $1 AND looks.user_id = $2",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(allowed.actor().uuid())
        .fetch_optional(self.connection())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let line = Line::new("looks", row);
        Ok(Some(Look { rev: line.count("rev")?, looked_at: line.at("looked_at")? }))
    }

    /// The approvals of the application, void ones too, oldest first.
    pub async fn approvals<A: ReadsApplication>(&mut self, allowed: &Allowed<A>) -> Result<Vec<Approval>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, review_id, digest, rev, approved_by_id, approved_at, voided_at FROM approvals \
             WHERE application_id = $1 ORDER BY approved_at, id LIMIT $2",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(i64::from(READ_LIMIT))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(approval).collect()
    }
}

impl Write {
    /// Sends the application for review: a review of its own begins, and the state moves on.
    pub async fn send_for_review(
        &mut self,
        allowed: &Allowed<SendForReview>,
        sending: &Sending,
        now: Timestamp,
    ) -> Result<Uuid, StoreError> {
        within_limit(&sending.note)?;
        let application = self.move_on(allowed, sending.to, now).await?;
        let id = new_id(now)?;
        let done = sqlx::query(
            "INSERT INTO reviews (id, application_id, number, sent_by_id, supervisor_id, sent_at, note, rev) \
             SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7 FROM reviews WHERE application_id = $2",
        )
        .bind(id)
        .bind(application.uuid())
        .bind(allowed.actor().uuid())
        .bind(sending.supervisor.uuid())
        .bind(now.milliseconds())
        .bind(&sending.note)
        .bind(bound(sending.rev))
        .execute(self.connection())
        .await?;
        one_row("reviews", &done)?;
        let done = sqlx::query(
            "UPDATE applications SET supervisor_id = $2, sent_for_review_at = $3, changed_since_sent_at = NULL \
             WHERE id = $1",
        )
        .bind(application.uuid())
        .bind(sending.supervisor.uuid())
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("applications", &done)?;
        Ok(id)
    }

    /// Takes the application back from review: the review ends, the state moves on.
    pub async fn take_back(
        &mut self,
        allowed: &Allowed<TakeBack>,
        to: State,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.move_on(allowed, to, now).await?;
        self.end_review(allowed, ReviewEnd::TakenBack, "", now).await
    }

    /// Sends the application back to its preparer, with a note.
    pub async fn send_back(
        &mut self,
        allowed: &Allowed<SendBack>,
        note: &str,
        to: State,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        within_limit(note)?;
        self.move_on(allowed, to, now).await?;
        self.end_review(allowed, ReviewEnd::SentBack, note, now).await
    }

    /// Keeps the approval of exactly what was on screen.
    pub async fn approve(
        &mut self,
        allowed: &Allowed<ApproveApplication>,
        what: Bound,
        now: Timestamp,
    ) -> Result<Uuid, StoreError> {
        let id = new_id(now)?;
        let done = sqlx::query(
            "INSERT INTO approvals (id, application_id, review_id, digest, rev, approved_by_id, approved_at) \
             SELECT $1, application_id, id, $3, $4, $5, $6 FROM reviews \
             WHERE application_id = $2 AND decided_at IS NULL",
        )
        .bind(id)
        .bind(application_of(allowed)?.uuid())
        .bind(what.digest.bytes().as_slice())
        .bind(bound(what.rev))
        .bind(allowed.actor().uuid())
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("approvals", &done)?;
        Ok(id)
    }

    /// Adds a comment on a question.
    pub async fn add_comment(
        &mut self,
        allowed: &Allowed<CommentOnQuestion>,
        place: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<CommentId, StoreError> {
        within_limit(text)?;
        let id = CommentId::from_parts(now.milliseconds(), keys::random_bytes()?);
        let done = sqlx::query(
            "INSERT INTO comments (id, application_id, place, text, author_id, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.uuid())
        .bind(application_of(allowed)?.uuid())
        .bind(place)
        .bind(text)
        .bind(allowed.actor().uuid())
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("comments", &done)?;
        Ok(id)
    }

    /// Settles a comment of the application; `false` where there is none open with this id.
    pub async fn resolve_comment(
        &mut self,
        allowed: &Allowed<CommentOnQuestion>,
        id: CommentId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE comments SET resolved_by_id = $3, resolved_at = $4 \
             WHERE id = $1 AND application_id = $2 AND resolved_at IS NULL",
        )
        .bind(id.uuid())
        .bind(application_of(allowed)?.uuid())
        .bind(allowed.actor().uuid())
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes up to which revision the person who asks has seen the draft. An older look never replaces a newer one.
    pub async fn look(
        &mut self,
        allowed: &Allowed<ViewApplication>,
        rev: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO looks (user_id, draft_id, rev, looked_at) \
             SELECT $2, draft_id, $3, $4 FROM applications WHERE id = $1 \
             ON CONFLICT (user_id, draft_id) DO UPDATE SET rev = excluded.rev, looked_at = excluded.looked_at \
             WHERE looks.rev <= excluded.rev",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(allowed.actor().uuid())
        .bind(bound(rev))
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    pub(crate) async fn end_review<A: ActionMarker>(
        &mut self,
        allowed: &Allowed<A>,
        how: ReviewEnd,
        note: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE reviews SET decision = $2, decided_by_id = $3, decided_at = $4, decision_note = $5 \
             WHERE application_id = $1 AND decided_at IS NULL",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(how.name())
        .bind(allowed.actor().uuid())
        .bind(now.milliseconds())
        .bind(note)
        .execute(self.connection())
        .await?;
        one_row("reviews", &done)
    }

    pub(crate) async fn void_approvals(&mut self, id: ApplicationId, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE approvals SET voided_at = $2 WHERE application_id = $1 AND voided_at IS NULL")
            .bind(id.uuid())
            .bind(now.milliseconds())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

pub(crate) fn new_id(now: Timestamp) -> Result<Uuid, StoreError> {
    Ok(Uuid::from_bytes(keys::time_ordered_id(now.milliseconds())?))
}

fn within_limit(text: &str) -> Result<(), StoreError> {
    if text.chars().count() > TEXT_LIMIT { Err(StoreError::Limit("characters in a note")) } else { Ok(()) }
}

fn review(row: SqliteRow) -> Result<Review, StoreError> {
    let line = Line::new("reviews", row);
    let ended = match line.maybe_named("decision")? {
        Some(how) => Some(Ended {
            how,
            by: line.id("decided_by_id", UserId::from_uuid)?,
            at: line.at("decided_at")?,
            note: line.get("decision_note")?,
        }),
        None => None,
    };
    Ok(Review {
        id: line.get("id")?,
        application: line.id("application_id", ApplicationId::from_uuid)?,
        number: line.count("number")?,
        sent_by: line.id("sent_by_id", UserId::from_uuid)?,
        supervisor: line.id("supervisor_id", UserId::from_uuid)?,
        sent_at: line.at("sent_at")?,
        note: line.get("note")?,
        rev: line.count("rev")?,
        ended,
    })
}

fn comment(row: SqliteRow) -> Result<Comment, StoreError> {
    let line = Line::new("comments", row);
    let resolved = match line.maybe_at("resolved_at")? {
        Some(at) => Some((line.id("resolved_by_id", UserId::from_uuid)?, at)),
        None => None,
    };
    Ok(Comment {
        id: line.id("id", CommentId::from_uuid)?,
        place: line.get("place")?,
        text: line.get("text")?,
        author: line.id("author_id", UserId::from_uuid)?,
        created_at: line.at("created_at")?,
        resolved,
    })
}

fn approval(row: SqliteRow) -> Result<Approval, StoreError> {
    let line = Line::new("approvals", row);
    Ok(Approval {
        id: line.get("id")?,
        review: line.get("review_id")?,
        bound: Bound { digest: line.digest("digest")?, rev: line.count("rev")? },
        by: line.id("approved_by_id", UserId::from_uuid)?,
        approved_at: line.at("approved_at")?,
        voided_at: line.maybe_at("voided_at")?,
    })
}
