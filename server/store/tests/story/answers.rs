//! Operations arrive: once, in order, by their owner, and whatever is wrong with them they are kept.

use case::permissions::{AnswerQuestion, ViewApplication};
use case::{DraftId, Refusal, permit};
use operations::{OperationId, ReplicaId};
use store::drafts::{Appended, Arriving, Kept, Way};
use store::{StoreError, Write};

use crate::world::{Failure, Person, World, may, now, operation, origin};

async fn log(world: &World, who: Person, draft: DraftId, since: u64, limit: u64) -> Vec<Kept> {
    let mut reading = world.store.read().await.unwrap();
    let signed_in = reading.signed_in(who.session, now()).await.unwrap().unwrap();
    let subject = reading.subject_of_draft(draft).await.unwrap().unwrap();
    let allowed = permit::<ViewApplication>(&signed_in.actor, &subject).unwrap();
    reading.operations(&allowed, since, limit).await.unwrap()
}

#[tokio::test]
async fn s_32_a_push_repeated_1_2_and_100_times_is_applied_once() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    let ids = [(7, 1), (7, 2), (8, 1), (7, 3)];
    for (wanted, (replica, n)) in (1..).zip(ids) {
        let appended = world.push(world.joan, draft, operation(replica, n)).await.unwrap();
        assert_eq!(appended, Appended::New { rev: wanted });
    }
    for round in 0..100 {
        // Backwards every other time: order makes no difference to what is there already.
        let mut again = ids;
        if round % 2 == 1 {
            again.reverse();
        }
        for (replica, n) in again {
            let appended = world.push(world.joan, draft, operation(replica, n)).await.unwrap();
            assert_eq!(appended, Appended::Repeated { same_content: true }, "{replica} {n}");
        }
    }
    let log = log(&world, world.joan, draft, 0, 100).await;
    let found: Vec<_> = log.iter().map(|kept| (kept.rev, kept.id.replica.0, kept.id.n)).collect();
    assert_eq!(found, [(1, 7, 1), (2, 7, 2), (3, 8, 1), (4, 7, 3)]);
}

#[tokio::test]
async fn s_33_a_gap_is_named_and_nothing_is_taken() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    assert_eq!(world.push(world.joan, draft, operation(7, 2)).await.unwrap(), Appended::Gap { need: 1 });
    world.push(world.joan, draft, operation(7, 1)).await.unwrap();
    assert_eq!(world.push(world.joan, draft, operation(7, 3)).await.unwrap(), Appended::Gap { need: 2 });
    let mut reading = world.store.read().await.unwrap();
    let signed_in = reading.signed_in(world.joan.session, now()).await.unwrap().unwrap();
    let subject = reading.subject_of_draft(draft).await.unwrap().unwrap();
    let allowed = permit::<ViewApplication>(&signed_in.actor, &subject).unwrap();
    assert_eq!(reading.acknowledged(&allowed).await.unwrap(), [(ReplicaId(7), 1)].into());
    assert_eq!(log(&world, world.joan, draft, 0, 100).await.len(), 1);
}

#[tokio::test]
async fn s_34_other_content_under_the_same_id_is_noticed_and_not_applied() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    world.push(world.joan, draft, operation(7, 1)).await.unwrap();
    let forged = Arriving { body: b"something else".to_vec(), ..operation(7, 1) };
    let appended = world.push(world.joan, draft, forged).await.unwrap();
    assert_eq!(appended, Appended::Repeated { same_content: false });
    assert_eq!(log(&world, world.joan, draft, 0, 100).await[0].body, Some(operation(7, 1).body));
}

#[tokio::test]
async fn s_35_author_and_time_are_those_of_session_and_server() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    world.push(world.joan, draft, operation(7, 1)).await.unwrap();
    let kept = log(&world, world.malcolm, draft, 0, 100).await.remove(0);
    let whose = (kept.author, kept.session, kept.received_at, kept.way, kept.device.as_str());
    assert_eq!(whose, (world.joan.user, Some(world.joan.session), now(), Way::Push, "Firefox on Linux"));
}

#[tokio::test]
async fn s_36_an_operation_set_aside_is_kept_with_its_reason_and_counted() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    let aside = |reason: &str, keep_body, n| Arriving { aside: Some(reason.into()), keep_body, ..operation(7, n) };
    world.push(world.joan, draft, operation(7, 1)).await.unwrap();
    world.push(world.joan, draft, aside("wrong_type", true, 2)).await.unwrap();
    world.push(world.joan, draft, aside("too_large", false, 3)).await.unwrap();
    assert_eq!(world.push(world.joan, draft, operation(7, 4)).await.unwrap(), Appended::New { rev: 4 });
    let log = log(&world, world.joan, draft, 1, 2).await;
    let found: Vec<_> = log.iter().map(|kept| (kept.rev, kept.aside.as_deref(), kept.body.is_some())).collect();
    assert_eq!(found, [(2, Some("wrong_type"), true), (3, Some("too_large"), false)]);
    assert_eq!(log[1].size_bytes, u64::try_from(operation(7, 3).body.len()).unwrap());
    let again = world.push(world.joan, draft, aside("too_large", false, 3)).await.unwrap();
    assert_eq!(again, Appended::Repeated { same_content: true }, "its hash is known");
}

