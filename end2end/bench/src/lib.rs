//! The shipped wizard over generated questionnaires: the site with which Rushcliffe takes part in the comparison with other
//! interview engines. `page` mounts the product's wizard over the product's session, with a device whose line leads nowhere;
//! `engine` is the engine without a page. The definitions come from the build step, `src/definitions`.
//!
//! Never here: a line that the product does not ship, but for the wiring.

// Views of `app` are types as deep as the page.
#![recursion_limit = "512"]

#[cfg(target_arch = "wasm32")]
mod device;
#[cfg(target_arch = "wasm32")]
mod engine;
#[cfg(target_arch = "wasm32")]
mod page;
