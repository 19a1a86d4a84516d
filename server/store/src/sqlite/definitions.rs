//! SQL of published questionnaires. Nothing here changes or deletes one: triggers refuse it (S-121).
//!
//! Left out: a permission for reading. Definitions hold no case; whether someone is signed in the route checks.

use case::Digest;
use quantities::Timestamp;
use sqlx::sqlite::SqliteRow;

use super::row::{Line, one_row};
use crate::definitions::{Definition, NewDefinition};
use crate::{Operator, Reading, StoreError, Write};

impl Reading {
    /// The definition that new applications take: the one published last under this name.
    pub async fn newest_definition(&mut self, name: &str) -> Result<Option<Digest>, StoreError> {
        let row = sqlx::query("SELECT definition_id FROM publications WHERE name = $1 ORDER BY number DESC LIMIT 1")
            .bind(name)
            .fetch_optional(self.connection())
            .await?;
        row.map(|row| Line::new("publications", row).named("definition_id")).transpose()
    }

    /// The definition with this id.
    pub async fn definition(&mut self, id: Digest) -> Result<Option<Definition>, StoreError> {
        let row = sqlx::query("SELECT id, name, package, published_at FROM definitions WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await?;
        row.map(definition).transpose()
    }

    /// The id of the definition made from sources with this hash, so that unchanged sources are not compiled again.
    pub async fn definition_from_source(
        &mut self,
        name: &str,
        source_hash: &[u8; 32],
    ) -> Result<Option<Digest>, StoreError> {
        let row = sqlx::query(
            "SELECT id FROM definitions WHERE name = $1 AND source_hash = $2 ORDER BY published_at DESC, id LIMIT 1",
        )
        .bind(name)
        .bind(source_hash.as_slice())
        .fetch_optional(self.connection())
        .await?;
        row.map(|row| Line::new("definitions", row).named("id")).transpose()
    }

    /// The texts of a definition in a language.
    pub async fn definition_texts(&mut self, id: Digest, language: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT texts FROM definition_texts WHERE definition_id = $1 AND language = $2")
            .bind(id.to_string())
            .bind(language)
            .fetch_optional(self.connection())
            .await?;
        row.map(|row| Line::new("definition_texts", row).get("texts")).transpose()
    }
}

impl Write {
    /// Keeps a definition for ever, and has new applications take it. `false` where it was there already; then new
    /// applications take it again.
    pub async fn publish(
        &mut self,
        operator: &Operator,
        new: &NewDefinition,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let is_new = self.definition(new.id).await?.is_none();
        if is_new {
            self.keep_definition(new, now).await?;
        }
        self.publish_again(operator, new.id, &new.name, now).await?;
        Ok(is_new)
    }

    /// Has new applications take a definition that is there already. Nothing happens where they do.
    pub async fn publish_again(
        &mut self,
        _operator: &Operator,
        id: Digest,
        name: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.newest_definition(name).await? == Some(id) {
            return Ok(());
        }
        let done = sqlx::query(
            "INSERT INTO publications (number, name, definition_id, published_at) \
             SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3 FROM publications",
        )
        .bind(name)
        .bind(id.to_string())
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("publications", &done)
    }

    async fn keep_definition(&mut self, new: &NewDefinition, now: Timestamp) -> Result<(), StoreError> {
        let done = sqlx::query(
            "INSERT INTO definitions (id, name, source_hash, package, published_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(new.id.to_string())
        .bind(&new.name)
        .bind(new.source_hash.as_slice())
        .bind(&new.package)
        .bind(now.milliseconds())
        .execute(self.connection())
        .await?;
        one_row("definitions", &done)?;
        for (language, texts) in &new.texts {
            let done = sqlx::query("INSERT INTO definition_texts (definition_id, language, texts) VALUES ($1, $2, $3)")
                .bind(new.id.to_string())
                .bind(language)
                .bind(texts)
                .execute(self.connection())
                .await?;
            one_row("definition_texts", &done)?;
        }
        Ok(())
    }
}

fn definition(row: SqliteRow) -> Result<Definition, StoreError> {
    let line = Line::new("definitions", row);
    Ok(Definition {
        id: line.named("id")?,
        name: line.get("name")?,
        package: line.get("package")?,
        published_at: line.at("published_at")?,
    })
}
