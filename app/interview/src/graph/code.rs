//! What an expression reads, and which frame it shares with what it reads: its own row, all rows of an aggregate, the row
//! before or after (E-48).

use super::NodeIndex;
use super::read::Reader;
use super::shape::{innermost_around, is_around};
use crate::package::{CodeIndex, FrameType, Function, ItemIndex, ItemKind, Op, Over, Pattern};
use crate::place::repeats_around;

/// A frame in scope while the reads of an expression are collected.
struct Level {
    frame: FrameType,
    /// `None` for the frame of the reader itself; else the frame type that a row at this level shares with the reader.
    shared: Option<FrameType>,
    /// Where the frame around a row was found.
    outer: usize,
}

impl Reader<'_> {
    pub(super) fn code(&mut self, code: Option<CodeIndex>) {
        let Some(code) = code else { return };
        let mut levels = vec![Level { frame: self.frame, shared: None, outer: 0 }];
        // A check on an `each` of a page is judged in a frame below the reader's own.
        if let Some(frame) = self.package.codes.get(code as usize).map(|code| code.frame)
            && frame != self.frame
            && is_around(self.package, self.frame, frame)
        {
            levels = vec![Level { frame, shared: Some(self.frame), outer: 0 }];
        }
        self.body(code, &mut levels);
    }

    fn body(&mut self, code: CodeIndex, levels: &mut Vec<Level>) {
        let package = self.package;
        for op in package.codes.get(code as usize).into_iter().flat_map(|code| &code.ops) {
            match op {
                Op::Today => self.today = true,
                Op::Read { item, level } | Op::ListLookup { item, level, .. } => {
                    self.read_value(levels, *item, *level, false);
                }
                Op::State { item, level, .. } => self.read_cause(levels, *item, *level),
                Op::Previous { item, level } | Op::Following { item, level } => {
                    self.read_value(levels, *item, *level, true);
                }
                Op::Index { level, repeat } => {
                    if let Some(rows) = self.repeat_nodes(*repeat).map(|nodes| nodes.rows) {
                        self.read_at(levels, rows, *level);
                    }
                }
                Op::OptionColumn { .. } | Op::OptionText { .. } => {
                    // Columns of a list fact come with the rows, whose node every option list reads.
                }
                Op::Call(Function::Matches(Pattern::Ufn)) => self.today = true,
                Op::Amount { amount } => {
                    if let Some(amount) = self.package.amounts.get(*amount as usize) {
                        amount.from.iter().for_each(|(_, code)| self.code(Some(*code)));
                    }
                }
                Op::Aggregate { over, filter, value, .. } => self.aggregate(levels, *over, *filter, *value),
                _ => {}
            }
        }
    }

    fn aggregate(&mut self, levels: &mut Vec<Level>, over: Over, filter: Option<CodeIndex>, value: Option<CodeIndex>) {
        match over {
            Over::Evidence => {
                for (index, item) in (0..).zip(&self.package.items) {
                    if matches!(item.kind, ItemKind::Evidence(_)) {
                        self.relevance(index);
                        if let Some(nodes) = self.item_nodes(index).copied() {
                            self.push(nodes.given);
                        }
                        repeats_around(self.package, item.frame).into_iter().for_each(|repeat| self.list(repeat, true));
                    }
                }
                levels.push(Level { frame: 0, shared: Some(0), outer: 0 });
                self.bodies(levels, filter, value);
            }
            Over::Repeat { repeat, level } => {
                let Some(definition) = self.package.repeats.get(repeat as usize) else { return };
                let Some(nodes) = self.repeat_nodes(repeat).copied() else { return };
                let at = levels.len().saturating_sub(1 + level as usize);
                let Some((shared, outer)) = self.resolve(levels, at, definition.parent) else { return };
                self.reads.push((nodes.rows, shared));
                self.reads.push((nodes.open, shared));
                levels.push(Level { frame: repeat + 1, shared: Some(shared), outer });
                if let Some(row) = self.graph.conditions.get(definition.row_condition as usize).copied() {
                    self.read_at(levels, row, 0);
                }
                self.bodies(levels, filter, value);
            }
        }
        levels.pop();
    }

    fn bodies(&mut self, levels: &mut Vec<Level>, filter: Option<CodeIndex>, value: Option<CodeIndex>) {
        for body in [filter, value].into_iter().flatten() {
            self.body(body, levels);
        }
    }

    fn read_value(&mut self, levels: &[Level], item: ItemIndex, level: u32, neighbours: bool) {
        let Some(node) = self.item_nodes(item).map(|nodes| nodes.value) else { return };
        if neighbours {
            let frame = self.package.items.get(item as usize).map_or(0, |item| item.frame);
            if let Some(repeat) = frame.checked_sub(1)
                && let Some(rows) = self.repeat_nodes(repeat).map(|nodes| nodes.rows)
            {
                let parent = self.package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.parent);
                let at = levels.len().saturating_sub(1 + level as usize);
                if let Some((shared, _)) = self.resolve(levels, at, parent) {
                    self.reads.push((node, shared));
                    self.reads.push((rows, shared));
                    if let Some(open) = self.repeat_nodes(repeat).map(|nodes| nodes.open) {
                        self.reads.push((open, shared));
                    }
                }
            }
            return;
        }
        self.read_at(levels, node, level);
    }

    /// Why an item is void: its value, its relevance, and what is held.
    fn read_cause(&mut self, levels: &[Level], item: ItemIndex, level: u32) {
        let Some(nodes) = self.item_nodes(item).copied() else { return };
        self.read_at(levels, nodes.value, level);
        self.read_at(levels, nodes.relevance, level);
        let Some(frame) = self.package.items.get(item as usize).map(|item| item.frame) else { return };
        let at = levels.len().saturating_sub(1 + level as usize);
        if let Some((shared, _)) = self.resolve(levels, at, frame) {
            self.causes.push((item, shared));
        }
    }

    fn read_at(&mut self, levels: &[Level], node: NodeIndex, level: u32) {
        let Some(frame) = self.graph.nodes.get(node as usize).map(|node| node.frame) else { return };
        let at = levels.len().saturating_sub(1 + level as usize);
        if let Some((shared, _)) = self.resolve(levels, at, frame) {
            self.reads.push((node, shared));
        }
    }

    /// The frame type that an instance of type `frame`, found from level `at` upwards, shares with the reader, and the
    /// level at which it was found.
    fn resolve(&self, levels: &[Level], mut at: usize, frame: FrameType) -> Option<(FrameType, usize)> {
        loop {
            let level = levels.get(at)?;
            if !is_around(self.package, frame, level.frame) {
                return None;
            }
            let Some(shared) = level.shared else { return Some((frame, at)) };
            if frame == level.frame {
                return Some((shared, at));
            }
            if at == level.outer {
                // The frame of a check judged below its page: what lies around it is the page's own.
                return Some((innermost_around(self.package, frame, self.frame), at));
            }
            at = level.outer;
        }
    }
}
