//! What heads mean (the table of sync.md section 7), and what is set aside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use interview::change::{ChangeKind, HeldAnswer};
use interview::value::{FactHeld, FileState, Held, ListHeld, RowHeld, Value};
use operations::limits::{MOST_OPERATION_BYTES, MOST_SAW, MOST_SAW_OF_REMOVED_ROW, MOST_TEXT_CHARACTERS, is_too_large};
use operations::protocol::Outcome;
use operations::{DraftId, Fold, Holding, Kind, Operation, Reason, WireFact, accept, kinds};
use support::*;

fn held(fold: &Fold, at: &str) -> Held {
    fold.answers(package()).items.get(&place(at)).map(|answer| answer.held.clone()).unwrap_or_default()
}

fn value(text: &str) -> Held {
    Held::Value(Value::Text(text.into()))
}

fn chosen(options: &[&str]) -> Held {
    Held::Value(Value::Choices(options.iter().map(|option| (*option).into()).collect()))
}

fn reason(operation: &Operation) -> Option<Reason> {
    accept(package(), DRAFT, operation, false).err()
}

#[test]
fn s_50_two_answers_that_did_not_see_each_other_are_contested_and_the_newest_is_shown() {
    let fold =
        folded(&[operation(id(1, 1), "reason", set("long"), &[]), operation(id(2, 1), "reason", set("short"), &[])]);
    let contested = Held::Contested(vec![Value::Text("long".into()), Value::Text("short".into())]);
    assert_eq!(held(&fold, "reason"), contested);
    assert_eq!(fold.outcome(package(), id(2, 1)), Some(Outcome::Contested));
    let ids: Vec<_> = fold.contested(package(), &place("reason")).iter().map(|head| head.operation.id).collect();
    assert_eq!(ids, [id(1, 1), id(2, 1)]);
}

#[test]
fn equal_answers_are_one_answer() {
    let fold =
        folded(&[operation(id(1, 1), "reason", set("same"), &[]), operation(id(2, 1), "reason", set("same"), &[])]);
    assert_eq!(held(&fold, "reason"), value("same"));
    assert_eq!(fold.outcome(package(), id(2, 1)), None);
}

#[test]
fn s_51_choosing_replaces_all_that_was_seen_and_history_keeps_it() {
    let mut server = Server::new();
    let (mut ann, mut bob) = (Page::new(1), Page::new(2));
    let by_ann = ann.makes(&server.fold, "reason", set("long"));
    let by_bob = bob.makes(&server.fold, "reason", set("short"));
    server.takes(by_ann);
    server.takes(by_bob);
    server.says(&mut ann, "reason", Kind::Resolve(text("middle")));
    assert_eq!(held(&server.fold, "reason"), value("middle"));
    let history: Vec<_> =
        server.fold.history(&place("reason")).iter().map(|entry| entry.operation.kind.clone()).collect();
    assert_eq!(history, [set("long"), set("short"), Kind::Resolve(text("middle"))]);
}

#[test]
fn an_answer_against_declining_is_contested() {
    let fold =
        folded(&[operation(id(1, 1), "reason", Kind::Decline, &[]), operation(id(2, 1), "reason", set("short"), &[])]);
    assert_eq!(held(&fold, "reason"), Held::Contested(vec![Value::Text("short".into())]));
}

#[test]
fn s_20_what_is_no_value_is_held_as_typed() {
    let fold = folded(&[operation(id(1, 1), "heard_on", Kind::Unparsed("31/02/2026".into()), &[])]);
    assert_eq!(held(&fold, "heard_on"), Held::Unparsed("31/02/2026".into()));
}

#[test]
fn each_option_is_its_own_place_and_chosen_wins() {
    let mut server = Server::new();
    let (mut ann, mut bob) = (Page::new(1), Page::new(2));
    server.says(&mut ann, "assets", Kind::Choose("shares".into()));
    let untick = bob.makes(&server.fold, "assets", Kind::Unchoose("shares".into()));
    let tick = ann.makes(&server.fold, "assets", Kind::Choose("shares".into()));
    server.says(&mut ann, "assets", Kind::Choose("cash".into()));
    server.takes(untick);
    assert_eq!(held(&server.fold, "assets"), chosen(&["cash"]));
    server.takes(tick);
    assert_eq!(held(&server.fold, "assets"), chosen(&["cash", "shares"]), "in the order of the question");
}

