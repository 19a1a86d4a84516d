//! A panic in a handler answers 500 with words and the request's number, and harms no other request (SEC-45, SEC-99).

use axum::body::Body;
use axum::http::{Response, StatusCode, header};
use std::any::Any;
use tower_http::catch_panic::ResponseForPanic;

/// The reply to a panic.
#[derive(Clone, Copy, Debug)]
pub struct Reply;

impl ResponseForPanic for Reply {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, _: Box<dyn Any + Send + 'static>) -> Response<Body> {
        tracing::error!("A handler panicked.");
        let mut response = Response::new(Body::from(words::refusals::internal()));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain; charset=utf-8"));
        response
    }
}
