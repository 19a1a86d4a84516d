//! Which tasks of the case section are asked for: the definition against an independent reading of `merits_tasks.csv` and
//! `merits_conditions.csv`, on generated applications.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod played;
mod tables;

use played::Play;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use tables::{Row, reference};

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % limit
    }
}

/// A proceeding as the conditions read it.
struct Proceeding<'a> {
    row: &'a Row,
    part: &'static str,
    df_used: bool,
}

/// The twelve predicates, over all proceedings and over this one.
fn holds(condition: &str, all: &[Proceeding], this: &Proceeding) -> bool {
    let abuse = |one: &Proceeding| one.row["matter_code"] == "MINJN";
    match condition {
        "always" => true,
        "da_any_applicant" => all.iter().any(|one| abuse(one) && one.part == "A"),
        "da_any_not_applicant" => all.iter().any(|one| abuse(one) && one.part != "A"),
        "da_not_applicant_with_df" => all.iter().any(|one| abuse(one) && one.part != "A" && one.df_used),
        "no_da" => !all.iter().any(abuse),
        "df_any" => all.iter().any(|one| one.df_used),
        "this_applicant_or_joined" => ["A", "Z"].contains(&this.part),
        "this_not_fhh_not_child" => this.part != "W" && this.row["default_level"] != "1",
        "this_applicant" => this.part == "A",
        "this_joined" => this.part == "Z",
        "this_defendant" => this.part == "D",
        "this_not_child" => this.part != "W",
        other => panic!("{other}"),
    }
}

fn computed(all: &[Proceeding]) -> (BTreeSet<String>, Vec<BTreeSet<String>>) {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| reference("merits_tasks"));
    let of = |one: &Proceeding, level: &str| -> BTreeSet<String> {
        let asked = rows.iter().filter(|row| {
            row["proceeding_code"] == one.row["code"] && row["level"] == level && holds(&row["condition"], all, one)
        });
        asked.map(|row| row["task"].clone()).collect()
    };
    let application = all.iter().flat_map(|one| of(one, "application")).collect();
    (application, all.iter().map(|one| of(one, "proceeding")).collect())
}

/// A child's application with these proceedings, the list closed; their terms are not answered yet.
fn begun(rows: &[&Row]) -> Play {
    let mut play = Play::on("2026-11-23");
    play.set("client_dob", json!("2012-05-01"));
    for (position, row) in rows.iter().enumerate() {
        play.line(&json!({"do": "add_row", "at": "proc", "row": format!("r{position}")}));
        play.set(&format!("proc[r{position}].proc_code"), json!(row["code"]));
    }
    play.line(&json!({"do": "close_list", "at": "proc"}));
    play.set("dwp_substantive_now", json!("yes"));
    play
}

fn played(play: &mut Play, all: &[Proceeding]) -> (BTreeSet<String>, Vec<BTreeSet<String>>) {
    for (position, one) in all.iter().enumerate() {
        let at = |id: &str| format!("proc[r{position}].{id}");
        play.set(&at("proc_involvement"), json!(one.part));
        if one.row["matter_code"] != "KPBLW" {
            play.set(&at("proc_df_used"), json!(if one.df_used { "yes" } else { "no" }));
        }
        play.set(&at("proc_df_date"), json!("2026-11-20"));
    }
    let tasks = reference("merits_task_catalogue");
    let settled = |level: &str, prefix: &str| -> BTreeSet<String> {
        let named = tasks.iter().filter(|task| task["level"] == level).map(|task| task["task"].clone());
        named.filter(|task| play.holds(&format!("{prefix}_{task}"))).collect()
    };
    let proceedings =
        (0..all.len()).map(|position| settled("proceeding", &format!("proc[r{position}].merits_task_here")));
    (settled("application", "merits_task"), proceedings.collect())
}

fn check(play: &mut Play, all: &[Proceeding]) {
    let named: Vec<_> = all.iter().map(|one| (one.row["code"].as_str(), one.part, one.df_used)).collect();
    assert_eq!(played(play, all), computed(all), "{named:?}");
}

/// Parts of the table that a child may have in this proceeding.
fn parts(proceeding: &Row) -> &'static [&'static str] {
    match proceeding["sca_type"].as_str() {
        "core" => &["D", "W"],
        "related" => &["A", "D", "W"],
        _ => &["A", "D", "W", "I", "Z"],
    }
}

#[test]
fn every_proceeding_alone_asks_for_the_tasks_of_the_tables() {
    let proceedings = reference("proceedings");
    for row in &proceedings {
        let mut play = begun(&[row]);
        for part in parts(row) {
            for df_used in [false, true] {
                let df_used = df_used || row["matter_code"] == "KPBLW";
                check(&mut play, &[Proceeding { row, part, df_used }]);
            }
        }
    }
}

#[test]
fn generated_applications_ask_for_the_tasks_of_the_tables() {
    let proceedings = reference("proceedings");
    let mut chance = Chance(1_485);
    for _ in 0..100 {
        let lead = &proceedings[chance.below(proceedings.len())];
        let group = |row: &Row| {
            (
                ["MINJN", "KSEC8"].contains(&row["matter_code"].as_str()),
                row["matter_code"] == "KPBLW",
                row["plf_no_means_flag"].clone(),
            )
        };
        let beside: Vec<&Row> =
            proceedings.iter().filter(|row| group(row) == group(lead) && row["code"] != lead["code"]).collect();
        let mut rows = vec![lead];
        for _ in 0..chance.below(4) {
            let next = beside[chance.below(beside.len())];
            if !rows.iter().any(|row| row["code"] == next["code"]) {
                rows.push(next);
            }
        }
        let mut play = begun(&rows);
        for _ in 0..4 {
            let mut one = |row: &&'_ Row| {
                let part = parts(row)[chance.below(parts(row).len())];
                (part, row["matter_code"] == "KPBLW" || chance.below(2) == 0)
            };
            let terms: Vec<_> = rows.iter().map(&mut one).collect();
            let all: Vec<Proceeding> =
                rows.iter().zip(terms).map(|(row, (part, df_used))| Proceeding { row, part, df_used }).collect();
            check(&mut play, &all);
        }
    }
}

#[test]
fn nothing_is_asked_while_the_full_application_is_put_off() {
    let mut play = Play::on("2026-11-23");
    play.line(&json!({"do": "add_row", "at": "proc", "row": "r1"}));
    play.set("proc[r1].proc_code", json!("DA004"));
    play.set("proc[r1].proc_involvement", json!("A"));
    play.set("proc[r1].proc_df_used", json!("yes"));
    play.set("proc[r1].proc_df_date", json!("2026-11-20"));
    play.line(&json!({"do": "close_list", "at": "proc"}));
    play.set("dwp_substantive_now", json!("later"));
    assert!(!play.holds("merits_task_opponent_name"));
    assert!(!play.holds("proc[r1].merits_task_here_chances_of_success"));
    play.set("dwp_substantive_now", json!("yes"));
    assert!(play.holds("merits_task_opponent_name"));
    assert!(play.holds("proc[r1].merits_task_here_chances_of_success"));
}
