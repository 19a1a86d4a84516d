//! Names, ids and what they stand for (E-7, E-9, E-79, E-80, E-90), and how faults are told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{TestTables, codes, compile_with, source};
use interview_build::{Severity, compile};

/// An interview with declarations, things on its first page, and places after that page.
fn small(declared: &str, page: &str, places: &str) -> String {
    format!(
        "interview i \"I\" version=\"1\" {{\n{declared}\ntask t \"T\" {{\npage p \"P\" {{\n{page}\n}}\n{places}\n}}\n}}\n"
    )
}

fn check(declared: &str, page: &str, places: &str) -> Vec<String> {
    codes(&compile_with(&small(declared, page, places), &[]))
}

const NUMBER: &str = "question b count { ask \"B\"; }";

#[test]
fn e_07_the_nearest_known_name_is_proposed() {
    let outcome = compile_with(&small("", "question b count { asks \"B\"; }", ""), &[]);
    assert_eq!(outcome.diagnostics[0].message, "`asks` is not known in question `b`; did you mean `ask`?");
    let outcome = compile_with(&small("derive d count \"bred\"", "question bread count { ask \"B\"; }", ""), &[]);
    assert_eq!(outcome.diagnostics[0].message, "there is no item `bred`; did you mean `bread`?");
}

#[test]
fn e_09_tasks_and_pages_have_names_of_their_own() {
    assert_eq!(
        check("", "question p count { ask \"P\"; }; question t count { ask \"T\"; }", "page t \"T\""),
        Vec::<String>::new()
    );
    assert_eq!(check("", NUMBER, "page p \"Q\""), ["D202 7:6"]);
}

#[test]
fn e_09_sibling_repeats_may_share_a_field_but_nothing_hides_an_outer_name() {
    let rows = |inner: &str| {
        format!(
            "each r {{ page q \"Q\" {{ question c count {{ ask \"C\"; }}; }}; }}\neach s {{ page q2 \"Q\" {{ question {inner} count {{ ask \"C\"; }}; }}; }}"
        )
    };
    assert_eq!(check("repeat r\nrepeat s", NUMBER, &rows("c")), Vec::<String>::new());
    assert_eq!(check("repeat r\nrepeat s", NUMBER, &rows("b")), ["D203 9:33"]);
}

#[test]
fn e_09_options_may_be_words_of_the_language_but_no_state() {
    let question = |option: &str| format!("question c choice {{ ask \"C\"; option {option} \"O\"; }}");
    for allowed in ["none", "no", "yes", "DA004", "3", "and"] {
        assert_eq!(
            check(&format!("derive d yes_no \"c is {allowed}\""), &question(allowed), ""),
            Vec::<String>::new(),
            "{allowed}"
        );
    }
    for refused in ["one", "not", "nothing", "known", "failed", "with-hyphen"] {
        assert_eq!(check("", &question(refused), ""), ["D102 5:37"], "{refused}");
    }
}

#[test]
fn e_79_two_definitions_of_one_item_are_named_at_the_second() {
    let outcome = compile_with(&small("derive b count \"1\"", NUMBER, ""), &[]);
    assert_eq!(codes(&outcome), ["D302 5:10"]);
    assert_eq!((outcome.diagnostics[0].notes[0].line, outcome.diagnostics[0].notes[0].column), (2, 8));
    assert_eq!(
        check("amount b count { from \"2020-01-01\" \"1\"; }", NUMBER, ""),
        ["D202 5:10"],
        "an amount is no item"
    );
}

#[test]
fn e_80_pages_of_rows_stand_inside_each() {
    let nested = "repeat r { repeat s; }";
    assert_eq!(
        check(nested, NUMBER, "each r { each s { page q \"Q\" { question c count { ask \"C\"; }; }; }; }"),
        Vec::<String>::new()
    );
    assert_eq!(check(nested, NUMBER, "each s { page q \"Q\" { question c count { ask \"C\"; }; }; }"), ["D308 7:6"]);
    assert_eq!(
        check("repeat r { question c count { ask \"C\"; }; }", NUMBER, "page q \"Q\" { show c; }"),
        ["D308 7:19"]
    );
    assert_eq!(check("repeat r { question c count { ask \"C\"; }; }", "each r { show c; }", ""), Vec::<String>::new());
    assert_eq!(check("", NUMBER, "each b { page q \"Q\" { question c count { ask \"C\"; }; }; }"), ["D211 7:6"]);
}

#[test]
fn e_90_inside_a_template_its_own_names_come_first() {
    let template = "template ad {\nquestion line text max=9 { ask \"L\"; }\nquestion code text max=9 { ask \"C\"; check \"matches(code, postcode) and line is known\" \"bad\"; }\n}\nderive filled yes_no \"home_line is known and work_code is known\"";
    let used = "use-group ad as=home { ask \"Home\"; suggest line \"second\"; }; use-group ad as=work; question second text max=9 { ask \"O\"; }";
    assert_eq!(check(template, used, ""), Vec::<String>::new());
    assert_eq!(check(template, &format!("{used}; use-group ad as=home"), ""), ["D302 9:138"]);
    assert_eq!(check(template, &used.replace("suggest line", "suggest lime"), ""), ["D201 9:44"]);
    let wrong = template.replace("line is known\"", "lime is known\"");
    assert_eq!(check(&wrong, used, ""), ["D201 4:72"], "told once, where it stands in the template");
}

