//! One file a fault: a definition that is right but for one thing raises exactly that code at exactly that place (E-74).
//!
//! A line `//   ^ D201` under the faulty one points at the column; `// @1:1 D104` names a place it cannot point at.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "kdl"))
        .collect();
    files.sort();
    files
}

/// Line, column and code that a file says it raises.
fn expected(text: &str) -> (usize, usize, String) {
    for (index, line) in text.lines().enumerate() {
        let Some(comment) = line.strip_prefix("//") else { continue };
        if let Some(column) = line.chars().position(|sign| sign == '^') {
            return (index, column + 1, line.rsplit(' ').next().unwrap().to_owned());
        }
        if let Some((place, code)) = comment.trim().strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
            let (line, column) = place.split_once(':').unwrap();
            return (line.parse().unwrap(), column.parse().unwrap(), code.to_owned());
        }
    }
    panic!("the file expects nothing");
}

#[test]
fn e_74_each_planted_fault_raises_its_code_at_its_place_and_no_other() {
    let mut wrong = Vec::new();
    for file in files() {
        let expected = expected(&std::fs::read_to_string(&file).unwrap());
        let outcome = interview_build::compile_paths(std::slice::from_ref(&file)).unwrap();
        let found: Vec<(usize, usize, String)> = outcome
            .diagnostics
            .iter()
            .map(|found| (found.line as usize, found.column as usize, found.code.name().to_owned()))
            .collect();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if found != [expected.clone()] {
            let said: Vec<String> = outcome.diagnostics.iter().map(ToString::to_string).collect();
            wrong.push(format!("{name}: wanted {expected:?}, found\n{}", said.join("\n")));
        }
        assert!(name.starts_with(&expected.2), "{name} is named after another code than {}", expected.2);
        assert_eq!(outcome.definition.is_none(), outcome.has_errors(), "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn e_74_every_code_of_delivery_a_has_a_file() {
    let there: BTreeSet<String> =
        files().iter().map(|file| file.file_name().unwrap().to_string_lossy().chars().take(4).collect()).collect();
    let wanted = "D101 D102 D103 D104 D105 D106 D107 D201 D202 D203 D204 D205 D206 D207 D208 D210 D211 D212 D214 D215 \
                  D301 D302 D303 D304 D305 D306 D307 D308 D401 D406 D407";
    let missing: Vec<&str> = wanted.split_whitespace().filter(|code| !there.contains(*code)).collect();
    assert!(missing.is_empty(), "no file for {missing:?}");
}
