//! An entry as the device keeps it: with the number of the form it was written in, so that a later build knows what it
//! reads and leaves alone what it does not know.
//!
//! Left out: sealing (H).

use crate::entry::Entry;
use operations::OperationId;
use serde::{Deserialize, Serialize};

/// The form written here.
pub const RECORD_FORM: u32 = 1;

/// What the device keeps of one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    form: u32,
    entry: Entry,
}

impl Record {
    /// Of an entry.
    #[must_use]
    pub fn new(entry: Entry) -> Self {
        Self { form: RECORD_FORM, entry }
    }

    /// Which operation it is of.
    #[must_use]
    pub fn id(&self) -> OperationId {
        self.entry.operation().id
    }

    /// The entry.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Its bytes; empty if they could not be written, which no record is.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads bytes; `None` for another form or damaged ones, which stay where they are.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(bytes).ok().filter(|record| record.form == RECORD_FORM)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests_support::{operation, time};

    #[test]
    fn a_record_reads_what_it_writes_and_leaves_other_forms_alone() {
        let mut entry = Entry::open(operation(3, "text"), time(0));
        entry.close();
        entry.set_aside(operations::Reason::TooLarge);
        let record = Record::new(entry);
        let bytes = record.to_bytes();
        assert_eq!(Record::from_bytes(&bytes), Some(record));
        let newer = String::from_utf8(bytes.clone()).unwrap().replacen("\"form\":1", "\"form\":2", 1);
        assert_eq!(Record::from_bytes(newer.as_bytes()), None);
        assert_eq!(Record::from_bytes(&bytes[..bytes.len() - 1]), None);
    }
}
