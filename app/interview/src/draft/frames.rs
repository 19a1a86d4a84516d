//! The frames of a draft: finding one from another, and rows that come and go.

use super::Draft;
use crate::change::{HeldAnswer, HeldFact};
use crate::frame::{Cell, Children, Frame, FrameId, Output, ProblemSet, Status};
use crate::graph::NodeKind;
use crate::package::{FrameType, ItemKind, RepeatIndex, Type};
use crate::place::Place;
use crate::value::{Read, RowHeld, RowKey, Three};
use std::sync::Arc;

impl Draft {
    pub(crate) fn frame(&self, frame: FrameId) -> Option<&Frame> {
        self.frames.get(frame as usize)
    }

    /// The frame of a type, from a frame upwards.
    pub(crate) fn frame_up(&self, frame: FrameId, kind: FrameType) -> Option<FrameId> {
        let mut current = frame;
        loop {
            let here = self.frame(current)?;
            if here.kind == kind {
                return Some(current);
            }
            here.repeat()?;
            current = here.parent;
        }
    }

    pub(crate) fn children(&self, frame: FrameId, repeat: RepeatIndex) -> Option<&Children> {
        let child = self.definition.graph.repeats.get(repeat as usize)?.child;
        self.frame(frame)?.children.get(child as usize)
    }

    pub(crate) fn children_mut(&mut self, frame: FrameId, repeat: RepeatIndex) -> Option<&mut Children> {
        let child = self.definition.graph.repeats.get(repeat as usize)?.child;
        self.frames.get_mut(frame as usize)?.children.get_mut(child as usize)
    }

