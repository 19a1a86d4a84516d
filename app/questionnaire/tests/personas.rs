//! The people of delivery A meet the pages, the evidence and the tasks that are written down for them, and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod people;
mod played;
mod tables;

use people::persona;
use played::Play;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use tables::{item, reference};

/// Plays the whole way and compares what stands at its end.
fn check(id: &str) -> Play {
    let persona = persona(id);
    let play = Play::of(&persona.script());
    let pages: Vec<Json> = play.pages().into_iter().map(|page| without_kind(&page)).collect();
    assert_eq!(pages, persona.pages_compared(), "pages of {id}");
    for kind in ["mandatory", "optional", "automatic"] {
        assert_eq!(evidence(&play, kind), persona.evidence(kind), "{kind} evidence of {id}");
    }
    assert_eq!(tasks_of_merits(&play), persona_tasks(&persona), "merits tasks of {id}");
    let snapshot = play.draft.snapshot();
    assert_eq!(snapshot["problems"], json!([]), "problems of {id}");
    assert_eq!(snapshot["blockers"], json!([]), "blockers of {id}");
    assert_eq!(snapshot["submittable"], true, "{id} can be submitted");
    play
}

#[test]
fn p01_meets_every_page_of_a_passported_client_with_delegated_functions() {
    let play = check("P01");
    assert_eq!(play.value("proc[r1].emergency_level_used"), "3");
    assert_eq!(play.value("proc[r1].emergency_default_scope"), "CV117");
    assert_eq!(play.value("proc[r1].substantive_default_scope"), "AA019");
    assert_eq!(play.value("case_emergency_limit"), "2250.00");
    assert_eq!(play.value("case_substantive_limit"), "25000.00");
    assert_eq!(play.value("reference_date"), "2026-11-18");
}

#[test]
fn p08_meets_every_page_of_a_child_with_a_guardian() {
    let play = check("P08");
    assert_eq!(play.value("proc[r1].substantive_level_used"), "1");
    assert_eq!(play.value("proc[r1].substantive_default_scope"), "FM059");
    assert_eq!(play.value("case_substantive_limit"), "25000.00");
    assert!(play.settled("declaration_under_18"));
    assert_eq!(play.value("post_address_line_1"), "Petherick and Eversholt LLP, 3 Market Cross");
}

#[test]
fn every_page_is_on_the_path_when_it_is_continued() {
    for id in ["P01", "P08"] {
        let script = persona(id).script();
        let mut play = Play::of(&script[..1]);
        for line in &script[1..] {
            if line["do"] == "continue_page" {
                let here = played_page(line);
                assert!(
                    play.pages().iter().any(|page| without_kind(page) == here),
                    "{id}: {here} is not met when it is continued"
                );
            }
            play.line(line);
        }
    }
}

#[test]
fn every_other_person_comes_to_a_stop_that_stands_for_a_later_page() {
    let stops: BTreeSet<String> = tables::questionnaire("wizard_pages")
        .into_iter()
        .filter(|page| page["delivery"] == "D" || page["kind"] == "stop")
        .map(|page| item(&page["page"]))
        .collect();
    for id in ["P02", "P05", "P06", "P09", "P11", "P12"] {
        let persona = persona(id);
        let known =
            tables::questionnaire("wizard_questions").into_iter().filter(|question| question["delivery"] == "A");
        let known: BTreeSet<String> = known.map(|question| item(&question["question"])).collect();
        let mut play = Play::on(persona.today());
        for line in &persona.script()[1..] {
            if answers_of_this_delivery(line, &known, &play) {
                play.line(line);
            }
        }
        let pages = play.pages();
        let stopped: Vec<&Json> = pages.iter().filter(|page| page["kind"] == "stop").collect();
        assert!(!stopped.is_empty(), "{id} is stopped");
        let met: BTreeSet<String> = persona.pages().iter().map(|page| item(&page.page)).collect();
        for page in stopped {
            let page = page["page"].as_str().expect("an id");
            assert!(stops.contains(page), "{page} stands for a later page");
            assert!(met.contains(page), "{id} would meet {page}");
        }
        assert_eq!(play.draft.snapshot()["submittable"], false, "{id} cannot be submitted yet");
    }
}

