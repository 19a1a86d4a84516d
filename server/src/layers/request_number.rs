//! The number of a request: told to the person where something goes wrong, and written into every line of the log (SEC-81, SEC-82).

use axum::extract::{Request, State as FromState};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::state::State;

/// The number of a request.
#[derive(Clone, Debug)]
pub struct Number(pub String);

/// Header that carries it to the browser.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Gives each request its number, and writes one line when it is done.
pub async fn give(FromState(state): FromState<State>, mut request: Request, next: Next) -> Response {
    let number = keys::random_bytes::<8>().map_or_else(|_| "unknown".to_owned(), |bytes| interview::package::hex(&bytes));
    request.extensions_mut().insert(Number(number.clone()));
    let began = (state.clock)();
    let method = request.method().clone();
    // The address without what stands behind the question mark; ids are all that addresses hold (SEC-47).
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!("request", request.id = %number);
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = began.milliseconds_until((state.clock)());
    let _in_span = span.enter();
    tracing::info!(http.method = %method, http.path = %path, http.status = response.status().as_u16(), took.ms = took, "A request was answered.");
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
