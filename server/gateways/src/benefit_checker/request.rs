//! Writes the request: eight values in the order of the schema, each checked before anything is sent.
//!
//! Left out: whether a National Insurance number can exist (that rule is a question's, in the definition).

use std::fmt;

use quantities::Date;
use quick_xml::escape::escape;

use super::{BenefitCheckerFailure, BenefitCheckerSettings, BenefitQuery, SurnameSent};

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// A value of the request that the service would not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestField {
    /// Our id of the request: 3 to 50 characters, no spaces or controls.
    RequestId,
    /// Two letters, six digits, a letter from A to D.
    NationalInsuranceNumber,
    /// 2 to 50 characters, no controls.
    LastName,
}

impl fmt::Display for RequestField {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::RequestId => "the id of the request",
            Self::NationalInsuranceNumber => "the form of the National Insurance number",
            Self::LastName => "the length or form of the surname",
        })
    }
}

/// The envelope to send, or the first value that cannot be sent.
pub(super) fn write_request(
    query: &BenefitQuery,
    settings: &BenefitCheckerSettings,
) -> Result<String, BenefitCheckerFailure> {
    let request_id = request_id(&query.request_id)?;
    let number = national_insurance_number(&query.national_insurance_number)?;
    let surname = surname(&query.last_name, settings.surname)?;
    let values = [
        ("clientOrgId", settings.credentials.organisation.as_str()),
        ("clientUserId", &settings.credentials.user),
        ("clientReference", request_id),
        ("lscServiceName", &settings.credentials.service_name),
        ("nino", &number),
        ("surname", &surname),
        ("dateOfBirth", &eight_digits(query.born_on)),
        ("dateOfAward", &eight_digits(query.check_on)),
    ];
    let namespace = escape(settings.namespace.as_str());
    let mut envelope = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <soap:Envelope xmlns:soap=\"{SOAP}\"><soap:Body><BenefitCheckerRequest xmlns=\"{namespace}\">"
    );
    for (name, value) in values {
        envelope.push_str(&format!("<{name}>{}</{name}>", escape(value)));
    }
    envelope.push_str("</BenefitCheckerRequest></soap:Body></soap:Envelope>");
    Ok(envelope)
}

fn request_id(text: &str) -> Result<&str, BenefitCheckerFailure> {
    let fits = (3..=50).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits { Ok(text) } else { Err(BenefitCheckerFailure::NotSent(RequestField::RequestId)) }
}

fn national_insurance_number(text: &str) -> Result<String, BenefitCheckerFailure> {
    let kept = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    let number = kept.collect::<String>().to_ascii_uppercase();
    let fits = number.len() == 9
        && number.bytes().enumerate().all(|(at, byte)| match at {
            0 | 1 => byte.is_ascii_uppercase(),
            8 => (b'A'..=b'D').contains(&byte),
            _ => byte.is_ascii_digit(),
        });
    if fits { Ok(number) } else { Err(BenefitCheckerFailure::NotSent(RequestField::NationalInsuranceNumber)) }
}

fn surname(text: &str, sent: SurnameSent) -> Result<String, BenefitCheckerFailure> {
    let whole = text.trim().to_uppercase();
    let fits = (2..=50).contains(&whole.chars().count()) && whole.chars().all(is_of_a_name);
    if !fits {
        return Err(BenefitCheckerFailure::NotSent(RequestField::LastName));
    }
    Ok(match sent {
        SurnameSent::Whole => whole,
        SurnameSent::FirstThree => whole.chars().take(3).collect(),
    })
}

/// XML has no place for controls, nor for these two that are no characters.
fn is_of_a_name(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// CCYYMMDD.
fn eight_digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::super::BenefitCheckerCredentials;
    use super::*;

    fn query(last_name: &str, number: &str) -> BenefitQuery {
        BenefitQuery {
            request_id: "check-0001".to_owned(),
            last_name: last_name.to_owned(),
            born_on: Date::new(1992, 4, 7).unwrap(),
            national_insurance_number: number.to_owned(),
            check_on: Date::new(2026, 11, 23).unwrap(),
        }
    }

    fn written(query: &BenefitQuery, sent: SurnameSent) -> Result<String, BenefitCheckerFailure> {
        let mut settings = BenefitCheckerSettings::new(BenefitCheckerCredentials::trial());
        settings.surname = sent;
        write_request(query, &settings)
    }

    #[test]
    fn the_eight_values_stand_in_the_order_of_the_schema() {
        let envelope = written(&query(" Tamworth ", "qq 12-34 01 c"), SurnameSent::Whole).unwrap();
        let expected = "<clientOrgId>TRIAL_ORG_001</clientOrgId><clientUserId>TRIAL_USER_0001</clientUserId>\
             <clientReference>check-0001</clientReference><lscServiceName>TRIAL_1</lscServiceName>\
             <nino>QQ123401C</nino><surname>TAMWORTH</surname><dateOfBirth>19920407</dateOfBirth>\
             <dateOfAward>20261123</dateOfAward></BenefitCheckerRequest>";
        assert!(envelope.contains(expected), "{envelope}");
    }

    #[test]
    fn the_first_three_characters_are_sent_when_the_setting_says_so() {
        let envelope = written(&query("D'Arcy", "QQ123401C"), SurnameSent::FirstThree).unwrap();
        assert!(envelope.contains("<surname>D&apos;A</surname>"), "{envelope}");
    }

    #[test]
    fn what_the_service_would_not_take_is_not_sent() {
        let refused = |query: BenefitQuery| written(&query, SurnameSent::Whole).unwrap_err();
        for name in ["", " ", "O", "Tam\u{0}worth", "Tam\nworth", "A\u{ffff}B", &"N".repeat(51)] {
            let failure = refused(query(name, "QQ123401C"));
            assert_eq!(failure, BenefitCheckerFailure::NotSent(RequestField::LastName), "{name:?}");
        }
        for number in ["", "QQ12340C", "QQ1234011", "Q1123401C", "QQ123401E", "QQ123401CC", "ÉQ123401C", "QQ12340١C"]
        {
            let failure = refused(query("Tamworth", number));
            assert_eq!(failure, BenefitCheckerFailure::NotSent(RequestField::NationalInsuranceNumber), "{number:?}");
        }
        for request_id in ["", "ab", "with space", "<id>é", &"1".repeat(51)] {
            let failure = refused(BenefitQuery { request_id: request_id.to_owned(), ..query("Tamworth", "QQ123401C") });
            assert_eq!(failure, BenefitCheckerFailure::NotSent(RequestField::RequestId), "{request_id:?}");
        }
    }
}
