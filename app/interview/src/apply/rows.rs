//! Rows that are listed, in line with what is held.

use crate::change::HeldList;
use crate::draft::Draft;
use crate::frame::{Children, FrameId};
use crate::package::{ItemIndex, ItemKind, RepeatIndex};
use crate::value::{ListHeld, RowHeld, RowKey};

impl Draft {
    /// Brings the rows of a repeat in line with what is held: rows of people, of options, or of a number.
    pub(crate) fn sync_rows(&mut self, frame: FrameId, repeat: RepeatIndex) {
        let definition = self.definition();
        let Some(rules) = definition.package.repeats.get(repeat as usize) else { return };
        let order: Vec<FrameId> = if rules.is_kept_by_people() {
            let all = self.children(frame, repeat).map_or_else(Vec::new, |children| children.all.clone());
            all.into_iter().filter(|row| self.frame(*row).is_some_and(|row| row.held != RowHeld::Removed)).collect()
        } else {
            let keys = self.keys_of_rows(frame, repeat);
            keys.iter().map(|key| self.row_named(frame, repeat, key)).collect()
        };
        let Some(children) = self.children_mut(frame, repeat) else { return };
        let before = std::mem::replace(&mut children.order, order.clone());
        for row in &before {
            self.place_row(*row, u32::MAX);
        }
        for (position, row) in (0..).zip(&order) {
            self.place_row(*row, position);
        }
        for row in before {
            if self.position(row) == Some(u32::MAX) {
                self.set_gone(row);
            }
        }
        for row in order {
            if !self.is_live(row) {
                self.set_live(row);
            }
        }
    }

    pub(super) fn place_row(&mut self, row: FrameId, position: u32) {
        if let Some(row) = self.frames.get_mut(row as usize) {
            row.position = position;
        }
    }

    pub(super) fn row_named(&mut self, frame: FrameId, repeat: RepeatIndex, key: &RowKey) -> FrameId {
        let known = self.children(frame, repeat).and_then(|children| children.by_key.get(key).copied());
        known.unwrap_or_else(|| {
            let row = self.new_frame(repeat + 1, frame, key.clone());
            if let Some(children) = self.children_mut(frame, repeat) {
                children.by_key.insert(key.clone(), row);
            }
            row
        })
    }

    pub(crate) fn held_list(&self, frame: FrameId, item: ItemIndex) -> Option<HeldList> {
        let definition = self.compiled();
        let Some(ItemKind::Repeat(repeat)) = definition.package.items.get(item as usize).map(|item| &item.kind) else {
            return None;
        };
        if !definition.package.repeats.get(*repeat as usize)?.is_kept_by_people() {
            return None;
        }
        let Children { all, end, .. } = self.children(frame, *repeat)?;
        let rows: Vec<(RowKey, RowHeld)> =
            all.iter().filter_map(|row| self.frame(*row)).map(|row| (row.row.clone(), row.held)).collect();
        (!rows.is_empty() || *end != ListHeld::Open).then_some(HeldList { rows, end: *end })
    }
}
