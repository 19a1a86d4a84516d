//! Ids on the wire: 128 bits as 32 lower-case hex digits, fingerprints and definition ids as hex (sync.md section 2).
//!
//! Left out: making new ones. Chance belongs to whoever calls; ids that follow from other things are in [`crate::canonical`].

use crate::strict;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The text is not 32 lower-case hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not 32 lower-case hex digits")
    }
}

impl std::error::Error for NotAnId {}

macro_rules! id {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{:032x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                hex_128(text).map($name).ok_or(NotAnId)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                strict::from_text(deserializer)
            }
        }
    };
}

id! {
    /// One load of a page, or one post of a plain form: whoever counts operations from 1 (S-3).
    ReplicaId
}
id! {
    /// The draft an operation belongs to.
    DraftId
}
id! {
    /// Changes only when a backup is restored (S-41).
    EpochId
}
id! {
    /// Names one submission, so that its repetition is recognised (S-61).
    SubmissionKey
}

/// Which operation: who counts, and the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationId {
    /// Who counts.
    pub replica: ReplicaId,
    /// From 1 without gaps, at most 2^53.
    #[serde(deserialize_with = "strict::number_from_one")]
    pub n: u64,
}

impl OperationId {
    /// Whether it is an earlier one of the same replica: its author has made `other` knowing this one.
    #[must_use]
    pub fn precedes(self, other: OperationId) -> bool {
        self.replica == other.replica && self.n < other.n
    }
}

/// The text is not lower-case hex of the right length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHex;

impl fmt::Display for NotHex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not lower-case hex of the right length")
    }
}

impl std::error::Error for NotHex {}

/// Bytes as hex, for `#[serde(with = …)]`: digests.
pub mod hex_32 {
    use super::{Deserializer, NotHex, Serializer, hex_bytes, strict};
    use std::str::FromStr;

    struct Bytes([u8; 32]);

    impl FromStr for Bytes {
        type Err = NotHex;

        fn from_str(text: &str) -> Result<Self, NotHex> {
            hex_bytes(text).map(Bytes).ok_or(NotHex)
        }
    }

    /// Writes.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&interview::package::hex(bytes))
    }

    /// Reads exactly 64 digits.
    ///
    /// # Errors
    /// Any other text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
        strict::from_text::<Bytes, D>(deserializer).map(|bytes| bytes.0)
    }
}

/// The id of a definition as hex, for `#[serde(with = …)]`.
pub(crate) mod definition {
    use super::{Deserializer, Serializer, hex_32};
    use interview::DefinitionId;

    pub(crate) fn serialize<S: Serializer>(id: &DefinitionId, serializer: S) -> Result<S::Ok, S::Error> {
        hex_32::serialize(&id.0, serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DefinitionId, D::Error> {
        hex_32::deserialize(deserializer).map(DefinitionId)
    }
}

/// A fingerprint as hex or null, for `#[serde(with = …)]`.
pub(crate) mod fingerprint {
    use super::{Deserialize, Deserializer, Error, Serialize, Serializer, hex_bytes};
    use interview::change::Fingerprint;

    pub(crate) fn serialize<S: Serializer>(read: &Option<Fingerprint>, serializer: S) -> Result<S::Ok, S::Error> {
        read.as_ref().map(|bytes| interview::package::hex(bytes)).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Fingerprint>, D::Error> {
        let text: Option<String> = Option::deserialize(deserializer)?;
        text.map(|text| hex_bytes(&text).ok_or_else(|| D::Error::custom("a fingerprint is 16 hex digits"))).transpose()
    }
}

/// Reads 32 lower-case hex digits.
pub(crate) fn hex_128(text: &str) -> Option<u128> {
    hex_bytes::<16>(text).map(u128::from_be_bytes)
}

fn hex_bytes<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
    if text.len() != LENGTH.checked_mul(2)? {
        return None;
    }
    let mut digits = text.bytes().map(|byte| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    });
    let mut bytes = [0; LENGTH];
    for byte in &mut bytes {
        *byte = (digits.next()?? << 4) | digits.next()??;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_32_lower_case_hex_digits() {
        let id: ReplicaId = "6f0c0000000000000000000000000001".parse().unwrap();
        assert_eq!(id.to_string(), "6f0c0000000000000000000000000001");
        for text in [
            "",
            "6f0c",
            "6F0C0000000000000000000000000001",
            "6f0c00000000000000000000000000012",
            "+f0c0000000000000000000000000001",
        ] {
            assert!(text.parse::<ReplicaId>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_id_precedes_only_later_ones_of_its_replica() {
        let id = |replica, n| OperationId { replica: ReplicaId(replica), n };
        assert!(id(1, 1).precedes(id(1, 2)));
        assert!(!id(1, 2).precedes(id(1, 2)));
        assert!(!id(1, 1).precedes(id(2, 2)));
    }
}
