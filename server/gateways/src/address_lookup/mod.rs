//! The address look-up (domain.md section 20): the addresses at a postcode.
//!
//! Left out: entering an address by hand, which needs no look-up, and what is shown when there is none.

mod client;
mod found_address;
mod postcode;
mod search;

use std::time::Duration;

pub use client::HttpAddressLookup;
pub use found_address::FoundAddress;
pub use postcode::Postcode;
pub use search::{AddressSearch, MOST_SEARCH_CHARACTERS, split_search};

use crate::{BoxFuture, Outage};

/// How long a look-up may take: somebody waits for it with an address they could type themselves.
pub const ADDRESS_TIME_LIMIT: Duration = Duration::from_secs(5);
/// The most that is read of a reply.
pub const ADDRESS_REPLY_LIMIT_BYTES: usize = 256 * 1024;
/// The most addresses a reply may hold; a postcode has at most some 100.
pub const MOST_ADDRESSES: usize = 200;

/// Finds the addresses at a postcode.
pub trait AddressLookup: Send + Sync {
    /// Asks once, never again by itself. An empty list: the service says that there are none.
    fn find<'a>(&'a self, search: &'a AddressSearch) -> BoxFuture<'a, Result<Vec<FoundAddress>, AddressLookupFailure>>;
}

/// Why there is no list. Never to be read as “none found”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressLookupFailure {
    /// No usable reply.
    #[error("unavailable: {0}")]
    Unavailable(#[from] Outage),
}

/// The details of the connection.
#[derive(Clone, Debug)]
pub struct AddressLookupSettings {
    /// How long a look-up may take.
    pub time_limit: Duration,
}

impl Default for AddressLookupSettings {
    fn default() -> Self {
        Self { time_limit: ADDRESS_TIME_LIMIT }
    }
}
