//! What a screen may ask of the server: types, a trait a feature, and the server functions with their addresses.
//!
//! A screen calls a server function; on the server it takes the signed-in person and the feature's service from the
//! context and calls it, no more. `commands` and `accounts` implement the traits, `server` provides them. To add one: types,
//! trait method and `#[server]` with an explicit `endpoint` in the feature's file, the work in `server/commands`.
//! Never here: rules, SQL, wording, a GET codec, a form that posts to a server function (SEC-91).

#![allow(missing_docs, reason = "the structs that #[server] makes have fields without documents")]

pub mod accounts;
mod actor;
pub mod applications;
pub mod benefit_check;
pub mod drafts;
mod refusal;
mod service;
pub mod submission;
pub mod supervision;
pub mod sync;

pub use actor::{Caller, OfficeOf, Person};
pub use refusal::{FieldError, Refusal};
pub use service::{Reply, Service};
