//! The hardest cases of engine.md section 15 that are about rows, and rows beside them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{Played, define, value};
use interview::change::ChangeKind;
use interview::navigate::resolve;
use interview::value::{Held, Read, Three, Value};
use interview::{Aspect, Status};
use serde_json::json;

/// Opponents of proceedings and their children; a rule reads its row, the row around it and a total over everything.
fn nested() -> Played {
    let mut played = Played::open(&define(
        "derive all_children count \"sum(proceeding: children_here)\"
         repeat proceeding min=1 {
           derive children_here count \"sum(opponent: children_of)\"
           repeat opponent {
             derive children_of count \"count(child)\"
             repeat child { }
           }
         }
         task t \"Task\" {
           each proceeding {
             page proceeding_page \"Proceeding\" { question urgent yes_no { ask \"Is it urgent?\"; } }
             each opponent {
               page opponent_page \"Opponent\" { question known_as text max=20 { ask \"Who is it?\"; } }
               each child { page child_page \"Child\" {
                 question age count { ask \"How old?\"; }
                 question help yes_no { ask \"Is help needed?\"; when \"age < 5 and urgent and known_as is known and all_children > 2\"; }
               } }
               list children \"Children\" of=child
             }
             list opponents \"Opponents\" of=opponent
           }
           list proceedings \"Proceedings\" of=proceeding
         }",
    ));
    for (proceeding, urgent) in [("p", "yes"), ("q", "no")] {
        played.add(&format!("proceeding[{proceeding}]")).set(&format!("proceeding[{proceeding}].urgent"), urgent);
        let opponent = format!("proceeding[{proceeding}].opponent[o]");
        played.add(&opponent).set(&format!("{opponent}.known_as"), "Fox");
        for child in ["c", "d"] {
            played.add(&format!("{opponent}.child[{child}]")).set(&format!("{opponent}.child[{child}].age"), 3);
        }
        played.close(&format!("{opponent}.child")).close(&format!("proceeding[{proceeding}].opponent"));
    }
    played.close("proceeding");
    played
}

#[test]
fn hard_08_nested_repeats() {
    let mut played = nested();
    let help = |proceeding: &str, child: &str| format!("proceeding[{proceeding}].opponent[o].child[{child}].help");
    assert_eq!(played.aspect("all_children", Aspect::Value), value(4));
    assert_eq!(played.aspect("proceeding[p].children_here", Aspect::Value), value(2));
    assert_eq!(played.relevant(&help("p", "c")), Three::Yes);
    assert_eq!(played.relevant(&help("q", "c")), Three::No, "its proceeding is not urgent");
    played.set("proceeding[p].opponent[o].child[d].age", 9);
    assert_eq!((played.relevant(&help("p", "c")), played.relevant(&help("p", "d"))), (Three::Yes, Three::No));
    // Removed: two of the four children are gone, so the total no longer asks anybody.
    played.change("proceeding[q]", ChangeKind::RemoveRow);
    assert_eq!(played.aspect("all_children", Aspect::Value), value(2));
    assert_eq!(played.relevant(&help("p", "c")), Three::No);
    assert_eq!(played.draft.rows(&played.at("proceeding")).len(), 1);
    played.told();
    played.change("proceeding[q]", ChangeKind::RestoreRow);
    assert_eq!(played.relevant(&help("p", "c")), Three::Yes);
    assert_eq!(played.held("proceeding[q].opponent[o].child[c].age"), Held::Value(Value::Count(3)));
    // Added: a further child of one opponent counts there, above it, and in all.
    played.add("proceeding[p].opponent[o].child[e]").set("proceeding[p].opponent[o].child[e].age", 1);
    assert_eq!(played.aspect("proceeding[p].opponent[o].children_of", Aspect::Value), value(3));
    assert_eq!(played.aspect("proceeding[q].children_here", Aspect::Value), value(2));
    assert_eq!(played.aspect("all_children", Aspect::Value), value(5));
    assert_eq!(played.relevant(&help("p", "e")), Three::Yes);
    played.told();
}

