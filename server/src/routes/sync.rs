//! The sync protocol (sync.md section 5): bodies are read with duplicate and unknown keys refused, replies are bare, statuses
//! those of its table.

use crate::layers::limits::PUSH_BYTES;
use crate::layers::session::Visitor;
use crate::routes::server_function::is_json;
use crate::state::State;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as FromState};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use case::{ApplicationId, DraftId};
use operations::protocol::{PROTOCOL, PushBody, Refusal, RefusedKind, SubmitBody};
use operations::{EpochId, Logged};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use server_functions::Caller;
use server_functions::drafts::Drafts;
use server_functions::submission::Submission;
use uuid::Uuid;

/// `POST /sync/v1/push`
pub(crate) async fn push(
    FromState(state): FromState<State>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let (caller, body) = match read::<PushBody>(&visitor, request).await {
        Ok(read) => read,
        Err(refusal) => return refused(&refusal),
    };
    match state.commands.push(caller, body.push).await {
        Ok(pushed) => reply(StatusCode::OK, &pushed),
        Err(refusal) => refused(&refusal),
    }
}

/// `POST /sync/v1/submit`
pub(crate) async fn submit(
    FromState(state): FromState<State>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let (caller, body) = match read::<SubmitBody>(&visitor, request).await {
        Ok(read) => read,
        Err(refusal) => return refused(&refusal),
    };
    match state.commands.submit(caller, body.submit).await {
        Ok(receipt) => reply(StatusCode::OK, &receipt),
        Err(refusal) => refused(&refusal),
    }
}

#[derive(Serialize)]
struct Ping {
    server_time: quantities::Timestamp,
    min_proto: u16,
    latest_build: &'static str,
}

/// `GET /sync/v1/ping`
pub(crate) async fn ping(FromState(state): FromState<State>) -> Response {
    let ping = Ping { server_time: (state.clock)(), min_proto: PROTOCOL, latest_build: env!("CARGO_PKG_VERSION") };
    reply(StatusCode::OK, &ping)
}

/// What a device that reads has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Since {
    /// The last revision it has; 0 for all.
    #[serde(default)]
    since: u64,
    /// The epoch it was read in.
    epoch: Option<EpochId>,
}

/// What is new in a draft.
#[derive(Serialize)]
struct Newer {
    epoch: EpochId,
    rev: u64,
    remote: Vec<Logged>,
    min_proto: u16,
    latest_build: &'static str,
    server_time: quantities::Timestamp,
}

/// `GET /sync/v1/drafts/{draft}?since=&epoch=`: the operations after a revision; all of them where the epoch is another.
pub(crate) async fn read_draft(
    FromState(state): FromState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(draft): Path<String>,
    since: Result<Query<Since>, QueryRejection>,
) -> Response {
    let Some(signed_in) = &visitor.signed_in else { return refused(&kind(RefusedKind::NeedsSignIn)) };
    let Ok(Query(since)) = since else { return refused(&kind(RefusedKind::Unreadable)) };
    let opened = match application_of(&state, &draft).await {
        // An application that is nowhere: what is unknown and what is another firm's go the same way (SEC-25).
        Ok(application) => {
            state.commands.open(signed_in.caller, application.unwrap_or(ApplicationId::from_uuid(Uuid::nil()))).await
        }
        Err(refusal) => Err(refusal),
    };
    match opened {
        Ok(opened) => {
            let have = since.epoch.filter(|epoch| *epoch == opened.epoch).map_or(0, |_| since.since);
            let newer = Newer {
                epoch: opened.epoch,
                rev: opened.overview.rev,
                remote: opened.log.into_iter().filter(|logged| logged.revision > have).collect(),
                min_proto: PROTOCOL,
                latest_build: env!("CARGO_PKG_VERSION"),
                server_time: opened.server_time,
            };
            reply(StatusCode::OK, &newer)
        }
        Err(server_functions::Refusal::SignedOut) => refused(&kind(RefusedKind::NeedsSignIn)),
        Err(server_functions::Refusal::NotFound) => refused(&kind(RefusedKind::NotFound)),
        Err(server_functions::Refusal::Refused { .. }) => refused(&kind(RefusedKind::NotAllowed)),
        Err(_) => refused(&kind(RefusedKind::Unavailable)),
    }
}

/// The application of a draft, there or not. Whether it may be read is asked by who reads it.
async fn application_of(state: &State, draft: &str) -> Result<Option<ApplicationId>, server_functions::Refusal> {
    let Ok(draft) = draft.parse::<DraftId>() else { return Ok(None) };
    let found = async { state.store.read().await?.subject_of_draft(draft).await }.await;
    match found {
        Ok(subject) => Ok(subject.and_then(|subject| subject.application)),
        Err(error) => {
            tracing::warn!(store.error = %error, "A draft could not be looked up.");
            Err(server_functions::Refusal::Unavailable)
        }
    }
}

async fn read<T: DeserializeOwned>(visitor: &Visitor, request: Request<Body>) -> Result<(Caller, T), Refusal> {
    let Some(signed_in) = &visitor.signed_in else { return Err(kind(RefusedKind::NeedsSignIn)) };
    if !is_json(&request) {
        return Err(kind(RefusedKind::Unreadable));
    }
    let bytes = to_bytes(request.into_body(), PUSH_BYTES).await.map_err(|_| kind(RefusedKind::TooLarge))?;
    let body = serde_json::from_slice(&bytes).map_err(|_| kind(RefusedKind::Unreadable))?;
    Ok((signed_in.caller, body))
}

fn kind(kind: RefusedKind) -> Refusal {
    let message = match kind {
        RefusedKind::NeedsSignIn => words::refusals::signed_out().to_owned(),
        RefusedKind::NotAllowed => words::refusals::refused(&[]),
        RefusedKind::NotFound => words::refusals::not_found().to_owned(),
        RefusedKind::Unavailable => words::refusals::unavailable().to_owned(),
        _ => words::refusals::internal().to_owned(),
    };
    Refusal::new(kind, message)
}

fn refused(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.refused.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = reply(status, refusal);
    if matches!(refusal.refused, RefusedKind::TooMuch | RefusedKind::Unavailable) {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
    }
    response
}

fn reply(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => (status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
