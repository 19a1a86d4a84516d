//! An operation as a draft knows it: with its place in the log once the server has told it.

use crate::ids::OperationId;
use crate::operation::{Logged, Operation};
use interview::wire::Timestamp;

/// An operation in a fold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The operation.
    pub operation: Operation,
    /// What the server says of it; `None` while it is only on this device.
    pub logged: Option<Recorded>,
}

/// What the server alone says of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the log.
    pub revision: u64,
    /// Who made it.
    pub author: String,
    /// When it came.
    pub at: Timestamp,
}

impl Entry {
    /// Its place in the order of the log: those only on this device come last, in their own order.
    #[must_use]
    pub fn order(&self) -> (u64, u64, OperationId) {
        let revision = self.logged.as_ref().map_or(u64::MAX, |logged| logged.revision);
        (revision, self.operation.id.n, self.operation.id)
    }

    /// Whether its author knew of an operation: it was on the screen, or they had made it themselves.
    #[must_use]
    pub fn knows(&self, id: OperationId) -> bool {
        id.precedes(self.operation.id) || self.operation.saw.contains(&id)
    }
}

impl From<&Logged> for Recorded {
    fn from(logged: &Logged) -> Self {
        Self { revision: logged.revision, author: logged.author.clone(), at: logged.at }
    }
}

impl From<&Logged> for Entry {
    fn from(logged: &Logged) -> Self {
        Self { operation: logged.operation.clone(), logged: Some(Recorded::from(logged)) }
    }
}
