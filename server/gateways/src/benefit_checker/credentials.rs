//! Who we are to the benefit checker: three credentials of fixed length.
//!
//! Left out: where they are kept. Their `Debug` shows none of them.

use std::fmt;

/// The credentials of an installation.
#[derive(Clone, PartialEq, Eq)]
pub struct BenefitCheckerCredentials {
    pub(super) organisation: String,
    pub(super) user: String,
    pub(super) service_name: String,
}

/// A credential that the service would refuse for its length. Names the credential, never its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the benefit checker's {name} must have exactly {length} visible ASCII characters")]
pub struct CredentialProblem {
    /// Which credential.
    pub name: &'static str,
    /// Characters it must have.
    pub length: usize,
}

impl BenefitCheckerCredentials {
    /// `organisation` has exactly 13 characters, `user` 15, `service_name` 7: visible ASCII.
    pub fn new(organisation: &str, user: &str, service_name: &str) -> Result<Self, CredentialProblem> {
        Ok(Self {
            organisation: exactly(13, "organisation", organisation)?,
            user: exactly(15, "user", user)?,
            service_name: exactly(7, "service name", service_name)?,
        })
    }

    /// Made-up credentials for trial installations; the simulator takes any of the right length.
    pub fn trial() -> Self {
        Self {
            organisation: "TRIAL_ORG_001".to_owned(),
            user: "TRIAL_USER_0001".to_owned(),
            service_name: "TRIAL_1".to_owned(),
        }
    }
}

impl fmt::Debug for BenefitCheckerCredentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("BenefitCheckerCredentials").finish_non_exhaustive()
    }
}

fn exactly(length: usize, name: &'static str, value: &str) -> Result<String, CredentialProblem> {
    let fits = value.len() == length && value.bytes().all(|byte| byte.is_ascii_graphic());
    if fits { Ok(value.to_owned()) } else { Err(CredentialProblem { name, length }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_exact_and_values_stay_secret() {
        let trial = BenefitCheckerCredentials::trial();
        assert_eq!(
            BenefitCheckerCredentials::new(&trial.organisation, &trial.user, &trial.service_name).as_ref(),
            Ok(&trial)
        );
        let problem = BenefitCheckerCredentials::new("TRIAL_ORG_001", "SHORT_SECRET", "TRIAL_1").unwrap_err();
        assert_eq!(problem, CredentialProblem { name: "user", length: 15 });
        assert!(!problem.to_string().contains("SECRET"));
        assert!(!format!("{trial:?}").contains("TRIAL"));
    }
}
