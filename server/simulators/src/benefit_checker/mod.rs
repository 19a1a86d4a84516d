//! The benefit checker (domain.md section 20): answers by the last two digits of the number, or as its people table
//! or a control says.
//!
//! Left out: whether the credentials are known; any of the right length are taken.

mod people;
mod request;
mod rules;
mod soap;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Json;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use crate::StartFailure;
use crate::control::{Control, ControlReply, ControlRequest, Service, control_reply, lock, read_control};
use crate::listening::Listening;
use crate::reply::Reply;
use people::People;
use rules::{Calls, Outcome};

/// The requests that are remembered for tests.
const MOST_REMEMBERED: usize = 1_000;

/// The simulated benefit checker, listening until dropped.
pub struct BenefitCheckerSimulator {
    listening: Listening,
    shared: Arc<Shared>,
}

/// A request as it came, unescaped, in the order of the schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceivedCheck {
    /// `clientOrgId`
    pub organisation: String,
    /// `clientUserId`
    pub user: String,
    /// `clientReference`
    pub reference: String,
    /// `lscServiceName`
    pub service_name: String,
    /// `nino`
    pub number: String,
    /// `surname`
    pub surname: String,
    /// `dateOfBirth`, CCYYMMDD
    pub born_on: String,
    /// `dateOfAward`, CCYYMMDD
    pub award_on: String,
}

struct Shared {
    people: People,
    control: Mutex<Control>,
    calls: Mutex<Calls>,
    received: Mutex<VecDeque<ReceivedCheck>>,
}

impl BenefitCheckerSimulator {
    pub(crate) async fn start(address: SocketAddr) -> Result<Self, StartFailure> {
        let shared = Arc::new(Shared {
            people: People::read().map_err(|source| StartFailure::Table { table: "people.csv", source })?,
            control: Mutex::default(),
            calls: Mutex::default(),
            received: Mutex::default(),
        });
        let router =
            Router::new().route("/", post(check)).route("/control", post(take_control)).with_state(Arc::clone(&shared));
        Ok(Self { listening: Listening::start(Service::BenefitChecker, address, router).await?, shared })
    }

    /// Where it listens: `http://127.0.0.1:40001`.
    pub fn url(&self) -> String {
        self.listening.url()
    }

    /// Tells it how to answer from now on, and forgets which numbers it was asked about.
    pub fn set(&self, control: Control) {
        self.shared.set(control);
    }

    /// The well-formed requests so far, oldest first, at most the last 1,000.
    pub fn received(&self) -> Vec<ReceivedCheck> {
        lock(&self.shared.received).iter().cloned().collect()
    }
}

impl Shared {
    fn set(&self, control: Control) {
        *lock(&self.control) = control;
        *lock(&self.calls) = Calls::default();
    }

    fn remember(&self, request: ReceivedCheck) {
        let mut received = lock(&self.received);
        if received.len() == MOST_REMEMBERED {
            received.pop_front();
        }
        received.push_back(request);
    }
}

async fn take_control(
    State(shared): State<Arc<Shared>>,
    Json(request): Json<ControlRequest>,
) -> (StatusCode, Json<ControlReply>) {
    let read = read_control(Service::BenefitChecker, &request);
    control_reply(read.map(|control| shared.set(control)))
}

async fn check(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let Some(envelope) = soap::read_request(&body) else {
        return Reply::failure(StatusCode::BAD_REQUEST).into_response();
    };
    let control = *lock(&shared.control);
    let outcome = match request::problem_of(&envelope.check) {
        Some(code) => Outcome::fault(code),
        None => rules::outcome(control.mode, &envelope.check, &shared.people, &mut lock(&shared.calls)),
    };
    let reply = soap::write_reply(&envelope, outcome);
    shared.remember(envelope.check);
    reply.send(control).await
}
