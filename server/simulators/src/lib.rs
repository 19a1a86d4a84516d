//! The other side in development: a benefit checker and an address look-up that answer by rules, and give every
//! status and fault, slowly when told.
//!
//! Left out: TLS, credentials worth the name, real people. Never linked into `rushcliffe`.
//! To add a service: a folder with its rules, a line in `spawn_at` and an option of the program.

mod addresses;
mod benefit_checker;
mod control;
mod listening;
mod reply;

use std::net::{Ipv4Addr, SocketAddr};

pub use addresses::AddressSimulator;
pub use benefit_checker::{BenefitCheckerSimulator, ReceivedCheck};
pub use control::{Control, Mode, Service, UnknownMode};
pub use listening::StartFailure;

/// All simulators, listening until dropped.
pub struct Simulators {
    /// The benefit checker.
    pub benefit_checker: BenefitCheckerSimulator,
    /// The address look-up.
    pub addresses: AddressSimulator,
}

/// Starts all simulators on free ports of this machine, for tests.
pub async fn spawn() -> Result<Simulators, StartFailure> {
    let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    spawn_at(free, free).await
}

/// Starts all simulators at these addresses; port 0 stands for a free one.
pub async fn spawn_at(benefit_checker: SocketAddr, addresses: SocketAddr) -> Result<Simulators, StartFailure> {
    Ok(Simulators {
        benefit_checker: BenefitCheckerSimulator::start(benefit_checker).await?,
        addresses: AddressSimulator::start(addresses).await?,
    })
}
