//! The check of permissions against a reading of the table of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;

use case::permissions::*;
use case::{Actor, ApplicationId, OfficeId, OrganisationId, Role, Scope, State, Subject, UserId};

const FIRM: u8 = 1;
const OTHER_FIRM: u8 = 2;
const OFFICE: u8 = 3;
const OTHER_OFFICE: u8 = 4;
const PERSON: u8 = 5;
const COLLEAGUE: u8 = 6;
const APPLICATION: u8 = 7;

fn organisation(number: u8) -> OrganisationId {
    OrganisationId::from_parts(0, [number; 10])
}

fn office(number: u8) -> OfficeId {
    OfficeId::from_parts(0, [number; 10])
}

fn user(number: u8) -> UserId {
    UserId::from_parts(0, [number; 10])
}

/// Someone of the firm with these roles at its first office.
fn actor(roles: &[Role]) -> Actor {
    let litigator = roles.contains(&Role::AuthorisedLitigator);
    let held = roles.iter().map(|role| if *role == Role::AuthorisedLitigator { Role::Supervisor } else { *role });
    Actor {
        user: user(PERSON),
        organisation: organisation(FIRM),
        offices: vec![(office(OFFICE), held.collect())],
        authorised_litigator: litigator,
        cross_office: false,
    }
}

fn application_at(organisation_number: u8, office_number: u8, state: State) -> Subject {
    Subject::application(
        organisation(organisation_number),
        office(office_number),
        ApplicationId::from_parts(0, [APPLICATION; 10]),
        user(COLLEAGUE),
        state,
    )
}

fn ours(state: State) -> Subject {
    application_at(FIRM, OFFICE, state)
}

#[derive(Clone, Debug)]
struct Row {
    action: String,
    role: Role,
    scope: Scope,
    states: BTreeSet<State>,
    delivery: String,
}

fn table() -> Vec<Row> {
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/roles.csv")).unwrap();
    assert_eq!(
        reader.headers().unwrap().iter().collect::<Vec<_>>(),
        ["action", "role", "scope", "fresh_sign_in", "states", "delivery", "note"]
    );
    let read = |row: csv::StringRecord| Row {
        action: row[0].to_owned(),
        role: row[1].parse().unwrap(),
        scope: row[2].parse().unwrap(),
        states: row[4].split('|').filter(|name| !name.is_empty()).map(|name| name.parse().unwrap()).collect(),
        delivery: row[5].to_owned(),
    };
    reader.records().map(|row| read(row.unwrap())).collect()
}

fn rows_now() -> Vec<Row> {
    table().into_iter().filter(|row| row.delivery == "A").collect()
}

fn expected(rows: &[Row], action: Action, roles: &[Role], near: bool, state: Option<State>) -> Result<Role, Refusal> {
    let named = |name: &str| rows.iter().filter(|row| row.action == name).cloned().collect::<Vec<Row>>();
    let mine = |rows: Vec<Row>| rows.into_iter().filter(|row| roles.contains(&row.role)).collect::<Vec<Row>>();
    let may_see = state.is_none() || !mine(named("view_application")).is_empty();
    if !near || !may_see {
        return Err(Refusal::NotFound);
    }
    let rights = mine(named(action.name()));
    if rights.is_empty() {
        return Err(Refusal::Forbidden { who_can: named(action.name()).iter().map(|row| row.role).collect() });
    }
    let holds = |row: &&Row| row.states.is_empty() || state.is_some_and(|state| row.states.contains(&state));
    match (rights.iter().find(holds), state) {
        (Some(row), _) => Ok(row.role),
        (None, Some(state)) => Err(Refusal::WrongState { state }),
        (None, None) => Err(Refusal::NotFound),
    }
}

#[test]
fn sec_24_every_action_role_place_and_state_is_as_the_table_says() {
    let rows = rows_now();
    assert!(rows.iter().all(|row| row.scope == Scope::Office), "the expectation below knows this scope alone");
    let mut allowed = 0;
    for action in Action::ALL {
        for role in Role::ALL {
            // The flag makes a supervisor a litigator; the supervisor's rows stay.
            let roles: &[Role] = if *role == Role::AuthorisedLitigator {
                &[Role::Supervisor, Role::AuthorisedLitigator]
            } else {
                &[*role]
            };
            let actor = actor(roles);
            for (firm_number, office_number) in
                [(FIRM, OFFICE), (FIRM, OTHER_OFFICE), (OTHER_FIRM, OFFICE), (OTHER_FIRM, OTHER_OFFICE)]
            {
                let near = (firm_number, office_number) == (FIRM, OFFICE);
                for state in State::ALL {
                    let answer = check(*action, &actor, &application_at(firm_number, office_number, *state));
                    assert_eq!(
                        answer,
                        expected(&rows, *action, roles, near, Some(*state)),
                        "{action} {role} {near} {state}"
                    );
                    allowed += usize::from(answer.is_ok());
                }
                let answer = check(*action, &actor, &Subject::office(organisation(firm_number), office(office_number)));
                assert_eq!(answer, expected(&rows, *action, roles, near, None), "{action} {role} {near}");
            }
        }
    }
    let states = State::ALL.len();
    let by_supervisor = 4 * states + 6 + 6 + 4 + 2 + 6 + 2;
    let by_preparer = 4 * states + 4 + 4 + 4 + 2 + 6;
    assert_eq!(allowed, by_preparer + by_supervisor + by_supervisor + 4, "counted by hand from the table");
}

