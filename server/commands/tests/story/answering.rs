//! Starting and opening an application.

use crate::questionnaire::{reworded, row, shipped};
use crate::world::{World, set};
use case::{Action, State};
use interview::value::Held;
use operations::Kind;
use server_functions::applications::{Applications, Permitted};
use store::{Operator, Write};

#[tokio::test]
async fn an_application_starts_with_what_the_server_alone_tells() {
    let world = World::new().await;
    let id = world.start().await;
    let desk = world.open(world.joan, id).await;
    assert!(!desk.opened.log.is_empty());
    assert!(desk.opened.log.iter().all(|logged| logged.operation.kind.is_server_only()));
    let plan = desk.draft().plan(&first_page(&desk), "en").unwrap();
    let offices = match &plan.shown[0] {
        interview::plan::ShownPlan::Question(question) => question.options.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        offices.iter().map(|office| office.text.as_str()).collect::<Vec<_>>(),
        ["1A234B, Petherick LLP, Eastmoor"]
    );
    assert_eq!(desk.opened.overview.line.state, State::Draft);
    assert_eq!(desk.opened.overview.line.owner_name, "Joan Petherick");
    assert!(desk.opened.may_answer);
    assert_eq!(desk.opened.overview.may(Action::AnswerQuestion), Permitted::Yes);
    assert_eq!(desk.opened.overview.may(Action::TakeBack), Permitted::No);
    assert!(matches!(desk.opened.overview.may(Action::ApproveApplication), Permitted::OnlyBy(_)));
    assert_eq!(world.events_named("start_application").await, 1);
}

fn first_page(desk: &crate::world::Desk) -> interview::PageAt {
    interview::PageAt { page: desk.compiled.page("start_office").unwrap(), rows: vec![] }
}

#[tokio::test]
async fn only_supervisors_with_the_flag_can_be_named() {
    let world = World::new().await;
    let id = world.start().await;
    world.answer(world.joan, id, &[("provider_office", set("1A234B"))]).await;
    let desk = world.open(world.joan, id).await;
    let choosable = desk.draft().choosable(&desk.place("provider_supervisor"));
    assert_eq!(choosable.iter().map(ToString::to_string).collect::<Vec<_>>(), [world.malcolm.user.to_string()]);
}

#[tokio::test]
async fn what_is_known_of_the_firm_is_told_again_when_it_changed() {
    let world = World::new().await;
    let id = world.start().await;
    let before = world.open(world.joan, id).await;
    let again = world.open(world.joan, id).await;
    assert_eq!(before.opened.log.len(), again.opened.log.len(), "nothing changed, nothing is told");
    world.loses_flag(world.malcolm).await;
    let after = world.open(world.joan, id).await;
    assert_eq!(after.opened.log.len(), before.opened.log.len() + 1);
    assert_eq!(after.opened.log.last().unwrap().operation.at, "supervisors");
}

#[tokio::test]
async fn s_55_a_draft_stays_with_the_definition_it_was_started_under() {
    let world = World::new().await;
    let id = world.start().await;
    let before = world.open(world.joan, id).await;
    let (definition, now) = (reworded(), world.now());
    let publish = async move |write: &mut Write| write.publish(&Operator::at_the_machine(), &definition, now).await;
    assert!(world.store.write(publish).await.unwrap());
    let newer = world.start().await;
    assert_eq!(world.open(world.joan, id).await.compiled.id(), before.compiled.id());
    assert_ne!(world.open(world.joan, newer).await.compiled.id(), before.compiled.id());
    let page = world.page(world.joan, newer, "client_name").await;
    assert!(format!("{:?}", page.plan).contains("Forename"));
    assert!(format!("{:?}", world.page(world.joan, id, "client_name").await.plan).contains("First name"));
}

#[tokio::test]
async fn s_53_an_answer_whose_question_went_is_kept_and_listed() {
    let world = World::new().await;
    let id = world.start().await;
    let row_place = row("");
    let (used, date) = (row(".proc_df_used"), row(".proc_df_date"));
    world
        .answer(
            world.joan,
            id,
            &[(row_place.as_str(), Kind::AddRow), (used.as_str(), set("yes")), (date.as_str(), set("2026-11-20"))],
        )
        .await;
    world.answer(world.joan, id, &[(used.as_str(), set("no"))]).await;
    let summary = world.commands.summary(world.joan.caller(), id).await.unwrap();
    assert_eq!(summary.unused.iter().map(|line| line.place.as_str()).collect::<Vec<_>>(), [date.as_str()]);
    assert_eq!(summary.unused[0].answer.as_deref(), Some("20 November 2026"));
    world.answer(world.joan, id, &[(used.as_str(), set("yes"))]).await;
    assert!(matches!(world.open(world.joan, id).await.held(&date), Held::Value(_)), "back when the question returns");
}

#[tokio::test]
async fn the_shipped_questionnaire_opens_page_by_page() {
    let world = World::with_definition(&shipped()).await;
    let id = world.start().await;
    let desk = world.open(world.joan, id).await;
    let draft = desk.draft();
    let path = draft.whole_path();
    assert!(path.len() > 10, "{}", path.len());
    for at in path {
        let page = &desk.compiled.package().pages[at.page as usize].id;
        let rows: String = at.rows.iter().map(|row| format!("/{row}")).collect();
        let shown = world.page(world.joan, id, &format!("{page}{rows}")).await;
        assert_eq!(&shown.plan.unwrap().id, page);
        assert!(!shown.has_errors, "{page}");
    }
    let office = desk.place("offices");
    assert!(matches!(draft.fact(&office), interview::value::FactHeld::Value(_)));
    let blockers = desk.opened.overview.blockers;
    assert!(blockers.iter().any(|blocker| blocker.place.as_deref() == Some("client_last_name")), "{blockers:?}");
}
