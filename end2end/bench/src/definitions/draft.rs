//! Drafts as the server opens them for the wizard: one without answers, and one half filled, with its log. What a
//! half-filled draft does not answer was left blank: the pages were continued, so nothing waits and every total is known.

use crate::generated::{Generated, Kind, Question};
use crate::kdl::field_id;
use interview::{Compiled, Draft};
use operations::{
    DefinitionId, Kind as Operated, Logged, Operation, OperationId, ReplicaId, Timestamp, WireValue, untyped,
};
use serde_json::{Value as Json, json};

/// The day everything is judged for.
const TODAY: &str = "2026-06-01";
/// When everything was answered.
const ANSWERED_AT: &str = "2026-05-29T09:30:00.000Z";
/// Any id will do: there is one of each.
const ID: &str = "0197a1b2c3d47e5f80918273a4b5c6d7";

/// Why a draft was not made.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// An answer for what the definition does not have.
    #[error("{0} is not in the definition")]
    Unknown(String),
    /// An answer of another type.
    #[error("the answer to {0} is no value of its type")]
    WrongType(String),
    /// A constant of this file.
    #[error("a constant cannot be read")]
    Constant,
}

/// The reply to opening a draft, as JSON; `is_half_filled`: with the log of its answers.
///
/// # Errors
/// [`DraftError`].
pub fn opened(
    generated: &Generated,
    definition: &std::sync::Arc<Compiled>,
    is_half_filled: bool,
) -> Result<Json, DraftError> {
    let log = if is_half_filled { log(generated, definition)? } else { Vec::new() };
    let line = json!({
        "application": ID, "reference": "L-1", "case_reference": null, "client_name": "", "proceedings": "", "state": "DRAFT",
        "owner_name": "", "supervisor_name": null, "updated_at": ANSWERED_AT, "deadline_on": null, "needed_on": null,
    });
    let overview = json!({
        "line": line, "rev": log.len(), "review": null, "changed_since_sent_at": null, "tasks": [], "blockers": [],
        "left": { "least": 0, "most": 0, "least_pages": 0, "most_pages": 0 }, "comments": [], "may": [], "supervisors": [],
        "draft": { "draft": ID, "definition": definition.id().to_string() },
    });
    Ok(json!({
        "overview": overview, "epoch": ID, "log": log, "today": TODAY, "server_time": ANSWERED_AT, "may_answer": true, "names": [],
    }))
}

fn log(generated: &Generated, definition: &std::sync::Arc<Compiled>) -> Result<Vec<Logged>, DraftError> {
    let today = TODAY.parse().map_err(|_| DraftError::Constant)?;
    let draft = Draft::open(std::sync::Arc::clone(definition), today, &interview::change::Answers::default());
    let mut places: Vec<(String, Option<Json>)> = Vec::new();
    for question in &generated.spec.questions {
        let answer = generated.answers.get(&question.id).cloned();
        match question.kind {
            Kind::Calc => {}
            Kind::Group => places.extend(in_rows(question, answer.as_ref())),
            _ => places.push((question.id.clone(), answer)),
        }
    }
    (1..).zip(places).map(|(revision, (at, answer))| logged(&draft, revision, at, answer)).collect()
}

fn in_rows<'a>(group: &'a Question, rows: Option<&'a Json>) -> impl Iterator<Item = (String, Option<Json>)> + use<'a> {
    let rows = rows.and_then(Json::as_array).into_iter().flatten();
    (1_u32..).zip(rows).flat_map(move |(number, row)| {
        group.fields.iter().map(move |field| {
            let at = format!("{}[{number}].{}", group.id, field_id(&group.id, &field.id));
            (at, row.get(&field.id).cloned())
        })
    })
}

fn logged(draft: &Draft, revision: u64, at: String, answer: Option<Json>) -> Result<Logged, DraftError> {
    let definition = draft.compiled();
    let place = definition.place(&at).ok_or_else(|| DraftError::Unknown(at.clone()))?;
    let time: Timestamp = ANSWERED_AT.parse().map_err(|_| DraftError::Constant)?;
    let constant = || ID.parse().map_err(|_| DraftError::Constant);
    let operation = Operation {
        id: OperationId {
            replica: ReplicaId(u128::from_str_radix(ID, 16).map_err(|_| DraftError::Constant)?),
            n: revision,
        },
        draft: constant()?,
        kind: match answer {
            Some(json) => Operated::Set(value(draft, &at, place.item, &json)?),
            None => Operated::Skip,
        },
        saw: Vec::new(),
        read: Some(draft.fingerprint(&place)),
        definition: DefinitionId(definition.id().0),
        build: "1".to_owned(),
        time,
        at,
    };
    Ok(Logged { revision, operation, author: ID.to_owned(), at: time })
}

fn value(draft: &Draft, at: &str, item: u32, json: &Json) -> Result<WireValue, DraftError> {
    let package = draft.compiled().package();
    let wrong = || DraftError::WrongType(at.to_owned());
    let value = interview::wire::read_item_value(package, item, json).ok_or_else(wrong)?;
    untyped(package, item, &value).map_err(|_| wrong())
}
