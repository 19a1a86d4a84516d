//! What a simulator is told to do instead of answering by its rules: `POST /control`.
//!
//! Left out: what a mode means for a service (its folder).

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// The longest a reply can be slowed down.
const MOST_MILLISECONDS: u64 = 600_000;

/// The simulated services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Of the Department for Work and Pensions.
    BenefitChecker,
    /// Addresses at a postcode.
    Addresses,
}

impl fmt::Display for Service {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::BenefitChecker => "benefit checker",
            Self::Addresses => "addresses",
        })
    }
}

/// How a simulator answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// `rules`, or `slow`: by the number or the postcode asked about.
    #[default]
    Rules,
    /// `yes`: yes to everybody. Addresses: as by the rules.
    Yes,
    /// `no`: no to everybody. Addresses: none found.
    No,
    /// `undetermined` (benefit checker alone).
    Undetermined,
    /// `other_status`: a status word that nobody knows (benefit checker alone).
    OtherStatus,
    /// `wrong_reference`: the reply to another request.
    WrongReference,
    /// `unavailable`: HTTP status 503.
    Unavailable,
    /// `fault:LSCBC215`, any three digits (benefit checker alone).
    Fault(u16),
    /// `garbled`: the reply by the rules with one byte changed.
    Garbled,
    /// `cut`: the reply by the rules ends early, as if whole.
    Cut,
    /// `dropped`: the connection is lost within the reply.
    Dropped,
    /// `wrong_type`: a page for people instead of a reply.
    WrongType,
    /// `too_large`: a reply that goes on for a megabyte.
    TooLarge,
}

/// A mode word that nobody knows.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "mode must be rules, slow, yes, no, undetermined, other_status, wrong_reference, unavailable, fault:LSCBC and \
     three digits, garbled, cut, dropped, wrong_type or too_large"
)]
pub struct UnknownMode;

impl FromStr for Mode {
    type Err = UnknownMode;

    fn from_str(word: &str) -> Result<Self, UnknownMode> {
        Ok(match word {
            "rules" | "slow" => Self::Rules,
            "yes" => Self::Yes,
            "no" => Self::No,
            "undetermined" => Self::Undetermined,
            "other_status" => Self::OtherStatus,
            "wrong_reference" => Self::WrongReference,
            "unavailable" => Self::Unavailable,
            "garbled" => Self::Garbled,
            "cut" => Self::Cut,
            "dropped" => Self::Dropped,
            "wrong_type" => Self::WrongType,
            "too_large" => Self::TooLarge,
            other => {
                let digits = other.strip_prefix("fault:LSCBC").filter(|digits| digits.len() == 3);
                Self::Fault(digits.and_then(|digits| digits.parse().ok()).ok_or(UnknownMode)?)
            }
        })
    }
}

impl Mode {
    /// Whether the service has such a reply.
    pub fn applies_to(self, service: Service) -> bool {
        let checker_alone = matches!(self, Self::Undetermined | Self::OtherStatus | Self::Fault(_));
        service == Service::BenefitChecker || !checker_alone
    }
}

/// What a simulator is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Control {
    /// How it answers.
    pub mode: Mode,
    /// How much later than by the rules.
    pub milliseconds: u64,
    /// For `garbled`, `cut` and `dropped`: the byte it happens at; in the middle if not given.
    pub position: Option<usize>,
}

impl Control {
    /// In this mode, at once.
    pub fn mode(mode: Mode) -> Self {
        Self { mode, ..Self::default() }
    }

    /// By the rules, this much later.
    pub fn slow(milliseconds: u64) -> Self {
        Self { milliseconds, ..Self::default() }
    }

    pub(crate) fn delay(self) -> Duration {
        Duration::from_millis(self.milliseconds.min(MOST_MILLISECONDS))
    }
}

/// The body of `POST /control`.
#[derive(Deserialize)]
pub(crate) struct ControlRequest {
    mode: String,
    #[serde(default)]
    milliseconds: u64,
    #[serde(default)]
    position: Option<usize>,
}

/// The reply of `POST /control`.
#[derive(Serialize)]
pub(crate) struct ControlReply {
    said: String,
}

/// Reads the body; a mode that is unknown, or no mode of this service, is status 400 with a sentence.
pub(crate) fn read_control(service: Service, request: &ControlRequest) -> Result<Control, String> {
    let mode: Mode = request.mode.parse().map_err(|unknown: UnknownMode| unknown.to_string())?;
    if !mode.applies_to(service) {
        return Err(format!("the {service} simulator has no mode {}", request.mode));
    }
    Ok(Control { mode, milliseconds: request.milliseconds, position: request.position })
}

pub(crate) fn control_reply(outcome: Result<(), String>) -> (StatusCode, Json<ControlReply>) {
    match outcome {
        Ok(()) => (StatusCode::OK, Json(ControlReply { said: "done".to_owned() })),
        Err(said) => (StatusCode::BAD_REQUEST, Json(ControlReply { said })),
    }
}

/// Locks, also after a panic elsewhere: what is inside is whole after every change.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
