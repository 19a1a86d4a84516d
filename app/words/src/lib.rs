//! Every sentence of the interface, one typed function each, a file a feature.
//!
//! To add one: a function in its feature's file, named for what it says. Leaves out the wording of questions (the
//! definition has it), markup and rules.

pub mod accounts;
pub mod applications;
pub mod interface;
pub mod refusals;
pub mod submission;
pub mod supervision;
pub mod wizard;
