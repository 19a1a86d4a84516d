//! The story of the store, each chapter on a database file of its own: a firm is founded, its people sign in, write,
//! review and send, while things go wrong. From delivery B the same story is told on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod answers;
mod applications;
mod audit;
mod durability;
mod people;
mod published;
mod review;
mod sessions;
mod world;
mod writing;
