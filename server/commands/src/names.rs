//! Names of people beside what they did. Whoever is gone from the firm keeps their name here.

use crate::failure::Failure;
use case::{OrganisationId, UserId};
use std::collections::BTreeMap;
use store::Reading;

/// The people of an organisation by id.
pub(crate) struct Names(BTreeMap<UserId, String>);

impl Names {
    /// Reads them.
    pub(crate) async fn of(reading: &mut Reading, organisation: OrganisationId) -> Result<Self, Failure> {
        let users = reading.users(organisation).await?;
        Ok(Self(users.into_iter().map(|user| (user.id, user.name)).collect()))
    }

    /// The name of a user; empty where they are of another organisation.
    pub(crate) fn name(&self, user: UserId) -> String {
        self.0.get(&user).cloned().unwrap_or_default()
    }

    /// The name of the author of an operation.
    pub(crate) fn author(&self, author: &str) -> String {
        author.parse().map(|user| self.name(user)).unwrap_or_default()
    }
}
