//! The wizard alive in the browser: mounted over the plain form, the same page plan, the same field options. A change
//! reaches the engine in the task of its event; what is on the screen follows from the new plan alone.
//!
//! `session.rs` joins fold, engine and journal and knows no browser; `wizard.rs` draws; the device comes from `frontend`.

mod field;
mod session;
mod shapes;
mod taking_over;
mod typing;
mod wizard;

pub use session::{Going, Session};
pub use taking_over::take_over;
pub use wizard::{Live, Wizard};

/// What whoever mounts the wizard loads it from.
/// A page of the questionnaire with the rows around it.
pub use interview::PageAt;
pub use server_functions::benefit_check::ask_again;
pub use server_functions::drafts::{OpenDraft, open_draft};
/// Addresses of the sync protocol.
pub use server_functions::sync;
