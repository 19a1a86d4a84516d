//! Asks the benefit checker over SOAP.
//!
//! Left out: TLS until delivery H (`endpoint`), and the retries of the day (`commands`).

use reqwest::header;

use super::envelope::read_envelope;
use super::request::write_request;
use super::{
    BENEFIT_CHECK_REPLY_LIMIT_BYTES, BenefitChecker, BenefitCheckerFailure, BenefitCheckerSettings, BenefitQuery,
    BenefitReply, MOST_ATTEMPTS,
};
use crate::endpoint::Endpoint;
use crate::reply::{RawReply, exchange};
use crate::{BoxFuture, EndpointProblem, Outage, UnreadableReply};

const XML_TYPES: [&str; 3] = ["text/xml", "application/soap+xml", "application/xml"];
/// SOAP 1.1 sends its faults with this status.
const STATUS_OF_FAULTS: u16 = 500;

/// The benefit checker behind an address.
#[derive(Clone)]
pub struct SoapBenefitChecker {
    endpoint: Endpoint,
    settings: BenefitCheckerSettings,
}

impl SoapBenefitChecker {
    /// Checks the address; asks nothing yet.
    pub fn new(address: &str, settings: BenefitCheckerSettings) -> Result<Self, EndpointProblem> {
        Ok(Self { endpoint: Endpoint::new(address)?, settings })
    }

    async fn ask(&self, query: &BenefitQuery) -> Result<BenefitReply, BenefitCheckerFailure> {
        let envelope = write_request(query, &self.settings)?;
        let attempts = self.settings.attempts.clamp(1, MOST_ATTEMPTS);
        let mut outcome = self.ask_once(&envelope, &query.request_id).await;
        for _ in 1..attempts {
            match &outcome {
                Err(failure) if failure.may_retry() => {}
                _ => return outcome,
            }
            tokio::time::sleep(self.settings.pause).await;
            outcome = self.ask_once(&envelope, &query.request_id).await;
        }
        outcome
    }

    async fn ask_once(&self, envelope: &str, request_id: &str) -> Result<BenefitReply, BenefitCheckerFailure> {
        let request = self.endpoint.client.post(self.endpoint.url.clone());
        let request = request
            .header(header::CONTENT_TYPE, "text/xml; charset=utf-8")
            .header("SOAPAction", "\"check\"")
            .body(envelope.to_owned());
        let reply = exchange(request, self.settings.time_limit, BENEFIT_CHECK_REPLY_LIMIT_BYTES).await?;
        read_reply(&reply, &self.settings.namespace, request_id)
    }
}

impl BenefitChecker for SoapBenefitChecker {
    fn check<'a>(&'a self, query: &'a BenefitQuery) -> BoxFuture<'a, Result<BenefitReply, BenefitCheckerFailure>> {
        Box::pin(self.ask(query))
    }
}

/// What a whole reply comes to, by its status and type first.
fn read_reply(reply: &RawReply, namespace: &str, request_id: &str) -> Result<BenefitReply, BenefitCheckerFailure> {
    let is_xml = XML_TYPES.contains(&reply.media_type.as_str());
    match reply.status {
        200 if is_xml => read_envelope(&reply.body, namespace, request_id),
        200 => Err(Outage::from(UnreadableReply::WrongType).into()),
        STATUS_OF_FAULTS if is_xml => match read_envelope(&reply.body, namespace, request_id) {
            Err(fault @ BenefitCheckerFailure::Fault(_)) => Err(fault),
            // An answer under a status that says failure is not believed.
            _ => Err(Outage::HttpStatus(STATUS_OF_FAULTS).into()),
        },
        status => Err(Outage::HttpStatus(status).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::FaultCode;
    use super::*;

    const ANSWER: &str = "<c:BenefitCheckerResponse><c:originalClientRef>check-1</c:originalClientRef>\
        <c:benefitCheckerStatus>No</c:benefitCheckerStatus><c:confirmationRef/></c:BenefitCheckerResponse>";
    const FAULT: &str = "<s:Fault><detail><c:BenefitCheckerFaultException><c:MessageCode>LSCBC998</c:MessageCode>\
        </c:BenefitCheckerFaultException></detail></s:Fault>";

    fn read(status: u16, media_type: &str, content: &str) -> Result<BenefitReply, BenefitCheckerFailure> {
        let body = format!(
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:c=\"urn:c\"><s:Body>{content}</s:Body>\
             </s:Envelope>"
        );
        read_reply(&RawReply { status, media_type: media_type.to_owned(), body: body.into_bytes() }, "urn:c", "check-1")
    }

    #[test]
    fn an_answer_is_believed_under_status_200_and_an_xml_type_alone() {
        for media_type in XML_TYPES {
            assert!(read(200, media_type, ANSWER).is_ok(), "{media_type}");
        }
        for status in [201, 202, 204, 302, 400, 404, 500, 503] {
            assert_eq!(read(status, "text/xml", ANSWER), Err(Outage::HttpStatus(status).into()));
        }
        for media_type in ["", "text/html", "text/plain", "application/json"] {
            assert_eq!(read(200, media_type, ANSWER), Err(Outage::from(UnreadableReply::WrongType).into()));
        }
    }

    #[test]
    fn a_fault_is_read_under_status_200_or_500() {
        let fault = Err(BenefitCheckerFailure::Fault(FaultCode::read("LSCBC998")));
        assert_eq!(read(200, "text/xml", FAULT), fault);
        assert_eq!(read(500, "text/xml", FAULT), fault);
        assert_eq!(read(500, "text/html", FAULT), Err(Outage::HttpStatus(500).into()));
        assert_eq!(read(502, "text/xml", FAULT), Err(Outage::HttpStatus(502).into()));
    }
}
