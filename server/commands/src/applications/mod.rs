//! The firm's applications: the list, one of them, all its answers, and starting one.

pub(crate) mod lines;
pub(crate) mod list;
pub(crate) mod overview;
pub(crate) mod start;
pub(crate) mod summary;
