//! Rows and the end of one list (sync.md section 7): which rows there are, in which order, which of them went, and whether
//! somebody who had seen all of them said that they are all.
//!
//! Left out: what stands in the rows. The fold hands in the heads inside a row.

use crate::entry::Entry;
use crate::heads::{Heads, Scope};
use crate::ids::OperationId;
use crate::operation::{Kind, Operation};
use interview::change::HeldList;
use interview::place::Place;
use interview::value::{ListHeld, RowHeld, RowKey};
use std::collections::{BTreeMap, BTreeSet};

/// What was said of one list and of its rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// Heads of `close_list` and `reopen_list`.
    pub(crate) ends: Heads,
    /// Every `close_list` there ever was.
    closes: Vec<OperationId>,
    /// `add_row` and `move_row`, in no order.
    sequence: Vec<OperationId>,
    pub(crate) rows: BTreeMap<RowKey, Row>,
    /// As it was last told.
    pub(crate) told: HeldList,
}

/// What was said of one row, and what lies in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Every `add_row` of it; several only if an id was used twice.
    pub(crate) adds: Vec<OperationId>,
    /// Heads of `remove_row` and `restore_row`.
    presence: Heads,
    /// Whether anybody ever removed it: only then does its content bear on it.
    pub(crate) was_removed: bool,
    /// Questions and evidence in it, at any depth.
    pub(crate) answers: BTreeSet<Place>,
    /// Lists in it, at any depth.
    pub(crate) lists: BTreeSet<Place>,
}

impl Row {
    /// Ids of what says whether it is there, for `saw` and for the rows around it.
    pub(crate) fn heads(&self) -> Vec<OperationId> {
        let said: Vec<OperationId> = self.presence.all().iter().map(|(id, _)| *id).collect();
        if said.is_empty() { self.adds.clone() } else { said }
    }
}

impl List {
    /// Takes an operation at the list or at one of its rows in.
    pub(crate) fn add(&mut self, row: Option<&RowKey>, operation: &Operation) {
        let id = operation.id;
        match (&operation.kind, row) {
            (Kind::CloseList, _) => {
                self.closes.push(id);
                self.ends.add(id, Scope::Whole, &operation.saw);
            }
            (Kind::ReopenList, _) => self.ends.add(id, Scope::Whole, &operation.saw),
            (Kind::MoveRow { .. }, _) => self.sequence.push(id),
            (Kind::AddRow, Some(row)) => {
                self.sequence.push(id);
                self.rows.entry(row.clone()).or_default().adds.push(id);
            }
            (kind, Some(row)) => {
                let row = self.rows.entry(row.clone()).or_default();
                row.was_removed |= matches!(kind, Kind::RemoveRow);
                row.presence.add(id, Scope::Whole, &operation.saw);
            }
            _ => {}
        }
    }

    /// The list as the engine holds it. `inside` gives the heads in a row.
    pub(crate) fn held(
        &self,
        entries: &BTreeMap<OperationId, Entry>,
        inside: impl Fn(&Row) -> Vec<OperationId>,
    ) -> HeldList {
        let presence = |row: &Row| match self.rows_presence(row, entries) {
            Presence::Settled(held) => held,
            Presence::RemovedBy(removals) => {
                let inside = inside(row);
                let saw_all = |removal: &&Entry| inside.iter().all(|head| removal.knows(*head));
                if removals.iter().any(saw_all) { RowHeld::Removed } else { RowHeld::Disputed }
            }
        };
        let rows: Vec<(RowKey, RowHeld)> = self
            .order(entries)
            .into_iter()
            .map(|key| {
                let held = self.rows.get(&key).map_or(RowHeld::Present, presence);
                (key, held)
            })
            .collect();
        let end = self.end(entries, &rows);
        HeldList { rows, end }
    }

    /// Ids of `add_row` of every row that is on the screen: what `close_list` has seen.
    pub(crate) fn adds_on_screen(&self) -> Vec<OperationId> {
        let on_screen = self.told.rows.iter().filter(|(_, held)| *held != RowHeld::Removed);
        on_screen.filter_map(|(key, _)| self.rows.get(key)).flat_map(|row| &row.adds).copied().collect()
    }

    fn rows_presence<'a>(&self, row: &Row, entries: &'a BTreeMap<OperationId, Entry>) -> Presence<'a> {
        let heads: Vec<&Entry> = row.presence.all().iter().filter_map(|(id, _)| entries.get(id)).collect();
        let removals: Vec<&Entry> =
            heads.iter().copied().filter(|head| matches!(head.operation.kind, Kind::RemoveRow)).collect();
        match (removals.len(), heads.len()) {
            (0, _) => Presence::Settled(RowHeld::Present),
            (removals, heads) if removals < heads => Presence::Settled(RowHeld::Disputed),
            _ => Presence::RemovedBy(removals),
        }
    }

    /// Rows in the order of the log: added at the end, moved as it says.
    fn order(&self, entries: &BTreeMap<OperationId, Entry>) -> Vec<RowKey> {
        let mut sequence: Vec<&Entry> = self.sequence.iter().filter_map(|id| entries.get(id)).collect();
        sequence.sort_by_key(|entry| entry.order());
        let mut order: Vec<RowKey> = Vec::with_capacity(self.rows.len());
        let mut listed = BTreeSet::new();
        for entry in sequence {
            let Some(row) = row_key(&entry.operation.at) else { continue };
            match &entry.operation.kind {
                Kind::AddRow if listed.insert(row.clone()) => order.push(row),
                Kind::MoveRow { before } if listed.contains(&row) && before.as_ref() != Some(&row) => {
                    order.retain(|key| *key != row);
                    let position = before.as_ref().and_then(|before| order.iter().position(|key| key == before));
                    order.insert(position.unwrap_or(order.len()), row);
                }
                _ => {}
            }
        }
        order
    }

    /// Closed if somebody said so and nobody else the contrary; opened again by a row that no closer had on the screen and
    /// whose author did not know that the list was closed.
    fn end(&self, entries: &BTreeMap<OperationId, Entry>, rows: &[(RowKey, RowHeld)]) -> ListHeld {
        let ends: Vec<&Entry> = self.ends.all().iter().filter_map(|(id, _)| entries.get(id)).collect();
        if ends.is_empty() || ends.iter().any(|end| matches!(end.operation.kind, Kind::ReopenList)) {
            return ListHeld::Open;
        }
        let closes: Vec<&Entry> = self.closes.iter().filter_map(|id| entries.get(id)).collect();
        let listed: BTreeSet<OperationId> =
            closes.iter().flat_map(|close| close.operation.saw.iter().copied()).collect();
        let known = |add: &OperationId| {
            let by_closer = listed.contains(add) || closes.iter().any(|close| add.precedes(close.operation.id));
            by_closer || entries.get(add).is_some_and(|add| closes.iter().any(|close| add.knows(close.operation.id)))
        };
        let slipped_in = |(key, held): &(RowKey, RowHeld)| {
            *held != RowHeld::Removed && self.rows.get(key).is_some_and(|row| !row.adds.iter().any(known))
        };
        if rows.iter().any(slipped_in) { ListHeld::Reopened } else { ListHeld::Closed }
    }
}

enum Presence<'a> {
    Settled(RowHeld),
    RemovedBy(Vec<&'a Entry>),
}

/// The key in the last brackets of a row's place.
fn row_key(at: &str) -> Option<RowKey> {
    at.strip_suffix(']')?.rsplit_once('[').map(|(_, key)| key.into())
}
