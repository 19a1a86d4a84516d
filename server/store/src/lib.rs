//! What is kept: one interface, SQLite behind it (PostgreSQL comes beside it with delivery B).
//!
//! Reads go through [`Store::read`], writes through the one writer by [`Store::write`] and
//! [`Store::write_signed_in`]. A function that shows or changes something of a case takes the `case::Allowed` of its
//! action, so a route that forgot to ask does not compile (SEC-22):
//!
//! ```
//! # use case::{Allowed, permissions::{ListApplications, ViewApplication}};
//! async fn comments(mut reading: store::Reading, allowed: &Allowed<ViewApplication>) {
//!     let _ = reading.comments(allowed).await;
//! }
//! ```
//! ```compile_fail,E0061
//! async fn comments(mut reading: store::Reading) {
//!     let _ = reading.comments().await; // nobody was asked
//! }
//! ```
//! ```compile_fail,E0277
//! # use case::{Allowed, permissions::{ListApplications, ViewApplication}};
//! async fn comments(mut reading: store::Reading, allowed: &Allowed<ListApplications>) {
//!     let _ = reading.comments(allowed).await; // something else was asked
//! }
//! ```
//!
//! Left out: decisions, screens, wording. To add a table, see the README.

pub mod applications;
pub mod audit;
pub mod benefit_checks;
pub mod definitions;
pub mod drafts;
mod error;
pub mod organisations;
mod permission;
pub mod sessions;
mod sqlite;
pub mod submission;
pub mod supervision;
pub mod users;
mod writer;

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;

use case::SessionId;
use keys::Secrets;
use quantities::Timestamp;
use sqlx::{Connection, Sqlite, SqliteConnection, SqlitePool, Transaction};

pub use error::StoreError;
pub use permission::{ChangesDraft, Operator, ReadsApplication};
use sessions::SignedIn;
use writer::Writer;

/// The store of a server. Copies share one writer and one pool of readers.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    writer: Writer,
    readers: SqlitePool,
}

impl Store {
    /// Opens the database file, makes it where there is none, brings its tables up to date, and reads back the
    /// settings that durability rests on: with others it refuses to start (S-42).
    pub async fn open(file: &Path, secrets: Arc<Secrets>) -> Result<Store, StoreError> {
        let path = file.to_owned();
        let writer = Writer::start(async move || {
            let connection = sqlite::open_writer(&path).await?;
            Ok(Write { reading: Reading { handle: Handle::Writer(Box::new(connection)) }, secrets })
        })
        .await?;
        let readers = sqlite::open_reader_pool(file).await?;
        Ok(Store { inner: Arc::new(Inner { writer, readers }) })
    }

    /// One consistent view of what is committed, until it is dropped.
    pub async fn read(&self) -> Result<Reading, StoreError> {
        Ok(Reading { handle: Handle::Reader(self.inner.readers.begin().await?) })
    }

    /// Runs the work inside the writer's transaction and answers once it is on disk (S-37).
    ///
    /// An error undoes this work alone (S-43). Whoever stops waiting before the work is done has it undone
    /// (SEC-96). The work waits for nothing but the database: everybody else waits for it.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Write) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.writer.run(work).await
    }

    /// As [`Store::write`], for someone signed in: the session, its user and their roles are read inside the
    /// transaction, so that what ended or was taken away a moment ago counts (SEC-14, SEC-23, S-44).
    ///
    /// Refuses with [`StoreError::NoSession`] where the session is not live at this moment.
    pub async fn write_signed_in<T, E, F>(&self, session: SessionId, now: Timestamp, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Write, &SignedIn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let signed_in_work = async move |write: &mut Write| {
            let signed_in = write.signed_in(session, now).await.map_err(E::from)?;
            work(write, &signed_in.ok_or(StoreError::NoSession)?).await
        };
        self.inner.writer.run(signed_in_work).await
    }

    /// Finishes what waits and closes the database; later requests are unavailable.
    pub async fn close(&self) {
        self.inner.writer.end().await;
        self.inner.readers.close().await;
    }
}

/// A view of the database. Its functions are in a file for each feature.
pub struct Reading {
    handle: Handle,
}

enum Handle {
    Writer(Box<SqliteConnection>),
    Reader(Transaction<'static, Sqlite>),
}

impl Reading {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        match &mut self.handle {
            Handle::Writer(connection) => connection,
            Handle::Reader(transaction) => transaction,
        }
    }
}

/// The writer's transaction: all of a [`Reading`], and what changes.
pub struct Write {
    reading: Reading,
    secrets: Arc<Secrets>,
}

impl Write {
    pub(crate) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub(crate) async fn close(self) {
        if let Handle::Writer(connection) = self.reading.handle
            && let Err(error) = connection.close().await
        {
            tracing::error!(store.error = %error, "The database could not be closed.");
        }
    }
}

impl Deref for Write {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Reading {
        &mut self.reading
    }
}

#[cfg(test)]
fn test_folder() -> std::path::PathBuf {
    let name: String = keys::random_bytes::<8>().unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = std::env::temp_dir().join(format!("rushcliffe-store-{name}"));
    std::fs::create_dir(&folder).unwrap();
    folder
}
