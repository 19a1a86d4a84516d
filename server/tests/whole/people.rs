//! The example people, and nobody else (SEC-105, SEC-102).

use crate::world::{PASSWORD, World, folder, settings, shared};
use accounts::Attempt;
use serde_json::json;
use server::clock::machine;
use server::operate::serve;
use server::settings::Settings;

#[test]
fn everybody_of_the_list_signs_in_and_is_who_they_are() {
    let world = shared();
    for line in include_str!("../../src/demonstration/people.csv").lines().skip(1) {
        let cells: Vec<&str> = line.splitn(7, ',').collect();
        let person = world.browser(cells[4]).call("/api/v1/accounts/who-am-i", &json!({})).json();
        assert_eq!(person["name"], json!(cells[3]), "{line}");
        assert_eq!(person["organisation_name"], json!(cells[0]), "{line}");
        let account = person["offices"][0]["account"].as_str();
        assert_eq!(account, cells[2].split_once(' ').map(|(account, _)| account), "{line}");
        let is_litigator = cells[6].contains("authorised litigator: ");
        assert_eq!(person["is_authorised_litigator"], json!(is_litigator), "{line}");
    }
}

fn attempt(password: &str) -> Attempt {
    Attempt {
        sign_in: "joan.petherick".to_owned(),
        password: password.to_owned(),
        device: String::new(),
        replaces: None,
    }
}

#[test]
fn a_second_start_adds_nobody_and_sets_the_password_that_it_prints() {
    let folder = folder();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let first = settings(&folder);
    let mut second = first.clone();
    second.insert("RUSHCLIFFE_DEMONSTRATION_PASSWORD".to_owned(), "granite-harbour-58-violin".to_owned());
    runtime.block_on(async {
        for environment in [&first, &second] {
            let state = serve::state(&Settings::read(environment, None).unwrap(), machine()).await.unwrap();
            let password = &environment["RUSHCLIFFE_DEMONSTRATION_PASSWORD"];
            assert!(state.accounts.sign_in(attempt(password), machine()()).await.is_ok());
            state.store.close().await;
        }
        let state = serve::state(&Settings::read(&second, None).unwrap(), machine()).await.unwrap();
        assert!(state.accounts.sign_in(attempt(PASSWORD), machine()()).await.is_err());
        let firm = state.store.read().await.unwrap().organisation_named("Petherick and Eversholt LLP").await.unwrap();
        let offices = state.store.read().await.unwrap().offices(firm.unwrap().id).await.unwrap();
        assert_eq!(offices.len(), 2);
        state.store.close().await;
    });
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn without_the_setting_there_is_nobody() {
    let folder = folder();
    let mut environment = settings(&folder);
    environment.remove("RUSHCLIFFE_DEMONSTRATION");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let state = serve::state(&Settings::read(&environment, None).unwrap(), machine()).await.unwrap();
        assert!(state.accounts.sign_in(attempt(PASSWORD), machine()()).await.is_err());
        let firm = state.store.read().await.unwrap().organisation_named("Petherick and Eversholt LLP").await.unwrap();
        assert!(firm.is_none());
        state.store.close().await;
    });
    assert!(!folder.join("demonstration-passwords").exists());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_supervisors_of_the_office_are_offered_from_the_start() {
    let world: &World = shared();
    let joan = world.browser("joan.petherick");
    let application = world.start_application(&joan);
    let overview = joan.call("/api/v1/applications/overview", &json!({ "application": application })).json();
    let names: Vec<&str> =
        overview["supervisors"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert!(names.contains(&"Malcolm Eversholt"), "{names:?}");
    assert!(!names.contains(&"Ambrose Tarn"), "{names:?}");
}
