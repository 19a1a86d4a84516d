//! Published definitions, loaded once and kept in memory by their id.
//!
//! Left out: compiling and publishing, which the program `rushcliffe` does at the machine.

use crate::Commands;
use crate::failure::Failure;
use case::Digest;
use interview::{Compiled, DefinitionId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The languages a definition may have its texts in.
const LANGUAGES: [&str; 2] = ["en", "cy"];

/// Those loaded so far. A definition never changes, and few are in use at once, so none is ever dropped.
#[derive(Default)]
pub(crate) struct Definitions {
    loaded: Mutex<BTreeMap<DefinitionId, Arc<Compiled>>>,
}

impl Definitions {
    fn known(&self, id: DefinitionId) -> Option<Arc<Compiled>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn keep(&self, compiled: &Arc<Compiled>) {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.insert(compiled.id(), Arc::clone(compiled));
    }
}

/// A definition by its id; `None` where none was published under it.
pub(crate) async fn compiled(commands: &Commands, id: DefinitionId) -> Result<Option<Arc<Compiled>>, Failure> {
    if let Some(known) = commands.definitions().known(id) {
        return Ok(Some(known));
    }
    let mut reading = commands.settings().store.read().await?;
    let digest = Digest::from_bytes(id.0);
    let Some(definition) = reading.definition(digest).await? else { return Ok(None) };
    let mut texts = Vec::new();
    for language in LANGUAGES {
        if let Some(bytes) = reading.definition_texts(digest, language).await? {
            texts.push((language.to_owned(), bytes));
        }
    }
    drop(reading);
    let compiled = Compiled::load(&definition.package, Some(id), &texts).map_err(|error| {
        tracing::error!(definition.id = %id, definition.error = ?error, "A published definition cannot be loaded.");
        Failure::Broken("a published definition cannot be loaded")
    })?;
    commands.definitions().keep(&compiled);
    Ok(Some(compiled))
}

/// A definition that something in the store is pinned to.
pub(crate) async fn pinned(commands: &Commands, id: Digest) -> Result<Arc<Compiled>, Failure> {
    let found = compiled(commands, DefinitionId(*id.bytes())).await?;
    found.ok_or(Failure::Broken("a draft is pinned to a definition that was never published"))
}

/// The package of a definition, as published.
pub(crate) async fn package(commands: &Commands, id: case::Digest) -> Result<Option<Vec<u8>>, Failure> {
    let mut reading = commands.settings().store.read().await?;
    Ok(reading.definition(id).await?.map(|definition| definition.package))
}

/// Its words in a language, as published.
pub(crate) async fn texts(commands: &Commands, id: case::Digest, language: &str) -> Result<Option<Vec<u8>>, Failure> {
    let mut reading = commands.settings().store.read().await?;
    Ok(reading.definition_texts(id, language).await?)
}
