//! The status of a screen that could not be shown: set by the screen, applied to the reply by the server.

use leptos::prelude::*;
use server_functions::Refusal;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

/// Status of the reply under way. The server provides one for each request and reads it when the page is written.
#[derive(Clone, Debug, Default)]
pub struct ReplyStatus(Arc<AtomicU16>);

impl ReplyStatus {
    /// The status that was set; `None`: all is well.
    #[must_use]
    pub fn get(&self) -> Option<u16> {
        Some(self.0.load(Ordering::Relaxed)).filter(|status| *status != 0)
    }

    /// Sets it.
    pub fn set(&self, status: u16) {
        self.0.store(status, Ordering::Relaxed);
    }
}

/// Sets the status of the reply, where a server writes one.
pub(crate) fn set_status(status: u16) {
    if let Some(reply) = use_context::<ReplyStatus>() {
        reply.set(status);
    }
}

/// The status of a refusal.
#[must_use]
pub fn status_of(refusal: &Refusal) -> u16 {
    match refusal {
        Refusal::Invalid(_) => 422,
        Refusal::Refused { .. } => 403,
        Refusal::NotFound => 404,
        Refusal::WrongState { .. } | Refusal::Conflict { .. } | Refusal::Blocked(_) => 409,
        Refusal::SignedOut => 401,
        Refusal::Unavailable => 503,
        Refusal::Internal | Refusal::Unreachable => 500,
    }
}
