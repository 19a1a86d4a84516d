//! People are added, and passwords set, by the operator of the machine.
//!
//! Left out: administration by a firm, invitations and one-time links (delivery B).

use case::{OrganisationId, UserId};
use quantities::Timestamp;
use store::Operator;
use store::audit::NewEvent;
use store::users::{HeldRole, LitigatorFlag, NewUser};

use crate::passwords::{About, problems};
use crate::{Accounts, AccountsError};

/// A person to be added.
#[derive(Clone)]
pub struct NewPerson {
    /// Where they belong.
    pub organisation: OrganisationId,
    /// Their name.
    pub name: String,
    /// The name they sign in with.
    pub sign_in: String,
    /// Their password; without one they cannot sign in yet.
    pub password: Option<String>,
    /// What they hold.
    pub roles: Vec<HeldRole>,
    /// Their flag as authorised litigator.
    pub litigator: Option<LitigatorFlag>,
}

impl Accounts {
    /// Adds a person with roles and flag. Refuses a password that is not good enough, and a sign-in name that is
    /// taken.
    pub async fn add_person(
        &self,
        operator: Operator,
        new: NewPerson,
        now: Timestamp,
    ) -> Result<UserId, AccountsError> {
        let organisation = self.store.read().await?.organisation(new.organisation).await?;
        let organisation = organisation.ok_or(AccountsError::NoOrganisation)?;
        let about = About { name: &new.name, sign_in: &new.sign_in, organisation: &organisation.name };
        let password = match &new.password {
            Some(password) => Some(self.hash_good(password, about).await?),
            None => None,
        };
        let user = NewUser { organisation: organisation.id, name: new.name, sign_in: new.sign_in, password };
        self.store
            .write(async move |write| {
                let id = write.add_user(&operator, &user, now).await?;
                for held in new.roles {
                    write.grant_role(&operator, id, held, now).await?;
                }
                if let Some(flag) = &new.litigator {
                    write.record_litigator(&operator, id, flag, now).await?;
                }
                let event = NewEvent::by_the_server(user.organisation, "add_user", "user", id.uuid());
                write.audit(&event, now).await?;
                Ok(id)
            })
            .await
    }

    /// Sets the password of the person with this sign-in name, and ends their sessions. Refuses a password that is
    /// not good enough; `false` where there is no such person.
    pub async fn set_password(
        &self,
        _operator: Operator,
        sign_in: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<bool, AccountsError> {
        let Some(found) = self.store.read().await?.credentials(sign_in).await? else { return Ok(false) };
        let about = About { name: &found.user.name, sign_in, organisation: &found.organisation_name };
        let hash = self.hash_good(password, about).await?;
        let user = found.user;
        self.store
            .write(async move |write| {
                write.set_password(user.id, &hash, now).await?;
                write.end_sessions_of(user.id, now).await?;
                let event = NewEvent::by_the_server(user.organisation, "set_password", "user", user.id.uuid());
                write.audit(&event, now).await?;
                Ok(true)
            })
            .await
    }

    async fn hash_good(&self, password: &str, about: About<'_>) -> Result<store::users::PasswordHash, AccountsError> {
        match problems(password, about) {
            none if none.is_empty() => self.hasher.hash(password).await,
            some => Err(AccountsError::Password(some)),
        }
    }
}
