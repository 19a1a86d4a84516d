//! Which rows a list has, whether it is open, and whether a row is one of those asked for (E-26, E-81).

use crate::view::{Frame, View};
use interview::package::{ItemIndex, ItemKind, Options, RepeatIndex};
use interview::value::{ListHeld, Read, RowHeld, RowKey, Three, Value};
use std::collections::BTreeSet;

/// The most rows of one repeat (E-5).
pub(crate) const MOST_ROWS: i64 = 5_000;

impl View<'_> {
    pub(crate) fn work_out_rows(&self, repeat: RepeatIndex, parent: &Frame) -> Vec<RowKey> {
        let Some(node) = self.repeat(repeat) else { return Vec::new() };
        if !node.for_options.is_empty() {
            return self.rows_for_options(&node.for_options, parent);
        }
        if node.rows.is_some() {
            return self.numbered_rows(repeat, parent);
        }
        let list = self.held.lists.get(&self.list_place(repeat, parent));
        let there = |(key, held): &(RowKey, RowHeld)| (*held != RowHeld::Removed).then(|| key.clone());
        list.map_or_else(Vec::new, |list| list.rows.iter().filter_map(there).collect())
    }

    /// One row for each option that is not alone, whether or not it is ticked.
    fn rows_for_options(&self, questions: &[ItemIndex], parent: &Frame) -> Vec<RowKey> {
        let mut keys = Vec::new();
        for question in questions {
            let Some(options) = self.options_of(*question) else { continue };
            let Some(place) = self.place_from(*question, parent) else { continue };
            let (listed, _) = self.choosable(options, &self.frame_of(&place));
            keys.extend(listed.into_iter().filter(|option| !option.alone).map(|option| option.id));
        }
        keys
    }

    /// 1 to N, or to the last beyond N that holds something: ids follow from the position.
    fn numbered_rows(&self, repeat: RepeatIndex, parent: &Frame) -> Vec<RowKey> {
        let wanted = match self.number_of_rows(repeat, parent) {
            Read::Value(Value::Count(count)) => count.clamp(0, MOST_ROWS),
            _ => 0,
        };
        let last = self.numbers_that_hold_something(repeat, parent).last().copied().unwrap_or(0).max(wanted);
        (1..=last).map(|number| number.to_string().into()).collect()
    }

    /// The value of `rows`.
    pub(crate) fn number_of_rows(&self, repeat: RepeatIndex, parent: &Frame) -> Read {
        let code = self.repeat(repeat).and_then(|node| node.rows);
        code.map_or(Read::Void, |code| self.evaluate_in(code, parent))
    }

    fn numbers_that_hold_something(&self, repeat: RepeatIndex, parent: &Frame) -> BTreeSet<i64> {
        let depth = parent.rows.len();
        let mut numbers = BTreeSet::new();
        for place in self.held.places_that_hold_something() {
            let inside = self.item(place.item).is_some_and(|item| self.stands_below(item.frame, repeat));
            if inside && place.rows.starts_with(&parent.rows) {
                numbers.extend(place.rows.get(depth).and_then(|key| key.parse::<i64>().ok()));
            }
        }
        numbers
    }

    fn stands_below(&self, kind: u32, repeat: RepeatIndex) -> bool {
        interview::place::repeats_around(self.package, kind).contains(&repeat)
    }

    /// Whether more rows may come. A list that is not relevant has none to come; options and a known number are
    /// settled; while the number waits, the rows are not all there.
    pub(crate) fn is_open(&self, repeat: RepeatIndex, parent: &Frame) -> bool {
        let Some(node) = self.repeat(repeat) else { return false };
        let place = self.list_place(repeat, parent);
        if self.relevance(&place).is_no() || !node.for_options.is_empty() {
            return false;
        }
        if node.rows.is_some() {
            return self.number_of_rows(repeat, parent) == Read::Waiting;
        }
        let closed = self.held.lists.get(&place).is_some_and(|list| list.end == ListHeld::Closed);
        !node.always_ended && !closed
    }

    /// Whether the row is one of those asked for: its option is ticked, or its number is not beyond the last.
    pub(crate) fn is_asked_for(&self, repeat: RepeatIndex, row: &Frame) -> Three {
        let (Some(node), Some(key)) = (self.repeat(repeat), row.rows.last()) else { return Three::No };
        let Some(parent) = self.outward(row, node.parent) else { return Three::No };
        if node.rows.is_some() {
            return match self.number_of_rows(repeat, &parent) {
                Read::Value(Value::Count(count)) => Three::from(key.parse::<i64>().is_ok_and(|number| number <= count)),
                Read::Waiting => Three::Unknown,
                _ => Three::No,
            };
        }
        if node.for_options.is_empty() {
            return Three::Yes;
        }
        let Some(question) = self.question_of_row(repeat, key, &parent) else { return Three::No };
        let Some(place) = self.place_from(question, &parent) else { return Three::No };
        match self.read(&place) {
            Read::Value(Value::Choices(chosen)) => Three::from(chosen.contains(key)),
            Read::Waiting => Three::Unknown,
            _ => Three::No,
        }
    }

    /// The question of `for=` that has this option.
    pub(crate) fn question_of_row(&self, repeat: RepeatIndex, key: &RowKey, parent: &Frame) -> Option<ItemIndex> {
        let has = |question: &ItemIndex| {
            let place = self.place_from(*question, parent)?;
            let (listed, _) = self.choosable(self.options_of(*question)?, &self.frame_of(&place));
            listed.iter().any(|option| option.id == *key).then_some(*question)
        };
        self.repeat(repeat)?.for_options.iter().find_map(has)
    }

    /// Options of a question.
    pub(crate) fn options_of(&self, item: ItemIndex) -> Option<&Options> {
        match &self.item(item)?.kind {
            ItemKind::Question(question) => question.options.as_ref(),
            _ => None,
        }
    }

    /// All rows of a repeat that are seen from a frame, and whether one of the lists they stand in is open.
    pub(crate) fn all_rows(&self, repeat: RepeatIndex, from: &Frame) -> (Vec<Frame>, bool) {
        let Some(node) = self.repeat(repeat) else { return (Vec::new(), false) };
        let (parents, mut open) = match self.outward(from, node.parent) {
            Some(parent) => (vec![parent], false),
            None => self.all_rows(node.parent.saturating_sub(1), from),
        };
        let mut rows = Vec::new();
        for parent in parents {
            open |= self.is_open(repeat, &parent);
            rows.extend(self.row_frames(repeat, &parent));
        }
        (rows, open)
    }
}
