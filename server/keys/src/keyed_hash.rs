//! HMAC-SHA-256 under a named key of the server.
//!
//! A plain hash of a yes could be guessed; these cannot, without the key (S-34, SEC-50). Left out: which key is used
//! for what, see `secrets`.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Fewest bytes of a key (SEC-88).
pub const KEY_BYTES: usize = 32;

/// A secret key with its id. Whatever is made under it is stored with the id, so that keys can be changed.
#[derive(Clone)]
pub struct Key {
    id: u32,
    bytes: [u8; KEY_BYTES],
}

impl Key {
    /// A key with its id.
    pub const fn new(id: u32, bytes: [u8; KEY_BYTES]) -> Key {
        Key { id, bytes }
    }

    /// The id that is stored beside whatever was made under it.
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// The hash of the parts. `purpose` keeps hashes made for one thing from being passed off as another's; the
    /// length of each part takes part, so that no two lists of parts are alike.
    pub fn hash(&self, purpose: &str, parts: &[&[u8]]) -> KeyedHash {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.bytes) else {
            // HMAC takes keys of every length: this cannot be reached, and equals nothing if it is.
            return KeyedHash([0; 32]);
        };
        for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        KeyedHash(mac.finalize().into_bytes().into())
    }

    pub(crate) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.bytes
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Key({})", self.id)
    }
}

/// What [`Key::hash`] makes. Compared in constant time.
#[derive(Clone, Copy)]
pub struct KeyedHash([u8; 32]);

impl KeyedHash {
    /// One that was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> KeyedHash {
        KeyedHash(bytes)
    }

    /// Its bytes, to store it.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for KeyedHash {
    fn eq(&self, other: &KeyedHash) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for KeyedHash {}

impl fmt::Debug for KeyedHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_depends_on_key_purpose_and_each_part() {
        let key = Key::new(1, [7; 32]);
        let hash = key.hash("operation", &[b"ab", b"c"]);
        assert_eq!(hash, key.hash("operation", &[b"ab", b"c"]));
        for other in [
            Key::new(1, [8; 32]).hash("operation", &[b"ab", b"c"]),
            key.hash("event", &[b"ab", b"c"]),
            key.hash("operation", &[b"a", b"bc"]),
            key.hash("operation", &[b"abc"]),
            key.hash("operation", &[b"ab", b"c", b""]),
        ] {
            assert_ne!(hash, other);
        }
    }

    #[test]
    fn it_is_hmac_sha_256_over_length_and_bytes() {
        // Python: hmac.new(b"\x07"*32, b"\0\0\0\0\0\0\0\1p\0\0\0\0\0\0\0\1x", "sha256").hexdigest()
        let hash = Key::new(1, [7; 32]).hash("p", &[b"x"]);
        assert_eq!(format!("{hash:?}"), "99d0c90903912620b936a11c1360a73e5e1edff183de505d72f590ebd8c0adc5");
    }

    #[test]
    fn sec_81_a_key_is_shown_by_its_id_alone() {
        assert_eq!(format!("{:?}", Key::new(3, [7; 32])), "Key(3)");
    }
}
