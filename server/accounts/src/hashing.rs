//! Argon2id over the password under a pepper (SEC-5), off the threads that serve requests.
//!
//! Left out: which passwords are good enough (`passwords`).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHash as Phc, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use keys::{KeyedHash, Pepper, random_bytes};
use store::users::PasswordHash;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::AccountsError;

/// Most passwords that wait for a turn; more are told to come back.
const WAITING_LIMIT: usize = 32;

/// What hashing costs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parameters {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// Parameters below the floor, or that Argon2id does not take.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("passwords need at least 19456 KiB of memory and 2 passes")]
pub struct TooWeak;

impl Parameters {
    /// The least there may be: 19 MiB, two passes.
    pub const FLOOR: Parameters = Parameters { memory_kib: 19 * 1_024, passes: 2, lanes: 1 };

    /// Memory in KiB, passes, lanes. Refuses less than the floor.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Parameters, TooWeak> {
        let given = Parameters { memory_kib, passes, lanes };
        let enough = memory_kib >= Parameters::FLOOR.memory_kib && passes >= Parameters::FLOOR.passes;
        if enough && given.argon2().is_some() { Ok(given) } else { Err(TooWeak) }
    }

    fn argon2(self) -> Option<Argon2<'static>> {
        let parameters = Params::new(self.memory_kib, self.passes, self.lanes, None).ok()?;
        Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
    }

    /// Whether a hash made by others costs less in any of the three.
    fn exceed(self, text: &str) -> bool {
        let made_by = Phc::new(text).and_then(|phc| Params::try_from(&phc));
        made_by.is_ok_and(|made| {
            made.m_cost() < self.memory_kib || made.t_cost() < self.passes || made.p_cost() < self.lanes
        })
    }
}

impl Default for Parameters {
    /// 64 MiB, three passes, one lane.
    fn default() -> Parameters {
        Parameters { memory_kib: 64 * 1_024, passes: 3, lanes: 1 }
    }
}

/// What came of comparing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verified {
    Wrong,
    Right {
        /// It was hashed for less, or under an older pepper: hash it anew.
        outdated: bool,
    },
}

/// Hashes and compares, a few at a time: one core stays free for saving.
pub struct Hasher {
    parameters: Parameters,
    pepper: Pepper,
    turns: Semaphore,
    waiting: AtomicUsize,
    hashes: AtomicU64,
}

impl Hasher {
    pub(crate) fn new(parameters: Parameters, pepper: Pepper) -> Hasher {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let turns = Semaphore::new(cores.saturating_sub(1).max(1));
        Hasher { parameters, pepper, turns, waiting: AtomicUsize::new(0), hashes: AtomicU64::new(0) }
    }

    /// How many hashes were made since the start, comparisons among them.
    pub fn hashes(&self) -> u64 {
        self.hashes.load(Ordering::Relaxed)
    }

    /// Hashes a new password.
    pub(crate) async fn hash(&self, password: &str) -> Result<PasswordHash, AccountsError> {
        let over = self.pepper.over_new(&composed(password));
        let (salt, parameters) = (random_bytes::<16>()?, self.parameters);
        let text = self.in_turn(move || make(parameters, &salt, &over)).await??;
        Ok(PasswordHash { text, key_id: self.pepper.current_id() })
    }

    /// Compares a password with the kept one. Where there is none the same work is done for nothing, so that nobody
    /// can tell by the time it takes (SEC-7).
    pub(crate) async fn verify(&self, password: &str, kept: Option<&PasswordHash>) -> Result<Verified, AccountsError> {
        let password = composed(password);
        let under = kept.and_then(|kept| Some((kept, self.pepper.over(kept.key_id, &password)?)));
        let Some((kept, over)) = under else {
            let (parameters, over) = (self.parameters, self.pepper.over_new(&password));
            self.in_turn(move || make(parameters, &[0; 16], &over)).await??;
            return Ok(Verified::Wrong);
        };
        let text = Arc::<str>::from(kept.text.as_str());
        let compared = Arc::clone(&text);
        let right = self.in_turn(move || compare(&compared, &over)).await??;
        let outdated = kept.key_id != self.pepper.current_id() || self.parameters.exceed(&text);
        Ok(if right { Verified::Right { outdated } } else { Verified::Wrong })
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AccountsError> {
        let _place = Place::take(&self.waiting)?;
        let _turn = self.turns.acquire().await.map_err(hashing)?;
        self.hashes.fetch_add(1, Ordering::Relaxed);
        tokio::task::spawn_blocking(work).await.map_err(hashing)
    }
}

/// A place among those who wait, given back when dropped.
struct Place<'waiting>(&'waiting AtomicUsize);

