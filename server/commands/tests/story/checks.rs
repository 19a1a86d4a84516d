//! The benefit check and the address look-up: never waited for, never read as *no*, written by the server alone.

use crate::plain::form;
use crate::questionnaire::answers;
use crate::world::{Desk, World, set};
use case::ApplicationId;
use gateways::{BenefitAnswer, BenefitCheckerFailure, FaultCode, Outage};
use interview::value::{FactHeld, Value};
use operations::Kind;
use server_functions::Refusal;
use server_functions::benefit_check::BenefitChecks;
use server_functions::supervision::{SendForReview, Supervision};

/// An application whose client is about to be checked.
async fn ready(world: &World) -> ApplicationId {
    let id = world.start().await;
    let mut all = answers(world);
    all.truncate(12);
    world.answer(world.joan, id, &all).await;
    id
}

async fn confirm(world: &World, id: ApplicationId) {
    world.answer(world.joan, id, &[("check_client", Kind::Confirm)]).await;
}

async fn status(world: &World, id: ApplicationId) -> FactHeld {
    let desk = world.open(world.joan, id).await;
    desk.draft().fact(&desk.place("dwp_status"))
}

fn answered(option: &str) -> FactHeld {
    FactHeld::Value(Value::Choice(option.into()))
}

#[tokio::test]
async fn the_check_runs_when_the_client_is_confirmed_and_its_answer_is_a_fact() {
    let world = World::new().await;
    let id = ready(&world).await;
    assert_eq!(world.checker.asked(), 0);
    confirm(&world, id).await;
    world.commands.finish().await;
    assert_eq!(status(&world, id).await, answered("yes"));
    assert_eq!(*world.checker.numbers.lock().unwrap(), ["QQ123401C"]);
    let desk = world.open(world.joan, id).await;
    let told: Vec<_> = desk.opened.log.iter().filter(|logged| logged.operation.at == "dwp_status").collect();
    assert_eq!(told.len(), 2, "asked for, then answered");
    assert!(told.iter().all(|logged| logged.operation.id.replica == desk.opened.log[0].operation.id.replica));
    assert_eq!(world.events_named("run_benefit_check").await, 1);
    let checks = checks(&world, id).await;
    assert_eq!((checks[0].found.status.as_str(), checks[0].found.raw.as_str()), ("yes", "Yes"));
    assert_eq!(checks[0].found.confirmation_reference.as_deref(), Some("T123"));
    assert_eq!(checks[0].asked_by, world.joan.user);
    world.open(world.joan, id).await;
    assert_eq!(world.checker.asked(), 1, "an answer is not asked for again");
}

async fn checks(world: &World, id: ApplicationId) -> Vec<store::benefit_checks::BenefitCheck> {
    let mut view = world.store.read().await.unwrap();
    let signed_in = view.signed_in(world.joan.session, world.now()).await.unwrap().unwrap();
    let subject = view.subject(id).await.unwrap().unwrap();
    let allowed = case::permit::<case::permissions::ViewApplication>(&signed_in.actor, &subject).unwrap();
    view.benefit_checks(&allowed).await.unwrap()
}

#[tokio::test]
async fn a_check_that_fails_is_failed_and_never_no() {
    let failures = [
        BenefitCheckerFailure::Unavailable(Outage::NotConnected),
        BenefitCheckerFailure::Unavailable(Outage::HttpStatus(500)),
        BenefitCheckerFailure::Fault(FaultCode::read("LSCBC215")),
        BenefitCheckerFailure::NotSent(gateways::RequestField::LastName),
    ];
    let world = World::new().await;
    for failure in failures {
        world.checker.says(Err(failure.clone()));
        let id = ready(&world).await;
        confirm(&world, id).await;
        world.commands.finish().await;
        assert_eq!(status(&world, id).await, FactHeld::Failed, "{failure}");
        assert_eq!(checks(&world, id).await[0].found.status, "unavailable");
    }
    for (answer, option) in [(BenefitAnswer::No, "no"), (BenefitAnswer::Undetermined, "undetermined")] {
        world.checker.says(Ok(answer));
        let id = ready(&world).await;
        confirm(&world, id).await;
        world.commands.finish().await;
        assert_eq!(status(&world, id).await, answered(option));
    }
}

