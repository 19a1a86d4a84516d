//! Operations of a device: taken once, in order, from whom they come, or set aside with a reason.

use crate::questionnaire::row;
use crate::world::{Desk, World, draft_on_the_wire, set};
use interview::value::{Held, Value};
use operations::protocol::{Outcome, PROTOCOL, RefusedKind};
use operations::{Kind, OperationId, Reason, ReplicaId, WireFact, WireValue};
use server_functions::drafts::Drafts;

async fn desk(world: &World) -> (case::ApplicationId, Desk) {
    let id = world.start().await;
    let desk = world.open(world.joan, id).await;
    (id, desk)
}

/// What people said, without what the server told.
async fn said(world: &World, id: case::ApplicationId) -> Vec<(String, Kind)> {
    let opened = world.commands.open(world.joan.caller(), id).await.unwrap();
    let by_people = opened.log.into_iter().filter(|logged| !logged.operation.kind.is_server_only());
    by_people.map(|logged| (logged.operation.at, logged.operation.kind)).collect()
}

#[tokio::test]
async fn s_32_the_same_push_counts_once_however_often_it_comes() {
    let world = World::new().await;
    let (id, mut desk) = desk(&world).await;
    desk.says("client_first_name", set("Wilhelmina"));
    desk.says("client_last_name", set("Tamworth"));
    let first = world.push(world.joan, desk.push()).await.unwrap();
    assert_eq!(first.acks, [(desk.replica, 2)].into());
    assert_eq!(first.notable, []);
    let own: Vec<OperationId> = first.remote.iter().map(|logged| logged.operation.id).collect();
    assert!(own.contains(&OperationId { replica: desk.replica, n: 2 }), "own operations come back with their revision");
    for _ in 0..100 {
        let again = world.push(world.joan, desk.push()).await.unwrap();
        assert_eq!((&again.acks, &again.notable, again.rev), (&first.acks, &first.notable, first.rev));
    }
    assert_eq!(said(&world, id).await.len(), 2);
    assert_eq!(world.events_named("answer_question").await, 1);
}

#[tokio::test]
async fn s_33_a_number_that_was_left_out_is_asked_for_and_nothing_is_taken() {
    let world = World::new().await;
    let (id, mut desk) = desk(&world).await;
    desk.says("client_first_name", set("Wilhelmina"));
    desk.says("client_last_name", set("Tamworth"));
    let mut push = desk.push();
    push.ops.remove(0);
    let refused = world.push(world.joan, push).await.unwrap_err();
    assert_eq!((refused.refused, refused.replica, refused.need), (RefusedKind::Gap, Some(desk.replica), Some(1)));
    assert_eq!(said(&world, id).await, []);
    world.push(world.joan, desk.push()).await.unwrap();
    assert_eq!(said(&world, id).await.len(), 2, "the draft was forgotten and folded again");
}

#[tokio::test]
async fn s_31_a_push_holds_200_operations_and_no_more() {
    let world = World::new().await;
    let (id, mut desk) = desk(&world).await;
    for number in 0..200 {
        desk.says("client_first_name", set(&format!("Name {number}")));
    }
    assert_eq!(world.push(world.joan, desk.push()).await.unwrap().acks, [(desk.replica, 200)].into());
    let mut desk = world.open(world.joan, id).await;
    for number in 0..201 {
        desk.says("client_first_name", set(&format!("Name {number}")));
    }
    assert_eq!(world.push(world.joan, desk.push()).await.unwrap_err().refused, RefusedKind::TooLarge);
}

#[tokio::test]
async fn s_35_author_and_time_are_the_sessions_and_the_servers() {
    let world = World::new().await;
    let (id, mut desk) = desk(&world).await;
    desk.says("client_first_name", set("Wilhelmina"));
    desk.operations()[0].time = "2020-01-01T00:00:00.000Z".parse().unwrap();
    let mut push = desk.push();
    push.device = world.malcolm.user.to_string();
    world.push(world.rupert, push).await.unwrap();
    let opened = world.commands.open(world.joan.caller(), id).await.unwrap();
    let logged = opened.log.iter().find(|logged| logged.operation.at == "client_first_name").unwrap();
    assert_eq!(logged.author, world.rupert.user.to_string());
    assert_eq!(logged.at, world.now());
    let name = opened.names.iter().find(|(user, _)| *user == logged.author).map(|(_, name)| name.as_str());
    assert_eq!(name, Some("Rupert Ashdown"));
}

