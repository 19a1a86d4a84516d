//! What the device keeps and sends: operations are numbered, closed, sent and acknowledged, and the page learns which state
//! of saving holds (sync.md sections 3, 5, 10 and 11).
//!
//! It knows no browser, no clock and no chance: those are the traits of [`device`]. Start at [`Journal`]. To add an event,
//! give [`Journal`] a method that says what happens to entries and sender; to add a state of saving, a variant of
//! [`Status`] and a row in its table.

mod back_off;
pub mod device;
mod entry;
mod journal;
mod memory;
mod record;
mod replica;
mod sender;
mod status;
#[cfg(test)]
mod tests_support;

pub use back_off::{FIRST_MS, LONGEST_MS, wait_ms};
pub use device::{Chance, Clock, Device, Line, Storage, Ticket};
pub use entry::{Entry, State};
pub use journal::{Change, Journal, LONG_TEXT_CHARACTERS, News, Opening, QUIET_LONG_TEXT_MS, QUIET_MS};
pub use memory::Memory;
pub use record::{RECORD_FORM, Record};
pub use replica::Replica;
pub use sender::{MOST_WAIT_MS, Sender, Standing};
pub use status::{Status, Unsent, status};
