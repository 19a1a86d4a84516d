//! Requests that another site had the browser send (SEC-30). `CsrfLayer` judges by what the browser says of the origin; this
//! refuses in addition what carries a session and says nothing of it.

use crate::layers::session::SESSION_COOKIE;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses an unsafe request with a session cookie and neither `Sec-Fetch-Site` nor `Origin`.
pub async fn refuse_silent(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let has_session = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|cookies| cookies.contains(SESSION_COOKIE));
    let says_where = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    if !is_safe && has_session && !says_where {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}
