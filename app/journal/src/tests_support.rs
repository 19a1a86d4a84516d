//! Invented operations and times for the tests of this crate.

use operations::{DefinitionId, DraftId, Kind, Operation, OperationId, ReplicaId, Timestamp, WireValue};

pub(crate) fn time(seconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(1_800_000_000_000 + seconds * 1_000).unwrap()
}

pub(crate) fn operation(n: u64, text: &str) -> Operation {
    Operation {
        id: OperationId { replica: ReplicaId(1), n },
        draft: DraftId(9),
        at: "reason".into(),
        kind: Kind::Set(WireValue::text(text).unwrap()),
        saw: vec![],
        read: None,
        definition: DefinitionId([8; 32]),
        build: "test".into(),
        time: time(0),
    }
}
