//! Components of the Design System and our own, each in two forms with the same options.
//!
//! [`plain`] writes a component as escaped HTML, for pages that work as form and link; the Leptos form of the same name
//! in this root draws it in the browser (and on the server) and reports what was typed. Both have the same names, ids,
//! classes and attributes in the same order: `tests/alike.rs` compares them.
//!
//! To add one: options and Leptos form in `src/<name>.rs`, strings in `src/plain/<name>.rs`, cases in
//! `tests/common/cases.rs`, styles in `style/_<name>.scss`. Leaves out fetching, state that outlives a screen, rules, and wording
//! other than the fixed words of `words::interface`.

mod choice;
mod control;
mod identity;
pub mod plain;

mod back_link;
mod breadcrumbs;
mod button;
mod checkboxes;
mod date_input;
mod details;
mod error_message;
mod error_summary;
mod fieldset;
mod footer;
mod header;
mod hint;
mod inset_text;
mod label;
mod notification_banner;
mod pagination;
mod panel;
mod phase_banner;
mod radios;
mod search;
mod select;
mod skip_link;
mod summary_list;
mod table;
mod tag;
mod task_list;
mod text_input;
mod textarea;
mod warning_text;

mod app_shell;
mod application_table;
mod comment;
mod explanation;
mod journey_map;
mod record;
mod review_changes;
mod status_line;

pub use app_shell::*;
pub use application_table::*;
pub use back_link::*;
pub use breadcrumbs::*;
pub use button::*;
pub use checkboxes::*;
pub use choice::*;
pub use comment::*;
pub use control::*;
pub use date_input::*;
pub use details::*;
pub use error_message::*;
pub use error_summary::*;
pub use explanation::*;
pub use fieldset::*;
pub use footer::*;
pub use header::*;
pub use hint::*;
pub use identity::*;
pub use inset_text::*;
pub use journey_map::*;
pub use label::*;
pub use notification_banner::*;
pub use pagination::*;
pub use panel::*;
pub use phase_banner::*;
pub use radios::*;
pub use record::*;
pub use review_changes::*;
pub use search::*;
pub use select::*;
pub use skip_link::*;
pub use status_line::*;
pub use summary_list::*;
pub use table::*;
pub use tag::*;
pub use task_list::*;
pub use text_input::*;
pub use textarea::*;
pub use warning_text::*;
