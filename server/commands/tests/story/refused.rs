//! What may not be seen is as if it did not exist: the same reply, nothing changed, an event (SEC-24, SEC-25).

use crate::world::{Someone, World, set};
use case::{ApplicationId, UserId};
use operations::protocol::{RefusedKind, Submit};
use server_functions::Refusal;
use server_functions::applications::Applications;
use server_functions::benefit_check::BenefitChecks;
use server_functions::drafts::{Drafts, PageAddress, PostedForm};
use server_functions::submission::Submission;
use server_functions::supervision::{AddComment, Approve, SendBack, SendForReview, Supervision};

fn nowhere() -> ApplicationId {
    ApplicationId::from_parts(1_795_428_000_000, [7; 10])
}

fn form() -> PostedForm {
    let fields = [("_once", "x"), ("_seen", "1"), ("_places", "client_first_name"), ("client_first_name", "Mallory")];
    PostedForm(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

pub fn approve(id: ApplicationId) -> Approve {
    Approve {
        application: id,
        expected_rev: 1,
        digest: "00".repeat(32),
        idempotency_key: "k".into(),
        representative_name: "Mallory".into(),
        representative_role: "solicitor".into(),
        representative_number: String::new(),
        is_confirmed: true,
    }
}

/// Every command about one application, with its reply where it is refused.
async fn all(world: &World, who: Someone, id: ApplicationId) -> Vec<(&'static str, Option<Refusal>)> {
    let (commands, caller) = (&world.commands, who.caller());
    let page = || PageAddress::read("client_name").unwrap();
    let send = SendForReview { application: id, note: String::new(), supervisor: None };
    let comment = AddComment { application: id, place: None, text: "Hello".into() };
    let back = SendBack { application: id, expected_rev: 1, text: "Do it again".into() };
    vec![
        ("overview", commands.overview(caller, id).await.err()),
        ("summary", commands.summary(caller, id).await.err()),
        ("open", commands.open(caller, id).await.err()),
        ("page", commands.page(caller, id, page()).await.err()),
        ("post", commands.post(caller, id, page(), form()).await.err()),
        ("ask_again", commands.ask_again(caller, id).await.err()),
        ("review", commands.review(caller, id).await.err()),
        ("send_for_review", commands.send_for_review(caller, send).await.err()),
        ("take_back", commands.take_back(caller, id).await.err()),
        ("comment", commands.comment(caller, comment).await.err()),
        ("send_back", commands.send_back(caller, back).await.err()),
        ("approve", commands.approve_and_submit(caller, approve(id)).await.err()),
        ("record", commands.record(caller, id).await.err()),
    ]
}

#[tokio::test]
async fn sec_25_another_firms_application_is_as_one_that_is_not_there() {
    let world = World::new().await;
    let id = world.start().await;
    world.answer(world.joan, id, &[("client_first_name", set("Wilhelmina"))]).await;
    let before = world.commands.open(world.joan.caller(), id).await.unwrap();
    for who in [world.hester, world.aurelia, world.oswald] {
        let theirs = all(&world, who, id).await;
        let none = all(&world, who, nowhere()).await;
        assert_eq!(theirs, none);
        for (name, refusal) in theirs {
            assert_eq!(refusal, Some(Refusal::NotFound), "{name}");
        }
    }
    let after = world.commands.open(world.joan.caller(), id).await.unwrap();
    assert_eq!((after.log, after.overview.line), (before.log, before.overview.line));
    // Aurelia and Oswald are of the firm: 13 commands each, about one that is there and one that is not.
    assert_eq!(world.events_named("refused").await, 2 * 2 * 13);
}

#[tokio::test]
async fn sec_25_pushes_and_submissions_too() {
    let world = World::new().await;
    let id = world.start().await;
    let mut desk = world.open(world.joan, id).await;
    desk.says("client_first_name", set("Mallory"));
    let theirs = world.push(world.hester, desk.push()).await.unwrap_err();
    let mut elsewhere = desk.push();
    elsewhere.draft = operations::DraftId(7);
    let none = world.push(world.hester, elsewhere).await.unwrap_err();
    assert_eq!(theirs, none);
    assert_eq!(theirs.refused, RefusedKind::NotFound);
    let submit = |draft| Submit {
        proto: 1,
        draft,
        idempotency_key: operations::SubmissionKey(1),
        expected_rev: 1,
        known: [].into(),
        digest: [0; 32],
    };
    let theirs = world.commands.submit(world.hester.caller(), submit(desk.push().draft)).await.unwrap_err();
    let none = world.commands.submit(world.hester.caller(), submit(operations::DraftId(7))).await.unwrap_err();
    assert_eq!(theirs, none);
    assert_eq!(theirs.refused, RefusedKind::NotFound);
    assert_eq!(world.open(world.joan, id).await.opened.log, desk.opened.log);
}

#[tokio::test]
async fn who_sees_it_and_may_not_is_told_who_can() {
    let world = World::new().await;
    let id = world.start().await;
    world.complete(id).await;
    let send = SendForReview { application: id, note: String::new(), supervisor: None };
    world.commands.send_for_review(world.joan.caller(), send).await.unwrap();
    for (who, name) in [(world.joan, "preparer"), (world.beatrix, "supervisor without the flag")] {
        let refused = world.commands.approve_and_submit(who.caller(), approve(id)).await.unwrap_err();
        let who_can = vec![case::Role::AuthorisedLitigator];
        assert_eq!(refused, Refusal::Refused { who_can }, "{name}");
    }
    world.loses_flag(world.malcolm).await;
    let refused = world.commands.approve_and_submit(world.malcolm.caller(), approve(id)).await.unwrap_err();
    assert!(matches!(refused, Refusal::Refused { .. }), "{refused:?}");
    assert_eq!(world.events_named("refused").await, 3);
}

#[tokio::test]
async fn sec_14_without_a_live_session_nothing_is_answered() {
    let world = World::new().await;
    let id = world.start().await;
    world.signs_out(world.joan).await;
    for (name, refusal) in all(&world, world.joan, id).await {
        assert_eq!(refusal, Some(Refusal::SignedOut), "{name}");
    }
    let nobody = Someone { user: UserId::from_parts(1, [1; 10]), ..world.joan };
    assert_eq!(world.commands.overview(nobody.caller(), id).await.unwrap_err(), Refusal::SignedOut);
}
