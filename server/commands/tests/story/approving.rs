//! Approving what was on the screen, and the record of it.

use crate::questionnaire::reworded;
use crate::reviewing::in_review;
use crate::world::{World, set};
use case::{ApplicationId, RecordId, Role, State};
use operations::protocol::{RefusedKind, Submit};
use operations::{Kind, SubmissionKey};
use server_functions::Refusal;
use server_functions::applications::Applications;
use server_functions::submission::Submission;
use server_functions::supervision::{Approve, Review, Supervision};
use store::{Operator, Write};

/// What Malcolm sends from this screen.
pub fn approve(review: &Review) -> Approve {
    Approve {
        application: review.overview.line.application,
        expected_rev: review.rev,
        digest: review.digest.clone(),
        idempotency_key: review.idempotency_key.clone(),
        representative_name: " Malcolm Eversholt ".into(),
        representative_role: "solicitor".into(),
        representative_number: "104427".into(),
        is_confirmed: true,
    }
}

/// Malcolm looks and approves.
pub async fn approved(world: &World, id: ApplicationId) -> Result<RecordId, Refusal> {
    let review = world.commands.review(world.malcolm.caller(), id).await?;
    world.commands.approve_and_submit(world.malcolm.caller(), approve(&review)).await
}

#[tokio::test]
async fn approving_freezes_the_record_and_moves_the_application_on() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let review = world.commands.review(world.malcolm.caller(), id).await.unwrap();
    let record_id = world.commands.approve_and_submit(world.malcolm.caller(), approve(&review)).await.unwrap();
    let view = world.commands.record(world.joan.caller(), id).await.unwrap();
    let record = &view.record;
    assert_eq!((record.id, record.application), (record_id, id));
    assert_eq!(record.digest.to_string(), review.digest);
    assert_eq!(record.definition.to_string(), review.overview.draft.definition);
    assert_eq!((record.submitted_at, record.today), (world.now(), world.now().london().0));
    assert_eq!(record.prepared_by.iter().map(|by| by.name.as_str()).collect::<Vec<_>>(), ["Joan Petherick"]);
    assert_eq!(
        (record.approved_by.name.as_str(), record.approved_by.role),
        ("Malcolm Eversholt", Role::AuthorisedLitigator)
    );
    assert_eq!(record.approved_by.litigator.as_ref().unwrap().number, "104427");
    assert_eq!(record.submitted_for.office_account, "1A234B");
    assert_eq!((record.declaration.name.as_str(), record.declaration.statements.len()), ("Malcolm Eversholt", 1));
    assert_eq!(view.answers.tasks, review.tasks);
    let overview = world.commands.overview(world.joan.caller(), id).await.unwrap();
    let case_reference = overview.line.case_reference.unwrap();
    assert_eq!((case_reference.len(), &case_reference[..1]), (12, "3"));
    assert_eq!(Some(case_reference), record.case_reference.map(|reference| reference.to_string()));
    assert_eq!(overview.line.state, State::Submitted);
    assert_eq!(overview.review.unwrap().ended.unwrap().how, "submitted");
    assert_eq!(world.events_named("approve_application").await, 1);
    assert_eq!(world.events_named("submit_application").await, 1);
    assert!(world.commands.dashboard(world.malcolm.caller()).await.unwrap().is_empty());
}

#[tokio::test]
async fn s_61_the_same_press_of_the_button_sends_it_once() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let review = world.commands.review(world.malcolm.caller(), id).await.unwrap();
    let presses = (0..4).map(|_| {
        let (commands, caller, request) = (world.commands.clone(), world.malcolm.caller(), approve(&review));
        tokio::spawn(async move { commands.approve_and_submit(caller, request).await })
    });
    let mut records = Vec::new();
    for press in presses.collect::<Vec<_>>() {
        records.push(press.await.unwrap().unwrap());
    }
    records.dedup();
    assert_eq!(records.len(), 1);
    assert_eq!(world.events_named("submit_application").await, 1);
    let other = Approve { idempotency_key: "another".into(), ..approve(&review) };
    let refused = world.commands.approve_and_submit(world.malcolm.caller(), other).await.unwrap_err();
    assert_eq!(refused, Refusal::WrongState { state: State::Submitted });
}

