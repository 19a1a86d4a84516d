//! Who signs in and what they hold: what is kept of them.
//!
//! Left out: how a password is hashed or judged (`accounts`), and what a role allows (`case`).

use case::{Litigator, OfficeId, OrganisationId, Role, UserId};
use quantities::{Date, Timestamp};

/// A user, as others see them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Where they belong.
    pub organisation: OrganisationId,
    /// Their name.
    pub name: String,
    /// The name they sign in with, in lower case.
    pub sign_in: String,
}

/// A user to be added.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Where they belong.
    pub organisation: OrganisationId,
    /// Their name.
    pub name: String,
    /// The name they sign in with. Kept in lower case; no two alike.
    pub sign_in: String,
    /// Their password, if they have one yet.
    pub password: Option<PasswordHash>,
}

/// A password as it is kept (SEC-5): Argon2id over the password under a pepper.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash {
    /// In the PHC form, with its parameters.
    pub text: String,
    /// The id of the pepper.
    pub key_id: u32,
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PasswordHash({})", self.key_id)
    }
}

/// What signing in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose they are.
    pub user: User,
    /// The name of their organisation, which a password must not resemble.
    pub organisation_name: String,
    /// Their password; without one nobody signs in by password.
    pub password: Option<PasswordHash>,
    /// Since when they may not sign in.
    pub disabled_at: Option<Timestamp>,
}

/// A role as it is held: at an office, or for the organisation where it has none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldRole {
    /// Which role. The authorised litigator is none: it follows from the flag.
    pub role: Role,
    /// Where.
    pub office: Option<OfficeId>,
}

/// The flag of an authorised litigator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LitigatorFlag {
    /// Body and number.
    pub litigator: Litigator,
    /// The last day it is in force; without one it stays.
    pub ends_on: Option<Date>,
}

/// Whether a flag that ends on this day, or never, is in force today.
pub(crate) fn in_force_on(today: Date, ends_on: Option<Date>) -> bool {
    ends_on.is_none_or(|end| today <= end)
}
