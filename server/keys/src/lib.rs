//! Secrets of the server: random tokens, keyed hashes, tokens of forms, and the file the keys come from.
//!
//! Left out: SQL, the network and the clock. A new key is a variant of [`secrets::Name`] and a field of
//! [`secrets::Secrets`].

pub mod form_token;
pub mod keyed_hash;
pub mod secrets;
pub mod token;

pub use form_token::{FormToken, PreSession};
pub use keyed_hash::{Key, KeyedHash};
pub use secrets::{Pepper, Secrets, SecretsError};
pub use token::{NoChance, Token, TokenHash, random_bytes, time_ordered_id};
