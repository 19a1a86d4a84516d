//! Signing in and out on a database of its own: who gets in, for how long, and what the rest are told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;

use accounts::{
    Accounts, AccountsError, Attempt, FORM_GOOD_AFTER_END_MS, IDLE_MS, LONGEST_MS, NOTED_EVERY_MS, NewPerson, Opened,
    Parameters, Problem, WhoIsThere, demonstration_passwords,
};
use case::{Litigator, OfficeId, OrganisationId, Role, UserId};
use keys::Secrets;
use quantities::Timestamp;
use server_functions::accounts::Accounts as _;
use server_functions::{Caller, Refusal};
use store::organisations::OrganisationKind;
use store::users::{HeldRole, LitigatorFlag};
use store::{Operator, Store, StoreError};

const GOOD: &str = "umbrella seagull 49";

/// So many milliseconds after 23 November 2026 at 10:00 UTC.
fn after(milliseconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(1_795_428_000_000 + milliseconds).unwrap()
}

struct World {
    folder: PathBuf,
    secrets: Arc<Secrets>,
    store: Store,
    accounts: Accounts,
    firm: OrganisationId,
    office: OfficeId,
    joan: UserId,
}

impl World {
    async fn new() -> World {
        let name: String = keys::random_bytes::<8>().unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = std::env::temp_dir().join(format!("rushcliffe-accounts-{name}"));
        std::fs::create_dir(&folder).unwrap();
        let secrets = Arc::new(Secrets::random().unwrap());
        let store = Store::open(&folder.join("store.db"), secrets.clone()).await.unwrap();
        let accounts = Accounts::new(store.clone(), secrets.clone(), Parameters::FLOOR);
        let founded: Result<_, StoreError> = store
            .write(async |write| {
                let operator = Operator::at_the_machine();
                let name = "Petherick and Eversholt LLP";
                let firm = write.add_organisation(&operator, name, OrganisationKind::Firm, after(0)).await?;
                Ok((firm, write.add_office(&operator, firm, "1A234B", "Eastmoor", after(0)).await?))
            })
            .await;
        let (firm, office) = founded.unwrap();
        let joan = person(firm, office, "Joan Petherick", Some(GOOD));
        let joan = accounts.add_person(Operator::at_the_machine(), joan, after(0)).await.unwrap();
        World { folder, secrets, store, accounts, firm, office, joan }
    }

    async fn sign_in(&self, sign_in: &str, password: &str, at: i64) -> Result<Opened, AccountsError> {
        self.accounts.sign_in(attempt(sign_in, password), after(at)).await
    }

    async fn is_in(&self, opened: &Opened, at: i64) -> bool {
        self.accounts.signed_in(&opened.token.text(), after(at)).await.unwrap().is_some()
    }

    async fn disable(&self, user: UserId, at: i64) {
        let disabled: Result<bool, StoreError> = self
            .store
            .write(async move |write| write.disable_user(&Operator::at_the_machine(), user, after(at)).await)
            .await;
        assert!(disabled.unwrap());
    }