#[test]
fn a_set_that_is_cleared_while_somebody_ticks_keeps_the_tick_and_asks_nothing() {
    let mut server = Server::new();
    let (mut ann, mut bob) = (Page::new(1), Page::new(2));
    server.says(&mut ann, "assets", Kind::Choose("shares".into()));
    let clear = bob.makes(&server.fold, "assets", Kind::Clear);
    let tick = ann.makes(&server.fold, "assets", Kind::Choose("cash".into()));
    server.takes(clear);
    assert_eq!(held(&server.fold, "assets"), Held::Empty);
    server.takes(tick);
    assert_eq!(held(&server.fold, "assets"), chosen(&["cash"]));
}

#[test]
fn a_set_declined_by_one_and_ticked_by_another_is_contested_until_somebody_saw_both() {
    let mut server = Server::new();
    let (mut ann, mut bob) = (Page::new(1), Page::new(2));
    let decline = bob.makes(&server.fold, "assets", Kind::Decline);
    let tick = ann.makes(&server.fold, "assets", Kind::Choose("cash".into()));
    server.takes(decline);
    server.takes(tick);
    assert_eq!(held(&server.fold, "assets"), Held::Contested(vec![Value::Choices(vec!["cash".into()])]));
    server.says(&mut bob, "assets", Kind::Choose("cash".into()));
    assert_eq!(held(&server.fold, "assets"), chosen(&["cash"]));
}

#[test]
fn ticking_after_declining_replaces_it() {
    let mut server = Server::new();
    let mut ann = Page::new(1);
    server.says(&mut ann, "assets", Kind::Decline);
    assert_eq!(held(&server.fold, "assets"), Held::Declined);
    server.says(&mut ann, "assets", Kind::Choose("cash".into()));
    assert_eq!(held(&server.fold, "assets"), chosen(&["cash"]));
    server.says(&mut ann, "assets", Kind::Unchoose("cash".into()));
    assert_eq!(held(&server.fold, "assets"), Held::Empty);
}

#[test]
fn each_file_is_its_own_place_and_given_wins() {
    let mut server = Server::new();
    let (mut ann, mut bob) = (Page::new(1), Page::new(2));
    server.says(&mut ann, "payslips", Kind::Attach(file("may")));
    let away = bob.makes(&server.fold, "payslips", Kind::Detach(file("may")));
    let again = ann.makes(&server.fold, "payslips", Kind::Attach(file("may")));
    server.says(&mut ann, "payslips", Kind::Attach(file("june")));
    server.takes(away);
    let references = |fold: &Fold| -> Vec<String> {
        let answers = fold.answers(package());
        answers.files[&place("payslips")].iter().map(|file| file.reference.to_string()).collect()
    };
    assert_eq!(references(&server.fold), ["june"]);
    server.takes(again);
    assert_eq!(references(&server.fold), ["june", "may"]);
    let answers = server.fold.answers(package());
    assert!(answers.files[&place("payslips")].iter().all(|file| file.state == FileState::Pending));
}

#[test]
fn a_confirmation_counts_while_the_answer_it_saw_is_the_only_one() {
    let mut server = Server::new();
    let (mut ann, mut bob) = (Page::new(1), Page::new(2));
    let with_read = |mut operation: Operation, read: u8| {
        operation.read = Some([read; 8]);
        operation
    };
    let answer = |server: &Server| server.fold.answers(package()).items[&place("reason")].clone();
    let first = ann.makes(&server.fold, "reason", set("long"));
    server.takes(with_read(first, 1));
    assert_eq!(answer(&server), HeldAnswer { held: value("long"), read: Some([1; 8]) });
    let elsewhere = bob.makes(&server.fold, "reason", set("short"));
    let confirmed = ann.makes(&server.fold, "reason", Kind::Confirm);
    server.takes(with_read(confirmed, 2));
    assert_eq!(answer(&server), HeldAnswer { held: value("long"), read: Some([2; 8]) });
    server.takes(with_read(elsewhere, 3));
    assert_eq!(answer(&server), HeldAnswer { held: value("short"), read: Some([3; 8]) });
}

