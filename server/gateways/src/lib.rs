//! The other side: what the server asks of services that are not ours, a trait and a client for each.
//!
//! Left out: when to ask, who may, what is kept of a reply and every sentence for the screen (`commands`, `words`).
//! To add a service: a folder with its trait, its client and its failure, a simulator that gives every status and
//! fault, and tests of the one against the other.

mod address_lookup;
mod benefit_checker;
mod endpoint;
mod outage;
mod reply;

use std::pin::Pin;

pub use address_lookup::{
    ADDRESS_REPLY_LIMIT_BYTES, ADDRESS_TIME_LIMIT, AddressLookup, AddressLookupFailure, AddressLookupSettings,
    AddressSearch, FoundAddress, HttpAddressLookup, MOST_ADDRESSES, MOST_SEARCH_CHARACTERS, Postcode, split_search,
};
pub use benefit_checker::{
    BENEFIT_CHECK_REPLY_LIMIT_BYTES, BENEFIT_CHECK_TIME_LIMIT, BenefitAnswer, BenefitChecker,
    BenefitCheckerCredentials, BenefitCheckerFailure, BenefitCheckerSettings, BenefitQuery, BenefitReply,
    CredentialProblem, DEFAULT_ATTEMPTS, DwpStatus, FaultCode, MOST_ATTEMPTS, RequestField, SoapBenefitChecker,
    SurnameSent, Treatment,
};
pub use endpoint::EndpointProblem;
pub use outage::{Outage, UnreadableReply};

/// A future in a box, so that the traits here can be kept as `Arc<dyn …>`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
