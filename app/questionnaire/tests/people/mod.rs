//! The people of `personas.json` as scripts for `interview play` (engine.md E-98): answers of the tables become changes at the
//! items of the definition, page by page, each page continued. Knows the tables, not the definition.
#![allow(dead_code, reason = "each test reads some of it")]

use crate::tables::{Row, folder, item, questionnaire};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The supervisor and the fee earner of the demonstration firm, by id.
const PEOPLE: [(&str, &str); 2] = [("joan_petherick", "Joan Petherick"), ("malcolm_eversholt", "Malcolm Eversholt")];

/// One invented person.
pub struct Persona {
    /// Everything in the file.
    pub data: Json,
}

/// The person with this id.
pub fn persona(id: &str) -> Persona {
    let text = std::fs::read_to_string(folder().join("tests/personas.json")).expect("personas");
    let all: Json = serde_json::from_str(&text).expect("JSON");
    let people = all.as_array().or_else(|| all["personas"].as_array()).expect("a list");
    let data = people.iter().find(|person| person["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone();
    Persona { data }
}

/// A page in the order in which the person meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageMet {
    /// Id in the tables.
    pub page: String,
    /// Its kind in the tables.
    pub kind: String,
    /// The repeat and the number of the row, where it repeats.
    pub row: Option<(String, usize)>,
}

impl Persona {
    /// Today of every test.
    pub fn today(&self) -> &str {
        self.data["submitted_on"].as_str().expect("a day")
    }

    /// Every page of the questionnaire that the person meets, lists too, screens not.
    pub fn pages(&self) -> Vec<PageMet> {
        let table: BTreeMap<String, Row> =
            questionnaire("wizard_pages").into_iter().map(|row| (row["page"].clone(), row)).collect();
        let mut met: BTreeMap<&str, usize> = BTreeMap::new();
        let mut pages = Vec::new();
        for page in self.data["pages_shown"].as_array().expect("pages") {
            // A page that repeats for a person says for whom.
            let page = page.as_str().expect("a page").split('[').next().expect("an id");
            let row = &table[page];
            if row["kind"] == "screen" {
                continue;
            }
            let count = met.entry(page).or_default();
            *count += 1;
            let row_of = (!row["repeats_for"].is_empty()).then(|| (row["repeats_for"].clone(), *count));
            pages.push(PageMet { page: page.to_owned(), kind: row["kind"].clone(), row: row_of });
        }
        pages
    }

    /// The pages to compare: without lists; page and row as in a snapshot.
    pub fn pages_compared(&self) -> Vec<Json> {
        let pages = self.pages().into_iter().filter(|page| page.kind != "list");
        pages.map(|page| written(&item(&page.page), page.row.as_ref())).collect()
    }

    /// Evidence that applies, of one kind, in the order of the alphabet.
    pub fn evidence(&self, kind: &str) -> Vec<String> {
        let mut codes = strings(&self.data["evidence"][kind]);
        codes.sort();
        codes
    }

    /// Answers of a page, for a row of it; those until files can be uploaded in place of the others on evidence.
    fn answers(&self, page: &PageMet) -> Vec<(String, Json)> {
        let given = self.data["answers"].as_array().expect("answers").iter().filter(|answer| {
            let question = answer["question"].as_str().unwrap_or_default();
            !question.starts_with("evidence.") && question != "means.statements" && question != "statement.files"
        });
        let later = self.data["answers_until_uploads"].as_array().expect("answers").iter();
        given
            .chain(later)
            .filter(|answer| answer["page"] == page.page.as_str())
            .filter(|answer| match (&page.row, answer["item"].as_object()) {
                (Some((repeat, number)), Some(row)) => row.get(repeat) == Some(&json!(number)),
                (None, None) => true,
                _ => false,
            })
            .map(|answer| (answer["question"].as_str().expect("a question").to_owned(), answer["answer"].clone()))
            .collect()
    }

    /// The whole way as lines of a script.
    pub fn script(&self) -> Vec<Json> {
        let types: BTreeMap<String, String> = questionnaire("wizard_questions")
            .into_iter()
            .map(|row| (row["question"].clone(), row["type"].clone()))
            .collect();
        let mut lines = vec![json!({"today": self.today()})];
        lines.extend(facts());
        for page in self.pages() {
            if let Some((repeat, number)) = &page.row
                && !lines.contains(&add_row(repeat, *number))
            {
                lines.push(add_row(repeat, *number));
            }
            let mut after = Vec::new();
            for (question, answer) in self.answers(&page) {
                match question.strip_suffix(".more") {
                    Some(repeat) if answer == "no" => after.push(json!({"do": "close_list", "at": repeat})),
                    Some(_) => {}
                    None => lines.extend(answered(&question, &types[&question], &answer, page.row.as_ref())),
                }
            }
            if page.kind != "list" {
                lines.push(continued(&item(&page.page), page.row.as_ref()));
            }
            lines.append(&mut after);
            if page.page == "check.client"
                && let Some(reply @ ("yes" | "no" | "undetermined")) = self.data["benefit_check"].as_str()
            {
                lines.push(json!({"do": "set_fact", "at": "dwp_status", "value": reply}));
            }
        }
        lines
    }
}

/// What the host knows before the first page.
pub fn facts() -> Vec<Json> {
    let office = json!({
        "id": "1A234B", "text": "1A234B, Petherick and Eversholt LLP, Eastmoor", "schedules": ["MAT"],
        "line_1": "Petherick and Eversholt LLP, 3 Market Cross", "town": "Eastmoor", "postcode": "AQ1 1NX",
    });
    let people = PEOPLE.map(|(id, name)| json!({"id": id, "text": name, "offices": ["1A234B"]}));
    vec![
        fact("offices", json!([office])),
        fact("fee_earners", json!(people)),
        fact("supervisors", json!(people)),
        fact("courts", json!([{"id": "family_court_at_eastmoor", "text": "Family Court at Eastmoor"}])),
        fact("example_numbers", json!("yes")),
    ]
}

fn fact(id: &str, value: Json) -> Json {
    json!({"do": "set_fact", "at": id, "value": value})
}

/// An answer of the tables as changes.
fn answered(question: &str, type_name: &str, answer: &Json, row: Option<&(String, usize)>) -> Vec<Json> {
    let at = |id: &str| row.map_or_else(|| id.to_owned(), |(repeat, number)| format!("{repeat}[r{number}].{id}"));
    let id = item(question);
    let set = |id: &str, value: Json| json!({"do": "set", "at": at(id), "value": value});
    let text = answer.as_str().unwrap_or_default();
    match (type_name, question) {
        ("confirm", _) => vec![set(&id, json!(["yes"]))],
        ("phone", _) => vec![set(&id, json!(text.replace(' ', "")))],
        ("nino", _) => vec![set(&id, json!(text.replace(' ', "").to_uppercase()))],
        ("address", _) => address(&id, text).into_iter().map(|(part, value)| set(&part, json!(value))).collect(),
        ("address_lookup", _) if text == "by_hand" => vec![set(&id, json!(text))],
        ("address_lookup", _) => looked_up(&id, text, &set),
        (_, "provider.office") => vec![set(&id, json!(text.split(',').next()))],
        (_, "provider.fee_earner" | "provider.supervisor") => {
            let person = PEOPLE.iter().find(|(_, name)| *name == text).expect("a person of the firm");
            vec![set(&id, json!(person.0))]
        }
        _ => match answer.as_object() {
            // One answer for each option: its row is named by the option.
            Some(each) => {
                let repeat = match question {
                    "savings.values" => "savings",
                    "assets.values" => "assets",
                    "evidence.later_why" | "evidence.later_by" => "later",
                    _ => "of_a_later_delivery",
                };
                let row = |(option, value): (&String, &Json)| json!({"do": "set", "at": format!("{repeat}[{option}].{id}"), "value": value});
                each.iter().map(row).collect()
            }
            None => vec![set(&id, answer.clone())],
        },
    }
}

/// “lines, town, postcode” in its parts.
fn address(id: &str, text: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = text.split(", ").collect();
    let [lines @ .., town, postcode] = parts.as_slice() else { panic!("no address: {text}") };
    let named = [("line_1", lines.join(", ")), ("town", (*town).to_owned()), ("postcode", (*postcode).to_owned())];
    named.into_iter().map(|(part, value)| (format!("{id}_{part}"), value)).collect()
}

/// A search, what the look-up found, and the address that was chosen.
fn looked_up(id: &str, text: &str, set: &dyn Fn(&str, Json) -> Json) -> Vec<Json> {
    let postcode = text.rsplit(", ").next().expect("a postcode");
    let found: Vec<Row> = questionnaire("addresses").into_iter().filter(|row| row["postcode"] == postcode).collect();
    let rows: Vec<Json> =
        (1..).zip(&found).map(|(number, row)| json!({"id": number.to_string(), "text": one_line(row)})).collect();
    let chosen =
        rows.iter().find(|row| row["text"] == text).unwrap_or_else(|| panic!("{text} is not found"))["id"].clone();
    vec![set(&format!("{id}_search"), json!(postcode)), fact(&format!("{id}_found"), json!(rows)), set(id, chosen)]
}

fn one_line(row: &Row) -> String {
    let parts = ["line_1", "line_2", "town", "postcode"].map(|part| row[part].as_str());
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn add_row(repeat: &str, number: usize) -> Json {
    json!({"do": "add_row", "at": repeat, "row": format!("r{number}")})
}

fn continued(page: &str, row: Option<&(String, usize)>) -> Json {
    let mut line = json!({"do": "continue_page", "page": page});
    if let Some((repeat, number)) = row {
        line["rows"] = json!({repeat.clone(): format!("r{number}")});
    }
    line
}

fn written(page: &str, row: Option<&(String, usize)>) -> Json {
    let mut met = json!({"page": page});
    if let Some((repeat, number)) = row {
        met["rows"] = json!({repeat.clone(): format!("r{number}")});
    }
    met
}

fn strings(list: &Json) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|one| one.as_str().expect("text").to_owned()).collect()
}
