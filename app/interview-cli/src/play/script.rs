//! One line of a script, read strictly (engine.md section 12a): a JSON object with exactly the keys its `do` knows, each
//! once. Places, pages and values stay as written here; only a definition says what they mean.
//!
//! A blank line is a line: it is refused as malformed under its own number, so that numbers always agree.

use interview::change::ChangeKind;
use interview::value::{FileReference, FileState};
use interview::wire::{Date, is_name};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a line asks for.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// An answer; the definition says what type it must have.
    Set {
        /// Place.
        at: String,
        /// V.
        value: Json,
    },
    /// Any change that needs no type.
    Change {
        /// Place.
        at: String,
        /// What.
        kind: ChangeKind,
    },
    /// A new last row.
    AddRow {
        /// Place of the repeat.
        at: String,
        /// Its name.
        row: String,
    },
    /// A fact.
    SetFact {
        /// Place.
        at: String,
        /// The reply.
        told: Told,
        /// Day of observation.
        observed_on: Option<Date>,
    },
    /// A page is continued.
    ContinuePage(PageNamed),
    /// Another day.
    Advance(Date),
    /// The whole state.
    Snapshot,
    /// Why.
    Explain {
        /// Of what.
        subject: Subject,
        /// Which aspect.
        aspect: String,
    },
}

/// What the source of a fact said.
#[derive(Debug, PartialEq)]
pub enum Told {
    /// V.
    Value(Json),
    /// It could not say.
    Failed,
    /// Nothing yet.
    Pending,
}

/// A page as a script names it.
#[derive(Debug, PartialEq)]
pub struct PageNamed {
    /// Its id.
    pub page: String,
    /// A row for each repeat around it.
    pub rows: BTreeMap<String, String>,
}

/// What is explained.
#[derive(Debug, PartialEq)]
pub enum Subject {
    /// A place.
    Place(String),
    /// A page.
    Page(PageNamed),
    /// A task.
    Task(String),
}

/// What is wrong with a line.
#[derive(Debug, PartialEq)]
pub struct Malformed(pub String);

/// The first line: the day.
pub fn read_day(line: &[u8]) -> Result<Date, Malformed> {
    let mut fields = Fields::read(line)?;
    let today = fields.day("today")?;
    fields.end()?;
    Ok(today)
}

/// Any other line.
pub fn read_step(line: &[u8]) -> Result<Step, Malformed> {
    let mut fields = Fields::read(line)?;
    let name = fields.text("do")?;
    let step = match name.as_str() {
        "set" => Step::Set { at: fields.text("at")?, value: fields.need("value")? },
        "add_row" => Step::AddRow { at: fields.text("at")?, row: fields.name("row")? },
        "set_fact" => read_fact(&mut fields)?,
        "continue_page" => Step::ContinuePage(read_page(&mut fields)?),
        "advance" => Step::Advance(fields.day("today")?),
        "snapshot" => Step::Snapshot,
        "explain" => Step::Explain { subject: read_subject(&mut fields)?, aspect: fields.text("aspect")? },
        _ => Step::Change { at: fields.text("at")?, kind: read_kind(&name, &mut fields)? },
    };
    fields.end()?;
    Ok(step)
}

fn read_kind(name: &str, fields: &mut Fields) -> Result<ChangeKind, Malformed> {
    Ok(match name {
        "unparsed" => ChangeKind::Unparsed(fields.text("text")?),
        "clear" => ChangeKind::Clear,
        "skip" => ChangeKind::Skip,
        "decline" => ChangeKind::Decline,
        "not_known" => ChangeKind::NotKnown,
        "confirm" => ChangeKind::Confirm,
        "remove_row" => ChangeKind::RemoveRow,
        "restore_row" => ChangeKind::RestoreRow,
        "move_row" => ChangeKind::MoveRow {
            before: match fields.need("before")? {
                Json::Null => None,
                Json::String(row) if is_name(&row) => Some(row.into()),
                _ => return Err(Malformed("`before` is no name of a row and not null".to_owned())),
            },
        },
        "close_list" => ChangeKind::CloseList,
        "reopen_list" => ChangeKind::ReopenList,
        "attach" => {
            let (reference, state, category) = read_file(fields)?;
            ChangeKind::Attach(FileReference { reference, state, category })
        }
        "detach" => ChangeKind::Detach(read_file(fields)?.0),
        other => return Err(Malformed(format!("`{other}` is nothing a script can do"))),
    })
}

