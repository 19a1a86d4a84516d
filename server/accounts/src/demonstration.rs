//! Passwords of the people of a demonstration: random, made once, kept in a file for its owner alone so that each start
//! can print them again.
//!
//! Only ever for the trial profile. Left out: the people themselves (`server`).

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Without signs that are mistaken for others: 32, so that each holds five bits of chance.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Most bytes of the file that are read.
const FILE_LIMIT_BYTES: u64 = 64 * 1_024;

/// The password of one person.
#[derive(Clone, PartialEq, Eq)]
pub struct DemonstrationPassword {
    /// The name they sign in with.
    pub sign_in: String,
    /// What to type.
    pub password: String,
    /// It was made just now: a person who is there already needs it set.
    pub is_new: bool,
}

/// Why there are no passwords.
#[derive(Debug, thiserror::Error)]
pub enum DemonstrationError {
    /// The file cannot be read or written.
    #[error("the file of demonstration passwords cannot be used: {0}")]
    File(#[from] io::Error),
    /// Others than its owner may read the file.
    #[error("the file of demonstration passwords is open to others than its owner: its mode must be 600")]
    OpenToOthers,
    /// There were no random bytes.
    #[error(transparent)]
    NoChance(#[from] keys::NoChance),
}

/// The passwords of the people with these sign-in names, in their order: those in the file, and new ones for the rest,
/// which are added to it.
pub fn demonstration_passwords(
    file: &Path,
    sign_ins: &[&str],
) -> Result<Vec<DemonstrationPassword>, DemonstrationError> {
    let mut known = read(file)?;
    let mut passwords = Vec::with_capacity(sign_ins.len());
    for sign_in in sign_ins {
        let (password, is_new) = match known.get(*sign_in) {
            Some(password) => (password.clone(), false),
            None => (random_password()?, true),
        };
        known.insert((*sign_in).to_owned(), password.clone());
        passwords.push(DemonstrationPassword { sign_in: (*sign_in).to_owned(), password, is_new });
    }
    if passwords.iter().any(|one| one.is_new) {
        write(file, &known)?;
    }
    Ok(passwords)
}

/// Fifteen signs in three groups: 75 bits.
fn random_password() -> Result<String, keys::NoChance> {
    let chance: [u8; 15] = keys::random_bytes()?;
    let mut password = String::with_capacity(17);
    for (place, byte) in chance.into_iter().enumerate() {
        if place % 5 == 0 && place > 0 {
            password.push('-');
        }
        password.extend(SIGNS.get(usize::from(byte % 32)).map(|sign| char::from(*sign)));
    }
    Ok(password)
}

fn read(file: &Path) -> Result<BTreeMap<String, String>, DemonstrationError> {
    let about = match fs::metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        other => other?,
    };
    if about.permissions().mode() & 0o077 != 0 {
        return Err(DemonstrationError::OpenToOthers);
    }
    if about.len() > FILE_LIMIT_BYTES {
        return Err(DemonstrationError::File(io::ErrorKind::FileTooLarge.into()));
    }
    let text = fs::read_to_string(file)?;
    Ok(text.lines().filter_map(|line| line.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect())
}

fn write(file: &Path, known: &BTreeMap<String, String>) -> Result<(), DemonstrationError> {
    let beside = file.with_extension("new");
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut to = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    for (sign_in, password) in known {
        writeln!(to, "{sign_in} {password}")?;
    }
    to.sync_all()?;
    Ok(fs::rename(&beside, file)?)
}
