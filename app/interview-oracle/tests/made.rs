//! What the generator makes compiles.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{config, made, tapes};
use proptest::prelude::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_made_by_chance_compiles((definition, _) in tapes()) {
        made(&definition);
    }
}