#[test]
fn sec_24_each_row_of_this_delivery_has_its_action_and_each_action_its_row() {
    let named: BTreeSet<String> = rows_now().into_iter().map(|row| row.action).collect();
    let known: BTreeSet<String> = Action::ALL.iter().map(|action| action.name().to_owned()).collect();
    assert_eq!(named, known);
    // A row the crate could not read would be missing here.
    let read: usize = Action::ALL.iter().map(|action| who_can(*action).len()).sum();
    assert_eq!(read, rows_now().len());
    assert_eq!(read, 21);
}

#[test]
fn the_table_is_the_whole_one() {
    let rows = table();
    assert_eq!(rows.len(), 261);
    assert_eq!(rows.iter().map(|row| &row.action).collect::<BTreeSet<_>>().len(), 89);
    assert_eq!(rows.iter().map(|row| (&row.action, row.role)).collect::<BTreeSet<_>>().len(), 261);
}

#[test]
fn sec_22_permit_gives_what_check_says_and_names_who_and_what() {
    fn same<A: ActionMarker>() -> Action {
        for role in Role::ALL {
            for state in State::ALL {
                let actor = actor(&[*role]);
                let subject = ours(*state);
                let permitted = permit::<A>(&actor, &subject);
                assert_eq!(
                    permitted.as_ref().map(Allowed::role).map_err(Clone::clone),
                    check(A::ACTION, &actor, &subject)
                );
                let Ok(allowed) = permitted else { continue };
                assert_eq!(allowed.action(), A::ACTION);
                assert_eq!(allowed.actor(), actor.user);
                assert_eq!(allowed.organisation(), subject.organisation);
                assert_eq!(allowed.office(), subject.office);
                assert_eq!(allowed.application(), subject.application);
                assert_eq!(allowed.state(), Some(*state));
            }
        }
        A::ACTION
    }
    let all = [
        same::<ListApplications>(),
        same::<ViewApplication>(),
        same::<ReadRecord>(),
        same::<StartApplication>(),
        same::<AnswerQuestion>(),
        same::<RunBenefitCheck>(),
        same::<SendForReview>(),
        same::<TakeBack>(),
        same::<CommentOnQuestion>(),
        same::<SendBack>(),
        same::<ApproveApplication>(),
        same::<SubmitApplication>(),
    ];
    assert_eq!(all, *Action::ALL);
}

#[test]
fn sec_25_another_firm_another_office_and_nothing_at_all_answer_alike() {
    let preparer = actor(&[Role::Preparer]);
    let refusals = [
        permit::<ViewApplication>(&preparer, &application_at(OTHER_FIRM, OTHER_OFFICE, State::Draft)).unwrap_err(),
        permit::<ViewApplication>(&preparer, &application_at(FIRM, OTHER_OFFICE, State::Submitted)).unwrap_err(),
        permit::<SubmitApplication>(&preparer, &application_at(OTHER_FIRM, OFFICE, State::InReview)).unwrap_err(),
        permit::<ViewApplication>(&actor(&[Role::OfficeManager]), &ours(State::Draft)).unwrap_err(),
        permit::<SendBack>(&actor(&[]), &ours(State::Draft)).unwrap_err(),
    ];
    for refusal in refusals {
        assert_eq!(refusal, Refusal::NotFound);
        assert_eq!(refusal.to_string(), "not found");
    }
}

#[test]
fn a_refusal_says_who_can_or_where_it_stands() {
    let preparer = actor(&[Role::Preparer]);
    let supervisor = actor(&[Role::Supervisor]);
    assert_eq!(
        permit::<SendBack>(&preparer, &ours(State::InReview)).unwrap_err(),
        Refusal::Forbidden { who_can: vec![Role::Supervisor] }
    );
    assert_eq!(
        permit::<SubmitApplication>(&supervisor, &ours(State::InReview)).unwrap_err(),
        Refusal::Forbidden { who_can: vec![Role::AuthorisedLitigator] }
    );
    assert_eq!(
        permit::<AnswerQuestion>(&preparer, &ours(State::InReview)).unwrap_err(),
        Refusal::WrongState { state: State::InReview }
    );
    assert_eq!(
        check(
            Action::StartApplication,
            &actor(&[Role::OfficeManager]),
            &Subject::office(organisation(FIRM), office(OFFICE))
        ),
        Err(Refusal::Forbidden { who_can: vec![Role::Preparer, Role::Supervisor] })
    );
}

