//! Rows: which there are, which of them are asked for, and whether more may come (E-26, E-81).

use crate::draft::Draft;
use crate::evaluate::Scratch;
use crate::frame::{FrameId, Output};
use crate::options::Found;
use crate::package::{CodeIndex, ItemIndex, RepeatIndex};
use crate::value::{Held, ListHeld, Read, RowKey, Three, Value};

/// The most rows in one repeat, whatever the definition says (E-5).
pub(crate) const MOST_ROWS: usize = 5_000;

impl Draft {
    /// Whether a row is one of those asked for (E-26, E-81).
    pub(super) fn judge_row(&self, frame: FrameId, repeat: RepeatIndex) -> Three {
        let definition = self.compiled();
        let Some(rules) = definition.package.repeats.get(repeat as usize) else { return Three::No };
        let Some(row) = self.frame(frame) else { return Three::No };
        let relevant = self.relevance_of(row.parent, rules.item);
        if !rules.for_options.is_empty() {
            let chosen = rules.for_options.iter().map(|question| {
                let kind = definition.package.items.get(*question as usize).map_or(0, |item| item.frame);
                let Some(above) = self.frame_up(row.parent, kind) else { return Three::No };
                if !self.has_option(above, *question, &row.row) {
                    return Three::No;
                }
                match self.value_of(above, *question) {
                    Read::Value(Value::Choices(set)) => Three::from(set.contains(&row.row)),
                    Read::Waiting => Three::Unknown,
                    _ => Three::No,
                }
            });
            return relevant.and(chosen.fold(Three::No, Three::or));
        }
        if rules.rows.is_some() {
            let node = definition.graph.repeats.get(repeat as usize).map_or(crate::graph::NONE, |nodes| nodes.total);
            let number: i64 = row.row.parse().unwrap_or(i64::MAX);
            return relevant.and(match self.result(row.parent, node) {
                Some(Output::Read(Read::Value(Value::Count(total)))) => Three::from(number <= *total),
                Some(Output::Read(Read::Waiting)) => Three::Unknown,
                _ => Three::No,
            });
        }
        relevant
    }

    fn has_option(&self, frame: FrameId, question: ItemIndex, id: &str) -> bool {
        self.compiled()
            .options_of(question)
            .is_some_and(|options| matches!(self.find_option(frame, options, id), Found::Here(_)))
    }

    pub(super) fn judge_total(&self, frame: FrameId, repeat: RepeatIndex, scratch: &mut Scratch) -> Read {
        let code: Option<CodeIndex> =
            self.compiled().package.repeats.get(repeat as usize).and_then(|repeat| repeat.rows);
        code.map_or(Read::Void, |code| scratch.run(self, frame, code))
    }

    pub(super) fn judge_open(&self, frame: FrameId, repeat: RepeatIndex) -> bool {
        let Some(rules) = self.compiled().package.repeats.get(repeat as usize) else { return false };
        if rules.rows.is_some() {
            // Nobody knows yet how many rows there are.
            let node =
                self.compiled().graph.repeats.get(repeat as usize).map_or(crate::graph::NONE, |nodes| nodes.total);
            return !self.relevance_of(frame, rules.item).is_no()
                && self.result(frame, node) == Some(&Output::Read(Read::Waiting));
        }
        rules.is_kept_by_people()
            && !rules.always_ended
            && !self.relevance_of(frame, rules.item).is_no()
            && self.children(frame, repeat).is_some_and(|children| children.end != ListHeld::Closed)
    }

    /// Keys of the rows of a repeat whose rows come from options or a number.
    pub(crate) fn keys_of_rows(&self, frame: FrameId, repeat: RepeatIndex) -> Vec<RowKey> {
        let definition = self.compiled();
        let Some(rules) = definition.package.repeats.get(repeat as usize) else { return Vec::new() };
        if rules.rows.is_some() {
            return self.numbered_rows(frame, repeat);
        }
        let mut keys: Vec<RowKey> = Vec::new();
        for question in &rules.for_options {
            let kind = definition.package.items.get(*question as usize).map_or(0, |item| item.frame);
            let (Some(above), Some(options)) = (self.frame_up(frame, kind), definition.options_of(*question)) else {
                continue;
            };
            let (all, _) = self.all_options(above, options);
            for option in all.iter().filter(|option| !option.is_alone()) {
                if !keys.contains(&option.id) {
                    keys.push(option.id.clone());
                }
            }
        }
        keys
    }

    /// 1 to N; beyond N only rows in which something is held.
    fn numbered_rows(&self, frame: FrameId, repeat: RepeatIndex) -> Vec<RowKey> {
        let node = self.compiled().graph.repeats.get(repeat as usize).map_or(crate::graph::NONE, |nodes| nodes.total);
        let total = match self.result(frame, node) {
            Some(Output::Read(Read::Value(Value::Count(total)))) => usize::try_from(*total).unwrap_or(0).min(MOST_ROWS),
            _ => 0,
        };
        let held = self
            .children(frame, repeat)
            .into_iter()
            .flat_map(|children| &children.by_key)
            .filter_map(|(key, row)| Some((key.parse::<usize>().ok()?, *row)))
            .filter(|(number, row)| (total + 1..=MOST_ROWS).contains(number) && self.holds_something(*row))
            .map(|(number, _)| number)
            .max()
            .unwrap_or(0);
        (1..=total.max(held)).map(|number| RowKey::from(number.to_string())).collect()
    }

    fn holds_something(&self, frame: FrameId) -> bool {
        let mut left = vec![frame];
        while let Some(next) = left.pop() {
            let Some(row) = self.frame(next) else { continue };
            let held = row.cells.iter().any(|cell| match cell {
                crate::frame::Cell::Answer(answer) => answer.held != Held::Empty,
                crate::frame::Cell::Files(files) => !files.is_empty(),
                crate::frame::Cell::Fact(_) | crate::frame::Cell::List => false,
            });
            if held {
                return true;
            }
            // A row that was added is something held, there or removed.
            if row.children.iter().any(|children| !children.all.is_empty()) {
                return true;
            }
            left.extend(row.children.iter().flat_map(|children| children.by_key.values().copied()));
        }
        false
    }
}
