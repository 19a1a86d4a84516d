//! The reference tables hold together: the checks that were run on them when they were received, as far as this
//! questionnaire reads them. They read the files alone, neither definition nor engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod tables;

use std::collections::{BTreeMap, BTreeSet};
use tables::{Row, column, counted, list, reference};

#[test]
fn there_are_156_proceedings_in_the_known_matters_and_families() {
    let proceedings = reference("proceedings");
    assert_eq!(column(&proceedings, "code").len(), 156, "each code once");
    assert_eq!(counted(&proceedings, "matter_code"), [("KPBLB", 95), ("KPBLW", 21), ("KSEC8", 32), ("MINJN", 8)]);
    assert_eq!(counted(&proceedings, "family"), [("appeal", 43), ("base", 73), ("enforcement", 40)]);
    assert_eq!(counted(&proceedings, "sca_type"), [("", 135), ("core", 7), ("related", 14)]);
    assert_eq!(counted(&proceedings, "no_means_test"), [("no", 131), ("yes", 25)]);
    assert_eq!(counted(&proceedings, "default_level"), [("1", 10), ("3", 146)]);
}

#[test]
fn no_means_test_follows_from_matter_and_flag() {
    for row in reference("proceedings") {
        let follows = row["matter_code"] == "KPBLW" || row["plf_no_means_flag"] == "yes";
        assert_eq!(row["no_means_test"] == "yes", follows, "{}", row["code"]);
    }
}

#[test]
fn every_proceeding_has_one_of_ten_schemes_with_its_levels() {
    let schemes: BTreeMap<String, Row> =
        reference("proceeding_scheme").into_iter().map(|row| (row["proceeding_code"].clone(), row)).collect();
    let mut seen = BTreeSet::new();
    for proceeding in reference("proceedings") {
        let scheme = &schemes[&proceeding["code"]];
        assert_eq!(scheme["scheme"], proceeding["scheme"], "{}", proceeding["code"]);
        assert_eq!(scheme["default_level"], proceeding["default_level"], "{}", proceeding["code"]);
        let levels: BTreeSet<&str> = list(&scheme["levels_in_scheme"]).into_iter().collect();
        let allowed: BTreeSet<&str> = list(&proceeding["allowed_levels"]).into_iter().collect();
        assert_eq!(levels, allowed, "{}", proceeding["code"]);
        seen.insert(proceeding["scheme"].clone());
    }
    assert_eq!(schemes.len(), 156);
    assert_eq!(seen.len(), 10);
}

#[test]
fn there_is_exactly_one_default_scope_for_each_proceeding_level_phase_and_part() {
    let scopes = reference("scheme_scopes");
    let parts = column(&reference("client_involvement"), "code");
    let mut combinations = 0;
    for proceeding in reference("proceedings") {
        for level in list(&proceeding["allowed_levels"]) {
            for phase in ["substantive", "emergency"] {
                for part in &parts {
                    let defaults = scopes.iter().filter(|row| {
                        row["scheme"] == proceeding["scheme"]
                            && row["level"] == level
                            && row["phase"] == phase
                            && list(&row["default_for_involvement"]).contains(&part.as_str())
                    });
                    assert_eq!(defaults.count(), 1, "{} {level} {phase} {part}", proceeding["code"]);
                    combinations += 1;
                }
            }
        }
    }
    assert_eq!(combinations, 1660);
}

#[test]
fn every_scheme_row_names_a_scope_and_seven_scopes_are_in_no_scheme() {
    let named = column(&reference("scope_limitations"), "code");
    let used = column(&reference("scheme_scopes"), "scope_code");
    assert_eq!(reference("scheme_scopes").len(), 228);
    assert_eq!(named.len(), 56);
    assert_eq!(used.difference(&named).count(), 0);
    let unused: Vec<&String> = named.difference(&used).collect();
    assert_eq!(unused, ["AA028", "AA029", "AA030", "AA031", "AA032", "CV128", "CV129"]);
}