#[tokio::test]
async fn s_36_what_cannot_be_taken_is_set_aside_and_the_rest_is_applied() {
    let world = World::new().await;
    let (id, mut desk) = desk(&world).await;
    let too_large = "x".repeat(100_001);
    let pushed: Vec<(&str, Kind, Option<Reason>)> = vec![
        ("client_first_name", set("Wilhelmina"), None),
        ("no_such_question", set("x"), Some(Reason::UnknownQuestion)),
        ("app_urgent", set("maybe"), Some(Reason::WrongType)),
        ("client_needs", set("sign"), Some(Reason::WrongShape)),
        ("own_ref", set(&too_large), Some(Reason::TooLarge)),
        ("proc[018f0000000000000000000000000009].proc_title", set("x"), Some(Reason::UnknownQuestion)),
        ("client_last_name", set("Tamworth"), None),
    ];
    let mut expected = Vec::new();
    for (at, kind, reason) in &pushed {
        let made = desk.says(at, kind.clone());
        expected.extend(reason.map(|reason| (made, Outcome::Aside(reason))));
    }
    let elsewhere = desk.says("own_ref", set("elsewhere"));
    desk.operations().last_mut().unwrap().draft = operations::DraftId(7);
    expected.push((elsewhere, Outcome::Aside(Reason::OtherDraft)));
    let older = desk.says("own_ref", set("older"));
    desk.operations().last_mut().unwrap().definition = operations::DefinitionId([7; 32]);
    expected.push((older, Outcome::Aside(Reason::UnknownQuestion)));
    desk.says("town", set("Eastmoor"));

    let pushed = world.push(world.joan, desk.push()).await.unwrap();
    let notable: Vec<_> = pushed.notable.iter().map(|notable| (notable.id, notable.outcome.clone())).collect();
    assert_eq!(notable, expected);
    assert_eq!(pushed.acks, [(desk.replica, 10)].into());
    let applied: Vec<String> = said(&world, id).await.into_iter().map(|(at, _)| at).collect();
    assert_eq!(applied, ["client_first_name", "client_last_name", "town"]);
    let again = world.push(world.joan, desk.push()).await.unwrap();
    assert_eq!(again.notable.len(), expected.len(), "told again each time");
}

#[tokio::test]
async fn s_34_another_content_under_the_same_id_changes_nothing() {
    let world = World::new().await;
    let (id, mut desk) = desk(&world).await;
    let made = desk.says("client_first_name", set("Wilhelmina"));
    world.push(world.joan, desk.push()).await.unwrap();
    desk.operations()[0].kind = set("Somebody else");
    let pushed = world.push(world.joan, desk.push()).await.unwrap();
    assert_eq!(pushed.notable[0].id, made);
    assert_eq!(pushed.notable[0].outcome, Outcome::Aside(Reason::SameIdOtherContent));
    assert_eq!(said(&world, id).await, [("client_first_name".to_owned(), set("Wilhelmina"))]);
}

#[tokio::test]
async fn s_38_what_does_not_fit_at_present_is_taken_and_held() {
    let world = World::new().await;
    let (id, mut desk) = desk(&world).await;
    desk.says("app_urgent", set("no"));
    desk.says("app_urgent_by", set("2026-12-24"));
    desk.says("provider_office", set("9Z999Z"));
    desk.says("client_needs", Kind::Choose("gone".into()));
    let pushed = world.push(world.joan, desk.push()).await.unwrap();
    assert_eq!(pushed.notable, []);
    let after = world.open(world.joan, id).await;
    assert!(matches!(after.held("app_urgent_by"), Held::Value(Value::Date(_))));
    let problems = after.draft().problems("en");
    let at = |place: &str| problems.iter().any(|problem| problem.at == Some(after.place(place)));
    assert!(at("provider_office") && at("client_needs"));
}

#[tokio::test]
async fn s_39_a_replica_belongs_to_who_pushed_it_first() {
    let world = World::new().await;
    let (id, mut desk) = desk(&world).await;
    desk.says("client_first_name", set("Wilhelmina"));
    world.push(world.joan, desk.push()).await.unwrap();
    desk.says("client_last_name", set("Tamworth"));
    let refused = world.push(world.rupert, desk.push()).await.unwrap_err();
    assert_eq!(refused.refused, RefusedKind::NotAllowed);
    assert_eq!(said(&world, id).await.len(), 1);
    assert_eq!(world.events_named("refused").await, 1);
    world.push(world.joan, desk.push()).await.unwrap();
}

#[tokio::test]
async fn f_83_facts_made_by_anybody_but_the_server_are_set_aside_with_an_event() {
    let world = World::new().await;
    let (id, desk) = desk(&world).await;
    let before = world.commands.open(world.joan.caller(), id).await.unwrap();
    let yes = || Kind::SetFact(WireFact::Value(WireValue::text("yes").unwrap()));
    for who in [world.joan, world.malcolm] {
        let mut desk = world.open(who, id).await;
        for (at, kind) in [("dwp_status", yes()), ("dwp_status", Kind::Forget), ("client_nino", Kind::Migrate)] {
            desk.says(at, kind);
        }
        let pushed = world.push(who, desk.push()).await.unwrap();
        let aside = Outcome::Aside(Reason::ServerOnly);
        assert!(pushed.notable.len() == 3 && pushed.notable.iter().all(|notable| notable.outcome == aside));
    }
    assert_eq!(world.events_named("forged_operation").await, 6);

    // Under the id of the server's own replica, which stands in every log.
    let server = desk.opened.log[0].operation.id.replica;
    let mut forged = world.open(world.joan, id).await;
    forged.replica = server;
    forged.says("dwp_status", yes());
    let refused = world.push(world.joan, forged.push()).await.unwrap_err();
    assert_eq!(refused.refused, RefusedKind::NotAllowed);
    let after = world.commands.open(world.joan.caller(), id).await.unwrap();
    assert_eq!(after.log, before.log, "the draft is as it was");
}

