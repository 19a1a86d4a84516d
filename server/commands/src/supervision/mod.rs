//! Sending for review, and what a supervisor sees and decides.

pub(crate) mod approve;
pub(crate) mod comment;
pub(crate) mod dashboard;
mod declared;
pub(crate) mod review;
pub(crate) mod send_back;
pub(crate) mod send_for_review;
pub(crate) mod take_back;