#[tokio::test]
async fn f_69_an_approval_is_for_what_was_on_the_screen() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let review = world.commands.review(world.malcolm.caller(), id).await.unwrap();
    // An answer of the preparer arrives from elsewhere.
    world.answer(world.rupert, id, &[("town", set("Norbeck"))]).await;
    let refused = world.commands.approve_and_submit(world.malcolm.caller(), approve(&review)).await.unwrap_err();
    let Refusal::Conflict { rev, places } = refused else { panic!("{refused:?}") };
    assert!(rev > review.rev);
    assert_eq!(places, ["town"]);
    assert_eq!(world.events_named("approve_application").await, 0);
    let forged = Approve { expected_rev: rev, ..approve(&review) };
    let refused = world.commands.approve_and_submit(world.malcolm.caller(), forged).await.unwrap_err();
    assert!(matches!(refused, Refusal::Conflict { .. }), "the digest is another: {refused:?}");
    approved(&world, id).await.unwrap();
}

#[tokio::test]
async fn sec_28_an_answer_voids_an_approval_that_was_kept() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let review = world.commands.review(world.malcolm.caller(), id).await.unwrap();
    let (malcolm, digest, rev, now) = (world.malcolm, review.digest.parse().unwrap(), review.rev, world.now());
    world
        .store
        .write_signed_in(malcolm.session, now, async move |write: &mut Write, signed_in| {
            let subject = write.subject(id).await?.unwrap();
            let allowed = case::permit(&signed_in.actor, &subject).unwrap();
            write.approve(&allowed, store::supervision::Bound { digest, rev }, now).await
        })
        .await
        .unwrap();
    let kept = world.commands.review(malcolm.caller(), id).await.unwrap();
    assert_eq!(kept.voided_approval, None);
    world.pass(1);
    world.answer(world.joan, id, &[("town", set("Norbeck"))]).await;
    let void = world.commands.review(malcolm.caller(), id).await.unwrap();
    assert_eq!(void.voided_approval, Some(now));
    assert!(void.overview.changed_since_sent_at.is_some());
}

#[tokio::test]
async fn what_was_made_incomplete_in_review_is_not_approved() {
    let world = World::new().await;
    let id = in_review(&world).await;
    world.answer(world.malcolm, id, &[("client_last_name", Kind::Clear)]).await;
    let refused = approved(&world, id).await.unwrap_err();
    let Refusal::Blocked(blockers) = refused else { panic!("{refused:?}") };
    assert!(blockers.iter().any(|blocker| blocker.place.as_deref() == Some("client_last_name")));
    let contested = [("town", set("Norbeck"))];
    world.answer(world.malcolm, id, &[("client_last_name", set("Tamworth"))]).await;
    let mut one = world.open(world.malcolm, id).await;
    let mut other = world.open(world.beatrix, id).await;
    one.says("town", contested[0].1.clone());
    other.says("town", set("Westhaven"));
    world.push(world.malcolm, one.push()).await.unwrap();
    world.push(world.beatrix, other.push()).await.unwrap();
    world.commands.finish().await;
    let refused = approved(&world, id).await.unwrap_err();
    let Refusal::Blocked(blockers) = refused else { panic!("{refused:?}") };
    assert!(blockers.iter().any(|blocker| blocker.kind == "contested"), "{blockers:?}");
}

#[tokio::test]
async fn the_representative_declares_or_nothing_is_sent() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let review = world.commands.review(world.malcolm.caller(), id).await.unwrap();
    let empty = Approve {
        representative_name: " ".into(),
        representative_role: "wizard".into(),
        representative_number: "1".repeat(21),
        is_confirmed: false,
        ..approve(&review)
    };
    let refused = world.commands.approve_and_submit(world.malcolm.caller(), empty).await.unwrap_err();
    let Refusal::Invalid(errors) = refused else { panic!("{refused:?}") };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["decl_rep_name", "decl_rep_role", "decl_rep_number", "decl_rep_confirm"]);
    assert!(errors.iter().all(|error| !error.message.is_empty()));
    let long = Approve { representative_name: "x".repeat(71), ..approve(&review) };
    let refused = world.commands.approve_and_submit(world.malcolm.caller(), long).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(_)));
    assert_eq!(world.events_named("approve_application").await, 0);
}

