//! A draft under hand on two pages of a browser, with a server between them that takes what it is sent.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod answering;
mod desk;
mod disagreeing;
mod going;