#[test]
fn s_124_who_may_answer_follows_the_state() {
    use Role::{Preparer, Supervisor};
    for (state, who) in [
        (State::Draft, vec![Preparer, Supervisor]),
        (State::Returned, vec![Preparer, Supervisor]),
        (State::InReview, vec![Supervisor]),
        (State::Submitted, vec![]),
        (State::Archived, vec![]),
    ] {
        assert_eq!(who_can_in(Action::AnswerQuestion, state), who, "{state}");
    }
}

#[test]
fn the_flag_makes_a_litigator_of_a_supervisor_only_and_of_them_at_once() {
    let mut person = actor(&[Role::Supervisor]);
    assert!(permit::<ApproveApplication>(&person, &ours(State::InReview)).is_err());
    person.authorised_litigator = true;
    let allowed = permit::<ApproveApplication>(&person, &ours(State::InReview)).unwrap();
    assert_eq!(allowed.role(), Role::AuthorisedLitigator);
    assert_eq!(permit::<SendBack>(&person, &ours(State::InReview)).unwrap().role(), Role::Supervisor);

    let mut preparer = actor(&[Role::Preparer]);
    preparer.authorised_litigator = true;
    assert!(permit::<ApproveApplication>(&preparer, &ours(State::InReview)).is_err());

    let mut named = actor(&[Role::Supervisor]);
    named.offices = vec![(office(OFFICE), vec![Role::AuthorisedLitigator, Role::Preparer])];
    named.authorised_litigator = true;
    assert!(permit::<ApproveApplication>(&named, &ours(State::InReview)).is_err(), "the role is never held as such");
}

#[test]
fn roles_are_held_by_office_and_the_grant_widens_them_to_the_firm() {
    let mut person = actor(&[Role::Supervisor]);
    person.offices.push((office(OTHER_OFFICE), vec![Role::Preparer]));
    let there = application_at(FIRM, OTHER_OFFICE, State::InReview);
    assert!(permit::<ViewApplication>(&person, &there).is_ok());
    assert!(matches!(permit::<SendBack>(&person, &there), Err(Refusal::Forbidden { .. })));
    person.cross_office = true;
    assert!(permit::<SendBack>(&person, &there).is_ok());
    let elsewhere = application_at(OTHER_FIRM, OTHER_OFFICE, State::InReview);
    assert_eq!(permit::<SendBack>(&person, &elsewhere).unwrap_err(), Refusal::NotFound);
}

#[test]
fn an_office_manager_changes_nothing_at_their_office_whatever_else_they_are() {
    let mut person = actor(&[Role::Preparer, Role::Supervisor, Role::OfficeManager]);
    person.authorised_litigator = true;
    for action in Action::ALL {
        let subject = if *action == Action::StartApplication {
            Subject::office(organisation(FIRM), office(OFFICE))
        } else {
            ours(State::InReview)
        };
        match check(*action, &person, &subject) {
            Ok(_) => assert!(!action.changes_a_case(), "{action}"),
            Err(Refusal::Forbidden { .. }) => assert!(action.changes_a_case(), "{action}"),
            Err(other) => panic!("{action}: {other}"),
        }
    }
    let mut elsewhere = actor(&[Role::OfficeManager]);
    elsewhere.offices.push((office(OTHER_OFFICE), vec![Role::Preparer]));
    elsewhere.cross_office = true;
    assert!(permit::<AnswerQuestion>(&elsewhere, &application_at(FIRM, OTHER_OFFICE, State::Draft)).is_ok());
    assert!(matches!(permit::<AnswerQuestion>(&elsewhere, &ours(State::Draft)), Err(Refusal::Forbidden { .. })));
}

#[test]
fn names_of_the_data_are_the_text_in_json() {
    assert_eq!(serde_json::to_string(&Role::CounselsClerk).unwrap(), "\"counsels_clerk\"");
    assert_eq!(serde_json::to_string(&State::InReview).unwrap(), "\"IN_REVIEW\"");
    assert_eq!(serde_json::from_str::<Action>("\"send_for_review\"").unwrap(), Action::SendForReview);
    assert!(serde_json::from_str::<Role>("\"Preparer\"").is_err());
    for role in Role::ALL {
        assert_eq!(role.name().parse(), Ok(*role));
    }
}
