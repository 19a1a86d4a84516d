//! The repository holds to its own rules. Each module is one kind of rule; what it finds it says as sentences that
//! name the place. Nothing here corrects anything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod arrows;
mod browser;
mod layout;
mod markup;
mod repository;
mod server_functions;
mod sizes;
mod source;
mod table;
mod text;
mod versions;
mod view;

/// Fails with every sentence at once, so that one run shows all there is to mend.
fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
