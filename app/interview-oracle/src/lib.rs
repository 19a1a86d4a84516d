//! A second, naive evaluator of interviews, against which the engine is held for ever (engine.md E-68).
//!
//! It is written from the specification alone, takes no line from the engine beyond its plain data (package, values,
//! changes, places and their JSON), and recomputes everything from the answers each time it is asked. Left out on
//! purpose: speed, explanations, navigation, wording, and everything that is not needed to compare.

mod aggregate;
mod apply;
mod digest;
mod effective;
mod evidence;
mod expression;
mod function;
mod kind;
mod mark;
mod option;
mod page;
mod pattern;
mod problem;
mod progress;
mod row;
mod state;
mod view;

pub use apply::Oracle;
pub use progress::{Blocker, Progress};
pub use state::State;
