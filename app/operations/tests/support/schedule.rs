//! Random schedules of pages that change a draft, send and read; and what really happened, which the protocol does not know.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

pub const PLACES: [&str; 3] = ["reason", "heard_on", "children"];
const PAGES: u128 = 4;

/// One event of a schedule.
#[derive(Clone, Debug)]
pub enum Event {
    /// A page changes something.
    Says { page: usize, at: String, kind: Kind },
    /// A page sends its oldest operation that the server lacks.
    Sends { page: usize },
    /// A page reads what the server has.
    Reads { page: usize },
}

/// A page with its own view; `sent` of its operations are on the server.
struct Tab {
    page: Page,
    view: Fold,
    own: Vec<Operation>,
    sent: usize,
}

/// What really happened: for each operation, everything its author had on the screen for the place, all the way back.
pub struct Story {
    pub log: Vec<Logged>,
    pub past: BTreeMap<OperationId, BTreeSet<OperationId>>,
    pub views: Vec<Fold>,
}

pub fn play(events: &[Event]) -> Story {
    let mut tabs: Vec<Tab> = (1..=PAGES)
        .map(|replica| Tab { page: Page::new(replica), view: Fold::new(DRAFT), own: vec![], sent: 0 })
        .collect();
    let (mut log, mut past) = (Vec::new(), BTreeMap::new());
    let mut known: Vec<Vec<Operation>> = vec![vec![]; tabs.len()];
    for event in events {
        match event {
            Event::Says { page, at, kind } => {
                let tab = &mut tabs[*page];
                let operation = tab.page.makes(&tab.view, at, kind.clone());
                if tab.view.accept(package(), &operation, false).is_err() {
                    tab.page.n -= 1;
                    continue;
                }
                let near = |other: &&Operation| near(&other.at) == near(at);
                past.insert(operation.id, known[*page].iter().filter(near).map(|other| other.id).collect());
                tab.view.apply_own(package(), &operation);
                known[*page].push(operation.clone());
                tab.own.push(operation);
            }
            Event::Sends { page } => send(&mut tabs[*page], &mut log),
            Event::Reads { page } => read(&mut tabs[*page], &mut known[*page], &log),
        }
    }
    for tab in &mut tabs {
        while tab.sent < tab.own.len() {
            send(tab, &mut log);
        }
    }
    for (tab, known) in tabs.iter_mut().zip(&mut known) {
        read(tab, known, &log);
    }
    Story { log, past, views: tabs.into_iter().map(|tab| tab.view).collect() }
}

fn send(tab: &mut Tab, log: &mut Vec<Logged>) {
    if let Some(operation) = tab.own.get(tab.sent) {
        log.push(logged(log.len() as u64 + 1, operation.clone()));
        tab.sent += 1;
    }
}

fn read(tab: &mut Tab, known: &mut Vec<Operation>, log: &[Logged]) {
    tab.view.apply_all(package(), log);
    let new = log.iter().filter(|logged| !known.iter().any(|known| known.id == logged.operation.id));
    let new: Vec<Operation> = new.map(|logged| logged.operation.clone()).collect();
    known.extend(new);
}

/// Operations on a list and its rows are on one screen.
fn near(at: &str) -> &str {
    at.split('[').next().filter(|_| !at.contains('.')).unwrap_or(at)
}

fn row() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![ROW, OTHER_ROW, THIRD_ROW])
}

pub fn answer() -> impl Strategy<Value = (String, Kind)> {
    let values = prop_oneof![
        Just(("reason", set("a"))),
        Just(("reason", set("b"))),
        Just(("heard_on", set("2026-11-18"))),
        Just(("heard_on", set("2026-11-19"))),
        Just(("heard_on", Kind::Unparsed("31/02/2026".into()))),
        Just(("children", Kind::Set(serde_json::from_str("1").unwrap()))),
        Just(("children", Kind::Set(serde_json::from_str("2").unwrap()))),
    ];
    let blank = (
        prop::sample::select(PLACES.to_vec()),
        prop::sample::select(vec![Kind::Clear, Kind::Skip, Kind::Decline, Kind::NotKnown]),
    );
    prop_oneof![4 => values, 1 => blank].prop_map(|(at, kind)| (at.to_owned(), kind))
}

pub fn list_event() -> impl Strategy<Value = (String, Kind)> {
    let rows = any::<u128>().prop_map(|row| (format!("proc[{row:032x}]"), Kind::AddRow));
    prop_oneof![2 => rows, 1 => Just(("proc".to_owned(), Kind::CloseList))]
}

/// Every kind there is, at every kind of place.
pub fn anything() -> impl Strategy<Value = (String, Kind)> {
    let option = prop::sample::select(vec!["cash", "shares", "none", "gone"]);
    let set_of_options = (option, any::<bool>()).prop_map(|(option, chosen)| {
        let kind = if chosen { Kind::Choose(option.into()) } else { Kind::Unchoose(option.into()) };
        ("assets".to_owned(), kind)
    });
    let whole_set = prop::sample::select(vec![Kind::Clear, Kind::Skip, Kind::Decline, Kind::Confirm])
        .prop_map(|kind| ("assets".to_owned(), kind));
    let files =
        (prop::sample::select(vec!["payslips", "letters"]), any::<bool>(), prop::sample::select(vec!["x", "y"]))
            .prop_map(|(at, given, name)| {
                (at.to_owned(), if given { Kind::Attach(file(name)) } else { Kind::Detach(file(name)) })
            });
    let marks = prop::sample::select(vec![Kind::Confirm, Kind::Clear]).prop_map(|kind| ("checked".to_owned(), kind));
    let rows = (row(), row(), 0..6_u8).prop_map(|(row, other, what)| {
        let kind = match what {
            0 | 1 => Kind::AddRow,
            2 => Kind::RemoveRow,
            3 => Kind::RestoreRow,
            4 => Kind::MoveRow { before: Some(other.into()) },
            _ => Kind::MoveRow { before: None },
        };
        (format!("proc[{row}]"), kind)
    });
    let inside = (row(), row(), 0..4_u8).prop_map(|(row, job, what)| match what {
        0 => (format!("proc[{row}].cost"), set("1.00")),
        1 => (format!("proc[{row}].cost"), Kind::Clear),
        2 => (format!("proc[{row}].job[{job}]"), Kind::AddRow),
        _ => (format!("order[{row}]"), Kind::Attach(file("seal"))),
    });
    let ends = prop::sample::select(vec![Kind::CloseList, Kind::ReopenList]).prop_map(|kind| ("proc".to_owned(), kind));
    let confirmed = prop::sample::select(PLACES.to_vec()).prop_map(|at| (at.to_owned(), Kind::Confirm));
    prop_oneof![
        1 => answer(),
        1 => set_of_options,
        1 => whole_set,
        1 => files,
        1 => marks,
        3 => rows,
        2 => inside,
        1 => ends,
        1 => confirmed,
    ]
}

pub fn schedule(said: impl Strategy<Value = (String, Kind)>) -> impl Strategy<Value = Vec<Event>> {
    let page = || 0..PAGES as usize;
    let event = prop_oneof![
        3 => (page(), said).prop_map(|(page, (at, kind))| Event::Says { page, at, kind }),
        3 => page().prop_map(|page| Event::Sends { page }),
        2 => page().prop_map(|page| Event::Reads { page }),
    ];
    prop::collection::vec(event, 0..80)
}
