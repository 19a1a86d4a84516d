//! What a plain form carries so that it is known as ours: `_once` for a session (S-17), and the token of the sign-in
//! form, which has no session yet (SEC-32).
//!
//! Left out: whether the session is live, or ended how long ago: the caller asks the store.

use std::fmt;

use crate::keyed_hash::Key;
use crate::token::{NoChance, decode, encode, random_bytes};

const ONCE: &str = "form token";
const SIGN_IN: &str = "sign-in form";

/// `_once` of a plain form: random, and signed for the id of the session's row, which outlives every change of the
/// session's token. A form is taken until 24 hours after the end of that session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FormToken {
    /// What makes this form another than every other. The same form posted twice has the same.
    pub random: [u8; 16],
    /// The id of the session's row.
    pub session: [u8; 16],
}

impl FormToken {
    /// A new one for this session.
    pub fn new(session: [u8; 16]) -> Result<FormToken, NoChance> {
        Ok(FormToken { random: random_bytes()?, session })
    }

    /// The value of the hidden field: 86 characters of base64url.
    pub fn text(&self, key: &Key) -> String {
        let hash = key.hash(ONCE, &[&self.random, &self.session]);
        encode(&[self.random.as_slice(), &self.session, hash.bytes()].concat())
    }

    /// Reads the value of the field; `None` unless it was signed under this key.
    pub fn read(key: &Key, text: &str) -> Option<FormToken> {
        let bytes: [u8; 64] = decode(text)?;
        let (random, rest) = bytes.split_first_chunk()?;
        let (session, hash) = rest.split_first_chunk()?;
        let hash = crate::KeyedHash::from_bytes(hash.try_into().ok()?);
        let good = key.hash(ONCE, &[random, session]) == hash;
        good.then_some(FormToken { random: *random, session: *session })
    }
}

impl fmt::Debug for FormToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FormToken")
    }
}

/// The pair of the sign-in form: a cookie and a field that belongs to it. A page of another site can neither read the
/// cookie nor make the field.
#[derive(Clone, PartialEq, Eq)]
pub struct PreSession {
    /// The value of the cookie.
    pub cookie: String,
    /// The value of the hidden field.
    pub field: String,
}

impl PreSession {
    /// How long a sign-in form that is left open can be sent: 12 hours.
    pub const GOOD_FOR_MS: i64 = 12 * 60 * 60 * 1_000;

    /// A new pair at this moment.
    pub fn new(key: &Key, now_ms: i64) -> Result<PreSession, NoChance> {
        let cookie: [u8; 32] = random_bytes()?;
        Ok(PreSession { cookie: encode(&cookie), field: field(key, &cookie, now_ms) })
    }

    /// A new field for the cookie that the browser already has, so that two open sign-in pages both work; a new pair
    /// if that is no cookie of ours.
    pub fn again(key: &Key, cookie: &str, now_ms: i64) -> Result<PreSession, NoChance> {
        match decode::<32>(cookie) {
            Some(bytes) => Ok(PreSession { cookie: cookie.to_owned(), field: field(key, &bytes, now_ms) }),
            None => PreSession::new(key, now_ms),
        }
    }

    /// Whether the field belongs to the cookie and was made at most 12 hours ago.
    pub fn is_good(key: &Key, cookie: &str, field: &str, now_ms: i64) -> bool {
        let (Some(cookie), Some(bytes)) = (decode::<32>(cookie), decode::<40>(field)) else { return false };
        let Some((made_at, hash)) = bytes.split_first_chunk::<8>() else { return false };
        let Ok(hash) = hash.try_into() else { return false };
        let signed = key.hash(SIGN_IN, &[&cookie, made_at]) == crate::KeyedHash::from_bytes(hash);
        let age_ms = now_ms.saturating_sub(i64::from_be_bytes(*made_at));
        signed && (0..=PreSession::GOOD_FOR_MS).contains(&age_ms)
    }
}

impl fmt::Debug for PreSession {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PreSession")
    }
}

fn field(key: &Key, cookie: &[u8; 32], made_at_ms: i64) -> String {
    let made_at = made_at_ms.to_be_bytes();
    let hash = key.hash(SIGN_IN, &[cookie, &made_at]);
    encode(&[made_at.as_slice(), hash.bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key::new(1, [7; 32]);
    const NOW: i64 = 1_764_000_000_000;

    #[test]
    fn s_17_a_form_token_names_its_session_and_no_two_are_alike() {
        let token = FormToken::new([9; 16]).unwrap();
        let read = FormToken::read(&KEY, &token.text(&KEY)).unwrap();
        assert_eq!(read, token);
        assert_eq!(read.session, [9; 16]);
        assert_ne!(FormToken::new([9; 16]).unwrap().random, token.random);
    }

    #[test]
    fn sec_32_a_changed_foreign_or_missing_form_token_is_refused() {
        let token = FormToken::new([9; 16]).unwrap();
        let text = token.text(&KEY);
        let stolen = FormToken { session: [8; 16], ..token }.text(&Key::new(1, [8; 32]));
        for not in ["", "x", &stolen, &text.to_lowercase(), &format!("{text}A")] {
            assert_eq!(FormToken::read(&KEY, not), None, "{not}");
        }
        for place in 0..text.len() - 1 {
            let mut bytes = text.clone().into_bytes();
            bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
            assert_eq!(FormToken::read(&KEY, &String::from_utf8(bytes).unwrap()), None, "{place}");
        }
    }

    #[test]
    fn sec_32_the_sign_in_form_is_good_with_its_cookie_for_twelve_hours() {
        let pair = PreSession::new(&KEY, NOW).unwrap();
        let again = PreSession::again(&KEY, &pair.cookie, NOW + 5).unwrap();
        let other = PreSession::again(&KEY, "no cookie of ours", NOW).unwrap();
        let last = NOW + PreSession::GOOD_FOR_MS;
        let good = |cookie: &str, field: &str, at| PreSession::is_good(&KEY, cookie, field, at);
        assert_eq!(again.cookie, pair.cookie);
        assert!(good(&pair.cookie, &pair.field, NOW) && good(&pair.cookie, &pair.field, last));
        assert!(good(&pair.cookie, &again.field, NOW + 5) && good(&other.cookie, &other.field, NOW));
        assert!(!good(&pair.cookie, &pair.field, last + 1), "stale");
        assert!(!good(&pair.cookie, &pair.field, NOW - 1), "from the future");
        assert!(!good(&other.cookie, &pair.field, NOW), "foreign");
        assert!(!good(&pair.cookie, "", NOW) && !good("", &pair.field, NOW), "missing");
        assert!(!PreSession::is_good(&Key::new(1, [8; 32]), &pair.cookie, &pair.field, NOW), "another server's");
    }
}
