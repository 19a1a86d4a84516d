//! Values as they travel: JSON without a type. Only the definition says what they are (engine.md 12a), so that an
//! operation can be read, stored and sent on without it.
//!
//! Left out: the mapping by type, which is `interview::wire`.

use crate::strict::{self, StrictJson};
use interview::package::{ItemIndex, Package};
use interview::value::{FactHeld, Value};
use interview::wire::{read_item_value, write_item_value};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value as Json, json};

/// A value that says nothing of its type: a text, a whole number, a list of names, or the rows of a list fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireValue(Json);

/// What a fact is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WireFact {
    /// A reply.
    Value(WireValue),
    /// Asked for, no reply yet: `{"pending":true}`, as in `interview play`.
    Pending,
    /// The source could not say: `{"failed":true}`.
    Failed,
}

/// It is no value of the item's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOfType;

/// The value as one of the item's type.
///
/// # Errors
/// [`NotOfType`]; also for an item without a value.
pub fn typed(package: &Package, item: ItemIndex, value: &WireValue) -> Result<Value, NotOfType> {
    read_item_value(package, item, &value.0).ok_or(NotOfType)
}

/// A value of an item as it travels, its texts in normal form C.
///
/// # Errors
/// [`NotOfType`] for a text with a NUL or a count beyond 2^53.
pub fn untyped(package: &Package, item: ItemIndex, value: &Value) -> Result<WireValue, NotOfType> {
    strict::checked(write_item_value(package, item, value)).and_then(WireValue::from_checked).ok_or(NotOfType)
}

impl WireValue {
    /// A text in normal form C; `None` where it holds a NUL.
    #[must_use]
    pub fn text(text: &str) -> Option<Self> {
        strict::normal(text.to_owned()).map(|text| Self(Json::from(text)))
    }

    /// The longest text in it, in characters.
    #[must_use]
    pub fn longest_text(&self) -> usize {
        longest_text(&self.0)
    }

    /// The JSON, as `interview::wire` reads it.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.0
    }

    fn from_checked(json: Json) -> Option<Self> {
        let flat = |cell: &Json| match cell {
            Json::Array(names) => names.iter().all(Json::is_string),
            Json::Null => true,
            cell => is_scalar(cell),
        };
        let fits = match &json {
            Json::Array(members) => {
                members.iter().all(Json::is_string)
                    || members.iter().all(|row| row.as_object().is_some_and(|row| row.values().all(flat)))
            }
            json => is_scalar(json),
        };
        fits.then_some(Self(json))
    }
}

impl WireFact {
    /// The reply as the engine holds it.
    ///
    /// # Errors
    /// [`NotOfType`].
    pub fn typed(&self, package: &Package, item: ItemIndex) -> Result<FactHeld, NotOfType> {
        match self {
            Self::Value(value) => typed(package, item, value).map(FactHeld::Value),
            Self::Pending => Ok(FactHeld::Pending),
            Self::Failed => Ok(FactHeld::Failed),
        }
    }

    fn from_checked(json: Json) -> Option<Self> {
        match json {
            Json::Object(state) if state.len() == 1 => {
                let said = |name| state.get(name) == Some(&Json::Bool(true));
                if said("pending") { Some(Self::Pending) } else { said("failed").then_some(Self::Failed) }
            }
            json => WireValue::from_checked(json).map(Self::Value),
        }
    }
}

fn is_scalar(json: &Json) -> bool {
    json.is_string() || json.is_i64()
}

fn longest_text(json: &Json) -> usize {
    match json {
        Json::String(text) => text.chars().count(),
        Json::Array(members) => members.iter().map(longest_text).max().unwrap_or(0),
        Json::Object(row) => row.values().map(longest_text).max().unwrap_or(0),
        Json::Null | Json::Bool(_) | Json::Number(_) => 0,
    }
}

impl Serialize for WireValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Serialize for WireFact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Pending => json!({"pending": true}).serialize(serializer),
            Self::Failed => json!({"failed": true}).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for WireValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_checked(StrictJson::deserialize(deserializer)?.0)
            .ok_or_else(|| D::Error::custom("not a text, a whole number or a list"))
    }
}

impl<'de> Deserialize<'de> for WireFact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_checked(StrictJson::deserialize(deserializer)?.0)
            .ok_or_else(|| D::Error::custom("neither a value nor pending or failed"))
    }
}
