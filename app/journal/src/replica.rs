//! Who counts the operations of one page: a new random replica at every load, from 1 without gaps (S-3). No counter is
//! shared between pages.

use crate::device::Chance;
use operations::{OperationId, ReplicaId};

/// The replica of a page.
#[derive(Debug)]
pub struct Replica {
    id: ReplicaId,
    last: u64,
}

impl Replica {
    /// A new one.
    pub fn new(chance: &mut impl Chance) -> Self {
        Self { id: ReplicaId(chance.bits()), last: 0 }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> ReplicaId {
        self.id
    }

    /// The id of the next operation.
    pub fn count(&mut self) -> OperationId {
        self.last = self.last.saturating_add(1);
        OperationId { replica: self.id, n: self.last }
    }
}
