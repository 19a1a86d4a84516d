//! Every page, question, task and piece of evidence of the tables stands in the definition, and nothing that the tables do not know.
//! Conditions are not compared here: the personas, the cover and the merits tests play them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod played;
mod tables;

use interview::package::{
    Appearance, EvidenceKind, ItemKind, OptionsFrom, Package, PageKind, Question, Segment, TextIndex, Type,
};
use interview::value::Value;
use questionnaire::facts::Source;
use std::collections::{BTreeMap, BTreeSet};
use tables::{Row, item, questionnaire as table, reference};

/// Pages of later deliveries whose conditions read only what is asked later, so that nobody can come to them yet.
const NEVER_MET: [&str; 34] = [
    "link.copy",
    "proc.not_public_law",
    "proc.wrong_one",
    "proc.emergency_hearing",
    "proc.substantive_hearing",
    "partner.details",
    "dwp.details_right",
    "dwp.evidence",
    "work.hmrc",
    "work.job",
    "work.payslips",
    "self.type",
    "self.accounts",
    "self.money",
    "forces.service",
    "forces.pay",
    "means.statements_route",
    "income.benefit",
    "income.cash",
    "out.cash",
    "out.housing",
    "out.housing_benefit",
    "dep.person",
    "dep.list",
    "cap.home_check",
    "merits.rel_pr",
    "merits.rel_child",
    "merits.rel_check",
    "merits.appeal_court_second",
    "merits.appeal_judge",
    "merits.appeal_court_first",
    "merits.p_assessment_result",
    "decl.partner",
    // No page of its own until files can be uploaded: `evidence.upload` asks when and why it follows.
    "merits.statement_upload",
];

fn package() -> &'static Package {
    static DEFINITION: std::sync::OnceLock<std::sync::Arc<interview::Compiled>> = std::sync::OnceLock::new();
    DEFINITION.get_or_init(played::definition).package()
}

/// Wording with its fallbacks in place of placeholders.
fn words(text: Option<TextIndex>) -> String {
    let Some(text) = text else { return String::new() };
    let segments = &played::texts().texts[text as usize];
    segments
        .iter()
        .map(|segment| match segment {
            Segment::Words(words) => words.clone(),
            Segment::Placeholder(_, fallback) => fallback.clone().unwrap_or_else(|| "it".to_owned()),
        })
        .collect()
}

/// Wording of the tables before anything is known, in lower case.
fn expected(wording: &str) -> String {
    let known =
        [("{client}", "the client"), ("{proceeding}", "this proceeding"), ("{item}", "it"), ("{default}", "the case")];
    known.iter().fold(wording.to_owned(), |text, (name, stands)| text.replace(name, stands)).to_lowercase()
}

fn questions() -> BTreeMap<&'static str, (&'static interview::package::Item, &'static Question)> {
    let items = package().items.iter();
    items
        .filter_map(|item| match &item.kind {
            ItemKind::Question(question) => Some((item.id.as_str(), (item, question))),
            _ => None,
        })
        .collect()
}

fn asked_now() -> Vec<Row> {
    let rows = table("wizard_questions").into_iter();
    rows.filter(|row| row["delivery"] == "A" && !row["question"].ends_with(".more")).collect()
}

/// Item of the question itself: the choice of an address look-up, the first line of an address.
fn main_item(row: &Row) -> String {
    let id = item(&row["question"]);
    if row["type"] == "address" { format!("{id}_line_1") } else { id }
}

#[test]
fn every_question_has_an_item_of_its_type_on_its_page() {
    let questions = questions();
    for row in asked_now() {
        let id = main_item(&row);
        let (item_, question) = questions.get(id.as_str()).unwrap_or_else(|| panic!("{id} is not asked"));
        let expected = match row["type"].as_str() {
            "yes_no" => Type::YesNo,
            "autocomplete" if id == "proc_court_name" => Type::Text { long: false },
            "radio" | "select" | "autocomplete" | "address_lookup" => Type::Choice,
            "checkboxes" | "confirm" => Type::Choices,
            "text" | "email" | "phone" | "nino" | "address" => Type::Text { long: false },
            "textarea" => Type::Text { long: true },
            "date" => Type::Date,
            "money" => Type::Money,
            other => panic!("{other}"),
        };
        assert_eq!(question.value, expected, "{id}");
        let appearance = match row["type"].as_str() {
            "select" | "address_lookup" => Appearance::Select,
            "autocomplete" => Appearance::Search,
            _ => Appearance::Plain,
        };
        assert_eq!(question.appearance, appearance, "{id}");
        let page = item_.page.map(|page| package().pages[page as usize].id.as_str());
        assert_eq!(page, Some(tables::item(&row["page"]).as_str()), "{id}");
    }
}

