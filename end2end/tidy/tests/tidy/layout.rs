//! Where things lie: the top level is fixed, a crate has a README of one screen, a file says what it is for.

use crate::{
    none,
    repository::{self, File},
};
use std::path::Path;

const TOP_LEVEL: [&str; 17] = [
    ".ci",
    ".cargo",
    "app",
    "server",
    "frontend",
    "style",
    "public",
    "end2end",
    "Cargo.toml",
    "Cargo.lock",
    "Makefile",
    "README.md",
    "LICENSE",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "clippy.toml",
    "deny.toml",
];
const ONE_SCREEN: usize = 70;

#[test]
fn the_top_level_is_what_was_fixed() {
    none(&strangers(&repository::top_level()));
}

#[test]
fn every_crate_has_a_readme_of_one_screen_and_the_lints_of_all() {
    let files = repository::files();
    let manifests = files.iter().filter(|file| file.ends("/Cargo.toml"));
    let read = |path: &str| std::fs::read_to_string(repository::top().join(path)).ok();
    none(&manifests.flat_map(|manifest| crate_problems(manifest, read)).collect::<Vec<_>>());
}

#[test]
fn every_source_says_what_it_is_for() {
    let files = repository::files();
    none(&files.iter().filter(|file| file.is_rust_source()).filter_map(opening).collect::<Vec<_>>());
}

fn strangers(names: &[String]) -> Vec<String> {
    let unknown = names.iter().filter(|name| !TOP_LEVEL.contains(&name.as_str()) && !name.starts_with(".git"));
    unknown.map(|name| format!("{name} does not belong at the top level")).collect()
}

fn crate_problems(manifest: &File, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let folder = Path::new(&manifest.path).parent().unwrap().to_string_lossy();
    let mut problems = Vec::new();
    match read(&format!("{folder}/README.md")).map(|text| text.lines().count()) {
        None | Some(0) => problems.push(format!("{folder} has no README.md")),
        Some(lines) if lines > ONE_SCREEN => {
            problems.push(format!("{folder}/README.md is longer than a screen: {lines} lines"))
        }
        Some(_) => {}
    }
    if !manifest.text.contains("[lints]\nworkspace = true") {
        problems.push(format!("{folder} does not take the lints of the workspace (SEC-85 among them)"));
    }
    problems
}

fn opening(file: &File) -> Option<String> {
    (!file.text.starts_with("//! ")).then(|| format!("{} does not open with what it is for", file.path))
}

#[test]
fn what_lies_wrong_is_found() {
    let names = [".gitignore", "app", "notes.md"].map(str::to_owned);
    assert_eq!(strangers(&names), ["notes.md does not belong at the top level"]);
    let manifest = File { path: "app/case/Cargo.toml".into(), text: "[package]\n".into() };
    assert_eq!(crate_problems(&manifest, |_| None).len(), 2);
    assert_eq!(crate_problems(&manifest, |_| Some("line\n".repeat(ONE_SCREEN + 1))).len(), 2);
    let manifest = File { path: "app/case/Cargo.toml".into(), text: "[lints]\nworkspace = true\n".into() };
    assert_eq!(crate_problems(&manifest, |_| Some("# case\n".into())), Vec::<String>::new());
    let source = |text: &str| opening(&File { path: "app/src/a.rs".into(), text: text.into() });
    assert!(source("use std::fs;\n").is_some() && source("//! What it is for.\n").is_none());
}
