//! Sending for review, what the supervisor sees, taking back, sending back, comments.

use crate::questionnaire::row;
use crate::world::{World, set};
use case::{ApplicationId, State};
use operations::Kind;
use server_functions::Refusal;
use server_functions::applications::Applications;
use server_functions::supervision::{AddComment, Review, SendBack, SendForReview, Supervision};

pub fn sending(id: ApplicationId) -> SendForReview {
    SendForReview { application: id, note: "The date is not certain".into(), supervisor: None }
}

/// An application in review with Malcolm.
pub async fn in_review(world: &World) -> ApplicationId {
    let id = world.start().await;
    world.complete(id).await;
    world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap();
    id
}

async fn review(world: &World, id: ApplicationId) -> Review {
    world.commands.review(world.malcolm.caller(), id).await.unwrap()
}

async fn state(world: &World, id: ApplicationId) -> State {
    world.commands.overview(world.joan.caller(), id).await.unwrap().line.state
}

#[tokio::test]
async fn what_is_not_complete_is_not_sent_and_says_why() {
    let world = World::new().await;
    let id = world.start().await;
    let refused = world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(_)), "nobody is named yet: {refused:?}");
    let chosen = SendForReview { supervisor: Some(world.malcolm.user), ..sending(id) };
    let refused = world.commands.send_for_review(world.joan.caller(), chosen).await.unwrap_err();
    let Refusal::Blocked(blockers) = refused else { panic!("{refused:?}") };
    let name = blockers.iter().find(|blocker| blocker.place.as_deref() == Some("client_first_name")).unwrap();
    assert_eq!((name.kind.as_str(), name.label.as_str()), ("missing", "First name"));
    assert_eq!(name.text.as_deref(), Some("Enter the first name"));
    assert_eq!(name.address.as_deref(), Some("pages/client_name"));
    assert!(blockers.iter().any(|blocker| blocker.kind == "open_list"));
    assert_eq!(state(&world, id).await, State::Draft);
}

#[tokio::test]
async fn s_62_an_answer_that_was_set_aside_stands_in_the_way_until_it_is_answered() {
    let world = World::new().await;
    let id = world.start().await;
    world.complete(id).await;
    let pushed = world.answer(world.joan, id, &[("app_urgent", set("perhaps"))]).await;
    assert_eq!(pushed.notable.len(), 1);
    let refused = world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap_err();
    let Refusal::Blocked(blockers) = refused else { panic!("{refused:?}") };
    assert_eq!(blockers.len(), 1);
    assert_eq!((blockers[0].kind.as_str(), blockers[0].place.as_deref()), ("aside", Some("app_urgent")));
    world.answer(world.joan, id, &[("app_urgent", set("no"))]).await;
    world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap();
    assert_eq!(state(&world, id).await, State::InReview);
}

#[tokio::test]
async fn it_goes_to_a_supervisor_of_the_office_and_nobody_else() {
    let world = World::new().await;
    let id = world.start().await;
    world.complete(id).await;
    for nobody in [world.joan.user, world.hester.user] {
        let sending = SendForReview { supervisor: Some(nobody), ..sending(id) };
        let refused = world.commands.send_for_review(world.joan.caller(), sending).await.unwrap_err();
        assert!(matches!(&refused, Refusal::Invalid(errors) if errors[0].field == "supervisor"), "{refused:?}");
    }
    let long = SendForReview { note: "x".repeat(10_001), ..sending(id) };
    let refused = world.commands.send_for_review(world.joan.caller(), long).await.unwrap_err();
    assert!(matches!(&refused, Refusal::Invalid(errors) if errors[0].field == "note"), "{refused:?}");
    world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap();
    let again = world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap_err();
    assert_eq!(again, Refusal::WrongState { state: State::InReview });
    assert_eq!(world.events_named("send_for_review").await, 1);
}

#[tokio::test]
async fn the_supervisor_sees_question_by_question_what_changed_since_the_last_look() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let first = review(&world, id).await;
    assert_eq!((first.last_look, first.changes.as_slice()), (None, [].as_slice()));
    assert_eq!(first.overview.review.as_ref().unwrap().note, "The date is not certain");
    assert!(first.blockers.is_empty(), "{:?}", first.blockers);
    assert_eq!(
        (first.representative.name.as_str(), first.representative.number.as_str()),
        ("Malcolm Eversholt", "104427")
    );
    let again = review(&world, id).await;
    assert_eq!(again.changes, []);
    assert_eq!(again.digest, first.digest);
    assert_ne!(again.idempotency_key, first.idempotency_key);

    world.commands.take_back(world.joan.caller(), id).await.unwrap();
    world.pass(5);
    let (used, date) = (row(".proc_df_used"), row(".proc_df_date"));
    world
        .answer(
            world.rupert,
            id,
            &[
                (used.as_str(), set("yes")),
                (date.as_str(), set("2026-11-20")),
                ("client_needs", Kind::Choose("sign".into())),
                ("town", set("Norbeck")),
            ],
        )
        .await;
    world.answer(world.joan, id, &[("town", set("Eastmoor"))]).await;
    world.commands.finish().await;
    world.answer(world.joan, id, &[("check_client", Kind::Confirm)]).await;
    world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap();

    let waiting = world.commands.dashboard(world.malcolm.caller()).await.unwrap();
    assert_eq!(waiting[0].changed_since_look, Some(true));
    let second = review(&world, id).await;
    let changes: Vec<(&str, Option<&str>, Option<&str>, &str)> = second
        .changes
        .iter()
        .map(|line| (line.place.as_str(), line.before.as_deref(), line.after.as_deref(), line.by_name.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            ("client_needs", None, Some("Sign language"), "Rupert Ashdown"),
            (used.as_str(), Some("No"), Some("Yes"), "Rupert Ashdown"),
            (date.as_str(), None, Some("20 November 2026"), "Rupert Ashdown"),
        ]
    );
    assert_eq!(second.changes[1].rows, ["Non-molestation order"]);
    assert_eq!(world.commands.dashboard(world.malcolm.caller()).await.unwrap()[0].changed_since_look, Some(false));
}

