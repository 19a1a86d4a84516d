//! The wizard alive in the browser: mounted over the plain form, the same page plan, the same field options. A change
//! reaches the engine in the task of its event; what is on the screen follows from the new plan alone.
//!
//! `session.rs` and `saying.rs` join fold, engine and journal and know no browser; `wizard.rs` and the files beside it draw;
//! the device comes from `frontend`.

mod field;
mod list;
mod saying;
mod session;
mod shapes;
mod taking_over;
mod typing;
mod wizard;

pub use session::{Going, Session};
pub use taking_over::take_over;
pub use wizard::{Live, Wizard};

/// A page of the questionnaire with the rows around it.
pub use interview::PageAt;
/// What whoever mounts the wizard asks of the server.
pub use server_functions::benefit_check::ask_again;
pub use server_functions::drafts::{OpenDraft, open_draft};
/// Addresses of the sync protocol.
pub use server_functions::sync;
