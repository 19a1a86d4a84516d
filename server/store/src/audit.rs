//! The audit trail: one chain of events for each organisation, each with the hash of the one before (security.md 8).
//!
//! No value of a person stands in it, nor a plain hash of one (SEC-50): what an event is about in detail goes in as a
//! hash under the server's audit key. Left out: verifying a chain from outside, signed heads (deliveries B and H).

use case::{OrganisationId, UserId};
use keys::{Key, KeyedHash, TokenHash};
use quantities::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::StoreError;
use crate::sessions::SignedIn;

/// An event to be written.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// In whose chain.
    pub organisation: OrganisationId,
    /// Who did it; the server itself has none.
    pub actor: Option<UserId>,
    /// By which session.
    pub session: Option<TokenHash>,
    /// In which browser.
    pub device: String,
    /// What was done: an action of `case::Action` or another word in small letters with `_`.
    pub action: String,
    /// To what kind of thing, as in `application`.
    pub subject_kind: String,
    /// To which.
    pub subject: Uuid,
    /// Why, where a reason is asked for.
    pub reason: Option<String>,
    /// Everything else about it, in bytes that only the keyed hash keeps.
    pub body: Vec<u8>,
}

impl NewEvent {
    /// What someone signed in did to something.
    pub fn by(signed_in: &SignedIn, action: &str, subject_kind: &str, subject: Uuid) -> NewEvent {
        NewEvent {
            organisation: signed_in.actor.organisation,
            actor: Some(signed_in.actor.user),
            session: Some(signed_in.session.token_hash),
            device: signed_in.session.device.clone(),
            action: action.to_owned(),
            subject_kind: subject_kind.to_owned(),
            subject,
            reason: None,
            body: Vec::new(),
        }
    }

    /// What the server or its operator did.
    pub fn by_the_server(organisation: OrganisationId, action: &str, subject_kind: &str, subject: Uuid) -> NewEvent {
        NewEvent {
            organisation,
            actor: None,
            session: None,
            device: String::new(),
            action: action.to_owned(),
            subject_kind: subject_kind.to_owned(),
            subject,
            reason: None,
            body: Vec::new(),
        }
    }

    /// The same with its details.
    pub fn about(self, body: Vec<u8>) -> NewEvent {
        NewEvent { body, ..self }
    }
}

/// An event as it stands in the chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// In whose chain.
    pub organisation: OrganisationId,
    /// The how manieth, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Option<UserId>,
    /// By which session.
    pub session: Option<TokenHash>,
    /// In which browser.
    pub device: String,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which.
    pub subject: Uuid,
    /// Why.
    pub reason: Option<String>,
    /// The hash of its details under the audit key with this id.
    pub body: KeyedHash,
    /// Which audit key.
    pub body_key_id: u32,
    /// The hash of the event before, zeros in the first.
    pub previous: [u8; 32],
    /// The hash of all the rest.
    pub hash: [u8; 32],
}

/// Longest word for an action or a kind, in bytes.
const WORD_LIMIT: usize = 64;
/// Longest device or reason, in bytes.
const TEXT_LIMIT: usize = 2_000;
/// What the hash of the details is for.
const PURPOSE: &str = "audit event";

impl Event {
    /// The event that follows the last one of its chain (`None` for the first).
    ///
    /// Refuses an action or a kind that is not a word, and a reason or device that is too long.
    pub(crate) fn after(
        last: Option<(u64, [u8; 32])>,
        new: &NewEvent,
        key: &Key,
        at: Timestamp,
    ) -> Result<Event, StoreError> {
        must_be_word("action", &new.action)?;
        must_be_word("subject kind", &new.subject_kind)?;
        must_be_short("device", &new.device)?;
        must_be_short("reason", new.reason.as_deref().unwrap_or_default())?;
        let (last_seq, previous) = last.unwrap_or_default();
        let mut event = Event {
            organisation: new.organisation,
            seq: last_seq.checked_add(1).ok_or(StoreError::Event("number"))?,
            at,
            actor: new.actor,
            session: new.session,
            device: new.device.clone(),
            action: new.action.clone(),
            subject_kind: new.subject_kind.clone(),
            subject: new.subject,
            reason: new.reason.clone(),
            body: key.hash(PURPOSE, &[&new.body]),
            body_key_id: key.id(),
            previous,
            hash: [0; 32],
        };
        event.hash = event.right_hash();
        Ok(event)
    }

    /// The hash it must have: SHA-256 over the canonical CBOR of an array of all its other fields, in their order.
    pub fn right_hash(&self) -> [u8; 32] {
        let mut cbor = Cbor(Vec::with_capacity(256));
        cbor.array(13);
        cbor.bytes(self.organisation.uuid().as_bytes());
        cbor.unsigned(self.seq);
        cbor.signed(self.at.milliseconds());
        cbor.maybe(self.actor.as_ref().map(|user| user.uuid().into_bytes()).as_ref(), |cbor, id| cbor.bytes(id));
        cbor.maybe(self.session.as_ref(), |cbor, hash| cbor.bytes(hash.bytes()));
        cbor.text(&self.device);
        cbor.text(&self.action);
        cbor.text(&self.subject_kind);
        cbor.bytes(self.subject.as_bytes());
        cbor.maybe(self.reason.as_ref(), |cbor, reason| cbor.text(reason));
        cbor.bytes(self.body.bytes());
        cbor.unsigned(u64::from(self.body_key_id));
        cbor.bytes(&self.previous);
        Sha256::digest(cbor.0).into()
    }
}

