//! Who gets which answer: the rules of section 20 and the modes of the control.
//!
//! Left out: how an answer is written (`soap`), and spoilt or slowed down (`reply`).

use std::collections::HashMap;
use std::time::Duration;

use serde::Deserialize;

use super::ReceivedCheck;
use super::people::People;
use crate::control::Mode;

/// “No answer for 60 seconds”.
const NO_ANSWER_FOR: Duration = Duration::from_secs(60);
/// “Unavailable twice, then yes”.
const UNAVAILABLE_CALLS: u32 = 2;
/// The numbers whose calls are counted.
const MOST_NUMBERS: usize = 1_000;

/// An answer of the people table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Answer {
    Yes,
    No,
    Undetermined,
    Unavailable,
}

/// What is sent, and how late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) kind: OutcomeKind,
    pub(super) delay: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutcomeKind {
    /// A status word.
    Status(&'static str),
    /// The same, to a request that nobody made.
    StatusOfAnother(&'static str),
    Fault(u16),
    HttpStatus(u16),
}

/// How often each number was asked about with no answer.
#[derive(Default)]
pub(super) struct Calls(HashMap<String, u32>);

impl Outcome {
    pub(super) fn fault(code: u16) -> Self {
        OutcomeKind::Fault(code).into()
    }
}

impl From<OutcomeKind> for Outcome {
    fn from(kind: OutcomeKind) -> Self {
        Self { kind, delay: Duration::ZERO }
    }
}

/// The mode first, then the people, then the last two digits before the letter.
pub(super) fn outcome(mode: Mode, check: &ReceivedCheck, people: &People, calls: &mut Calls) -> Outcome {
    match mode {
        Mode::Yes => OutcomeKind::Status("Yes").into(),
        Mode::No => OutcomeKind::Status("No").into(),
        Mode::Undetermined => OutcomeKind::Status("Undetermined").into(),
        Mode::OtherStatus => OutcomeKind::Status("Deferred").into(),
        Mode::WrongReference => OutcomeKind::StatusOfAnother("Yes").into(),
        Mode::Unavailable => OutcomeKind::HttpStatus(503).into(),
        Mode::Fault(code) => Outcome::fault(code),
        Mode::Rules | Mode::Garbled | Mode::Cut | Mode::Dropped | Mode::WrongType | Mode::TooLarge => {
            people.answer(check).map_or_else(|| by_the_number(&check.number, calls), by_the_table)
        }
    }
}

fn by_the_table(answer: Answer) -> Outcome {
    match answer {
        Answer::Yes => OutcomeKind::Status("Yes"),
        Answer::No => OutcomeKind::Status("No"),
        Answer::Undetermined => OutcomeKind::Status("Undetermined"),
        Answer::Unavailable => OutcomeKind::HttpStatus(500),
    }
    .into()
}

fn by_the_number(number: &str, calls: &mut Calls) -> Outcome {
    match number.get(6..8).unwrap_or_default() {
        "01" => OutcomeKind::Status("Yes").into(),
        "03" => OutcomeKind::Status("Undetermined").into(),
        "04" => Outcome::fault(299),
        "05" => Outcome { kind: OutcomeKind::Status("No"), delay: NO_ANSWER_FOR },
        "06" => Outcome::fault(215),
        "07" => OutcomeKind::HttpStatus(500).into(),
        "08" if calls.count(number) <= UNAVAILABLE_CALLS => OutcomeKind::HttpStatus(503).into(),
        "08" => OutcomeKind::Status("Yes").into(),
        _ => OutcomeKind::Status("No").into(),
    }
}

impl Calls {
    /// This call among those for the number, from 1.
    fn count(&mut self, number: &str) -> u32 {
        if self.0.len() >= MOST_NUMBERS && !self.0.contains_key(number) {
            self.0.clear();
        }
        let calls = self.0.entry(number.to_owned()).or_default();
        *calls = calls.saturating_add(1);
        *calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: &str, surname: &str, born_on: &str) -> OutcomeKind {
        let received = ReceivedCheck {
            number: number.to_owned(),
            surname: surname.to_owned(),
            born_on: born_on.to_owned(),
            ..ReceivedCheck::default()
        };
        outcome(Mode::Rules, &received, &People::read().unwrap(), &mut Calls::default()).kind
    }

    #[test]
    fn the_last_two_digits_tell_the_answer() {
        for (number, kind) in [
            ("QQ000001A", OutcomeKind::Status("Yes")),
            ("QQ000002A", OutcomeKind::Status("No")),
            ("QQ000003A", OutcomeKind::Status("Undetermined")),
            ("QQ000004A", OutcomeKind::Fault(299)),
            ("QQ000006A", OutcomeKind::Fault(215)),
            ("QQ000007A", OutcomeKind::HttpStatus(500)),
            ("QQ000008A", OutcomeKind::HttpStatus(503)),
            ("QQ010199A", OutcomeKind::Status("No")),
        ] {
            assert_eq!(check(number, "TAMWORTH", "19920407"), kind, "{number}");
        }
    }

    #[test]
    fn eight_is_unavailable_twice_then_yes() {
        let mut calls = Calls::default();
        let kinds: Vec<OutcomeKind> = (0..4).map(|_| by_the_number("QQ000008A", &mut calls).kind).collect();
        let (unavailable, yes) = (OutcomeKind::HttpStatus(503), OutcomeKind::Status("Yes"));
        assert_eq!(kinds, [unavailable, unavailable, yes, yes]);
    }

    #[test]
    fn people_are_known_by_all_three_details() {
        assert_eq!(check("QQ314159A", "PEMBERLEY-OAKES", "19880229"), OutcomeKind::Status("Yes"));
        assert_eq!(check("QQ314159A", "PEM", "19880229"), OutcomeKind::Status("Yes"));
        assert_eq!(check("QQ314159A", "PEMBERLEY", "19880229"), OutcomeKind::Status("No"));
        assert_eq!(check("QQ314159A", "PEMBERLEY-OAKES", "19880228"), OutcomeKind::Status("No"));
        assert_eq!(check("QQ271828B", "O'DOWD", "19791231"), OutcomeKind::Status("Undetermined"));
    }
}