#[test]
fn a_mark_is_set_by_confirming_it() {
    let mut confirm = operation(id(1, 1), "checked", Kind::Confirm, &[]);
    confirm.read = Some([7; 8]);
    let fold = folded(&[confirm]);
    let mark = HeldAnswer { held: Held::Value(Value::YesNo(true)), read: Some([7; 8]) };
    assert_eq!(fold.answers(package()).items[&place("checked")], mark);
}

#[test]
fn a_fact_is_what_the_server_said_last_and_observed_on_its_london_day() {
    let mut late = operation(id(9, 2), "benefit", Kind::SetFact(WireFact::Value(text("yes"))), &[id(9, 1)]);
    late.time = "2026-06-30T23:30:00.000Z".parse().unwrap();
    let fold = folded(&[operation(id(9, 1), "benefit", pending(), &[]), late]);
    let fact = fold.answers(package()).facts[&place("benefit")].clone();
    assert_eq!(fact.held, FactHeld::Value(Value::YesNo(true)));
    assert_eq!(fact.observed_on, "2026-07-01".parse().ok());
}

#[test]
fn s_32_an_operation_is_applied_once_however_often_it_comes() {
    let log =
        log(&[operation(id(1, 1), "reason", set("long"), &[]), operation(id(1, 2), "proc", Kind::CloseList, &[])]);
    let mut fold = operations::fold(package(), DRAFT, &log);
    let before = fold.answers(package());
    for _ in 0..100 {
        for logged in log.iter().rev() {
            assert_eq!(fold.apply(package(), logged), []);
        }
    }
    assert_eq!(fold.answers(package()), before);
    assert_eq!(fold.len(), 2);
    assert_eq!(fold.known(), [(operations::ReplicaId(1), 2)].into());
}

#[test]
fn an_operation_of_this_device_counts_at_once_and_gets_its_place_in_the_log_later() {
    let mut fold = Fold::new(DRAFT);
    let own = operation(id(1, 1), "reason", set("mine"), &[]);
    assert_eq!(
        fold.apply_own(package(), &own),
        [Holding::Answer(place("reason"), HeldAnswer { held: value("mine"), read: None })]
    );
    let theirs = operation(id(2, 1), "reason", set("theirs"), &[]);
    fold.apply(package(), &logged(2, theirs));
    let both = |first: &str, second: &str| Held::Contested(vec![Value::Text(first.into()), Value::Text(second.into())]);
    assert_eq!(held(&fold, "reason"), both("theirs", "mine"));
    fold.apply(package(), &logged(1, own));
    assert_eq!(held(&fold, "reason"), both("mine", "theirs"));
}

