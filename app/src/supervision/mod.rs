//! Sending for review, what waits, and the decision.

mod dashboard;
mod decide;
mod review;
mod send_for_review;

pub(crate) use dashboard::Dashboard;
pub(crate) use review::ReviewScreen;
pub(crate) use send_for_review::SendForReview;
