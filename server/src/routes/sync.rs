//! The sync protocol (sync.md section 5): bodies are read with duplicate and unknown keys refused, replies are bare, statuses
//! those of its table.

use crate::layers::limits::PUSH_BYTES;
use crate::layers::session::Visitor;
use crate::state::State;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::State as FromState;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use operations::protocol::{PROTOCOL, PushBody, Refusal, RefusedKind, SubmitBody};
use serde::Serialize;
use serde::de::DeserializeOwned;
use server_functions::Caller;
use server_functions::drafts::Drafts;
use server_functions::submission::Submission;

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

async fn read<T: DeserializeOwned>(visitor: &Visitor, request: Request<Body>) -> Result<(Caller, T), Refusal> {
    let Some(signed_in) = &visitor.signed_in else { return Err(kind(RefusedKind::NeedsSignIn)) };
    let is_json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    if !is_json {
        return Err(kind(RefusedKind::Unreadable));
    }
    let bytes = to_bytes(request.into_body(), PUSH_BYTES).await.map_err(|_| kind(RefusedKind::TooLarge))?;
    let body = serde_json::from_slice(&bytes).map_err(|_| kind(RefusedKind::Unreadable))?;
    Ok((signed_in.caller, body))
}

fn kind(kind: RefusedKind) -> Refusal {
    let message = match kind {
        RefusedKind::NeedsSignIn => words::refusals::signed_out(),
        _ => words::refusals::internal(),
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
