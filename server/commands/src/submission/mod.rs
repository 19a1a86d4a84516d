//! What was sent: freezing it, and reading it as it was.

pub(crate) mod freeze;
pub(crate) mod record;
pub(crate) mod submit;
