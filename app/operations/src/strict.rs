//! Strict reading (SEC-43, SEC-98): numbers within 2^53, texts in Unicode normal form C without NUL, keys given once.
//! Lone surrogates and numbers that are not finite are refused by the JSON reader itself; unknown fields by each type.

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The largest number on the wire.
pub const MOST_NUMBER: u64 = 1 << 53;

/// The text in normal form C; `None` where it holds a NUL.
#[must_use]
pub fn normal(text: String) -> Option<String> {
    if text.contains('\0') {
        return None;
    }
    Some(if is_nfc(&text) { text } else { text.nfc().collect() })
}

pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    normal(String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("a text holds a NUL"))
}

pub(crate) fn from_text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr,
    T::Err: fmt::Display,
    D: Deserializer<'de>,
{
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

pub(crate) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = u64::deserialize(deserializer)?;
    if number > MOST_NUMBER { Err(D::Error::custom("a number is beyond 2^53")) } else { Ok(number) }
}

pub(crate) fn number_from_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = number(deserializer)?;
    if number == 0 { Err(D::Error::custom("numbers of operations begin at 1")) } else { Ok(number) }
}

/// A map of numbers by id; a key given twice is refused, which serde's own maps would not do.
pub(crate) fn numbers_by_id<'de, K, D>(deserializer: D) -> Result<BTreeMap<K, u64>, D::Error>
where
    K: FromStr + Ord,
    K::Err: fmt::Display,
    D: Deserializer<'de>,
{
    struct Numbers<K>(PhantomData<K>);

    impl<'de, K> Visitor<'de> for Numbers<K>
    where
        K: FromStr + Ord,
        K::Err: fmt::Display,
    {
        type Value = BTreeMap<K, u64>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object of numbers by id")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut numbers = BTreeMap::new();
            while let Some(key) = map.next_key::<String>()? {
                let key = key.parse().map_err(A::Error::custom)?;
                let number: u64 = map.next_value()?;
                if number > MOST_NUMBER {
                    return Err(A::Error::custom("a number is beyond 2^53"));
                }
                if numbers.insert(key, number).is_some() {
                    return Err(A::Error::custom("a key is given twice"));
                }
            }
            Ok(numbers)
        }
    }

    deserializer.deserialize_map(Numbers(PhantomData))
}

/// What is present, null or not: a key that is left out is an error, unlike serde's own options.
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// JSON in which every key stands once, every number is whole and within 2^53, and every text is in normal form C.
/// Its depth is that of the JSON reader, 128 at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrictJson(pub Json);

/// The same of JSON that is there already; `None` where it is not so.
pub(crate) fn checked(json: Json) -> Option<Json> {
    StrictJson::deserialize(json).ok().map(|strict| strict.0)
}

impl<'de> Deserialize<'de> for StrictJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(StrictJson)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON with whole numbers")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Bool(flag))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        normal(text.to_owned()).map(Json::String).ok_or_else(|| E::custom("a text holds a NUL"))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        if number > MOST_NUMBER { Err(E::custom("a number is beyond 2^53")) } else { Ok(Json::from(number)) }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        if number.unsigned_abs() > MOST_NUMBER {
            Err(E::custom("a number is beyond 2^53"))
        } else {
            Ok(Json::from(number))
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(StrictJson(member)) = list.next_element()? {
            members.push(member);
        }
        Ok(Json::Array(members))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut object = Map::new();
        while let Some((key, StrictJson(value))) = map.next_entry::<String, StrictJson>()? {
            let key = normal(key).ok_or_else(|| A::Error::custom("a key holds a NUL"))?;
            if object.insert(key, value).is_some() {
                return Err(A::Error::custom("a key is given twice"));
            }
        }
        Ok(Json::Object(object))
    }
}
