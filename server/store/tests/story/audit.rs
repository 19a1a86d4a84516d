//! The trail: one chain for each organisation, in the transaction of the change, never changed.

use store::audit::NewEvent;
use store::drafts::Appended;
use store::{StoreError, Write};

use crate::world::{Failure, OPERATOR, World, after, now, operation, push};

#[tokio::test]
async fn s_44_a_failing_event_undoes_the_change_it_tells() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    let attempt = async |action: &'static str, n| {
        let work = async move |write: &mut Write, signed_in: &store::sessions::SignedIn| {
            let appended = push(write, signed_in, draft, &operation(7, n)).await?;
            let event = NewEvent::by(signed_in, action, "draft", draft.uuid()).about(operation(7, n).body);
            write.audit(&event, now()).await?;
            Ok::<_, Failure>(appended)
        };
        world.store.write_signed_in(world.joan.session, now(), work).await
    };
    let failed = attempt("not a word", 1).await;
    assert!(matches!(failed, Err(Failure::Store(StoreError::Event("action")))), "{failed:?}");
    assert_eq!(world.rows("SELECT COUNT(*) FROM draft_operations").await, 0);
    assert_eq!(world.rows("SELECT rev FROM drafts").await, 0);
    assert_eq!(attempt("answer_question", 1).await.unwrap(), Appended::New { rev: 1 });
    assert_eq!(world.rows("SELECT COUNT(*) FROM audit_events").await, 1);
}

#[tokio::test]
async fn sec_48_each_organisation_has_a_chain_without_gaps() {
    let world = World::new().await;
    let (joan, hester, firm) = (world.joan.session, world.hester.session, world.firm);
    for number in 0..4 {
        let who = if number == 2 { hester } else { joan };
        let work = async move |write: &mut Write, signed_in: &store::sessions::SignedIn| {
            let event = NewEvent::by(signed_in, "view_application", "application", uuid::Uuid::from_u128(5));
            Ok::<_, Failure>(write.audit(&event.about(vec![number]), after(i64::from(number))).await?)
        };
        world.store.write_signed_in(who, now(), work).await.unwrap();
    }
    let mut reading = world.store.read().await.unwrap();
    let chain = reading.events(&OPERATOR, firm, 0).await.unwrap();
    assert_eq!(chain.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3]);
    let mut previous = [0; 32];
    for event in &chain {
        assert_eq!((event.previous, event.hash), (previous, event.right_hash()), "{}", event.seq);
        assert_eq!((event.actor, event.organisation), (Some(world.joan.user), firm));
        previous = event.hash;
    }
    assert_eq!(reading.events(&OPERATOR, firm, 2).await.unwrap().len(), 1);
    let forged = store::audit::Event { action: "nothing".into(), ..chain[1].clone() };
    assert_ne!(forged.right_hash(), chain[1].hash);
}

#[tokio::test]
async fn sec_51_what_must_never_change_refuses_update_and_delete() {
    let world = World::new().await;
    crate::review::submitted(&world).await;
    let statements = [
        ("UPDATE definitions SET name = 'x'", "definitions are never changed"),
        ("DELETE FROM definitions", "definitions are never deleted"),
        ("UPDATE definition_texts SET texts = X'00'", "definition_texts are never changed"),
        ("DELETE FROM definition_texts", "definition_texts are never deleted"),
        ("UPDATE draft_operations SET aside = 'x'", "draft_operations are never changed"),
        ("DELETE FROM draft_operations", "draft_operations are never deleted"),
        ("UPDATE records SET body = X'00'", "records are never changed"),
        ("DELETE FROM records", "records are never deleted"),
        ("UPDATE submissions SET receipt = X'00'", "submissions are never changed"),
        ("DELETE FROM submissions", "submissions are never deleted"),
        ("UPDATE audit_events SET device = 'x'", "audit_events are never changed"),
        ("DELETE FROM audit_events", "audit_events are never deleted"),
    ];
    let mut beside = world.beside().await;
    for (statement, reason) in statements {
        let refused = sqlx::query(statement).execute(&mut beside).await.unwrap_err().to_string();
        assert!(refused.contains(reason), "{statement}: {refused}");
    }
}