#[tokio::test]
async fn a_slow_check_holds_nobody_up() {
    let world = World::new().await;
    world.checker.is_slow();
    let id = ready(&world).await;
    confirm(&world, id).await;
    world.checker.was_asked(1).await;
    assert_eq!(status(&world, id).await, FactHeld::Pending);
    world.answer(world.joan, id, &[("own_ref", set("Going on"))]).await;
    let page = world.page(world.joan, id, "start_office").await;
    world.post(world.joan, id, "start_office", &form(&page, "save", &[("own_ref", "And on")])).await;
    assert_eq!(status(&world, id).await, FactHeld::Pending, "nobody reads it as a no");
    let sending = SendForReview { supervisor: Some(world.malcolm.user), ..crate::reviewing::sending(id) };
    let refused = world.commands.send_for_review(world.joan.caller(), sending).await.unwrap_err();
    let Refusal::Blocked(blockers) = refused else { panic!("{refused:?}") };
    assert!(blockers.iter().any(|blocker| blocker.place.as_deref() == Some("dwp_status")), "{blockers:?}");
    assert_eq!(world.checker.asked(), 1, "one question for the same details");
    world.checker.lets_one_go();
    world.commands.finish().await;
    assert_eq!(status(&world, id).await, answered("yes"));
}

#[tokio::test]
async fn an_answer_for_details_that_changed_meanwhile_is_not_written() {
    let world = World::new().await;
    world.checker.is_slow();
    let id = ready(&world).await;
    confirm(&world, id).await;
    world.checker.was_asked(1).await;
    world.answer(world.joan, id, &[("client_nino", set("QQ123402A"))]).await;
    world.checker.says(Ok(BenefitAnswer::No));
    world.checker.lets_one_go();
    world.commands.finish().await;
    assert_eq!(status(&world, id).await, FactHeld::NotRequested, "the client must be confirmed again");
    world.checker.says(Ok(BenefitAnswer::Yes));
    confirm(&world, id).await;
    world.checker.was_asked(2).await;
    world.checker.lets_one_go();
    world.commands.finish().await;
    assert_eq!(status(&world, id).await, answered("yes"));
    assert_eq!(*world.checker.numbers.lock().unwrap(), ["QQ123401C", "QQ123402A"]);
}

#[tokio::test]
async fn a_failed_check_is_asked_again_by_whoever_may() {
    let world = World::new().await;
    world.checker.is_away();
    let id = ready(&world).await;
    confirm(&world, id).await;
    world.commands.finish().await;
    world.open(world.joan, id).await;
    world.commands.finish().await;
    assert_eq!(world.checker.asked(), 1, "a failure is not asked again by itself");
    world.checker.says(Ok(BenefitAnswer::Yes));
    world.commands.ask_again(world.rupert.caller(), id).await.unwrap();
    world.commands.finish().await;
    assert_eq!(status(&world, id).await, answered("yes"));
    let page = world.page(world.joan, id, "start_office").await;
    world.post(world.joan, id, "start_office", &form(&page, "ask_again", &[])).await;
    world.commands.finish().await;
    assert_eq!(world.checker.asked(), 2, "there is nothing to ask again");
}

#[tokio::test]
async fn a_question_that_a_stopped_server_left_behind_is_asked_by_the_next_who_looks() {
    let world = World::new().await;
    world.checker.is_slow();
    let id = ready(&world).await;
    confirm(&world, id).await;
    world.checker.was_asked(1).await;
    // The server is another one now: nothing is under way in it.
    let other = world.restarted();
    let opened = Desk::opened_by(&other, world.joan, id).await;
    assert_eq!(opened.draft().fact(&opened.place("dwp_status")), FactHeld::Pending);
    world.checker.was_asked(2).await;
    world.checker.lets_one_go();
    world.checker.lets_one_go();
    other.finish().await;
    let opened = Desk::opened_by(&other, world.joan, id).await;
    assert_eq!(opened.draft().fact(&opened.place("dwp_status")), answered("yes"));
}

#[tokio::test]
async fn addresses_are_found_or_failed_and_entering_by_hand_waits_for_nothing() {
    let world = World::new().await;
    let id = world.start().await;
    let find = async |typed: &str| {
        world.answer(world.joan, id, &[("home_lookup_search", set(typed))]).await;
        let desk = world.open(world.joan, id).await;
        let by_hand = desk.draft().choosable(&desk.place("home_lookup"));
        assert!(by_hand.iter().any(|option| &**option == "by_hand"));
        world.commands.finish().await;
        let desk = world.open(world.joan, id).await;
        desk.draft().fact(&desk.place("home_lookup_found"))
    };
    assert_eq!(find("AQ1 2BX 18").await, FactHeld::Failed, "away is not *none found*");
    *world.addresses.found.lock().unwrap() = Some(Vec::new());
    assert_eq!(find("AQ1 2BY").await, FactHeld::Value(Value::List(Vec::new().into())));
    assert_eq!(find("no postcode").await, FactHeld::Value(Value::List(Vec::new().into())));
}
