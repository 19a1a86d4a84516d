//! Packages and their words for the browser: addressed by the hash of their content, so a copy never goes stale.

use crate::layers::session::Visitor;
use crate::state::State;
use axum::Extension;
use axum::extract::{Path, State as FromState};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use case::Digest;
use server_functions::Refusal;

/// `GET /definitions/{id}`
pub(crate) async fn package(
    FromState(state): FromState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response {
    reply(&visitor, id.parse().ok(), async |id| state.commands.package(id).await).await
}

/// `GET /definitions/{id}/{language}`
pub(crate) async fn texts(
    FromState(state): FromState<State>,
    Extension(visitor): Extension<Visitor>,
    Path((id, language)): Path<(String, String)>,
) -> Response {
    reply(&visitor, id.parse().ok(), async |id| state.commands.texts(id, &language).await).await
}

async fn reply(
    visitor: &Visitor,
    id: Option<Digest>,
    load: impl AsyncFnOnce(Digest) -> Result<Option<Vec<u8>>, Refusal>,
) -> Response {
    if visitor.signed_in.is_none() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let found = match id {
        Some(id) => load(id).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
            ];
            (headers, bytes).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