#[test]
fn cost_limits_cover_every_day_without_gap_or_overlap() {
    let limits = reference("cost_limits");
    for proceeding in reference("proceedings") {
        for certificate in ["substantive", "emergency"] {
            let mut rows: Vec<&Row> = limits
                .iter()
                .filter(|row| row["proceeding_code"] == proceeding["code"] && row["certificate"] == certificate)
                .collect();
            rows.sort_by_key(|row| row["effective_from"].clone());
            assert_eq!(rows.first().expect("a limit")["effective_from"], "1970-01-01");
            assert_eq!(rows.last().expect("a limit")["effective_to"], "", "still in force");
            for pair in rows.windows(2) {
                let last: quantities::Date = pair[0]["effective_to"].parse().expect("a day");
                let first: quantities::Date = pair[1]["effective_from"].parse().expect("a day");
                assert_eq!(last.days_until(first), 1, "{} {certificate}", proceeding["code"]);
            }
            if certificate == "substantive" {
                let amount = if proceeding["family"] == "appeal" { "5000.00" } else { "25000.00" };
                assert_eq!(rows[0]["amount_gbp"], amount, "{}", proceeding["code"]);
            }
        }
    }
}

#[test]
fn merits_rows_name_known_tasks_and_conditions_and_wait_for_tasks_of_their_proceeding() {
    let rows = reference("merits_tasks");
    let tasks = column(&reference("merits_task_catalogue"), "task");
    let conditions = column(&reference("merits_conditions"), "condition");
    assert_eq!((rows.len(), tasks.len(), conditions.len()), (1485, 24, 12));
    assert_eq!(column(&rows, "proceeding_code").len(), 156, "every proceeding has tasks");
    let keys: BTreeSet<_> = rows.iter().map(|row| (row["proceeding_code"].clone(), row["task"].clone())).collect();
    assert_eq!(keys.len(), rows.len(), "a task once for each proceeding");
    for row in &rows {
        assert!(tasks.contains(&row["task"]) && conditions.contains(&row["condition"]), "{row:?}");
        let waits_for = (row["proceeding_code"].clone(), row["depends_on"].clone());
        assert!(row["depends_on"].is_empty() || keys.contains(&waits_for), "{row:?}");
    }
    for row in reference("merits_conditions") {
        let using = rows.iter().filter(|task| task["condition"] == row["condition"]).count();
        assert_eq!(using.to_string(), row["rows_using_it"], "{}", row["condition"]);
    }
}

#[test]
fn pages_questions_and_tasks_of_the_questionnaire_name_each_other() {
    let pages = tables::questionnaire("wizard_pages");
    let questions = tables::questionnaire("wizard_questions");
    let tasks = tables::questionnaire("wizard_tasks");
    let page_ids = column(&pages, "page");
    assert_eq!((page_ids.len(), questions.len(), tasks.len()), (153, 356, 31));
    assert!(questions.iter().all(|question| page_ids.contains(&question["page"])));
    let task_ids = column(&tasks, "task");
    assert!(pages.iter().all(|page| task_ids.contains(&page["task"])));
    assert_eq!(pages.iter().filter(|page| page["delivery"] == "A").count(), 63);
    assert_eq!(questions.iter().filter(|question| question["delivery"] == "A").count(), 146);
    for question in &questions {
        let can_be_required = question["required"] == "yes" || !question["required_when"].is_empty();
        assert!(!can_be_required || !question["error_if_missing"].is_empty(), "{}", question["question"]);
    }
}

#[test]
fn every_mandatory_need_of_the_application_can_be_excused() {
    let needs = reference("evidence_categories");
    let of_the_application: Vec<&Row> = needs.iter().filter(|need| need["moment"] == "application").collect();
    let kinds = |kind: &str| of_the_application.iter().filter(|need| need["requirement"] == kind).count();
    assert_eq!((needs.len(), of_the_application.len()), (42, 32));
    assert_eq!((kinds("mandatory"), kinds("optional"), kinds("automatic")), (15, 13, 4));
    for need in of_the_application {
        let excused = format!("evidence.later includes {}", need["code"]);
        assert_eq!(need["excused_when"] == excused, need["requirement"] == "mandatory", "{}", need["code"]);
    }
}
