//! How much is judged, never how long it takes (E-102): each node at most once, readers only where a result changed, and
//! rows that came or went without the others.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{Played, compile, define, made};
use interview::Status;
use interview::value::{Read, Three, Value};

/// A chain of which every question is answered yes.
fn answered_chain(length: usize, reversed: bool) -> Played {
    let mut played = Played::open(&compile(&made::chain(length, reversed)));
    for index in 0..length {
        played.set(&format!("q{index}"), "yes");
    }
    played
}

#[test]
fn e_49_opening_judges_every_node_once() {
    for text in [made::chain(1_000, false), made::chain(1_000, true), made::wide(400)] {
        let definition = compile(&text);
        let opened = Played::open(&definition);
        assert_eq!(opened.judged, opened.draft.instances());
    }
    let mut bill = Played::open(&compile(&made::bill()));
    for row in 0..20 {
        bill.add(&format!("line[r{row}]")).set(&format!("line[r{row}].price"), "3.00");
    }
    let reopened = Played::reopen(&bill.draft.definition(), &bill.draft.answers());
    assert_eq!(reopened.judged, reopened.draft.instances());
}

#[test]
fn e_49_a_flip_through_a_chain_judges_what_it_reaches_once_in_either_order() {
    for reversed in [false, true] {
        let mut played = answered_chain(1_000, reversed);
        played.set("q0", "no");
        // Relevance, value and problems of each question behind it; its own value and problems; what is on each of 100
        // pages, and their status; the status of ten tasks.
        let reached = 3 * 999 + 2 + 2 * 100 + 10;
        assert!(played.judged <= reached, "{} of {reached}", played.judged);
        assert!(played.judged >= 2 * 999, "{}", played.judged);
        assert_eq!(played.relevant("q999"), Three::No);
    }
}

#[test]
fn e_49_a_result_that_stays_wakes_no_reader() {
    let definition = define(
        "derive high yes_no \"amount > 10\"
         derive higher yes_no \"high and amount_other is known\"
         task t \"Task\" {
           page p \"Page\" { question amount count { ask \"How many?\"; }; question amount_other count { ask \"More?\"; } }
           page q \"Page\" { when \"high\"; question why text max=10 { ask \"Why?\"; when \"higher\"; } }
         }",
    );
    let mut played = Played::open(&definition);
    played.set("amount", 11).set("amount_other", 1);
    // Value and problems, the page, the task; and what reads the value, which stays as it is.
    played.set("amount", 12);
    assert_eq!(played.touched(), ["amount value"]);
    assert!(played.judged <= 5, "{}", played.judged);
    played.set("amount", 10);
    assert!(played.touched().contains(&"high value".to_owned()));
    assert!(played.touched().contains(&"why relevance value required problems".to_owned()), "{:?}", played.touched());
}

#[test]
fn e_51_a_list_of_changes_names_exactly_what_changed_in_order() {
    let definition = define(
        "derive total count \"first + second\"
         task t \"Task\" {
           page p \"Page\" {
             question first count { ask \"One?\"; }
             question second count { ask \"Other?\"; }
             question why text max=10 { ask \"Why?\"; when \"total is known and total > 5\"; optional; }
           }
         }
         task u \"Task\" { page r \"Page\" { question more yes_no { ask \"More?\"; } } }",
    );
    let mut played = Played::open(&definition);
    played.set("first", 1);
    assert_eq!(played.touched(), ["first value problems", "p status", "t status"]);
    played.set("second", 2);
    assert_eq!(
        played.touched(),
        ["total value", "second value problems", "why relevance value", "p status", "t status"]
    );
    played.set("second", 2);
    assert!(played.touched().is_empty());
    played.set("second", 3);
    assert_eq!(played.touched(), ["total value", "second value"]);
    assert_eq!(played.task("t"), Status::Done);
}

#[test]
fn e_51_a_day_changes_what_reads_the_day() {
    let definition = define(
        "derive is_late yes_no \"today > 2026-12-01\"
         task t \"Task\" { page p \"Page\" {
           question why text max=10 { ask \"Why so late?\"; when \"is_late\"; }
           question hurry yes_no { ask \"Is there hurry?\"; }
         } }",
    );
    let mut played = Played::open(&definition);
    played.changes = played.draft.advance(common::day("2026-11-24"));
    assert!(played.touched().is_empty());
    played.changes = played.draft.advance(common::day("2026-12-02"));
    assert_eq!(played.touched(), ["is_late value", "why relevance value required problems"]);
}

#[test]
fn e_52_an_edit_costs_what_it_reaches_and_not_what_there_is() {
    let mut costs = Vec::new();
    for length in [200, 2_000] {
        let mut played = Played::open(&compile(&made::wide(length)));
        for index in 0..20 {
            played.set(&format!("d{index}"), "yes");
        }
        played.set("q7", 1);
        let unrelated = played.set("q7", 2).judged;
        let leaf = played.set("q8", 3).judged;
        let readers = made::wide(length).matches("d3 is").count() as u64;
        let driver = played.set("d3", "no").judged;
        // A question whose other driver is on stays: only its relevance is judged.
        assert!(driver >= readers && driver <= readers + 5, "{driver} judged, {readers} read it");
        costs.push((unrelated, leaf));
    }
    assert_eq!(costs[0], costs[1]);
    assert!(costs[0].0 <= 4, "{costs:?}");
}

#[test]
fn e_53_a_row_that_comes_or_goes_costs_the_same_beside_few_and_beside_many() {
    let mut costs = Vec::new();
    for rows in [10, 300] {
        let mut played = Played::open(&define(
            "repeat line { derive double count \"quantity * 2\" }
             task t \"Task\" {
               each line { page entry \"Line\" {
                 question quantity count { ask \"How many?\"; }; question why text max=9 { ask \"Why?\"; when \"double > 4\"; }
               } }
               list lines \"Lines\" of=line
             }",
        ));
        for row in 0..rows {
            played.add(&format!("line[r{row}]")).set(&format!("line[r{row}].quantity"), 3);
        }
        let others = rows / 2;
        let added = played.add("line[extra]").judged;
        let edited = played.set("line[extra].quantity", 1).judged;
        let removed = played.change(&format!("line[r{others}]"), interview::change::ChangeKind::RemoveRow).judged;
        let restored = played.change(&format!("line[r{others}]"), interview::change::ChangeKind::RestoreRow).judged;
        costs.push([added, edited, removed, restored]);
    }
    assert_eq!(costs[0], costs[1]);
    assert!(costs[0].iter().all(|cost| *cost <= 20), "{costs:?}");
}

#[test]
fn e_53_a_rule_across_rows_is_judged_where_it_stands() {
    let mut played = Played::open(&compile(&made::bill()));
    for row in 0..50 {
        played.add(&format!("line[r{row}]"));
        played.set(&format!("line[r{row}].price"), "2.00").set(&format!("line[r{row}].quantity"), 1);
    }
    played.close("line");
    played.set("line[r25].quantity", 4);
    assert_eq!(played.touched(), ["total value", "line[r25].amount value", "line[r25].quantity value"]);
    // Its value and problems, the row's amount, the total, and the page and task that wait for nothing new.
    assert!(played.judged <= 7, "{}", played.judged);
    assert_eq!(played.read("total"), Read::Value(Value::Money("106.00".parse().unwrap())));
}
