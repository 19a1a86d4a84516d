//! Settled results of nodes, as rules and plans read them.

use super::Draft;
use crate::frame::{FrameId, Output, ProblemSet};
use crate::graph::{ItemNodes, NONE, NodeIndex};
use crate::package::{ConditionIndex, ItemIndex, RepeatIndex};
use crate::value::{Read, Three};

impl Draft {
    pub(crate) fn result(&self, frame: FrameId, node: NodeIndex) -> Option<&Output> {
        let slot = self.definition.graph.nodes.get(node as usize)?.slot;
        self.frame(frame)?.results.get(slot as usize)
    }

    pub(crate) fn three(&self, frame: FrameId, node: NodeIndex) -> Three {
        match self.result(frame, node) {
            Some(Output::Three(three)) => *three,
            _ => Three::No,
        }
    }

    pub(crate) fn value_of(&self, frame: FrameId, item: ItemIndex) -> Read {
        self.value_in(frame, item).clone()
    }

    pub(crate) fn value_in(&self, frame: FrameId, item: ItemIndex) -> &Read {
        match self.item_result(frame, item, |nodes| nodes.value) {
            Some(Output::Read(read)) => read,
            _ => &Read::Void,
        }
    }

    pub(crate) fn waits(&self, frame: FrameId, item: ItemIndex) -> bool {
        *self.value_in(frame, item) == Read::Waiting
    }

    /// What rules read of an item in the frame of its type from a frame upwards.
    pub(crate) fn value_from(&self, frame: FrameId, item: ItemIndex) -> Option<&Read> {
        let graph = &self.definition.graph;
        let node = graph.nodes.get(graph.items.get(item as usize)?.value as usize)?;
        match self.frame(self.frame_up(frame, node.frame)?)?.results.get(node.slot as usize) {
            Some(Output::Read(read)) => Some(read),
            _ => None,
        }
    }

    pub(crate) fn relevance_of(&self, frame: FrameId, item: ItemIndex) -> Three {
        match self.item_result(frame, item, |nodes| nodes.relevance) {
            Some(Output::Three(three)) => *three,
            _ => Three::No,
        }
    }

    pub(crate) fn required_of(&self, frame: FrameId, item: ItemIndex) -> Three {
        match self.item_result(frame, item, |nodes| nodes.required) {
            Some(Output::Three(three)) => *three,
            _ => Three::No,
        }
    }

    pub(crate) fn problems_of(&self, frame: FrameId, item: ItemIndex) -> ProblemSet {
        match self.item_result(frame, item, |nodes| nodes.problems) {
            Some(Output::Problems(problems)) => *problems,
            _ => ProblemSet::default(),
        }
    }

    pub(crate) fn is_given(&self, frame: FrameId, item: ItemIndex) -> bool {
        matches!(self.item_result(frame, item, |nodes| nodes.given), Some(Output::Flag(true)))
    }

    pub(crate) fn excused_of(&self, frame: FrameId, item: ItemIndex) -> Three {
        match self.item_result(frame, item, |nodes| nodes.excused) {
            Some(Output::Three(three)) => *three,
            _ => Three::No,
        }
    }

    pub(crate) fn is_wanted(&self, frame: FrameId, item: ItemIndex) -> bool {
        matches!(self.item_result(frame, item, |nodes| nodes.wanted), Some(Output::Flag(true)))
    }

    pub(crate) fn item_result(
        &self,
        frame: FrameId,
        item: ItemIndex,
        aspect: impl Fn(&ItemNodes) -> NodeIndex,
    ) -> Option<&Output> {
        self.result(frame, aspect(self.definition.graph.items.get(item as usize)?))
    }

    pub(crate) fn condition_of(&self, frame: FrameId, condition: ConditionIndex) -> Three {
        let graph = &self.definition.graph;
        let Some(node) = graph.conditions.get(condition as usize).copied() else { return Three::No };
        let kind = graph.nodes.get(node as usize).map_or(0, |node| node.frame);
        self.frame_up(frame, kind).map_or(Three::No, |frame| self.three(frame, node))
    }

    pub(crate) fn is_open(&self, frame: FrameId, repeat: RepeatIndex) -> bool {
        let node = self.definition.graph.repeats.get(repeat as usize).map_or(NONE, |nodes| nodes.open);
        matches!(self.result(frame, node), Some(Output::Flag(true)))
    }
}
