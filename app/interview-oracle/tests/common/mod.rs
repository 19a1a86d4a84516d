//! What the tests share: definitions and scripts by chance, and the engine and the oracle side by side.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod definition;
pub mod pair;
pub mod rebuilt;
pub mod script;
pub mod tape;

use interview::Compiled;
use interview_build::{Severity, Source};
use proptest::prelude::*;
use std::sync::Arc;

/// How many cases: 1,000, or what PROPTEST_CASES says.
pub fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000);
    ProptestConfig { cases, max_shrink_iters: 6_000, failure_persistence: None, ..ProptestConfig::default() }
}

/// Two tapes: one makes the definition, one the script.
pub fn tapes() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
    (prop::collection::vec(any::<u32>(), 40..700), prop::collection::vec(any::<u32>(), 20..240))
}

/// Two of the tables that definitions may name.
struct MadeTables;

impl interview_build::Tables for MadeTables {
    fn read(&self, _: &str, path: &str) -> Result<Vec<u8>, String> {
        match path {
            "things.csv" => Ok(definition::THINGS.into()),
            "rates.csv" => Ok(definition::RATES.into()),
            _ => Err(format!("no table {path}")),
        }
    }
}

/// Compiles a definition that must be without error.
pub fn compile(text: &str) -> Arc<Compiled> {
    let source = Source { name: "made.kdl".to_owned(), text: text.to_owned() };
    let outcome = interview_build::compile(&[source], &MadeTables);
    let errors: Vec<_> =
        outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{text}\n{errors:#?}");
    let definition = outcome.definition.expect("a definition without error is compiled");
    Compiled::load(&definition.package_bytes, None, &definition.languages).expect("what was compiled can be loaded")
}

/// The definition that a tape makes, as text and compiled.
pub fn made(tape: &[u32]) -> (String, Arc<Compiled>) {
    let text = definition::text(&mut tape::Tape::new(tape));
    let compiled = compile(&text);
    (text, compiled)
}

pub fn attempt(tape: &[u32]) -> (String, Vec<(String, String, u32)>) {
    let text = definition::text(&mut tape::Tape::new(tape));
    let source = Source { name: "made.kdl".to_owned(), text: text.clone() };
    let outcome = interview_build::compile(&[source], &MadeTables);
    let errors = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let list = errors.map(|one| (one.code.name().to_owned(), one.message.clone(), one.line)).collect();
    (text, list)
}