fn people() -> Played {
    let mut played = Played::open(&define(
        "repeat person min=1 { row-title \"{full_name}\" }
         task t \"Task\" {
           each person { page person_page \"Person\" {
             question full_name text max=30 { ask \"What is the name?\"; }
             question age count { ask \"How old?\"; }
           } }
           list people \"People\" of=person
           page who \"Who\" {
             question main_person row person { ask \"Who is the client?\"; }
             question others rows person { ask \"Who lives there?\"; }
             question chosen_why text max=30 { ask \"Why?\"; when \"main_person is known\"; }
           }
         }",
    ));
    for (row, name) in [("a", "Ann"), ("b", "Bo"), ("c", "Cy")] {
        played.add(&format!("person[{row}]"));
        played.set(&format!("person[{row}].full_name"), name).set(&format!("person[{row}].age"), 30);
    }
    played.close("person").set("main_person", "b").set("others", json!(["a", "b"])).set("chosen_why", "Told us.");
    assert!(played.draft.is_submittable(), "{:?}", played.blockers());
    played
}

#[test]
fn hard_09_remove_middle_row() {
    let mut played = people();
    let before = played.told();
    played.change("person[b]", ChangeKind::RemoveRow);
    assert_eq!(played.draft.rows(&played.at("person")), ["a".into(), "c".into()]);
    assert_eq!((played.read("main_person"), played.relevant("chosen_why")), (Read::Void, Three::No));
    assert_eq!(played.read("others"), Read::Value(Value::Rows(vec!["a".into()])));
    assert_eq!(played.problems(), ["main_person row_gone", "others row_gone"]);
    assert_eq!(played.held("main_person"), Held::Value(Value::Row("b".into())), "what is held stays");
    for untouched in ["person[a]", "person[c]"] {
        assert!(!played.touched().iter().any(|touched| touched.starts_with(untouched)), "{:?}", played.touched());
    }
    played.told();
    played.change("person[b]", ChangeKind::RestoreRow);
    assert_eq!(before, played.told());
}

#[test]
fn e_40_a_page_whose_row_is_gone_becomes_the_list() {
    let mut played = people();
    let page = played.page("person_page", &["b"]);
    assert_eq!(resolve(&played.draft, &page), Some(page.clone()));
    played.change("person[b]", ChangeKind::RemoveRow);
    assert_eq!(resolve(&played.draft, &page), Some(played.page("people", &[])));
}

#[test]
fn e_26_order_is_separate_from_identity() {
    let mut played = people();
    played.change("person[c]", ChangeKind::MoveRow { before: Some("a".into()) });
    assert_eq!(played.draft.rows(&played.at("person")), ["c".into(), "a".into(), "b".into()]);
    assert_eq!(played.read("main_person"), Read::Value(Value::Row("b".into())));
    assert_eq!(played.held("person[c].full_name"), Held::Value(Value::Text("Cy".into())));
    assert_eq!(played.path(), ["person_page[c]", "person_page[a]", "person_page[b]", "people", "who"]);
    played.told();
}

#[test]
fn e_26_a_list_closed_too_early_or_too_long_is_a_named_problem() {
    let mut played = Played::open(&define(
        "repeat person min=2 max=3
         task t \"Task\" { each person { page p \"Page\" { question age count { ask \"How old?\"; } } }; list people \"People\" of=person }",
    ));
    played.add("person[a]").set("person[a].age", 3).close("person");
    assert_eq!(played.problems(), ["person too_few"]);
    for row in ["b", "c"] {
        played.add(&format!("person[{row}]")).set(&format!("person[{row}].age"), 3);
    }
    assert!(played.problems().is_empty() && played.task("t") == Status::Done);
    played.add("person[d]").set("person[d].age", 3);
    assert_eq!(played.problems(), ["person too_many"]);
    assert!(!played.draft.is_submittable());
}

#[test]
fn e_81_rows_of_options_hold_their_answers_while_unticked() {
    let mut played = Played::open(&define(
        "repeat saving for=kinds
         task t \"Task\" { page p \"Page\" {
           question kinds choices { ask \"What is there?\"; option cash \"Cash\"; option shares \"Shares\"; option none \"None\" { alone; }; }
           each saving { question worth money { ask \"{option.text}: how much?\"; } }
         } }",
    ));
    assert_eq!(played.draft.rows(&played.at("saving")), ["cash".into(), "shares".into()]);
    played.set("kinds", json!(["cash"])).set("saving[cash].worth", "20.00");
    assert_eq!(
        (played.relevant("saving[cash].worth"), played.relevant("saving[shares].worth")),
        (Three::Yes, Three::No)
    );
    played.set("kinds", json!(["none"]));
    assert_eq!((played.read("saving[cash].worth"), played.draft.unused().len()), (Read::Void, 1));
    played.set("kinds", json!(["cash", "shares"]));
    assert_eq!(played.aspect("saving[cash].worth", Aspect::Value), value("20.00"));
    played.set("kinds", json!(["cash", "none"]));
    assert_eq!(played.problems(), ["kinds not_alone"]);
}
