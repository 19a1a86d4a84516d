//! All that is seen: rendered on the server and alive in the browser.
//!
//! A folder a feature, a file a screen; `routes.rs` lists addresses and screens. To add a screen: its file, its line in
//! `routes.rs`, its words. Never here: rules, SQL, wording of its own, a clock, chance.

// Views are types as deep as the page.
#![recursion_limit = "512"]

mod accounts;
mod applications;
mod form;
mod moment;
mod refusal_view;
mod routes;
mod shell;
mod status;
mod submission;
mod supervision;
pub mod wizard;

pub use form::{FormReturn, FormToken, RequestNumber};
pub use refusal_view::sentence;
pub use routes::App;
pub use shell::shell;
pub use status::{ReplyStatus, status_of};
