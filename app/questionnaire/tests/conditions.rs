//! Every condition of the tables for what is asked now, read with two values by an evaluator of its own, agrees with the
//! definition on changed answers of the people who are played to the end. A condition that waits for an answer is not compared.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod people;
mod played;
mod tables;
mod two_valued;

use interview::PageAt;
use interview::value::{Read, RowKey, Three, Value};
use played::Play;
use serde_json::{Value as Json, json};
use std::cell::Cell;
use std::collections::BTreeMap;
use tables::{Row, item, list, questionnaire, reference};
use two_valued::{Answers, holds};

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % limit
    }
}

/// A draft as conditions read it, in a row or in none.
struct Seen<'a> {
    play: &'a Play,
    row: Option<&'a str>,
    waits: Cell<bool>,
}

impl Seen<'_> {
    /// In the row first, then outwards; nothing where the item is of a later delivery.
    fn read(&self, id: &str) -> Option<Read> {
        let compiled = self.play.draft.compiled();
        let in_row = self.row.and_then(|row| compiled.place(&format!("{row}.{id}")));
        let place = in_row.or_else(|| compiled.place(id))?;
        let read = self.play.draft.read(&place);
        if read == Read::Waiting {
            self.waits.set(true);
        }
        Some(read)
    }
}

impl Answers for Seen<'_> {
    fn answer(&self, question: &str) -> Vec<String> {
        // Asked for, and without a value: it could not be reached.
        let failed =
            |id: &str| self.read(id) == Some(Read::Void) && self.play.draft.relevant(&self.play.place(id)).is_yes();
        if question == "dwp_status" && failed(question) {
            return vec!["unavailable".to_owned()];
        }
        match self.read(&item(question)) {
            Some(Read::Value(Value::YesNo(yes))) => vec![if yes { "yes" } else { "no" }.to_owned()],
            Some(Read::Value(Value::Choice(option))) => vec![option.to_string()],
            Some(Read::Value(Value::Choices(options))) => options.iter().map(ToString::to_string).collect(),
            Some(Read::Value(_)) => vec!["answered".to_owned()],
            _ => Vec::new(),
        }
    }

    fn fact(&self, name: &str) -> bool {
        // The person of the row is the client; without a bank connection and any income entered, the last two hold.
        if ["always", "person_assessed", "statements_by_upload", "zero_income"].contains(&name) {
            return true;
        }
        let id = name.replace('(', "_").replace(')', "");
        matches!(self.read(&id), Some(Read::Value(Value::YesNo(true))))
    }
}

/// How often each condition was found true and false.
#[derive(Default)]
struct Compared(BTreeMap<String, [u32; 2]>);

impl Compared {
    fn check(&mut self, what: &str, conditions: &[&str], seen: &Seen, stands: impl FnOnce() -> bool) {
        let expected = conditions.iter().all(|condition| holds(condition, seen));
        if seen.waits.take() {
            return;
        }
        assert_eq!(stands(), expected, "{what}: {conditions:?}");
        self.0.entry(what.to_owned()).or_default()[usize::from(expected)] += 1;
    }
}

/// The row of a page or question in these drafts; nothing where nobody can add one.
fn row_of(repeat: &str) -> Option<Option<&'static str>> {
    match repeat {
        "" => Some(None),
        "proc" => Some(Some("proc[r1]")),
        "account" => Some(Some("account[r1]")),
        "opponent" => Some(Some("opponent[r1]")),
        "person" => Some(Some("person[1]")),
        _ => None,
    }
}

fn compare(play: &Play, pages: &BTreeMap<String, Row>, questions: &[Row], compared: &mut Compared) {
    let compiled = play.draft.compiled();
    for (id, page) in pages {
        let (Some(index), Some(row)) = (compiled.page(&item(id)), row_of(&page["repeats_for"])) else { continue };
        if row.is_some_and(|row| !exists(play, row)) {
            continue;
        }
        let rows = row.iter().map(|row| RowKey::from(row.split(['[', ']']).nth(1).expect("a key"))).collect();
        let seen = Seen { play, row, waits: Cell::new(false) };
        let at = PageAt { page: index, rows };
        // A page also waits for its questions, where none of them is always asked.
        let relevance = play.draft.page_relevance(&at);
        if relevance != Three::Unknown {
            compared.check(id, &[&page["shown_when"]], &seen, || relevance.is_yes());
        }
    }
    for question in questions {
        let page = &pages[&question["page"]];
        let Some(row) = row_of(&page["repeats_for"]) else { continue };
        if row.is_some_and(|row| !exists(play, row)) || !question["for_each"].is_empty() {
            continue;
        }
        let suffix = if question["type"] == "address" { "_line_1" } else { "" };
        let id = format!("{}{suffix}", item(&question["question"]));
        let place = play.place(&row.map_or_else(|| id.clone(), |row| format!("{row}.{id}")));
        let seen = Seen { play, row, waits: Cell::new(false) };
        let shown = [page["shown_when"].as_str(), question["shown_when"].as_str()];
        let name = &question["question"];
        compared.check(name, &shown, &seen, || play.draft.relevant(&place).is_yes());
        if !play.draft.relevant(&place).is_yes() {
            continue;
        }
        if !question["required_when"].is_empty() {
            let what = format!("{name} required");
            compared.check(&what, &[&question["required_when"]], &seen, || play.draft.required(&place).is_yes());
        }
        for case in question["option_when"].split(" ; ").filter(|case| !case.is_empty()) {
            let (option, condition) = case.split_once(": ").expect("option and condition");
            let what = format!("{name} {option}");
            let chosen = || play.draft.choosable(&place).iter().any(|id| id.as_ref() == option);
            compared.check(&what, &[condition], &seen, chosen);
        }
    }
    for need in reference("evidence_categories").iter().filter(|need| need["delivery"] == "A") {
        let place = play.place(&need["code"]);
        let seen = Seen { play, row: None, waits: Cell::new(false) };
        compared.check(&need["code"], &[&need["when_required"]], &seen, || play.draft.relevant(&place).is_yes());
    }
}

