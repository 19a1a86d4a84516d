//! The check whether the client gets a benefit that passes the income test (domain.md section 20). Only the server asks and
//! only the server tells the answer; whatever is no answer is *failed*, never *no*.
//!
//! Left out: trying again by itself every ten minutes.

mod ask_again;

use crate::Commands;
use crate::drafts::asked::{Outcome, Question};
use gateways::{BenefitQuery, DwpStatus};
use interview::value::{FactHeld, Value};
use keys::Secrets;
use quantities::Date;
use questionnaire::facts::{BenefitCheck, benefit_check_held};
use store::benefit_checks::NewBenefitCheck;

pub(crate) use ask_again::ask_again;

/// Names of the questions whose answers are sent.
const LAST_NAME: &str = "client_last_name";
const BORN_ON: &str = "client_dob";
const NUMBER: &str = "client_nino";
/// Longest text that is kept of a reply, in characters.
const MOST_KEPT: usize = 200;

/// Asks, within the time limit of the gateway.
pub(crate) async fn check(commands: &Commands, question: &Question) -> Outcome {
    let failed = Outcome { held: FactHeld::Failed, check: None };
    let (Some(checker), Some(query)) = (&commands.settings().gateways.benefit_checker, query(commands, question))
    else {
        return failed;
    };
    let outcome = checker.check(&query).await;
    let status = DwpStatus::of(&outcome);
    let (raw, reference) = match &outcome {
        Ok(reply) => (reply.raw_status.clone(), Some(reply.confirmation_reference.clone())),
        Err(failure) => (failure.to_string(), None),
    };
    let check = NewBenefitCheck {
        status: status.word().to_owned(),
        raw: raw.chars().take(MOST_KEPT).collect(),
        confirmation_reference: reference.filter(|reference| !reference.is_empty()),
        details_hash: hidden(&commands.settings().secrets, &query),
    };
    Outcome { held: held(status), check: Some(check) }
}

fn held(status: DwpStatus) -> FactHeld {
    benefit_check_held(match status {
        DwpStatus::Yes => BenefitCheck::Yes,
        DwpStatus::No => BenefitCheck::No,
        DwpStatus::Undetermined => BenefitCheck::Undetermined,
        DwpStatus::NotRun | DwpStatus::Unavailable | DwpStatus::NotPossible => BenefitCheck::Unavailable,
    })
}

fn query(commands: &Commands, question: &Question) -> Option<BenefitQuery> {
    let bytes = (commands.settings().chance)().ok()?;
    Some(BenefitQuery {
        request_id: bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        last_name: text(question, LAST_NAME)?,
        born_on: day(question, BORN_ON)?,
        national_insurance_number: text(question, NUMBER)?,
        check_on: commands.today(),
    })
}

fn text(question: &Question, name: &str) -> Option<String> {
    match question.inputs.get(name)? {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

fn day(question: &Question, name: &str) -> Option<Date> {
    match question.inputs.get(name)? {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

/// The details that were sent, so that two checks can be compared and the number is nowhere in clear.
fn hidden(secrets: &Secrets, query: &BenefitQuery) -> [u8; 32] {
    let born_on = query.born_on.to_string();
    let parts = [query.last_name.as_bytes(), born_on.as_bytes(), query.national_insurance_number.as_bytes()];
    *secrets.values.hash("benefit check", &parts).bytes()
}
