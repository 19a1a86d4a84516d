//! Requests share a transaction, and each stands or falls by itself.

use std::future::Future;
use std::pin::Pin;

use sqlx::Connection;
use store::drafts::Appended;
use store::{StoreError, Write};
use tokio::sync::oneshot;

use crate::world::{Failure, OPERATOR, World, ask_in_order, now, operation};

type Asked<'w> = Pin<Box<dyn Future<Output = Result<Appended, Failure>> + 'w>>;

#[tokio::test]
async fn s_43_one_poisoned_request_among_64_undoes_only_itself() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut world.beside().await).await.unwrap();
    let (release, holding) = world.hold_the_writer().await;
    let asked = (0..64).map(|number| -> Asked<'_> {
        let arriving = operation(100 + number, 1);
        if number == 31 {
            let poisoned = async move |write: &mut Write, signed_in: &store::sessions::SignedIn| {
                crate::world::push(write, signed_in, draft, &arriving).await?;
                Err(Failure::Poisoned)
            };
            return Box::pin(world.store.write_signed_in(world.joan.session, now(), poisoned));
        }
        Box::pin(world.push(world.joan, draft, arriving))
    });
    let asked = ask_in_order(asked.collect()).await;
    release.send(()).unwrap();
    let mut revs = Vec::new();
    for (number, one) in asked.into_iter().enumerate() {
        match one.await {
            Ok(Appended::New { rev }) => revs.push(rev),
            Err(Failure::Poisoned) => assert_eq!(number, 31),
            other => panic!("{number}: {other:?}"),
        }
    }
    holding.await.unwrap().unwrap();
    assert_eq!(revs, (1..=63).collect::<Vec<_>>(), "revisions without a gap");
    assert_eq!(world.rows("SELECT COUNT(*) FROM draft_operations").await, 63);
    assert_eq!(commits(&world), 2, "64 requests of 65 shared the first transaction");
}

/// The commits in the write-ahead log: frames whose header holds the size of the database.
fn commits(world: &World) -> usize {
    let log = std::fs::read(world.folder.join("store.db-wal")).unwrap();
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let frame = 24 + usize::try_from(number(8)).unwrap();
    let salt = &log[16..24];
    (32..log.len()).step_by(frame).filter(|at| &log[at + 8..at + 16] == salt && number(at + 4) != 0).count()
}

#[tokio::test]
async fn sec_96_a_request_dropped_half_way_leaves_nothing() {
    let world = World::new().await;
    let (written, has_written) = oneshot::channel();
    let store = world.store.clone();
    let half = tokio::spawn(async move {
        let work = async move |write: &mut Write| -> Result<(), Failure> {
            write.add_office(&OPERATOR, world.firm, "9Z999Z", "Nowhere", now()).await?;
            written.send(world).ok().unwrap();
            std::future::pending().await
        };
        store.write(work).await
    });
    let world = has_written.await.unwrap();
    half.abort();
    assert!(half.await.unwrap_err().is_cancelled());
    // The writer goes on at once, and what was dropped is not there.
    let offices = world.store.write(async move |write| write.offices(world.firm).await).await;
    let numbers: Vec<String> =
        offices.map_err(|error: StoreError| error).unwrap().into_iter().map(|office| office.account_number).collect();
    assert_eq!(numbers, ["1A234B", "1A236C"]);
}

#[tokio::test]
async fn sec_96_a_request_that_nobody_waits_for_is_not_begun() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    let (release, holding) = world.hold_the_writer().await;
    let asked: Vec<Asked<'_>> = vec![
        Box::pin(world.push(world.joan, draft, operation(7, 1))),
        Box::pin(world.push(world.joan, draft, operation(8, 1))),
    ];
    let mut asked = ask_in_order(asked).await;
    drop(asked.remove(0));
    release.send(()).unwrap();
    assert_eq!(asked.remove(0).await.unwrap(), Appended::New { rev: 1 });
    holding.await.unwrap().unwrap();
    assert_eq!(world.rows("SELECT COUNT(*) FROM draft_operations").await, 1);
}

#[tokio::test]
async fn sec_45_a_request_that_panics_harms_no_other() {
    let world = World::new().await;
    let panicking = async move |write: &mut Write| -> Result<(), StoreError> {
        write.add_office(&OPERATOR, world.firm, "9Z999Z", "Nowhere", now()).await?;
        panic!("on purpose");
    };
    assert!(matches!(world.store.write(panicking).await, Err(StoreError::BrokeOff)));
    let draft = world.start(1).await.draft;
    assert_eq!(world.push(world.joan, draft, operation(7, 1)).await.unwrap(), Appended::New { rev: 1 });
    assert_eq!(world.rows("SELECT COUNT(*) FROM offices").await, 3);
}

#[tokio::test]
async fn s_44_a_role_taken_away_a_moment_before_counts() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    let (release, holding) = world.hold_the_writer().await;
    let held = store::users::HeldRole { role: case::Role::Preparer, office: Some(world.office) };
    let user = world.joan.user;
    let revoke = async move |write: &mut Write| {
        assert!(write.revoke_role(&OPERATOR, user, held).await?);
        Ok::<_, Failure>(Appended::Gap { need: 0 })
    };
    let asked: Vec<Asked<'_>> = vec![
        Box::pin(world.push(world.joan, draft, operation(7, 1))),
        Box::pin(world.store.write(revoke)),
        Box::pin(world.push(world.joan, draft, operation(7, 2))),
    ];
    let mut asked = ask_in_order(asked).await.into_iter();
    release.send(()).unwrap();
    assert_eq!(asked.next().unwrap().await.unwrap(), Appended::New { rev: 1 });
    asked.next().unwrap().await.unwrap();
    let refused = asked.next().unwrap().await;
    assert!(matches!(refused, Err(Failure::Refused(case::Refusal::NotFound))), "{refused:?}");
    holding.await.unwrap().unwrap();
    assert_eq!(world.rows("SELECT COUNT(*) FROM draft_operations").await, 1);
}

#[tokio::test]
async fn what_is_asked_after_closing_is_unavailable() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    world.store.close().await;
    let late = world.push(world.joan, draft, operation(7, 1)).await;
    assert!(matches!(&late, Err(Failure::Store(error)) if error.is_unavailable()), "{late:?}");
    assert!(world.store.read().await.err().unwrap().is_unavailable());
    world.beside().await.close().await.unwrap();
}
