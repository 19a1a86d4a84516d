//! The worked examples of engine.md sections 4 and 12a.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{TestTables, codes, example};
use interview::package::{ItemKind, Op, PageKind, Placed};
use interview_build::{compile, parse_all_deliveries};

#[test]
fn the_first_two_worked_examples_compile_without_a_diagnostic() {
    let outcome = compile(&[example("civil_application.kdl"), example("proceedings.kdl")], &TestTables::default());
    assert_eq!(codes(&outcome), Vec::<String>::new());
    let definition = outcome.definition.unwrap();
    let package = &definition.package;
    let ids: Vec<&str> = package.items.iter().map(|item| item.id.as_str()).collect();
    let expected = "offices dwp_status reference_date client_under_18 means_tested provider_office client_last_name client_dob \
                    client_mobile client_no_phone home_address_town home_address_postcode proc proc_sca proc_df_counts \
                    proc_df_limit proc_code proc_involvement proc_df_used proc_df_date partner_has check_client dwp_benefit \
                    savings savings_kinds savings_values benefit_evidence evidence_later evidence_later_why";
    assert_eq!(
        ids,
        expected.split_whitespace().collect::<Vec<_>>(),
        "in order of declaration, modules where they are used"
    );
    interview::Compiled::load(&definition.package_bytes, None, &definition.languages).expect("the engine loads it");
}

#[test]
fn the_third_worked_example_is_parsed_and_refused_as_not_delivered() {
    assert!(parse_all_deliveries(&[example("later_deliveries.kdl")]).is_empty());
    let outcome = compile(&[example("later_deliveries.kdl")], &TestTables::default());
    assert_eq!(codes(&outcome), ["D102 1:1", "D102 2:1"]);
}

#[test]
fn tiny_compiles_to_what_section_12a_says() {
    let outcome = compile(&[example("tiny.kdl")], &TestTables::default());
    assert_eq!(codes(&outcome), Vec::<String>::new());
    let package = outcome.definition.unwrap().package;
    let ids: Vec<&str> = package.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["total", "cost", "amount", "reason"]);
    let ItemKind::Derive(total) = &package.items[0].kind else { panic!("total is derived") };
    let code = &package.codes[total.otherwise.unwrap() as usize];
    assert_eq!(
        (package.files[code.source.file as usize].as_str(), code.source.line, code.source.column),
        ("tiny.kdl", 2, 23)
    );
    assert!(matches!(code.ops.as_slice(), [Op::Aggregate { value: Some(_), filter: None, .. }]));
    let places = &package.tasks[0].places;
    assert!(matches!(places[0], Placed::Each { repeat: 0, .. }));
    assert_eq!(package.pages[1].kind, PageKind::List(0));
    assert_eq!(package.items[2].frame, 1, "a question inside `each cost` is a field of cost");
}

#[test]
fn e_15_equal_sources_give_equal_bytes_whatever_their_order_and_folder() {
    let there = |prefix: &str, names: [&str; 2]| {
        let sources = names.map(|name| {
            let mut source = example(name);
            source.name = format!("{prefix}{name}");
            source
        });
        let definition = compile(&sources, &TestTables::default()).definition.unwrap();
        (definition.id, definition.package_bytes)
    };
    let first = there("", ["civil_application.kdl", "proceedings.kdl"]);
    assert_eq!(first, there("some/other/folder/", ["proceedings.kdl", "civil_application.kdl"]));
    assert_eq!(first.0, interview::package::hash(&first.1), "the id is the hash of the package");
}

#[test]
fn e_14_the_package_is_canonical_json_and_holds_the_hash_of_its_texts() {
    let definition = compile(&[example("tiny.kdl")], &TestTables::default()).definition.unwrap();
    let value: serde_json::Value = serde_json::from_slice(&definition.package_bytes).unwrap();
    assert_eq!(serde_json::to_vec(&value).unwrap(), definition.package_bytes, "sorted keys, no spaces");
    let (language, texts) = &definition.languages[0];
    let named = &definition.package.languages[0];
    assert_eq!((language.as_str(), named.id.as_str()), ("en", "en"));
    assert_eq!(named.hash, interview::package::hex(&interview::package::hash(texts)));
    let reworded = example("tiny.kdl").text.replace("How much?", "How many pounds?");
    let reworded = compile(&[common::source("tiny.kdl", &reworded)], &TestTables::default()).definition.unwrap();
    assert_ne!(reworded.id, definition.id, "new words are a new id");
}
