//! Heights of nodes, and the shortest cycle where there are none (E-48, D301).

use super::{Cycle, Graph, NONE, NodeIndex, NodeKind, Reads};
use std::collections::{BTreeMap, VecDeque};

impl Graph {
    /// Heights by repeatedly taking away nodes all of whose reads are settled.
    pub(super) fn set_heights(&mut self, reads: &Reads) -> Result<(), Cycle> {
        let nodes = || (0..).take(self.nodes.len());
        let mut waiting: Vec<usize> = nodes().map(|node| distinct(reads.of(node)).count()).collect();
        let mut ready: Vec<NodeIndex> =
            nodes().zip(&waiting).filter(|(_, left)| **left == 0).map(|(index, _)| index).collect();
        let mut settled = 0_usize;
        while let Some(index) = ready.pop() {
            settled += 1;
            let height = self.nodes.get(index as usize).map_or(0, |node| node.height) + 1;
            let mut last = NONE;
            for place in self.edges_of(index) {
                let reader = self.edges.get(place).map_or(NONE, |edge| edge.reader);
                if std::mem::replace(&mut last, reader) == reader {
                    continue;
                }
                if let Some(node) = self.nodes.get_mut(reader as usize) {
                    node.height = node.height.max(height);
                }
                if let Some(left) = waiting.get_mut(reader as usize) {
                    *left = left.saturating_sub(1);
                    if *left == 0 {
                        ready.push(reader);
                    }
                }
            }
        }
        if settled == self.nodes.len() { Ok(()) } else { Err(self.shortest_cycle(reads, &waiting)) }
    }

    fn shortest_cycle(&self, reads: &Reads, waiting: &[usize]) -> Cycle {
        let blocked = |index: NodeIndex| waiting.get(index as usize).is_some_and(|left| *left > 0);
        let mut best: Option<Vec<NodeIndex>> = None;
        for start in (0..).take(self.nodes.len()).filter(|index| blocked(*index)) {
            let most = best.as_ref().map_or(usize::MAX, Vec::len);
            if let Some(way) = way_back_to(start, reads, blocked, most) {
                best = Some(way);
            }
        }
        let mut items = Vec::new();
        for index in best.unwrap_or_default() {
            if let Some(NodeKind::Value(item) | NodeKind::Relevance(item)) =
                self.nodes.get(index as usize).map(|node| node.kind)
                && items.last() != Some(&item)
            {
                items.push(item);
            }
        }
        Cycle { items }
    }
}

/// The shortest way from a node back to itself that has fewer than `most` nodes.
fn way_back_to(
    start: NodeIndex,
    reads: &Reads,
    blocked: impl Fn(NodeIndex) -> bool,
    most: usize,
) -> Option<Vec<NodeIndex>> {
    let mut came_from = BTreeMap::from([(start, NONE)]);
    let mut queue = VecDeque::from([(start, 1_usize)]);
    while let Some((index, length)) = queue.pop_front() {
        if length >= most {
            return None;
        }
        for (read, _) in reads.of(index).iter().filter(|(read, _)| blocked(*read)) {
            if *read == start {
                let mut way: Vec<NodeIndex> = std::iter::successors(Some(index), |node| {
                    came_from.get(node).copied().filter(|node| *node != NONE)
                })
                .collect();
                way.reverse();
                return Some(way);
            }
            came_from.entry(*read).or_insert_with(|| {
                queue.push_back((*read, length + 1));
                index
            });
        }
    }
    None
}

fn distinct(found: &[(NodeIndex, u32)]) -> impl Iterator<Item = NodeIndex> + '_ {
    let mut last = NONE;
    found.iter().filter_map(move |(read, _)| (std::mem::replace(&mut last, *read) != *read).then_some(*read))
}
