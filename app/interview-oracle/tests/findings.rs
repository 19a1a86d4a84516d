//! The smallest definitions and scripts on which the engine and the oracle disagreed, kept so that they do not again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::compile;
use common::pair::Pair;
use common::script::{Step, day};
use interview::change::{Change, ChangeKind};

/// A definition of one task, with what is declared before it.
fn pair(declared: &str, task: &str) -> Pair {
    let text = format!("interview made \"Made\" version=\"1\" {{\n{declared}\n task t \"Task\" {{\n{task}\n }}\n}}\n");
    Pair::open(&compile(&text), day("2026-11-23")).unwrap()
}

fn step(pair: &mut Pair, at: &str, kind: ChangeKind) {
    let at = pair.compiled.place(at).unwrap();
    let taken = pair.step(&Step::Change(Change { at, kind, read: None }));
    taken.and_then(|_| pair.compare_with_fresh()).unwrap_or_else(|difference| panic!("{}\n{difference}", pair.log));
}

#[test]
fn e_26_a_list_closed_without_rows_in_a_numbered_row_stays_closed_when_opened_afresh() {
    let mut pair = pair(
        "repeat r { rows \"2\"; repeat inner { } }",
        "each r { list l \"List\" of=inner { } }; page p \"Page\" { question q yes_no { ask \"What?\"; }; };",
    );
    step(&mut pair, "r[1].inner", ChangeKind::CloseList);
}

fn file(reference: &str) -> interview::value::FileReference {
    let state = interview::value::FileState::Clean;
    interview::value::FileReference { reference: reference.into(), state, category: None }
}

#[test]
fn e_26_numbered_rows_reach_to_the_last_that_holds_something() {
    let mut pair = pair(
        "repeat r { rows \"n or else 0\"; }\n evidence e for=r { ask \"Proof\"; need \"n is known\"; }",
        "page p \"Page\" { question n count { ask \"What?\"; optional; }; };",
    );
    step(&mut pair, "n", ChangeKind::Set(interview::value::Value::Count(2)));
    step(&mut pair, "e[2]", ChangeKind::Attach(file("one")));
    step(&mut pair, "n", ChangeKind::Clear);
    step(&mut pair, "n", ChangeKind::Set(interview::value::Value::Count(2)));
    step(&mut pair, "e[1]", ChangeKind::Detach("one".into()));
    step(&mut pair, "n", ChangeKind::Clear);
}

#[test]
fn e_86_an_irrelevant_row_does_not_lapse_a_mark_neither_step_by_step_nor_opened_afresh() {
    let mut pair = pair(
        "repeat r { }
         task u \"Task\" {
            when \"today > 2026-11-24\"
            page p \"Page\" { question q yes_no { ask \"What?\"; }; each r { question a yes_no { ask \"What?\"; }; }; }
         }",
        "page k \"Check\" kind=check { covers u; }; list l \"List\" of=r { };",
    );
    step(&mut pair, "k", ChangeKind::Confirm);
    step(&mut pair, "r[n1]", ChangeKind::AddRow);
    step(&mut pair, "r[n1].a", ChangeKind::Set(interview::value::Value::YesNo(true)));
}

#[test]
fn e_21_a_row_that_comes_to_a_list_nobody_is_asked_for_does_not_lapse_a_mark() {
    let mut pair = pair(
        "repeat r { when \"q\"; }",
        "page p \"Page\" { question q yes_no { ask \"What?\"; }; };
         each r { page a \"Page\" { question b yes_no { ask \"What?\"; }; }; }
         page k \"Check\" kind=check { covers t; }; list l \"List\" of=r { };",
    );
    step(&mut pair, "q", ChangeKind::Set(interview::value::Value::YesNo(false)));
    step(&mut pair, "k", ChangeKind::Confirm);
    let mark = pair.compiled.place("k").unwrap();
    let confirmed = pair.draft.read(&mark);
    assert_eq!(confirmed, interview::value::Read::Value(interview::value::Value::YesNo(true)));
    step(&mut pair, "r[n1]", ChangeKind::AddRow);
    assert_eq!(pair.draft.read(&mark), confirmed);
    step(&mut pair, "r", ChangeKind::CloseList);
    step(&mut pair, "q", ChangeKind::Set(interview::value::Value::YesNo(true)));
    assert_ne!(pair.draft.read(&mark), confirmed, "the row is seen for the first time");
}

#[test]
fn e_49_a_cause_that_changes_while_the_value_stays_void_reaches_who_asks_for_it() {
    let mut pair = pair(
        "derive d yes_no \"later is declined\"",
        "page p \"Page\" {
            question first yes_no { ask \"What?\"; }
            question later yes_no { ask \"What?\"; when \"first is yes\"; allow declined; }
         }",
    );
    step(&mut pair, "first", ChangeKind::Set(interview::value::Value::YesNo(false)));
    step(&mut pair, "later", ChangeKind::Decline);
    step(&mut pair, "first", ChangeKind::Set(interview::value::Value::YesNo(true)));
    step(&mut pair, "first", ChangeKind::Set(interview::value::Value::YesNo(false)));
}

#[test]
fn e_28_inside_offer_no_list_counts_as_open_that_brings_requirements() {
    let mut pair = pair(
        "repeat r { }\n evidence e for=r { ask \"Proof\"; need \"yes\"; }",
        "page p \"Page\" { question q choice { ask \"What?\"; option one_a \"One\"; option two_b \"Two\";
           offer \"option is one_a or any(evidence: not given)\"; } }; list l \"List\" of=r { };",
    );
    let choosable = |pair: &Pair| pair.draft.choosable(&pair.compiled.place("q").unwrap()).len();
    assert_eq!(choosable(&pair), 1);
    step(&mut pair, "r[n1]", ChangeKind::AddRow);
    assert_eq!(choosable(&pair), 2);
}
