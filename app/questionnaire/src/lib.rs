//! Civil legal aid as data. The questionnaire itself is in `definitions/` (KDL) and `tables/` (CSV as received); the server
//! compiles and publishes that folder, and nothing here reads it. In Rust stands only what the host must supply: the facts
//! from outside, by name, and how plain data becomes their values; and how what people type becomes values ([`typed`]).
//!
//! To add a question, edit `definitions/<section>.kdl`; to add a fact, declare it in `definitions/facts.kdl` and give it a
//! name and a function in [`facts`]. Never here: a condition that the definition can say, wording of questions, storage.

pub mod facts;
pub mod typed;

/// The id of the interview for civil legal aid certificates.
pub const CIVIL_APPLICATION: &str = "civil_application";
