//! Levels, scopes, cost limits and the client's part of every proceeding: the definition against the tables as received.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod people;
mod played;
mod tables;

use played::Play;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use tables::{Row, list, reference};

const TODAY: &str = "2026-11-23";

/// One proceeding on an application of a client born on a day, the list closed.
fn with_proceeding(code: &str, born_on: &str) -> Play {
    let mut play = Play::on(TODAY);
    for line in people::facts() {
        play.line(&line);
    }
    play.set("provider_office", json!("1A234B"));
    play.set("client_dob", json!(born_on));
    play.set("app_urgency", json!("agency"));
    play.line(&json!({"do": "add_row", "at": "proc", "row": "r1"}));
    play.set("proc[r1].proc_code", json!(code));
    play.line(&json!({"do": "close_list", "at": "proc"}));
    play
}

/// Where the part may be chosen, read from the table.
fn parts_allowed(proceeding: &Row, under_18: bool) -> BTreeSet<String> {
    let column = match proceeding["sca_type"].as_str() {
        "core" => "allowed_sca_core",
        "related" => "allowed_sca_related",
        _ => "allowed_other",
    };
    let parts = reference("client_involvement").into_iter();
    let allowed =
        parts.filter(|part| part[column] == "yes" && (under_18 || part["hidden_if_client_18_or_over"] == "no"));
    allowed.map(|part| part["code"].clone()).collect()
}

fn default_scope(proceeding: &Row, phase: &str, part: &str) -> String {
    static SCOPES: OnceLock<Vec<Row>> = OnceLock::new();
    let scopes = SCOPES.get_or_init(|| reference("scheme_scopes"));
    let row = scopes.iter().find(|row| {
        row["scheme"] == proceeding["scheme"]
            && row["level"] == proceeding["default_level"]
            && row["phase"] == phase
            && list(&row["default_for_involvement"]).contains(&part)
    });
    row.expect("a default")["scope_code"].clone()
}

fn limit(code: &str, certificate: &str, day: &str) -> String {
    static LIMITS: OnceLock<Vec<Row>> = OnceLock::new();
    let limits = LIMITS.get_or_init(|| reference("cost_limits"));
    let row = limits.iter().find(|row| {
        row["proceeding_code"] == code
            && row["certificate"] == certificate
            && row["effective_from"].as_str() <= day
            && (row["effective_to"].is_empty() || day <= row["effective_to"].as_str())
    });
    row.expect("a limit")["amount_gbp"].clone()
}

#[test]
fn every_proceeding_has_the_default_level_and_scopes_of_its_scheme_for_every_part() {
    let mut compared = 0;
    for proceeding in reference("proceedings") {
        let code = proceeding["code"].as_str();
        let mut play = with_proceeding(code, "2012-05-01");
        for part in parts_allowed(&proceeding, true) {
            play.set("proc[r1].proc_involvement", json!(part));
            let read = |at: &str| play.value(&format!("proc[r1].{at}"));
            assert_eq!(read("emergency_level_used"), proceeding["default_level"].as_str(), "{code}");
            assert_eq!(read("substantive_level_used"), proceeding["default_level"].as_str(), "{code}");
            assert_eq!(
                read("emergency_default_scope"),
                default_scope(&proceeding, "emergency", &part),
                "{code} {part}"
            );
            assert_eq!(
                read("substantive_default_scope"),
                default_scope(&proceeding, "substantive", &part),
                "{code} {part}"
            );
            assert_eq!(play.settled("proc[r1].level_choice"), proceeding["allowed_levels"].contains('|'), "{code}");
            compared += 1;
        }
    }
    // 7 core ones with 2 parts, 14 related ones with 3, 135 others with 5.
    assert_eq!(compared, 7 * 2 + 14 * 3 + 135 * 5);
}

#[test]
fn a_hearing_date_is_asked_for_where_the_default_scope_has_one() {
    let asks: BTreeSet<String> = reference("scope_limitations")
        .into_iter()
        .filter(|scope| scope["user_input"] == "hearing_date")
        .map(|scope| scope["code"].clone())
        .collect();
    assert_eq!(asks, ["CV027", "CV118"].map(str::to_owned).into());
    for proceeding in reference("proceedings").iter().filter(|row| row["sca_type"].is_empty()) {
        let mut play = with_proceeding(&proceeding["code"], "1980-05-01");
        for part in ["A", "D"] {
            play.set("proc[r1].proc_involvement", json!(part));
            let expected = asks.contains(&default_scope(proceeding, "emergency", part));
            assert_eq!(play.settled("proc[r1].defaults_need_date"), expected, "{} {part}", proceeding["code"]);
        }
    }
}

