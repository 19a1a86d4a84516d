//! The wizard: a page of the questionnaire as an escaped HTML form, and alive in the browser.
//!
//! `fields.rs` turns a question of the engine's page plan into the options of a component; `plain.rs` writes them as
//! strings, `live/` draws the same options in Leptos. So both forms have one source.

pub mod address;
mod disagreement;
pub mod fields;
pub mod host;
mod journey;
pub mod live;
mod page;
pub mod plain;
mod problems;
mod reasons;

pub(crate) use page::WizardPage;
