//! Drafts: opened for the wizard, shown and posted as plain pages, and pushed to.

pub(crate) mod append;
pub(crate) mod asked;
mod disagreement;
pub(crate) mod facts;
mod form;
pub(crate) mod in_memory;
pub(crate) mod looked_at;
pub(crate) mod open;
pub(crate) mod page;
pub(crate) mod post;
mod posted;
pub(crate) mod push;
pub(crate) mod summarised;
