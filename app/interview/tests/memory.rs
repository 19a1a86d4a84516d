//! How much memory a draft takes: bytes allocated in `open_1000`, divided by the nodes it has (E-52). Counted, not timed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use allocation_counter::measure;
use common::{Played, compile, made};
use interview::Draft;

/// Opens the draft anew; bytes that stay allocated for each of its nodes.
fn bytes_a_node(played: &Played) -> i64 {
    let answers = played.draft.answers();
    let mut opened: Option<Draft> = None;
    let counted = measure(|| opened = Some(Draft::open(played.draft.definition(), played.draft.today(), &answers)));
    counted.bytes_current / i64::try_from(opened.unwrap().instances()).unwrap()
}

#[test]
fn e_52_a_draft_takes_at_most_two_hundred_bytes_for_each_node() {
    let mut played = Played::open(&compile(&made::chain(1_000, false)));
    for index in 0..1_000 {
        played.set(&format!("q{index}"), "yes");
    }
    let bytes = bytes_a_node(&played);
    println!("a chain of 1,000: {bytes} bytes a node");
    assert!(bytes <= 200, "{bytes}");
}

#[test]
fn e_52_rows_take_no_more_for_a_node_than_the_application() {
    let mut played = Played::open(&compile(&made::bill()));
    for row in 0..500 {
        played.add(&format!("line[r{row}]"));
        played.set(&format!("line[r{row}].price"), "2.00").set(&format!("line[r{row}].what"), "Attendance at court");
    }
    let bytes = bytes_a_node(&played);
    println!("a bill of 500 lines: {bytes} bytes a node");
    assert!(bytes <= 200, "{bytes}");
}