/// A file as a script names it: reference, state, category.
type FileNamed = (Arc<str>, FileState, Option<Arc<str>>);

fn read_file(fields: &mut Fields) -> Result<FileNamed, Malformed> {
    let reference = fields.text("reference")?;
    if reference.is_empty() {
        return Err(Malformed("`reference` is empty".to_owned()));
    }
    let state = match fields.optional_text("state")?.as_deref() {
        None | Some("clean") => FileState::Clean,
        Some("pending") => FileState::Pending,
        Some("infected") => FileState::Infected,
        Some(other) => return Err(Malformed(format!("`{other}` is no state of a file"))),
    };
    let category = fields.optional_text("category")?;
    Ok((reference.into(), state, category.map(Arc::from)))
}

fn read_fact(fields: &mut Fields) -> Result<Step, Malformed> {
    let at = fields.text("at")?;
    let value = fields.take("value");
    let (failed, pending) = (fields.flag("failed")?, fields.flag("pending")?);
    let told = match (value, failed, pending) {
        (Some(value), false, false) => Told::Value(value),
        (None, true, false) => Told::Failed,
        (None, false, true) => Told::Pending,
        _ => return Err(Malformed("a fact has one of `value`, `failed` and `pending`".to_owned())),
    };
    let observed_on = if fields.has("observed") { Some(fields.day("observed")?) } else { None };
    Ok(Step::SetFact { at, told, observed_on })
}

fn read_page(fields: &mut Fields) -> Result<PageNamed, Malformed> {
    let page = fields.text("page")?;
    let rows = match fields.take("rows") {
        None => BTreeMap::new(),
        Some(Json::Object(rows)) => rows
            .into_iter()
            .map(|(repeat, row)| match row {
                Json::String(row) => Ok((repeat, row)),
                _ => Err(Malformed(format!("the row of `{repeat}` is no text"))),
            })
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(Malformed("`rows` is no object".to_owned())),
    };
    Ok(PageNamed { page, rows })
}

fn read_subject(fields: &mut Fields) -> Result<Subject, Malformed> {
    match (fields.has("at"), fields.has("page"), fields.has("task")) {
        (true, false, false) => Ok(Subject::Place(fields.text("at")?)),
        (false, true, false) => Ok(Subject::Page(read_page(fields)?)),
        (false, false, true) => Ok(Subject::Task(fields.text("task")?)),
        _ => Err(Malformed("an explanation is of one of `at`, `page` and `task`".to_owned())),
    }
}

/// The keys of one object that nobody has asked for yet.
struct Fields(Vec<(String, Json)>);

impl Fields {
    fn read(line: &[u8]) -> Result<Self, Malformed> {
        let text = std::str::from_utf8(line).map_err(|_| Malformed("not UTF-8".to_owned()))?;
        if text.trim().is_empty() {
            return Err(Malformed("the line is empty".to_owned()));
        }
        serde_json::from_str(text).map_err(|error| Malformed(error.to_string()))
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    fn take(&mut self, name: &str) -> Option<Json> {
        let index = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.swap_remove(index).1)
    }

    fn need(&mut self, name: &str) -> Result<Json, Malformed> {
        self.take(name).ok_or_else(|| Malformed(format!("`{name}` is missing")))
    }

    fn text(&mut self, name: &str) -> Result<String, Malformed> {
        match self.need(name)? {
            Json::String(text) => Ok(text),
            _ => Err(Malformed(format!("`{name}` is no text"))),
        }
    }

    fn optional_text(&mut self, name: &str) -> Result<Option<String>, Malformed> {
        if self.has(name) { self.text(name).map(Some) } else { Ok(None) }
    }

    fn name(&mut self, name: &str) -> Result<String, Malformed> {
        let text = self.text(name)?;
        if is_name(&text) { Ok(text) } else { Err(Malformed(format!("`{name}` is no name of a row"))) }
    }

    fn day(&mut self, name: &str) -> Result<Date, Malformed> {
        self.text(name)?.parse().map_err(|_| Malformed(format!("`{name}` is no day")))
    }

    /// A key that is left out, or true.
    fn flag(&mut self, name: &str) -> Result<bool, Malformed> {
        match self.take(name) {
            None => Ok(false),
            Some(Json::Bool(true)) => Ok(true),
            Some(_) => Err(Malformed(format!("`{name}` is not true"))),
        }
    }

