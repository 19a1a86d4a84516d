//! Who asks.

use case::{OrganisationId, Role, SessionId, UserId};
use serde::{Deserialize, Serialize};

/// The session behind a request: what every service is handed first. Roles are read again inside each transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The live session.
    pub session: SessionId,
    /// Its user.
    pub user: UserId,
}

/// The person signed in, as screens show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their firm, chambers or agency.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Their offices and the roles they hold there.
    pub offices: Vec<OfficeOf>,
    /// Whether their flag as authorised litigator is in force today.
    pub is_authorised_litigator: bool,
}

/// An office with the roles someone holds there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeOf {
    /// Account number, as in 1A234B.
    pub account: String,
    /// Its town.
    pub town: String,
    /// Roles held.
    pub roles: Vec<Role>,
}

impl Person {
    /// Whether they hold a role in any office.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.offices.iter().any(|office| office.roles.contains(&role))
    }
}
