//! The program `rushcliffe`: settings, layers, routes, and what operates an installation. It puts the other crates together
//! and decides nothing: rules are in `case` and `interview`, work is in `commands` and `accounts`, screens are in `app`.
//!
//! To add a route that is no screen: a file in `routes/`, its line in `router.rs` and in `tests/routes.txt`.

// Views of `app` are types as deep as the page.
#![recursion_limit = "512"]

pub mod clock;
pub mod demonstration;
pub mod layers;
pub mod operate;
pub mod router;
mod routes;
mod screens;
pub mod settings;
mod state;

pub use state::State;