    fn end(self) -> Result<(), Malformed> {
        match self.0.first() {
            None => Ok(()),
            Some((key, _)) => Err(Malformed(format!("`{key}` is not known here"))),
        }
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Fields;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields: Vec<(String, Json)> = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, Json>()? {
                    if fields.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom(format!("`{key}` is given twice")));
                    }
                    fields.push((key, value));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(line: &str) -> String {
        read_step(line.as_bytes()).unwrap_err().0
    }

    #[test]
    fn e_98_unknown_keys_are_refused() {
        assert_eq!(wrong(r#"{"do":"snapshot","at":"x"}"#), "`at` is not known here");
        assert_eq!(wrong(r#"{"do":"clear","at":"x","value":1}"#), "`value` is not known here");
        assert_eq!(wrong(r#"{"do":"clear","at":"x","at":"y"}"#), "`at` is given twice at line 1 column 32");
        assert_eq!(
            read_day(br#"{"today":"2026-11-23","do":"advance"}"#),
            Err(Malformed("`do` is not known here".into()))
        );
    }

    #[test]
    fn e_98_what_is_no_line_of_a_script_is_malformed() {
        for line in [
            "",
            "  ",
            "nothing",
            "[]",
            "null",
            "{}",
            r#"{"do":"fly","at":"x"}"#,
            r#"{"do":"set","at":"x"}"#,
            r#"{"do":"set","at":1,"value":"x"}"#,
            r#"{"do":"set","value":"x"}"#,
            r#"{"do":"add_row","at":"x","row":"a b"}"#,
            r#"{"do":"add_row","at":"x","row":""}"#,
            r#"{"do":"move_row","at":"x[a]"}"#,
            r#"{"do":"move_row","at":"x[a]","before":2}"#,
            r#"{"do":"advance","today":"2026-02-30"}"#,
            r#"{"do":"set_fact","at":"x"}"#,
            r#"{"do":"set_fact","at":"x","value":"y","failed":true}"#,
            r#"{"do":"set_fact","at":"x","failed":false}"#,
            r#"{"do":"set_fact","at":"x","value":"y","observed":"soon"}"#,
            r#"{"do":"attach","at":"x","reference":"f","state":"new"}"#,
            r#"{"do":"attach","at":"x","reference":""}"#,
            r#"{"do":"continue_page","page":"p","rows":["a"]}"#,
            r#"{"do":"continue_page","page":"p","rows":{"r":1}}"#,
            r#"{"do":"explain","at":"x"}"#,
            r#"{"do":"explain","at":"x","task":"t","aspect":"status"}"#,
            r#"{"do":"explain","aspect":"status"}"#,
            r#"{"do":"snapshot"} {}"#,
        ] {
            assert!(read_step(line.as_bytes()).is_err(), "{line}");
        }
        assert_eq!(read_step(b"{\"do\":\"snap\xffshot\"}"), Err(Malformed("not UTF-8".into())));
    }

    #[test]
    fn e_98_lines_are_read_as_the_table_says() {
        let step = |line: &str| read_step(line.as_bytes()).unwrap();
        assert_eq!(step(r#"{"do":"snapshot"}"#), Step::Snapshot);
        assert_eq!(
            step(r#"{"do":"move_row","at":"proc[r1]","before":null}"#),
            Step::Change { at: "proc[r1]".into(), kind: ChangeKind::MoveRow { before: None } }
        );
        assert_eq!(
            step(r#"{"value":null,"at":"x","do":"set_fact","observed":"2026-01-02"}"#),
            Step::SetFact {
                at: "x".into(),
                told: Told::Value(Json::Null),
                observed_on: Some("2026-01-02".parse().unwrap())
            }
        );
        assert_eq!(
            step(r#"{"do":"attach","at":"x","reference":"f1"}"#),
            Step::Change {
                at: "x".into(),
                kind: ChangeKind::Attach(FileReference {
                    reference: "f1".into(),
                    state: FileState::Clean,
                    category: None
                })
            }
        );
        assert_eq!(
            step(r#"{"do":"explain","page":"p","rows":{"proc":"r1"},"aspect":"status"}"#),
            Step::Explain {
                subject: Subject::Page(PageNamed {
                    page: "p".into(),
                    rows: BTreeMap::from([("proc".to_owned(), "r1".to_owned())])
                }),
                aspect: "status".into()
            }
        );
    }
}
