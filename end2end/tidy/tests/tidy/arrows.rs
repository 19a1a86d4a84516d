//! Which crate may use which. `arrows.toml` is the table; `cargo metadata` says what is so.

use crate::{none, repository, table};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const CIRCLES_ARE_ALLOWED_IN: [&str; 5] =
    ["interview", "interview-build", "interview-oracle", "interview-verify", "interview-cli"];

/// One of our packages: what it uses of ours, always and in tests alone.
#[derive(Default)]
struct Package {
    uses: BTreeSet<String>,
    uses_in_tests: BTreeSet<String>,
    features: BTreeSet<String>,
}

type Packages = BTreeMap<String, Package>;

#[test]
fn every_arrow_is_in_the_table() {
    none(&arrows(&packages(&repository::metadata()), include_str!("../../arrows.toml")));
}

#[test]
fn test_dependencies_go_in_a_circle_only_inside_the_interview_family() {
    none(&circles(&packages(&repository::metadata())));
}

#[test]
fn features_are_ssr_and_hydrate_where_both_sides_draw_and_faults() {
    none(&features(&packages(&repository::metadata())));
}

#[test]
fn no_usual_command_builds_both_halves() {
    let metadata = repository::metadata();
    let usual = metadata["workspace_default_members"].as_array().unwrap();
    let halves = ["/frontend", "/end2end/bench", "/end2end/xtask"];
    let both = usual.iter().filter(|id| halves.iter().any(|half| id.as_str().unwrap().contains(&format!("{half}#"))));
    assert_eq!(both.collect::<Vec<_>>(), Vec::<&Value>::new());
}

fn packages(metadata: &Value) -> Packages {
    let listed = metadata["packages"].as_array().unwrap();
    let ours: BTreeSet<&str> = listed.iter().map(|package| package["name"].as_str().unwrap()).collect();
    let mut packages = Packages::new();
    for package in listed {
        let entry = packages.entry(package["name"].as_str().unwrap().to_owned()).or_default();
        entry.features = package["features"].as_object().unwrap().keys().cloned().collect();
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["name"].as_str().unwrap();
            if ours.contains(name) {
                let in_tests = dependency["kind"].as_str() == Some("dev");
                let uses = if in_tests { &mut entry.uses_in_tests } else { &mut entry.uses };
                uses.insert(name.to_owned());
            }
        }
    }
    packages
}

fn arrows(packages: &Packages, toml: &str) -> Vec<String> {
    let table = table::read(toml);
    let row = |name: &str| table.iter().find(|entry| entry.key == name);
    let mut problems = Vec::new();
    for (name, package) in packages {
        let Some(entry) = row(name) else {
            problems.push(format!("{name} is not in arrows.toml"));
            continue;
        };
        for used in &package.uses {
            if !entry.words.contains(used) {
                problems.push(format!("{name} uses {used}, which arrows.toml does not allow"));
            }
        }
    }
    for entry in &table {
        if !packages.contains_key(&entry.key) {
            problems.push(format!("arrows.toml names {}, which is not there", entry.key));
        }
        for used in &entry.words {
            let section = row(used).map_or("nowhere", |used| used.section.as_str());
            if ["both", "browser"].contains(&entry.section.as_str()) && section != "both" {
                problems
                    .push(format!("arrows.toml lets {}, which reaches the browser, use {used} ({section})", entry.key));
            }
        }
    }
    problems
}

fn circles(packages: &Packages) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, package) in packages {
        for used in &package.uses_in_tests {
            let family = |name: &String| CIRCLES_ARE_ALLOWED_IN.contains(&name.as_str());
            if reaches(packages, used, name) && !(family(name) && family(used)) {
                problems.push(format!("{name} uses {used} in tests, and {used} rests on {name}"));
            }
        }
    }
    problems
}

fn reaches(packages: &Packages, from: &str, to: &str) -> bool {
    from == to || packages.get(from).is_some_and(|package| package.uses.iter().any(|used| reaches(packages, used, to)))
}

fn features(packages: &Packages) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, package) in packages {
        let drawn = ["components", "server-functions", "app"].contains(&name.as_str());
        for feature in &package.features {
            if feature != "faults" && !(drawn && ["ssr", "hydrate"].contains(&feature.as_str())) {
                problems.push(format!("{name} has a feature {feature}"));
            }
        }
    }
    problems
}

#[cfg(test)]
fn example(arrows: &[(&str, &[&str], &[&str])]) -> Packages {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let package = |uses, tests| Package { uses: set(uses), uses_in_tests: set(tests), features: set(&[]) };
    arrows.iter().map(|(name, uses, tests)| ((*name).to_owned(), package(uses, tests))).collect()
}

#[test]
fn an_arrow_that_is_not_in_the_table_is_found() {
    let packages = example(&[("case", &["store"], &[]), ("store", &[], &[]), ("new", &[], &[])]);
    let found = arrows(&packages, "[both]\ncase = []\nwords = [\"store\"]\n[server]\nstore = []\n");
    assert_eq!(
        found,
        [
            "case uses store, which arrows.toml does not allow",
            "new is not in arrows.toml",
            "arrows.toml names words, which is not there",
            "arrows.toml lets words, which reaches the browser, use store (server)",
        ]
    );
}

#[test]
fn a_circle_is_found_outside_the_interview_family_alone() {
    let inside = example(&[("interview", &[], &["interview-build"]), ("interview-build", &["interview"], &[])]);
    assert_eq!(circles(&inside), Vec::<String>::new());
    let outside = example(&[("case", &[], &["store"]), ("store", &["keys"], &[]), ("keys", &["case"], &[])]);
    assert_eq!(circles(&outside), ["case uses store in tests, and store rests on case"]);
}

#[test]
fn a_feature_of_ones_own_is_found() {
    let mut packages = example(&[("app", &[], &[]), ("store", &[], &[])]);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    packages.get_mut("app").unwrap().features = names(&["ssr", "hydrate", "extra"]);
    packages.get_mut("store").unwrap().features = names(&["ssr", "faults"]);
    assert_eq!(features(&packages), ["app has a feature extra", "store has a feature ssr"]);
}
