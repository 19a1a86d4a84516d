//! Pages without scripting: posted, posted again, posted after going back.

use crate::questionnaire::row;
use crate::world::{ROW, Someone, World, set};
use case::ApplicationId;
use interview::plan::{PagePlanKind, QuestionPlan, ShownPlan};
use interview::value::{Held, Value};
use operations::Kind;
use server_functions::Refusal;
use server_functions::drafts::{Drafts, PlainPage, Posted, PostedForm};

fn questions(page: &PlainPage) -> Vec<QuestionPlan> {
    let plan = page.plan.as_ref().unwrap();
    let question = |shown: &ShownPlan| match shown {
        ShownPlan::Question(question) => question.as_ref().clone(),
        other => panic!("{other:?}"),
    };
    plan.shown.iter().map(question).collect()
}

/// The form of a page with these fields.
pub fn form(page: &PlainPage, todo: &str, fields: &[(&str, &str)]) -> PostedForm {
    let places: Vec<String> = questions(page).into_iter().map(|question| question.name).collect();
    let mut all = vec![
        ("_once".to_owned(), page.once.clone()),
        ("_seen".to_owned(), page.seen.to_string()),
        ("_places".to_owned(), places.join(" ")),
        ("_do".to_owned(), todo.to_owned()),
    ];
    all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    PostedForm(all)
}

const NAME: [(&str, &str); 6] = [
    ("client_first_name", " Wilhelmina  Ada "),
    ("client_last_name", "Tamworth"),
    ("client_dob-day", "7"),
    ("client_dob-month", "4"),
    ("client_dob-year", "1992"),
    ("client_nino", "qq 12 34 01 c"),
];

/// What people said: places and kinds, in order.
async fn said(world: &World, id: ApplicationId) -> Vec<(String, Kind)> {
    let opened = world.commands.open(world.joan.caller(), id).await.unwrap();
    let by_people = opened.log.into_iter().filter(|logged| !logged.operation.kind.is_server_only());
    by_people.map(|logged| (logged.operation.at, logged.operation.kind)).collect()
}

async fn name_page(world: &World, who: Someone, id: ApplicationId) -> PlainPage {
    world.page(who, id, "client_name").await
}

#[tokio::test]
async fn s_18_answers_become_operations_in_page_order_and_continue_skips_what_is_optional() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    assert!(!page.has_errors && page.has_missing && page.may_answer);
    let posted = world.post(world.joan, id, "client_name", &form(&page, "continue", &NAME)).await;
    assert_eq!(posted, Posted::Page("pages/client_home".into()));
    let expected = [
        ("client_first_name".to_owned(), set("Wilhelmina Ada")),
        ("client_last_name".to_owned(), set("Tamworth")),
        ("client_dob".to_owned(), set("1992-04-07")),
        ("client_nino".to_owned(), set("QQ123401C")),
        ("client_needs".to_owned(), Kind::Skip),
    ];
    assert_eq!(said(&world, id).await, expected);
    let page = name_page(&world, world.joan, id).await;
    assert!(!page.has_errors && !page.has_missing);
    assert_eq!(page.saved_at, Some(world.now()));
}

#[tokio::test]
async fn s_18_saving_skips_nothing_and_leads_to_the_task_list() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let posted = world.post(world.joan, id, "client_name", &form(&page, "save", &NAME[..1])).await;
    assert_eq!(posted, Posted::TaskList);
    assert_eq!(said(&world, id).await.len(), 1);
}

#[tokio::test]
async fn f_30_the_same_post_twice_counts_once_and_a_changed_one_is_a_new_answer() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let first = form(&page, "continue", &NAME);
    let posted = world.post(world.joan, id, "client_name", &first).await;
    let after_one = said(&world, id).await;
    world.pass(60 * 11);
    for _ in 0..3 {
        assert_eq!(world.post(world.joan, id, "client_name", &first).await, posted);
    }
    assert_eq!(said(&world, id).await, after_one);

    // Back in the browser: the old page is on the screen, its fields are changed and sent once more.
    let mut fields = NAME;
    fields[0].1 = "Willa";
    world.post(world.joan, id, "client_name", &form(&page, "continue", &fields)).await;
    let desk = world.open(world.joan, id).await;
    assert_eq!(desk.held("client_first_name"), Held::Value(Value::Text("Willa".into())), "no own answer is contested");
    // Resubmitted with what the page showed at first, nothing: that is no answer, and takes none away.
    world.post(world.joan, id, "client_name", &form(&page, "save", &[])).await;
    assert_eq!(world.open(world.joan, id).await.held("client_last_name"), Held::Value(Value::Text("Tamworth".into())));
}

