//! Checks a request as the service does: empty, of the wrong length, of the wrong form.
//!
//! Left out: whether the credentials are accepted.

use super::ReceivedCheck;

const EMPTY: u16 = 205;
const WRONG_LENGTH: u16 = 210;
const WRONG_FORM: u16 = 215;

/// The number of the fault that the request deserves, if any.
pub(super) fn problem_of(check: &ReceivedCheck) -> Option<u16> {
    let fields = [
        (&check.organisation, 13..=13),
        (&check.user, 15..=15),
        (&check.reference, 3..=50),
        (&check.service_name, 7..=7),
        (&check.number, 9..=9),
        (&check.surname, 2..=50),
        (&check.born_on, 8..=8),
    ];
    if fields.iter().any(|(value, _)| value.is_empty()) {
        return Some(EMPTY);
    }
    let award_fits = check.award_on.is_empty() || check.award_on.len() == 8;
    if !award_fits || fields.iter().any(|(value, lengths)| !lengths.contains(&value.chars().count())) {
        return Some(WRONG_LENGTH);
    }
    let dates_fit = is_digits(&check.born_on) && is_digits(&check.award_on);
    let surname_fits = check.surname == check.surname.to_uppercase();
    (!dates_fit || !surname_fits || !is_number(&check.number)).then_some(WRONG_FORM)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Two letters, six digits, A to D.
fn is_number(text: &str) -> bool {
    text.len() == 9
        && text.bytes().enumerate().all(|(at, byte)| match at {
            0 | 1 => byte.is_ascii_uppercase(),
            8 => matches!(byte, b'A'..=b'D'),
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> ReceivedCheck {
        ReceivedCheck {
            organisation: "TRIAL_ORG_001".to_owned(),
            user: "TRIAL_USER_0001".to_owned(),
            reference: "check-1".to_owned(),
            service_name: "TRIAL_1".to_owned(),
            number: "QQ123401C".to_owned(),
            surname: "TAMWORTH".to_owned(),
            born_on: "19920407".to_owned(),
            award_on: "20261123".to_owned(),
        }
    }

    #[test]
    fn a_request_is_refused_as_the_service_refuses_it() {
        assert_eq!(problem_of(&good()), None);
        assert_eq!(problem_of(&ReceivedCheck { award_on: String::new(), ..good() }), None);
        assert_eq!(problem_of(&ReceivedCheck { surname: String::new(), ..good() }), Some(205));
        assert_eq!(problem_of(&ReceivedCheck { user: "SHORT".to_owned(), ..good() }), Some(210));
        assert_eq!(problem_of(&ReceivedCheck { number: "QQ12340C".to_owned(), ..good() }), Some(210));
        assert_eq!(problem_of(&ReceivedCheck { number: "QQ123401E".to_owned(), ..good() }), Some(215));
        assert_eq!(problem_of(&ReceivedCheck { surname: "Tamworth".to_owned(), ..good() }), Some(215));
        assert_eq!(problem_of(&ReceivedCheck { born_on: "7/4/1992".to_owned(), ..good() }), Some(215));
    }
}
