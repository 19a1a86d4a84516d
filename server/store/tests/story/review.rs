//! An application is sent for review, sent back, sent again, approved and sent to the Agency.

use case::permissions::{
    AnswerQuestion, ApproveApplication, CommentOnQuestion, ReadRecord, SendBack, SendForReview, SubmitApplication,
    TakeBack, ViewApplication,
};
use case::{ApplicationReference, Capacity, Digest, DraftId, Event, RECORD_FORMAT, Record, RecordId, Refusal};
use case::{RepresentativeDeclaration, Role, SignedBy, State, SubmittedFor, permit};
use quantities::Date;
use store::audit::NewEvent;
use store::sessions::SignedIn;
use store::submission::NewSubmission;
use store::supervision::{Bound, ReviewEnd, Sending};
use store::{StoreError, Write};

use crate::world::{DEFINITION, Failure, Person, World, after, may, now, operation, push};

async fn send(world: &World, draft: DraftId, at: i64) -> Result<(), Failure> {
    let supervisor = world.malcolm.user;
    let work = async move |write: &mut Write, who: &SignedIn| {
        let allowed = may::<SendForReview>(write, who, draft).await?;
        let rev = write.application(&allowed).await?.unwrap().rev;
        let to = allowed.state().unwrap().after(Event::SentForReview).unwrap();
        let sending = Sending { supervisor, note: format!("please, at {at}"), rev, to };
        write.send_for_review(&allowed, &sending, after(at)).await?;
        Ok(())
    };
    world.store.write_signed_in(world.joan.session, now(), work).await
}

async fn send_back(world: &World, draft: DraftId, at: i64) -> Result<(), Failure> {
    let work = async move |write: &mut Write, who: &SignedIn| {
        let allowed = may::<SendBack>(write, who, draft).await?;
        Ok(write.send_back(&allowed, "the income is missing", State::Returned, after(at)).await?)
    };
    world.store.write_signed_in(world.malcolm.session, now(), work).await
}

async fn approve(world: &World, draft: DraftId, what: Bound) -> Result<(), Failure> {
    let work = async move |write: &mut Write, who: &SignedIn| {
        let allowed = may::<ApproveApplication>(write, who, draft).await?;
        write.approve(&allowed, what, now()).await?;
        Ok(())
    };
    world.store.write_signed_in(world.malcolm.session, now(), work).await
}

async fn submit(world: &World, draft: DraftId, key: &'static str) -> Result<(), Failure> {
    let firm = world.firm;
    let office = world.office;
    let work = async move |write: &mut Write, who: &SignedIn| {
        let allowed = may::<SubmitApplication>(write, who, draft).await?;
        let application = write.application(&allowed).await?.unwrap();
        let malcolm = SignedBy {
            user: who.actor.user,
            name: who.name.clone(),
            role: Role::AuthorisedLitigator,
            litigator: write.litigator_flag(who.actor.user).await?.map(|flag| flag.litigator),
        };
        let record = Record {
            format: RECORD_FORMAT,
            id: RecordId::from_parts(now().milliseconds(), keys::random_bytes().unwrap()),
            application: application.id,
            application_reference: application.reference,
            case_reference: None,
            submitted_for: SubmittedFor {
                organisation: firm,
                organisation_name: who.organisation_name.clone(),
                office,
                office_account: "1A234B".into(),
            },
            definition: DEFINITION,
            submitted_at: now(),
            today: Date::new(2026, 11, 23).unwrap(),
            prepared_by: Vec::new(),
            approved_by: malcolm.clone(),
            submitted_by: malcolm,
            digest: Digest::from_bytes([1; 32]),
            submission_json: "[]".into(),
            declaration: RepresentativeDeclaration {
                name: "Malcolm Eversholt".into(),
                capacity: Capacity::Solicitor,
                number: Some("104427".into()),
                confirmed_at: now(),
                statements: Vec::new(),
            },
        };
        let new = NewSubmission {
            idempotency_key: key.into(),
            record,
            rev: application.rev,
            receipt: format!("receipt of {key}").into_bytes(),
            to: State::Submitted,
        };
        write.submit(&allowed, &new, now()).await?;
        let event = NewEvent::by(who, "submit_application", "application", application.id.uuid());
        write.audit(&event, now()).await?;
        Ok(())
    };
    world.store.write_signed_in(world.malcolm.session, now(), work).await
}

