//! The file that holds the server's keys: read and checked at every start; in the trial profile made at the first.
//!
//! A line is `name id key`, the key as base64url of 32 bytes. A name may have several lines: the highest id is used
//! for what is new, the others still read what was made under them. Left out: changing keys (delivery H).

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::keyed_hash::{KEY_BYTES, Key, KeyedHash};
use crate::token::{NoChance, decode, encode, random_bytes};

/// Most bytes of a key file that are read.
const FILE_LIMIT_BYTES: u64 = 64 * 1_024;

/// The keys there are, each for one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// Signs what plain forms carry (S-17, SEC-32).
    Forms,
    /// Hashes of operations (S-34).
    Operations,
    /// Hashes in the audit trail (SEC-50).
    Audit,
    /// Goes over passwords before Argon2id (SEC-5).
    Pepper,
    /// Hides values that are only compared, such as a National Insurance number sent to the benefit checker.
    Values,
}

impl Name {
    /// All of them, in the order of the file.
    pub const ALL: [Name; 5] = [Name::Forms, Name::Operations, Name::Audit, Name::Pepper, Name::Values];

    /// How it stands in the file.
    pub const fn text(self) -> &'static str {
        match self {
            Name::Forms => "forms",
            Name::Operations => "operations",
            Name::Audit => "audit",
            Name::Pepper => "pepper",
            Name::Values => "values",
        }
    }
}

/// Why the keys cannot be used. No variant holds a key (SEC-81).
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// There is no such file.
    #[error("there is no key file {}", .0.display())]
    Missing(PathBuf),
    /// The file cannot be read or written.
    #[error("the key file {} cannot be used: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Others than its owner may read or write it.
    #[error("the key file {} is open to others than its owner: its mode must be 600", .0.display())]
    OpenToOthers(PathBuf),
    /// A line is not `name id key`.
    #[error("line {0} of the key file is not a name, a number and a key")]
    Unreadable(usize),
    /// A key has fewer than 32 bytes.
    #[error("the key on line {0} of the key file is too short: 32 bytes as base64url are 43 characters")]
    TooShort(usize),
    /// The same name and id stand twice.
    #[error("line {0} of the key file repeats a name and number")]
    Repeated(usize),
    /// A key is missing.
    #[error("the key file has no key named {}", .0.text())]
    NoKey(Name),
    /// There were no random bytes for a new key.
    #[error(transparent)]
    NoChance(#[from] NoChance),
}

/// The keys of a server.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// Signs what plain forms carry.
    pub forms: Key,
    /// Hashes of operations.
    pub operations: Key,
    /// Hashes in the audit trail.
    pub audit: Key,
    /// Goes over passwords.
    pub pepper: Pepper,
    /// Hides values that are only compared.
    pub values: Key,
}

impl Secrets {
    /// Reads the key file. Refuses one that is missing, open to others, unreadable or without one of the keys.
    pub fn load(path: &Path) -> Result<Secrets, SecretsError> {
        Secrets::choose(&read_file(path)?)
    }

    /// Reads the key file, and in the trial profile adds what is missing: to a file that only its owner may read.
    pub fn load_or_make(path: &Path) -> Result<Secrets, SecretsError> {
        let mut keys = match read_file(path) {
            Err(SecretsError::Missing(_)) => Vec::new(),
            other => other?,
        };
        let missing = Name::ALL.into_iter().filter(|name| keys.iter().all(|(of, _)| of != name));
        let made =
            missing.map(|name| Ok((name, Key::new(1, random_bytes()?)))).collect::<Result<Vec<_>, NoChance>>()?;
        if !made.is_empty() {
            keys.extend(made);
            write_file(path, &keys).map_err(|source| SecretsError::File { path: path.to_owned(), source })?;
        }
        Secrets::choose(&keys)
    }

    /// Keys from chance that no file holds: for tests, and for a run that ends with the process.
    pub fn random() -> Result<Secrets, NoChance> {
        let key = || random_bytes().map(|bytes| Key::new(1, bytes));
        let pepper = Pepper { current: key()?, older: Vec::new() };
        Ok(Secrets { forms: key()?, operations: key()?, audit: key()?, pepper, values: key()? })
    }

