//! Random tokens of 256 bits, their hashes for storage, and ids that sort by time.
//!
//! Left out: where tokens are kept and how long they are good.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoChance;

/// So many bytes from the operating system's source of chance.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], NoChance> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoChance)?;
    Ok(bytes)
}

/// The 16 bytes of an id that sorts by the moment it was made (UUID version 7).
///
/// `milliseconds` are those since 1970 UTC; negative ones count as 0.
pub fn time_ordered_id(milliseconds: i64) -> Result<[u8; 16], NoChance> {
    let [a, b, c, d, e, f, g, h, i, j] = random_bytes::<10>()?;
    let [_, _, t0, t1, t2, t3, t4, t5] = milliseconds.max(0).to_be_bytes();
    Ok([t0, t1, t2, t3, t4, t5, 0x70 | (a & 0x0f), b, 0x80 | (c & 0x3f), d, e, f, g, h, i, j])
}

/// A secret that only the browser it was given to has (SEC-13). Its text is 43 characters of base64url.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    pub fn random() -> Result<Token, NoChance> {
        random_bytes().map(Token)
    }

    /// Reads the text of a token; `None` if it is not one.
    pub fn read(text: &str) -> Option<Token> {
        decode(text).map(Token)
    }

    /// How it is sent to the browser.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is stored in its place.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Token({})", self.hash())
    }
}

/// The SHA-256 of a token. Shown, in logs too, as its first eight hex digits (SEC-81).
#[derive(Clone, Copy)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// One that was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> TokenHash {
        TokenHash(bytes)
    }

    /// Its bytes, to store it.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for TokenHash {
    fn eq(&self, other: &TokenHash) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenHash {}

impl fmt::Display for TokenHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(formatter, "{a:02x}{b:02x}{c:02x}{d:02x}")
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TokenHash({self})")
    }
}

/// Bytes of a fixed number, written as base64url; `None` for any other text.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    // Longer texts are refused before they are decoded: they come from outside.
    if text.len() != (N * 4).div_ceil(3) {
        return None;
    }
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_13_a_token_reads_back_and_no_two_are_alike() {
        let token = Token::random().unwrap();
        let text = token.text();
        assert_eq!(text.len(), 43);
        assert_eq!(Token::read(&text).unwrap().hash(), token.hash());
        assert_ne!(Token::random().unwrap().hash(), token.hash());
    }

    #[test]
    fn sec_13_what_is_not_a_token_is_refused() {
        let text = Token::random().unwrap().text();
        for not in ["", "short", &format!("{text}A"), &text[..42], &text.replace(&text[..1], "!")] {
            assert!(Token::read(not).is_none(), "{not}");
        }
    }

    #[test]
    fn sec_81_a_token_is_shown_by_the_beginning_of_its_hash_alone() {
        let token = Token::read("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
        // SHA-256 of 32 zero bytes begins 66687aad.
        assert_eq!(format!("{token:?} {:?}", token.hash()), "Token(66687aad) TokenHash(66687aad)");
    }

    #[test]
    fn ids_sort_by_time_and_carry_version_and_variant() {
        let early = time_ordered_id(1_764_000_000_000).unwrap();
        let late = time_ordered_id(1_764_000_000_001).unwrap();
        assert!(early < late);
        assert_eq!(early[..6], 1_764_000_000_000_i64.to_be_bytes()[2..]);
        assert_eq!((early[6] >> 4, early[8] >> 6), (7, 2));
        assert_ne!(time_ordered_id(0).unwrap(), time_ordered_id(-1).unwrap());
    }
}
