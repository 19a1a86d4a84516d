//! Ids and bytes that follow from other things, so that the same request makes the same ones: rows (S-120), the replica
//! of a plain form (S-18), and the canonical bytes of an operation.
//!
//! Left out: the keyed hash of those bytes, which needs a key of the server (crate `keys`).

use crate::ids::{OperationId, ReplicaId};
use crate::operation::Operation;
use interview::package::hash;
use interview::value::RowKey;
use std::sync::Arc;

/// The row that the server makes for an `add_row` of this id: the first 128 bits of SHA-256(replica as 16 bytes, n as
/// 8 bytes, big-endian, `row`), as 32 hex digits.
#[must_use]
pub fn row_id(id: OperationId) -> RowKey {
    let mut bytes = Vec::with_capacity(27);
    bytes.extend_from_slice(&id.replica.0.to_be_bytes());
    bytes.extend_from_slice(&id.n.to_be_bytes());
    bytes.extend_from_slice(b"row");
    Arc::from(format!("{:032x}", first_128_bits(&bytes)).as_str())
}

/// The replica of one post of a plain form: SHA-256(`_once`, canonical body) cut to 128 bits. The same post twice is the
/// same replica and is applied once; a changed one is new.
///
/// `fields` are names and values as posted, in their order, without `_once`. Each text, `_once` first, is written as its
/// length in bytes (8 bytes, big-endian) and the text, so that no two posts have the same bytes.
#[must_use]
pub fn plain_replica<'a>(once: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> ReplicaId {
    let mut bytes = Vec::new();
    let mut add = |text: &str| {
        bytes.extend_from_slice(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    };
    add(once);
    for (name, value) in fields {
        add(name);
        add(value);
    }
    ReplicaId(first_128_bits(&bytes))
}

/// The bytes that stand for an operation wherever its content is compared or hashed (S-34): its JSON without spaces, keys
/// in the order of the struct, texts in normal form C. Empty if it could not be written, which no operation is.
#[must_use]
pub fn canonical_bytes(operation: &Operation) -> Vec<u8> {
    serde_json::to_vec(operation).unwrap_or_default()
}

fn first_128_bits(bytes: &[u8]) -> u128 {
    hash(bytes).iter().take(16).fold(0, |number, byte| (number << 8) | u128::from(*byte))
}