    fn choose(keys: &[(Name, Key)]) -> Result<Secrets, SecretsError> {
        let all = |name| keys.iter().filter(move |(of, _)| *of == name).map(|(_, key)| key.clone());
        let newest = |name| all(name).max_by_key(Key::id).ok_or(SecretsError::NoKey(name));
        let pepper = newest(Name::Pepper)?;
        let older = all(Name::Pepper).filter(|key| key.id() != pepper.id()).collect();
        Ok(Secrets {
            forms: newest(Name::Forms)?,
            operations: newest(Name::Operations)?,
            audit: newest(Name::Audit)?,
            pepper: Pepper { current: pepper, older },
            values: newest(Name::Values)?,
        })
    }
}

/// The keys that go over passwords before they are hashed: a stolen database without them cannot be searched for
/// passwords (SEC-5).
#[derive(Clone, Debug)]
pub struct Pepper {
    current: Key,
    older: Vec<Key>,
}

impl Pepper {
    /// The id of the key for new passwords.
    pub const fn current_id(&self) -> u32 {
        self.current.id()
    }

    /// The password under the key with this id; `None` if that key is gone.
    pub fn over(&self, id: u32, password: &str) -> Option<KeyedHash> {
        let mut keys = std::iter::once(&self.current).chain(&self.older);
        Some(keys.find(|key| key.id() == id)?.hash("password", &[password.as_bytes()]))
    }

    /// The password under the key for new ones.
    pub fn over_new(&self, password: &str) -> KeyedHash {
        self.current.hash("password", &[password.as_bytes()])
    }
}

fn read_file(path: &Path) -> Result<Vec<(Name, Key)>, SecretsError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => SecretsError::Missing(path.to_owned()),
        _ => SecretsError::File { path: path.to_owned(), source },
    };
    let about = fs::metadata(path).map_err(failed)?;
    if about.permissions().mode() & 0o077 != 0 {
        return Err(SecretsError::OpenToOthers(path.to_owned()));
    }
    if about.len() > FILE_LIMIT_BYTES {
        return Err(failed(io::ErrorKind::FileTooLarge.into()));
    }
    read(&fs::read_to_string(path).map_err(failed)?)
}

fn read(text: &str) -> Result<Vec<(Name, Key)>, SecretsError> {
    let mut keys: Vec<(Name, Key)> = Vec::new();
    let lines = text.lines().enumerate().map(|(before, line)| (before + 1, line.trim()));
    for (number, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let (name, key) = read_line(number, line)?;
        if keys.iter().any(|(of, other)| *of == name && other.id() == key.id()) {
            return Err(SecretsError::Repeated(number));
        }
        keys.push((name, key));
    }
    Ok(keys)
}

fn read_line(number: usize, line: &str) -> Result<(Name, Key), SecretsError> {
    let unreadable = SecretsError::Unreadable(number);
    let mut words = line.split_ascii_whitespace();
    let (Some(name), Some(id), Some(key), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return Err(unreadable);
    };
    let Some(name) = Name::ALL.into_iter().find(|of| of.text() == name) else { return Err(unreadable) };
    let Ok(id) = id.parse::<u32>() else { return Err(unreadable) };
    match decode::<KEY_BYTES>(key) {
        Some(bytes) => Ok((name, Key::new(id, bytes))),
        None if key.len() < (KEY_BYTES * 4).div_ceil(3) => Err(SecretsError::TooShort(number)),
        None => Err(unreadable),
    }
}

/// Writes beside the file and moves it into place, so that a crash leaves the old file or the new one whole.
fn write_file(path: &Path, keys: &[(Name, Key)]) -> io::Result<()> {
    let beside = path.with_extension("new");
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    writeln!(file, "# The keys of this server. Whoever reads them can pretend to be it.")?;
    for (name, key) in keys {
        writeln!(file, "{} {} {}", name.text(), key.id(), encode(key.bytes()))?;
    }
    file.sync_all()?;
    fs::rename(&beside, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}