fn must_be_word(what: &'static str, word: &str) -> Result<(), StoreError> {
    let good = (1..=WORD_LIMIT).contains(&word.len())
        && word.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_');
    if good { Ok(()) } else { Err(StoreError::Event(what)) }
}

fn must_be_short(what: &'static str, text: &str) -> Result<(), StoreError> {
    if text.len() > TEXT_LIMIT { Err(StoreError::Event(what)) } else { Ok(()) }
}

/// The little of canonical CBOR (RFC 8949 section 4.2.1) that an event needs.
struct Cbor(Vec<u8>);

impl Cbor {
    fn array(&mut self, length: u64) {
        self.head(4, length);
    }

    fn unsigned(&mut self, number: u64) {
        self.head(0, number);
    }

    fn signed(&mut self, number: i64) {
        match u64::try_from(number) {
            Ok(number) => self.head(0, number),
            Err(_) => self.head(1, number.unsigned_abs().saturating_sub(1)),
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.head(2, u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.head(3, u64::try_from(text.len()).unwrap_or(u64::MAX));
        self.0.extend_from_slice(text.as_bytes());
    }

    fn maybe<T>(&mut self, value: Option<&T>, write: impl Fn(&mut Cbor, &T)) {
        match value {
            Some(value) => write(self, value),
            None => self.0.push(0xf6),
        }
    }

    /// Major type and argument in the fewest bytes.
    fn head(&mut self, major: u8, argument: u64) {
        let major = major << 5;
        let [.., b4, b5, b6, b7] = argument.to_be_bytes();
        match argument {
            0..=0x17 => self.0.push(major | b7),
            0x18..=0xff => self.0.extend([major | 24, b7]),
            0x100..=0xffff => self.0.extend([major | 25, b6, b7]),
            0x1_0000..=0xffff_ffff => self.0.extend([major | 26, b4, b5, b6, b7]),
            _ => {
                self.0.push(major | 27);
                self.0.extend(argument.to_be_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples of RFC 8949 appendix A.
    #[test]
    fn cbor_is_written_in_the_fewest_bytes() {
        let numbers: [(i64, &[u8]); 9] = [
            (0, &[0x00]),
            (23, &[0x17]),
            (24, &[0x18, 0x18]),
            (100, &[0x18, 0x64]),
            (1_000, &[0x19, 0x03, 0xe8]),
            (1_000_000, &[0x1a, 0x00, 0x0f, 0x42, 0x40]),
            (1_000_000_000_000, &[0x1b, 0x00, 0x00, 0x00, 0xe8, 0xd4, 0xa5, 0x10, 0x00]),
            (-1, &[0x20]),
            (-1_000, &[0x39, 0x03, 0xe7]),
        ];
        for (number, wanted) in numbers {
            let mut cbor = Cbor(Vec::new());
            cbor.signed(number);
            assert_eq!(cbor.0, wanted, "{number}");
        }
        let mut cbor = Cbor(Vec::new());
        cbor.array(3);
        cbor.text("IETF");
        cbor.bytes(&[1, 2, 3, 4]);
        cbor.maybe(None::<&u8>, |_, _| {});
        assert_eq!(cbor.0, [0x83, 0x64, 0x49, 0x45, 0x54, 0x46, 0x44, 0x01, 0x02, 0x03, 0x04, 0xf6]);
    }

    fn event(change: impl Fn(&mut NewEvent)) -> Result<Event, StoreError> {
        let organisation = OrganisationId::from_parts(1, [1; 10]);
        let mut new = NewEvent::by_the_server(organisation, "publish", "definition", Uuid::from_u128(7));
        change(&mut new);
        Event::after(Some((4, [9; 32])), &new, &Key::new(1, [3; 32]), Timestamp::from_milliseconds(5).unwrap())
    }

    #[test]
    fn sec_48_every_field_of_an_event_takes_part_in_its_hash() {
        let first = event(|_| {}).unwrap();
        assert_eq!((first.seq, first.previous, first.hash), (5, [9; 32], first.right_hash()));
        let changes: [fn(&mut NewEvent); 9] = [
            |new| new.organisation = OrganisationId::from_parts(2, [1; 10]),
            |new| new.actor = Some(UserId::from_parts(1, [1; 10])),
            |new| new.session = Some(TokenHash::from_bytes([1; 32])),
            |new| new.device = "a browser".into(),
            |new| new.action = "restore".into(),
            |new| new.subject_kind = "backup".into(),
            |new| new.subject = Uuid::from_u128(8),
            |new| new.reason = Some(String::new()),
            |new| new.body = vec![1],
        ];
        let hashes: std::collections::BTreeSet<_> =
            changes.iter().map(|change| event(change).unwrap().hash).chain([first.hash]).collect();
        assert_eq!(hashes.len(), changes.len() + 1);
        for field in [
            Event { seq: 6, ..first.clone() },
            Event { at: Timestamp::from_milliseconds(6).unwrap(), ..first.clone() },
            Event { previous: [8; 32], ..first.clone() },
            Event { body_key_id: 2, ..first.clone() },
        ] {
            assert_ne!(field.right_hash(), field.hash);
        }
    }

    #[test]
    fn sec_48_an_event_that_is_not_well_formed_is_refused() {
        let changes: [fn(&mut NewEvent); 5] = [
            |new| new.action = String::new(),
            |new| new.action = "Publish it".into(),
            |new| new.subject_kind = "x".repeat(65),
            |new| new.reason = Some("x".repeat(2_001)),
            |new| new.device = "x".repeat(2_001),
        ];
        for change in changes {
            assert!(matches!(event(change), Err(StoreError::Event(_))));
        }
    }
}
