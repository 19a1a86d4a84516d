//! Opening a SQLite file as durability needs it, and reading back whether it is (S-42).
//!
//! Left out: the file's place, which is a setting of the server.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

use crate::StoreError;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Readers at a time.
const READERS: u32 = 4;

/// Opens the file for the writer, brings its tables up to date and checks the settings.
pub(crate) async fn open_writer(file: &Path) -> Result<SqliteConnection, StoreError> {
    let mut connection = options(file).create_if_missing(true).connect().await?;
    sqlx::migrate!("migrations/sqlite")
        .run(&mut connection)
        .await
        .map_err(|error| StoreError::Refused(error.to_string()))?;
    verify(&mut connection).await?;
    Ok(connection)
}

/// Opens the file for readers. It must exist.
pub(crate) async fn open_reader_pool(file: &Path) -> Result<SqlitePool, StoreError> {
    let options = options(file).create_if_missing(false).read_only(true);
    Ok(SqlitePoolOptions::new().max_connections(READERS).connect_with(options).await?)
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
}

/// Reads the settings back. A build of SQLite, or a file system, may have answered with others than were asked for.
async fn verify(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *connection).await?;
    must_be("journal_mode", &mode, "wal")?;
    let numbers = [
        ("synchronous", "PRAGMA synchronous", 2),
        ("foreign_keys", "PRAGMA foreign_keys", 1),
        ("busy_timeout", "PRAGMA busy_timeout", 5_000),
    ];
    for (setting, question, wanted) in numbers {
        let found: i64 = sqlx::query_scalar(question).fetch_one(&mut *connection).await?;
        must_be(setting, &found.to_string(), &i64::to_string(&wanted))?;
    }
    let loose: Option<String> = sqlx::query_scalar(
        "SELECT name FROM pragma_table_list \
         WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite!_%' ESCAPE '!' \
         AND name <> '_sqlx_migrations' ORDER BY name LIMIT 1",
    )
    .fetch_optional(&mut *connection)
    .await?;
    match loose {
        Some(table) => must_be(&table, "a loose table", "STRICT"),
        None => Ok(connection.ping().await?),
    }
}

fn must_be(setting: &str, found: &str, wanted: &str) -> Result<(), StoreError> {
    if found.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    Err(StoreError::Settings { setting: setting.to_owned(), found: found.to_owned(), wanted: wanted.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn opened_with(change: &'static str) -> Result<(), String> {
        let folder = crate::test_folder();
        let mut connection = open_writer(&folder.join("store.db")).await.unwrap();
        sqlx::raw_sql(change).execute(&mut connection).await.unwrap();
        let found = verify(&mut connection).await.map_err(|error| error.to_string());
        connection.close().await.unwrap();
        std::fs::remove_dir_all(folder).unwrap();
        found
    }

    #[tokio::test]
    async fn s_42_the_settings_are_read_back_and_others_refused() {
        let cases = [
            ("SELECT 1", Ok(())),
            ("PRAGMA synchronous = NORMAL", Err("the database has synchronous = 1 instead of 2")),
            ("PRAGMA journal_mode = DELETE", Err("the database has journal_mode = delete instead of wal")),
            ("PRAGMA foreign_keys = OFF", Err("the database has foreign_keys = 0 instead of 1")),
            ("PRAGMA busy_timeout = 0", Err("the database has busy_timeout = 0 instead of 5000")),
            ("CREATE TABLE slack (id)", Err("the database has slack = a loose table instead of STRICT")),
        ];
        for (change, wanted) in cases {
            assert_eq!(opened_with(change).await, wanted.map_err(str::to_owned), "{change}");
        }
    }
}
