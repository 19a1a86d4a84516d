//! When an operation is closed, sent and acknowledged; what each reply does (S-1, S-3, S-6, S-12, S-31).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use journal::{Change, State, Status, Storage, Unsent};
use operations::protocol::{PushReply, Refusal, RefusedKind};
use operations::{Kind, Operation, Reason};
use support::*;

fn texts(operations: &[Operation]) -> Vec<String> {
    operations.iter().map(said).collect()
}

fn unsent(answers: usize) -> Unsent {
    Unsent { answers, outlive_the_page: false }
}

#[test]
fn s_6_an_operation_is_closed_a_second_after_the_last_key() {
    let device = Device::default();
    let mut page = page(&device);
    page.type_in(change("reason", "a"));
    device.wait(900);
    page.type_in(change("reason", "ab"));
    device.wait(999);
    assert!(page.tick().is_empty());
    assert!(device.sent().is_empty());
    device.wait(1);
    assert_eq!(page.wake_at(), Some(journal::Clock::now(&device)));
    assert_eq!(texts(&page.tick()), ["ab"]);
    let sent = device.sent();
    assert_eq!(texts(&sent[0].1.ops), ["ab"]);
    assert_eq!(sent[0].1.ops[0].id.n, 1, "typing on is the same operation");
}

#[test]
fn s_6_a_long_text_is_closed_after_three_seconds() {
    let device = Device::default();
    let mut page = page(&device);
    page.type_in(change("reason", &"x".repeat(2_001)));
    device.wait(2_999);
    assert!(page.tick().is_empty());
    device.wait(1);
    assert_eq!(page.tick().len(), 1);
    page.type_in(change("reason", &"x".repeat(2_000)));
    device.wait(1_000);
    assert_eq!(page.tick().len(), 1);
}

#[test]
fn s_6_leaving_a_field_another_field_and_a_choice_close_at_once() {
    let device = Device::default();
    let mut page = page(&device);
    page.type_in(change("reason", "left"));
    assert_eq!(texts(&page.close_all()), ["left"]);
    page.type_in(change("reason", "typed"));
    assert_eq!(texts(&page.type_in(change("other", "elsewhere"))), ["typed"]);
    assert_eq!(texts(&page.say(change("third", "chosen"))), ["elsewhere", "chosen"]);
    assert!(page.close_all().is_empty());
    page.type_in(change("reason", "typing"));
    assert_eq!(texts(&page.say(change("reason", "committed"))), ["committed"], "the same field is the same operation");
}

#[test]
fn s_12_typing_after_closing_makes_a_new_operation() {
    let device = Device::default();
    let mut page = page(&device);
    page.type_in(change("reason", "first"));
    let closed = page.close_all();
    page.type_in(change("reason", "second"));
    let again = page.close_all();
    assert_eq!((closed[0].id.n, again[0].id.n), (1, 2));
    let records = device.records(DRAFT);
    assert_eq!(records.len(), 2);
    assert_eq!(records[0].entry().operation(), &closed[0]);
}

