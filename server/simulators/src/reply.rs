//! A reply of a simulator, and the ways in which it can be spoilt.
//!
//! Left out: what an unspoilt reply says (the folder of the service).

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::control::{Control, Mode};

const MEGABYTE: usize = 1024 * 1024;

/// What is to be sent, and when.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
    pub(crate) delay: Duration,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, content_type, body: body.into(), delay: Duration::ZERO }
    }

    /// A page for people under a status that says failure.
    pub(crate) fn failure(status: StatusCode) -> Self {
        Self::new(status, "text/html; charset=utf-8", "<html><body><p>The service is not available.</p></body></html>")
    }

    pub(crate) fn later(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Waits, spoils the reply as told, and hands it over.
    pub(crate) async fn send(mut self, control: Control) -> Response {
        tokio::time::sleep(self.delay.saturating_add(control.delay())).await;
        let position = control.position.unwrap_or(self.body.len() / 2).min(self.body.len());
        match control.mode {
            Mode::Garbled => {
                if let Some(byte) = self.body.get_mut(position) {
                    // Never the same byte, and never UTF-8 alone: the worst a line can do.
                    *byte ^= 0x80;
                }
            }
            Mode::Cut => self.body.truncate(position),
            Mode::Dropped => return self.dropped_at(position),
            Mode::WrongType => {
                return Self::new(StatusCode::OK, "text/html; charset=utf-8", "<html><body><p>No</p></body></html>")
                    .into_response();
            }
            Mode::TooLarge => self.body.resize(self.body.len().saturating_add(MEGABYTE), b' '),
            _ => {}
        }
        self.into_response()
    }

    /// Sends the length of the whole and then less: the connection breaks within the body.
    fn dropped_at(mut self, position: usize) -> Response {
        let whole = self.body.len();
        self.body.truncate(position);
        let pieces = [Ok(self.body), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
        let headers =
            [(header::CONTENT_TYPE, self.content_type.to_owned()), (header::CONTENT_LENGTH, whole.to_string())];
        (self.status, headers, Body::from_stream(tokio_stream::iter(pieces))).into_response()
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        (self.status, [(header::CONTENT_TYPE, self.content_type)], self.body).into_response()
    }
}