#[tokio::test]
async fn f_83_the_servers_replica_cannot_be_taken_before_the_server_uses_it() {
    let world = World::new().await;
    let (first, second) = (world.start().await, world.start().await);
    let replica = |opened: &server_functions::drafts::OpenDraft| opened.log[0].operation.id.replica;
    let first = replica(&world.commands.open(world.joan.caller(), first).await.unwrap());
    let second = replica(&world.commands.open(world.joan.caller(), second).await.unwrap());
    assert_ne!(first, second, "one a draft, and no hash of the draft's id alone");
}

#[tokio::test]
async fn s_50_two_answers_that_did_not_see_each_other_are_told_as_contested() {
    let world = World::new().await;
    let (id, mut one) = desk(&world).await;
    let mut other = world.open(world.malcolm, id).await;
    one.says("client_first_name", set("Wilhelmina"));
    let made = other.says("client_first_name", set("Willa"));
    world.push(world.joan, one.push()).await.unwrap();
    let pushed = world.push(world.malcolm, other.push()).await.unwrap();
    assert_eq!((pushed.notable[0].id, &pushed.notable[0].outcome), (made, &Outcome::Contested));
    let row_is_there = pushed.remote.iter().any(|logged| logged.operation.id.replica == one.replica);
    assert!(row_is_there, "the other answer comes with the reply");
    assert!(matches!(world.open(world.joan, id).await.held("client_first_name"), Held::Contested(_)));
}

#[tokio::test]
async fn an_older_or_newer_protocol_is_not_spoken() {
    let world = World::new().await;
    let (_, desk) = desk(&world).await;
    let mut older = desk.push();
    older.proto = PROTOCOL - 1;
    let refused = world.push(world.joan, older).await.unwrap_err();
    assert_eq!((refused.refused, refused.min_proto), (RefusedKind::TooOld, Some(PROTOCOL)));
    let mut newer = desk.push();
    newer.proto = PROTOCOL + 1;
    assert_eq!(world.push(world.joan, newer).await.unwrap_err().refused, RefusedKind::Unreadable);
}

#[tokio::test]
async fn a_device_of_another_epoch_is_sent_the_whole_log() {
    let world = World::new().await;
    let (_, mut desk) = desk(&world).await;
    desk.opened.epoch = crate::world::epoch(7);
    let pushed = world.push(world.joan, desk.push()).await.unwrap();
    assert_eq!(pushed.remote, desk.opened.log);
}

#[tokio::test]
async fn s_44_a_right_taken_away_counts_in_the_same_moment() {
    let world = World::new().await;
    let (_, mut desk) = desk(&world).await;
    desk.says("client_first_name", set("Wilhelmina"));
    world.signs_out(world.joan).await;
    assert_eq!(world.push(world.joan, desk.push()).await.unwrap_err().refused, RefusedKind::NeedsSignIn);
    assert_eq!(said_by(&world, world.rupert, &desk).await, 0);
}

async fn said_by(world: &World, who: crate::world::Someone, desk: &Desk) -> usize {
    let id = desk.opened.overview.line.application;
    let opened = world.commands.open(who.caller(), id).await.unwrap();
    opened.log.iter().filter(|logged| !logged.operation.kind.is_server_only()).count()
}

#[tokio::test]
async fn s_37_concurrent_pushes_are_all_there_in_one_order() {
    let world = World::new().await;
    let (id, _) = desk(&world).await;
    let mut pushes = Vec::new();
    for number in 0..8_u128 {
        let mut desk = world.open(world.joan, id).await;
        desk.replica = ReplicaId(1_000 + number);
        desk.says(&row(""), Kind::AddRow);
        desk.says("town", set(&format!("Town {number}")));
        pushes.push(desk.push());
    }
    let sent = pushes.into_iter().map(|push| {
        let (commands, caller) = (world.commands.clone(), world.joan.caller());
        tokio::spawn(async move { commands.push(caller, push).await.unwrap() })
    });
    for reply in sent.collect::<Vec<_>>() {
        reply.await.unwrap();
    }
    let opened = world.commands.open(world.joan.caller(), id).await.unwrap();
    let revisions: Vec<u64> = opened.log.iter().map(|logged| logged.revision).collect();
    assert_eq!(revisions, (1..=revisions.len() as u64).collect::<Vec<_>>());
    assert_eq!(said(&world, id).await.len(), 16);
    assert_eq!(draft_on_the_wire(opened.overview.draft.draft), opened.log[0].operation.draft);
}
