//! The whole server in one process: the real router over a folder of its own, asked over real connections.
//!
//! `world.rs` starts it with the example people and the published questionnaire, `client.rs` speaks to it. What a route asks
//! of the person stands in `../routes.txt`. Left out: what commands decide (their own tests), what screens look like (a real
//! browser).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod client;
mod cross_site;
mod errors;
mod headers;
mod isolation;
mod limits;
mod listing;
mod log;
mod people;
mod protocol;
mod publishing;
mod reading;
mod roles;
mod sessions;
mod settings;
mod world;
