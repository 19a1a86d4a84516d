//! SQL of users, roles and authorised litigators.
//!
//! Left out: administration by a firm (delivery B), which takes a permission; here is what the machine's operator does.

use case::{Actor, Litigator, OfficeId, OrganisationId, Role, UserId};
use quantities::{Date, Timestamp};
use sqlx::sqlite::SqliteRow;

use super::row::{Line, one_row};
use crate::users::{Credentials, HeldRole, LitigatorFlag, NewUser, PasswordHash, User, in_force_on};
use crate::{Operator, Reading, StoreError, Write};

/// Most users of one organisation that are read.
const USER_LIMIT: i64 = 5_000;
/// Most roles of one user that are read.
const ROLE_LIMIT: i64 = 1_000;

impl Reading {
    /// The user with this id.
    pub async fn user(&mut self, id: UserId) -> Result<Option<User>, StoreError> {
        let row = sqlx::query("SELECT id, organisation_id, name, sign_in FROM users WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await?;
        row.map(user).transpose()
    }

    /// Everyone of an organisation, disabled ones too since their names stand beside what they did; by name.
    pub async fn users(&mut self, organisation: OrganisationId) -> Result<Vec<User>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, organisation_id, name, sign_in FROM users WHERE organisation_id = $1 ORDER BY name, id LIMIT $2",
        )
        .bind(organisation.uuid())
        .bind(USER_LIMIT)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(user).collect()
    }

    /// Those who hold the role at the office and may sign in, by name.
    pub async fn users_with_role(&mut self, office: OfficeId, role: Role) -> Result<Vec<User>, StoreError> {
        let rows = sqlx::query(
            "SELECT users.id, users.organisation_id, users.name, users.sign_in FROM users \
             JOIN user_roles ON user_roles.user_id = users.id \
             WHERE user_roles.office_id = $1 AND user_roles.role = $2 AND users.disabled_at IS NULL \
             ORDER BY users.name, users.id LIMIT $3",
        )
        .bind(office.uuid())
        .bind(role.name())
        .bind(USER_LIMIT)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(user).collect()
    }

    /// What signing in with this name is checked against. Capitals make no difference.
    pub async fn credentials(&mut self, sign_in: &str) -> Result<Option<Credentials>, StoreError> {
        let row = sqlx::query(
            "SELECT users.id, users.organisation_id, users.name, users.sign_in, users.password_hash, \
             users.password_key_id, users.disabled_at, organisations.name AS organisation_name \
             FROM users JOIN organisations ON organisations.id = users.organisation_id WHERE users.sign_in = $1",
        )
        .bind(sign_in.to_lowercase())
        .fetch_optional(self.connection())
        .await?;
        row.map(credentials).transpose()
    }

    /// The roles of a user.
    pub async fn roles(&mut self, id: UserId) -> Result<Vec<HeldRole>, StoreError> {
        let rows =
            sqlx::query("SELECT role, office_id FROM user_roles WHERE user_id = $1 ORDER BY office_id, role LIMIT $2")
                .bind(id.uuid())
                .bind(ROLE_LIMIT)
                .fetch_all(self.connection())
                .await?;
        let held = |row| {
            let line = Line::new("user_roles", row);
            Ok(HeldRole { role: line.named("role")?, office: line.maybe_id("office_id", OfficeId::from_uuid)? })
        };
        rows.into_iter().map(held).collect()
    }

    /// The flag of a user as authorised litigator, in force or not.
    pub async fn litigator_flag(&mut self, id: UserId) -> Result<Option<LitigatorFlag>, StoreError> {
        let row = sqlx::query("SELECT body, number, ends_on FROM authorised_litigators WHERE user_id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let line = Line::new("authorised_litigators", row);
        Ok(Some(LitigatorFlag {
            litigator: Litigator { body: line.get("body")?, number: line.get("number")? },
            ends_on: line.maybe_named("ends_on")?,
        }))
    }

    /// Whom a permission is asked for: the user with the roles they hold now. `None` for no such user and for one who
    /// is disabled.
    pub async fn actor(&mut self, id: UserId, now: Timestamp) -> Result<Option<Actor>, StoreError> {
        let row = sqlx::query(
            "SELECT users.id, users.organisation_id, users.cross_office_at, users.disabled_at, \
             authorised_litigators.body, authorised_litigators.ends_on FROM users \
             LEFT JOIN authorised_litigators ON authorised_litigators.user_id = users.id WHERE users.id = $1",
        )
        .bind(id.uuid())
        .fetch_optional(self.connection())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let line = Line::new("users", row);
        match line.maybe_at("disabled_at")? {
            Some(_) => Ok(None),
            None => self.actor_of(id, &line, now).await.map(Some),
        }
    }

    /// The actor of a line that holds organisation, grant and flag of the user.
    pub(crate) async fn actor_of(&mut self, id: UserId, line: &Line, now: Timestamp) -> Result<Actor, StoreError> {
        let mut offices: Vec<(OfficeId, Vec<Role>)> = Vec::new();
        for held in self.roles(id).await? {
            let Some(office) = held.office else { continue };
            match offices.iter_mut().find(|(at, _)| *at == office) {
                Some((_, roles)) => roles.push(held.role),
                None => offices.push((office, vec![held.role])),
            }
        }
        let (today, _, _) = now.london();
        let has_flag = line.get::<Option<&str>>("body")?.is_some();
        let ends_on: Option<Date> = line.maybe_named("ends_on")?;
        Ok(Actor {
            user: id,
            organisation: line.id("organisation_id", OrganisationId::from_uuid)?,
            offices,
            authorised_litigator: has_flag && in_force_on(today, ends_on),
            cross_office: line.maybe_at("cross_office_at")?.is_some(),
        })
    }
}