#[tokio::test]
async fn s_121_a_record_stays_in_the_words_of_its_day() {
    let world = World::new().await;
    let id = in_review(&world).await;
    approved(&world, id).await.unwrap();
    let before = world.commands.record(world.joan.caller(), id).await.unwrap();
    let (definition, now) = (reworded(), world.now());
    let publish = async move |write: &mut Write| write.publish(&Operator::at_the_machine(), &definition, now).await;
    world.store.write(publish).await.unwrap();
    let after = world.commands.record(world.joan.caller(), id).await.unwrap();
    assert_eq!(after, before);
    assert!(after.answers.tasks.iter().flat_map(|task| &task.lines).any(|line| line.label == "First name"));
    let not_sent = world.start().await;
    assert_eq!(world.commands.record(world.joan.caller(), not_sent).await.unwrap_err(), Refusal::NotFound);
}

fn submit(world_review: &Review, known: &crate::world::Desk) -> Submit {
    let mut highest = std::collections::BTreeMap::new();
    for logged in &known.opened.log {
        let id = logged.operation.id;
        let n = highest.entry(id.replica).or_insert(id.n);
        *n = id.n.max(*n);
    }
    let digest: case::Digest = world_review.digest.parse().unwrap();
    Submit {
        proto: 1,
        draft: crate::world::draft_on_the_wire(world_review.overview.draft.draft),
        idempotency_key: world_review.idempotency_key.parse::<SubmissionKey>().unwrap(),
        expected_rev: world_review.rev,
        known: highest,
        digest: *digest.bytes(),
    }
}

#[tokio::test]
async fn s_61_submit_says_what_differs_and_repeats_the_receipt() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let review = world.commands.review(world.malcolm.caller(), id).await.unwrap();
    let desk = world.open(world.malcolm, id).await;
    let good = submit(&review, &desk);
    let caller = world.malcolm.caller();
    let mut wrong = good.clone();
    wrong.digest = [0; 32];
    assert_eq!(world.commands.submit(caller, wrong).await.unwrap_err().refused, RefusedKind::Changed);
    let mut unknown = good.clone();
    unknown.known.insert(operations::ReplicaId(7), 1);
    assert_eq!(world.commands.submit(caller, unknown).await.unwrap_err().refused, RefusedKind::Changed);
    // Nothing differs: but nobody has declared.
    assert_eq!(world.commands.submit(caller, good.clone()).await.unwrap_err().refused, RefusedKind::NotAllowed);

    world.answer(world.malcolm, id, &[("town", set("Norbeck"))]).await;
    let changed = world.commands.submit(caller, good).await.unwrap_err();
    assert_eq!((changed.refused, changed.places), (RefusedKind::Changed, vec!["town".to_owned()]));

    let review = world.commands.review(caller, id).await.unwrap();
    world.commands.approve_and_submit(caller, approve(&review)).await.unwrap();
    let desk = world.open(world.malcolm, id).await;
    let receipt = world.commands.submit(caller, submit(&review, &desk)).await.unwrap();
    assert_eq!((interview::package::hex(&receipt.digest), receipt.time), (review.digest.clone(), world.now()));
    world.pass(10);
    assert_eq!(world.commands.submit(caller, submit(&review, &desk)).await.unwrap(), receipt);
    let events = world.events().await;
    let submitted = events.iter().find(|event| event.action == "submit_application").unwrap();
    assert_eq!(submitted.seq, receipt.audit_position);
}

#[tokio::test]
async fn the_day_is_frozen_and_judged_by() {
    let world = World::new().await;
    let id = world.start().await;
    world.complete(id).await;
    world.answer(world.joan, id, &[("app_urgent", set("yes")), ("app_urgent_by", set("2026-11-23"))]).await;
    let sending = crate::reviewing::sending(id);
    world.commands.send_for_review(world.joan.caller(), sending).await.unwrap();
    let review = world.commands.review(world.malcolm.caller(), id).await.unwrap();
    // Past midnight in London the same answers are judged by another day, and the date needed has passed.
    world.pass(14 * 60);
    let malcolm = world.signs_in_again(world.malcolm).await;
    let refused = world.commands.approve_and_submit(malcolm.caller(), approve(&review)).await.unwrap_err();
    let Refusal::Blocked(blockers) = refused else { panic!("{refused:?}") };
    assert_eq!(blockers[0].text.as_deref(), Some("The date must be today or later"));
}
