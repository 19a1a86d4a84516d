//! What operates an installation from the command line.

pub mod log;
pub mod publish;
pub mod serve;
