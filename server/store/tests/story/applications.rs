//! Applications are started and listed, each for the offices of whoever asks.

use case::permissions::{AnswerQuestion, ListApplications, RunBenefitCheck, ViewApplication};
use case::{ApplicationReference, CaseReference, Refusal, State, Subject, permit};
use quantities::Date;
use store::applications::{ListFilter, ListOrder, ListPage, NewApplication, Summary};
use store::benefit_checks::NewBenefitCheck;
use store::sessions::SignedIn;
use store::{StoreError, Write};

use crate::world::{DEFINITION, Failure, Person, World, after, may, now};

async fn summarise(world: &World, number: u64, name: &'static str, deadline: Option<Date>, at: i64) {
    let draft = world.start(number).await.draft;
    let work = async move |write: &mut Write, who: &SignedIn| {
        let allowed = may::<AnswerQuestion>(write, who, draft).await?;
        let summary = Summary {
            client_name: name.into(),
            proceedings: "Non-molestation order".into(),
            deadline_on: deadline,
            needed_on: None,
            rev: 5,
        };
        write.keep_summary(&allowed, &summary).await?;
        write.keep_summary(&allowed, &Summary { client_name: "Older".into(), rev: 4, ..summary }).await?;
        write.note_change(&allowed, false, after(at)).await?;
        Ok::<_, Failure>(())
    };
    world.store.write_signed_in(world.joan.session, now(), work).await.unwrap();
}

async fn list(world: &World, who: Person, filter: ListFilter) -> ListPage {
    let mut reading = world.store.read().await.unwrap();
    let signed_in = reading.signed_in(who.session, now()).await.unwrap().unwrap();
    let organisation = signed_in.actor.organisation;
    let offices = signed_in.actor.offices.iter().map(|(office, _)| Subject::office(organisation, *office));
    let allowed: Vec<_> =
        offices.filter_map(|office| permit::<ListApplications>(&signed_in.actor, &office).ok()).collect();
    reading.list_applications(&allowed, &filter).await.unwrap()
}

async fn names(world: &World, filter: ListFilter) -> Vec<String> {
    list(world, world.joan, filter).await.lines.into_iter().map(|line| line.summary.client_name).collect()
}

fn all() -> ListFilter {
    ListFilter { limit: 50, ..ListFilter::default() }
}

#[tokio::test]
async fn a_list_is_ordered_searched_filtered_and_cut() {
    let world = World::new().await;
    let day = |day| Date::new(2026, 12, day);
    summarise(&world, 1, "Bea Ünal", day(9), 30).await;
    summarise(&world, 2, "100% Ada_x", day(3), 10).await;
    summarise(&world, 3, "Cleo Marsh", None, 20).await;
    let by = async |order| names(&world, ListFilter { order, ..all() }).await;
    assert_eq!(by(ListOrder::Updated).await, ["Bea Ünal", "Cleo Marsh", "100% Ada_x"]);
    assert_eq!(by(ListOrder::Deadline).await, ["100% Ada_x", "Bea Ünal", "Cleo Marsh"]);
    assert_eq!(by(ListOrder::ClientName).await, ["100% Ada_x", "Bea Ünal", "Cleo Marsh"]);
    let search = async |text: &str| names(&world, ListFilter { search: text.into(), ..all() }).await;
    assert_eq!(search("ÜNAL").await, ["Bea Ünal"]);
    assert_eq!(search(" u\u{308}nal ").await, ["Bea Ünal"], "composed alike");
    assert_eq!(search("%").await, ["100% Ada_x"]);
    assert_eq!(search("a_x").await, ["100% Ada_x"]);
    assert_eq!(search("' OR 1=1 --").await, [""; 0]);
    let reference = ApplicationReference::from_random(3).to_string();
    assert_eq!(search(&reference.to_lowercase().replace('-', " ")).await, ["Cleo Marsh"]);
    let page = list(&world, world.joan, ListFilter { limit: 1, skip: 1, ..all() }).await;
    assert_eq!((page.total, page.lines.len(), page.lines[0].summary.client_name.as_str()), (3, 1, "Cleo Marsh"));
    assert_eq!(page.lines[0].owner_name, "Joan Petherick");
    let drafts = ListFilter { states: vec![State::Draft, State::Returned], ..all() };
    assert_eq!(names(&world, drafts).await.len(), 3);
    assert!(names(&world, ListFilter { states: vec![State::Submitted], ..all() }).await.is_empty());
    assert_eq!(names(&world, ListFilter { owner: Some(world.joan.user), ..all() }).await.len(), 3);
    assert!(names(&world, ListFilter { owner: Some(world.malcolm.user), ..all() }).await.is_empty());
    assert!(names(&world, ListFilter { supervisor: Some(world.malcolm.user), ..all() }).await.is_empty());
}