#[tokio::test]
async fn f_30_a_row_is_added_once_however_often_the_button_is_pressed() {
    let world = World::new().await;
    let id = world.start().await;
    let page = world.page(world.joan, id, "proc_list").await;
    let add = form(&page, "add_row", &[]);
    let Posted::Page(first) = world.post(world.joan, id, "proc_list", &add).await else { panic!() };
    let Posted::Page(second) = world.post(world.joan, id, "proc_list", &add).await else { panic!() };
    assert!(first.starts_with("pages/proc_search/"), "{first}");
    let rows = |desk: &crate::world::Desk| desk.draft().rows(&desk.place("proc")).len();
    assert_eq!(rows(&world.open(world.joan, id).await), 1);
    assert_eq!(second, first, "the row of the first press");
}

#[tokio::test]
async fn s_19_what_somebody_else_said_meanwhile_is_contested_not_replaced() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    world.answer(world.malcolm, id, &[("client_first_name", set("Willa"))]).await;
    world.post(world.joan, id, "client_name", &form(&page, "save", &NAME)).await;
    let desk = world.open(world.joan, id).await;
    assert!(matches!(desk.held("client_first_name"), Held::Contested(_)));

    let page = name_page(&world, world.joan, id).await;
    // Posted as it is shown: since others say otherwise, that is a decision.
    let fields = [("client_first_name", "Willa")];
    world.post(world.joan, id, "client_name", &form(&page, "resolve client_first_name 1", &[])).await;
    let held = world.open(world.joan, id).await.held("client_first_name");
    assert_eq!(held, Held::Value(Value::Text("Willa".into())));
    world.post(world.joan, id, "client_name", &form(&page, "save", &fields)).await;
    assert_eq!(world.open(world.joan, id).await.held("client_first_name"), held);
}

#[tokio::test]
async fn s_19_the_same_person_in_another_session_is_somebody_else() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    world.post(world.joan, id, "client_name", &form(&page, "save", &NAME)).await;
    let again = world.signs_in_again(world.joan).await;
    let fields = [("client_first_name", "Willa")];
    world.post(again, id, "client_name", &form(&page, "save", &fields)).await;
    assert!(matches!(world.open(again, id).await.held("client_first_name"), Held::Contested(_)));
}

#[tokio::test]
async fn s_20_the_31st_of_february_is_kept_as_typed_and_shown_back() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let mut fields = NAME;
    (fields[2].1, fields[3].1, fields[4].1) = ("31", "02", "2026");
    let posted = world.post(world.joan, id, "client_name", &form(&page, "continue", &fields)).await;
    assert_eq!(posted, Posted::Page("pages/client_name?errors".into()));
    let page = name_page(&world, world.joan, id).await;
    assert!(page.has_errors);
    let date = questions(&page).into_iter().find(|question| question.name == "client_dob").unwrap();
    assert_eq!(date.held, Held::Unparsed("31/02/2026".into()));
    let blockers = page.overview.blockers.iter().map(|blocker| blocker.place.as_deref().unwrap_or_default());
    assert!(blockers.collect::<Vec<_>>().contains(&"client_dob"));
    let before = said(&world, id).await.len();
    world.post(world.joan, id, "client_name", &form(&page, "save", &fields)).await;
    assert_eq!(said(&world, id).await.len(), before, "the same again is no new answer");
}

#[tokio::test]
async fn a_page_with_something_missing_is_shown_again() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let posted = world.post(world.joan, id, "client_name", &form(&page, "continue", &NAME[1..])).await;
    assert_eq!(posted, Posted::Page("pages/client_name?errors".into()));
    assert!(name_page(&world, world.joan, id).await.has_missing);
}

