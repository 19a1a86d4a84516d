//! Binds a simulator to its address and serves until the handle is dropped.
//!
//! Left out: waiting for replies under way; a simulator that goes is gone.

use std::io::ErrorKind;
use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::control::Service;

/// Why a simulator did not start: a sentence for whoever started it.
#[derive(Debug, thiserror::Error)]
pub enum StartFailure {
    /// Somebody listens there already.
    #[error("The {service} simulator cannot start: port {} of {} is in use. Stop what uses it, or give another port.", .address.port(), .address.ip())]
    InUse {
        /// Which simulator.
        service: Service,
        /// The address given.
        address: SocketAddr,
    },
    /// Anything else.
    #[error("The {service} simulator cannot listen at {address}: {source}.")]
    CannotListen {
        /// Which simulator.
        service: Service,
        /// The address given.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// A table of this crate cannot be read.
    #[error("The table {table} of the simulators cannot be read: {source}.")]
    Table {
        /// File name.
        table: &'static str,
        /// Where and why.
        source: csv::Error,
    },
}

/// A simulator that listens.
pub(crate) struct Listening {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Listening {
    pub(crate) async fn start(service: Service, address: SocketAddr, router: Router) -> Result<Self, StartFailure> {
        let failure = |source: std::io::Error| match source.kind() {
            ErrorKind::AddrInUse => StartFailure::InUse { service, address },
            _ => StartFailure::CannotListen { service, address, source },
        };
        let listener = TcpListener::bind(address).await.map_err(failure)?;
        let address = listener.local_addr().map_err(failure)?;
        let task = tokio::spawn(async move {
            // It ends only with the task.
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self { address, task })
    }

    /// `http://127.0.0.1:40001`
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}