#[tokio::test]
async fn sec_24_nobody_lists_what_another_office_or_firm_has() {
    let world = World::new().await;
    summarise(&world, 1, "Bea Ünal", None, 1).await;
    world.start_by(world.hester, world.hester_firm().await, world.other_office, 2).await.unwrap();
    for (who, wanted) in [(world.joan, 1), (world.malcolm, 1), (world.aurelia, 0), (world.hester, 1)] {
        let page = list(&world, who, all()).await;
        assert_eq!((page.total, page.lines.len()), (wanted, usize::try_from(wanted).unwrap()), "{who:?}");
    }
    let search = ListFilter { search: "Ünal".into(), ..all() };
    assert_eq!(list(&world, world.hester, search).await.total, 0);
    let refused = world.start_by(world.aurelia, world.firm, world.office, 3).await;
    assert!(matches!(refused, Err(Failure::Refused(_))), "{refused:?}");
    let stranger = world.start_by(world.hester, world.firm, world.office, 3).await;
    assert!(matches!(stranger, Err(Failure::Refused(Refusal::NotFound))), "{stranger:?}");
}

#[tokio::test]
async fn a_reference_is_given_once() {
    let world = World::new().await;
    let started = world.start(1).await;
    let (firm, office) = (world.firm, world.office);
    let work = async move |write: &mut Write, who: &SignedIn| {
        let allowed = permit(&who.actor, &Subject::office(firm, office))?;
        let reference = ApplicationReference::from_random(1);
        let new = NewApplication { reference, definition: DEFINITION, epoch: store::drafts::EpochId(1) };
        Ok::<_, Failure>(write.start_application(&allowed, &new, now()).await?)
    };
    assert_eq!(world.store.write_signed_in(world.joan.session, now(), work).await.unwrap(), None);
    let mut reading = world.store.read().await.unwrap();
    let subject = reading.subject_of_reference(ApplicationReference::from_random(1)).await.unwrap().unwrap();
    assert_eq!(subject.application, Some(started.application));
    assert_eq!(reading.subject(started.application).await.unwrap(), Some(subject));
    assert_eq!(subject.owner, Some(world.joan.user));
    assert!(reading.subject_of_reference(ApplicationReference::from_random(2)).await.unwrap().is_none());
    let allowed =
        permit::<ViewApplication>(&reading.actor(world.joan.user, now()).await.unwrap().unwrap(), &subject).unwrap();
    let application = reading.application(&allowed).await.unwrap().unwrap();
    assert_eq!((application.draft, application.case), (started.draft, started.case));
    assert_eq!((application.definition, application.rev, application.epoch.0), (DEFINITION, 0, 1));
    assert_eq!((application.state, application.subject()), (State::Draft, subject));
    assert_eq!(reading.summary(&allowed).await.unwrap(), None);
}

#[tokio::test]
async fn the_agencys_reference_belongs_to_one_case_and_finds_it() {
    let world = World::new().await;
    let (first, second) = (world.start(1).await.draft, world.start(2).await.draft);
    let keep = async |draft| {
        let work = async move |write: &mut Write, who: &SignedIn| {
            let allowed = may::<ViewApplication>(write, who, draft).await?;
            Ok::<_, Failure>(write.keep_case_reference(&allowed, CaseReference::from_random(9)).await?)
        };
        world.store.write_signed_in(world.joan.session, now(), work).await
    };
    keep(first).await.unwrap();
    assert!(matches!(keep(second).await, Err(Failure::Store(StoreError::Refused(_)))));
    let found = list(&world, world.joan, ListFilter { search: "3000 0000 0009".into(), ..all() }).await;
    assert_eq!(found.lines[0].case_reference, Some(CaseReference::from_random(9)));
    assert_eq!(found.total, 1);
}

#[tokio::test]
async fn answers_of_the_benefit_checker_are_kept_newest_first() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    for (at, status) in [(1, "unavailable"), (2, "yes")] {
        let found = NewBenefitCheck {
            status: status.into(),
            raw: "Yes".into(),
            confirmation_reference: Some("T1".into()),
            details_hash: [4; 32],
        };
        let work = async move |write: &mut Write, who: &SignedIn| {
            let allowed = may::<RunBenefitCheck>(write, who, draft).await?;
            write.keep_benefit_check(&allowed, &found, after(at)).await?;
            Ok::<_, Failure>(write.benefit_checks(&allowed).await?)
        };
        let checks = world.store.write_signed_in(world.joan.session, now(), work).await.unwrap();
        assert_eq!(checks[0].found.status, status);
        assert_eq!((checks[0].asked_at, checks[0].asked_by), (after(at), world.joan.user));
    }
}
