//! Reading the tables as they were received, for tests. Knows no definition and no engine.
#![allow(dead_code, reason = "each test reads some of the tables")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A row, by column name.
pub type Row = BTreeMap<String, String>;

/// A reference table of the questionnaire.
pub fn reference(name: &str) -> Vec<Row> {
    read(&folder().join("tables").join(format!("{name}.csv")))
}

/// A table of pages, questions, tasks, sections or facts, or a table of test values.
pub fn questionnaire(name: &str) -> Vec<Row> {
    read(&folder().join("tests/data").join(format!("{name}.csv")))
}

/// The folder of this crate.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Different values of a column.
pub fn column(rows: &[Row], name: &str) -> BTreeSet<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

/// Values of a column and how often each occurs.
pub fn counted<'a>(rows: &'a [Row], name: &str) -> Vec<(&'a str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row[name].as_str()).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// Members of a cell that holds several values.
pub fn list(cell: &str) -> Vec<&str> {
    cell.split('|').filter(|member| !member.is_empty()).collect()
}

/// The id that a page, question or fact of the tables has in the definition.
pub fn item(id: &str) -> String {
    id.replace('.', "_")
}

fn read(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().map(|row| row.unwrap_or_else(|error| panic!("{}: {error}", path.display()))).collect()
}
