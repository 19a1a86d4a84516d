//! The number of a request: told to the person where something goes wrong, and written into every line of the log (SEC-81, SEC-82).

use axum::extract::{MatchedPath, Request, State as FromState};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use case::ApplicationId;
use tracing::Instrument;
use tracing::field::Empty;

use crate::state::State;

/// The number of a request.
#[derive(Clone, Debug)]
pub struct Number(pub String);

/// Header that carries it to the browser.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Gives each request its number, and writes one line when it is done.
pub async fn give(FromState(state): FromState<State>, mut request: Request, next: Next) -> Response {
    let number =
        keys::random_bytes::<8>().map_or_else(|_| "unknown".to_owned(), |bytes| interview::package::hex(&bytes));
    request.extensions_mut().insert(Number(number.clone()));
    let began = (state.clock)();
    let method = request.method().clone();
    // The route, never what was typed into the address bar.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let application = application(request.uri().path());
    let span = tracing::info_span!("request", request.id = %number, user.id = Empty);
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = began.milliseconds_until((state.clock)());
    let _in_span = span.enter();
    tracing::info!(
        action = %format_args!("{method} {route}"),
        application.id = application.map(tracing::field::display),
        http.status = response.status().as_u16(),
        took.ms = took,
        "A request was answered."
    );
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// The application of an address, if what stands in its place is an id.
fn application(path: &str) -> Option<ApplicationId> {
    path.strip_prefix("/applications/")?.split('/').next()?.parse().ok()
}
