//! What we rest on: least versions, one line of leptos, tools equal to their library, and npm packages pinned exactly.

use crate::{
    none,
    repository::{self, File},
};
use serde_json::Value;

/// SEC-86.
const LEAST: [(&str, &str); 8] = [
    ("rustls", "0.23.45"),
    ("h2", "0.4.16"),
    ("rustls-webpki", "0.103.13"),
    ("bytes", "1.11.1"),
    ("time", "0.3.47"),
    ("sqlx", "0.9.0"),
    ("leptos_axum", "0.8.10"),
    ("server_fn", "0.8.13"),
];

#[test]
fn sec_86_sec_90_locked_versions_are_new_enough_and_leptos_is_stable() {
    let lock = std::fs::read_to_string(repository::top().join("Cargo.lock")).unwrap();
    none(&lock_problems(&lock));
}

#[test]
fn npm_packages_are_pinned_and_their_locks_name_no_address() {
    let files = repository::files();
    none(&files.iter().flat_map(npm_problems).collect::<Vec<_>>());
}

fn locked(lock: &str) -> Vec<(&str, &str)> {
    lock.split("[[package]]")
        .skip(1)
        .filter_map(|package| Some((field(package, "name")?, field(package, "version")?)))
        .collect()
}

fn field<'a>(package: &'a str, key: &str) -> Option<&'a str> {
    package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

fn numbers(version: &str) -> Vec<u64> {
    version.split(['-', '+']).next().unwrap().split('.').map(|part| part.parse().unwrap()).collect()
}

fn lock_problems(lock: &str) -> Vec<String> {
    let locked = locked(lock);
    let versions =
        |name: &str| locked.iter().filter(|(named, _)| *named == name).map(|(_, version)| *version).collect::<Vec<_>>();
    let mut problems = Vec::new();
    for (name, least) in LEAST {
        for version in versions(name) {
            if numbers(version) < numbers(least) {
                problems.push(format!("{name} {version} is older than {least} (SEC-86)"));
            }
        }
    }
    for version in versions("leptos") {
        if !version.starts_with("0.8.") || version.contains('-') {
            problems.push(format!("leptos {version} is not a stable 0.8 (SEC-90)"));
        }
    }
    if versions("wasm-bindgen") != versions("wasm-bindgen-cli") {
        problems.push("wasm-bindgen and its command line differ".to_owned());
    }
    problems
}

fn npm_problems(file: &File) -> Vec<String> {
    let mut problems = Vec::new();
    if file.ends("package.json") {
        let package: Value = serde_json::from_str(&file.text).unwrap();
        for kind in ["dependencies", "devDependencies"] {
            for (name, version) in package[kind].as_object().into_iter().flatten() {
                if !version.as_str().unwrap().starts_with(|first: char| first.is_ascii_digit()) {
                    problems.push(format!("{} does not pin {name}", file.path));
                }
            }
        }
    }
    if file.ends("package-lock.json") && file.text.contains("\"resolved\"") {
        problems.push(format!("{} says where packages come from", file.path));
    }
    problems
}

#[test]
fn what_is_too_old_is_found() {
    let lock = |packages: &[(&str, &str)]| {
        packages
            .iter()
            .map(|(name, version)| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n\n"))
            .collect::<String>()
    };
    let good = [
        ("bytes", "1.12.0"),
        ("time", "0.3.47"),
        ("leptos", "0.8.23"),
        ("wasm-bindgen", "0.2.130"),
        ("wasm-bindgen-cli", "0.2.130"),
    ];
    assert_eq!(lock_problems(&lock(&good)), Vec::<String>::new());
    let bad = [
        ("bytes", "1.9.3"),
        ("bytes", "1.11.1"),
        ("leptos", "0.9.0-rc1"),
        ("wasm-bindgen", "0.2.130"),
        ("wasm-bindgen-cli", "0.2.129"),
    ];
    assert_eq!(lock_problems(&lock(&bad)).len(), 3);
}

#[test]
fn what_is_not_pinned_is_found() {
    let file = |path: &str, text: &str| npm_problems(&File { path: path.into(), text: text.into() });
    assert_eq!(
        file("style/package.json", "{\"devDependencies\": {\"a\": \"^1.0.0\", \"b\": \"1.0.0\"}}"),
        ["style/package.json does not pin a"]
    );
    assert_eq!(
        file("style/package-lock.json", "{\"resolved\": 1}"),
        ["style/package-lock.json says where packages come from"]
    );
}
