//! What must never be in the browser's build: the server, what only publishing needs, and what would not run there.

use crate::{none, repository};
use std::collections::BTreeSet;

/// Names of E-1.
const ONLY_TO_PUBLISH: [&str; 6] =
    ["kdl", "miette", "batsat", "biodivine-lib-bdd", "interview-build", "interview-verify"];
/// Libraries that only a server needs.
const ONLY_TO_SERVE: [&str; 6] = ["sqlx", "tokio", "axum", "hyper", "argon2", "reqwest"];

#[test]
fn e_1_the_browser_never_loads_the_server_nor_what_only_publishing_needs() {
    let metadata = repository::metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let of_the_server =
        packages.iter().filter(|package| package["manifest_path"].as_str().unwrap().contains("/server/"));
    let mut forbidden: BTreeSet<&str> = of_the_server.map(|package| package["name"].as_str().unwrap()).collect();
    assert!(forbidden.contains("store"), "the packages of the server are not found any more");
    forbidden.extend(ONLY_TO_PUBLISH);
    forbidden.extend(ONLY_TO_SERVE);
    let tree = ["tree", "-p", "frontend", "--target", "wasm32-unknown-unknown", "-e", "normal", "--prefix", "none"];
    let tree = repository::cargo(&tree);
    assert!(names(&tree).contains("leptos"), "the tree is not read any more");
    none(&in_the_tree(&tree, &forbidden));
}

fn names(tree: &str) -> BTreeSet<&str> {
    tree.lines().filter_map(|line| line.split(' ').next()).collect()
}

fn in_the_tree(tree: &str, forbidden: &BTreeSet<&str>) -> Vec<String> {
    names(tree).intersection(forbidden).map(|name| format!("{name} is in the browser's build")).collect()
}

#[test]
fn a_forbidden_name_is_found() {
    let tree = "frontend v0.1.0 (/somewhere/frontend)\nleptos v0.8.23\nkdl v6.7.1\nkdl-like v1.0.0\nkdl v6.7.1 (*)\n";
    assert_eq!(in_the_tree(tree, &BTreeSet::from(ONLY_TO_PUBLISH)), ["kdl is in the browser's build"]);
}
