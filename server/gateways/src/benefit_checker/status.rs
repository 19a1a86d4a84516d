//! The status of the product, as the fact `dwp_status` has it.

use super::{BenefitAnswer, BenefitCheckerFailure, BenefitReply};

/// The product's status of a benefit check. Only `Yes` passports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DwpStatus {
    /// Not asked yet.
    NotRun,
    /// The records say yes.
    Yes,
    /// The records say no.
    No,
    /// The records cannot tell.
    Undetermined,
    /// No answer; for the questionnaire the fact has *failed*.
    Unavailable,
    /// There is no number to ask with.
    NotPossible,
}

impl DwpStatus {
    /// The status of what a check came to. Every failure is [`DwpStatus::Unavailable`], none is ever `No`.
    pub fn of(outcome: &Result<BenefitReply, BenefitCheckerFailure>) -> Self {
        match outcome {
            Ok(reply) => match reply.answer {
                BenefitAnswer::Yes => Self::Yes,
                BenefitAnswer::No => Self::No,
                BenefitAnswer::Undetermined => Self::Undetermined,
            },
            Err(_) => Self::Unavailable,
        }
    }

    /// The word of the definition.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotRun => "not_run",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undetermined => "undetermined",
            Self::Unavailable => "unavailable",
            Self::NotPossible => "not_possible",
        }
    }
}
