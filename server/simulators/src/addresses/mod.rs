//! The address look-up (domain.md section 20): `GET /?postcode=…&building=…` answers from `data/addresses.csv`.
//!
//! Left out: every postcode that is not in the table; it has no addresses.

mod table;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use crate::StartFailure;
use crate::control::{Control, ControlReply, ControlRequest, Mode, Service, control_reply, lock, read_control};
use crate::listening::Listening;
use crate::reply::Reply;
use table::{Table, compact};

/// The postcode whose look-up is unavailable: AQ0 0XX.
const UNAVAILABLE: &str = "AQ00XX";
/// The postcode whose reply comes late: AQ0 1XX.
const LATE: &str = "AQ01XX";
const LATE_BY: Duration = Duration::from_secs(20);

/// The simulated address look-up, listening until dropped.
pub struct AddressSimulator {
    listening: Listening,
    shared: Arc<Shared>,
}

struct Shared {
    table: Table,
    control: Mutex<Control>,
    queries: Mutex<usize>,
}

#[derive(Deserialize)]
struct Search {
    postcode: String,
    #[serde(default)]
    building: String,
}

impl AddressSimulator {
    pub(crate) async fn start(address: SocketAddr) -> Result<Self, StartFailure> {
        let table = Table::read().map_err(|source| StartFailure::Table { table: "addresses.csv", source })?;
        let shared = Arc::new(Shared { table, control: Mutex::default(), queries: Mutex::default() });
        let router =
            Router::new().route("/", get(find)).route("/control", post(take_control)).with_state(Arc::clone(&shared));
        Ok(Self { listening: Listening::start(Service::Addresses, address, router).await?, shared })
    }

    /// Where it listens: `http://127.0.0.1:40002`.
    pub fn url(&self) -> String {
        self.listening.url()
    }

    /// Tells it how to answer from now on.
    pub fn set(&self, control: Control) {
        *lock(&self.shared.control) = control;
    }

    /// How many look-ups came so far.
    pub fn queries(&self) -> usize {
        *lock(&self.shared.queries)
    }
}

async fn take_control(
    State(shared): State<Arc<Shared>>,
    Json(request): Json<ControlRequest>,
) -> (StatusCode, Json<ControlReply>) {
    let read = read_control(Service::Addresses, &request);
    control_reply(read.map(|control| *lock(&shared.control) = control))
}

async fn find(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    {
        let mut queries = lock(&shared.queries);
        *queries = queries.saturating_add(1);
    }
    let control = *lock(&shared.control);
    plan(&shared.table, &search, control.mode).send(control).await
}

fn plan(table: &Table, search: &Search, mode: Mode) -> Reply {
    let postcode = compact(&search.postcode);
    let found = match mode {
        Mode::Unavailable => return Reply::failure(StatusCode::SERVICE_UNAVAILABLE),
        Mode::No => Vec::new(),
        Mode::WrongReference => table.all_at("AQ11NX", ""),
        _ if postcode == UNAVAILABLE => return Reply::failure(StatusCode::SERVICE_UNAVAILABLE),
        _ => table.all_at(&postcode, &search.building),
    };
    let delay = if postcode == LATE { LATE_BY } else { Duration::ZERO };
    match serde_json::to_vec(&found) {
        Ok(body) => Reply::new(StatusCode::OK, "application/json", body).later(delay),
        Err(_) => Reply::failure(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
