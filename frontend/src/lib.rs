//! The browser's entry: hydrates the shell, and says how the living wizard is mounted over its plain form.
//!
//! Never here: decisions. What is kept and sent is decided in `journal`, what is asked in `interview`.

// Views of `app` are types as deep as the page.
#![recursion_limit = "512"]

mod device;
mod leaving;
mod mount;
mod plain_fields;

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the document's script once the program has arrived.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::wizard::host::mount_with(mount::mount);
    leptos::mount::hydrate_body(app::App);
}
