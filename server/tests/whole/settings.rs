//! Settings are checked at the start (SEC-88, SEC-105, S-89, F-86).

use crate::world::{PASSWORD, folder};
use server::settings::{Profile, Settings};
use std::collections::BTreeMap;

/// The sentences that stop the start under these settings.
fn stops(settings: &[(&str, &str)], today: Option<&str>) -> Vec<String> {
    let environment: BTreeMap<String, String> =
        settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    match Settings::read(&environment, today) {
        Ok(_) => Vec::new(),
        Err(wrong) => wrong.into_iter().map(|one| one.to_string()).collect(),
    }
}

#[test]
fn f_86_live_refuses_every_trial_means_and_names_it() {
    let live = ("RUSHCLIFFE_PROFILE", "live");
    let always = stops(&[live, ("RUSHCLIFFE_ORIGIN", "https://rushcliffe.example")], None);
    assert_eq!(always.len(), 2, "{always:?}");
    assert!(always[0].contains("cannot run as live yet"), "{always:?}");
    assert!(always[1].contains("password alone"), "{always:?}");
    /// What must be named, the settings, and `--today`.
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Option<&'a str>);
    let table: &[Case<'_>] = &[
        ("--today", &[], Some("2026-11-23")),
        ("RUSHCLIFFE_TODAY", &[("RUSHCLIFFE_TODAY", "2026-11-23")], None),
        ("RUSHCLIFFE_DEMONSTRATION", &[("RUSHCLIFFE_DEMONSTRATION", "1")], None),
        ("RUSHCLIFFE_DEMONSTRATION", &[("RUSHCLIFFE_DEMONSTRATION_PASSWORD", PASSWORD)], None),
        ("RUSHCLIFFE_BENEFIT_CHECKER", &[("RUSHCLIFFE_BENEFIT_CHECKER", "http://127.0.0.1:3101")], None),
        ("RUSHCLIFFE_ADDRESSES", &[("RUSHCLIFFE_ADDRESSES", "http://localhost:3102")], None),
    ];
    for (name, settings, today) in table {
        let settings: Vec<_> =
            settings.iter().copied().chain([live, ("RUSHCLIFFE_ORIGIN", "https://rushcliffe.example")]).collect();
        let more = stops(&settings, *today);
        assert_eq!(more.len(), 3, "{name}: {more:?}");
        assert!(more.iter().any(|sentence| sentence.contains(name)), "{name}: {more:?}");
        let trial: Vec<_> = settings.iter().copied().filter(|setting| *setting != live).collect();
        assert_eq!(stops(&trial, *today), [""; 0], "{name}");
    }
}

#[test]
fn f_86_all_of_them_at_once_are_all_named() {
    let settings = [
        ("RUSHCLIFFE_PROFILE", "live"),
        ("RUSHCLIFFE_DEMONSTRATION", "1"),
        ("RUSHCLIFFE_BENEFIT_CHECKER", "http://127.0.0.1:3101"),
        ("RUSHCLIFFE_ADDRESSES", "http://127.0.0.1:3102"),
    ];
    let all = stops(&settings, Some("2026-11-23")).join("\n");
    for name in
        ["--today", "RUSHCLIFFE_DEMONSTRATION", "RUSHCLIFFE_BENEFIT_CHECKER", "RUSHCLIFFE_ADDRESSES", "password"]
    {
        assert!(all.contains(name), "{name}: {all}");
    }
}

#[test]
fn sec_88_a_setting_that_cannot_be_used_stops_the_start_with_a_sentence() {
    let table: &[(&str, &str)] = &[
        ("RUSHCLIFFE_ADDRESS", "3100"),
        ("RUSHCLIFFE_ADDRESS", "localhost"),
        ("RUSHCLIFFE_PROFILE", "test"),
        ("RUSHCLIFFE_ORIGIN", "http://rushcliffe.example"),
        ("RUSHCLIFFE_ORIGIN", "http://localhost.example"),
        ("RUSHCLIFFE_ORIGIN", "http://localhost:port"),
        ("RUSHCLIFFE_ORIGIN", "https://"),
        ("RUSHCLIFFE_ORIGIN", "https://rushcliffe.example/below"),
        ("RUSHCLIFFE_TODAY", "23/11/2026"),
        ("RUSHCLIFFE_TODAY", "2026-02-30"),
        ("RUSHCLIFFE_DEMONSTRATION_PASSWORD", "eleven-long"),
        ("RUSHCLIFFE_PASSWORD_HASHING", "1024,1,1"),
        ("RUSHCLIFFE_PASSWORD_HASHING", "much"),
    ];
    for (name, value) in table {
        let sentences = stops(&[(name, value)], None);
        assert_eq!(sentences.len(), 1, "{name}={value}: {sentences:?}");
        assert!(sentences[0].contains(name) && sentences[0].ends_with('.'), "{sentences:?}");
    }
    for (name, value) in [
        ("RUSHCLIFFE_ORIGIN", "https://rushcliffe.example"),
        ("RUSHCLIFFE_ORIGIN", "http://localhost"),
        ("RUSHCLIFFE_ORIGIN", "http://localhost:3100/"),
        ("RUSHCLIFFE_DEMONSTRATION", "0"),
        ("RUSHCLIFFE_ADDRESS", "[::1]:0"),
        ("RUSHCLIFFE_PASSWORD_HASHING", "19456, 2, 1"),
    ] {
        assert_eq!(stops(&[(name, value)], None), [""; 0], "{name}={value}");
    }
}

#[test]
fn without_any_setting_it_is_a_trial_on_this_machine_with_nobody_in_it() {
    let settings = Settings::read(&BTreeMap::new(), None).unwrap();
    assert_eq!(settings.profile, Profile::Trial);
    assert_eq!(settings.address.to_string(), "127.0.0.1:3100");
    assert_eq!(settings.origin, "http://localhost:3100");
    assert!(!settings.demonstration && settings.today.is_none());
}

#[test]
fn a_taken_port_is_a_sentence() {
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = held.local_addr().unwrap();
    let folder = folder();
    let mut environment = crate::world::settings(&folder);
    environment.insert("RUSHCLIFFE_ADDRESS".to_owned(), address.to_string());
    let settings = Settings::read(&environment, None).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let error = runtime.block_on(server::operate::serve::serve(&settings, server::clock::machine())).unwrap_err();
    let expected = format!("Port {} is taken by another program.", address.port());
    assert!(error.to_string().starts_with(&expected), "{error}");
    // It said so before anything was made.
    assert!(!folder.join("rushcliffe.sqlite").exists());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn sec_88_a_trial_makes_its_keys_once_and_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let open = || {
        runtime.block_on(async {
            let (store, _) = server::operate::serve::open(&folder).await.unwrap();
            store.close().await;
        });
        std::fs::read(folder.join("keys")).unwrap()
    };
    let first = open();
    assert_eq!(first, open());
    assert_eq!(std::fs::metadata(folder.join("keys")).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::set_permissions(folder.join("keys"), std::fs::Permissions::from_mode(0o644)).unwrap();
    let error = runtime.block_on(server::operate::serve::open(&folder)).err().unwrap();
    assert!(error.to_string().contains("600"), "{error}");
    std::fs::remove_dir_all(folder).unwrap();
}