fn exists(play: &Play, row: &str) -> bool {
    let (repeat, key) = row.trim_end_matches(']').split_once('[').expect("a row");
    play.draft.rows(&play.place(repeat)).iter().any(|there| there.as_ref() == key)
}

/// Another answer to a question that has options of its own or says yes or no.
fn other_answer(question: &Row, chance: &mut Chance) -> Option<Json> {
    let options: Vec<&str> =
        question["options"].split(" ; ").filter_map(|option| option.split_once('=')).map(|(id, _)| id).collect();
    match question["type"].as_str() {
        "yes_no" => Some(json!(["yes", "no"][chance.below(2)])),
        "radio" if !options.is_empty() => Some(json!(options[chance.below(options.len())])),
        "checkboxes" if options.len() > 1 && !question["options"].contains('/') => {
            let alone = list(&question["alone"]);
            let first = options[chance.below(options.len())];
            let second = options[chance.below(options.len())];
            let both = first != second && !alone.contains(&first) && !alone.contains(&second);
            Some(if both { json!([first, second]) } else { json!([first]) })
        }
        _ => None,
    }
}

/// Proceedings of every group, with every kind of task and extra question.
const CODES: [&str; 18] = [
    "DA004", "DA002", "SE013", "SE014A", "SE003", "SE004", "SE007", "SE013E", "PB057", "PB006", "PB059", "PB007",
    "PBM01A", "PBM07", "PBM16", "PBM23", "PBM32", "PBM40",
];

/// Some answers of a person given otherwise.
fn changed(base: &Play, pages: &BTreeMap<String, Row>, questions: &[Row], chance: &mut Chance) -> Play {
    let mut play = Play { draft: base.draft.clone() };
    for _ in 0..=chance.below(8) {
        let question = &questions[chance.below(questions.len())];
        let Some(row) = row_of(&pages[&question["page"]]["repeats_for"]) else { continue };
        if row.is_some_and(|row| !exists(&play, row)) || !question["for_each"].is_empty() {
            continue;
        }
        if let Some(answer) = other_answer(question, chance) {
            let id = item(&question["question"]);
            play.set(&row.map_or_else(|| id.clone(), |row| format!("{row}.{id}")), answer);
        }
    }
    if chance.below(2) == 0 {
        play.set("proc[r1].proc_code", json!(CODES[chance.below(CODES.len())]));
        play.set("proc[r1].proc_involvement", json!(["A", "D", "W", "I", "Z"][chance.below(5)]));
    }
    if chance.below(4) == 0 {
        play.set("proc[r1].proc_df_date", json!(["2026-11-18", "2026-09-01", "2026-11-23"][chance.below(3)]));
    }
    // Answers that are seldom hit upon together.
    match chance.below(8) {
        0 => play.set("home_lookup", json!("by_hand")),
        1 => play.line(&json!({"do": "skip", "at": "client_mobile"})),
        2 => play.set("cost_substantive_raise", json!("yes")),
        3 => {
            play.set("app_urgency", json!("agency"));
            play.set("proc[r1].proc_emergency_accept", json!("no"));
        }
        _ => {}
    }
    if chance.below(4) == 0 {
        play.set("client_dob", json!(["1992-04-07", "2011-02-14"][chance.below(2)]));
    }
    play.line(&json!({"do": "confirm", "at": "check_client"}));
    match chance.below(5) {
        0 => play.line(&json!({"do": "set_fact", "at": "dwp_status", "failed": true})),
        reply => {
            let reply = ["yes", "no", "undetermined", "yes"][reply - 1];
            play.line(&json!({"do": "set_fact", "at": "dwp_status", "value": reply}));
        }
    }
    play
}

#[test]
fn conditions_of_the_tables_agree_with_the_definition_on_changed_answers() {
    let pages: BTreeMap<String, Row> =
        questionnaire("wizard_pages").into_iter().map(|row| (row["page"].clone(), row)).collect();
    let questions = questionnaire("wizard_questions").into_iter();
    let questions: Vec<Row> =
        questions.filter(|row| row["delivery"] == "A" && !row["question"].ends_with(".more")).collect();
    let mut compared = Compared::default();
    let mut chance = Chance(104);
    for id in ["P01", "P08"] {
        let base = Play::of(&people::persona(id).script());
        compare(&base, &pages, &questions, &mut compared);
        for _ in 0..500 {
            let play = changed(&base, &pages, &questions, &mut chance);
            compare(&play, &pages, &questions, &mut compared);
        }
    }
    let one_sided = compared.0.iter().filter(|(_, [no, yes])| *no == 0 || *yes == 0).map(|(what, _)| what.as_str());
    let unexpected: Vec<&str> = one_sided.filter(|what| !can_have_one_side_only(what, &pages, &questions)).collect();
    assert!(unexpected.is_empty(), "never seen from both sides: {unexpected:?}");
}

/// What is always asked, or can never be while no partner is assessed.
fn can_have_one_side_only(what: &str, pages: &BTreeMap<String, Row>, questions: &[Row]) -> bool {
    let partner = ["account.owner partner", "account.owner both", "decl.capacity partner"];
    if partner.contains(&what) || what == "application_copy" {
        return true;
    }
    let question = questions.iter().find(|question| question["question"] == what);
    let always = |page: &str| pages.get(page).is_some_and(|page| page["shown_when"] == "always");
    always(what) || question.is_some_and(|question| question["shown_when"] == "always" && always(&question["page"]))
}