    async fn trail(&self) -> Vec<String> {
        let events = self.store.read().await.unwrap().events(&Operator::at_the_machine(), self.firm, 0).await.unwrap();
        events.into_iter().map(|event| event.action).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn person(organisation: OrganisationId, office: OfficeId, name: &str, password: Option<&str>) -> NewPerson {
    NewPerson {
        organisation,
        name: name.into(),
        sign_in: name.to_lowercase().replace(' ', "."),
        password: password.map(str::to_owned),
        roles: vec![HeldRole { role: Role::Preparer, office: Some(office) }],
        litigator: None,
    }
}

fn attempt(sign_in: &str, password: &str) -> Attempt {
    Attempt { sign_in: sign_in.into(), password: password.into(), device: "Firefox".into(), replaces: None }
}

#[tokio::test]
async fn sec_105_a_password_alone_opens_a_session_and_the_trail_says_so() {
    let world = World::new().await;
    let opened = world.sign_in("Joan.Petherick", GOOD, 5).await.unwrap();
    assert_eq!((opened.user, opened.ends_at), (world.joan, after(5 + LONGEST_MS)));
    let signed_in = world.accounts.signed_in(&opened.token.text(), after(6)).await.unwrap().unwrap();
    assert_eq!((signed_in.session.id, signed_in.name.as_str()), (opened.session, "Joan Petherick"));
    assert_eq!(signed_in.session.device, "Firefox");
    assert!(world.accounts.signed_in("no token", after(6)).await.unwrap().is_none());
    assert_eq!(world.trail().await, ["add_user", "sign_in"]);
}

#[tokio::test]
async fn sec_7_unknown_wrong_and_disabled_are_told_the_same_after_the_same_work() {
    let world = World::new().await;
    let mut others = Vec::new();
    for (name, password) in [("Dougal Whitmarsh", Some(GOOD)), ("Nerys Calloway", None)] {
        let new = person(world.firm, world.office, name, password);
        others.push(world.accounts.add_person(Operator::at_the_machine(), new, after(0)).await.unwrap());
    }
    world.disable(others[0], 1).await;
    let mut told = Vec::new();
    for (sign_in, password) in [
        ("nobody.at.all", GOOD),
        ("joan.petherick", "umbrella seagull 48"),
        ("joan.petherick", ""),
        ("dougal.whitmarsh", GOOD),
        ("nerys.calloway", GOOD),
    ] {
        let before = world.accounts.hasher().hashes();
        let error = world.sign_in(sign_in, password, 2).await.unwrap_err();
        assert!(matches!(error, AccountsError::DidNotWork), "{sign_in}: {error}");
        told.push((error.to_string(), world.accounts.hasher().hashes() - before));
    }
    assert!(told.iter().all(|one| *one == told[0]) && told[0].1 == 1, "{told:?}");
}

#[tokio::test]
async fn sec_14_input_by_a_person_keeps_a_session_for_an_hour_each_time_and_twelve_in_all() {
    let world = World::new().await;
    let opened = world.sign_in("joan.petherick", GOOD, 0).await.unwrap();
    assert!(world.is_in(&opened, IDLE_MS - 1).await && !world.is_in(&opened, IDLE_MS).await);
    let note = async |at: i64| {
        let signed_in = world.accounts.signed_in(&opened.token.text(), after(at)).await.unwrap().unwrap();
        world.accounts.note_input(&signed_in, after(at)).await.unwrap();
    };
    note(NOTED_EVERY_MS - 1).await;
    assert!(!world.is_in(&opened, IDLE_MS).await, "too soon to be noted, so it ends no later");
    let mut at = 0;
    while at + IDLE_MS < LONGEST_MS {
        at += IDLE_MS - 1;
        note(at).await;
    }
    assert!(world.is_in(&opened, LONGEST_MS - 1).await && !world.is_in(&opened, LONGEST_MS).await);
    assert!(world.is_in(&opened, IDLE_MS).await, "looking changes nothing");
}

#[tokio::test]
async fn sec_20_signing_out_ends_the_session_on_the_server() {
    let world = World::new().await;
    let (first, second) = (
        world.sign_in("joan.petherick", GOOD, 0).await.unwrap(),
        world.sign_in("joan.petherick", GOOD, 0).await.unwrap(),
    );
    world.accounts.sign_out(&first.token.hash(), after(1)).await.unwrap();
    world.accounts.sign_out(&first.token.hash(), after(2)).await.unwrap();
    assert!(!world.is_in(&first, 1).await && world.is_in(&second, 1).await);
    assert_eq!(world.trail().await, ["add_user", "sign_in", "sign_in", "sign_out"], "once");
}

#[tokio::test]
async fn a_browsers_earlier_session_ends_when_it_signs_in_again() {
    let world = World::new().await;
    let first = world.sign_in("joan.petherick", GOOD, 0).await.unwrap();
    let again = Attempt { replaces: Some(first.token.hash()), ..attempt("joan.petherick", GOOD) };
    let wrong = Attempt { password: "umbrella".into(), ..again.clone() };
    assert!(world.accounts.sign_in(wrong, after(1)).await.is_err());
    assert!(world.is_in(&first, 1).await, "a failed try ends nothing");
    let second = world.accounts.sign_in(again, after(1)).await.unwrap();
    assert!(!world.is_in(&first, 1).await && world.is_in(&second, 1).await);
    assert_ne!(first.token.hash(), second.token.hash());
}

#[tokio::test]
async fn sec_5_a_password_is_hashed_anew_when_the_parameters_rise() {
    let world = World::new().await;
    let kept = async || world.store.read().await.unwrap().credentials("joan.petherick").await.unwrap().unwrap();
    assert!(kept().await.password.unwrap().text.contains("m=19456,t=2"));
    let raised = Parameters::new(20_480, 2, 1).unwrap();
    let accounts = Accounts::new(world.store.clone(), world.secrets.clone(), raised);
    accounts.sign_in(attempt("joan.petherick", "umbrella"), after(1)).await.unwrap_err();
    assert!(kept().await.password.unwrap().text.contains("m=19456,t=2"), "only who knows it can have it hashed");
    accounts.sign_in(attempt("joan.petherick", GOOD), after(1)).await.unwrap();
    let anew = kept().await.password.unwrap();
    assert!(anew.text.contains("m=20480,t=2"));
    world.sign_in("joan.petherick", GOOD, 2).await.unwrap();
    assert_eq!(kept().await.password.unwrap(), anew, "never back to less");
}

#[tokio::test]
async fn sec_4_a_person_gets_no_password_that_is_not_good_enough() {
    let world = World::new().await;
    let add = async |password: &str| {
        let new = person(world.firm, world.office, "Aurelia Stride", Some(password));
        world.accounts.add_person(Operator::at_the_machine(), new, after(0)).await
    };
    let refused = add("aurelia").await.unwrap_err();
    let AccountsError::Password(problems) = refused else { panic!("{refused}") };
    assert_eq!(problems, [Problem::TooShort, Problem::LikeName, Problem::EasyToGuess]);
    add(GOOD).await.unwrap();
    assert!(matches!(add(GOOD).await, Err(AccountsError::Store(StoreError::Refused(_)))), "the name is taken");
    let set = async |sign_in: &str, password: &str| {
        world.accounts.set_password(Operator::at_the_machine(), sign_in, password, after(1)).await
    };
    let opened = world.sign_in("joan.petherick", GOOD, 0).await.unwrap();
    assert!(matches!(set("joan.petherick", "joan.petherick").await, Err(AccountsError::Password(_))));
    assert!(world.is_in(&opened, 1).await);
    assert!(set("joan.petherick", "kettle marmot 51").await.unwrap());
    assert!(!world.is_in(&opened, 1).await, "who knew the old one is out");
    assert!(world.sign_in("joan.petherick", GOOD, 2).await.is_err());
    world.sign_in("joan.petherick", "kettle marmot 51", 2).await.unwrap();
    assert!(!set("nobody", "kettle marmot 51").await.unwrap());
}

#[tokio::test]
async fn s_17_a_form_is_taken_from_its_session_and_a_day_after_from_its_user() {
    let world = World::new().await;
    let other = person(world.firm, world.office, "Dougal Whitmarsh", Some(GOOD));
    world.accounts.add_person(Operator::at_the_machine(), other, after(0)).await.unwrap();
    let first = world.sign_in("joan.petherick", GOOD, 0).await.unwrap();
    let once = world.accounts.form_token(first.session).unwrap();
    let check = async |opened: &Opened, once: &str, at: i64| {
        let signed_in = world.accounts.signed_in(&opened.token.text(), after(at)).await.unwrap().unwrap();
        world.accounts.check_form(once, &signed_in, after(at)).await.is_ok()
    };
    assert!(check(&first, &once, 1).await);
    world.accounts.sign_out(&first.token.hash(), after(10)).await.unwrap();
    let last = 10 + FORM_GOOD_AFTER_END_MS;
    let later = world.sign_in("joan.petherick", GOOD, last - 1).await.unwrap();
    let dougal = world.sign_in("dougal.whitmarsh", GOOD, last - 1).await.unwrap();
    assert!(check(&later, &once, last).await, "the same user, a day after");
    assert!(!check(&later, &once, last + 1).await, "stale");
    assert!(!check(&dougal, &once, last).await, "foreign");
    for missing in ["", "x", &once[1..]] {
        assert!(!check(&later, missing, last).await, "{missing}");
    }
    let unknown = world.accounts.form_token(case::SessionId::from_parts(0, [0; 10])).unwrap();
    assert!(!check(&later, &unknown, last).await);
}

#[tokio::test]
async fn sec_32_the_sign_in_form_carries_a_token_of_its_browser() {
    let world = World::new().await;
    let form = world.accounts.sign_in_form(None, after(0)).unwrap();
    let again = world.accounts.sign_in_form(Some(&form.cookie), after(1)).unwrap();
    let foreign = world.accounts.sign_in_form(Some("x"), after(1)).unwrap();
    assert_eq!(form.cookie, again.cookie);
    assert!(world.accounts.is_sign_in_form(&form.cookie, &again.field, after(2)));
    assert!(!world.accounts.is_sign_in_form(&foreign.cookie, &form.field, after(2)));
    assert!(!world.accounts.is_sign_in_form(&form.cookie, &form.field, after(keys::PreSession::GOOD_FOR_MS + 1)));
    assert!(!world.accounts.is_sign_in_form("", "", after(2)));
}

#[tokio::test]
async fn screens_are_told_who_is_signed_in() {
    let world = World::new().await;
    let mut malcolm = person(world.firm, world.office, "Malcolm Eversholt", Some(GOOD));
    malcolm.roles = vec![HeldRole { role: Role::Supervisor, office: Some(world.office) }];
    let litigator = Litigator { body: "solicitor".into(), number: "104427".into() };
    malcolm.litigator = Some(LitigatorFlag { litigator, ends_on: None });
    let user = world.accounts.add_person(Operator::at_the_machine(), malcolm, after(0)).await.unwrap();
    let opened = world.sign_in("malcolm.eversholt", GOOD, 0).await.unwrap();
    let service = WhoIsThere::new(world.accounts.clone(), Arc::new(|| after(1)));
    let caller = Caller { session: opened.session, user };
    let found = service.who_am_i(caller).await.unwrap();
    assert_eq!((found.name.as_str(), found.organisation), ("Malcolm Eversholt", world.firm));
    assert!(found.is_authorised_litigator && found.holds(Role::Supervisor) && !found.holds(Role::Preparer));
    assert_eq!((found.offices[0].account.as_str(), found.offices[0].town.as_str()), ("1A234B", "Eastmoor"));
    world.disable(user, 1).await;
    assert_eq!(service.who_am_i(caller).await, Err(Refusal::SignedOut));
}

#[tokio::test]
async fn sec_105_demonstration_passwords_are_made_once_and_for_the_owner_alone() {
    let world = World::new().await;
    let file = world.folder.join("demonstration.passwords");
    let first = demonstration_passwords(&file, &["joan.petherick", "malcolm.eversholt"]).unwrap();
    assert!(first.iter().all(|one| one.is_new) && first[0].password != first[1].password);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let again = demonstration_passwords(&file, &["malcolm.eversholt", "hester.quillfeather"]).unwrap();
    assert_eq!((again[0].password.as_str(), again[0].is_new), (first[1].password.as_str(), false));
    assert!(again[1].is_new);
    let all = demonstration_passwords(&file, &["joan.petherick", "hester.quillfeather"]).unwrap();
    assert_eq!(
        (all[0].password.as_str(), all[0].is_new),
        (first[0].password.as_str(), false),
        "kept beside the others"
    );
    let about = accounts::About { name: "Joan Petherick", sign_in: "joan.petherick", organisation: "Petherick" };
    assert!(accounts::problems(&first[0].password, about).is_empty(), "good enough for a person");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(demonstration_passwords(&file, &["joan.petherick"]).is_err());
}
