//! The people whom the simulator knows by surname, date of birth and number: invented, those of the personas first.
//!
//! Left out: everybody else, whom the rules answer by the number alone.

use serde::Deserialize;

use super::ReceivedCheck;
use super::rules::Answer;

const TABLE: &str = include_str!("../../data/people.csv");
/// The setting of the shorter surname sends this many characters.
const SHORT_SURNAME: usize = 3;

pub(super) struct People(Vec<Person>);

#[derive(Deserialize)]
struct Person {
    surname: String,
    born_on: String,
    number: String,
    status: Answer,
}

impl People {
    pub(super) fn read() -> Result<Self, csv::Error> {
        let rows = csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize();
        Ok(Self(rows.collect::<Result<Vec<Person>, csv::Error>>()?))
    }

    /// The answer for this person, if all three details are theirs.
    pub(super) fn answer(&self, check: &ReceivedCheck) -> Option<Answer> {
        let person = self.0.iter().find(|person| person.is(check))?;
        Some(person.status)
    }
}

impl Person {
    fn is(&self, check: &ReceivedCheck) -> bool {
        let surname = self.surname.to_uppercase();
        let short: String = surname.chars().take(SHORT_SURNAME).collect();
        self.number == check.number
            && self.born_on.replace('-', "") == check.born_on
            && (check.surname == surname || check.surname == short)
    }
}
