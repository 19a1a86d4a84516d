//! Reads the request and writes the reply, both as SOAP 1.1.
//!
//! Left out: a check of the order of elements; the request is ours.

use axum::http::StatusCode;
use quick_xml::NsReader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};

use super::ReceivedCheck;
use super::rules::{Outcome, OutcomeKind};
use crate::reply::Reply;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const XML: &str = "text/xml; charset=utf-8";

/// A request with the namespace it came in, in which the reply goes back.
pub(super) struct Envelope {
    pub(super) check: ReceivedCheck,
    namespace: String,
}

/// `None` if it is not well-formed, or no `BenefitCheckerRequest`.
pub(super) fn read_request(body: &[u8]) -> Option<Envelope> {
    let mut reader = NsReader::from_str(std::str::from_utf8(body).ok()?);
    let mut envelope: Option<Envelope> = None;
    let mut text = String::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().ok()?;
        match event {
            Event::Start(start) => {
                text.clear();
                if start.local_name().as_ref() == "BenefitCheckerRequest" {
                    let ResolveResult::Bound(Namespace(namespace)) = namespace else { return None };
                    envelope = Some(Envelope { check: ReceivedCheck::default(), namespace: namespace.to_owned() });
                }
            }
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => text.push(character),
                None => text.push_str(resolve_predefined_entity(&reference.xml10_content())?),
            },
            Event::End(end) => {
                if let Some(field) =
                    envelope.as_mut().and_then(|envelope| field_of(&mut envelope.check, end.local_name().as_ref()))
                {
                    *field = std::mem::take(&mut text);
                }
            }
            Event::Eof => return envelope,
            Event::Decl(_) | Event::Comment(_) => {}
            _ => return None,
        }
    }
}

fn field_of<'a>(check: &'a mut ReceivedCheck, name: &str) -> Option<&'a mut String> {
    Some(match name {
        "clientOrgId" => &mut check.organisation,
        "clientUserId" => &mut check.user,
        "clientReference" => &mut check.reference,
        "lscServiceName" => &mut check.service_name,
        "nino" => &mut check.number,
        "surname" => &mut check.surname,
        "dateOfBirth" => &mut check.born_on,
        "dateOfAward" => &mut check.award_on,
        _ => return None,
    })
}

/// The reply to the request, not yet spoilt or slowed down beyond its own delay.
pub(super) fn write_reply(envelope: &Envelope, outcome: Outcome) -> Reply {
    let reply = match outcome.kind {
        OutcomeKind::Status(status) => response(envelope, &envelope.check.reference, status),
        OutcomeKind::StatusOfAnother(status) => response(envelope, "another-request", status),
        OutcomeKind::Fault(code) => fault(envelope, code),
        OutcomeKind::HttpStatus(status) => {
            Reply::failure(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        }
    };
    reply.later(outcome.delay)
}

fn response(envelope: &Envelope, reference: &str, status: &str) -> Reply {
    let (namespace, reference) = (escape(envelope.namespace.as_str()), escape(reference));
    let content = format!(
        "<ns2:BenefitCheckerResponse xmlns:ns2=\"{namespace}\"><ns2:originalClientRef>{reference}</ns2:originalClientRef>\
         <ns2:benefitCheckerStatus>{status}</ns2:benefitCheckerStatus>\
         <ns2:confirmationRef>SIM{}</ns2:confirmationRef></ns2:BenefitCheckerResponse>",
        status.to_uppercase()
    );
    Reply::new(StatusCode::OK, XML, in_envelope(&content))
}

fn fault(envelope: &Envelope, code: u16) -> Reply {
    let namespace = escape(envelope.namespace.as_str());
    // A real fault may repeat what was sent; so does this one, to find out who passes it on.
    let surname = escape(envelope.check.surname.as_str());
    let content = format!(
        "<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring xml:lang=\"en\">Simulated</faultstring>\
         <detail><ns2:BenefitCheckerFaultException xmlns:ns2=\"{namespace}\"><ns2:MessageCode>LSCBC{code:03}</ns2:MessageCode>\
         <ns2:MessageText>Simulated fault for {surname}</ns2:MessageText></ns2:BenefitCheckerFaultException></detail>\
         </SOAP-ENV:Fault>"
    );
    Reply::new(StatusCode::INTERNAL_SERVER_ERROR, XML, in_envelope(&content))
}

fn in_envelope(content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><SOAP-ENV:Envelope xmlns:SOAP-ENV=\"{SOAP}\"><SOAP-ENV:Header/>\
         <SOAP-ENV:Body>{content}</SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )
}
