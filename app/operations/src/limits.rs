//! How much at once (S-31, and section 7 of security.md). Each limit is asked for at its value and at one more.

use crate::canonical::canonical_bytes;
use crate::operation::{Kind, Operation};

/// Operations in one push.
pub const MOST_OPERATIONS_IN_PUSH: usize = 200;
/// Bytes of the body of a push of several operations.
pub const MOST_PUSH_BYTES: usize = 256 * 1024;
/// Bytes of one operation in its canonical form; more is set aside, and a push may hold it alone.
pub const MOST_OPERATION_BYTES: usize = 512 * 1024;
/// Bytes of any body at `push`; the server reads no further.
pub const MOST_BODY_BYTES: usize = 1024 * 1024;
/// Ids in `saw`.
pub const MOST_SAW: usize = 32;
/// Ids in `saw` of `remove_row`.
pub const MOST_SAW_OF_REMOVED_ROW: usize = 256;
/// Rows of one repeat (E-5); `close_list` names each, beside the heads of the list.
pub const MOST_ROWS: usize = 5_000;
/// Characters of one text (E-5).
pub const MOST_TEXT_CHARACTERS: usize = 100_000;
/// Characters of a place as text.
pub const MOST_PLACE_CHARACTERS: usize = 1_000;
/// Operations in one draft.
pub const MOST_OPERATIONS_IN_DRAFT: u64 = 100_000;

/// Whether a push of so many operations may have a body of so many bytes.
#[must_use]
pub fn push_fits(operations: usize, body_bytes: usize) -> bool {
    match operations {
        0 | 1 => body_bytes <= MOST_BODY_BYTES,
        several => several <= MOST_OPERATIONS_IN_PUSH && body_bytes <= MOST_PUSH_BYTES,
    }
}

/// Ids that `saw` of a kind may hold.
#[must_use]
pub fn most_saw(kind: &Kind) -> usize {
    match kind {
        Kind::RemoveRow => MOST_SAW_OF_REMOVED_ROW,
        Kind::CloseList => MOST_ROWS + MOST_SAW,
        _ => MOST_SAW,
    }
}

/// Whether an operation passes a limit: it is set aside, and only its hash and size are kept.
#[must_use]
pub fn is_too_large(operation: &Operation) -> bool {
    let text = match &operation.kind {
        Kind::Set(value) | Kind::Resolve(value) => value.longest_text(),
        Kind::Unparsed(text) => text.chars().count(),
        _ => 0,
    };
    operation.saw.len() > most_saw(&operation.kind)
        || text > MOST_TEXT_CHARACTERS
        || operation.at.chars().count() > MOST_PLACE_CHARACTERS
        || canonical_bytes(operation).len() > MOST_OPERATION_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s_31_a_push_holds_so_much_and_no_more() {
        assert!(push_fits(200, MOST_PUSH_BYTES));
        assert!(!push_fits(201, MOST_PUSH_BYTES));
        assert!(!push_fits(2, MOST_PUSH_BYTES + 1));
        assert!(push_fits(1, MOST_PUSH_BYTES + 1));
        assert!(!push_fits(1, MOST_BODY_BYTES + 1));
    }
}
