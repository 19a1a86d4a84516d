//! The story of an application as its commands tell it, in one process on a store of its own: invented people start, answer,
//! review, approve and send, while others try what they may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod answering;
mod approving;
mod checks;
mod listing;
mod plain;
mod pushing;
mod questionnaire;
mod refused;
mod reviewing;
mod services;
mod states;
mod world;
