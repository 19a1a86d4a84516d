//! S-124: who writes in which state, and what becomes of an operation that arrives from elsewhere. State × who × way.

use crate::plain::form;
use crate::refused::approve;
use crate::reviewing::{in_review, sending};
use crate::world::{Someone, World, set};
use case::{ApplicationId, State};
use interview::value::{Held, Value};
use operations::protocol::Outcome;
use operations::{Kind, Reason};
use server_functions::Refusal;
use server_functions::applications::Applications;
use server_functions::drafts::Drafts;
use server_functions::supervision::{SendBack, Supervision};

/// An application in this state, whole in each of them.
pub async fn application_in(world: &World, state: State) -> ApplicationId {
    match state {
        State::Draft => {
            let id = world.start().await;
            world.complete(id).await;
            id
        }
        State::InReview => in_review(world).await,
        State::Returned => {
            let id = in_review(world).await;
            world.commands.take_back(world.joan.caller(), id).await.unwrap();
            id
        }
        State::Submitted => {
            let id = in_review(world).await;
            crate::approving::approved(world, id).await.unwrap();
            id
        }
        other => panic!("{other}"),
    }
}

async fn town(world: &World, id: ApplicationId) -> Held {
    world.open(world.joan, id).await.held("town")
}

fn text(text: &str) -> Held {
    Held::Value(Value::Text(text.into()))
}

async fn changed_since_sent(world: &World, id: ApplicationId) -> bool {
    world.commands.overview(world.joan.caller(), id).await.unwrap().changed_since_sent_at.is_some()
}

#[tokio::test]
async fn s_124_a_push_is_applied_marked_or_kept_as_late() {
    let world = World::new().await;
    for state in [State::Draft, State::Returned, State::InReview, State::Submitted] {
        for who in [world.joan, world.malcolm] {
            let id = application_in(&world, state).await;
            let before = world.commands.summary(world.joan.caller(), id).await.unwrap().digest;
            let mut desk = world.open(who, id).await;
            let made = desk.says("town", set("Norbeck"));
            let pushed = world.push(who, desk.push()).await.unwrap();
            assert_eq!(pushed.acks[&desk.replica], 1, "{state} {who:?}");
            if state == State::Submitted {
                assert_eq!(
                    (pushed.notable[0].id, &pushed.notable[0].outcome),
                    (made, &Outcome::Aside(Reason::AfterSubmission))
                );
                assert_eq!(town(&world, id).await, text("Eastmoor"));
                assert_eq!(world.commands.summary(world.joan.caller(), id).await.unwrap().digest, before);
                assert!(!pushed.remote.iter().any(|logged| logged.operation.id == made));
            } else {
                assert_eq!(pushed.notable, []);
                assert_eq!(town(&world, id).await, text("Norbeck"), "{state} {who:?}");
                let logged = pushed.remote.iter().find(|logged| logged.operation.id == made).unwrap();
                assert_eq!(logged.author, who.user.to_string());
            }
            assert_eq!(changed_since_sent(&world, id).await, state == State::InReview, "{state}");
            let now = world.commands.overview(world.joan.caller(), id).await.unwrap().line.state;
            assert_eq!(now, state, "an answer moves nothing on");
        }
    }
}

#[tokio::test]
async fn s_124_a_post_is_treated_alike() {
    let world = World::new().await;
    for state in [State::Draft, State::Returned, State::InReview, State::Submitted] {
        for who in [world.joan, world.malcolm] {
            let id = application_in(&world, state).await;
            let page = world.page(who, id, "start_office").await;
            let is_reader = state == State::Submitted || (state == State::InReview && who.user == world.joan.user);
            assert_eq!(page.may_answer, !is_reader, "{state}");
            let supervisor = world.malcolm.user.to_string();
            let fields = [
                ("provider_office", "1A234B"),
                ("provider_supervisor", supervisor.as_str()),
                ("town", "Norbeck"),
                ("app_urgent", "no"),
            ];
            world.post(who, id, "start_office", &form(&page, "save", &fields)).await;
            let expected = if state == State::Submitted { "Eastmoor" } else { "Norbeck" };
            assert_eq!(town(&world, id).await, text(expected), "{state}");
            assert_eq!(changed_since_sent(&world, id).await, state == State::InReview, "{state}");
        }
    }
}

#[tokio::test]
async fn s_124_commands_are_refused_in_the_wrong_state_and_change_nothing() {
    let world = World::new().await;
    for state in [State::Draft, State::Returned, State::InReview, State::Submitted] {
        let id = application_in(&world, state).await;
        let before = world.open(world.joan, id).await.opened;
        let wrong = Err(Refusal::WrongState { state });
        let (commands, joan, malcolm) = (&world.commands, world.joan.caller(), world.malcolm.caller());
        if state != State::InReview {
            assert_eq!(commands.take_back(joan, id).await, wrong);
            let back = SendBack { application: id, expected_rev: before.overview.rev, text: "Again".into() };
            assert_eq!(commands.send_back(malcolm, back).await, wrong);
            assert_eq!(commands.approve_and_submit(malcolm, approve(id)).await.map(|_| ()), wrong);
            assert_eq!(commands.review(malcolm, id).await.map(|_| ()), wrong);
        }
        if matches!(state, State::InReview | State::Submitted) {
            assert_eq!(commands.send_for_review(joan, sending(id)).await, wrong);
        }
        let after = world.open(world.joan, id).await.opened;
        assert_eq!((after.log, after.overview.line), (before.log, before.overview.line), "{state}");
    }
}

#[tokio::test]
async fn s_124_what_arrives_in_review_from_elsewhere_tells_both() {
    let world = World::new().await;
    let id = world.start().await;
    world.complete(id).await;
    let mut offline = world.open(world.rupert, id).await;
    offline.says("town", set("Norbeck"));
    world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap();
    world.commands.review(world.malcolm.caller(), id).await.unwrap();
    world.pass(3);
    world.push(world.rupert, offline.push()).await.unwrap();
    assert!(changed_since_sent(&world, id).await);
    let waiting = world.commands.dashboard(world.malcolm.caller()).await.unwrap();
    assert_eq!(waiting[0].changed_since_sent_at, Some(world.now()));
    assert_eq!(waiting[0].changed_since_look, Some(true));
    let review = world.commands.review(world.malcolm.caller(), id).await.unwrap();
    assert_eq!(review.changes[0].by_name, "Rupert Ashdown");
}

#[tokio::test]
async fn a_late_answer_is_kept_for_its_author_and_asked_for_no_more() {
    let world = World::new().await;
    let id = application_in(&world, State::Submitted).await;
    let who: Someone = world.joan;
    let mut desk = world.open(who, id).await;
    desk.says("client_needs", Kind::Choose("sign".into()));
    let pushed = world.push(who, desk.push()).await.unwrap();
    assert_eq!(pushed.acks[&desk.replica], 1);
    let again = world.push(who, desk.push()).await.unwrap();
    assert_eq!(again.notable, pushed.notable);
    assert_eq!(again.rev, pushed.rev);
    let opened = world.commands.open(who.caller(), id).await.unwrap();
    assert!(!opened.log.iter().any(|logged| logged.operation.id.replica == desk.replica));
}
