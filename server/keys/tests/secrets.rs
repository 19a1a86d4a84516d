//! The key file: made in the trial profile, read again, and refused when it is not safe (SEC-88).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use keys::{Secrets, SecretsError};

/// A folder of its own for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let name: String = keys::random_bytes::<8>().unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = std::env::temp_dir().join(format!("rushcliffe-keys-{name}"));
        fs::create_dir(&folder).unwrap();
        Folder(folder)
    }

    fn keys(&self) -> PathBuf {
        self.0.join("rushcliffe.keys")
    }

    fn hold(&self, text: &str, mode: u32) {
        fs::write(self.keys(), text).unwrap();
        fs::set_permissions(self.keys(), fs::Permissions::from_mode(mode)).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn whole() -> String {
    ["forms", "operations", "audit", "pepper", "values"].map(|name| format!("{name} 1 {KEY}\n")).concat()
}

#[test]
fn sec_88_the_trial_makes_its_keys_once_and_for_the_owner_alone() {
    let folder = Folder::new();
    assert!(matches!(Secrets::load(&folder.keys()), Err(SecretsError::Missing(_))));
    let made = Secrets::load_or_make(&folder.keys()).unwrap();
    assert_eq!(fs::metadata(folder.keys()).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read_to_string(folder.keys()).unwrap();
    let again = Secrets::load_or_make(&folder.keys()).unwrap();
    assert_eq!(fs::read_to_string(folder.keys()).unwrap(), before);
    let hash = |secrets: &Secrets| secrets.audit.hash("test", &[]);
    assert_eq!(hash(&made), hash(&again));
    assert_eq!(hash(&made), hash(&Secrets::load(&folder.keys()).unwrap()));
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left beside the file");
}

#[test]
fn sec_88_a_key_that_is_missing_is_added_in_the_trial_and_refused_otherwise() {
    let folder = Folder::new();
    folder.hold(&whole().replace(&format!("audit 1 {KEY}\n"), ""), 0o600);
    let refused = Secrets::load(&folder.keys()).unwrap_err();
    assert_eq!(refused.to_string(), "the key file has no key named audit");
    Secrets::load_or_make(&folder.keys()).unwrap();
    let now = fs::read_to_string(folder.keys()).unwrap();
    assert!(now.contains("audit 1 ") && now.contains(&format!("forms 1 {KEY}")), "the others stay");
}

#[test]
fn sec_88_an_unsafe_key_file_is_refused_with_its_reason() {
    let cases = [
        (whole(), 0o640, "is open to others than its owner"),
        (whole(), 0o604, "is open to others than its owner"),
        (whole().replacen(KEY, &KEY[..42], 1), 0o600, "the key on line 1 of the key file is too short"),
        (whole().replacen("audit 1", "audit", 1), 0o600, "line 3 of the key file is not"),
        (whole().replacen("audit 1", "audit one", 1), 0o600, "line 3 of the key file is not"),
        (whole().replacen("audit", "auditor", 1), 0o600, "line 3 of the key file is not"),
        (whole().replacen(KEY, &format!("{KEY}A"), 1), 0o600, "line 1 of the key file is not"),
        (whole() + &format!("audit 1 {KEY}\n"), 0o600, "line 6 of the key file repeats"),
        ("x".repeat(70_000), 0o600, "cannot be used"),
    ];
    for (text, mode, reason) in cases {
        let folder = Folder::new();
        folder.hold(&text, mode);
        for refused in [Secrets::load(&folder.keys()).unwrap_err(), Secrets::load_or_make(&folder.keys()).unwrap_err()]
        {
            let said = refused.to_string();
            assert!(said.contains(reason), "{said} instead of {reason}");
            assert!(!said.contains("AAAA"), "no key is told: {said}");
        }
    }
}

#[test]
fn sec_5_an_older_pepper_still_reads_what_was_made_under_it() {
    let folder = Folder::new();
    folder.hold(&whole(), 0o600);
    let old = Secrets::load(&folder.keys()).unwrap().pepper;
    folder.hold(&format!("# changed\n{}pepper 2 {}\n", whole(), KEY.replacen("A", "B", 5)), 0o600);
    let new = Secrets::load(&folder.keys()).unwrap().pepper;
    assert_eq!((old.current_id(), new.current_id()), (1, 2));
    assert_eq!(old.over_new("correct horse"), new.over(1, "correct horse").unwrap());
    assert_ne!(new.over_new("correct horse"), new.over(1, "correct horse").unwrap());
    assert_eq!(new.over_new("correct horse"), new.over(2, "correct horse").unwrap());
    assert!(new.over(3, "correct horse").is_none());
}
