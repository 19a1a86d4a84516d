//! Laws of heads and merging, judged by an oracle that knows who had really seen what, which the protocol does not: the
//! relevant half of `sync_sim.py`, with every kind of operation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use interview::change::Answers;
use interview::value::{Held, ListHeld};
use operations::{Fold, Holding, Kind, Logged, Operation, OperationId, ReplicaId, fold};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::*;

const PLACES: [&str; 3] = ["reason", "heard_on", "children"];
const PAGES: u128 = 4;

/// One event of a schedule.
#[derive(Clone, Debug)]
enum Event {
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
struct Story {
    log: Vec<Logged>,
    past: BTreeMap<OperationId, BTreeSet<OperationId>>,
    views: Vec<Fold>,
}

fn play(events: &[Event]) -> Story {
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

fn answer() -> impl Strategy<Value = (String, Kind)> {
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

fn list_event() -> impl Strategy<Value = (String, Kind)> {
    let rows = any::<u128>().prop_map(|row| (format!("proc[{row:032x}]"), Kind::AddRow));
    prop_oneof![2 => rows, 1 => Just(("proc".to_owned(), Kind::CloseList))]
}

/// Every kind there is, at every kind of place.
fn anything() -> impl Strategy<Value = (String, Kind)> {
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

fn schedule(said: impl Strategy<Value = (String, Kind)>) -> impl Strategy<Value = Vec<Event>> {
    let page = || 0..PAGES as usize;
    let event = prop_oneof![
        3 => (page(), said).prop_map(|(page, (at, kind))| Event::Says { page, at, kind }),
        3 => page().prop_map(|page| Event::Sends { page }),
        2 => page().prop_map(|page| Event::Reads { page }),
    ];
    prop::collection::vec(event, 0..80)
}

/// The definition of heads, word for word: not listed in `saw` by another of the place, not followed by a later one of
/// its own replica.
fn heads_by_definition(log: &[Logged], at: &str) -> BTreeSet<OperationId> {
    let here: Vec<&Operation> =
        log.iter().map(|logged| &logged.operation).filter(|operation| operation.at == at).collect();
    let replaced =
        |id: OperationId| here.iter().any(|other| other.id != id && (other.saw.contains(&id) || id.precedes(other.id)));
    here.iter().map(|operation| operation.id).filter(|id| !replaced(*id)).collect()
}

fn heads(fold: &Fold, at: &str) -> BTreeSet<OperationId> {
    fold.heads(&place(at)).iter().map(|entry| entry.operation.id).collect()
}

/// A list is complete if somebody closed it and every row was seen by a closer or its author knew it was closed.
fn complete(log: &[Logged], past: &BTreeMap<OperationId, BTreeSet<OperationId>>) -> bool {
    let of_kind = |kind: &Kind| -> Vec<OperationId> {
        log.iter().map(|logged| &logged.operation).filter(|it| it.kind == *kind).map(|it| it.id).collect()
    };
    let (closes, adds) = (of_kind(&Kind::CloseList), of_kind(&Kind::AddRow));
    let seen_closed = |add: &OperationId| closes.iter().any(|close| past[add].contains(close));
    let listed = |add: &OperationId| closes.iter().any(|close| past[close].contains(add));
    !closes.is_empty() && adds.iter().all(|add| listed(add) || seen_closed(add))
}

fn shuffled(log: &[Logged], keys: &[u32]) -> Vec<Logged> {
    let mut keyed: Vec<(u32, &Logged)> = keys.iter().copied().cycle().zip(log).collect();
    keyed.sort_by_key(|(key, logged)| (*key, logged.revision % 7));
    keyed.into_iter().map(|(_, logged)| logged.clone()).collect()
}

proptest! {
    #[test]
    fn s_50_s_51_only_what_was_really_seen_is_replaced(events in schedule(answer())) {
        let story = play(&events);
        let server = fold(package(), DRAFT, &story.log);
        for at in PLACES {
            let here: BTreeSet<OperationId> =
                story.log.iter().map(|logged| &logged.operation).filter(|it| it.at == at).map(|it| it.id).collect();
            let mut beaten = BTreeSet::new();
            for id in &here {
                let mut todo: Vec<OperationId> = story.past[id].iter().copied().collect();
                while let Some(earlier) = todo.pop() {
                    if beaten.insert(earlier) {
                        todo.extend(&story.past[&earlier]);
                    }
                }
            }
            let offered = heads(&server, at);
            // Nothing that was never seen is gone (silent-overwrite), and nothing that was seen is offered (stale-shown).
            prop_assert_eq!(&offered, &here.difference(&beaten).copied().collect(), "{}", at);
            prop_assert_eq!(&offered, &heads_by_definition(&story.log, at), "{}", at);
            let held = server.answers(package()).items.get(&place(at)).map(|answer| answer.held.clone());
            if offered.len() == 1 {
                prop_assert!(!matches!(held, Some(Held::Contested(_))));
            }
            prop_assert_eq!(held.is_none(), here.is_empty());
        }
    }

    #[test]
    fn a_list_is_closed_only_if_no_row_slipped_in(events in schedule(list_event())) {
        let story = play(&events);
        let server = fold(package(), DRAFT, &story.log);
        let end = server.answers(package()).lists.get(&place("proc")).map(|list| list.end).unwrap_or_default();
        prop_assert_eq!(end == ListHeld::Closed, complete(&story.log, &story.past));
        let closed_once = story.log.iter().any(|logged| logged.operation.kind == Kind::CloseList);
        prop_assert_eq!(end == ListHeld::Open, !closed_once);
    }

    #[test]
    fn s_52_every_page_and_every_order_gives_the_servers_result(
        events in schedule(anything()),
        keys in prop::collection::vec(any::<u32>(), 1..40),
    ) {
        let story = play(&events);
        let server = fold(package(), DRAFT, &story.log);
        let expected = server.answers(package());
        for view in &story.views {
            prop_assert_eq!(&view.answers(package()), &expected);
        }
        let other_order = fold(package(), DRAFT, &shuffled(&story.log, &keys));
        prop_assert_eq!(&other_order.answers(package()), &expected);
        for at in PLACES.into_iter().chain(["assets", "payslips", "checked"]) {
            prop_assert_eq!(heads(&other_order, at), heads(&server, at));
        }
        prop_assert!(server.aside().is_empty());
    }

    #[test]
    fn s_32_what_is_told_one_at_a_time_adds_up_however_often_it_comes(
        events in schedule(anything()),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let story = play(&events);
        let mut told = Answers::default();
        let mut server = Fold::new(DRAFT);
        for logged in &story.log {
            for holding in server.apply(package(), logged) {
                match holding {
                    Holding::Answer(place, held) => drop(told.items.insert(place, held)),
                    Holding::List(place, held) => drop(told.lists.insert(place, held)),
                    Holding::Fact(place, held) => drop(told.facts.insert(place, held)),
                    Holding::Files(place, held) => drop(told.files.insert(place, held)),
                }
            }
        }
        // A list that is as if nobody had spoken of it is left out of the whole.
        told.lists.retain(|_, list| *list != Default::default());
        prop_assert_eq!(&told, &server.answers(package()));
        for index in again.iter().filter(|_| !story.log.is_empty()) {
            prop_assert!(server.apply(package(), index.get(&story.log)).is_empty());
        }
        prop_assert_eq!(&told, &fold(package(), DRAFT, &story.log).answers(package()));
    }

    /// The engine is given no ids, authors or times: with others it is given the same.
    #[test]
    fn s_123_other_ids_authors_and_times_give_the_same_answers(events in schedule(anything()), mask in any::<u128>()) {
        let story = play(&events);
        let other = |id: OperationId| OperationId { replica: ReplicaId(id.replica.0 ^ mask), n: id.n };
        let renamed: Vec<Logged> = story.log.iter().cloned().map(|mut logged| {
            logged.author = "bob".into();
            logged.at = "2020-01-01T00:00:00.000Z".parse().unwrap();
            logged.operation.time = logged.at;
            logged.operation.id = other(logged.operation.id);
            logged.operation.saw = logged.operation.saw.iter().copied().map(other).collect();
            logged
        }).collect();
        let before = fold(package(), DRAFT, &story.log).answers(package());
        prop_assert_eq!(fold(package(), DRAFT, &renamed).answers(package()), before);
    }

    /// Each option is decided by the definition of heads over what was said of it and of the whole question.
    #[test]
    fn options_are_heads_of_their_own(events in schedule(anything())) {
        let story = play(&events);
        let server = fold(package(), DRAFT, &story.log);
        let here: Vec<&Operation> = story.log.iter().map(|logged| &logged.operation)
            .filter(|it| it.at == "assets" && it.kind != Kind::Confirm).collect();
        let option = |kind: &Kind| match kind {
            Kind::Choose(option) | Kind::Unchoose(option) => Some(option.to_string()),
            _ => None,
        };
        let chosen: BTreeSet<String> = here.iter().filter(|it| matches!(it.kind, Kind::Choose(_))).filter(|it| {
            !here.iter().any(|other| {
                let touches = option(&other.kind).is_none() || option(&other.kind) == option(&it.kind);
                other.id != it.id && touches && (other.saw.contains(&it.id) || it.id.precedes(other.id))
            })
        }).filter_map(|it| option(&it.kind)).collect();
        let answers = server.answers(package());
        let held = match answers.items.get(&place("assets")).map(|answer| &answer.held) {
            Some(Held::Value(interview::value::Value::Choices(options))) => options.clone(),
            Some(Held::Contested(values)) => match values.first() {
                Some(interview::value::Value::Choices(options)) => options.clone(),
                _ => vec![],
            },
            _ => vec![],
        };
        prop_assert_eq!(held.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), chosen);
    }
}
