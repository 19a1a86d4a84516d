//! Storage in the page's own memory: stands in until the device keeps anything (C). It dies with the page and says so.

use crate::device::Storage;
use crate::record::Record;
use operations::{DraftId, OperationId};
use std::collections::BTreeMap;

/// Records in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    records: BTreeMap<OperationId, Record>,
}

impl Storage for Memory {
    fn keep(&mut self, record: Record) {
        self.records.insert(record.id(), record);
    }

    fn records(&self, draft: DraftId) -> Vec<Record> {
        self.records.values().filter(|record| record.entry().operation().draft == draft).cloned().collect()
    }

    fn outlives_the_page(&self) -> bool {
        false
    }
}