#[tokio::test]
async fn a_question_that_an_answer_opens_on_the_page_is_asked_before_going_on() {
    let world = World::new().await;
    let id = world.start().await;
    let page = world.page(world.joan, id, "start_office").await;
    let supervisor = world.malcolm.user.to_string();
    let fields = [
        ("provider_office", "1A234B"),
        ("provider_supervisor", supervisor.as_str()),
        ("town", "Eastmoor"),
        ("own_ref", ""),
        ("app_urgent", "yes"),
    ];
    let posted = world.post(world.joan, id, "start_office", &form(&page, "continue", &fields)).await;
    assert_eq!(posted, Posted::Page("pages/start_office".into()), "the same page, without errors");
    let page = world.page(world.joan, id, "start_office").await;
    let mut fields = fields.to_vec();
    fields.extend([("app_urgent_by-day", "1"), ("app_urgent_by-month", "12"), ("app_urgent_by-year", "26")]);
    let posted = world.post(world.joan, id, "start_office", &form(&page, "continue", &fields)).await;
    assert_eq!(posted, Posted::TaskList, "the end of the task");
    let wanted = world.open(world.joan, id).await.held("app_urgent_by");
    assert_eq!(wanted, Held::Value(Value::Date("2026-12-01".parse().unwrap())));
}

#[tokio::test]
async fn a_suggestion_left_as_shown_is_taken_by_continue_alone() {
    let world = World::new().await;
    let id = world.start().await;
    world.answer(world.joan, id, &[("provider_office", set("1A234B"))]).await;
    let page = world.page(world.joan, id, "start_office").await;
    let town = |page: &PlainPage| questions(page).into_iter().find(|question| question.name == "town").unwrap();
    assert_eq!(town(&page).suggestion, Some(Value::Text("Eastmoor".into())));
    let fields = [("provider_office", "1A234B"), ("town", "Eastmoor")];
    world.post(world.joan, id, "start_office", &form(&page, "save", &fields)).await;
    assert_eq!(world.open(world.joan, id).await.held("town"), Held::Empty);
    world.post(world.joan, id, "start_office", &form(&page, "continue", &[("provider_office", "1A234B")])).await;
    assert_eq!(world.open(world.joan, id).await.held("town"), Held::Empty, "taken away by whoever emptied the field");
    world.post(world.joan, id, "start_office", &form(&page, "continue", &fields)).await;
    assert_eq!(world.open(world.joan, id).await.held("town"), Held::Value(Value::Text("Eastmoor".into())));
}

#[tokio::test]
async fn boxes_are_ticked_and_unticked_one_by_one() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let needs = [("client_needs", "large"), ("client_needs", "sign")];
    world.post(world.joan, id, "client_name", &form(&page, "save", &needs)).await;
    let page = name_page(&world, world.joan, id).await;
    world.post(world.joan, id, "client_name", &form(&page, "save", &needs[..1])).await;
    let page = name_page(&world, world.joan, id).await;
    world.post(world.joan, id, "client_name", &form(&page, "save", &[])).await;
    let kinds: Vec<Kind> = said(&world, id).await.into_iter().map(|(_, kind)| kind).collect();
    let (choose, unchoose) = (|id: &str| Kind::Choose(id.into()), |id: &str| Kind::Unchoose(id.into()));
    assert_eq!(kinds, [choose("large"), choose("sign"), unchoose("sign"), unchoose("large")]);
}

#[tokio::test]
async fn s_122_an_answer_goes_stale_alike_by_post_and_by_push() {
    let world = World::new().await;
    let (by_post, by_push) = (world.start().await, world.start().await);
    let (added, title, used) = (row(""), row(".proc_title"), row(".proc_df_used"));
    for id in [by_post, by_push] {
        world.answer(world.joan, id, &[(added.as_str(), Kind::AddRow), (title.as_str(), set("One"))]).await;
    }
    world.answer(world.joan, by_push, &[(used.as_str(), set("no"))]).await;
    let address = format!("proc_df/{ROW}");
    let page = world.page(world.joan, by_post, &address).await;
    world.post(world.joan, by_post, &address, &form(&page, "continue", &[(used.as_str(), "no")])).await;
    for id in [by_post, by_push] {
        let desk = world.open(world.joan, id).await;
        assert!(!desk.draft().stale(&desk.place(&used)));
        world.answer(world.joan, id, &[(title.as_str(), set("Another"))]).await;
        let desk = world.open(world.joan, id).await;
        assert!(desk.draft().stale(&desk.place(&used)));
    }
    let page = world.page(world.joan, by_post, &address).await;
    let still = format!("confirm {used}");
    world.post(world.joan, by_post, &address, &form(&page, &still, &[(used.as_str(), "no")])).await;
    let desk = world.open(world.joan, by_post).await;
    assert!(!desk.draft().stale(&desk.place(&used)));
}

