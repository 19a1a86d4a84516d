//! SQL of drafts: the log, its heads, and how far each replica is known.
//!
//! Left out: which heads an operation leaves; `operations` computes them, inside the same transaction.

use std::collections::BTreeMap;

use case::{Allowed, DraftId, SessionId, UserId};
use operations::{OperationId, ReplicaId};
use quantities::Timestamp;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::row::{Line, bound, one_row};
use crate::drafts::{Appended, Arriving, DRAFT_LIMIT, Head, Kept, Origin, Way};
use crate::permission::{ChangesDraft, ReadsApplication, application_of};
use crate::{Reading, StoreError, Write};

/// What the hash of an operation is for.
const PURPOSE: &str = "operation";

impl Reading {
    /// The operations of the application's draft after a revision, oldest first, at most `limit`.
    pub async fn operations<A: ReadsApplication>(
        &mut self,
        allowed: &Allowed<A>,
        since_rev: u64,
        limit: u64,
    ) -> Result<Vec<Kept>, StoreError> {
        let rows = sqlx::query(
            "SELECT draft_operations.draft_id, draft_operations.rev, draft_operations.replica, draft_operations.n, \
             draft_operations.author_id, draft_operations.session_id, draft_operations.device, draft_operations.way, \
             draft_operations.received_at, draft_operations.aside, draft_operations.size_bytes, draft_operations.body \
             FROM draft_operations JOIN applications ON applications.draft_id = draft_operations.draft_id \
             WHERE applications.id = $1 AND draft_operations.rev > $2 ORDER BY draft_operations.rev LIMIT $3",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(bound(since_rev))
        .bind(bound(limit.min(DRAFT_LIMIT)))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(kept).collect()
    }

    /// The heads of a place of the application's draft, in the order of their revision.
    pub async fn heads<A: ReadsApplication>(
        &mut self,
        allowed: &Allowed<A>,
        place: &str,
    ) -> Result<Vec<OperationId>, StoreError> {
        let rows = sqlx::query(
            "SELECT draft_heads.draft_id, draft_heads.replica, draft_heads.n FROM draft_heads \
             JOIN applications ON applications.draft_id = draft_heads.draft_id \
             JOIN draft_operations ON draft_operations.draft_id = draft_heads.draft_id \
             AND draft_operations.replica = draft_heads.replica AND draft_operations.n = draft_heads.n \
             WHERE applications.id = $1 AND draft_heads.place = $2 ORDER BY draft_operations.rev LIMIT $3",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(place)
        .bind(bound(DRAFT_LIMIT))
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(|row| operation_id(&Line::new("draft_heads", row))).collect()
    }

    /// All heads of the application's draft, by place.
    pub async fn all_heads<A: ReadsApplication>(&mut self, allowed: &Allowed<A>) -> Result<Vec<Head>, StoreError> {
        let rows = sqlx::query(
            "SELECT draft_heads.draft_id, draft_heads.place, draft_heads.replica, draft_heads.n FROM draft_heads \
             JOIN applications ON applications.draft_id = draft_heads.draft_id \
             WHERE applications.id = $1 ORDER BY draft_heads.place, draft_heads.replica, draft_heads.n LIMIT $2",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(bound(DRAFT_LIMIT))
        .fetch_all(self.connection())
        .await?;
        let head = |row| {
            let line = Line::new("draft_heads", row);
            Ok(Head { place: line.get("place")?, id: operation_id(&line)? })
        };
        rows.into_iter().map(head).collect()
    }

    /// Up to which number each replica of the application's draft is known (`acks`, S-33).
    pub async fn acknowledged<A: ReadsApplication>(
        &mut self,
        allowed: &Allowed<A>,
    ) -> Result<BTreeMap<ReplicaId, u64>, StoreError> {
        let rows = sqlx::query(
            "SELECT replicas.id, replicas.acknowledged_n FROM replicas \
             JOIN applications ON applications.draft_id = replicas.draft_id \
             WHERE applications.id = $1 ORDER BY replicas.id LIMIT $2",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(bound(DRAFT_LIMIT))
        .fetch_all(self.connection())
        .await?;
        let known = |row| {
            let line = Line::new("replicas", row);
            Ok((line.id("id", replica_id)?, line.count("acknowledged_n")?))
        };
        rows.into_iter().map(known).collect()
    }
}

impl Write {
    /// Puts an operation into the log of the draft, once (S-32), in the order of its replica (S-33), as the next
    /// revision. One that is set aside takes its place like any other (S-36). Heads are kept by [`Write::keep_heads`].
    pub async fn append<A: ChangesDraft>(
        &mut self,
        allowed: &Allowed<A>,
        draft: DraftId,
        arriving: &Arriving,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<Appended, StoreError> {
        let owner = match origin.way {
            Way::Server => None,
            Way::Push | Way::Plain => Some(allowed.actor()),
        };
        let acknowledged = match self.known(draft, arriving.id.replica, owner).await? {
            Some(acknowledged) => acknowledged,
            None => return Ok(Appended::OtherUser),
        };
        if arriving.id.n <= acknowledged {
            return self.repeated(draft, arriving).await;
        }
        let need = acknowledged.saturating_add(1);
        if arriving.id.n != need {
            return Ok(Appended::Gap { need });
        }
        let rev = self.next_rev(allowed, draft).await?;
        self.insert_operation(allowed, draft, rev, arriving, origin, now).await?;
        self.acknowledge(draft, arriving.id, owner, &origin.device, now).await?;
        Ok(Appended::New { rev })
    }

    /// Keeps the heads of a place in the draft of the application.
    pub async fn keep_heads<A: ChangesDraft>(
        &mut self,
        allowed: &Allowed<A>,
        draft: DraftId,
        place: &str,
        heads: &[OperationId],
    ) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM draft_heads WHERE place = $3 AND draft_id = \
             (SELECT draft_id FROM applications WHERE id = $1 AND draft_id = $2)",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(draft.uuid())
        .bind(place)
        .execute(self.connection())
        .await?;
        for head in heads {
            let done = sqlx::query(
                "INSERT INTO draft_heads (draft_id, place, replica, n) \
                 SELECT draft_id, $3, $4, $5 FROM applications WHERE id = $1 AND draft_id = $2",
            )
            .bind(application_of(allowed)?.uuid())
            .bind(draft.uuid())
            .bind(place)
            .bind(Uuid::from_u128(head.replica.0))
            .bind(bound(head.n))
            .execute(self.connection())
            .await?;
            one_row("draft_heads", &done)?;
        }
        Ok(())
    }

    /// Up to which number the replica is known in this draft; `None` if it belongs to somebody else, in any draft.
    async fn known(
        &mut self,
        draft: DraftId,
        replica: ReplicaId,
        owner: Option<UserId>,
    ) -> Result<Option<u64>, StoreError> {
        let rows = sqlx::query("SELECT draft_id, user_id, acknowledged_n FROM replicas WHERE id = $1")
            .bind(Uuid::from_u128(replica.0))
            .fetch_all(self.connection())
            .await?;
        let mut acknowledged = 0;
        for row in rows {
            let line = Line::new("replicas", row);
            if line.maybe_id("user_id", UserId::from_uuid)? != owner {
                return Ok(None);
            }
            if line.id("draft_id", DraftId::from_uuid)? == draft {
                acknowledged = line.count("acknowledged_n")?;
            }
        }
        Ok(Some(acknowledged))
    }

    async fn repeated(&mut self, draft: DraftId, arriving: &Arriving) -> Result<Appended, StoreError> {
        let row =
            sqlx::query("SELECT draft_id, hash FROM draft_operations WHERE draft_id = $1 AND replica = $2 AND n = $3")
                .bind(draft.uuid())
                .bind(Uuid::from_u128(arriving.id.replica.0))
                .bind(bound(arriving.id.n))
                .fetch_optional(self.connection())
                .await?;
        let Some(row) = row else {
            return Err(StoreError::RowCount { table: "draft_operations", wanted: 1, found: 0 });
        };
        let hash = keys::KeyedHash::from_bytes(Line::new("draft_operations", row).hash("hash")?);
        let same_content = self.secrets().operations.hash(PURPOSE, &[&arriving.body]) == hash;
        Ok(Appended::Repeated { same_content })
    }

    async fn next_rev<A: ChangesDraft>(&mut self, allowed: &Allowed<A>, draft: DraftId) -> Result<u64, StoreError> {
        let row = sqlx::query(
            "UPDATE drafts SET rev = rev + 1 \
             WHERE id = (SELECT draft_id FROM applications WHERE id = $1 AND draft_id = $2) RETURNING id, rev",
        )
        .bind(application_of(allowed)?.uuid())
        .bind(draft.uuid())
        .fetch_optional(self.connection())
        .await?;
        let rev = Line::new("drafts", row.ok_or(StoreError::OtherSubject("draft"))?).count("rev")?;
        if rev > DRAFT_LIMIT { Err(StoreError::Limit("operations in one draft")) } else { Ok(rev) }
    }

    async fn insert_operation<A: ChangesDraft>(
        &mut self,
        allowed: &Allowed<A>,
        draft: DraftId,
        rev: u64,
        arriving: &Arriving,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let key = &self.secrets().operations;
        let (hash, key_id) = (key.hash(PURPOSE, &[&arriving.body]), key.id());
        let size_bytes = u64::try_from(arriving.body.len()).unwrap_or(u64::MAX);
        let done = sqlx::query(
            "INSERT INTO draft_operations (draft_id, rev, replica, n, hash, hash_key_id, author_id, session_id, device, \
             way, received_at, aside, size_bytes, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(draft.uuid())
        .bind(bound(rev))
        .bind(Uuid::from_u128(arriving.id.replica.0))
        .bind(bound(arriving.id.n))
        .bind(hash.bytes().as_slice())
        .bind(i64::from(key_id))
        .bind(allowed.actor().uuid())
        .bind(origin.session.map(SessionId::uuid))
        .bind(&origin.device)
        .bind(origin.way.name())
        .bind(now.milliseconds())
        .bind(arriving.aside.as_deref())
        .bind(bound(size_bytes))
        .bind(arriving.keep_body.then_some(arriving.body.as_slice()))
        .execute(self.connection())
        .await?;
        one_row("draft_operations", &done)
    }

    async fn acknowledge(
        &mut self,
        draft: DraftId,
        id: OperationId,
        owner: Option<UserId>,
        device: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let done = sqlx::query(
            "INSERT INTO replicas (draft_id, id, user_id, device, acknowledged_n, last_contact_at) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (draft_id, id) DO UPDATE SET \
             acknowledged_n = excluded.acknowledged_n, last_contact_at = excluded.last_contact_at",
        )
        .bind(draft.uuid())
        .bind(Uuid::from_u128(id.replica.0))
        .bind(owner.map(UserId::uuid))
        .bind(device)
        .bind(bound(id.n))
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("replicas", &done)
    }
}

const fn replica_id(id: Uuid) -> ReplicaId {
    ReplicaId(id.as_u128())
}

fn operation_id(line: &Line) -> Result<OperationId, StoreError> {
    Ok(OperationId { replica: line.id("replica", replica_id)?, n: line.count("n")? })
}

fn kept(row: SqliteRow) -> Result<Kept, StoreError> {
    let line = Line::new("draft_operations", row);
    Ok(Kept {
        rev: line.count("rev")?,
        id: operation_id(&line)?,
        author: line.id("author_id", UserId::from_uuid)?,
        session: line.maybe_id("session_id", SessionId::from_uuid)?,
        device: line.get("device")?,
        way: line.named("way")?,
        received_at: line.at("received_at")?,
        aside: line.get("aside")?,
        size_bytes: line.count("size_bytes")?,
        body: line.get("body")?,
    })
}
