//! Laws of heads and merging, judged by an oracle that knows who had really seen what, which the protocol does not: the
//! relevant half of `sync_sim.py`, with every kind of operation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use interview::change::Answers;
use interview::value::{Held, ListHeld};
use operations::{Fold, Holding, Kind, Logged, Operation, OperationId, ReplicaId, fold};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::schedule::*;
use support::*;

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

    /// What is withdrawn is as if it had never been: what it had replaced is back.
    #[test]
    fn what_is_withdrawn_leaves_no_trace(events in schedule(anything()), keys in prop::collection::vec(any::<bool>(), 1..40)) {
        let story = play(&events);
        let (gone, stays): (Vec<_>, Vec<_>) = story.log.iter().zip(keys.iter().cycle()).partition(|(_, gone)| **gone);
        let ids: Vec<OperationId> = gone.iter().map(|(logged, _)| logged.operation.id).collect();
        let mut server = fold(package(), DRAFT, &story.log);
        server.withdraw(package(), &ids);
        let mut left = server.answers(package());
        // A place where nothing is left is told as empty.
        left.items.retain(|_, answer| *answer != Default::default());
        left.files.retain(|_, files| !files.is_empty());
        let mut expected = fold(package(), DRAFT, stays.iter().map(|(logged, _)| *logged)).answers(package());
        expected.items.retain(|_, answer| *answer != Default::default());
        expected.files.retain(|_, files| !files.is_empty());
        prop_assert_eq!(left, expected);
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
