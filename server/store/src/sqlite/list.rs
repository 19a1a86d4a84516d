//! SQL of the list of applications: the one statement that is put together, of fixed pieces and bound values.
//!
//! Left out: paging by anything but a number; a firm's list is short.

use case::permissions::ListApplications;
use case::{Allowed, ApplicationId, ApplicationReference, CaseReference, OfficeId, UserId};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Sqlite};

use super::applications::folded;
use super::row::Line;
use crate::applications::{LIST_LIMIT, ListFilter, ListOrder, ListPage, Listed, Summary};
use crate::{Reading, StoreError};

const COLUMNS: &str = "SELECT applications.id, applications.reference, cases.reference AS case_reference, \
    applications.office_id, applications.owner_id, owners.name AS owner_name, applications.supervisor_id, \
    supervisors.name AS supervisor_name, applications.state, applications.updated_at, \
    applications.sent_for_review_at, applications.changed_since_sent_at, applications.submitted_at, drafts.rev, \
    looks.rev AS seen_rev, COALESCE(summaries.client_name, '') AS client_name, \
    COALESCE(summaries.proceedings, '') AS proceedings, summaries.deadline_on, summaries.needed_on, \
    COALESCE(summaries.rev, 0) AS summary_rev";

/// Longest text that is searched for, in characters.
const SEARCH_LIMIT: usize = 200;

impl Reading {
    /// The applications of the offices that the permissions are for. `seen_rev` is that of the person who asks.
    pub async fn list_applications(
        &mut self,
        allowed: &[Allowed<ListApplications>],
        filter: &ListFilter,
    ) -> Result<ListPage, StoreError> {
        let Some(first) = allowed.first() else { return Ok(ListPage { lines: Vec::new(), total: 0 }) };
        let asking = first.actor();
        let mut count = QueryBuilder::new("SELECT COUNT(*)");
        push_tables(&mut count, asking);
        push_conditions(&mut count, allowed, filter);
        let total: i64 = count.build_query_scalar().fetch_one(self.connection()).await?;

        let mut page = QueryBuilder::new(COLUMNS);
        push_tables(&mut page, asking);
        push_conditions(&mut page, allowed, filter);
        page.push(order(filter.order));
        page.push(" LIMIT ").push_bind(i64::from(filter.limit.min(LIST_LIMIT)));
        page.push(" OFFSET ").push_bind(i64::from(filter.skip));
        let rows = page.build().fetch_all(self.connection()).await?;
        let lines = rows.into_iter().map(listed).collect::<Result<Vec<_>, _>>()?;
        Ok(ListPage { lines, total: u64::try_from(total).unwrap_or_default() })
    }
}

const fn order(order: ListOrder) -> &'static str {
    match order {
        ListOrder::Updated => " ORDER BY applications.updated_at DESC, applications.id DESC",
        ListOrder::Deadline => {
            " ORDER BY summaries.deadline_on IS NULL, summaries.deadline_on, applications.updated_at DESC, \
             applications.id DESC"
        }
        ListOrder::ClientName => {
            " ORDER BY summaries.search_text IS NULL OR summaries.search_text = '', summaries.search_text, \
             applications.updated_at DESC, applications.id DESC"
        }
        ListOrder::SentForReview => {
            " ORDER BY applications.sent_for_review_at IS NULL, applications.sent_for_review_at, applications.id DESC"
        }
    }
}

fn push_tables(query: &mut QueryBuilder<Sqlite>, asking: UserId) {
    query.push(
        " FROM applications JOIN drafts ON drafts.id = applications.draft_id \
         JOIN cases ON cases.id = applications.case_id JOIN users AS owners ON owners.id = applications.owner_id \
         LEFT JOIN users AS supervisors ON supervisors.id = applications.supervisor_id \
         LEFT JOIN summaries ON summaries.application_id = applications.id \
         LEFT JOIN looks ON looks.draft_id = applications.draft_id AND looks.user_id = ",
    );
    query.push_bind(asking.uuid());
}

fn push_conditions(query: &mut QueryBuilder<Sqlite>, allowed: &[Allowed<ListApplications>], filter: &ListFilter) {
    query.push(" WHERE applications.office_id IN (");
    let mut offices = query.separated(", ");
    for one in allowed {
        offices.push_bind(one.office().uuid());
    }
    query.push(")");
    if !filter.states.is_empty() {
        query.push(" AND applications.state IN (");
        let mut states = query.separated(", ");
        for state in &filter.states {
            states.push_bind(state.name());
        }
        query.push(")");
    }
    if let Some(owner) = filter.owner {
        query.push(" AND applications.owner_id = ").push_bind(owner.uuid());
    }
    if let Some(supervisor) = filter.supervisor {
        query.push(" AND applications.supervisor_id = ").push_bind(supervisor.uuid());
    }
    push_search(query, filter.search.trim());
}

fn push_search(query: &mut QueryBuilder<Sqlite>, search: &str) {
    if search.is_empty() {
        return;
    }
    let search: String = search.chars().take(SEARCH_LIMIT).collect();
    query.push(" AND (summaries.search_text LIKE ").push_bind(containing(&folded(&search))).push(" ESCAPE '!'");
    if let Ok(reference) = search.parse::<ApplicationReference>() {
        query.push(" OR applications.reference = ").push_bind(reference.to_string());
    }
    if let Ok(reference) = search.parse::<CaseReference>() {
        query.push(" OR cases.reference = ").push_bind(reference.to_string());
    }
    query.push(" OR applications.reference LIKE ").push_bind(containing(&search.to_uppercase())).push(" ESCAPE '!')");
}

/// The pattern of everything that has this text in it, whatever signs it is of.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(sign);
    }
    pattern + "%"
}

fn listed(row: SqliteRow) -> Result<Listed, StoreError> {
    let line = Line::new("applications", row);
    let seen_rev: Option<i64> = line.get("seen_rev")?;
    Ok(Listed {
        id: line.id("id", ApplicationId::from_uuid)?,
        reference: line.named("reference")?,
        case_reference: line.maybe_named("case_reference")?,
        office: line.id("office_id", OfficeId::from_uuid)?,
        owner: line.id("owner_id", UserId::from_uuid)?,
        owner_name: line.get("owner_name")?,
        supervisor: line.maybe_id("supervisor_id", UserId::from_uuid)?,
        supervisor_name: line.get("supervisor_name")?,
        state: line.named("state")?,
        updated_at: line.at("updated_at")?,
        sent_for_review_at: line.maybe_at("sent_for_review_at")?,
        changed_since_sent_at: line.maybe_at("changed_since_sent_at")?,
        submitted_at: line.maybe_at("submitted_at")?,
        rev: line.count("rev")?,
        seen_rev: seen_rev.and_then(|rev| u64::try_from(rev).ok()),
        summary: Summary {
            client_name: line.get("client_name")?,
            proceedings: line.get("proceedings")?,
            deadline_on: line.maybe_named("deadline_on")?,
            needed_on: line.maybe_named("needed_on")?,
            rev: line.count("summary_rev")?,
        },
    })
}
