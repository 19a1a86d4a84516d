//! Limits of section 7 of security.md that hold for every route.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Largest body, in bytes.
pub const BODY_BYTES: usize = 256 * 1024;
/// Largest body of a push, in bytes.
pub const PUSH_BYTES: usize = 1024 * 1024;
/// Longest address, in bytes.
pub const ADDRESS_BYTES: usize = 8 * 1024;
/// Most requests under way.
pub const UNDER_WAY: usize = 512;
/// Longest time for one request.
pub const REQUEST_TIME: Duration = Duration::from_secs(60);

/// Places for requests under way.
#[derive(Clone)]
pub struct Places(Arc<Semaphore>);

impl Places {
    /// So many.
    #[must_use]
    pub fn of(number: usize) -> Self {
        Self(Arc::new(Semaphore::new(number)))
    }
}

impl Default for Places {
    fn default() -> Self {
        Self::of(UNDER_WAY)
    }
}

/// Refuses addresses that are too long, and what comes while every place is taken.
pub async fn hold(
    axum::extract::State(places): axum::extract::State<Places>,
    request: Request,
    next: Next,
) -> Response {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if length > ADDRESS_BYTES {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    let Ok(_place) = places.0.try_acquire() else {
        let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        return response;
    };
    match tokio::time::timeout(REQUEST_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!("A request took too long and was given up.");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
