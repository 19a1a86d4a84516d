//! Checks of single answers, and pages that stand for later ones, as a person meets them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod people;
mod played;
mod tables;

use played::Play;
use serde_json::{Value as Json, json};
use tables::questionnaire;

const TODAY: &str = "2026-11-23";

fn begun() -> Play {
    let mut play = Play::on(TODAY);
    for line in people::facts() {
        play.line(&line);
    }
    play.set("provider_office", json!("1A234B"));
    play
}

fn with_proceeding(code: &str) -> Play {
    let mut play = begun();
    play.line(&json!({"do": "add_row", "at": "proc", "row": "r1"}));
    play.set("proc[r1].proc_code", json!(code));
    play
}

/// Whether a stop stands on the path, in its row where it has one.
fn is_stopped(play: &Play, page: &str, row: Option<(&str, &str)>) -> bool {
    let mut stop = json!({"page": page, "kind": "stop"});
    if let Some((repeat, row)) = row {
        stop["rows"] = json!({repeat: row});
    }
    play.pages().contains(&stop)
}

#[test]
fn national_insurance_numbers_are_taken_as_the_vectors_say() {
    for (setting, column) in [("no", "production"), ("yes", "example_mode")] {
        let mut play = begun();
        play.line(&json!({"do": "set_fact", "at": "example_numbers", "value": setting}));
        play.set("client_has_nino", json!("yes"));
        for vector in questionnaire("nino_vectors") {
            // The screen brings it into canonical form before it is an answer.
            let typed = vector["input"].replace("\\u00a0", "\u{a0}");
            let canonical: String = typed
                .chars()
                .filter(|sign| !sign.is_whitespace() && *sign != '-')
                .flat_map(char::to_uppercase)
                .collect();
            if canonical.is_empty() {
                continue;
            }
            play.set("client_nino", json!(canonical));
            let taken = play.problems("client_nino").is_empty();
            assert_eq!(taken, vector[column] == "valid", "{} in {column}", vector["input"]);
        }
    }
}

#[test]
fn dates_are_refused_with_the_words_of_the_tables() {
    let mut play = begun();
    play.set("client_dob", json!("2026-11-24"));
    assert_eq!(play.problems("client_dob"), ["Date of birth must be in the past"]);
    play.set("client_dob", json!("2026-11-23"));
    assert_eq!(play.problems("client_dob"), Vec::<String>::new());
}

#[test]
fn delegated_functions_lie_within_twelve_months_and_an_old_date_is_confirmed() {
    let mut play = with_proceeding("DA004");
    play.set("proc[r1].proc_df_used", json!("yes"));
    let mut check = |date: &str, problems: &[&str], confirmed: bool| {
        play.set("proc[r1].proc_df_date", json!(date));
        assert_eq!(play.problems("proc[r1].proc_df_date"), problems, "{date}");
        let asked = play.draft.relevant(&play.place("proc[r1].proc_df_confirm")).is_yes();
        assert_eq!(asked, confirmed, "{date}");
    };
    check("2026-11-24", &["The date must be today or in the past"], false);
    check("2026-11-23", &[], false);
    check("2026-10-23", &[], false);
    check("2026-10-22", &[], true);
    check("2025-11-23", &[], true);
    check("2025-11-22", &["The date must be within the last 12 months"], true);
}

#[test]
fn a_unique_file_number_has_its_form_and_a_real_past_date() {
    let mut play = begun();
    play.set("app_legal_help", json!("yes"));
    let shape = "Enter a unique file number in the format DDMMYY/NNN";
    let future = "The date in the unique file number must be today or in the past";
    for (number, first) in [
        ("231126/001", None),
        ("241126/001", Some(future)),
        ("310226/001", Some(future)),
        ("2311261001", Some(shape)),
        ("231126-001", Some(shape)),
        ("231126/01", Some(shape)),
    ] {
        play.set("app_legal_help_ufn", json!(number));
        assert_eq!(play.problems("app_legal_help_ufn").first().map(String::as_str), first, "{number}");
    }
}

#[test]
fn one_way_to_reach_the_client_is_wanted_unless_contact_is_unsafe() {
    let mut play = begun();
    play.set("client_contact_safe", json!("yes"));
    play.line(&json!({"do": "continue_page", "page": "client_contact"}));
    assert_eq!(
        play.problems("client_no_phone"),
        ["Enter a phone number, or select that the client cannot be reached by phone"]
    );
    play.set("client_mobile", json!("07700900101"));
    assert_eq!(play.problems("client_no_phone"), Vec::<String>::new());
    assert_eq!(play.problems("client_email"), Vec::<String>::new());
    play.set("client_post_method", json!("email"));
    assert_eq!(play.problems("client_email"), ["Enter an email address, because you chose email for letters"]);
    play.set("client_contact_safe", json!("no"));
    assert!(play.draft.relevant(&play.place("client_mobile")).is_no());
    assert_eq!(play.choosable("client_post_method"), ["post"]);
}

#[test]
fn letters_to_the_office_have_its_address_unless_another_is_typed() {
    let mut play = begun();
    play.set("post_choice", json!("office"));
    play.set("post_address_county", json!("Eastshire"));
    play.line(&json!({"do": "continue_page", "page": "client_post_manual"}));
    assert_eq!(play.value("post_address_line_1"), "Petherick and Eversholt LLP, 3 Market Cross");
    assert_eq!(play.value("post_address_town"), "Eastmoor");
    assert_eq!(play.value("post_address_postcode"), "AQ1 1NX");
    assert_eq!(play.value("post_address_county"), "Eastshire");
    assert_eq!(play.value("post_address_line_2"), Json::Null, "the office has none");
}

