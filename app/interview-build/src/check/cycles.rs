//! Items that depend on each other (D301), lists whose length depends on their own rows (D306), and the order in which
//! everything else can be worked out.

use super::edges::{Edge, Why};
use crate::diagnostics::{Code, Finding};
use crate::model::Model;
use interview::package::ItemIndex;
use std::collections::{BTreeMap, VecDeque};

impl Model<'_> {
    /// Reports the shortest cycle of every knot; returns all items, those read before those that read them.
    pub(super) fn check_cycles(&mut self, edges: &[Vec<Edge>]) -> Vec<ItemIndex> {
        let (mut order, knotted) = in_order(edges);
        for knot in knots(edges, &knotted) {
            let cycle = shortest(edges, &knot);
            self.report_cycle(&cycle);
        }
        for (item, _) in (0..).zip(&knotted).filter(|(_, knotted)| **knotted) {
            order.push(item);
            if let Some(meta) = self.items.get_mut(item as usize) {
                meta.knotted = true;
            }
        }
        order
    }

    /// The cycle from the edge that stands first in the sources.
    fn report_cycle(&mut self, cycle: &[(ItemIndex, Edge)]) {
        let mut cycle = cycle.to_vec();
        let start = cycle
            .iter()
            .enumerate()
            .min_by_key(|(_, (_, edge))| (edge.why == Why::Field, edge.span))
            .map_or(0, |(at, _)| at);
        cycle.rotate_left(start);
        let Some((first, first_edge)) = cycle.first().copied() else { return };
        let mut ids: Vec<&str> = cycle.iter().map(|(item, _)| self.item_id(*item)).collect();
        ids.push(self.item_id(first));
        let way = ids.join(" -> ");
        let rows = cycle.iter().find(|(_, edge)| edge.why == Why::Rows);
        let mut finding = match rows {
            Some((repeat, edge)) => {
                let id = self.item_id(*repeat);
                Finding::new(
                    Code::D306,
                    edge.span,
                    format!("the length of list `{id}` is controlled by its own rows: {way}"),
                )
            }
            None => Finding::new(Code::D301, first_edge.span, format!("these items depend on each other: {way}")),
        };
        for (item, edge) in &cycle {
            finding = finding.note(edge.span, edge.why.sentence(self.item_id(*item), self.item_id(edge.to)));
        }
        self.report.add(finding);
    }
}

/// Items whose reads are all settled before them, and which are left: in a cycle or reading one.
fn in_order(edges: &[Vec<Edge>]) -> (Vec<ItemIndex>, Vec<bool>) {
    let mut readers: Vec<Vec<ItemIndex>> = vec![Vec::new(); edges.len()];
    for (item, reads) in (0..).zip(edges) {
        for edge in reads {
            if let Some(readers) = readers.get_mut(edge.to as usize) {
                readers.push(item);
            }
        }
    }
    let mut waiting: Vec<usize> = edges.iter().map(Vec::len).collect();
    let mut order: Vec<ItemIndex> = (0..).zip(&waiting).filter(|(_, left)| **left == 0).map(|(item, _)| item).collect();
    let mut done = 0;
    while let Some(item) = order.get(done).copied() {
        done += 1;
        for reader in readers.get(item as usize).into_iter().flatten() {
            if let Some(left) = waiting.get_mut(*reader as usize) {
                *left -= 1;
                if *left == 0 {
                    order.push(*reader);
                }
            }
        }
    }
    let knotted = waiting.iter().map(|left| *left > 0).collect();
    (order, knotted)
}

/// Groups of items each of which reaches every other (Tarjan, with a stack of its own).
fn knots(edges: &[Vec<Edge>], knotted: &[bool]) -> Vec<Vec<ItemIndex>> {
    let mut search = Search {
        edges,
        knotted,
        number: vec![0; edges.len()],
        low: vec![0; edges.len()],
        open: vec![false; edges.len()],
        stack: Vec::new(),
        next: 1,
        found: Vec::new(),
    };
    for item in (0..).take(edges.len()) {
        if search.is_left(item) && search.number_of(item) == 0 {
            search.from(item);
        }
    }
    search.found
}

