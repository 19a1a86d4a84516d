//! Settling: nodes that are to be judged are popped in the order of their heights, each at most once per change (E-49);
//! readers are pushed only where a result changed.

use super::Draft;
use crate::changes::{Changes, collect, looks_alike};
use crate::evaluate::Scratch;
use crate::frame::{FrameId, NOTED, WAITS};
use crate::graph::{Edge, Graph, NodeIndex, NodeKind};
use crate::package::FrameType;
use std::cmp::Reverse;

/// The order in which nodes are judged: height, then frame, then node, as one number.
pub(super) type Turn = Reverse<u128>;

fn turn(height: u32, frame: FrameId, node: NodeIndex) -> Turn {
    Reverse(u128::from(height) << 64 | u128::from(frame) << 32 | u128::from(node))
}

fn whose_turn(Reverse(turn): Turn) -> (FrameId, NodeIndex) {
    let part = |shift: u32| u32::try_from(turn >> shift & u128::from(u32::MAX)).unwrap_or(u32::MAX);
    (part(32), part(0))
}

impl Draft {
    /// Marks a node to be judged.
    pub(crate) fn push(&mut self, frame: FrameId, node: NodeIndex) {
        let Some(definition) = self.definition.graph.nodes.get(node as usize) else { return };
        let slot = definition.slot as usize;
        if let Some(marks) = self.frames.get_mut(frame as usize).and_then(|frame| frame.marks.get_mut(slot))
            && *marks & WAITS == 0
        {
            *marks |= WAITS;
            self.heap.push(turn(definition.height, frame, node));
        }
    }

    /// Marks nodes to be judged in every frame that is there.
    pub(crate) fn push_everywhere(&mut self, nodes: &[NodeIndex]) {
        for node in nodes {
            let kind = self.definition.graph.nodes.get(*node as usize).map_or(0, |node| node.frame);
            for frame in self.live_frames(kind) {
                self.push(frame, *node);
            }
        }
    }

    /// Marks the readers of something in a frame.
    pub(crate) fn push_readers(&mut self, graph: &Graph, frame: FrameId, edges: impl IntoIterator<Item = Edge>) {
        let Some(kind) = self.frame(frame).map(|frame| frame.kind) else { return };
        // Readers in rows come one after another: their frames are looked for once.
        let mut below: Option<(FrameType, FrameType, Vec<FrameId>)> = None;
        for edge in edges {
            let Some(reader) = graph.nodes.get(edge.reader as usize).map(|node| node.frame) else { continue };
            if reader == edge.shared {
                let shared = if reader == kind { Some(frame) } else { self.frame_up(frame, reader) };
                if let Some(shared) = shared {
                    self.push(shared, edge.reader);
                }
                continue;
            }
            let (_, _, frames) = match &mut below {
                Some(found) if (found.0, found.1) == (edge.shared, reader) => found,
                other => {
                    let top = self.frame_up(frame, edge.shared);
                    let frames = top.map_or_else(Vec::new, |top| self.frames_below(top, reader));
                    other.insert((edge.shared, reader, frames))
                }
            };
            for row in frames.iter() {
                self.push(*row, edge.reader);
            }
        }
    }

    /// Judges what is to be judged and tells what changed since the last telling.
    pub(crate) fn settle(&mut self) -> Changes {
        self.settle_quietly();
        let before = std::mem::take(&mut self.before);
        let mut changed = Vec::with_capacity(before.len());
        for (frame, node, before) in before {
            let slot = self.definition.graph.nodes.get(node as usize).map_or(0, |node| node.slot as usize);
            let Some(held) = self.frames.get_mut(frame as usize) else { continue };
            if let Some(marks) = held.marks.get_mut(slot) {
                *marks &= !NOTED;
            }
            if held.results.get(slot).is_some_and(|after| !looks_alike(&before, after)) {
                changed.push((frame, node));
            }
        }
        collect(self, changed)
    }

    /// Judges what is to be judged; what changed is told by the next [`Draft::settle`].
    pub(crate) fn settle_quietly(&mut self) {
        let definition = self.definition();
        let graph = &definition.graph;
        let mut scratch = Scratch::default();
        while let Some(next) = self.heap.pop() {
            let (frame, node) = whose_turn(next);
            let Some(rules) = graph.nodes.get(node as usize) else { continue };
            let slot = rules.slot as usize;
            let Some(held) = self.frames.get_mut(frame as usize) else { continue };
            if let Some(marks) = held.marks.get_mut(slot) {
                *marks &= !WAITS;
            }
            if !held.is_live {
                continue;
            }
            self.evaluated += 1;
            if let NodeKind::Rows(repeat) = rules.kind {
                self.sync_rows(frame, repeat);
            }
            let (output, overflow) = self.judge(frame, rules.kind, &mut scratch);
            self.note_overflow(frame, node, overflow);
            if self.keep(frame, node, slot, output) {
                self.push_readers(graph, frame, graph.readers(node).iter().copied());
            }
        }
    }

    /// Keeps a result; whether it is another than before.
    fn keep(&mut self, frame: FrameId, node: NodeIndex, slot: usize, output: crate::frame::Output) -> bool {
        let Some(held) = self.frames.get_mut(frame as usize) else { return false };
        let (Some(stored), Some(marks)) = (held.results.get_mut(slot), held.marks.get_mut(slot)) else { return false };
        if *stored == output {
            return false;
        }
        let before = std::mem::replace(stored, output);
        if *marks & NOTED == 0 {
            *marks |= NOTED;
            self.before.push((frame, node, before));
        }
        true
    }

    fn note_overflow(&mut self, frame: FrameId, node: NodeIndex, overflow: bool) {
        if overflow {
            self.overflows.insert((frame, node));
        } else if !self.overflows.is_empty() {
            self.overflows.remove(&(frame, node));
        }
    }
}
