//! The log of a draft: operations and their wire form, heads, merging, the fold into what the engine is given, and the
//! protocol between device and server (sync.md sections 2, 5, 7).
//!
//! It knows no clock, no chance and no store, and runs in the browser as on the server. To add a kind of operation: a variant
//! of [`Kind`], its keys in `operation.rs`, where it may stand in `accept.rs`, what its author saw in `saw.rs`, what it means in
//! `merge.rs` or `rows.rs`; since a new kind is a new protocol number, the number in `protocol.rs` too.

mod accept;
mod canonical;
mod changes;
mod entry;
mod fold;
mod heads;
mod ids;
pub mod limits;
mod merge;
mod operation;
mod place;
pub mod protocol;
mod rows;
mod saw;
mod strict;
mod wire_value;

pub use accept::{Reason, accept};
pub use canonical::{canonical_bytes, plain_replica, row_id};
pub use changes::kinds;
pub use entry::{Entry, Recorded};
pub use fold::{Aside, Fold, Holding, fold};
pub use heads::{Heads, Scope};
pub use ids::{DraftId, EpochId, NotAnId, NotHex, OperationId, ReplicaId, SubmissionKey, hex_32};
pub use interview::DefinitionId;
pub use interview::wire::Timestamp;
pub use operation::{FileNamed, Kind, Logged, Operation};
pub use strict::{MOST_NUMBER, StrictJson, normal};
pub use wire_value::{NotOfType, WireFact, WireValue, typed, untyped};
