//! What was sent, as it was sent.

mod record;

pub(crate) use record::RecordScreen;