struct Search<'e> {
    edges: &'e [Vec<Edge>],
    knotted: &'e [bool],
    number: Vec<u32>,
    low: Vec<u32>,
    open: Vec<bool>,
    stack: Vec<ItemIndex>,
    next: u32,
    found: Vec<Vec<ItemIndex>>,
}

impl Search<'_> {
    fn is_left(&self, item: ItemIndex) -> bool {
        self.knotted.get(item as usize).copied().unwrap_or(false)
    }

    fn number_of(&self, item: ItemIndex) -> u32 {
        self.number.get(item as usize).copied().unwrap_or(0)
    }

    fn low_of(&self, item: ItemIndex) -> u32 {
        self.low.get(item as usize).copied().unwrap_or(0)
    }

    fn lower(&mut self, item: ItemIndex, to: u32) {
        if let Some(low) = self.low.get_mut(item as usize) {
            *low = (*low).min(to);
        }
    }

    fn enter(&mut self, item: ItemIndex) {
        for numbers in [&mut self.number, &mut self.low] {
            if let Some(number) = numbers.get_mut(item as usize) {
                *number = self.next;
            }
        }
        self.next += 1;
        self.stack.push(item);
        if let Some(open) = self.open.get_mut(item as usize) {
            *open = true;
        }
    }

    fn from(&mut self, start: ItemIndex) {
        let mut way: Vec<(ItemIndex, usize)> = vec![(start, 0)];
        self.enter(start);
        while let Some((item, at)) = way.last().copied() {
            let read = self.edges.get(item as usize).and_then(|reads| reads.get(at)).map(|edge| edge.to);
            match read {
                Some(read) => {
                    if let Some((_, at)) = way.last_mut() {
                        *at += 1;
                    }
                    if !self.is_left(read) {
                        continue;
                    }
                    if self.number_of(read) == 0 {
                        self.enter(read);
                        way.push((read, 0));
                    } else if self.open.get(read as usize).copied().unwrap_or(false) {
                        self.lower(item, self.number_of(read));
                    }
                }
                None => {
                    way.pop();
                    if let Some((above, _)) = way.last().copied() {
                        self.lower(above, self.low_of(item));
                    }
                    if self.low_of(item) == self.number_of(item) {
                        self.leave(item);
                    }
                }
            }
        }
    }

    fn leave(&mut self, root: ItemIndex) {
        let mut knot = Vec::new();
        while let Some(item) = self.stack.pop() {
            if let Some(open) = self.open.get_mut(item as usize) {
                *open = false;
            }
            knot.push(item);
            if item == root {
                break;
            }
        }
        let reads_itself = self.edges.get(root as usize).is_some_and(|reads| reads.iter().any(|edge| edge.to == root));
        if knot.len() > 1 || reads_itself {
            knot.sort_unstable();
            self.found.push(knot);
        }
    }
}

/// A shortest cycle in a knot: breadth first from each of its items, never further than the best so far.
fn shortest(edges: &[Vec<Edge>], knot: &[ItemIndex]) -> Vec<(ItemIndex, Edge)> {
    let mut best: Vec<(ItemIndex, Edge)> = Vec::new();
    // In a large knot a short cycle is found from any of its items; looking from all would take the square of its size.
    for start in knot.iter().take(2_000) {
        let mut came: BTreeMap<ItemIndex, (ItemIndex, Edge)> = BTreeMap::new();
        let mut queue = VecDeque::from([(*start, 0_usize)]);
        'search: while let Some((item, steps)) = queue.pop_front() {
            if !best.is_empty() && steps + 1 >= best.len() {
                break;
            }
            for edge in edges.get(item as usize).into_iter().flatten() {
                if edge.to == *start {
                    let mut way = vec![(item, *edge)];
                    let mut current = item;
                    while current != *start {
                        let Some((before, edge)) = came.get(&current).copied() else { break };
                        way.push((before, edge));
                        current = before;
                    }
                    way.reverse();
                    best = way;
                    break 'search;
                }
                if knot.binary_search(&edge.to).is_ok() && !came.contains_key(&edge.to) {
                    came.insert(edge.to, (item, *edge));
                    queue.push_back((edge.to, steps + 1));
                }
            }
        }
        if best.len() == 1 {
            break;
        }
    }
    best
}
