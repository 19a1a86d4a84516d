//! The faults of the benefit checker and what each is treated as: one table.
//!
//! Left out: the text that comes with a fault, since it may repeat what was sent.

use std::fmt;

/// What is to be done about a failure. None of them is an answer: each counts as unavailable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Our request was wrong: log it, say that the service could not be reached.
    OurError,
    /// As [`Treatment::OurError`], and show the name, date of birth and number to be checked.
    CheckTheDetails,
    /// As [`Treatment::OurError`], and tell the administrator that the credentials are not accepted.
    TellTheAdministrator,
    /// The service is not set up: unavailable, trying again does not help.
    NotSetUp,
    /// Unavailable: try again.
    TryAgain,
}

/// The number of a fault of the service: 205 for `LSCBC205`. A fault without a readable code is [`FaultCode::UNNAMED`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FaultCode(u16);

/// Every fault of section 20.
const FAULTS: [(u16, Treatment); 16] = [
    (205, Treatment::OurError),
    (210, Treatment::OurError),
    (215, Treatment::CheckTheDetails),
    (250, Treatment::TellTheAdministrator),
    (252, Treatment::TellTheAdministrator),
    (254, Treatment::TellTheAdministrator),
    (299, Treatment::TryAgain),
    (900, Treatment::NotSetUp),
    (910, Treatment::NotSetUp),
    (920, Treatment::NotSetUp),
    (950, Treatment::TryAgain),
    (951, Treatment::TryAgain),
    (958, Treatment::TryAgain),
    (959, Treatment::TryAgain),
    (998, Treatment::TryAgain),
    (999, Treatment::TryAgain),
];

impl FaultCode {
    /// A fault that does not say which.
    pub const UNNAMED: FaultCode = FaultCode(0);

    /// Reads `LSCBC205`; everything else is [`FaultCode::UNNAMED`], so that no foreign text is kept.
    pub fn read(text: &str) -> Self {
        let digits = text.trim().strip_prefix("LSCBC").filter(|digits| digits.len() == 3);
        let all_digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        all_digits.and_then(|digits| digits.parse().ok()).map_or(Self::UNNAMED, Self)
    }

    /// What is to be done about it. A code that section 20 does not know is our error until someone has looked; a
    /// fault without any is what an HTTP error is.
    pub fn treatment(self) -> Treatment {
        if self == Self::UNNAMED {
            return Treatment::TryAgain;
        }
        FAULTS.iter().find(|(code, _)| *code == self.0).map_or(Treatment::OurError, |(_, treatment)| *treatment)
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::UNNAMED { out.write_str("without a code") } else { write!(out, "LSCBC{:03}", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, shown: &str, treatment: Treatment) {
        let code = FaultCode::read(text);
        assert_eq!((code.to_string().as_str(), code.treatment()), (shown, treatment), "{text}");
    }

    #[test]
    fn faults_are_treated_as_the_table_says() {
        for text in ["LSCBC205", "LSCBC210"] {
            check(text, text, Treatment::OurError);
        }
        check("LSCBC215", "LSCBC215", Treatment::CheckTheDetails);
        for text in ["LSCBC250", "LSCBC252", "LSCBC254"] {
            check(text, text, Treatment::TellTheAdministrator);
        }
        for text in ["LSCBC900", "LSCBC910", "LSCBC920"] {
            check(text, text, Treatment::NotSetUp);
        }
        for text in ["LSCBC299", "LSCBC950", "LSCBC951", "LSCBC958", "LSCBC959", "LSCBC998", "LSCBC999"] {
            check(text, text, Treatment::TryAgain);
        }
    }

    #[test]
    fn foreign_text_is_not_kept() {
        for text in ["", "TAMWORTH", "LSCBC", "LSCBC2055", "LSCBC+05", "205", "lscbc205"] {
            check(text, "without a code", Treatment::TryAgain);
        }
        check(" LSCBC777 ", "LSCBC777", Treatment::OurError);
    }
}