impl<'waiting> Place<'waiting> {
    fn take(waiting: &'waiting AtomicUsize) -> Result<Place<'waiting>, AccountsError> {
        let place = Place(waiting);
        let before = waiting.fetch_add(1, Ordering::AcqRel);
        if before < WAITING_LIMIT { Ok(place) } else { Err(AccountsError::Busy) }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn make(parameters: Parameters, salt: &[u8; 16], over: &KeyedHash) -> Result<String, AccountsError> {
    let argon2 = parameters.argon2().ok_or_else(|| hashing(TooWeak))?;
    let salt = SaltString::encode_b64(salt).map_err(hashing)?;
    Ok(argon2.hash_password(over.bytes(), &salt).map_err(hashing)?.to_string())
}

fn compare(text: &str, over: &KeyedHash) -> Result<bool, AccountsError> {
    let phc = Phc::new(text).map_err(hashing)?;
    match Argon2::default().verify_password(over.bytes(), &phc) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::Password) => Ok(false),
        Err(error) => Err(hashing(error)),
    }
}

fn hashing(error: impl std::fmt::Display) -> AccountsError {
    AccountsError::Hashing(error.to_string())
}

/// Composed, so that the same signs are the same password on every keyboard.
fn composed(password: &str) -> String {
    password.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use keys::Secrets;

    fn hasher(parameters: Parameters, secrets: &Secrets) -> Hasher {
        Hasher::new(parameters, secrets.pepper.clone())
    }

    #[test]
    fn sec_5_parameters_below_the_floor_are_refused() {
        let cases = [
            ((65_536, 3, 1), true),
            ((19_456, 2, 1), true),
            ((19_455, 2, 1), false),
            ((19_456, 1, 1), false),
            ((65_536, 3, 0), false),
        ];
        for ((memory, passes, lanes), good) in cases {
            assert_eq!(Parameters::new(memory, passes, lanes).is_ok(), good, "{memory} {passes} {lanes}");
        }
        assert_eq!(Parameters::new(65_536, 3, 1), Ok(Parameters::default()));
    }

    #[tokio::test]
    async fn sec_5_a_password_is_kept_as_argon2id_with_pepper_and_salt() {
        let secrets = Secrets::random().unwrap();
        let hasher = hasher(Parameters::FLOOR, &secrets);
        let kept = hasher.hash("umbrella seagull 49").await.unwrap();
        assert!(kept.text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", kept.text);
        assert_ne!(hasher.hash("umbrella seagull 49").await.unwrap().text, kept.text, "salted");
        let right = Verified::Right { outdated: false };
        assert_eq!(hasher.verify("umbrella seagull 49", Some(&kept)).await.unwrap(), right);
        assert_eq!(hasher.verify("umbrella seagull 48", Some(&kept)).await.unwrap(), Verified::Wrong);
        let thief = Hasher::new(Parameters::FLOOR, Secrets::random().unwrap().pepper);
        assert_eq!(thief.verify("umbrella seagull 49", Some(&kept)).await.unwrap(), Verified::Wrong);
        let composed = hasher.hash("Zoë and Chloé 1").await.unwrap();
        assert_eq!(hasher.verify("Zoe\u{308} and Chloe\u{301} 1", Some(&composed)).await.unwrap(), right);
    }

    #[tokio::test]
    async fn sec_5_what_was_hashed_for_less_is_outdated() {
        let secrets = Secrets::random().unwrap();
        let kept = hasher(Parameters::FLOOR, &secrets).hash("umbrella seagull 49").await.unwrap();
        for (parameters, outdated) in [
            (Parameters::FLOOR, false),
            (Parameters::new(20_000, 2, 1).unwrap(), true),
            (Parameters::new(19_456, 3, 1).unwrap(), true),
        ] {
            let found = hasher(parameters, &secrets).verify("umbrella seagull 49", Some(&kept)).await.unwrap();
            assert_eq!(found, Verified::Right { outdated }, "{parameters:?}");
        }
    }

    #[tokio::test]
    async fn where_32_wait_the_next_is_told_to_come_back() {
        let hasher = hasher(Parameters::FLOOR, &Secrets::random().unwrap());
        let places: Vec<_> = (0..WAITING_LIMIT).map(|_| Place::take(&hasher.waiting).unwrap()).collect();
        assert!(matches!(hasher.hash("umbrella").await, Err(AccountsError::Busy)));
        assert!(matches!(hasher.verify("umbrella", None).await, Err(AccountsError::Busy)));
        drop(places);
        assert!(hasher.hash("umbrella").await.is_ok(), "every place is free again");
    }
}