impl Write {
    /// Adds a user. Refused where the sign-in name is taken.
    pub async fn add_user(
        &mut self,
        _operator: &Operator,
        new: &NewUser,
        now: Timestamp,
    ) -> Result<UserId, StoreError> {
        let id = UserId::from_parts(now.milliseconds(), keys::random_bytes()?);
        let done = sqlx::query(
            "INSERT INTO users (id, organisation_id, name, sign_in, password_hash, password_key_id, password_set_at, \
             created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.uuid())
        .bind(new.organisation.uuid())
        .bind(&new.name)
        .bind(new.sign_in.to_lowercase())
        .bind(new.password.as_ref().map(|password| &password.text))
        .bind(new.password.as_ref().map(|password| i64::from(password.key_id)))
        .bind(new.password.as_ref().map(|_| now.milliseconds()))
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("users", &done)?;
        Ok(id)
    }

    /// Sets a password, for whoever has proved to be the user: sign-in does, when it hashes anew (SEC-5).
    pub async fn set_password(
        &mut self,
        id: UserId,
        password: &PasswordHash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE users SET password_hash = $2, password_key_id = $3, password_set_at = $4 WHERE id = $1",
        )
        .bind(id.uuid())
        .bind(&password.text)
        .bind(i64::from(password.key_id))
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("users", &done)
    }

    /// Gives a role; nothing happens where it is held already.
    pub async fn grant_role(
        &mut self,
        _operator: &Operator,
        id: UserId,
        held: HeldRole,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO user_roles (user_id, role, office_id, granted_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(id.uuid())
        .bind(held.role.name())
        .bind(held.office.map(OfficeId::uuid))
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Takes a role away, at once; `false` where it was not held.
    pub async fn revoke_role(&mut self, _operator: &Operator, id: UserId, held: HeldRole) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "DELETE FROM user_roles WHERE user_id = $1 AND role = $2 AND COALESCE(office_id, X'') = COALESCE($3, X'')",
        )
        .bind(id.uuid())
        .bind(held.role.name())
        .bind(held.office.map(OfficeId::uuid))
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Records or changes the flag of an authorised litigator.
    pub async fn record_litigator(
        &mut self,
        _operator: &Operator,
        id: UserId,
        flag: &LitigatorFlag,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let done = sqlx::query(
            "INSERT INTO authorised_litigators (user_id, body, number, ends_on, recorded_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id) DO UPDATE SET body = excluded.body, \
             number = excluded.number, ends_on = excluded.ends_on, recorded_at = excluded.recorded_at",
        )
        .bind(id.uuid())
        .bind(&flag.litigator.body)
        .bind(&flag.litigator.number)
        .bind(flag.ends_on.map(|day: Date| day.to_string()))
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("authorised_litigators", &done)
    }

    /// Lets a user sign in no more, and ends their sessions. `false` where it was so already.
    pub async fn disable_user(&mut self, _operator: &Operator, id: UserId, now: Timestamp) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE users SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL")
            .bind(id.uuid())
            .bind(now.milliseconds())
            .execute(self.connection())
            .await?;
        self.end_sessions_of(id, now).await?;
        Ok(done.rows_affected() == 1)
    }
}

fn user(row: SqliteRow) -> Result<User, StoreError> {
    read_user(&Line::new("users", row))
}

fn read_user(line: &Line) -> Result<User, StoreError> {
    Ok(User {
        id: line.id("id", UserId::from_uuid)?,
        organisation: line.id("organisation_id", OrganisationId::from_uuid)?,
        name: line.get("name")?,
        sign_in: line.get("sign_in")?,
    })
}

fn credentials(row: SqliteRow) -> Result<Credentials, StoreError> {
    let line = Line::new("users", row);
    let password = match line.get::<Option<String>>("password_hash")? {
        Some(text) => Some(PasswordHash { text, key_id: line.key_id("password_key_id")? }),
        None => None,
    };
    Ok(Credentials {
        user: read_user(&line)?,
        organisation_name: line.get("organisation_name")?,
        password,
        disabled_at: line.maybe_at("disabled_at")?,
    })
}