#[test]
fn nothing_is_asked_that_the_tables_do_not_know() {
    let known: BTreeSet<String> = asked_now().iter().map(|row| item(&row["question"])).collect();
    for id in questions().keys() {
        let of_a_part = known.iter().any(|question| {
            id.strip_prefix(question.as_str()).is_some_and(|part| {
                ["_search", "_line_1", "_line_2", "_line_3", "_town", "_county", "_postcode"].contains(&part)
            })
        });
        assert!(known.contains(*id) || of_a_part, "{id}");
    }
}

#[test]
fn the_parts_of_an_address_and_of_a_look_up_are_there() {
    let questions = questions();
    for (id, optional) in
        [("line_1", false), ("line_2", true), ("line_3", true), ("town", false), ("county", true), ("postcode", false)]
    {
        assert_eq!(questions[format!("post_address_{id}").as_str()].1.optional, optional, "{id}");
    }
    for id in ["home_lookup", "post_lookup"] {
        let (_, search) = questions[format!("{id}_search").as_str()];
        assert_eq!(words(search.missing), "Enter a postcode");
        let options = questions[id].1.options.as_ref().expect("options");
        let Some(OptionsFrom::Fact(found)) = options.from else { panic!("{id} takes what was found") };
        assert_eq!(package().items[found as usize].id, format!("{id}_found"));
        assert_eq!(options.own.iter().map(|option| option.id.as_ref()).collect::<Vec<_>>(), ["by_hand"]);
    }
}

#[test]
fn every_question_is_worded_and_says_what_is_missing() {
    let questions = questions();
    for row in asked_now() {
        let id = main_item(&row);
        let (item_, question) = questions[id.as_str()];
        assert!(!words(item_.ask).is_empty(), "{id} has no label");
        // The screen of a look-up has one field for the search, which carries the message.
        if row["type"] != "address_lookup" {
            assert_eq!(words(question.missing).to_lowercase(), expected(&row["error_if_missing"]), "{id}");
        }
        if !row["hint"].is_empty() {
            assert_eq!(words(item_.hint).to_lowercase(), expected(&row["hint"]), "{id}");
        }
    }
}

#[test]
fn every_other_message_of_the_tables_is_said() {
    let questions = questions();
    for row in asked_now() {
        let id = main_item(&row);
        let (_, question) = questions[id.as_str()];
        let said: Vec<String> = question
            .checks
            .iter()
            .chain(&question.warnings)
            .map(|check| words(Some(check.text)).to_lowercase())
            .collect();
        for case in row["other_errors"].split(" / ").filter(|case| !case.is_empty()) {
            let (name, message) = case.split_once(": ").expect("case and message");
            // Length is judged by the type; the server splits the search, and the hint says what to do where nothing is found.
            if name == "too long" || row["type"] == "address_lookup" {
                continue;
            }
            assert!(said.contains(&expected(message)), "{id}: {message}");
            let warns =
                question.warnings.iter().any(|check| words(Some(check.text)).to_lowercase() == expected(message));
            assert_eq!(warns, name.ends_with("(warning only)"), "{id}: {name}");
        }
    }
}

#[test]
fn required_and_optional_are_those_of_the_tables() {
    let questions = questions();
    for row in asked_now() {
        let id = main_item(&row);
        let (_, question) = questions[id.as_str()];
        let conditional = !row["required_when"].is_empty();
        assert_eq!(question.required.is_some(), conditional, "{id}");
        assert_eq!(question.optional, row["required"] == "no" && !conditional, "{id}");
    }
}

