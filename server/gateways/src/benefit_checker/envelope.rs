//! Reads a reply of the benefit checker: a SOAP envelope with an answer or a fault.
//!
//! Left out: the text of a fault. Whatever is doubled, missing, of another namespace or about another request is no
//! reply.

use super::xml::{Element, read_document};
use super::{BenefitAnswer, BenefitCheckerFailure, BenefitReply, FaultCode};
use crate::{Outage, UnreadableReply};

const SOAP_NAMESPACES: [&str; 2] =
    ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"];
const MOST_STATUS_CHARACTERS: usize = 40;
const MOST_REFERENCE_CHARACTERS: usize = 100;

/// The answer of the envelope to the request `request_id`, or the fault it carries.
pub(super) fn read_envelope(
    body: &[u8],
    namespace: &str,
    request_id: &str,
) -> Result<BenefitReply, BenefitCheckerFailure> {
    let envelope = read_document(body).map_err(|_| unreadable(UnreadableReply::NotXml))?;
    let content = only_content(&envelope).ok_or_else(|| unreadable(UnreadableReply::WrongShape))?;
    if content.name == "Fault" && content.namespace == envelope.namespace {
        return Err(BenefitCheckerFailure::Fault(fault_code(content)));
    }
    if content.name != "BenefitCheckerResponse" || content.namespace != namespace {
        return Err(unreadable(UnreadableReply::WrongShape));
    }
    read_answer(content, namespace, request_id)
}

fn read_answer(response: &Element, namespace: &str, request_id: &str) -> Result<BenefitReply, BenefitCheckerFailure> {
    let value = |name: &str| {
        let element = response.only(name).filter(|element| element.namespace == namespace);
        element.filter(|element| element.children.is_empty()).map(|element| element.text.trim())
    };
    let wrong_shape = || unreadable(UnreadableReply::WrongShape);
    let reference = value("originalClientRef").ok_or_else(wrong_shape)?;
    let status = value("benefitCheckerStatus").ok_or_else(wrong_shape)?;
    let confirmation = value("confirmationRef").ok_or_else(wrong_shape)?;
    if reference != request_id {
        return Err(unreadable(UnreadableReply::WrongReference));
    }
    Ok(BenefitReply {
        answer: answer_of(status),
        raw_status: status.chars().take(MOST_STATUS_CHARACTERS).collect(),
        confirmation_reference: confirmation.chars().take(MOST_REFERENCE_CHARACTERS).collect(),
    })
}

/// Compared without case; any other word is undetermined, and logged by its length alone.
fn answer_of(status: &str) -> BenefitAnswer {
    if status.eq_ignore_ascii_case("yes") {
        BenefitAnswer::Yes
    } else if status.eq_ignore_ascii_case("no") {
        BenefitAnswer::No
    } else {
        if !status.eq_ignore_ascii_case("undetermined") {
            tracing::warn!(
                benefit_checker.status_bytes = status.len(),
                "The benefit checker replied with a status that is not known; it counts as undetermined"
            );
        }
        BenefitAnswer::Undetermined
    }
}

/// The one element in the body of a SOAP envelope.
fn only_content(envelope: &Element) -> Option<&Element> {
    let is_soap = envelope.name == "Envelope" && SOAP_NAMESPACES.contains(&envelope.namespace.as_str());
    let body = envelope.only("Body").filter(|body| is_soap && body.namespace == envelope.namespace)?;
    body.children.first().filter(|_| body.children.len() == 1)
}

/// A fault is never an answer, so its namespaces do not matter. SOAP 1.1 has `detail`, SOAP 1.2 `Detail`.
fn fault_code(fault: &Element) -> FaultCode {
    let detail = fault.only("detail").or_else(|| fault.only("Detail"));
    let exception = detail.and_then(|detail| detail.only("BenefitCheckerFaultException"));
    let code = exception.and_then(|exception| exception.only("MessageCode"));
    code.map_or(FaultCode::UNNAMED, |code| FaultCode::read(&code.text))
}

