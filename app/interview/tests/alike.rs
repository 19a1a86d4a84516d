//! What the recorded scripts tell on this machine, to the byte; `web.rs` asks the same in a browser (E-70).
//!
//! RECORD_SCRIPTS=1 writes the records anew: for a change of what is told, which the commit then shows.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::script::{SCRIPTS, transcript};

#[test]
fn e_70_scripts_tell_what_was_recorded() {
    for script in SCRIPTS {
        let told = transcript(&script);
        if std::env::var_os("RECORD_SCRIPTS").is_some() {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
            std::fs::write(folder.join(format!("{}.recorded", script.name)), &told).unwrap();
            continue;
        }
        for (number, (told, recorded)) in told.lines().zip(script.recorded.lines()).enumerate() {
            assert_eq!(told, recorded, "{} line {}", script.name, number + 1);
        }
        assert_eq!(told.len(), script.recorded.len(), "{}", script.name);
    }
}
