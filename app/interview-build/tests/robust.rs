//! Whatever the files hold, reading them ends with diagnostics and never with a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{TestTables, example, source};
use interview_build::compile;
use proptest::prelude::*;

fn compiles(text: &str) {
    let outcome = compile(&[source("small.kdl", text)], &TestTables::default());
    assert_eq!(outcome.definition.is_some(), !outcome.has_errors());
    if let Some(definition) = &outcome.definition {
        // What passes the checker is loaded by the engine: no cycle is left.
        assert!(interview::Compiled::load(&definition.package_bytes, None, &definition.languages).is_ok(), "{text}");
    }
    for diagnostic in &outcome.diagnostics {
        assert!(diagnostic.line >= 1 && diagnostic.column >= 1);
        assert!(diagnostic.line as usize <= text.lines().count().max(1) + 1, "{diagnostic}");
        assert!(!diagnostic.to_string().is_empty());
    }
}

/// A definition with something cut out of it and something put in.
fn damaged() -> impl Strategy<Value = String> {
    let text = format!("{}\n{}", example("civil_application.kdl").text, example("proceedings.kdl").text);
    let length = text.len();
    let put = prop::sample::select(vec![
        "",
        "{",
        "}",
        "\"",
        "\"}",
        ";",
        "\n",
        "(",
        ")",
        "if ",
        " and ",
        "£",
        "'",
        "\\",
        "#\"",
        "\"\"\"",
        "/*",
        "*/",
        "/-",
        "//",
        " none ",
        "any(proc: ",
        " or else ",
        "question x row proc { ask \"x\"; }",
        "repeat proc ",
        " where ",
        "=",
        "é",
        "option",
        "[proc_code].name",
        "template",
        "use-group address as=home_address",
        "each proc { ",
        "show proc_code;",
        "when \"proc_sca\"",
    ]);
    (0..length, 0..60_usize, put).prop_map(move |(at, cut, put)| {
        let mut bytes = text.clone().into_bytes();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, put.bytes());
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC*") {
        compiles(&text);
    }

    #[test]
    fn any_pieces_of_kdl_are_read_without_a_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "interview", "x", "\"", "{", "}", ";", "\n", " ", "/-", "/*", "*/", "//", "\\", "#", "\"\"\"", "=", "(", ")", "1", "-", "é",
        ]), 0..80),
    ) {
        compiles(&pieces.concat());
    }

    #[test]
    fn any_expression_is_parsed_without_a_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "b", "(", ")", "[", "]", ".", ",", ":", "+", "-", "*", "<", ">=", "is", "not", "one of", "or", "else", "and", "if",
            "then", "at", "where", "count", "sum", "cost", "amount", "1", "2,000", "£5", "5%", "2026-01-01", "3 months", "'t'", "today",
            "nothing", "yes", "option", "index", "previous", "includes", "known", "other",
        ]), 0..24),
    ) {
        let expression = pieces.join(" ");
        compiles(&format!("interview i \"I\" version=\"1\" {{\n  derive d count \"{expression}\"\n  repeat cost\n  task t \"T\" {{\n    each cost {{ page p \"P\" {{ question amount money {{ ask \"A?\"; when \"{expression}\"; }}; }}; }}\n  }}\n}}\n"));
    }

    #[test]
    fn a_damaged_definition_is_read_without_a_panic(text in damaged()) {
        compiles(&text);
    }
}

#[test]
fn e_05_deep_and_long_inputs_are_refused_and_not_recursed_into() {
    compiles(&"a {".repeat(10_000));
    compiles(&"/*".repeat(10_000));
    compiles(&"/- a { ".repeat(30));
    let with = |expression: String| {
        format!(
            "interview i \"I\" version=\"1\" {{\n derive d count \"{expression}\"\n task t \"T\" {{ page p \"P\"; }}\n}}"
        )
    };
    compiles(&with(format!("{}1{}", "(".repeat(50_000), ")".repeat(50_000))));
    compiles(&with(format!("1{}", " + 1".repeat(50_000))));
    compiles(&with(format!("1{}", " or else 1".repeat(50_000))));
    compiles(&with(format!("{}1", "if yes then 1 else ".repeat(50_000))));
    compiles(&with(format!("{}1", "-".repeat(50_000))));
    let nested: String = (0..60).map(|_| "1 + 1 + 1 + (").collect();
    compiles(&with(format!("{nested}1{}", ")".repeat(60))));
}
