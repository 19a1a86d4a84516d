//! A firm, its offices, its people and what they hold.

use case::{Litigator, Role};
use quantities::Date;
use store::StoreError;
use store::organisations::OrganisationKind;
use store::users::{HeldRole, LitigatorFlag, NewUser, PasswordHash};

use crate::world::{OPERATOR, World, after, now};

#[tokio::test]
async fn people_are_found_by_their_sign_in_name_whatever_its_capitals() {
    let world = World::new().await;
    let (user, hash) = (world.joan.user, PasswordHash { text: "$argon2id$…".into(), key_id: 3 });
    let set = hash.clone();
    let done: Result<(), StoreError> =
        world.store.write(async move |write| write.set_password(user, &set, now()).await).await;
    done.unwrap();
    let mut reading = world.store.read().await.unwrap();
    let found = reading.credentials("Joan.PETHERICK").await.unwrap().unwrap();
    assert_eq!((found.user.id, found.user.name.as_str(), found.password), (user, "Joan Petherick", Some(hash)));
    assert_eq!((found.organisation_name.as_str(), found.disabled_at), ("Petherick and Eversholt LLP", None));
    assert!(reading.credentials("joan").await.unwrap().is_none());
    let firm = reading.organisation_named("Petherick and Eversholt LLP").await.unwrap().unwrap();
    assert_eq!((firm.id, firm.kind), (world.firm, OrganisationKind::Firm));
    let office = reading.office(world.second_office).await.unwrap().unwrap();
    assert_eq!((office.account_number.as_str(), office.organisation), ("1A236C", world.firm));
    let names: Vec<_> = reading.users(world.firm).await.unwrap().into_iter().map(|user| user.name).collect();
    assert_eq!(names, ["Aurelia Stride", "Joan Petherick", "Malcolm Eversholt"]);
    let supervisors = reading.users_with_role(world.office, Role::Supervisor).await.unwrap();
    assert_eq!(supervisors.into_iter().map(|user| user.id).collect::<Vec<_>>(), [world.malcolm.user]);
}

#[tokio::test]
async fn names_and_account_numbers_are_taken_once() {
    let world = World::new().await;
    let firm = world.firm;
    let again = async move |write: &mut store::Write| -> Result<(), StoreError> {
        write.add_organisation(&OPERATOR, "Quillfeather Solicitors", OrganisationKind::Firm, now()).await.map(drop)
    };
    assert!(matches!(world.store.write(again).await, Err(StoreError::Refused(_))));
    let again = async move |write: &mut store::Write| -> Result<(), StoreError> {
        write.add_office(&OPERATOR, firm, "2B345D", "Eastmoor", now()).await.map(drop)
    };
    assert!(matches!(world.store.write(again).await, Err(StoreError::Refused(_))));
    let new =
        NewUser { organisation: firm, name: "Another Joan".into(), sign_in: "JOAN.petherick".into(), password: None };
    let again = async move |write: &mut store::Write| -> Result<(), StoreError> {
        write.add_user(&OPERATOR, &new, now()).await.map(drop)
    };
    assert!(matches!(world.store.write(again).await, Err(StoreError::Refused(_))));
}

#[tokio::test]
async fn the_flag_of_a_litigator_counts_until_its_last_day() {
    let world = World::new().await;
    let user = world.malcolm.user;
    let litigator = Litigator { body: "solicitor".into(), number: "104427".into() };
    let flag = LitigatorFlag { litigator, ends_on: Date::new(2026, 11, 23) };
    let kept = flag.clone();
    let done: Result<(), StoreError> =
        world.store.write(async move |write| write.record_litigator(&OPERATOR, user, &kept, now()).await).await;
    done.unwrap();
    let mut reading = world.store.read().await.unwrap();
    assert_eq!(reading.litigator_flag(user).await.unwrap(), Some(flag));
    let day = 86_400_000;
    assert!(reading.actor(user, now()).await.unwrap().unwrap().authorised_litigator);
    assert!(!reading.actor(user, after(day)).await.unwrap().unwrap().authorised_litigator);
    assert!(!reading.actor(world.joan.user, now()).await.unwrap().unwrap().authorised_litigator);
}

#[tokio::test]
async fn roles_are_held_at_offices_and_taken_away_one_by_one() {
    let world = World::new().await;
    let (user, office, second) = (world.joan.user, world.office, world.second_office);
    let change = async move |write: &mut store::Write| -> Result<_, StoreError> {
        let held = |role, office| HeldRole { role, office };
        write.grant_role(&OPERATOR, user, held(Role::Supervisor, Some(second)), now()).await?;
        write.grant_role(&OPERATOR, user, held(Role::Supervisor, Some(second)), now()).await?;
        write.grant_role(&OPERATOR, user, held(Role::Counsel, None), now()).await?;
        write.grant_role(&OPERATOR, user, held(Role::Counsel, None), now()).await?;
        let before = (write.roles(user).await?.len(), write.actor(user, now()).await?.unwrap().offices);
        let counsel = write.revoke_role(&OPERATOR, user, held(Role::Counsel, None)).await?;
        let twice = write.revoke_role(&OPERATOR, user, held(Role::Counsel, None)).await?;
        Ok((before, counsel, twice, write.roles(user).await?.len()))
    };
    let ((count, offices), counsel, twice, left) = world.store.write(change).await.unwrap();
    assert_eq!((count, counsel, twice, left), (3, true, false, 2));
    assert_eq!(offices.len(), 2, "what is held at no office opens none: {offices:?}");
    assert!(offices.contains(&(office, vec![Role::Preparer])) && offices.contains(&(second, vec![Role::Supervisor])));
}
