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
use crate::reply::exchange;
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
        let is_xml = XML_TYPES.contains(&reply.media_type.as_str());
        match reply.status {
            200 if is_xml => read_envelope(&reply.body, &self.settings.namespace, request_id),
            200 => Err(Outage::from(UnreadableReply::WrongType).into()),
            STATUS_OF_FAULTS if is_xml => {
                // An answer under a status that says failure is not believed; only a fault is.
                match read_envelope(&reply.body, &self.settings.namespace, request_id) {
                    Err(fault @ BenefitCheckerFailure::Fault(_)) => Err(fault),
                    _ => Err(Outage::HttpStatus(STATUS_OF_FAULTS).into()),
                }
            }
            status => Err(Outage::HttpStatus(status).into()),
        }
    }
}

impl BenefitChecker for SoapBenefitChecker {
    fn check<'a>(&'a self, query: &'a BenefitQuery) -> BoxFuture<'a, Result<BenefitReply, BenefitCheckerFailure>> {
        Box::pin(self.ask(query))
    }
}
