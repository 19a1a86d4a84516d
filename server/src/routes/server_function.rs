//! Server functions: JSON in, JSON out, refusals under the status of their kind. A request that asks for HTML is never
//! answered with a redirect (SEC-91).

use crate::layers::limits::BODY_BYTES;
use crate::screens;
use crate::state::State;
use axum::body::{Body, to_bytes};
use axum::extract::State as FromState;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::Owner;
use leptos::reactive::computed::ScopedFuture;
use server_functions::Refusal;

/// Calls the server function of the address.
pub(crate) async fn call(FromState(state): FromState<State>, mut request: Request<Body>) -> Response {
    if !is_json(&request) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let response = alone(leptos_axum::handle_server_fns_with_context(screens::context(state), request)).await;
    let response = response.into_response();
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR { under_its_status(response).await } else { response }
}

/// Runs a future under a root of its own.
///
/// leptos_axum 0.8 hangs a server function below whatever the thread drew last, and what is not found there is looked for
/// above: without this, a request that brings no session would be answered as whoever waits for a screen on the same thread.
async fn alone<T>(work: impl Future<Output = T>) -> T {
    let root = Owner::new_root(None);
    let work = root.with(|| ScopedFuture::new(work));
    // Making it made it the thread's own; nothing else is to hang below it either.
    root.clone().unset();
    let done = work.await;
    root.unset_with_forced_cleanup();
    done
}

/// Whether the body says that it is JSON.
pub(crate) fn is_json(request: &Request<Body>) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json"))
}

/// Whatever was refused comes with 500; a screen reads the body, but a person who looks at the log reads the status.
async fn under_its_status(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, BODY_BYTES).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let status = serde_json::from_slice::<Refusal>(&bytes).ok().map(|refusal| app::status_of(&refusal));
    if let Some(status) = status.and_then(|status| StatusCode::from_u16(status).ok()) {
        parts.status = status;
        parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    Response::from_parts(parts, Body::from(bytes))
}
