//! Aggregates over rows (the table "Rows" of section 5 of engine.md), each read from the whole list of rows.

use crate::expression::{Scope, add, equal, order};
use crate::view::View;
use interview::package::{AggregateKind, CodeIndex, ItemKind, Over};
use interview::value::{Read, Three, Value};

/// One row of an aggregate: whether it is in, and its in-row value.
struct RowRead {
    inside: Three,
    value: Read,
}

impl View<'_> {
    pub(crate) fn aggregate(
        &self,
        kind: AggregateKind,
        over: Over,
        other: bool,
        filter: Option<CodeIndex>,
        value: Option<CodeIndex>,
        scope: &Scope<'_>,
    ) -> Read {
        let (scopes, open) = self.scopes_of_rows(over, other, scope);
        let open = open && !scope.offer;
        let read = |(relevance, scope): (Three, Scope<'_>)| RowRead {
            inside: relevance.and(filter.map_or(Three::Yes, |code| self.evaluate(code, &scope).truth())),
            value: value.map_or(Read::Value(Value::YesNo(true)), |code| self.evaluate(code, &scope)),
        };
        let rows: Vec<RowRead> = scopes.into_iter().map(read).collect();
        match kind {
            AggregateKind::Count => count(&rows, open),
            AggregateKind::Sum => sum(&rows, open, self.zero(value)),
            AggregateKind::Any => Read::from_three(any(&rows, open)),
            AggregateKind::None => Read::from_three(any(&rows, open).opposite()),
            AggregateKind::All => Read::from_three(all(&rows, open)),
            AggregateKind::Min | AggregateKind::Earliest => extreme(&rows, open, std::cmp::Ordering::is_lt),
            AggregateKind::Max | AggregateKind::Latest => extreme(&rows, open, std::cmp::Ordering::is_gt),
            AggregateKind::Unique => Read::from_three(unique(&rows, open)),
        }
    }

    /// Each row with its relevance, as the scope of the body, and whether more may come.
    fn scopes_of_rows<'s>(&self, over: Over, other: bool, scope: &Scope<'s>) -> (Vec<(Three, Scope<'s>)>, bool) {
        match over {
            Over::Repeat { repeat, level } => {
                let Some(from) = scope.frame(level) else { return (Vec::new(), false) };
                let (rows, open) = self.all_rows(repeat, from);
                let own = scope.frames.iter().find_map(|frame| self.outward(frame, repeat + 1));
                let condition = self.repeat(repeat).map_or(u32::MAX, |node| node.row_condition);
                let kept = rows.into_iter().filter(|row| !other || Some(row) != own.as_ref());
                let scoped = kept.map(|row| (self.condition(condition, &row), scope.inside(row)));
                (scoped.collect(), open)
            }
            Over::Evidence => self.scopes_of_evidence(scope),
        }
    }

    fn scopes_of_evidence<'s>(&self, scope: &Scope<'s>) -> (Vec<(Three, Scope<'s>)>, bool) {
        let mut scopes = Vec::new();
        let mut open = false;
        for (index, item) in self.items() {
            if !matches!(item.kind, ItemKind::Evidence(_)) {
                continue;
            }
            if let Some(repeat) = item.frame.checked_sub(1) {
                open |= self.all_rows(repeat, &crate::view::Frame::application()).1;
            }
            for place in self.instances(index) {
                let mut inner = scope.inside(self.frame_of(&place));
                inner.evidence = Some(place.clone());
                scopes.push((self.relevance(&place), inner));
            }
        }
        (scopes, open)
    }
}

fn maybe(rows: &[RowRead]) -> bool {
    rows.iter().any(|row| row.inside == Three::Unknown)
}

fn inside(rows: &[RowRead]) -> impl Iterator<Item = &Read> {
    rows.iter().filter(|row| row.inside.is_yes()).map(|row| &row.value)
}

fn count(rows: &[RowRead], open: bool) -> Read {
    if open || maybe(rows) {
        return Read::Waiting;
    }
    i64::try_from(inside(rows).count()).map_or(Read::Void, |count| Read::Value(Value::Count(count)))
}

fn sum(rows: &[RowRead], open: bool, zero: Value) -> Read {
    if inside(rows).any(|value| *value == Read::Void) {
        return Read::Void;
    }
    if open || maybe(rows) || inside(rows).any(|value| *value == Read::Waiting) {
        return Read::Waiting;
    }
    let mut total = zero;
    for value in inside(rows) {
        let Read::Value(value) = value else { return Read::Void };
        let Some(sum) = add(&[total, value.clone()]) else { return Read::Void };
        total = sum;
    }
    Read::Value(total)
}

fn any(rows: &[RowRead], open: bool) -> Three {
    if inside(rows).any(|value| value.truth().is_yes()) {
        return Three::Yes;
    }
    let undecided = inside(rows).any(|value| value.truth() == Three::Unknown);
    let may_be = rows.iter().any(|row| row.inside == Three::Unknown && !row.value.truth().is_no());
    if open || undecided || may_be { Three::Unknown } else { Three::No }
}

fn all(rows: &[RowRead], open: bool) -> Three {
    if inside(rows).any(|value| value.truth().is_no()) {
        return Three::No;
    }
    let undecided = inside(rows).any(|value| value.truth() == Three::Unknown);
    let may_be = rows.iter().any(|row| row.inside == Three::Unknown && !row.value.truth().is_yes());
    if open || undecided || may_be { Three::Unknown } else { Three::Yes }
}

fn extreme(rows: &[RowRead], open: bool, beats: fn(std::cmp::Ordering) -> bool) -> Read {
    if open || maybe(rows) || inside(rows).any(|value| *value == Read::Waiting) {
        return Read::Waiting;
    }
    let mut best: Option<&Value> = None;
    for value in inside(rows) {
        let Read::Value(value) = value else { continue };
        let better = best.is_none_or(|best| order(value, best).is_some_and(beats));
        if better {
            best = Some(value);
        }
    }
    best.map_or(Read::Void, |value| Read::Value(value.clone()))
}

fn unique(rows: &[RowRead], open: bool) -> Three {
    let values: Vec<&Value> = inside(rows)
        .filter_map(|value| match value {
            Read::Value(value) => Some(value),
            Read::Waiting | Read::Void => None,
        })
        .collect();
    let twice = values
        .iter()
        .enumerate()
        .any(|(position, value)| values.iter().skip(position + 1).any(|other| equal(value, other)));
    if twice {
        return Three::No;
    }
    let waits = inside(rows).any(|value| *value == Read::Waiting);
    if open || maybe(rows) || waits { Three::Unknown } else { Three::Yes }
}
