//! Why a command did not do it, and how that is told: to the person as one of few kinds, to the log as a sentence, to the
//! trail as an event. Whatever failed, nothing of it is in the store.

use crate::Commands;
use case::{ApplicationId, UserId};
use server_functions::{Caller, Refusal};
use store::StoreError;
use store::audit::NewEvent;
use uuid::Uuid;

/// What ends a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The person is told.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There were no random bytes.
    #[error(transparent)]
    NoChance(#[from] keys::NoChance),
    /// What must not be: a definition that is gone, a draft without its application.
    #[error("broken: {0}")]
    Broken(&'static str),
}

/// What a refused request was about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject {
    /// An application, there or not.
    Application(ApplicationId),
    /// A draft, there or not.
    Draft(case::DraftId),
    /// Nothing but the person themselves.
    User(UserId),
}

impl Subject {
    fn kind_and_id(self) -> (&'static str, Uuid) {
        match self {
            Self::Application(id) => ("application", id.uuid()),
            Self::Draft(id) => ("draft", id.uuid()),
            Self::User(id) => ("user", id.uuid()),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<case::Refusal> for Failure {
    fn from(refusal: case::Refusal) -> Self {
        Self::Refused(match refusal {
            case::Refusal::NotFound => Refusal::NotFound,
            case::Refusal::Forbidden { who_can } => Refusal::Refused { who_can },
            case::Refusal::WrongState { state } => Refusal::WrongState { state },
        })
    }
}

impl Failure {
    /// What a screen is told. What it must not be told goes to the log.
    pub(crate) fn reply(self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal,
            Self::Store(StoreError::NoSession) => Refusal::SignedOut,
            Self::Store(error) if error.is_unavailable() || matches!(error, StoreError::BrokeOff) => {
                tracing::warn!(store.error = %error, "The store is not available.");
                Refusal::Unavailable
            }
            other => {
                tracing::error!(failure = %other, "A command failed.");
                Refusal::Internal
            }
        }
    }
}

/// Does the work; where it is refused, an event says who tried what. The event is not part of the work, which was undone.
pub(crate) async fn answered<T>(
    commands: &Commands,
    caller: Caller,
    action: &str,
    subject: Subject,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Refusal> {
    match work.await {
        Ok(done) => Ok(done),
        Err(failure) => {
            let refusal = failure.reply();
            if let Some(why) = told_to_the_trail(&refusal) {
                note(commands, caller, action, subject, why).await;
            }
            Err(refusal)
        }
    }
}

/// Refusals that nobody meets who follows what the screens offer.
fn told_to_the_trail(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::NotFound => Some("not_found"),
        Refusal::Refused { .. } => Some("refused"),
        Refusal::WrongState { .. } => Some("wrong_state"),
        _ => None,
    }
}

/// Writes that something was refused.
pub(crate) async fn note(commands: &Commands, caller: Caller, action: &str, subject: Subject, why: &str) {
    let (now, body) = (commands.now(), format!("{action}: {why}").into_bytes());
    let (kind, id) = subject.kind_and_id();
    let written = commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in| {
            write.audit(&NewEvent::by(signed_in, "refused", kind, id).about(body), now).await.map(|_| ())
        })
        .await;
    match written {
        Ok(()) | Err(StoreError::NoSession) => {}
        Err(error) => tracing::error!(store.error = %error, "A refusal could not be written into the trail."),
    }
}
