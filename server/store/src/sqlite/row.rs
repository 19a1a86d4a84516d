//! Reading rows into our types, and what is bound to a statement.
//!
//! Left out: SQL. A column that cannot be read is named with its table and row.

use std::str::FromStr;

use case::Digest;
use quantities::Timestamp;
use sqlx::sqlite::{SqliteQueryResult, SqliteRow};
use sqlx::{Decode, Row, Sqlite, Type};
use uuid::Uuid;

use crate::StoreError;

/// A row of a table, to be read column by column.
pub(crate) struct Line {
    table: &'static str,
    row: SqliteRow,
}

impl Line {
    pub(crate) fn new(table: &'static str, row: SqliteRow) -> Line {
        Line { table, row }
    }

    /// A column as it is: text, whole number, bytes, UUID, or an `Option` of one.
    pub(crate) fn get<'row, T>(&'row self, column: &'static str) -> Result<T, StoreError>
    where
        T: Decode<'row, Sqlite> + Type<Sqlite>,
    {
        self.row.try_get(column).map_err(|_| self.unreadable(column))
    }

    pub(crate) fn id<T>(&self, column: &'static str, id: fn(Uuid) -> T) -> Result<T, StoreError> {
        self.get(column).map(id)
    }

    pub(crate) fn maybe_id<T>(&self, column: &'static str, id: fn(Uuid) -> T) -> Result<Option<T>, StoreError> {
        Ok(self.get::<Option<Uuid>>(column)?.map(id))
    }

    pub(crate) fn at(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.maybe_at(column)?.ok_or_else(|| self.unreadable(column))
    }

    pub(crate) fn maybe_at(&self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        let milliseconds: Option<i64> = self.get(column)?;
        let moment = |of| Timestamp::from_milliseconds(of).ok_or_else(|| self.unreadable(column));
        milliseconds.map(moment).transpose()
    }

    /// A text that is the name of something: a state, a role, a date.
    pub(crate) fn named<T: FromStr>(&self, column: &'static str) -> Result<T, StoreError> {
        self.get::<&str>(column)?.parse().map_err(|_| self.unreadable(column))
    }

    pub(crate) fn maybe_named<T: FromStr>(&self, column: &'static str) -> Result<Option<T>, StoreError> {
        let text: Option<&str> = self.get(column)?;
        text.map(|text| text.parse().map_err(|_| self.unreadable(column))).transpose()
    }

    /// A number that counts something.
    pub(crate) fn count(&self, column: &'static str) -> Result<u64, StoreError> {
        u64::try_from(self.get::<i64>(column)?).map_err(|_| self.unreadable(column))
    }

    pub(crate) fn key_id(&self, column: &'static str) -> Result<u32, StoreError> {
        u32::try_from(self.get::<i64>(column)?).map_err(|_| self.unreadable(column))
    }

    pub(crate) fn hash(&self, column: &'static str) -> Result<[u8; 32], StoreError> {
        self.get::<&[u8]>(column)?.try_into().map_err(|_| self.unreadable(column))
    }

    pub(crate) fn digest(&self, column: &'static str) -> Result<Digest, StoreError> {
        self.hash(column).map(Digest::from_bytes)
    }

    pub(crate) fn unreadable(&self, column: &'static str) -> StoreError {
        let id = ["id", "application_id", "draft_id", "organisation_id"]
            .iter()
            .find_map(|name| self.row.try_get::<Uuid, _>(*name).ok().map(|id| id.as_simple().to_string()));
        StoreError::Unreadable { table: self.table, column, row: id.unwrap_or_default() }
    }
}

/// A count as it is bound. Nothing that is counted comes near the end of the range.
pub(crate) fn bound(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Exactly one row must have changed.
pub(crate) fn one_row(table: &'static str, done: &SqliteQueryResult) -> Result<(), StoreError> {
    match done.rows_affected() {
        1 => Ok(()),
        found => Err(StoreError::RowCount { table, wanted: 1, found }),
    }
}
