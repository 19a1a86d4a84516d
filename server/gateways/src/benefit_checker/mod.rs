//! The benefit checker of the Department for Work and Pensions (domain.md section 20): one question about one
//! person, answered yes, no or undetermined.
//!
//! Left out: when it is asked, how often it is tried again over the day, and what is stored of it (`commands`).

mod client;
mod credentials;
mod envelope;
mod fault;
mod request;
mod status;
mod xml;

use std::fmt;
use std::time::Duration;

use quantities::Date;

pub use client::SoapBenefitChecker;
pub use credentials::{BenefitCheckerCredentials, CredentialProblem};
pub use fault::{FaultCode, Treatment};
pub use request::RequestField;
pub use status::DwpStatus;

use crate::{BoxFuture, Outage};

/// How long one attempt may take, sending and reading together (section 20: no answer in 30 seconds).
pub const BENEFIT_CHECK_TIME_LIMIT: Duration = Duration::from_secs(30);
/// The most that is read of a reply; a real one has some 700 bytes.
pub const BENEFIT_CHECK_REPLY_LIMIT_BYTES: usize = 64 * 1024;
/// Attempts within one check unless the settings say more. The retry of section 20, every ten minutes for a day and
/// by a button, is the product's, and shows each failure; this one is silent.
pub const DEFAULT_ATTEMPTS: u32 = 1;
/// The most attempts within one check, whatever the settings say.
pub const MOST_ATTEMPTS: u32 = 3;

/// Asks whether a person gets a benefit that passes the income test.
pub trait BenefitChecker: Send + Sync {
    /// Asks once (the client may try again within it where section 20 says “retry”).
    ///
    /// An unknown, garbled, late or missing reply is a failure, never [`BenefitAnswer::No`].
    fn check<'a>(&'a self, query: &'a BenefitQuery) -> BoxFuture<'a, Result<BenefitReply, BenefitCheckerFailure>>;
}

/// Whom to ask about. Its `Debug` shows the request's id alone.
#[derive(Clone, PartialEq, Eq)]
pub struct BenefitQuery {
    /// Our own id of the request, 3 to 50 characters, nothing personal in it; the reply must carry it.
    pub request_id: String,
    /// The surname as the person wrote it; it is sent in upper case.
    pub last_name: String,
    /// Date of birth.
    pub born_on: Date,
    /// National Insurance number; spaces and hyphens are taken out and letters put in upper case.
    pub national_insurance_number: String,
    /// The day the question is about: today.
    pub check_on: Date,
}

impl fmt::Debug for BenefitQuery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("BenefitQuery").field("request_id", &self.request_id).finish_non_exhaustive()
    }
}

/// What the records say of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BenefitAnswer {
    /// They get a benefit that passes the income test.
    Yes,
    /// They get none.
    No,
    /// The records cannot tell.
    Undetermined,
}

/// A reply that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BenefitReply {
    /// What it says. An unknown status word counts as undetermined.
    pub answer: BenefitAnswer,
    /// The status word as it came, at most 40 characters, to be stored beside the answer.
    pub raw_status: String,
    /// The department's reference of its answer, at most 100 characters; empty if none came.
    pub confirmation_reference: String,
}

/// Why there is no answer. Holds nothing personal and no text of the other side.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BenefitCheckerFailure {
    /// A value does not fit what the service takes, so nothing was sent.
    #[error("not sent: the service would not take {0}")]
    NotSent(RequestField),
    /// The service refused or failed, and said so by a fault.
    #[error("fault {0}")]
    Fault(FaultCode),
    /// No usable reply.
    #[error("unavailable: {0}")]
    Unavailable(#[from] Outage),
}

impl BenefitCheckerFailure {
    /// What is to be done about it (the table of faults in section 20).
    pub fn treatment(&self) -> Treatment {
        match self {
            Self::NotSent(_) => Treatment::CheckTheDetails,
            Self::Fault(code) => code.treatment(),
            Self::Unavailable(_) => Treatment::TryAgain,
        }
    }

    /// Whether asking the same again later may help.
    pub fn may_retry(&self) -> bool {
        self.treatment() == Treatment::TryAgain
    }
}

/// How much of the surname is sent: the published schema says three characters, the service takes the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SurnameSent {
    /// All of it.
    #[default]
    Whole,
    /// Its first three characters.
    FirstThree,
}

/// The details of the connection.
#[derive(Clone, Debug)]
pub struct BenefitCheckerSettings {
    /// Who we are to the service.
    pub credentials: BenefitCheckerCredentials,
    /// The XML namespace of the service.
    pub namespace: String,
    /// How much of the surname is sent.
    pub surname: SurnameSent,
    /// How long one attempt may take.
    pub time_limit: Duration,
    /// Attempts within one check, 1 to [`MOST_ATTEMPTS`]; only failures that say “retry” are tried again.
    pub attempts: u32,
    /// The pause between two attempts.
    pub pause: Duration,
}

impl BenefitCheckerSettings {
    /// The namespace of the published schema.
    pub const PUBLISHED_NAMESPACE: &'static str = "https://lsc.gov.uk/benefitchecker/service/1.0/API_1.0_Check";

    /// The settings of section 20 with these credentials.
    pub fn new(credentials: BenefitCheckerCredentials) -> Self {
        Self {
            credentials,
            namespace: Self::PUBLISHED_NAMESPACE.to_owned(),
            surname: SurnameSent::Whole,
            time_limit: BENEFIT_CHECK_TIME_LIMIT,
            attempts: DEFAULT_ATTEMPTS,
            pause: Duration::from_millis(500),
        }
    }
}
