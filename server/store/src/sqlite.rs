//! SQLite behind the store: opening, and a file for each feature with its SQL.
//!
//! The text of statements is kept to what PostgreSQL also understands (`$1`, `RETURNING`, `ON CONFLICT`), since a
//! folder `postgres` with the same file names comes beside this one (delivery B). Left out: decisions.

mod applications;
mod audit;
mod benefit_checks;
mod definitions;
mod drafts;
mod list;
mod organisations;
mod row;
mod sessions;
mod settings;
mod submission;
mod supervision;
mod users;

pub(crate) use settings::{open_reader_pool, open_writer};
