//! The recorded scripts in a browser: state digests, lists of changes and page plans are those of `alike.rs`, to the byte
//! (E-70).

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::script::{SCRIPTS, transcript};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn e_70_a_browser_tells_what_was_recorded() {
    for script in SCRIPTS {
        let told = transcript(&script);
        for (number, (told, recorded)) in told.lines().zip(script.recorded.lines()).enumerate() {
            assert_eq!(told, recorded, "{} line {}", script.name, number + 1);
        }
        assert_eq!(told.len(), script.recorded.len(), "{}", script.name);
    }
}
