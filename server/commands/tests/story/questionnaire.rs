//! The questionnaires of the story: a small one, and the one that is shipped.

use crate::world::{ROW, World, set};
use case::Digest;
use interview_build::{NoTables, Outcome, Source, compile, compile_paths};
use operations::Kind;
use std::path::PathBuf;
use store::definitions::NewDefinition;

pub fn small() -> NewDefinition {
    let source = Source { name: "small.kdl".into(), text: include_str!("small.kdl").into() };
    published(compile(&[source], &NoTables))
}

/// The same in other words.
pub fn reworded() -> NewDefinition {
    let text = include_str!("small.kdl").replace("First name", "Forename");
    published(compile(&[Source { name: "small.kdl".into(), text }], &NoTables))
}

pub fn shipped() -> NewDefinition {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../app/questionnaire/definitions");
    published(compile_paths(&[folder]).unwrap())
}

fn published(outcome: Outcome) -> NewDefinition {
    assert!(!outcome.has_errors(), "{:#?}", outcome.diagnostics);
    let compiled = outcome.definition.unwrap();
    NewDefinition {
        id: Digest::from_bytes(compiled.id),
        name: "civil_application".into(),
        source_hash: compiled.id,
        package: compiled.package_bytes,
        texts: compiled.languages,
    }
}

pub fn row(rest: &str) -> String {
    format!("proc[{ROW}]{rest}")
}

/// Everything it asks but the mark and the end of the list.
pub fn answers(world: &World) -> Vec<(&'static str, Kind)> {
    let place = |rest: &str| -> &'static str { Box::leak(row(rest).into_boxed_str()) };
    let supervisor = world.malcolm.user.to_string();
    vec![
        ("provider_office", set("1A234B")),
        ("provider_supervisor", set(&supervisor)),
        ("town", set("Eastmoor")),
        ("own_ref", Kind::Skip),
        ("app_urgent", set("no")),
        ("client_first_name", set("Wilhelmina")),
        ("client_last_name", set("Tamworth")),
        ("client_dob", set("1992-04-07")),
        ("client_nino", set("QQ123401C")),
        ("client_needs", Kind::Skip),
        ("home_lookup_search", Kind::Skip),
        ("home_lookup", Kind::Skip),
        (place(""), Kind::AddRow),
        (place(".proc_title"), set("Non-molestation order")),
        (place(".proc_df_used"), set("no")),
    ]
}