#[test]
fn s_36_each_reason_sets_aside_and_what_follows_is_applied() {
    let wrong = |at: &str, kind: Kind| operation(id(1, 1), at, kind, &[]);
    let saw = |kind: Kind, count: usize| {
        let saw: Vec<_> = (1..=count as u64).map(|n| id(7, n)).collect();
        let at = if kind == Kind::RemoveRow { format!("proc[{ROW}]") } else { "reason".into() };
        operation(id(1, 1), &at, kind, &saw)
    };
    for (operation, expected) in [
        (saw(set("x"), MOST_SAW), None),
        (saw(set("x"), MOST_SAW + 1), Some(Reason::TooLarge)),
        (saw(Kind::RemoveRow, MOST_SAW_OF_REMOVED_ROW), None),
        (saw(Kind::RemoveRow, MOST_SAW_OF_REMOVED_ROW + 1), Some(Reason::TooLarge)),
        (wrong("reason", set(&"x".repeat(MOST_TEXT_CHARACTERS))), None),
        (wrong("reason", set(&"x".repeat(MOST_TEXT_CHARACTERS + 1))), Some(Reason::TooLarge)),
        (wrong("reason", Kind::Unparsed("x".repeat(MOST_TEXT_CHARACTERS + 1))), Some(Reason::TooLarge)),
        (wrong("unheard_of", set("x")), Some(Reason::UnknownQuestion)),
        (wrong("cost", set("12.50")), Some(Reason::UnknownQuestion)),
        (wrong("proc[r1].cost", set("12.50")), Some(Reason::UnknownQuestion)),
        (wrong("savings[gold].balance", set("12.50")), None),
        (wrong("heard_on", set("31/02/2026")), Some(Reason::WrongType)),
        (wrong("reason", set("")), Some(Reason::WrongType)),
        (wrong("reason", set(" \u{a0}\n")), Some(Reason::WrongType)),
        (wrong("assets", set("cash")), Some(Reason::WrongShape)),
        (wrong("assets", Kind::Choose("platinum".into())), None),
        (wrong("assets", Kind::Choose("a b".into())), Some(Reason::WrongType)),
        (wrong("reason", Kind::AddRow), Some(Reason::WrongShape)),
        (wrong("married", Kind::Skip), Some(Reason::WrongShape)),
        (wrong("married", Kind::Decline), Some(Reason::WrongShape)),
        (wrong("savings[cash]", Kind::AddRow), Some(Reason::WrongShape)),
        (wrong("savings", Kind::CloseList), Some(Reason::WrongShape)),
        (wrong("total", set("1.00")), Some(Reason::WrongShape)),
        (wrong("benefit", set("yes")), Some(Reason::WrongShape)),
        (wrong("payslips", set("x")), Some(Reason::WrongShape)),
        (wrong("letters", Kind::Skip), Some(Reason::WrongShape)),
        (wrong("benefit", pending()), Some(Reason::ServerOnly)),
        (wrong("reason", Kind::Forget), Some(Reason::ServerOnly)),
        (wrong("reason", Kind::Migrate), Some(Reason::ServerOnly)),
        (Operation { draft: DraftId(9), ..wrong("reason", set("x")) }, Some(Reason::OtherDraft)),
    ] {
        assert_eq!(reason(&operation), expected, "{} {:?}", operation.at, operation.kind.name());
        let fold = folded(&[operation, Operation { id: id(1, 2), ..wrong("married", set("yes")) }]);
        assert_eq!(held(&fold, "married"), Held::Value(Value::YesNo(true)));
    }
}

#[test]
fn an_operation_of_half_a_mebibyte_and_a_byte_is_too_large() {
    let of_bytes = |length: usize| operation(id(1, 1), "reason", Kind::Unparsed("\u{1}".repeat(length)), &[]);
    let envelope = operations::canonical_bytes(&of_bytes(0)).len();
    let fits = (MOST_OPERATION_BYTES - envelope) / 6;
    assert!(!is_too_large(&of_bytes(fits)));
    assert!(is_too_large(&of_bytes(fits + 1)));
}

#[test]
fn s_119_a_fact_made_by_a_client_is_set_aside_and_the_servers_own_is_not() {
    let fact = operation(id(9, 1), "benefit", Kind::SetFact(WireFact::Value(text("yes"))), &[]);
    assert_eq!(accept(package(), DRAFT, &fact, false), Err(Reason::ServerOnly));
    assert_eq!(accept(package(), DRAFT, &fact, true), Ok(place("benefit")));
    let wrong = operation(id(9, 1), "benefit", Kind::SetFact(WireFact::Value(text("perhaps"))), &[]);
    assert_eq!(accept(package(), DRAFT, &wrong, true), Err(Reason::WrongType));
}

#[test]
fn an_answer_in_a_row_that_nobody_added_is_set_aside() {
    let mut server = Server::new();
    let cost = format!("proc[{ROW}].cost");
    let answer = operation(id(1, 2), &cost, set("12.50"), &[]);
    assert_eq!(server.fold.accept(package(), &answer, false), Err(Reason::UnknownQuestion));
    server.takes(operation(id(1, 1), &format!("proc[{ROW}]"), Kind::AddRow, &[]));
    assert_eq!(server.fold.accept(package(), &answer, false), Ok(place(&cost)));
    let in_options = operation(id(1, 3), "savings[cash].balance", set("12.50"), &[]);
    assert!(server.fold.accept(package(), &in_options, false).is_ok());
}

