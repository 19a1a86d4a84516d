//! Taking over from the plain form: what stood in its fields when the living form came, and differs from what the server
//! knows, becomes an answer, once (S-23; all of S-24 comes with C).

use crate::wizard::fields::{date_parts, questions, typed};
use crate::wizard::live::session::Session;
use interview::PageAt;
use interview::plan::{Control, QuestionPlan};
use interview::value::Held;
use journal::Device;

/// Answers what the fields of the plain form hold beyond the draft. `fields` are names and values as a form would send them.
pub fn take_over<D: Device>(session: &mut Session<D>, at: &PageAt, fields: &[(String, String)]) {
    if !session.may_answer() {
        return;
    }
    let Some(plan) = session.plan(at) else { return };
    for question in questions(&plan) {
        if let Some(parts) = differing(question, fields) {
            let parts: Vec<(&str, &str)> = parts.iter().map(|(part, text)| (part.as_str(), text.as_str())).collect();
            session.answer(&question.at, question.control, &parts, false);
        }
    }
}

/// The parts of a question's control, where they differ from what the form was made with.
fn differing(question: &QuestionPlan, fields: &[(String, String)]) -> Option<Vec<(String, String)>> {
    let name = question.name.as_str();
    let of = |field: &str| fields.iter().find(|(other, _)| other == field).map(|(_, value)| value.clone());
    match question.control {
        Control::Checkboxes | Control::Rows => {
            let ticked: Vec<String> =
                fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect();
            let mut before: Vec<String> =
                question.options.iter().filter(|option| option.is_chosen).map(|option| option.id.to_string()).collect();
            let mut now = ticked.clone();
            before.sort();
            now.sort();
            let is_blank = before.is_empty() && question.held != Held::Empty;
            (before != now && !(now.is_empty() && is_blank))
                .then(|| ticked.into_iter().map(|value| (String::new(), value)).collect())
        }
        Control::Date => {
            let parts = ["day", "month", "year"].map(|part| (part.to_owned(), of(&format!("{name}-{part}"))));
            let [(_, day), (_, month), (_, year)] = &parts;
            let before = date_parts(question);
            let is_same = [(day, &before.day), (month, &before.month), (year, &before.year)]
                .into_iter()
                .all(|(now, before)| now.as_ref().is_none_or(|now| now == before));
            (!is_same).then(|| parts.map(|(part, value)| (part, value.unwrap_or_default())).to_vec())
        }
        Control::Files => None,
        _ => {
            let now = of(name)?;
            (now != typed(question)).then(|| vec![(String::new(), now)])
        }
    }
}
