//! The kinds of refusal that reach a screen (architecture.md, style 16). The rest goes to the log under the request's number.

use case::{Role, State};
#[cfg(feature = "ssr")]
use leptos::prelude::use_context;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why the server did not do it. What a person reads for each stands in `words::refusals`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// Something that was typed cannot be taken.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// These roles can do it; the person signed in cannot.
    #[error("refused")]
    Refused {
        /// Who can.
        who_can: Vec<Role>,
    },
    /// Not found, or not theirs: one and the same.
    #[error("not found")]
    NotFound,
    /// Not in this state of the application.
    #[error("wrong state")]
    WrongState {
        /// Where it stands.
        state: State,
    },
    /// Something changed since it was shown.
    #[error("conflict")]
    Conflict {
        /// The newer revision.
        rev: u64,
        /// Places that differ, where known.
        places: Vec<String>,
    },
    /// The application is not complete.
    #[error("blocked")]
    Blocked(Vec<crate::applications::BlockerLine>),
    /// Nobody is signed in any more.
    #[error("signed out")]
    SignedOut,
    /// Not now.
    #[error("unavailable")]
    Unavailable,
    /// It went wrong; nothing was changed.
    #[error("internal")]
    Internal,
    /// The server could not be reached.
    #[error("unreachable")]
    Unreachable,
}

/// An error at a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the control.
    pub field: String,
    /// What to do.
    pub message: String,
}

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            _ => Self::Internal,
        }
    }
}

/// Whoever is not signed in has no [`crate::Caller`] in the context.
#[cfg(feature = "ssr")]
pub(crate) fn caller() -> Result<crate::Caller, Refusal> {
    use_context::<crate::Caller>().ok_or(Refusal::SignedOut)
}

/// A feature's service from the context; its absence is a mistake of the server's wiring.
#[cfg(feature = "ssr")]
pub(crate) fn service<T: ?Sized + Send + Sync + 'static>() -> Result<crate::Service<T>, Refusal> {
    use_context::<crate::Service<T>>().ok_or(Refusal::Internal)
}