#[test]
fn valuables_are_worth_500_pounds_or_more() {
    let mut play = capital_asked();
    play.set("assets_kinds", json!(["valuables", "timeshare"]));
    play.set("assets[valuables].assets_values", json!("499.99"));
    play.set("assets[timeshare].assets_values", json!("499.99"));
    assert_eq!(play.problems("assets[valuables].assets_values"), ["The value must be £500 or more"]);
    assert_eq!(play.problems("assets[timeshare].assets_values"), Vec::<String>::new());
}

/// An adult with one means-tested proceeding, nothing urgent.
fn capital_asked() -> Play {
    let mut play = with_proceeding("DA004");
    play.set("client_dob", json!("1980-05-01"));
    play.set("proc[r1].proc_involvement", json!("A"));
    play.set("proc[r1].proc_df_used", json!("no"));
    play.line(&json!({"do": "close_list", "at": "proc"}));
    play
}

#[test]
fn the_main_limit_wanted_lies_between_the_standard_one_and_the_ceiling() {
    let mut play = with_proceeding("SE013A");
    play.line(&json!({"do": "close_list", "at": "proc"}));
    play.set("cost_substantive_raise", json!("yes"));
    for (amount, problems) in [("5000.00", 1), ("5000.01", 0), ("25000.00", 0), ("25000.01", 1)] {
        play.set("cost_substantive_amount", json!(amount));
        assert_eq!(play.problems("cost_substantive_amount").len(), problems, "{amount}");
    }
}

#[test]
fn urgent_work_under_delegated_functions_wants_a_proceeding_with_them() {
    let mut script = people::persona("P01").script();
    let df = json!({"do": "set", "at": "proc[r1].proc_df_used", "value": "yes"});
    let position = script.iter().position(|line| *line == df).expect("delegated functions");
    script[position]["value"] = json!("no");
    let play = Play::of(&script);
    let message = "Enter delegated functions for at least one proceeding, or change your answer about urgent work";
    let problems = play.draft.problems("en");
    assert!(problems.iter().any(|problem| problem.text.as_deref() == Some(message)), "{problems:?}");
}

#[test]
fn what_cannot_be_asked_yet_stands_as_a_stop_in_its_place_and_row() {
    let row = Some(("proc", "r1"));
    for (code, page) in [
        ("PBM16", "proc_related_orders"),
        ("PBM22A", "proc_related_orders"),
        ("PB057", "proc_sca_issued"),
        ("SE003E", "proc_name_change"),
        // A related one comes to the question about the main one first.
        ("PB019", "proc_sca_together"),
    ] {
        assert!(is_stopped(&with_proceeding(code), page, row), "{code}");
    }
    assert!(!with_proceeding("DA004").pages().iter().any(|page| page["kind"] == "stop"));

    let stop = |answers: &[(&str, Json)], page: &str, row: Option<(&str, &str)>| {
        let mut play = capital_asked();
        for (at, value) in answers {
            play.set(at, value.clone());
        }
        assert!(is_stopped(&play, page, row), "{answers:?} comes to {page}: {:?}", play.pages());
    };
    stop(&[("provider_category", json!("other"))], "start_no_schedule", None);
    stop(&[("home_has", json!("abroad"))], "client_home_abroad", None);
    stop(&[("home_has", json!("uk")), ("home_lookup", json!("by_hand"))], "client_home_manual", None);
    stop(&[("link_any", json!("yes"))], "link_list", None);
    stop(&[("proc[r1].proc_substantive_accept", json!("no"))], "proc_substantive_scopes", row);
    stop(&[("partner_has", json!("yes"))], "partner_contrary", None);
    stop(&[("client_has_nino", json!("no"))], "dwp_no_nino", None);
    stop(&[("client_has_nino", json!("no"))], "work_status", Some(("person", "1")));
    stop(&[("home_owns", json!("outright"))], "cap_home", None);
    stop(
        &[("disregard_mandatory", json!(["backdated_benefits"]))],
        "cap_disregard",
        Some(("disregard", "backdated_benefits")),
    );
}

#[test]
fn a_statement_to_be_uploaded_is_sent_later_with_reason_and_day() {
    let mut script = people::persona("P01").script();
    for line in &mut script {
        if line["at"] == "statement_how" {
            line["value"] = json!(["upload"]);
        }
    }
    script.retain(|line| line["at"] != "statement_text");
    let mut play = Play::of(&script);
    assert!(play.pages().contains(&json!({"page": "evidence_upload"})));
    assert!(!play.draft.is_submittable());
    play.set("evidence_later", json!(["statement_of_case"]));
    play.set("later[statement_of_case].evidence_later_why", json!("It is being typed."));
    play.set("later[statement_of_case].evidence_later_by", json!("2026-11-22"));
    assert_eq!(
        play.problems("later[statement_of_case].evidence_later_by"),
        ["The date must be today or in the future"]
    );
    play.set("later[statement_of_case].evidence_later_by", json!("2026-12-07"));
    assert!(play.draft.is_submittable(), "{:?}", play.draft.blockers());
}

#[test]
fn a_checker_that_cannot_be_reached_is_never_a_no() {
    let mut script = people::persona("P01").script();
    let position = script.iter().position(|line| line["at"] == "dwp_status").expect("the reply");
    script[position] = json!({"do": "set_fact", "at": "dwp_status", "failed": true});
    let play = Play::of(&script);
    assert!(is_stopped(&play, "dwp_which", None));
    assert!(!play.settled("passported"));
    assert!(play.draft.relevant(&play.place("dwp_agree")).is_no());
}
