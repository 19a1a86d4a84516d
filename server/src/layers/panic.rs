//! A panic in a handler answers 500, which `errors` tells with the request's number, and harms no other request (SEC-45,
//! SEC-99).

use axum::body::Body;
use axum::http::{Response, StatusCode};
use std::any::Any;
use tower_http::catch_panic::ResponseForPanic;

/// The reply to a panic.
#[derive(Clone, Copy, Debug)]
pub struct Reply;

impl ResponseForPanic for Reply {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, _: Box<dyn Any + Send + 'static>) -> Response<Body> {
        tracing::error!("A handler panicked.");
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    }
}
