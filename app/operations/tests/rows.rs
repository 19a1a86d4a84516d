//! Rows and the end of a list under concurrent changes (sync.md section 7).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use interview::value::{Held, ListHeld, RowHeld, Value};
use operations::{Kind, Operation};
use support::*;

fn row(key: &str) -> String {
    format!("proc[{key}]")
}

fn presence(server: &Server, key: &str) -> RowHeld {
    let answers = server.fold.answers(package());
    answers.lists[&place("proc")].rows.iter().find(|(row, _)| &**row == key).unwrap().1
}

fn end(server: &Server) -> ListHeld {
    server.fold.answers(package()).lists.get(&place("proc")).map(|list| list.end).unwrap_or_default()
}

fn order(server: &Server) -> Vec<String> {
    let answers = server.fold.answers(package());
    answers.lists[&place("proc")].rows.iter().map(|(row, _)| row.to_string()).collect()
}

/// Ann has a row with an answer, and she and Bob see it.
fn with_a_row() -> (Server, Page, Page) {
    let mut server = Server::new();
    let mut ann = Page::new(1);
    server.says(&mut ann, &row(ROW), Kind::AddRow);
    server.says(&mut ann, &format!("{}.cost", row(ROW)), set("12.50"));
    (server, ann, Page::new(2))
}

#[test]
fn a_row_hides_if_whoever_removed_it_saw_all_of_it() {
    let (mut server, _, mut bob) = with_a_row();
    server.says(&mut bob, &row(ROW), Kind::RemoveRow);
    assert_eq!(presence(&server, ROW), RowHeld::Removed);
    let answers = server.fold.answers(package());
    let cost = answers.items[&place(&format!("{}.cost", row(ROW)))].held.clone();
    assert_eq!(cost, Held::Value(Value::Money("12.50".parse().unwrap())), "its content stays restorable");
}

#[test]
fn a_row_with_an_answer_its_remover_had_not_seen_is_disputed_in_either_order() {
    for removal_first in [true, false] {
        let (mut server, mut ann, mut bob) = with_a_row();
        let removal = bob.makes(&server.fold, &row(ROW), Kind::RemoveRow);
        let answer = ann.makes(&server.fold, &format!("{}.cost", row(ROW)), set("13.00"));
        let both = if removal_first { [removal, answer] } else { [answer, removal] };
        for operation in both {
            server.takes(operation);
        }
        assert_eq!(presence(&server, ROW), RowHeld::Disputed);
        server.says(&mut bob, &row(ROW), Kind::RemoveRow);
        assert_eq!(presence(&server, ROW), RowHeld::Removed);
    }
}

#[test]
fn a_disputed_row_is_kept_by_restoring_it() {
    let (mut server, mut ann, mut bob) = with_a_row();
    let removal = bob.makes(&server.fold, &row(ROW), Kind::RemoveRow);
    server.says(&mut ann, &format!("{}.cost", row(ROW)), set("13.00"));
    server.takes(removal);
    server.says(&mut ann, &row(ROW), Kind::RestoreRow);
    assert_eq!(presence(&server, ROW), RowHeld::Present);
}

#[test]
fn a_row_removed_by_one_and_restored_by_another_is_disputed() {
    let (mut server, mut ann, mut bob) = with_a_row();
    server.says(&mut bob, &row(ROW), Kind::RemoveRow);
    let restored = ann.makes(&server.fold, &row(ROW), Kind::RestoreRow);
    let removed = bob.makes(&server.fold, &row(ROW), Kind::RemoveRow);
    server.takes(restored);
    server.takes(Operation { saw: vec![], id: id(3, 1), ..removed });
    assert_eq!(presence(&server, ROW), RowHeld::Disputed);
}

#[test]
fn a_row_added_in_a_removed_row_makes_it_disputed() {
    let (mut server, mut ann, mut bob) = with_a_row();
    let job = format!("{}.job[{OTHER_ROW}]", row(ROW));
    let removal = bob.makes(&server.fold, &row(ROW), Kind::RemoveRow);
    server.says(&mut ann, &job, Kind::AddRow);
    server.takes(removal);
    assert_eq!(presence(&server, ROW), RowHeld::Disputed);
    server.says(&mut ann, &format!("{job}.job_title"), set("baker"));
    server.says(&mut bob, &row(ROW), Kind::RemoveRow);
    assert_eq!(presence(&server, ROW), RowHeld::Removed);
}

#[test]
fn a_file_given_for_a_removed_row_makes_it_disputed() {
    let (mut server, mut ann, mut bob) = with_a_row();
    let removal = bob.makes(&server.fold, &row(ROW), Kind::RemoveRow);
    server.takes(removal);
    assert_eq!(presence(&server, ROW), RowHeld::Removed);
    server.says(&mut ann, &format!("order[{ROW}]"), Kind::Attach(file("seal")));
    assert_eq!(presence(&server, ROW), RowHeld::Disputed);
}