#[tokio::test]
async fn rows_are_removed_moved_and_the_list_closed_on_its_page() {
    let world = World::new().await;
    let id = world.start().await;
    let mut rows = Vec::new();
    for title in ["One", "Two", "Three"] {
        let page = world.page(world.joan, id, "proc_list").await;
        let Posted::Page(first) = world.post(world.joan, id, "proc_list", &form(&page, "add_row", &[])).await else {
            panic!()
        };
        let address = first.strip_prefix("pages/").unwrap().to_owned();
        let key = address.split('/').nth(1).unwrap().to_owned();
        let page = world.page(world.joan, id, &address).await;
        let field = format!("proc[{key}].proc_title");
        let posted = world.post(world.joan, id, &address, &form(&page, "continue", &[(field.as_str(), title)])).await;
        assert_eq!(posted, Posted::Page(format!("pages/proc_df/{key}")));
        rows.push(key);
    }
    let titles = |page: &PlainPage| match &page.plan.as_ref().unwrap().kind {
        PagePlanKind::List(list) => list.rows.iter().map(|row| row.title.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let page = world.page(world.joan, id, "proc_list").await;
    assert_eq!(titles(&page), ["One", "Two", "Three"]);
    world.post(world.joan, id, "proc_list", &form(&page, &format!("first_row {}", rows[2]), &[])).await;
    let page = world.page(world.joan, id, "proc_list").await;
    assert_eq!(titles(&page), ["Three", "One", "Two"]);
    world.post(world.joan, id, "proc_list", &form(&page, &format!("remove_row proc[{}]", rows[0]), &[])).await;
    let gone = world.page(world.joan, id, &format!("proc_search/{}", rows[0])).await;
    assert_eq!(gone.title, "Proceedings added", "the page of a row that is gone is that of its list (E-40)");
    assert_eq!(titles(&gone), ["Three", "Two"]);
    world.post(world.joan, id, "proc_list", &form(&gone, &format!("restore_row {}", rows[0]), &[])).await;
    let page = world.page(world.joan, id, "proc_list").await;
    assert_eq!(titles(&page), ["Three", "One", "Two"]);
    let posted = world.post(world.joan, id, "proc_list", &form(&page, "close_list", &[])).await;
    assert_eq!(posted, Posted::TaskList);
    assert!(!world.open(world.joan, id).await.draft().list_is_open(&world.open(world.joan, id).await.place("proc")));
}

#[tokio::test]
async fn s_17_a_form_that_we_did_not_make_for_this_person_is_refused() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let theirs = name_page(&world, world.malcolm, id).await;
    let forged = Refusal::Refused { who_can: vec![] };
    for once in ["", "forged", &theirs.once, &page.once[1..]] {
        let mut form = form(&page, "continue", &NAME);
        form.0[0].1 = once.to_owned();
        assert_eq!(world.try_post(world.joan, id, "client_name", &form).await.unwrap_err(), forged);
    }
    for missing in ["_once", "_seen"] {
        let mut form = form(&page, "continue", &NAME);
        form.0.retain(|(name, _)| name != missing);
        assert_eq!(world.try_post(world.joan, id, "client_name", &form).await.unwrap_err(), Refusal::NotFound);
    }
    assert_eq!(said(&world, id).await, []);
    assert_eq!(world.events_named("refused").await, 6);
}

#[tokio::test]
async fn s_17_a_form_is_taken_until_a_day_after_its_session_ended() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    world.signs_out(world.joan).await;
    world.pass(23 * 60);
    let again = world.signs_in_again(world.joan).await;
    world.post(again, id, "client_name", &form(&page, "save", &NAME)).await;
    assert_eq!(said_in(&world, again, id).await, 4);
    world.pass(61);
    let refused = world.try_post(again, id, "client_name", &form(&page, "save", &NAME[1..])).await;
    assert!(matches!(refused, Err(Refusal::Refused { .. })), "{refused:?}");
}