#[test]
fn options_have_the_ids_and_the_words_of_the_tables() {
    let questions = questions();
    for row in asked_now().iter().filter(|row| row["options"].contains('=')) {
        let id = main_item(row);
        let options = questions[id.as_str()].1.options.as_ref().expect("options");
        let written: Vec<(String, String, bool)> = match options.from {
            Some(OptionsFrom::ChoiceSet(set)) => &package().choice_sets[set as usize].options,
            _ => &options.own,
        }
        .iter()
        .map(|option| (option.id.to_string(), words(Some(option.text)).to_lowercase(), option.alone))
        .collect();
        let named: Vec<(&str, &str)> =
            row["options"].split(" ; ").map(|option| option.split_once('=').expect("an option")).collect();
        let alone: Vec<&str> = tables::list(&row["alone"]);
        let as_written = || {
            named
                .iter()
                .map(|(option, text)| ((*option).to_owned(), expected(text), alone.contains(option)))
                .collect::<Vec<_>>()
        };
        match id.as_str() {
            "provider_office" | "provider_fee_earner" | "provider_supervisor" | "proc_court_name" => {
                assert!(matches!(options.from, Some(OptionsFrom::Fact(_))), "{id}");
            }
            "client_country_of_origin" => assert_eq!(options_table(options.from), "countries"),
            "proc_code" => assert_eq!(options_table(options.from), "proceedings"),
            "proc_involvement" => {
                assert_eq!(options_table(options.from), "client_involvement");
                let labels: BTreeMap<String, String> = reference("client_involvement")
                    .into_iter()
                    .map(|part| (part["code"].clone(), part["label"].clone()))
                    .collect();
                assert!(named.iter().all(|(code, label)| labels[*code] == *label));
            }
            "disregard_mandatory" | "disregard_discretionary" => {
                let kind = id.strip_prefix("disregard_").expect("a kind");
                let rows = reference("disregards").into_iter().filter(|row| row["kind"] == kind);
                let mut payments: Vec<_> =
                    rows.map(|row| (row["code"].clone(), row["label"].to_lowercase(), false)).collect();
                payments.push(("none".to_owned(), "none of these".to_owned(), true));
                assert_eq!(written, payments, "{id}");
            }
            "eq_ethnicity" => assert_eq!(written.last().map(|option| option.1.as_str()), Some("prefer not to say")),
            "evidence_later" => {
                let needs = reference("evidence_categories").into_iter();
                let needs = needs.filter(|need| need["delivery"] == "A" && need["requirement"] == "mandatory");
                let needs: Vec<_> =
                    needs.map(|need| (need["code"].clone(), need["title"].to_lowercase(), false)).collect();
                assert_eq!(written, needs);
            }
            _ => assert_eq!(written, as_written(), "{id}"),
        }
    }
}

