//! A device whose line leads nowhere: operations are made, closed and kept as in the product, and no server answers.

use journal::{Chance, Clock, Line, Memory, Record, Storage, Ticket};
use operations::protocol::PushBody;
use operations::{DraftId, Timestamp};

/// This page's device.
pub(crate) struct Unheard {
    memory: Memory,
    /// Stands in where the device's clock says nonsense.
    opened_at: Timestamp,
}

impl Unheard {
    pub(crate) fn new(opened_at: Timestamp) -> Self {
        Self { memory: Memory::default(), opened_at }
    }
}

impl Clock for Unheard {
    fn now(&self) -> Timestamp {
        #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 lie far within an i64")]
        let milliseconds = js_sys::Date::now() as i64;
        Timestamp::from_milliseconds(milliseconds).unwrap_or(self.opened_at)
    }
}

impl Chance for Unheard {
    fn bits(&mut self) -> u128 {
        let mut bytes = [0_u8; 16];
        // Without chance the numbers are all alike, which one page alone does not notice.
        let _ =
            web_sys::window().and_then(|window| window.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok());
        u128::from_be_bytes(bytes)
    }
}

impl Storage for Unheard {
    fn keep(&mut self, record: Record) {
        self.memory.keep(record);
    }

    fn records(&self, draft: DraftId) -> Vec<Record> {
        self.memory.records(draft)
    }

    fn outlives_the_page(&self) -> bool {
        self.memory.outlives_the_page()
    }
}

impl Line for Unheard {
    fn send(&mut self, _: Ticket, _: &PushBody) {}
}