#[test]
fn ticks_of_a_set_are_operations_of_their_own() {
    let device = Device::default();
    let mut page = page(&device);
    let tick = |option: &str| Change { kind: Kind::Choose(option.into()), ..change("assets", "") };
    let mut closed = page.say(tick("cash"));
    closed.extend(page.say(tick("shares")));
    assert_eq!(closed.iter().map(|operation| operation.id.n).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn s_3_every_page_counts_for_itself_from_one() {
    let device = Device::default();
    let (mut first, mut second) = (page(&device), page(&device));
    let one = first.say(change("reason", "a"));
    let other = second.say(change("reason", "b"));
    assert_ne!(one[0].id.replica, other[0].id.replica);
    assert_eq!((one[0].id.n, other[0].id.n), (1, 1));
}

#[test]
fn s_1_saved_is_said_when_the_server_has_everything_typed_so_far() {
    let device = Device::default();
    let mut server = Server::default();
    let mut page = page(&device);
    assert_eq!(page.status(), Status::Nothing);
    page.type_in(change("reason", "a"));
    assert_eq!(page.status(), Status::Saving);
    page.close_all();
    let (ticket, push) = device.sent().remove(0);
    page.type_in(change("other", "b"));
    page.heard(ticket, server.push(&push), None);
    assert_eq!(page.status(), Status::Saving, "the other field is still open");
    page.close_all();
    let (ticket, push) = device.sent().remove(0);
    device.wait(5_000);
    page.heard(ticket, server.push(&push), None);
    assert_eq!(page.status(), Status::Saved { at: journal::Clock::now(&device) });
    assert_eq!(server.texts(), ["a", "b"]);
}

#[test]
fn s_31_one_push_is_under_way() {
    let device = Device::default();
    let mut server = Server::default();
    let mut page = page(&device);
    page.say(change("reason", "a"));
    page.say(change("reason", "b"));
    page.say(change("reason", "c"));
    let sent = device.sent();
    assert_eq!(sent.len(), 1);
    page.heard(sent[0].0, server.push(&sent[0].1), None);
    let sent = device.sent();
    assert_eq!(texts(&sent[0].1.ops), ["b", "c"]);
}

#[test]
fn s_31_a_push_holds_200_operations_and_256_kib_or_one_larger_operation() {
    let device = Device::default();
    let mut server = Server::default();
    let mut page = page(&device);
    page.say(change("reason", "first"));
    for number in 0..201 {
        page.say(change("reason", &format!("{number}")));
    }
    let large = "x".repeat(99_000);
    for _ in 0..3 {
        page.say(change("reason", &large));
    }
    page.say(change("reason", &"é".repeat(100_000 * 3 / 2)));
    let mut sizes = Vec::new();
    while let Some((ticket, push)) = device.sent().pop() {
        sizes.push(push.ops.len());
        let bytes = serde_json::to_vec(&operations::protocol::PushBody { push: push.clone() }).unwrap().len();
        assert!(operations::limits::push_fits(push.ops.len(), bytes), "{} of {bytes}", push.ops.len());
        page.heard(ticket, server.push(&push), None);
    }
    assert_eq!(sizes, [1, 200, 3, 1, 1]);
    assert_eq!(server.log.len(), 206);
}

#[test]
fn s_71_a_401_keeps_the_queue_and_typing_goes_on() {
    let device = Device::default();
    let mut server = Server::default();
    let mut page = page(&device);
    page.say(change("reason", "a"));
    let (ticket, _) = device.sent().remove(0);
    page.heard(ticket, refused(RefusedKind::NeedsSignIn), None);
    assert_eq!(page.status(), Status::SignedOut(unsent(1)));
    page.say(change("reason", "b"));
    device.wait(600_000);
    page.tick();
    assert!(device.sent().is_empty());
    assert_eq!(page.status(), Status::SignedOut(unsent(2)));
    page.signed_in();
    let (ticket, push) = device.sent().remove(0);
    page.heard(ticket, server.push(&push), None);
    assert_eq!(server.texts(), ["a", "b"]);
}

#[test]
fn refused_unknown_and_too_old_keep_the_queue() {
    for (kind, expected) in [
        (RefusedKind::NotAllowed, Status::Refused { unsent: unsent(1), who: Some("Nesta Quill".into()) }),
        (RefusedKind::NotFound, Status::Refused { unsent: unsent(1), who: None }),
        (RefusedKind::TooOld, Status::TooOld(unsent(1))),
    ] {
        let device = Device::default();
        let mut page = page(&device);
        page.say(change("reason", "a"));
        let who = (kind == RefusedKind::NotAllowed).then(|| "Nesta Quill".to_owned());
        let (ticket, _) = device.sent().remove(0);
        page.heard(ticket, PushReply::Refused(Refusal { who, ..refusal(kind) }), None);
        assert_eq!(page.status(), expected);
        page.try_now();
        assert_eq!(device.sent().len(), usize::from(kind != RefusedKind::TooOld));
    }
}

#[test]
fn no_reply_is_tried_again_with_growing_waits_and_at_once_when_the_connection_is_back() {
    let device = Device::default();
    let mut page = page(&device);
    page.say(change("reason", "a"));
    for failures in 1..8 {
        let (ticket, _) = device.sent().remove(0);
        page.failed(ticket);
        assert_eq!(page.status(), Status::Offline(unsent(1)));
        let wait = journal::Clock::now(&device).milliseconds_until(page.wake_at().unwrap());
        assert!((0..=(1_000 << (failures - 1)).min(60_000)).contains(&wait), "{failures}: {wait}");
        device.wait(wait);
        page.tick();
    }
    let (ticket, _) = device.sent().remove(0);
    page.heard(ticket, PushReply::NotOurs, None);
    page.try_now();
    assert_eq!(device.sent().len(), 1);
}

#[test]
fn the_server_is_given_the_time_it_asks_for() {
    let device = Device::default();
    let mut page = page(&device);
    page.say(change("reason", "a"));
    let (ticket, _) = device.sent().remove(0);
    page.heard(ticket, refused(RefusedKind::TooMuch), Some(20_000));
    assert_eq!(page.status(), Status::Saving, "it answers: nobody is offline");
    let wait = journal::Clock::now(&device).milliseconds_until(page.wake_at().unwrap());
    assert!((20_000..=21_000).contains(&wait), "{wait}");
}

#[test]
fn a_reply_that_does_not_come_is_given_up_and_ignored_when_it_comes_after_all() {
    let device = Device::default();
    let mut server = Server::default();
    let mut page = page(&device);
    page.say(change("reason", "a"));
    let (late, push) = device.sent().remove(0);
    let reply = server.push(&push);
    device.wait(29_999);
    page.tick();
    assert!(device.sent().is_empty());
    device.wait(1);
    page.tick();
    assert_eq!(page.status(), Status::Offline(unsent(1)));
    page.heard(late, reply, None);
    assert_eq!(page.status(), Status::Offline(unsent(1)));
    page.try_now();
    let (ticket, push) = device.sent().remove(0);
    page.heard(ticket, server.push(&push), None);
    assert_eq!(server.texts(), ["a"]);
}

#[test]
fn s_36_what_was_set_aside_is_kept_with_its_reason_and_the_rest_goes_on() {
    let device = Device::default();
    let mut server = Server::default();
    let mut page = page(&device);
    page.say(change("reason", "wrong"));
    page.say(change("reason", "right"));
    let (ticket, push) = device.sent().remove(0);
    let news = page.heard(ticket, server.push(&push), None);
    assert_eq!(news.aside, [(push.ops[0].id, Reason::WrongType)]);
    let asides: Vec<_> = page.asides().map(|(operation, reason)| (said(operation), reason)).collect();
    assert_eq!(asides, [("wrong".to_owned(), Some(Reason::WrongType))]);
    let (ticket, push) = device.sent().remove(0);
    page.heard(ticket, server.push(&push), None);
    assert_eq!(server.texts(), ["wrong", "right"]);
    assert!(matches!(page.status(), Status::Saved { .. }));
}

#[test]
fn one_that_the_server_cannot_read_stays_here_and_what_follows_goes_out_under_a_new_replica() {
    let device = Device::default();
    let mut server = Server::default();
    let mut page = page(&device);
    page.say(change("reason", "before"));
    let (ticket, push) = device.sent().remove(0);
    page.heard(ticket, server.push(&push), None);
    let before = push.ops[0].id;
    let bad = page.say(Change { saw: vec![before], ..change("reason", "unreadable") });
    let after = page.say(Change { saw: vec![bad[0].id], ..change("reason", "after") });
    page.type_in(Change { saw: vec![after[0].id], ..change("reason", "typing") });
    let (ticket, push) = device.sent().remove(0);
    let news = page.heard(ticket, server.push(&push), None);
    assert_eq!(news.withdrawn, [bad[0].id, after[0].id]);
    assert_eq!(texts(&news.reissued), ["after"]);
    assert_eq!(news.reissued[0].saw, [before], "whoever saw the one given up had seen what it saw");
    let typing = page.close_all();
    assert_eq!(typing[0].saw, [news.reissued[0].id]);
    while let Some((ticket, push)) = device.sent().pop() {
        page.heard(ticket, server.push(&push), None);
    }
    assert_eq!(server.texts(), ["before", "after", "typing"]);
    assert_eq!(
        page.asides().map(|(operation, reason)| (said(operation), reason)).collect::<Vec<_>>(),
        [("unreadable".to_owned(), None)]
    );
    let states: Vec<State> = device.records(DRAFT).iter().map(|record| record.entry().state()).collect();
    assert_eq!(states.iter().filter(|state| **state == State::Unreadable).count(), 1);
}

#[test]
fn a_gap_is_filled_from_the_number_the_server_asks_for() {
    let device = Device::default();
    let mut server = Server::default();
    let mut page = page(&device);
    page.say(change("reason", "a"));
    let (ticket, push) = device.sent().remove(0);
    page.heard(ticket, server.push(&push), None);
    server = Server::default();
    page.say(change("reason", "b"));
    let (ticket, push) = device.sent().remove(0);
    page.heard(ticket, server.push(&push), None);
    let (ticket, push) = device.sent().remove(0);
    assert_eq!(texts(&push.ops), ["a", "b"]);
    page.heard(ticket, server.push(&push), None);
    assert_eq!(server.texts(), ["a", "b"]);
}

#[test]
fn a_reply_that_takes_nothing_or_promises_more_and_gives_none_is_not_asked_again_at_once() {
    for more in [false, true] {
        let device = Device::default();
        let mut page = page(&device);
        page.say(change("reason", "a"));
        let (ticket, push) = device.sent().remove(0);
        let PushReply::Pushed(mut pushed) = Server::default().reply(&push, vec![]) else { panic!() };
        pushed.more = more;
        page.heard(ticket, PushReply::Pushed(pushed), None);
        assert!(device.sent().is_empty());
        assert_eq!(page.status(), Status::Saving);
        device.wait(1_000);
        page.tick();
        assert_eq!(device.sent().len(), 1);
    }
}

#[test]
fn what_is_new_elsewhere_comes_with_a_reply_until_there_is_no_more() {
    let device = Device::default();
    let mut server = Server::default();
    let elsewhere = Device::default();
    elsewhere.0.borrow_mut().dice = 77;
    let mut other = support::page(&elsewhere);
    for number in 0..7 {
        other.say(change("reason", &format!("{number}")));
        let (ticket, push) = elsewhere.sent().remove(0);
        other.heard(ticket, server.push(&push), None);
    }
    let mut page = page(&device);
    page.ask();
    let mut remote = Vec::new();
    while let Some((ticket, push)) = device.sent().pop() {
        assert!(push.ops.is_empty());
        remote.extend(page.heard(ticket, server.push(&push), None).remote);
    }
    assert_eq!(remote.len(), 7);
    assert_eq!(page.revision(), 7);
    assert_eq!(page.status(), Status::Nothing, "asking saves nothing");
}

#[test]
fn pages_turn_and_hide_without_a_word_when_nothing_was_typed() {
    let device = Device::default();
    let mut page = page(&device);
    page.close_all();
    page.tick();
    page.try_now();
    assert!(device.sent().is_empty());
    assert_eq!(device.0.borrow().kept, 0);
    assert_eq!(page.wake_at(), None);
}
