//! Two people answer the same question without knowing of each other.

use crate::desk::{Desk, Server, published};
use interview::value::Held;

#[test]
fn s_50_both_answers_are_shown_with_who_and_when_until_one_is_chosen() {
    let (made, mut server) = (published(), Server::default());
    let (mut joan, mut rupert) = (Desk::open(&made, &server, "joan"), Desk::open(&made, &server, "rupert"));
    joan.answer("name", "first_name", "Wilhelmina");
    rupert.answer("name", "first_name", "Willa");
    joan.send(&mut server);
    rupert.send(&mut server);
    joan.send(&mut server);

    let at = joan.place("first_name");
    assert!(matches!(joan.session.draft().held(&at), Held::Contested(_)));
    let given = joan.session.given_answers(&at);
    let told: Vec<_> = given
        .iter()
        .map(|given| (given.author_name.as_deref(), given.answer.as_deref(), given.at.written_time(), given.number))
        .collect();
    assert_eq!(
        told,
        [
            (Some("Joan Petherick"), Some("Wilhelmina"), "10:42".to_owned(), Some(1)),
            (Some("Rupert Ashdown"), Some("Willa"), "10:42".to_owned(), Some(2)),
        ]
    );

    joan.session.resolve(&at, 2);
    assert_eq!(joan.shown("first_name").as_deref(), Some("Willa"));
    assert_eq!(joan.session.given_answers(&at), []);
    joan.send(&mut server);
    rupert.send(&mut server);
    assert_eq!(rupert.shown("first_name").as_deref(), Some("Willa"), "who chose had seen both");
    assert_eq!(joan.session.draft().digest(), rupert.session.draft().digest());
}

#[test]
fn s_51_nobody_chooses_between_an_answer_and_one_its_author_had_seen() {
    let (made, mut server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    joan.answer("name", "first_name", "Wilhelmina");
    joan.send(&mut server);
    let mut rupert = Desk::open(&made, &server, "rupert");
    rupert.answer("name", "first_name", "Willa");
    rupert.send(&mut server);
    joan.send(&mut server);
    assert_eq!(joan.shown("first_name").as_deref(), Some("Willa"));
}

#[test]
fn different_answers_of_two_people_merge() {
    let (made, mut server) = (published(), Server::default());
    let (mut joan, mut rupert) = (Desk::open(&made, &server, "joan"), Desk::open(&made, &server, "rupert"));
    joan.answer("name", "first_name", "Wilhelmina");
    rupert.answer("name", "has_partner", "yes");
    rupert.send(&mut server);
    joan.send(&mut server);
    rupert.send(&mut server);
    for desk in [&joan, &rupert] {
        assert_eq!(desk.shown("first_name").as_deref(), Some("Wilhelmina"));
        assert_eq!(desk.shown("has_partner").as_deref(), Some("Yes"));
    }
}
