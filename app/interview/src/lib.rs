//! The interview engine: decides, for one application, which questions are asked, what is missing, what evidence is
//! needed, and why. The same code runs in the browser and on the server. It knows nothing of legal aid, of files,
//! networks, clocks or chance, and never panics (engine.md E-1 to E-5).
//!
//! Start at [`Compiled::load`] and [`Draft::open`]; [`Draft::apply`] takes a change and tells what it changed.
//! To add an aspect, give it a node in `graph/`, a rule in `judge/` and a name in `changes.rs`.

mod aggregate;
mod apply;
pub mod change;
mod changes;
mod compiled;
mod digest;
mod draft;
mod evaluate;
mod explain;
mod fingerprint;
mod frame;
mod function;
mod graph;
mod judge;
pub mod navigate;
mod options;
pub mod package;
pub mod pattern;
pub mod place;
pub mod plan;
mod query;
mod snapshot;
mod status;
mod text;
mod typing;
pub mod value;
pub mod wire;

pub use changes::{Aspect, Changed, Changes, Target};
pub use compiled::{Compiled, DefinitionId, LoadError};
pub use digest::Submission;
pub use draft::Draft;
pub use explain::{Claim, Explanation, Leaf, Outcome, PageReason};
pub use frame::{ProblemKind, Status};
pub use graph::Cycle;
pub use query::{Blocker, BlockerKind, EvidenceNeed, PageAt, Problem, Progress, Wanted};
pub use typing::fits;