#[test]
fn s_36_what_the_server_set_aside_counts_for_nothing_and_what_it_had_replaced_is_back() {
    let mut fold = folded(&[operation(id(1, 1), "reason", set("long"), &[])]);
    let own = operation(id(2, 1), "reason", set("late"), &[id(1, 1)]);
    fold.apply_own(package(), &own);
    fold.apply_own(package(), &operation(id(2, 2), "married", set("yes"), &[]));
    assert_eq!(held(&fold, "reason"), value("late"));
    let entry = fold.entry(id(2, 1)).unwrap().clone();
    let told = fold.set_aside(package(), entry, Reason::AfterSubmission);
    assert!(told.contains(&Holding::Answer(place("reason"), HeldAnswer { held: value("long"), read: None })));
    assert_eq!(held(&fold, "married"), Held::Value(Value::YesNo(true)));
    assert_eq!(fold.aside().len(), 1);
    let entry = fold.entry(id(2, 2)).unwrap().clone();
    let told = fold.set_aside(package(), entry, Reason::AfterSubmission);
    assert!(told.contains(&Holding::Answer(place("married"), HeldAnswer::default())));
}

#[test]
fn s_19_going_back_and_posting_again_contests_nobodys_own_answer() {
    let mut server = Server::new();
    let page = Fold::new(DRAFT);
    let own = |entry: &operations::Entry| entry.operation.id.replica == operations::ReplicaId(5);
    server.takes(operation(id(5, 1), "reason", set("first post"), &[]));
    let saw = page.saw_when_posted(&server.fold, &place("reason"), &set("second post"), own);
    assert_eq!(saw, [id(5, 1)]);
    server.takes(operation(id(6, 1), "reason", set("second post"), &saw));
    assert_eq!(held(&server.fold, "reason"), value("second post"));
    let saw = page.saw_when_posted(&server.fold, &place("reason"), &set("third"), |_| false);
    assert_eq!(saw, []);
}

#[test]
fn a_change_of_a_set_becomes_an_operation_an_option() {
    let assets = place("assets").item;
    let wanted = ChangeKind::Set(Value::Choices(vec!["cash".into(), "none".into()]));
    let now = chosen(&["shares", "none"]);
    assert_eq!(
        kinds(package(), assets, &wanted, &now).unwrap(),
        [Kind::Unchoose("shares".into()), Kind::Choose("cash".into())]
    );
    let reason = place("reason").item;
    let text = ChangeKind::Set(Value::Text("Zoe\u{308}".into()));
    assert_eq!(kinds(package(), reason, &text, &Held::Empty).unwrap(), [set("Zoë")]);
    let nul = ChangeKind::Set(Value::Text("a\0b".into()));
    assert_eq!(kinds(package(), reason, &nul, &Held::Empty), None);
}

#[test]
fn lists_open_and_close_and_rows_come_and_go_as_the_engine_holds_them() {
    let mut server = Server::new();
    let mut ann = Page::new(1);
    server.says(&mut ann, &format!("proc[{ROW}]"), Kind::AddRow);
    server.says(&mut ann, &format!("proc[{OTHER_ROW}]"), Kind::AddRow);
    server.says(&mut ann, "proc", Kind::CloseList);
    let list = |server: &Server| server.fold.answers(package()).lists[&place("proc")].clone();
    assert_eq!(list(&server).end, ListHeld::Closed);
    server.says(&mut ann, &format!("proc[{OTHER_ROW}]"), Kind::MoveRow { before: Some(ROW.into()) });
    server.says(&mut ann, &format!("proc[{ROW}]"), Kind::RemoveRow);
    assert_eq!(list(&server).rows, [(OTHER_ROW.into(), RowHeld::Present), (ROW.into(), RowHeld::Removed)]);
    server.says(&mut ann, &format!("proc[{ROW}]"), Kind::RestoreRow);
    assert_eq!(list(&server).rows, [(OTHER_ROW.into(), RowHeld::Present), (ROW.into(), RowHeld::Present)]);
}