#[test]
fn the_parts_offered_are_those_of_the_table_for_children_and_for_adults() {
    for proceeding in reference("proceedings") {
        let code = proceeding["code"].as_str();
        for (born_on, under_18) in [("2012-05-01", true), ("1980-05-01", false)] {
            let mut play = with_proceeding(code, born_on);
            if proceeding["matter_code"] == "KPBLW" {
                play.set("proc[r1].proc_df_date", json!("2026-11-20"));
            } else {
                play.set("proc[r1].proc_df_used", json!("no"));
            }
            let offered: BTreeSet<String> = play.choosable("proc[r1].proc_involvement").into_iter().collect();
            assert_eq!(offered, parts_allowed(&proceeding, under_18), "{code} {born_on}");
        }
    }
}

#[test]
fn limits_are_those_of_the_day_delegated_functions_were_used() {
    for proceeding in reference("proceedings") {
        let code = proceeding["code"].as_str();
        let mut play = with_proceeding(code, "1980-05-01");
        if proceeding["matter_code"] != "KPBLW" {
            play.set("proc[r1].proc_df_used", json!("yes"));
        }
        for day in ["2021-09-12", "2021-09-13", "2026-11-18"] {
            play.set("proc[r1].proc_df_date", json!(day));
            assert_eq!(play.value("proc[r1].proc_emergency_limit"), limit(code, "emergency", day), "{code} {day}");
            assert_eq!(play.value("case_emergency_limit"), limit(code, "emergency", day), "{code} {day}");
        }
        assert_eq!(play.value("case_substantive_limit"), limit(code, "substantive", TODAY), "{code}");
        let may_rise = proceeding["family"] == "appeal" && proceeding["matter_code"] != "KPBLW";
        assert_eq!(play.settled("substantive_can_rise"), may_rise, "{code}");
    }
}

#[test]
fn without_delegated_functions_the_emergency_limit_is_that_of_today() {
    let mut play = with_proceeding("DA004", "1980-05-01");
    play.set("proc[r1].proc_df_used", json!("no"));
    assert_eq!(play.value("case_emergency_limit"), limit("DA004", "emergency", TODAY));
    play.set("app_urgency", json!("no"));
    assert_eq!(play.value("case_emergency_limit"), Json::Null, "no emergency, no limit");
}

#[test]
fn the_case_has_the_highest_main_limit_and_the_emergency_limit_of_the_lead() {
    let mut play = Play::on(TODAY);
    play.set("app_urgency", json!("df"));
    for (row, code, used_on) in [("r1", "SE013A", "2021-09-12"), ("r2", "SE013", "2026-11-18")] {
        play.line(&json!({"do": "add_row", "at": "proc", "row": row}));
        play.set(&format!("proc[{row}].proc_code"), json!(code));
        play.set(&format!("proc[{row}].proc_df_used"), json!("yes"));
        play.set(&format!("proc[{row}].proc_df_date"), json!(used_on));
    }
    play.line(&json!({"do": "close_list", "at": "proc"}));
    assert_eq!(play.value("case_substantive_limit"), "25000.00");
    assert_eq!(play.value("case_emergency_limit"), "1350.00");
    assert_eq!(play.value("reference_date"), "2021-09-12");
}

#[test]
fn dated_figures_are_those_of_the_table_of_rules() {
    let rules = reference("effective_dated_rules");
    let rule = |name: &str| {
        let found = rules.iter().find(|row| row["rule"] == name && row["profile"] == "default").expect("a rule");
        (found["value"].clone(), found["unit"].clone(), found["effective_from"].clone())
    };
    let text = std::fs::read_to_string(tables::folder().join("definitions/facts.kdl")).expect("facts");
    let figures = [
        ("df_max_age", "df_max_age"),
        ("df_confirm_age", "df_confirm_age"),
        ("substantive_limit_ceiling", "substantive_limit_ceiling"),
        ("promissory_declaration", "promissory_declaration"),
    ];
    for (amount, name) in figures {
        let (value, unit, from) = rule(name);
        let written = match unit.as_str() {
            "gbp" => "£25,000".to_owned(),
            "months" if value == "1" => "1 month".to_owned(),
            unit => format!("{value} {unit}"),
        };
        assert!(unit != "gbp" || value == "25000.00", "{name}");
        let line = text.lines().find(|line| line.contains(&format!("amount {amount} "))).expect("an amount");
        assert!(line.contains(&format!("from \"{from}\" \"{written}\"")), "{line}");
    }
}
