//! What must stand in no file: where packages come from, where things lie on one machine, and tests that sleep, are
//! skipped, or run alone. The words looked for are put together here, so that this file is not found.

use crate::{
    none,
    repository::{self, File},
};

const REGISTRIES: [&str; 7] = [
    concat!("crates.io", "/api"),
    concat!("static.", "crates.io"),
    concat!("registry.", "npmjs"),
    concat!("registry.", "yarnpkg"),
    concat!("pypi", ".org"),
    concat!("deb.", "debian"),
    concat!("static.", "rust-lang.org"),
];
const MACHINE: [&str; 5] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/fa", "rm/"), concat!("/tm", "p/")];
const NOT_A_TEST: [&str; 6] = [
    concat!("waitFor", "Timeout("),
    concat!("test", ".only("),
    concat!("describe", ".only("),
    concat!("test", ".skip("),
    concat!("test", ".fixme("),
    concat!("#[ig", "nore"),
];

#[test]
fn no_file_names_a_registry_or_a_machine() {
    none(&repository::files().iter().flat_map(addresses).collect::<Vec<_>>());
}

#[test]
fn no_test_sleeps_is_skipped_or_runs_alone() {
    none(
        &repository::files()
            .iter()
            .filter(|file| file.ends(".ts") || file.ends(".rs"))
            .flat_map(halves)
            .collect::<Vec<_>>(),
    );
}

fn addresses(file: &File) -> Vec<String> {
    let mut problems = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        let mut say = |what: &str| problems.push(format!("{}:{} names {what}", file.path, number + 1));
        if REGISTRIES.iter().any(|registry| line.contains(registry)) {
            say("a registry");
        }
        if MACHINE.iter().any(|folder| starts_a_path(line, folder)) {
            say("a folder of one machine");
        }
    }
    problems
}

/// Not the middle of an address or of a longer path.
fn starts_a_path(line: &str, folder: &str) -> bool {
    let inner = |part: char| part.is_ascii_alphanumeric() || "_./}".contains(part);
    line.match_indices(folder).any(|(at, _)| !line[..at].ends_with(inner))
}

fn halves(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    let wrong = lines.filter(|(_, line)| NOT_A_TEST.iter().any(|word| line.contains(word)));
    wrong.map(|(number, _)| format!("{}:{} sleeps, is skipped or runs alone", file.path, number + 1)).collect()
}

#[test]
fn addresses_and_folders_are_found() {
    let found = |text: &str| addresses(&File { path: "a".into(), text: text.into() });
    assert_eq!(found(&format!("see https://{}/x", REGISTRIES[2])), ["a:1 names a registry"]);
    assert_eq!(found(&format!("\nlet a = \"{}x\";", MACHINE[1])), ["a:2 names a folder of one machine"]);
    assert_eq!(found(&format!("https://example.com{}x", MACHINE[2])), Vec::<String>::new());
}

#[test]
fn half_a_test_is_found() {
    let found = |text: &str| halves(&File { path: "a.ts".into(), text: text.into() });
    assert_eq!(found(&format!("await page.{}500)", NOT_A_TEST[0])), ["a.ts:1 sleeps, is skipped or runs alone"]);
    assert_eq!(found("await page.waitForURL(address)"), Vec::<String>::new());
}