#[test]
fn a_row_that_slipped_in_opens_the_list_again_as_a_problem() {
    let (mut server, mut ann, mut bob) = with_a_row();
    let added = ann.makes(&server.fold, &row(OTHER_ROW), Kind::AddRow);
    server.says(&mut bob, "proc", Kind::CloseList);
    assert_eq!(end(&server), ListHeld::Closed);
    server.takes(added);
    assert_eq!(end(&server), ListHeld::Reopened);
    server.says(&mut bob, "proc", Kind::CloseList);
    assert_eq!(end(&server), ListHeld::Closed);
}

#[test]
fn a_row_added_by_somebody_who_saw_the_list_closed_leaves_it_closed() {
    let (mut server, mut ann, mut bob) = with_a_row();
    server.says(&mut bob, "proc", Kind::CloseList);
    server.says(&mut ann, &row(OTHER_ROW), Kind::AddRow);
    assert_eq!(end(&server), ListHeld::Closed);
}

#[test]
fn a_row_that_slipped_in_and_was_removed_leaves_the_list_closed() {
    let (mut server, mut ann, mut bob) = with_a_row();
    let added = ann.makes(&server.fold, &row(OTHER_ROW), Kind::AddRow);
    server.says(&mut bob, "proc", Kind::CloseList);
    server.takes(added);
    server.says(&mut ann, &row(OTHER_ROW), Kind::RemoveRow);
    assert_eq!(end(&server), ListHeld::Closed);
}

#[test]
fn a_page_knows_its_own_rows_without_naming_them() {
    let mut server = Server::new();
    server.takes(operation(id(1, 1), &row(ROW), Kind::AddRow, &[]));
    server.takes(operation(id(1, 2), "proc", Kind::CloseList, &[]));
    assert_eq!(end(&server), ListHeld::Closed);
    server.takes(operation(id(1, 3), &row(OTHER_ROW), Kind::AddRow, &[]));
    assert_eq!(end(&server), ListHeld::Closed, "it had closed the list itself");
    server.takes(operation(id(1, 4), &row(ROW), Kind::RemoveRow, &[]));
    assert_eq!(presence(&server, ROW), RowHeld::Removed);
}

#[test]
fn reopening_opens_and_closing_closes_again() {
    let (mut server, mut ann, mut bob) = with_a_row();
    server.says(&mut bob, "proc", Kind::CloseList);
    server.says(&mut ann, "proc", Kind::ReopenList);
    assert_eq!(end(&server), ListHeld::Open);
    server.says(&mut bob, "proc", Kind::CloseList);
    assert_eq!(end(&server), ListHeld::Closed);
}

#[test]
fn a_list_closed_by_one_while_another_reopens_it_is_open() {
    let (mut server, mut ann, mut bob) = with_a_row();
    server.says(&mut bob, "proc", Kind::CloseList);
    let reopened = ann.makes(&server.fold, "proc", Kind::ReopenList);
    let closed = bob.makes(&server.fold, "proc", Kind::CloseList);
    server.takes(reopened);
    server.takes(closed);
    assert_eq!(end(&server), ListHeld::Open);
}

#[test]
fn moves_keep_the_order_of_the_log() {
    let mut server = Server::new();
    let (mut ann, mut bob) = (Page::new(1), Page::new(2));
    for key in [ROW, OTHER_ROW, THIRD_ROW] {
        server.says(&mut ann, &row(key), Kind::AddRow);
    }
    let by_ann = ann.makes(&server.fold, &row(ROW), Kind::MoveRow { before: None });
    let by_bob = bob.makes(&server.fold, &row(ROW), Kind::MoveRow { before: Some(THIRD_ROW.into()) });
    server.takes(by_ann);
    assert_eq!(order(&server), [OTHER_ROW, THIRD_ROW, ROW]);
    server.takes(by_bob);
    assert_eq!(order(&server), [OTHER_ROW, ROW, THIRD_ROW], "the newest wins");
    server.says(&mut ann, &row(ROW), Kind::MoveRow { before: Some("018f00000000000000000000000000ff".into()) });
    server.says(&mut ann, &row(THIRD_ROW), Kind::MoveRow { before: Some(THIRD_ROW.into()) });
    assert_eq!(order(&server), [OTHER_ROW, THIRD_ROW, ROW], "before no row there is: to the end");
}

#[test]
fn a_row_added_twice_is_one_row() {
    let mut server = Server::new();
    server.takes(operation(id(1, 1), &row(ROW), Kind::AddRow, &[]));
    server.takes(operation(id(2, 1), &row(OTHER_ROW), Kind::AddRow, &[]));
    server.takes(operation(id(3, 1), &row(ROW), Kind::AddRow, &[]));
    assert_eq!(order(&server), [ROW, OTHER_ROW]);
}

#[test]
fn a_thousand_rows_and_answers_fold_one_at_a_time() {
    let mut server = Server::new();
    let mut ann = Page::new(1);
    for number in 0..1_000 {
        let row = format!("proc[{number:032x}]");
        server.says(&mut ann, &row, Kind::AddRow);
        server.says(&mut ann, &format!("{row}.cost"), set("1.00"));
    }
    server.says(&mut ann, "proc", Kind::CloseList);
    assert_eq!(end(&server), ListHeld::Closed);
    assert_eq!(server.fold.answers(package()).items.len(), 1_000);
}
