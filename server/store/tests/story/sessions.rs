//! Sessions begin, end, and are looked at inside every write.

use keys::Token;
use quantities::Timestamp;
use store::StoreError;

use crate::world::{Failure, HOUR_MS, OPERATOR, World, after, now, session_of};

async fn can_write(world: &World, session: case::SessionId, at: Timestamp) -> bool {
    let outcome = world.store.write_signed_in(session, at, async |_, _| Ok::<_, Failure>(())).await;
    match outcome {
        Ok(()) => true,
        Err(Failure::Store(StoreError::NoSession)) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn sec_14_a_session_ends_by_idling_by_age_by_signing_out_and_with_its_user() {
    let world = World::new().await;
    let (joan, malcolm, aurelia) = (world.joan.session, world.malcolm.session, world.aurelia.session);
    assert!(can_write(&world, joan, after(HOUR_MS - 1)).await);
    assert!(!can_write(&world, joan, after(HOUR_MS)).await, "idle for an hour");
    let extend = async move |write: &mut store::Write| -> Result<_, StoreError> {
        let at = after(HOUR_MS - 1);
        let live = write.extend_session(joan, after(20 * HOUR_MS), at).await?;
        Ok((live, write.extend_session(malcolm, after(20 * HOUR_MS), after(HOUR_MS)).await?))
    };
    assert_eq!(world.store.write(extend).await.unwrap(), (true, false), "one that has ended stays ended");
    assert!(can_write(&world, joan, after(12 * HOUR_MS - 1)).await);
    assert!(!can_write(&world, joan, after(12 * HOUR_MS)).await, "twelve hours old");
    let end = async move |write: &mut store::Write| -> Result<_, StoreError> {
        Ok((write.end_session(malcolm, now()).await?, write.end_session(malcolm, now()).await?))
    };
    assert_eq!(world.store.write(end).await.unwrap(), (true, false));
    assert!(!can_write(&world, malcolm, now()).await, "signed out");
    let user = world.aurelia.user;
    let disable = async move |write: &mut store::Write| write.disable_user(&OPERATOR, user, now()).await;
    let disabled: Result<bool, StoreError> = world.store.write(disable).await;
    assert!(disabled.unwrap());
    assert!(!can_write(&world, aurelia, now()).await, "disabled");
    let mut reading = world.store.read().await.unwrap();
    assert!(reading.signed_in(aurelia, now()).await.unwrap().is_none());
    let ended = reading.session(malcolm).await.unwrap().unwrap();
    assert_eq!((ended.end(), ended.user), (now(), world.malcolm.user), "its row stays, for forms that are sent late");
}

#[tokio::test]
async fn sec_13_a_token_opens_its_session_and_is_nowhere_in_the_database() {
    let world = World::new().await;
    let token = Token::random().unwrap();
    let (new, user) = (session_of(world.joan.user, &token), world.joan.user);
    let opened: Result<_, StoreError> =
        world.store.write(async move |write| write.open_session(&new, now()).await).await;
    let mut reading = world.store.read().await.unwrap();
    let signed_in = reading.signed_in_by_token(&token.hash(), now()).await.unwrap().unwrap();
    assert_eq!((signed_in.session.id, signed_in.actor.user), (opened.unwrap(), user));
    assert_eq!(
        (signed_in.name.as_str(), signed_in.organisation_name.as_str()),
        ("Joan Petherick", "Petherick and Eversholt LLP")
    );
    let other = Token::random().unwrap();
    assert!(reading.signed_in_by_token(&other.hash(), now()).await.unwrap().is_none());
    let text = token.text();
    let secret = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &text).unwrap();
    let mut searched = 0;
    for file in std::fs::read_dir(&world.folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        searched += bytes.len();
        assert!(!holds(&bytes, text.as_bytes()) && !holds(&bytes, &secret), "the token is not kept");
        if holds(&bytes, token.hash().bytes()) {
            searched += 1_000_000;
        }
    }
    assert!(searched > 1_000_000, "its hash is, so the search looked in the right place");
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
