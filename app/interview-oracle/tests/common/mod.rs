//! What the tests share: definitions and scripts by chance, and the engine and the oracle side by side.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod definition;
pub mod pair;
pub mod rebuilt;
pub mod script;
pub mod tape;

use proptest::prelude::*;

/// How many cases: 1,000, or what PROPTEST_CASES says.
pub fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000);
    ProptestConfig { cases, max_shrink_iters: 6_000, failure_persistence: None, ..ProptestConfig::default() }
}

/// Two tapes: one makes the definition, one the script.
pub fn tapes() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
    (prop::collection::vec(any::<u32>(), 20..500), prop::collection::vec(any::<u32>(), 10..160))
}
