//! The list and the dashboard: what they show, and in which order.

use crate::questionnaire::row;
use crate::world::{World, set};
use case::{ApplicationId, State};
use operations::Kind;
use server_functions::applications::{Applications, ListQuery, Permitted};
use server_functions::supervision::{SendForReview, Supervision};

#[tokio::test]
async fn the_list_shows_what_the_answers_say() {
    let world = World::new().await;
    let id = world.start().await;
    let (added, title, used, date) = (row(""), row(".proc_title"), row(".proc_df_used"), row(".proc_df_date"));
    world
        .answer(
            world.joan,
            id,
            &[
                ("client_first_name", set("Wilhelmina")),
                ("client_last_name", set("Tamworth")),
                ("app_urgent", set("yes")),
                ("app_urgent_by", set("2026-12-01")),
                (added.as_str(), Kind::AddRow),
                (title.as_str(), set("Non-molestation order")),
                (used.as_str(), set("yes")),
                (date.as_str(), set("2026-11-20")),
            ],
        )
        .await;
    let list = world.commands.list(world.rupert.caller(), ListQuery::default()).await.unwrap();
    assert_eq!((list.total, list.may_start), (1, Permitted::Yes));
    let line = &list.lines[0];
    assert_eq!(
        (line.client_name.as_str(), line.proceedings.as_str()),
        ("Wilhelmina Tamworth", "Non-molestation order")
    );
    assert_eq!(line.needed_on.unwrap().to_string(), "2026-12-01");
    // 20 working days after Friday 20 November 2026, with no bank holidays in the settings of the test.
    assert_eq!(line.deadline_on.unwrap().to_string(), "2026-12-18");
    let found = |search: &str| ListQuery { search: search.into(), ..ListQuery::default() };
    assert_eq!(world.commands.list(world.joan.caller(), found("tamw")).await.unwrap().total, 1);
    assert_eq!(world.commands.list(world.joan.caller(), found("nobody")).await.unwrap().total, 0);
    assert_eq!(world.commands.list(world.aurelia.caller(), ListQuery::default()).await.unwrap().total, 0);
    assert_eq!(world.commands.list(world.hester.caller(), ListQuery::default()).await.unwrap().total, 0);
}

#[tokio::test]
async fn the_dashboard_has_the_nearest_deadline_first_then_the_date_needed_then_age() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for (used, needed) in [
        (None, None),
        (None, Some("2026-12-20")),
        (None, Some("2026-12-01")),
        (Some("2026-11-20"), None),
        (Some("2026-11-02"), None),
    ] {
        world.pass(1);
        ids.push(sent(&world, used, needed).await);
    }
    world.pass(1);
    ids.push(sent(&world, None, None).await);
    let waiting = world.commands.dashboard(world.malcolm.caller()).await.unwrap();
    let order: Vec<ApplicationId> = waiting.iter().map(|waiting| waiting.line.application).collect();
    assert_eq!(order, [ids[4], ids[3], ids[2], ids[1], ids[0], ids[5]]);
    assert!(waiting.iter().all(|waiting| waiting.line.state == State::InReview));
    assert_eq!((waiting[0].sent_by_name.as_str(), waiting[0].note.as_str()), ("Joan Petherick", "Please look"));
    assert_eq!(waiting[0].changed_since_look, None);
    assert_eq!(world.commands.dashboard(world.beatrix.caller()).await.unwrap(), [], "sent to somebody else");
}

async fn sent(world: &World, used: Option<&str>, needed: Option<&str>) -> ApplicationId {
    let id = world.start().await;
    world.complete(id).await;
    let (used_at, date) = (row(".proc_df_used"), row(".proc_df_date"));
    if let Some(used) = used {
        world.answer(world.joan, id, &[(used_at.as_str(), set("yes")), (date.as_str(), set(used))]).await;
    }
    if let Some(needed) = needed {
        world.answer(world.joan, id, &[("app_urgent", set("yes")), ("app_urgent_by", set(needed))]).await;
    }
    let request = SendForReview { application: id, note: " Please look ".into(), supervisor: None };
    world.commands.send_for_review(world.joan.caller(), request).await.unwrap();
    id
}

#[tokio::test]
async fn who_may_list_nothing_is_told_who_can() {
    let world = World::new().await;
    let refused = world.commands.list(world.oswald.caller(), ListQuery::default()).await.unwrap_err();
    assert!(
        matches!(refused, server_functions::Refusal::Refused { ref who_can } if !who_can.is_empty()),
        "{refused:?}"
    );
    let refused = world.commands.start(world.oswald.caller()).await.unwrap_err();
    assert!(matches!(refused, server_functions::Refusal::Refused { .. }), "{refused:?}");
}