#[tokio::test]
async fn s_39_a_replica_belongs_to_the_user_of_its_first_push() {
    let world = World::new().await;
    let (first, second) = (world.start(1).await.draft, world.start(2).await.draft);
    world.push(world.joan, first, operation(7, 1)).await.unwrap();
    for (draft, n) in [(first, 1), (first, 2), (second, 1)] {
        let foreign = world.push(world.malcolm, draft, operation(7, n)).await.unwrap();
        assert_eq!(foreign, Appended::OtherUser);
    }
    assert_eq!(world.push(world.joan, second, operation(7, 1)).await.unwrap(), Appended::New { rev: 1 });
}

#[tokio::test]
async fn s_119_the_servers_own_replica_is_nobodys() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    let facts = async move |write: &mut Write, signed_in: &store::sessions::SignedIn| {
        let allowed = may::<AnswerQuestion>(write, signed_in, draft).await?;
        let origin = store::drafts::Origin { session: None, way: Way::Server, ..origin(signed_in) };
        let known = write.acknowledged(&allowed).await?.get(&ReplicaId(1)).copied().unwrap_or_default();
        Ok::<_, Failure>(write.append(&allowed, draft, &operation(1, known + 1), &origin, now()).await?)
    };
    for (who, rev) in [(world.joan, 1), (world.malcolm, 2)] {
        let appended = world.store.write_signed_in(who.session, now(), facts).await.unwrap();
        assert_eq!(appended, Appended::New { rev }, "whoever asked for it");
    }
    assert_eq!(world.push(world.joan, draft, operation(1, 3)).await.unwrap(), Appended::OtherUser);
}

#[tokio::test]
async fn sec_22_a_permission_for_one_application_opens_no_other() {
    let world = World::new().await;
    let (mine, other) = (world.start(1).await.draft, world.start(2).await.draft);
    let wrong = async move |write: &mut Write, signed_in: &store::sessions::SignedIn| {
        let allowed = may::<AnswerQuestion>(write, signed_in, mine).await?;
        Ok::<_, Failure>(write.append(&allowed, other, &operation(7, 1), &origin(signed_in), now()).await?)
    };
    let refused = world.store.write_signed_in(world.joan.session, now(), wrong).await;
    assert!(matches!(refused, Err(Failure::Store(StoreError::OtherSubject("draft")))), "{refused:?}");
    for stranger in [world.hester, world.aurelia] {
        let refused = world.push(stranger, mine, operation(9, 1)).await;
        assert!(matches!(refused, Err(Failure::Refused(Refusal::NotFound))), "{refused:?}");
    }
}

#[tokio::test]
async fn heads_are_kept_for_each_place_and_replaced_together() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    let keep = async move |write: &mut Write, signed_in: &store::sessions::SignedIn| {
        let allowed = may::<AnswerQuestion>(write, signed_in, draft).await?;
        for arriving in [operation(9, 1), operation(7, 1), operation(7, 2)] {
            write.append(&allowed, draft, &arriving, &origin(signed_in), now()).await?;
        }
        let id = |replica, n| OperationId { replica: ReplicaId(replica), n };
        write.keep_heads(&allowed, draft, "income", &[id(7, 1)]).await?;
        write.keep_heads(&allowed, draft, "income", &[id(7, 2), id(9, 1)]).await?;
        write.keep_heads(&allowed, draft, "job[0a].pay", &[id(7, 1)]).await?;
        let income = write.heads(&allowed, "income").await?;
        Ok::<_, Failure>((income, write.heads(&allowed, "nothing").await?, write.all_heads(&allowed).await?))
    };
    let (income, nothing, all) = world.store.write_signed_in(world.joan.session, now(), keep).await.unwrap();
    let numbers = |ids: &[OperationId]| ids.iter().map(|id| (id.replica.0, id.n)).collect::<Vec<_>>();
    assert_eq!(numbers(&income), [(9, 1), (7, 2)], "in the order of their revision");
    assert!(nothing.is_empty());
    let places: Vec<_> = all.iter().map(|head| (head.place.as_str(), head.id.replica.0, head.id.n)).collect();
    assert_eq!(places, [("income", 7, 2), ("income", 9, 1), ("job[0a].pay", 7, 1)]);
}