/// An application with one answer, all the way to the Agency.
pub async fn submitted(world: &World) -> DraftId {
    let draft = world.start(1).await.draft;
    world.push(world.joan, draft, operation(7, 1)).await.unwrap();
    send(world, draft, 1).await.unwrap();
    approve(world, draft, Bound { digest: Digest::from_bytes([1; 32]), rev: 1 }).await.unwrap();
    submit(world, draft, "first").await.unwrap();
    draft
}

/// Reads as someone who may view the application.
macro_rules! view {
    ($world:expr, $who:expr, $draft:expr, $action:ty, $read:ident $(, $more:expr)*) => {{
        let mut reading = $world.store.read().await.unwrap();
        let who: Person = $who;
        let signed_in = reading.signed_in(who.session, now()).await.unwrap().unwrap();
        let subject = reading.subject_of_draft($draft).await.unwrap().unwrap();
        let allowed = permit::<$action>(&signed_in.actor, &subject).unwrap();
        reading.$read(&allowed $(, $more)*).await.unwrap()
    }};
}

#[tokio::test]
async fn each_sending_is_a_review_of_its_own_with_its_end() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    send(&world, draft, 1).await.unwrap();
    send_back(&world, draft, 2).await.unwrap();
    send(&world, draft, 3).await.unwrap();
    let work = async move |write: &mut Write, who: &SignedIn| {
        let allowed = may::<TakeBack>(write, who, draft).await?;
        Ok::<_, Failure>(write.take_back(&allowed, State::Returned, after(4)).await?)
    };
    world.store.write_signed_in(world.joan.session, now(), work).await.unwrap();
    send(&world, draft, 5).await.unwrap();
    let reviews = view!(world, world.joan, draft, ViewApplication, reviews);
    let told: Vec<_> = reviews
        .iter()
        .map(|review| (review.number, review.note.as_str(), review.ended.as_ref().map(|end| (end.how, end.by))))
        .collect();
    let (joan, malcolm) = (world.joan.user, world.malcolm.user);
    assert_eq!(
        told,
        [
            (1, "please, at 1", Some((ReviewEnd::SentBack, malcolm))),
            (2, "please, at 3", Some((ReviewEnd::TakenBack, joan))),
            (3, "please, at 5", None),
        ]
    );
    assert_eq!(reviews[0].ended.as_ref().unwrap().note, "the income is missing");
    let application = view!(world, world.malcolm, draft, ViewApplication, application).unwrap();
    assert_eq!((application.state, application.supervisor), (State::InReview, Some(malcolm)));
    assert_eq!(application.sent_for_review_at, Some(after(5)));
}

#[tokio::test]
async fn of_two_decisions_at_once_one_happens() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    send(&world, draft, 1).await.unwrap();
    let (first, second) = tokio::join!(send_back(&world, draft, 2), send_back(&world, draft, 3));
    let outcomes = [&first, &second];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    let refused = outcomes.iter().find_map(|outcome| outcome.as_ref().err()).unwrap();
    assert!(matches!(refused, Failure::Refused(Refusal::WrongState { state: State::Returned })), "{refused}");
    // A permission from before the first decision does not carry the second through either.
    let work = async move |write: &mut Write, who: &SignedIn| {
        let earlier = may::<SendForReview>(write, who, draft).await?;
        let sending = Sending { supervisor: who.actor.user, note: String::new(), rev: 0, to: State::InReview };
        write.send_for_review(&earlier, &sending, now()).await?;
        Ok::<_, Failure>(write.send_for_review(&earlier, &sending, now()).await.unwrap_err())
    };
    let stale = world.store.write_signed_in(world.joan.session, now(), work).await.unwrap();
    assert!(matches!(stale, StoreError::RowCount { table: "applications", found: 0, .. }), "{stale}");
}

#[tokio::test]
async fn sec_28_an_answer_in_review_marks_the_application_and_voids_approvals() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    send(&world, draft, 1).await.unwrap();
    let what = Bound { digest: Digest::from_bytes([1; 32]), rev: 0 };
    approve(&world, draft, what).await.unwrap();
    let work = async move |write: &mut Write, who: &SignedIn| {
        push(write, who, draft, &operation(7, 1)).await?;
        let allowed = may::<AnswerQuestion>(write, who, draft).await?;
        Ok::<_, Failure>(write.note_change(&allowed, true, after(2)).await?)
    };
    world.store.write_signed_in(world.malcolm.session, now(), work).await.unwrap();
    let approvals = view!(world, world.malcolm, draft, ViewApplication, approvals);
    assert_eq!((approvals[0].bound, approvals[0].voided_at), (what, Some(after(2))));
    let application = view!(world, world.joan, draft, ViewApplication, application).unwrap();
    assert_eq!((application.changed_since_sent_at, application.updated_at), (Some(after(2)), after(2)));
    send_back(&world, draft, 3).await.unwrap();
    send(&world, draft, 4).await.unwrap();
    let application = view!(world, world.joan, draft, ViewApplication, application).unwrap();
    assert_eq!(application.changed_since_sent_at, None, "sent anew");
}