async fn said_in(world: &World, who: Someone, id: ApplicationId) -> usize {
    let opened = world.commands.open(who.caller(), id).await.unwrap();
    opened.log.iter().filter(|logged| !logged.operation.kind.is_server_only()).count()
}

#[tokio::test]
async fn f_83_a_fact_in_a_form_is_no_answer_and_leaves_an_event() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let mut posted = form(&page, "save", &[("dwp_status", "yes")]);
    posted.0[2].1.push_str(" dwp_status");
    world.post(world.joan, id, "client_name", &posted).await;
    assert_eq!(said(&world, id).await, []);
    assert_eq!(world.events_named("forged_operation").await, 1);
}

#[tokio::test]
async fn fields_of_other_pages_and_other_rows_are_nothing() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let mut posted = form(&page, "remove_row proc[018f0000000000000000000000000009]", &[("own_ref", "forged")]);
    posted.0[2].1.push_str(" own_ref");
    world.post(world.joan, id, "client_name", &posted).await;
    let page = world.page(world.joan, id, "proc_list").await;
    world.post(world.joan, id, "proc_list", &form(&page, "remove_row client_name[1]", &[])).await;
    assert_eq!(said(&world, id).await, []);
    let unknown = world.try_post(world.joan, id, "no_such_page", &form(&page, "save", &[])).await;
    assert_eq!(unknown, Err(Refusal::NotFound));
}

#[tokio::test]
async fn e_39_a_change_leads_back_when_what_it_opened_is_answered() {
    let world = World::new().await;
    let id = world.start().await;
    world.complete(id).await;
    let page = world.page(world.joan, id, "client_name").await;
    let mut changed = form(&page, "continue", &NAME);
    changed.0.push(("_return".into(), "check".into()));
    changed.0.push(("_since".into(), page.seen.to_string()));
    let posted = world.post(world.joan, id, "client_name", &changed).await;
    // The name is covered by the check of the client, which must be made again.
    let Posted::Page(next) = posted else { panic!("{posted:?}") };
    assert_eq!(next, format!("pages/check_client?return=check&since={}", page.seen));
    let check = world.page(world.joan, id, "check_client").await;
    let mut confirmed = form(&check, "continue", &[]);
    confirmed.0.push(("_return".into(), "check".into()));
    confirmed.0.push(("_since".into(), page.seen.to_string()));
    assert_eq!(world.post(world.joan, id, "check_client", &confirmed).await, Posted::CheckEverything);
}

#[tokio::test]
async fn a_search_button_keeps_the_page_and_typed_words_that_name_one_option_choose_it() {
    let world = World::new().await;
    let id = world.start().await;
    let page = name_page(&world, world.joan, id).await;
    let mut searching = form(&page, "save", &NAME[..1]);
    searching.0.retain(|(name, _)| name != "_do");
    searching.0.push(("search".into(), "client_first_name".into()));
    let posted = world.post(world.joan, id, "client_name", &searching).await;
    assert_eq!(posted, Posted::Page("pages/client_name".into()));
    assert_eq!(said(&world, id).await.len(), 1);
}

#[tokio::test]
async fn a_mark_is_confirmed_by_continuing_its_page() {
    let world = World::new().await;
    let id = world.start().await;
    let mut answers = crate::questionnaire::answers(&world);
    answers.truncate(12);
    world.answer(world.joan, id, &answers).await;
    let page = world.page(world.joan, id, "check_client").await;
    assert_eq!(world.post(world.joan, id, "check_client", &form(&page, "continue", &[])).await, Posted::TaskList);
    world.commands.finish().await;
    let page = world.page(world.joan, id, "check_client").await;
    match &page.plan.as_ref().unwrap().kind {
        PagePlanKind::Check(check) => assert!(check.is_confirmed),
        other => panic!("{other:?}"),
    }
}