    /// The frame type around the rows of a repeat.
    pub(crate) fn parent_of_rows(&self, repeat: RepeatIndex) -> FrameType {
        self.definition.package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.parent)
    }

    /// Rows that are there, in order.
    pub(crate) fn row_frames(&self, frame: FrameId, repeat: RepeatIndex) -> &[FrameId] {
        self.children(frame, repeat).map_or(&[], |children| &children.order)
    }

    pub(crate) fn position(&self, frame: FrameId) -> Option<u32> {
        self.frame(frame).map(|frame| frame.position)
    }

    /// The row before (-1) or after (1) a row.
    pub(crate) fn sibling(&self, frame: FrameId, direction: i32) -> Option<FrameId> {
        let row = self.frame(frame)?;
        let position = row.position.checked_add_signed(direction)?;
        self.row_frames(row.parent, row.repeat()?).get(position as usize).copied()
    }

    /// Every frame of a type that is there, in the order of the rows.
    pub(crate) fn live_frames(&self, kind: FrameType) -> Vec<FrameId> {
        self.frames_below(0, kind)
    }

    /// Every frame of a type below a frame (or itself), in the order of the rows.
    pub(crate) fn frames_below(&self, frame: FrameId, kind: FrameType) -> Vec<FrameId> {
        let Some(top) = self.frame(frame).map(|frame| frame.kind) else { return Vec::new() };
        let mut way: Vec<RepeatIndex> = Vec::new();
        let mut current = kind;
        while current != top {
            let Some(index) = current.checked_sub(1) else { return Vec::new() };
            way.push(index);
            let Some(repeat) = self.definition.package.repeats.get(index as usize) else { return Vec::new() };
            current = repeat.parent;
        }
        let mut frames = vec![frame];
        for repeat in way.into_iter().rev() {
            frames = frames.iter().flat_map(|frame| self.row_frames(*frame, repeat).iter().copied()).collect();
        }
        frames
    }

    /// Keys of the rows around a frame, outermost first.
    pub(crate) fn row_keys(&self, frame: FrameId) -> Vec<RowKey> {
        let mut keys = Vec::new();
        let mut current = frame;
        while let Some(row) = self.frame(current)
            && row.repeat().is_some()
        {
            keys.push(row.row.clone());
            current = row.parent;
        }
        keys.reverse();
        keys
    }

    /// The frame a place's item lives in: for a row's own place, the frame around its repeat.
    pub(crate) fn frame_of(&self, place: &Place) -> Option<FrameId> {
        let item = self.definition.package.items.get(place.item as usize)?;
        self.frame_at(item.frame, &place.rows)
    }

    /// The frame of a type named by the keys of its rows, whether or not the row is there at present.
    pub(crate) fn frame_at(&self, kind: FrameType, rows: &[RowKey]) -> Option<FrameId> {
        let around = crate::place::repeats_around(&self.definition.package, kind);
        if rows.len() < around.len() {
            return None;
        }
        let mut frame = 0;
        for (repeat, row) in around.iter().zip(rows) {
            frame = *self.children(frame, *repeat)?.by_key.get(row)?;
        }
        Some(frame)
    }

    /// Whether a frame and all around it are there.
    pub(crate) fn is_live(&self, frame: FrameId) -> bool {
        self.frame(frame).is_some_and(|frame| frame.is_live)
    }

    pub(crate) fn new_frame(&mut self, kind: FrameType, parent: FrameId, row: RowKey) -> FrameId {
        let definition = self.definition();
        let graph = &definition.graph;
        let cells = graph.cells.get(kind as usize).map_or_else(Vec::new, |items| {
            items
                .iter()
                .map(|item| empty_cell(definition.package.items.get(*item as usize).map(|item| &item.kind)))
                .collect()
        });
        let children = graph.children.get(kind as usize).map_or(0, Vec::len);
        let nodes = graph.of_frame.get(kind as usize).map_or(0, Vec::len);
        let id = FrameId::try_from(self.frames.len()).unwrap_or(FrameId::MAX);
        self.frames.push(Frame {
            kind,
            parent,
            row,
            held: RowHeld::Present,
            position: u32::MAX,
            cells,
            children: vec![Children::default(); children],
            results: Vec::with_capacity(nodes),
            marks: vec![0; nodes],
            is_live: false,
        });
        self.clear_results(id);
        id
    }

    /// Results as of something that is not there (engine.md section 12a).
    fn clear_results(&mut self, id: FrameId) {
        let definition = self.definition();
        let Some(frame) = self.frames.get_mut(id as usize) else { return };
        frame.results.clear();
        for node in definition.graph.of_frame.get(frame.kind as usize).into_iter().flatten() {
            let kind = definition.graph.nodes.get(*node as usize).map(|node| node.kind);
            frame.results.push(kind.map_or(Output::Flag(false), nothing));
        }
    }

    /// A frame, and the rows below it, are there from now on: every node in them is to be judged.
    pub(crate) fn set_live(&mut self, id: FrameId) {
        let definition = self.definition();
        let mut left = vec![id];
        while let Some(next) = left.pop() {
            self.clear_results(next);
            let Some(frame) = self.frames.get_mut(next as usize) else { continue };
            frame.is_live = true;
            left.extend(frame.children.iter().flat_map(|children| children.order.iter().copied()));
            let kind = frame.kind;
            for node in definition.graph.of_frame.get(kind as usize).into_iter().flatten() {
                self.push(next, *node);
            }
        }
    }

    /// A row, and the rows below it, are not there from now on; what is held in them stays.
    pub(crate) fn set_gone(&mut self, id: FrameId) {
        let mut left = vec![id];
        while let Some(next) = left.pop() {
            let Some(frame) = self.frames.get_mut(next as usize) else { continue };
            frame.is_live = false;
            left.extend(frame.children.iter().flat_map(|children| children.order.iter().copied()));
        }
    }
}

fn empty_cell(kind: Option<&ItemKind>) -> Cell {
    match kind {
        Some(ItemKind::Fact(_)) => Cell::Fact(HeldFact::default()),
        Some(ItemKind::Evidence(_)) => Cell::Files(Vec::new()),
        Some(ItemKind::Question(question)) if question.value == Type::Files => Cell::Files(Vec::new()),
        Some(ItemKind::Repeat(_)) => Cell::List,
        _ => Cell::Answer(HeldAnswer::default()),
    }
}

fn nothing(kind: NodeKind) -> Output {
    match kind {
        NodeKind::Condition(_)
        | NodeKind::Relevance(_)
        | NodeKind::Required(_)
        | NodeKind::Excused(_)
        | NodeKind::PageRelevance(_) => Output::Three(Three::No),
        NodeKind::PageChecks(_) => Output::Three(Three::Yes),
        NodeKind::Value(_) | NodeKind::RowTotal(_) => Output::Read(Read::Void),
        NodeKind::Options(_) => Output::Options(Arc::from([])),
        NodeKind::Problems(_) => Output::Problems(ProblemSet::default()),
        NodeKind::Wanted(_) | NodeKind::Given(_) | NodeKind::Open(_) => Output::Flag(false),
        NodeKind::Rows(_) => Output::Rows(Arc::from([])),
        NodeKind::PageStatus(_) | NodeKind::TaskStatus(_) => Output::Status(Status::NotNeeded, false),
    }
}