/// Whether a line of a script can be played on the questionnaire as it is: the place exists, and so do its rows.
fn answers_of_this_delivery(line: &Json, known: &BTreeSet<String>, play: &Play) -> bool {
    match line["do"].as_str() {
        Some("continue_page") => {
            let page = line["page"].as_str().expect("a page");
            play.draft.compiled().page(page).is_some()
                && play.pages().iter().any(|shown| without_kind(shown) == played_page(line))
        }
        Some("set") => {
            let at = line["at"].as_str().expect("a place");
            let id = at.rsplit('.').next().expect("an id");
            let part_of = |question: &String| id == question || id.starts_with(&format!("{question}_"));
            let place = play.draft.compiled().place(at);
            let readable = |place: &interview::place::Place| {
                interview::wire::read_item_value(play.draft.compiled().package(), place.item, &line["value"]).is_some()
            };
            !id.starts_with("evidence_later") && known.iter().any(part_of) && place.as_ref().is_some_and(readable)
        }
        Some("add_row" | "close_list") => {
            let repeat = line["at"].as_str().expect("a repeat");
            ["proc", "account", "opponent", "property", "vehicle"].contains(&repeat)
        }
        _ => true,
    }
}

fn played_page(line: &Json) -> Json {
    let mut page = json!({"page": line["page"]});
    if let Some(rows) = line.get("rows") {
        page["rows"] = rows.clone();
    }
    page
}

fn without_kind(page: &Json) -> Json {
    let mut page = page.clone();
    if let Some(fields) = page.as_object_mut() {
        fields.remove("kind");
    }
    page
}

fn evidence(play: &Play, kind: &str) -> Vec<String> {
    let snapshot = play.draft.snapshot();
    let needs = snapshot["evidence"].as_array().expect("evidence").iter();
    let asked = needs.filter(|need| need["kind"] == kind && need["relevance"] == "yes");
    let mut codes: Vec<String> = asked.map(|need| need["at"].as_str().expect("an id").to_owned()).collect();
    codes.sort();
    codes
}

/// Tasks of the application, and of each proceeding by its code.
type MeritsTasks = (BTreeSet<String>, Vec<(String, BTreeSet<String>)>);

fn tasks_of_merits(play: &Play) -> MeritsTasks {
    let tasks = reference("merits_task_catalogue");
    let named = |level: &str| {
        tasks.iter().filter(move |task| task["level"] == level).map(|task| task["task"].clone()).collect::<Vec<_>>()
    };
    let application =
        named("application").into_iter().filter(|task| play.holds(&format!("merits_task_{task}"))).collect();
    let rows = play.draft.rows(&play.place("proc"));
    let of_row = |row: &str| {
        named("proceeding")
            .into_iter()
            .filter(|task| play.holds(&format!("proc[{row}].merits_task_here_{task}")))
            .collect()
    };
    let proceedings = rows.iter().map(|row| {
        let code = play.value(&format!("proc[{row}].proc_code"));
        (code.as_str().expect("a code").to_owned(), of_row(row))
    });
    (application, proceedings.collect())
}

fn persona_tasks(persona: &people::Persona) -> MeritsTasks {
    let tasks = &persona.data["merits_tasks"];
    let set = |list: &Json| {
        list.as_array().expect("tasks").iter().map(|task| task.as_str().expect("a task").to_owned()).collect()
    };
    let proceedings = tasks["proceedings"].as_object().expect("proceedings");
    (set(&tasks["application"]), proceedings.iter().map(|(code, tasks)| (code.clone(), set(tasks))).collect())
}