#[tokio::test]
async fn an_answer_that_went_with_its_question_is_a_change_too() {
    let world = World::new().await;
    let id = world.start().await;
    world.complete(id).await;
    let (used, date) = (row(".proc_df_used"), row(".proc_df_date"));
    world.answer(world.joan, id, &[(used.as_str(), set("yes")), (date.as_str(), set("2026-11-20"))]).await;
    world.commands.send_for_review(world.joan.caller(), sending(id)).await.unwrap();
    review(&world, id).await;
    world.answer(world.malcolm, id, &[(used.as_str(), set("no"))]).await;
    let changes = review(&world, id).await.changes;
    let gone = changes.iter().find(|line| line.place == date).unwrap();
    assert_eq!((gone.before.as_deref(), gone.after.as_deref()), (Some("20 November 2026"), None));
    assert_eq!(gone.by_name, "Malcolm Eversholt");
}

#[tokio::test]
async fn a_preparer_reads_in_review_and_takes_it_back() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let opened = world.open(world.rupert, id).await.opened;
    assert!(!opened.may_answer);
    assert!(!world.page(world.rupert, id, "client_name").await.may_answer);
    assert!(world.open(world.malcolm, id).await.opened.may_answer);
    world.commands.take_back(world.rupert.caller(), id).await.unwrap();
    let overview = world.commands.overview(world.joan.caller(), id).await.unwrap();
    assert_eq!(overview.line.state, State::Returned);
    let ended = overview.review.unwrap().ended.unwrap();
    assert_eq!((ended.how.as_str(), ended.by_name.as_str()), ("taken_back", "Rupert Ashdown"));
    let again = world.commands.take_back(world.joan.caller(), id).await.unwrap_err();
    assert_eq!(again, Refusal::WrongState { state: State::Returned });
    assert_eq!(world.events_named("take_back").await, 1);
}

#[tokio::test]
async fn the_supervisor_comments_on_questions_and_sends_back() {
    let world = World::new().await;
    let id = in_review(&world).await;
    let comment = |place: Option<&str>, text: &str| AddComment {
        application: id,
        place: place.map(str::to_owned),
        text: text.into(),
    };
    let (commands, caller) = (&world.commands, world.malcolm.caller());
    commands.comment(caller, comment(Some("client_dob"), " Is this right? ")).await.unwrap();
    world.pass(1);
    commands.comment(caller, comment(None, "Nearly there")).await.unwrap();
    let unknown = commands.comment(caller, comment(Some("no_such"), "?")).await.unwrap_err();
    assert_eq!(unknown, Refusal::NotFound);
    let empty = commands.comment(caller, comment(None, "  ")).await.unwrap_err();
    assert!(matches!(empty, Refusal::Invalid(_)));

    let rev = review(&world, id).await.rev;
    let back = |rev: u64, text: &str| SendBack { application: id, expected_rev: rev, text: text.into() };
    let no_reason = commands.send_back(caller, back(rev, " ")).await.unwrap_err();
    assert!(matches!(&no_reason, Refusal::Invalid(errors) if errors[0].field == "review_comments"), "{no_reason:?}");
    world.answer(world.malcolm, id, &[("town", set("Norbeck"))]).await;
    let changed = commands.send_back(caller, back(rev, "See comments")).await.unwrap_err();
    assert!(matches!(&changed, Refusal::Conflict { places, .. } if *places == ["town"]), "{changed:?}");
    commands.send_back(caller, back(review(&world, id).await.rev, "See comments")).await.unwrap();

    let overview = commands.overview(world.joan.caller(), id).await.unwrap();
    assert_eq!(overview.line.state, State::Returned);
    assert_eq!(overview.review.unwrap().ended.unwrap().text, "See comments");
    let lines: Vec<_> = overview.comments.iter().map(|line| (line.label.as_str(), line.text.as_str())).collect();
    assert_eq!(lines, [("Date of birth", "Is this right?"), ("", "Nearly there")]);
    let page = world.page(world.joan, id, "client_name").await;
    assert_eq!(page.comments.len(), 1, "shown at its question");
    assert_eq!(page.comments[0].author_name, "Malcolm Eversholt");
}

#[tokio::test]
async fn a_review_that_is_over_is_shown_as_such() {
    let world = World::new().await;
    let id = in_review(&world).await;
    world.commands.take_back(world.joan.caller(), id).await.unwrap();
    let refused = world.commands.review(world.malcolm.caller(), id).await.unwrap_err();
    assert_eq!(refused, Refusal::WrongState { state: State::Returned });
}
