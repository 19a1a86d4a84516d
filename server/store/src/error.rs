//! What can go wrong between the store and its database. Not found is no error: readers return `None`.
//!
//! Left out: refusals (`case::Refusal`) and every sentence a person reads.

/// Why the store did not do what was asked.
///
/// Whatever it was, nothing of the request is in the database: its savepoint was undone.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or the commit failed. What was asked may be asked again.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A setting that durability rests on is not as it must be (S-42). The start stops.
    #[error("the database has {setting} = {found} instead of {wanted}")]
    Settings {
        /// Which setting.
        setting: String,
        /// What the database says.
        found: String,
        /// What it must say.
        wanted: String,
    },
    /// A statement was refused: a constraint, a trigger, a bad text.
    #[error("the database refused: {0}")]
    Refused(String),
    /// A row holds something that cannot be read back.
    #[error("column {column} of {table} cannot be read in row {row}")]
    Unreadable {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
        /// The id of the row, where it has one.
        row: String,
    },
    /// Another number of rows changed than must have.
    #[error("{found} rows of {table} changed instead of {wanted}")]
    RowCount {
        /// Which table.
        table: &'static str,
        /// How many must change.
        wanted: u64,
        /// How many did.
        found: u64,
    },
    /// The permission is for something else than what is written.
    #[error("the permission is not for this {0}")]
    OtherSubject(&'static str),
    /// The session has ended, or its user may no longer sign in (SEC-14).
    #[error("there is no live session")]
    NoSession,
    /// An event of the audit trail is not well formed; the change it tells is undone with it.
    #[error("an audit event has a bad {0}")]
    Event(&'static str),
    /// Something is longer or more than the named limit.
    #[error("too much: {0}")]
    Limit(&'static str),
    /// The request panicked or took too long inside the writer.
    #[error("the request broke off inside the writer")]
    BrokeOff,
    /// There were no random bytes.
    #[error(transparent)]
    NoChance(#[from] keys::NoChance),
}

impl StoreError {
    /// Whether asking again may help: the database was away, nothing was wrong with the request.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, StoreError::Unavailable(_))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match error {
            sqlx::Error::Database(error) => StoreError::Refused(error.message().to_owned()),
            other => StoreError::Unavailable(other.to_string()),
        }
    }
}