#[test]
fn e_13_all_errors_of_all_files_are_told_in_file_and_position_order() {
    let first = source(
        "a.kdl",
        "interview i \"I\" version=\"1\" {\n  use m\n  derive d yes_no \"n >\"\n  derive e yes_no \"nn > 1\"\n}\n",
    );
    let second =
        source("m.kdl", "module m {\n  task t \"T\" { page p \"P\" { question n counts { ask \"N\"; }; }; }\n}\n");
    let said: Vec<String> = compile(&[first, second], &TestTables::default())
        .diagnostics
        .iter()
        .map(|d| format!("{} {}:{}", d.code.name(), d.file, d.line))
        .collect();
    assert_eq!(said, ["D105 a.kdl:3", "D201 a.kdl:4", "D102 m.kdl:2"]);
}

#[test]
fn e_13_a_file_that_is_no_kdl_hides_nothing_of_the_others() {
    let first = source("a.kdl", "interview i \"I\" version=\"1\" {\n  use m\n  derive d yes_no \"n >\"\n}\n");
    let second = source("m.kdl", "module m {\n");
    assert_eq!(codes(&compile(&[first, second], &TestTables::default())), ["D105 3:23", "D101 1:10"]);
}

#[test]
fn one_fault_is_told_once_and_not_where_it_is_felt() {
    let uses = "derive d yes_no \"b > 1 and c is red\"";
    let asked = "question b count { ask \"B\"; }\nquestion c choice { ask \"C\"; option red \"Red\"; }";
    assert_eq!(check(uses, asked, ""), Vec::<String>::new());
    assert_eq!(check(uses, &asked.replace("question b", "qestion b"), ""), ["D102 5:1"]);
    assert_eq!(check(uses, &asked.replace("option red", "optoin red"), ""), ["D102 6:30"]);
    assert_eq!(check(uses, &asked.replace("count", "cuont"), ""), ["D102 5:12"]);
    let rows =
        "each cost { page q \"Q\" { question c money { ask \"C\"; when \"index is 1\"; }; }; }\nlist l \"L\" of=cost";
    assert_eq!(check("repeat cost\nderive s money \"sum(cost: c)\"", NUMBER, rows), Vec::<String>::new());
    assert_eq!(
        check("repeat cost\nderive s money \"sum(cost: c)\"", NUMBER, &rows.replace("each cost", "each csot")),
        ["D201 8:6"]
    );
}

#[test]
fn e_97_a_diagnostic_is_one_line_of_json_with_these_keys() {
    let question = "question colour choice { ask \"C\"; option red \"Red\"; }";
    let outcome = compile_with(&small("derive d yes_no \"colour is rde\"", question, ""), &[]);
    assert_eq!(
        outcome.diagnostics[0].to_json().unwrap(),
        "{\"code\":\"D206\",\"severity\":\"error\",\"file\":\"small.kdl\",\"line\":2,\"column\":28,\
         \"message\":\"`rde` is not an option of `colour`; did you mean `red`?\",\
         \"notes\":[{\"file\":\"small.kdl\",\"line\":5,\"column\":10,\"message\":\"defined here\"}]}"
    );
}

#[test]
fn a_diagnostic_shows_its_line_and_every_edge_of_a_cycle() {
    let page = "question prospects yes_no { ask \"P\"; when \"benefit is yes\"; }\nquestion benefit yes_no { ask \"B\"; when \"prospects is yes\"; }";
    let outcome = compile_with(&small("", page, ""), &[]);
    assert_eq!(
        outcome.diagnostics[0].to_string(),
        "error D301 small.kdl:5:44  these items depend on each other: prospects -> benefit -> prospects\n    \
         5 | question prospects yes_no { ask \"P\"; when \"benefit is yes\"; }     <- prospects is asked because of benefit\n    \
         6 | question benefit yes_no { ask \"B\"; when \"prospects is yes\"; }     <- benefit is asked because of prospects\n"
    );
    let outcome = compile_with(&small("derive d yes_no \"ä > 1\"", NUMBER, ""), &[]);
    assert_eq!(
        outcome.diagnostics[0].to_string(),
        "error D105 small.kdl:2:18  `ä` means nothing here\n    2 | derive d yes_no \"ä > 1\"\n      |                  ^\n"
    );
}

#[test]
fn e_30_a_wording_that_shows_what_is_not_rechecked_is_a_warning_only() {
    let page = "question born date { ask \"When?\"; }\nquestion n count { ask \"How many since {born}?\"; }";
    let outcome = compile_with(&small("", page, ""), &[]);
    assert_eq!(codes(&outcome), ["D407 6:40"]);
    assert_eq!(outcome.diagnostics[0].severity, Severity::Warning);
    assert!(outcome.definition.is_some(), "a warning does not stop the definition");
    assert_eq!(check("", &page.replace("{born}?\";", "{born}?\"; recheck born;"), ""), Vec::<String>::new());
    assert_eq!(check("", &format!("recheck born\n{page}"), ""), Vec::<String>::new(), "the page's set counts");
}

#[test]
fn e_105_nothing_reads_a_sensitive_answer() {
    let page = |rest: &str| {
        format!("question faith text max=9 {{ ask \"F\"; sensitive; }}\nquestion n count {{ ask \"N\"; {rest} }}")
    };
    assert_eq!(check("", &page(""), ""), Vec::<String>::new());
    assert_eq!(check("", &page("when \"faith is known\";"), ""), ["D201 6:35"]);
    assert_eq!(check("", &page("hint \"{faith|none}\";"), ""), ["D201 6:36"]);
    assert_eq!(check("", &page("recheck faith;"), ""), ["D201 6:37"]);
    assert_eq!(check("", &page("check \"length(faith) > 3\" \"x\";"), ""), ["D201 6:43"]);
}
