//! Which proceedings may be put together: the definition against an independent reading of `tables/combination_rules.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod people;
mod played;
mod tables;

use played::Play;
use serde_json::json;
use std::collections::BTreeSet;
use tables::{Row, reference};

/// A number for chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % limit
    }
}

/// The four groups of the rules.
fn group(proceeding: &Row) -> u8 {
    match (proceeding["matter_code"].as_str(), proceeding["plf_no_means_flag"].as_str()) {
        ("MINJN" | "KSEC8", _) => 1,
        ("KPBLW", _) => 2,
        ("KPBLB", "no") => 3,
        ("KPBLB", "yes") => 4,
        other => panic!("{other:?}"),
    }
}

/// Rules 1 to 3, for an application on which these are chosen in this order.
fn may_be_added(chosen: &[&Row], candidate: &Row) -> bool {
    let again = chosen.iter().any(|one| one["code"] == candidate["code"]);
    match chosen.first() {
        None => candidate["sca_type"] != "related",
        Some(first) => !again && group(first) == group(candidate),
    }
}

fn with_chosen(codes: &[&str]) -> Play {
    let mut play = Play::on("2026-11-23");
    for line in people::facts() {
        play.line(&line);
    }
    play.set("provider_office", json!("1A234B"));
    for (position, code) in codes.iter().enumerate() {
        play.line(&json!({"do": "add_row", "at": "proc", "row": format!("r{position}")}));
        play.set(&format!("proc[r{position}].proc_code"), json!(code));
    }
    play.line(&json!({"do": "add_row", "at": "proc", "row": "next"}));
    play
}

fn check(proceedings: &[Row], chosen: &[&Row]) {
    let codes: Vec<&str> = chosen.iter().map(|row| row["code"].as_str()).collect();
    let play = with_chosen(&codes);
    let offered: BTreeSet<String> = play.choosable("proc[next].proc_code").into_iter().collect();
    let allowed = proceedings.iter().filter(|candidate| may_be_added(chosen, candidate));
    assert_eq!(offered, allowed.map(|row| row["code"].clone()).collect(), "after {codes:?}");
}

#[test]
fn as_many_can_be_added_as_the_rules_say() {
    let numbers: [(&[&str], usize); 9] = [
        (&[], 142),
        (&["DA004"], 39),
        (&["SE013"], 39),
        (&["DA004", "SE014"], 38),
        (&["PB057"], 20),
        (&["PB057", "PB007"], 19),
        (&["PBM23"], 90),
        (&["PBM40"], 3),
        (&["PBM40", "PBM40E", "PBM45"], 1),
    ];
    for (chosen, expected) in numbers {
        assert_eq!(with_chosen(chosen).choosable("proc[next].proc_code").len(), expected, "{chosen:?}");
    }
}

#[test]
fn after_every_first_proceeding_exactly_those_of_its_group_are_offered() {
    let proceedings = reference("proceedings");
    check(&proceedings, &[]);
    for first in proceedings.iter().filter(|row| row["sca_type"] != "related") {
        check(&proceedings, &[first]);
    }
}

#[test]
fn the_offer_agrees_with_the_rules_in_generated_applications() {
    let proceedings = reference("proceedings");
    let mut chance = Chance(20_261_123);
    for _ in 0..150 {
        let mut chosen: Vec<&Row> = Vec::new();
        for _ in 0..=chance.below(6) {
            let allowed: Vec<&Row> = proceedings.iter().filter(|row| may_be_added(&chosen, row)).collect();
            if !allowed.is_empty() {
                chosen.push(allowed[chance.below(allowed.len())]);
            }
        }
        check(&proceedings, &chosen);
    }
}

#[test]
fn an_office_without_a_schedule_for_family_is_offered_nothing() {
    let mut play = with_chosen(&[]);
    play.line(&json!({"do": "set_fact", "at": "offices", "value": [
        {"id": "1A234B", "text": "1A234B", "schedules": ["other"], "line_1": "3 Market Cross", "town": "Eastmoor", "postcode": "AQ1 1NX"},
    ]}));
    assert_eq!(play.choosable("proc[next].proc_code"), Vec::<String>::new());
}

#[test]
fn removing_the_last_main_proceeding_makes_the_related_one_a_problem() {
    let mut play = with_chosen(&["PB057", "PB007"]);
    play.line(&json!({"do": "remove_row", "at": "proc[next]"}));
    assert_eq!(play.problems("proc[r1].proc_code"), Vec::<String>::new());
    play.line(&json!({"do": "remove_row", "at": "proc[r0]"}));
    play.line(&json!({"do": "close_list", "at": "proc"}));
    let problems = play.problems("proc[r1].proc_code");
    assert!(problems.contains(&"Remove the related proceedings first, or add a main one".to_owned()), "{problems:?}");
    assert_eq!(play.value("proc[r1].proc_code"), "PB007", "the answer stays");
}

#[test]
fn the_same_proceeding_twice_is_named() {
    let mut play = with_chosen(&["DA004", "DA004"]);
    play.line(&json!({"do": "remove_row", "at": "proc[next]"}));
    let problems = play.problems("proc[r1].proc_code");
    assert!(problems.contains(&"You have already added that proceeding".to_owned()), "{problems:?}");
}

#[test]
fn proceedings_of_two_groups_are_named() {
    let mut play = with_chosen(&["DA004", "PBM23"]);
    play.line(&json!({"do": "remove_row", "at": "proc[next]"}));
    let problems = play.problems("proc[r1].proc_code");
    assert!(problems.contains(&"That proceeding does not go with the ones already chosen".to_owned()), "{problems:?}");
}
