//! `rushcliffe publish FOLDER`: reads, checks and packs a definition and keeps it (E-6, E-14). Sources that were published
//! before are not compiled again; an error prints its diagnostics and changes nothing.

use case::Digest;
use interview::{Compiled, DefinitionId};
use interview_build::{Severity, compile_paths, read_paths};
use quantities::Timestamp;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use store::definitions::NewDefinition;
use store::{Operator, Store, StoreError};

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum NotPublished {
    /// The folder cannot be read.
    #[error("the definition in {folder} cannot be read: {reason}")]
    Unreadable {
        /// Which.
        folder: String,
        /// Why.
        reason: String,
    },
    /// The definition has errors; each as it is printed.
    #[error("the definition has errors")]
    Errors(Vec<String>),
    /// What was packed does not load, which is a fault of ours.
    #[error("the package does not load: {0}")]
    DoesNotLoad(String),
    /// The store did not keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What came of publishing.
#[derive(Debug, PartialEq, Eq)]
pub enum Published {
    /// These sources were published before.
    Unchanged(Digest),
    /// A new definition.
    New(Digest),
}

/// Publishes the definition of a folder.
///
/// # Errors
/// [`NotPublished`].
pub async fn publish(store: &Store, folder: &Path, now: Timestamp) -> Result<Published, NotPublished> {
    let unreadable = |reason: String| NotPublished::Unreadable { folder: folder.display().to_string(), reason };
    let sources = hash_of_sources(folder).map_err(unreadable)?;
    let name = "civil_application";
    if let Some(id) = store.read().await?.definition_from_source(name, &sources).await? {
        let operator = Operator::at_the_machine();
        store.write(async move |write| write.publish_again(&operator, id, name, now).await).await?;
        return Ok(Published::Unchanged(id));
    }
    let outcome = compile_paths(&[folder.to_owned()]).map_err(|error| unreadable(error.to_string()))?;
    let errors = outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let errors: Vec<String> = errors.map(ToString::to_string).collect();
    let Some(definition) = outcome.definition.filter(|_| errors.is_empty()) else {
        return Err(NotPublished::Errors(errors));
    };
    Compiled::load(&definition.package_bytes, Some(DefinitionId(definition.id)), &definition.languages)
        .map_err(|error| NotPublished::DoesNotLoad(format!("{error:?}")))?;
    let id = Digest::from_bytes(definition.id);
    let new = NewDefinition {
        id,
        name: definition.package.id.clone(),
        source_hash: sources,
        package: definition.package_bytes,
        texts: definition.languages,
    };
    let operator = Operator::at_the_machine();
    store.write(async move |write| write.publish(&operator, &new, now).await).await?;
    Ok(Published::New(id))
}

/// Hash of everything a definition is made of: its files and the tables beside them, and the compiler's own build.
fn hash_of_sources(folder: &Path) -> Result<[u8; 32], String> {
    let mut hasher = Sha256::new();
    hasher.update(interview::package::FORMAT.to_be_bytes());
    hasher.update(env!("CARGO_PKG_VERSION"));
    for source in read_paths(&[folder.to_owned()]).map_err(|error| error.to_string())? {
        hasher.update(source.name.as_bytes());
        hasher.update(source.text.as_bytes());
    }
    let tables = folder.join("../tables");
    let mut files: Vec<_> = std::fs::read_dir(&tables)
        .map_err(|error| error.to_string())?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    for file in files {
        hasher.update(std::fs::read(&file).map_err(|error| error.to_string())?);
    }
    Ok(hasher.finalize().into())
}