fn unreadable(why: UnreadableReply) -> BenefitCheckerFailure {
    BenefitCheckerFailure::Unavailable(Outage::Unreadable(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMESPACE: &str = "urn:checker";
    const REQUEST: &str = "check-0001";

    fn envelope(content: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">\
             <s:Header/><s:Body>{content}</s:Body></s:Envelope>"
        )
    }

    fn response(status: &str) -> String {
        envelope(&format!(
            "<c:BenefitCheckerResponse xmlns:c=\"urn:checker\"><c:originalClientRef>{REQUEST}</c:originalClientRef>\
             <c:benefitCheckerStatus>{status}</c:benefitCheckerStatus><c:confirmationRef>T1</c:confirmationRef>\
             </c:BenefitCheckerResponse>"
        ))
    }

    fn read(body: &str) -> Result<BenefitAnswer, BenefitCheckerFailure> {
        read_envelope(body.as_bytes(), NAMESPACE, REQUEST).map(|reply| reply.answer)
    }

    #[test]
    fn the_status_is_compared_without_case() {
        for (status, answer) in [
            ("Yes", BenefitAnswer::Yes),
            ("YES", BenefitAnswer::Yes),
            ("\n yes ", BenefitAnswer::Yes),
            ("No", BenefitAnswer::No),
            ("no", BenefitAnswer::No),
            ("Undetermined", BenefitAnswer::Undetermined),
            ("Deceased", BenefitAnswer::Undetermined),
            ("None", BenefitAnswer::Undetermined),
            ("Nо", BenefitAnswer::Undetermined), // the second letter is Cyrillic
            ("N o", BenefitAnswer::Undetermined),
            ("", BenefitAnswer::Undetermined),
        ] {
            assert_eq!(read(&response(status)), Ok(answer), "{status:?}");
        }
    }

    #[test]
    fn the_other_shapes_are_no_reply() {
        let status = "<c:benefitCheckerStatus>No</c:benefitCheckerStatus>";
        let whole = response("No");
        for (case, body) in [
            ("no status", whole.replace(status, "")),
            ("two statuses", whole.replace(status, &status.repeat(2))),
            ("status with a child", whole.replace(">No<", "><c:v>No</c:v><")),
            ("another namespace", whole.replace("urn:checker", "urn:other")),
            ("status in no namespace", whole.replace(status, "<benefitCheckerStatus>No</benefitCheckerStatus>")),
            ("no confirmation", whole.replace("<c:confirmationRef>T1</c:confirmationRef>", "")),
            ("another body", whole.replace("BenefitCheckerResponse", "BenefitCheckerRequest")),
            ("not SOAP", whole.replace("schemas.xmlsoap.org", "schemas.example")),
            ("empty body", envelope("")),
            ("two contents", envelope("<a/><b/>")),
        ] {
            assert_eq!(read(&body), Err(unreadable(UnreadableReply::WrongShape)), "{case}");
        }
        let other = whole.replace(REQUEST, "check-0002");
        assert_eq!(read(&other), Err(unreadable(UnreadableReply::WrongReference)));
        assert_eq!(read("<html><p>No</p>"), Err(unreadable(UnreadableReply::NotXml)));
    }

    #[test]
    fn a_reply_cut_anywhere_is_no_answer() {
        for status in ["Yes", "No"] {
            let whole = response(status);
            for end in 0..whole.len() {
                let outcome = read_envelope(&whole.as_bytes()[..end], NAMESPACE, REQUEST);
                assert!(matches!(outcome, Err(BenefitCheckerFailure::Unavailable(_))), "{status} cut at {end}");
            }
        }
    }

    #[test]
    fn a_reply_with_one_byte_changed_never_turns_into_the_opposite() {
        for (status, opposite) in [("Yes", BenefitAnswer::No), ("No", BenefitAnswer::Yes)] {
            let whole = response(status);
            for at in 0..whole.len() {
                for byte in [0, b' ', b'<', b'>', b'&', b'"', b'N', b'o', b'Y', b'y', 0x80, 0xff] {
                    let mut body = whole.clone().into_bytes();
                    body[at] = byte;
                    let outcome = read_envelope(&body, NAMESPACE, REQUEST).map(|reply| reply.answer);
                    assert_ne!(outcome, Ok(opposite), "{status} with {byte} at {at}");
                }
            }
        }
    }

    #[test]
    fn a_fault_is_read_by_its_code_and_never_as_an_answer() {
        let fault = |detail: &str| envelope(&format!("<s:Fault><faultcode>s:Server</faultcode>{detail}</s:Fault>"));
        let coded = |code: &str| {
            fault(&format!(
                "<detail><c:BenefitCheckerFaultException xmlns:c=\"urn:checker\"><c:MessageCode>{code}</c:MessageCode>\
                 <c:MessageText>No</c:MessageText></c:BenefitCheckerFaultException></detail>"
            ))
        };
        for (body, shown) in [
            (coded("LSCBC299"), "fault LSCBC299"),
            (coded("No"), "fault without a code"),
            (fault(""), "fault without a code"),
        ] {
            assert_eq!(read(&body).unwrap_err().to_string(), shown);
        }
    }
}