fn options_table(from: Option<OptionsFrom>) -> &'static str {
    match from {
        Some(OptionsFrom::Table(table)) => &package().tables[table as usize].id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_text_has_the_length_of_the_tables() {
    let questions = questions();
    for row in asked_now() {
        let id = main_item(&row);
        let (_, question) = questions[id.as_str()];
        let said = row["rules"]
            .split("max ")
            .nth(1)
            .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
        let expected = match (row["type"].as_str(), said) {
            ("phone", _) => Some(18),
            ("email", _) => Some(200),
            ("nino", _) => Some(9),
            ("text" | "textarea" | "address", Some(digits)) => Some(digits.parse::<i64>().expect("a number")),
            _ => continue,
        };
        assert_eq!(question.max, expected.map(Value::Count), "{id}");
    }
}

#[test]
fn pages_stand_in_the_order_of_the_tables_under_their_titles_and_repeats() {
    let rows: BTreeMap<String, Row> = table("wizard_pages").into_iter().map(|row| (item(&row["page"]), row)).collect();
    let mut before = 0;
    for page in &package().pages {
        // A repeat without a page of its own for the list gets one; payments of the second list have their own rows.
        let Some(row) = rows.get(&page.id) else {
            let list = matches!(page.kind, PageKind::List(_)) && page.id.ends_with("_list");
            assert!(list || page.id == "cap_disregard_by_caseworker", "{}", page.id);
            continue;
        };
        let order: u32 = row["order"].parse().expect("a number");
        assert!(order > before, "{} stands in its place", page.id);
        before = order;
        assert_eq!(words(Some(page.title)), row["title"], "{}", page.id);
        assert_eq!(package().tasks[page.task as usize].id, item(&row["task"]), "{}", page.id);
        let kind = match page.kind {
            PageKind::Form => ["form", "info"].contains(&row["kind"].as_str()),
            PageKind::List(_) => row["kind"] == "list",
            PageKind::Stop => row["delivery"] == "D",
            PageKind::Check { .. } => row["kind"] == "check",
        };
        assert!(kind, "{} is {}", page.id, row["kind"]);
        let repeat = page.frame.checked_sub(1).map_or("", |repeat| {
            let item = package().repeats[repeat as usize].item;
            package().items[item as usize].id.as_str()
        });
        assert_eq!(repeat, row["repeats_for"], "{}", page.id);
    }
}

#[test]
fn every_page_is_there_or_stands_as_a_stop_unless_nobody_can_come_to_it() {
    let there: BTreeSet<&str> = package().pages.iter().map(|page| page.id.as_str()).collect();
    for row in table("wizard_pages") {
        let id = item(&row["page"]);
        let expected = match row["delivery"].as_str() {
            "A" => true,
            "D" => !NEVER_MET.contains(&row["page"].as_str()),
            _ => false,
        };
        assert_eq!(there.contains(id.as_str()), expected, "{id}");
    }
}

#[test]
fn tasks_stand_in_the_order_of_the_tables_in_their_sections() {
    let rows: Vec<Row> = table("wizard_tasks");
    let mut before = 0;
    for task in &package().tasks {
        let row = rows.iter().find(|row| item(&row["task"]) == task.id).unwrap_or_else(|| panic!("{}", task.id));
        let order: u32 = row["order"].parse().expect("a number");
        assert!(order > before, "{}", task.id);
        before = order;
        assert_eq!(words(Some(task.title)), row["title"]);
        assert_eq!(task.section, row["section"], "{}", task.id);
    }
}

#[test]
fn evidence_is_that_of_this_delivery() {
    let needs = reference("evidence_categories").into_iter().filter(|need| need["delivery"] == "A");
    let expected: BTreeMap<String, (String, String)> =
        needs.map(|need| (need["code"].clone(), (need["title"].clone(), need["requirement"].clone()))).collect();
    let declared = package().items.iter().filter_map(|item| match &item.kind {
        ItemKind::Evidence(evidence) => {
            let kind = match evidence.kind {
                EvidenceKind::Mandatory => "mandatory",
                EvidenceKind::Optional => "optional",
                EvidenceKind::Automatic => "automatic",
            };
            Some((item.id.clone(), (words(item.ask), kind.to_owned())))
        }
        _ => None,
    });
    assert_eq!(declared.collect::<BTreeMap<_, _>>(), expected);
}

#[test]
fn the_equality_answers_alone_are_sensitive() {
    for (id, (_, question)) in questions() {
        assert_eq!(question.sensitive, id.starts_with("eq_"), "{id}");
    }
}

#[test]
fn every_fact_comes_from_a_source_the_host_knows_with_the_columns_it_writes() {
    let mut columns = BTreeMap::new();
    for item in &package().items {
        if let ItemKind::Fact(fact) = &item.kind {
            assert!(Source::named(&fact.source).is_some(), "{}", item.id);
            columns.insert(item.id.as_str(), fact.columns.iter().map(|column| column.id.as_str()).collect::<Vec<_>>());
        }
    }
    use questionnaire::facts::{
        COURTS, DWP_STATUS, EXAMPLE_NUMBERS, FEE_EARNERS, HOME_LOOKUP_FOUND, OFFICES, POST_LOOKUP_FOUND, SUPERVISORS,
    };
    let expected: BTreeMap<&str, Vec<&str>> = [
        (OFFICES, vec!["schedules", "line_1", "line_2", "town", "postcode"]),
        (FEE_EARNERS, vec!["offices"]),
        (SUPERVISORS, vec!["offices"]),
        (COURTS, vec![]),
        (EXAMPLE_NUMBERS, vec![]),
        (DWP_STATUS, vec![]),
        (HOME_LOOKUP_FOUND, vec![]),
        (POST_LOOKUP_FOUND, vec![]),
    ]
    .into();
    assert_eq!(columns, expected);
}
