//! Firms, chambers, the Agency, whoever runs the installation, and their offices: what is kept of them.
//!
//! Left out: their people, see `users`.

use std::fmt;
use std::str::FromStr;

use case::{OfficeId, OrganisationId};

/// What an organisation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrganisationKind {
    /// Provides legal aid, at offices with account numbers.
    Firm,
    /// Of barristers.
    Chambers,
    /// Decides.
    Agency,
    /// Runs the installation.
    Operator,
}

impl OrganisationKind {
    /// The name in the data.
    pub const fn name(self) -> &'static str {
        match self {
            OrganisationKind::Firm => "firm",
            OrganisationKind::Chambers => "chambers",
            OrganisationKind::Agency => "agency",
            OrganisationKind::Operator => "operator",
        }
    }
}

impl fmt::Display for OrganisationKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for OrganisationKind {
    type Err = NoSuchKind;

    fn from_str(text: &str) -> Result<OrganisationKind, NoSuchKind> {
        use OrganisationKind::{Agency, Chambers, Firm, Operator};
        [Firm, Chambers, Agency, Operator].into_iter().find(|kind| kind.name() == text).ok_or(NoSuchKind)
    }
}

/// The text names no kind of organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no kind of organisation")]
pub struct NoSuchKind;

/// An organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, no two alike.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
}

/// An office of an organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// As in 1A234B, no two alike.
    pub account_number: String,
    /// The place.
    pub name: String,
}
