//! Runs a test that was built for the browser, in Debian's Chromium. cargo calls this in the folder of the crate under
//! test (`.cargo/config.toml`), and it must not be left.

use crate::{Done, programs::succeed};
use std::{env, ffi::OsString, path::Path, process::Command};

/// Names the file that says how the browser is started. One serves all crates.
const SETTINGS: &str = "WASM_BINDGEN_TEST_WEBDRIVER_JSON";

/// The runner reads its settings from the environment, which a program changes safely only for another one: so it
/// calls itself once more.
pub fn run(arguments: &[OsString]) -> Done {
    if env::var_os(SETTINGS).is_some() {
        return Ok(wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments.to_vec())?);
    }
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("webdriver.json");
    succeed(Command::new(env::current_exe()?).args(arguments).env(SETTINGS, settings))
}