#[tokio::test]
async fn comments_stand_at_their_question_until_they_are_settled() {
    let world = World::new().await;
    let (draft, other) = (world.start(1).await.draft, world.start(2).await.draft);
    let comment = async |who: Person, draft: DraftId, text: &'static str| {
        let work = async move |write: &mut Write, who: &SignedIn| {
            let allowed = may::<CommentOnQuestion>(write, who, draft).await?;
            Ok::<_, Failure>(write.add_comment(&allowed, "client.dob", text, now()).await?)
        };
        world.store.write_signed_in(who.session, now(), work).await.unwrap()
    };
    let settle = async |draft: DraftId, id| {
        let work = async move |write: &mut Write, who: &SignedIn| {
            let allowed = may::<CommentOnQuestion>(write, who, draft).await?;
            Ok::<_, Failure>(write.resolve_comment(&allowed, id, after(9)).await?)
        };
        world.store.write_signed_in(world.joan.session, now(), work).await.unwrap()
    };
    let first = comment(world.malcolm, draft, "is this right?").await;
    comment(world.joan, draft, "yes").await;
    assert!(!settle(other, first).await, "a comment of another application");
    assert!(settle(draft, first).await);
    assert!(!settle(draft, first).await, "settled already");
    let comments = view!(world, world.joan, draft, ViewApplication, comments);
    let settled = comments.iter().find(|comment| comment.id == first).unwrap();
    assert_eq!((settled.author, settled.resolved), (world.malcolm.user, Some((world.joan.user, after(9)))));
    assert_eq!(comments.len(), 2);
    assert!(view!(world, world.joan, other, ViewApplication, comments).is_empty());
}

#[tokio::test]
async fn a_look_remembers_the_newest_revision_a_person_saw() {
    let world = World::new().await;
    let draft = world.start(1).await.draft;
    for (rev, at) in [(5, 1), (3, 2), (8, 3)] {
        let work = async move |write: &mut Write, who: &SignedIn| {
            let allowed = may::<ViewApplication>(write, who, draft).await?;
            Ok::<_, Failure>(write.look(&allowed, rev, after(at)).await?)
        };
        world.store.write_signed_in(world.malcolm.session, now(), work).await.unwrap();
    }
    let look = view!(world, world.malcolm, draft, ViewApplication, last_look).unwrap();
    assert_eq!((look.rev, look.looked_at), (8, after(3)));
    assert!(view!(world, world.joan, draft, ViewApplication, last_look).is_none(), "each person by themselves");
}

#[tokio::test]
async fn s_61_a_submission_is_kept_once_with_its_receipt_and_record() {
    let world = World::new().await;
    let draft = submitted(&world).await;
    let again = submit(&world, draft, "first").await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::WrongState { state: State::Submitted }))), "{again:?}");
    let kept = view!(world, world.malcolm, draft, ViewApplication, submission, "first").unwrap();
    assert_eq!((kept.receipt.as_slice(), kept.rev), (b"receipt of first".as_slice(), 1));
    assert!(view!(world, world.malcolm, draft, ViewApplication, submission, "second").is_none());
    assert_eq!(view!(world, world.joan, draft, ViewApplication, newest_submission), Some(kept.clone()));
    let record = view!(world, world.joan, draft, ReadRecord, record).unwrap();
    assert_eq!((record.id, record.digest), (kept.record, kept.digest));
    assert_eq!(record.application_reference, ApplicationReference::from_random(1));
    assert_eq!(record.approved_by.litigator.unwrap().number, "104427");
    let application = view!(world, world.joan, draft, ViewApplication, application).unwrap();
    assert_eq!((application.state, application.submitted_at), (State::Submitted, Some(now())));
    let reviews = view!(world, world.joan, draft, ViewApplication, reviews);
    assert_eq!(reviews[0].ended.as_ref().unwrap().how, ReviewEnd::Submitted);
}
