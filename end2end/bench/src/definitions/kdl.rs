//! A generated questionnaire as a definition. Conditions are written two-valued (E-94), totals take 0 for what is hidden or
//! left blank; every question is optional, since the half-filled draft leaves questions blank.

use crate::generated::{Condition, Kind, Operator, Question, Spec, SumGroup, Test};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Longest text.
const TEXT_CHARACTERS: u32 = 200;
/// Largest number: keeps every total in its range.
const LARGEST_NUMBER: u32 = 1_000_000;

/// The definition's only file.
pub fn written(spec: &Spec) -> String {
    let mut kdl = format!(
        "interview questions_{} \"{} questions\" version=\"1\" {{\n  effective from=\"2026-01-01\"\n",
        spec.n, spec.n
    );
    for group in spec.questions.iter().filter(|question| question.kind == Kind::Group) {
        line(&mut kdl, 1, &format!("repeat {} {{ rows \"{}\"; }}", group.id, group.initial_rows));
    }
    line(&mut kdl, 1, "task questions \"Questions\" {");
    let totals: BTreeSet<&str> =
        spec.questions.iter().filter(|question| question.kind == Kind::Calc).map(|total| total.id.as_str()).collect();
    for page in &spec.pages {
        line(&mut kdl, 2, &format!("page {} {} {{", page.id, quoted(&page.title)));
        let on_page: BTreeSet<&str> = page.items.iter().map(String::as_str).collect();
        for question in spec.questions.iter().filter(|question| on_page.contains(question.id.as_str())) {
            item(&mut kdl, question, &totals);
        }
        line(&mut kdl, 2, "}");
    }
    kdl.push_str("  }\n}\n");
    kdl
}

/// The id of a field of a group: ids are unique along a repeat, and `when` is a word of the language.
pub fn field_id(group: &str, field: &str) -> String {
    format!("{group}_{field}")
}

fn item(kdl: &mut String, item: &Question, totals: &BTreeSet<&str>) {
    match item.kind {
        Kind::Calc => {
            let total = total(&item.sum, item.sum_group.as_ref(), totals);
            // It is shown where it stands.
            line(kdl, 3, &format!("derive {} count {} {{ ask {}; }}", item.id, quoted(&total), quoted(&item.label)));
        }
        Kind::Group => {
            line(kdl, 3, &format!("each {} {{", item.id));
            for field in &item.fields {
                question(kdl, 4, field, &field_id(&item.id, &field.id), |id| field_id(&item.id, id));
            }
            line(kdl, 3, "}");
        }
        _ => question(kdl, 3, item, &item.id, str::to_owned),
    }
}

fn question(kdl: &mut String, depth: usize, question: &Question, id: &str, name: impl Fn(&str) -> String) {
    let of = match question.kind {
        Kind::YesNo => "yes_no".to_owned(),
        Kind::Text => format!("text max={TEXT_CHARACTERS}"),
        Kind::Number => format!("count min=0 max={LARGEST_NUMBER}"),
        Kind::Date => "date".to_owned(),
        Kind::Choice | Kind::Calc | Kind::Group => "choice".to_owned(),
    };
    let mut children = format!("ask {}; optional", quoted(&question.label));
    if let Some(condition) = &question.visible_if {
        let _ = write!(children, "; when {}", quoted(&when(condition, name)));
    }
    for option in &question.options {
        let _ = write!(children, "; option {option} {}", quoted(option));
    }
    line(kdl, depth, &format!("question {id} {of} {{ {children}; }}"));
}

fn when(condition: &Condition, name: impl Fn(&str) -> String) -> String {
    let (tests, word) = match condition {
        Condition::All(tests) => (tests, " and "),
        Condition::Any(tests) => (tests, " or "),
    };
    let tests: Vec<String> = tests.iter().map(|test| written_test(test, &name(&test.q))).collect();
    tests.join(word)
}

fn written_test(test: &Test, name: &str) -> String {
    let value = test.v.as_str().map_or_else(|| test.v.to_string(), str::to_owned);
    match test.op {
        Operator::Equal => format!("{name} is {value}"),
        Operator::Greater => format!("({name} is known and {name} > {value})"),
        Operator::Given => format!("{name} is known"),
    }
}

fn total(summed: &[String], group: Option<&SumGroup>, totals: &BTreeSet<&str>) -> String {
    let mut terms: Vec<String> = summed
        .iter()
        // A total is always there.
        .map(|id| if totals.contains(id.as_str()) { id.clone() } else { format!("({id} or else 0)") })
        .collect();
    terms.extend(group.map(|SumGroup { group, field }| format!("sum({group}: {} or else 0)", field_id(group, field))));
    added(terms)
}

/// Added two and two, since an expression is at most so deep (E-5).
fn added(mut terms: Vec<String>) -> String {
    while terms.len() > 1 {
        terms = terms
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => format!("({left} + {right})"),
                other => other.concat(),
            })
            .collect();
    }
    terms.pop().unwrap_or_else(|| "0".to_owned())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn line(kdl: &mut String, depth: usize, text: &str) {
    kdl.push_str(&"  ".repeat(depth));
    kdl.push_str(text);
    kdl.push('\n');
}
