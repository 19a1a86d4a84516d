//! What is typed reaches the engine at once, and the server in time; *Saved* is said only for what it has.

use crate::desk::{Desk, Server, published};
use interview::plan::Control;
use interview::value::Held;
use journal::Status;

#[test]
fn s_1_saved_is_said_only_when_the_server_has_everything() {
    let (made, mut server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    assert_eq!(joan.session.status(), Status::Nothing);
    joan.answer("name", "first_name", "Willa");
    joan.session.tick();
    assert_eq!(joan.session.status(), Status::Saving);
    let sent = joan.device.sent();
    joan.answer("name", "has_partner", "no");
    for (ticket, push) in sent {
        let reply = server.take(&push, "joan");
        joan.session.heard(ticket, reply, None);
    }
    assert_eq!(joan.session.status(), Status::Saving, "the second answer is not there yet");
    joan.send(&mut server);
    assert!(matches!(joan.session.status(), Status::Saved { .. }));
    assert_eq!(server.log.len(), 2);
}

#[test]
fn s_6_what_is_typed_shows_at_once_and_is_one_answer_a_second_after_the_last_key() {
    let (made, mut server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    let at = joan.place("first_name");
    for text in ["W", "Wi", "Wil"] {
        joan.session.answer(&at, Control::Text(35), &[("", text)], true);
        joan.device.wait(200);
        joan.session.tick();
        assert_eq!(joan.shown("first_name").as_deref(), Some(text));
    }
    assert!(joan.device.sent().is_empty());
    joan.device.wait(1_000);
    joan.send(&mut server);
    assert_eq!(server.log.len(), 1);
}

#[test]
fn s_53_answers_of_a_closed_branch_are_kept_and_come_back() {
    let (made, mut server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    joan.answer("name", "has_partner", "yes");
    joan.answer("partner", "partner_name", "Robin Tamworth");
    joan.answer("name", "has_partner", "no");
    let at = joan.place("partner_name");
    assert_eq!(joan.session.draft().unused(), std::slice::from_ref(&at));
    joan.send(&mut server);
    let mut again = Desk::open(&made, &server, "joan");
    again.answer("name", "has_partner", "yes");
    assert_eq!(again.shown("partner_name").as_deref(), Some("Robin Tamworth"));
    assert!(again.session.draft().unused().is_empty());
}

#[test]
fn s_20_what_is_no_amount_is_kept_as_typed() {
    let (made, server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    joan.answer("income", "wage", "a lot");
    let at = joan.place("wage");
    assert_eq!(joan.session.draft().held(&at), &Held::Unparsed("a lot".into()));
}

#[test]
fn what_is_not_changed_is_not_said_again() {
    let (made, mut server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    joan.answer("name", "first_name", "Willa");
    joan.answer("name", "first_name", "Willa");
    joan.send(&mut server);
    assert_eq!(server.log.len(), 1);
}
