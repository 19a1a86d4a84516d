//! What the tests share: definitions from texts, tables from memory or from the reference data.
#![allow(dead_code)]

use interview_build::{Outcome, Source, Tables, compile};
use std::collections::BTreeMap;
use std::path::Path;

/// Tables by name, else the reference data of the questionnaire.
#[derive(Default)]
pub struct TestTables(pub BTreeMap<String, String>);

impl Tables for TestTables {
    fn read(&self, _: &str, path: &str) -> Result<Vec<u8>, String> {
        if let Some(text) = self.0.get(path) {
            return Ok(text.clone().into_bytes());
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../questionnaire/tables");
        std::fs::read(folder.join(path)).map_err(|error| error.to_string())
    }
}

pub fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

/// Compiles one file with tables written out.
pub fn compile_with(text: &str, tables: &[(&str, &str)]) -> Outcome {
    let tables = tables.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    compile(&[source("small.kdl", text)], &TestTables(tables))
}

/// Code, line and column of each diagnostic.
pub fn codes(outcome: &Outcome) -> Vec<String> {
    outcome.diagnostics.iter().map(|d| format!("{} {}:{}", d.code.name(), d.line, d.column)).collect()
}

pub fn example(name: &str) -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples").join(name);
    source(name, &std::fs::read_to_string(path).unwrap())
}
