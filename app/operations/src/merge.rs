//! What the heads of a place mean (the table of sync.md section 7): one answer, several, or members of a set.
//!
//! Left out: which operations are heads ([`crate::heads`]) and rows ([`crate::rows`]).

use crate::entry::Entry;
use crate::heads::Scope;
use crate::operation::Kind;
use crate::place::Standing;
use crate::wire_value::typed;
use interview::change::{HeldAnswer, HeldFact};
use interview::package::{ItemIndex, ItemKind, Options, Package};
use interview::value::{FactHeld, FileReference, FileState, Held, OptionId, Value};
use interview::wire::in_order;
use std::collections::BTreeMap;

/// What an operation speaks of.
pub(crate) fn scope(kind: &Kind) -> Scope {
    match kind {
        Kind::Choose(option) | Kind::Unchoose(option) => Scope::Member(option.clone()),
        Kind::Attach(file) | Kind::Detach(file) => Scope::Member(file.reference.as_str().into()),
        _ => Scope::Whole,
    }
}

/// What is held, by the heads in order of revision (the last one is the one shown) and the confirmations in the same order.
pub(crate) fn answer(
    package: &Package,
    item: ItemIndex,
    standing: Standing,
    heads: &[&Entry],
    confirmations: &[&Entry],
) -> HeldAnswer {
    if standing == Standing::Mark {
        return mark(heads);
    }
    let held = match standing {
        Standing::Set => set(package, item, heads),
        _ => one(package, item, heads),
    };
    let counts = |confirmation: &&&Entry| heads.iter().all(|head| confirmation.knows(head.operation.id));
    let confirmed = match held {
        Held::Contested(_) => None,
        _ if heads.is_empty() => None,
        _ => confirmations.iter().rev().find(counts),
    };
    let read = match held {
        Held::Empty => None,
        _ => confirmed.or_else(|| heads.last()).and_then(|entry| entry.operation.read),
    };
    HeldAnswer { held, read }
}

/// A mark is set by confirming it; beside anything else a confirmation has no effect, and nothing is asked.
fn mark(heads: &[&Entry]) -> HeldAnswer {
    let confirmed = heads.iter().all(|head| matches!(head.operation.kind, Kind::Confirm));
    match heads.last() {
        Some(shown) if confirmed => HeldAnswer { held: Held::Value(Value::YesNo(true)), read: shown.operation.read },
        _ => HeldAnswer::default(),
    }
}

/// One head, or several that say the same: answered. Several: contested.
fn one(package: &Package, item: ItemIndex, heads: &[&Entry]) -> Held {
    let mut different = different(package, item, heads);
    if different.len() > 1 {
        return Held::Contested(different.into_iter().filter_map(|(said, _)| value_of(said)).collect());
    }
    different.pop().map(|(said, _)| said).unwrap_or_default()
}

/// What heads say, each answer once, with the last head that says so.
pub(crate) fn different<'a>(package: &Package, item: ItemIndex, heads: &[&'a Entry]) -> Vec<(Held, &'a Entry)> {
    let mut different: Vec<(Held, &Entry)> = Vec::new();
    for head in heads {
        let said = said(package, item, &head.operation.kind);
        different.retain(|(held, _)| *held != said);
        different.push((said, head));
    }
    different
}

/// What is said of a set as a whole.
fn whole(package: &Package, item: ItemIndex, heads: &[&Entry]) -> Held {
    let of_the_whole: Vec<&Entry> =
        heads.iter().copied().filter(|head| scope(&head.operation.kind) == Scope::Whole).collect();
    one(package, item, &of_the_whole)
}

/// Chosen wins over unchosen, and over a set that was cleared or skipped; only a set that somebody declined is contested.
fn set(package: &Package, item: ItemIndex, heads: &[&Entry]) -> Held {
    let mut chosen: Vec<OptionId> = Vec::new();
    let mut declined = false;
    for head in heads {
        match &head.operation.kind {
            Kind::Choose(option) if !chosen.contains(option) => chosen.push(option.clone()),
            Kind::Decline | Kind::NotKnown | Kind::Unparsed(_) => declined = true,
            _ => {}
        }
    }
    if chosen.is_empty() {
        return whole(package, item, heads);
    }
    let no_options = Options::default();
    let options = match package.items.get(item as usize).map(|item| &item.kind) {
        Some(ItemKind::Question(question)) => question.options.as_ref().unwrap_or(&no_options),
        _ => &no_options,
    };
    let value = Value::Choices(in_order(package, options, chosen));
    if declined { Held::Contested(vec![value]) } else { Held::Value(value) }
}

/// The files given, by reference; given wins over taken away.
pub(crate) fn files(heads: &[&Entry]) -> Vec<FileReference> {
    let mut given = BTreeMap::new();
    for head in heads {
        if let Kind::Attach(file) = &head.operation.kind {
            given.insert(file.reference.as_str(), file.category.as_deref());
        }
    }
    // The log does not know what a virus check says; until somebody tells, nothing has been checked.
    let file = |(reference, category): (&str, Option<&str>)| FileReference {
        reference: reference.into(),
        state: FileState::Pending,
        category: category.map(Into::into),
    };
    given.into_iter().map(file).collect()
}

/// A fact is what its newest head says.
pub(crate) fn fact(package: &Package, item: ItemIndex, heads: &[&Entry]) -> HeldFact {
    let Some(newest) = heads.last() else { return HeldFact::default() };
    let Kind::SetFact(fact) = &newest.operation.kind else { return HeldFact::default() };
    let held = fact.typed(package, item).unwrap_or(FactHeld::NotRequested);
    HeldFact { held, observed_on: Some(newest.operation.time.london().0), read: newest.operation.read }
}

fn said(package: &Package, item: ItemIndex, kind: &Kind) -> Held {
    match kind {
        Kind::Set(value) | Kind::Resolve(value) => typed(package, item, value).map_or(Held::Empty, Held::Value),
        Kind::Skip => Held::Skipped,
        Kind::Decline => Held::Declined,
        Kind::NotKnown => Held::NotKnown,
        Kind::Unparsed(text) => Held::Unparsed(text.clone()),
        _ => Held::Empty,
    }
}

fn value_of(held: Held) -> Option<Value> {
    match held {
        Held::Value(value) => Some(value),
        _ => None,
    }
}
