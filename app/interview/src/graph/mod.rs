//! The graph of a definition: one node per item and aspect, who reads whom, and heights (E-48). Built when a package is
//! loaded; instances of the nodes live in the frames of a draft.
//!
//! Nodes stand in the order in which change lists tell them: items as declared, evidence, pages, tasks. What a node reads
//! is collected in `read.rs` and `code.rs`, heights and cycles are found in `heights.rs`.

mod code;
mod heights;
mod read;
mod shape;

pub(crate) use shape::{asked_items, innermost_around, placed_pages, repeats_below, shown_values, shows_value};

use crate::package::{
    ConditionIndex, ConditionRule, FrameType, ItemIndex, ItemKind, Package, PageIndex, RepeatIndex, TaskIndex,
};
use read::Reader;

/// Index into [`Graph::nodes`].
pub(crate) type NodeIndex = u32;
/// No node.
pub(crate) const NONE: NodeIndex = NodeIndex::MAX;

/// What a node is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NodeKind {
    Condition(ConditionIndex),
    /// Of a question that is simply not optional, also whether it is required.
    Relevance(ItemIndex),
    Value(ItemIndex),
    Required(ItemIndex),
    Options(ItemIndex),
    Problems(ItemIndex),
    Wanted(ItemIndex),
    Given(ItemIndex),
    Excused(ItemIndex),
    RowTotal(RepeatIndex),
    Rows(RepeatIndex),
    Open(RepeatIndex),
    PageRelevance(PageIndex),
    PageChecks(PageIndex),
    PageStatus(PageIndex),
    TaskStatus(TaskIndex),
}

/// A reader of a node: it is to be judged again in every frame of its type below the frame of type `shared` around the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub(crate) reader: NodeIndex,
    pub(crate) shared: FrameType,
}

/// A node of the graph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) frame: FrameType,
    /// Position among the nodes of its frame type.
    pub(crate) slot: u32,
    /// Longest path from a node that reads nothing.
    pub(crate) height: u32,
    /// Number of the item, page or task it is told with: nodes of one stand together.
    pub(crate) target: u32,
    /// Where its readers begin in [`Graph::edges`].
    first_reader: u32,
}

/// The nodes of one item; [`NONE`] where it has no such aspect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemNodes {
    pub(crate) relevance: NodeIndex,
    pub(crate) value: NodeIndex,
    /// The relevance itself, where nothing else decides whether it is required.
    pub(crate) required: NodeIndex,
    pub(crate) options: NodeIndex,
    pub(crate) problems: NodeIndex,
    pub(crate) wanted: NodeIndex,
    pub(crate) given: NodeIndex,
    pub(crate) excused: NodeIndex,
    /// Where its held state stands among the cells of its frame.
    pub(crate) cell: u32,
}

/// The nodes of one repeat.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RepeatNodes {
    pub(crate) total: NodeIndex,
    pub(crate) rows: NodeIndex,
    pub(crate) open: NodeIndex,
    /// Position among the repeats of its parent frame.
    pub(crate) child: u32,
}

/// The nodes of one page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageNodes {
    pub(crate) relevance: NodeIndex,
    pub(crate) checks: NodeIndex,
    pub(crate) status: NodeIndex,
    /// Its own condition alone decides: it asks nothing, or shows a value (E-37).
    pub(crate) stands_alone: bool,
}

/// A cycle: the nodes of a shortest one, in order, each reading the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Items on the way; pages and tasks are left out.
    pub items: Vec<ItemIndex>,
}

/// Something a mark covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Covered {
    /// A question.
    Item(ItemIndex),
    /// The rows and the end of a list.
    List(RepeatIndex),
}

/// The graph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    /// Readers of all nodes, those of one together.
    edges: Vec<Edge>,
    /// Nodes of each frame type, by slot.
    pub(crate) of_frame: Vec<Vec<NodeIndex>>,
    /// Items with held state of each frame type, by cell.
    pub(crate) cells: Vec<Vec<ItemIndex>>,
    /// Repeats directly below each frame type.
    pub(crate) children: Vec<Vec<RepeatIndex>>,
    pub(crate) items: Vec<ItemNodes>,
    pub(crate) repeats: Vec<RepeatNodes>,
    pub(crate) conditions: Vec<NodeIndex>,
    pub(crate) pages: Vec<PageNodes>,
    pub(crate) tasks: Vec<NodeIndex>,
    /// Nodes that read the day.
    pub(crate) today: Vec<NodeIndex>,
    /// Nodes that read what files there are.
    pub(crate) files: Vec<NodeIndex>,
    /// Who reads why an item is void, by item: that changes with what is held while its value stays as it was.
    pub(crate) causes: Vec<(ItemIndex, Edge)>,
    /// What each check page's mark covers.
    pub(crate) covered: Vec<Vec<Covered>>,
    targets: u32,
}

/// What all nodes read, those of one together.
pub(crate) struct Reads {
    /// Each with the frame type that the reader shares with it, sorted and once.
    all: Vec<(NodeIndex, FrameType)>,
    /// Where those of a node begin.
    first: Vec<usize>,
}

impl Reads {
    fn of(&self, node: NodeIndex) -> &[(NodeIndex, FrameType)] {
        let from = self.first.get(node as usize).copied().unwrap_or(0);
        let until = self.first.get(node as usize + 1).copied().unwrap_or(self.all.len());
        self.all.get(from..until).unwrap_or(&[])
    }
}

impl Graph {
    /// Builds the graph of a package.
    ///
    /// # Errors
    /// The shortest cycle, where there is one.
    pub(crate) fn build(package: &Package) -> Result<Self, Cycle> {
        let mut graph = Self::with_nodes(package);
        let reads = graph.collect_reads(package);
        graph.connect(&reads);
        graph.set_heights(&reads)?;
        graph.leave_rows_alone(package);
        Ok(graph)
    }

    /// Readers of a node.
    pub(crate) fn readers(&self, node: NodeIndex) -> &[Edge] {
        self.edges.get(self.edges_of(node)).unwrap_or(&[])
    }

    fn edges_of(&self, node: NodeIndex) -> std::ops::Range<usize> {
        let first = |node: usize| self.nodes.get(node).map_or(self.edges.len(), |node| node.first_reader as usize);
        first(node as usize)..first(node as usize + 1)
    }

    /// Readers of why an item is void.
    pub(crate) fn causes_of(&self, item: ItemIndex) -> impl Iterator<Item = Edge> + '_ {
        let first = self.causes.partition_point(|(of, _)| *of < item);
        self.causes.iter().skip(first).take_while(move |(of, _)| *of == item).map(|(_, edge)| *edge)
    }

    fn add(&mut self, kind: NodeKind, frame: FrameType) -> NodeIndex {
        let index = NodeIndex::try_from(self.nodes.len()).unwrap_or(NONE);
        let slot = self.of_frame.get_mut(frame as usize).map_or(0, |nodes| {
            nodes.push(index);
            u32::try_from(nodes.len() - 1).unwrap_or(0)
        });
        self.nodes.push(Node { kind, frame, slot, height: 0, target: self.targets, first_reader: 0 });
        index
    }

    fn with_nodes(package: &Package) -> Self {
        let frames = package.repeats.len() + 1;
        let no_repeat = RepeatNodes { total: NONE, rows: NONE, open: NONE, child: NONE };
        let mut graph = Self {
            of_frame: vec![Vec::new(); frames],
            cells: vec![Vec::new(); frames],
            children: vec![Vec::new(); frames],
            items: vec![ItemNodes::none(); package.items.len()],
            repeats: vec![no_repeat; package.repeats.len()],
            ..Self::default()
        };
        for (index, condition) in (0..).zip(&package.conditions) {
            let node = graph.add(NodeKind::Condition(index), condition.frame);
            graph.conditions.push(node);
        }
        for evidence in [false, true] {
            let told = |kind: &ItemKind| matches!(kind, ItemKind::Evidence(_)) == evidence;
            for (index, item) in (0..).zip(&package.items).filter(|(_, item)| told(&item.kind)) {
                graph.targets += 1;
                graph.add_item(index, item.frame, &item.kind);
                if let ItemKind::Repeat(repeat) = item.kind {
                    graph.add_repeat(package, repeat);
                }
            }
        }
        for (index, page) in (0..).zip(&package.pages) {
            graph.targets += 1;
            let relevance = graph.add(NodeKind::PageRelevance(index), page.frame);
            let checks = if page.checks.is_empty() { NONE } else { graph.add(NodeKind::PageChecks(index), page.frame) };
            let status = graph.add(NodeKind::PageStatus(index), page.frame);
            let stands_alone = shows_value(&page.shown) || asked_items(&page.shown).is_empty();
            graph.pages.push(PageNodes { relevance, checks, status, stands_alone });
        }
        for index in (0..).take(package.tasks.len()) {
            graph.targets += 1;
            let node = graph.add(NodeKind::TaskStatus(index), 0);
            graph.tasks.push(node);
        }
        graph.covered = shape::covered(package);
        graph
    }

    fn add_repeat(&mut self, package: &Package, index: RepeatIndex) {
        let Some(repeat) = package.repeats.get(index as usize) else { return };
        let total = if repeat.rows.is_some() { self.add(NodeKind::RowTotal(index), repeat.parent) } else { NONE };
        let rows = self.add(NodeKind::Rows(index), repeat.parent);
        let open = self.add(NodeKind::Open(index), repeat.parent);
        let child = self.children.get_mut(repeat.parent as usize).map_or(NONE, |children| {
            children.push(index);
            u32::try_from(children.len() - 1).unwrap_or(NONE)
        });
        if let Some(nodes) = self.repeats.get_mut(index as usize) {
            *nodes = RepeatNodes { total, rows, open, child };
        }
    }

    fn add_item(&mut self, index: ItemIndex, frame: FrameType, kind: &ItemKind) {
        let mut nodes = ItemNodes::none();
        if !matches!(kind, ItemKind::Derive(_))
            && let Some(cells) = self.cells.get_mut(frame as usize)
        {
            cells.push(index);
            nodes.cell = u32::try_from(cells.len() - 1).unwrap_or(NONE);
        }
        nodes.relevance = self.add(NodeKind::Relevance(index), frame);
        if !matches!(kind, ItemKind::Repeat(_)) {
            nodes.value = self.add(NodeKind::Value(index), frame);
        }
        match kind {
            ItemKind::Question(question) => {
                nodes.required = match question.required {
                    Some(_) => self.add(NodeKind::Required(index), frame),
                    None if question.optional => NONE,
                    None => nodes.relevance,
                };
                if question.options.is_some() {
                    nodes.options = self.add(NodeKind::Options(index), frame);
                }
                nodes.problems = self.add(NodeKind::Problems(index), frame);
            }
            ItemKind::Mark { .. } | ItemKind::Repeat(_) => {
                nodes.problems = self.add(NodeKind::Problems(index), frame);
            }
            ItemKind::Fact(_) => nodes.wanted = self.add(NodeKind::Wanted(index), frame),
            ItemKind::Evidence(_) => {
                nodes.given = self.add(NodeKind::Given(index), frame);
                nodes.excused = self.add(NodeKind::Excused(index), frame);
            }
            ItemKind::Derive(_) => {}
        }
        if let Some(all) = self.items.get_mut(index as usize) {
            *all = nodes;
        }
    }

    /// For each node, the nodes it reads and the frame type it shares with them.
    fn collect_reads(&mut self, package: &Package) -> Reads {
        let mut reads = Reads { all: Vec::new(), first: Vec::with_capacity(self.nodes.len()) };
        let (mut today, mut files, mut causes) = (Vec::new(), Vec::new(), Vec::new());
        let mut reader = Reader::new(package, self);
        for (index, node) in (0..).zip(&self.nodes) {
            reader.read(node);
            if reader.today {
                today.push(index);
            }
            if reader.files {
                files.push(index);
            }
            causes.extend(reader.causes.drain(..).map(|(item, shared)| (item, Edge { reader: index, shared })));
            reader.reads.retain(|(read, _)| *read != NONE && *read != index);
            reader.reads.sort_unstable();
            reader.reads.dedup();
            reads.first.push(reads.all.len());
            reads.all.append(&mut reader.reads);
        }
        causes.sort_unstable();
        causes.dedup();
        (self.today, self.files, self.causes) = (today, files, causes);
        reads
    }

    /// Turns what is read into who reads.
    fn connect(&mut self, reads: &Reads) {
        let mut counts = vec![0_u32; self.nodes.len()];
        for (read, _) in &reads.all {
            if let Some(count) = counts.get_mut(*read as usize) {
                *count += 1;
            }
        }
        let mut next = 0;
        for (node, count) in self.nodes.iter_mut().zip(&mut counts) {
            node.first_reader = next;
            next += std::mem::replace(count, node.first_reader);
        }
        self.edges = vec![Edge { reader: NONE, shared: 0 }; next as usize];
        for reader in (0..).take(self.nodes.len()) {
            for (read, shared) in reads.of(reader) {
                let Some(place) = counts.get_mut(*read as usize) else { continue };
                if let Some(edge) = self.edges.get_mut(*place as usize) {
                    *edge = Edge { reader, shared: *shared };
                }
                *place += 1;
            }
        }
    }
}

impl Graph {
    /// A row that somebody added is judged after the list it stands in, but asks nothing of it: a row that comes or goes
    /// wakes no other (E-53).
    fn leave_rows_alone(&mut self, package: &Package) {
        let lists: Vec<(RepeatIndex, NodeIndex)> = (0..)
            .zip(&package.repeats)
            .filter(|(_, rules)| rules.is_kept_by_people())
            .filter_map(|(repeat, _)| Some((repeat, self.repeats.get(repeat as usize)?.rows)))
            .collect();
        for (repeat, rows) in lists {
            for place in self.edges_of(rows) {
                let Some(edge) = self.edges.get_mut(place) else { continue };
                let is_row = match self.nodes.get(edge.reader as usize).map(|node| node.kind) {
                    Some(NodeKind::Condition(condition)) => package
                        .conditions
                        .get(condition as usize)
                        .is_some_and(|condition| condition.rule == ConditionRule::Row(repeat)),
                    _ => false,
                };
                if is_row {
                    edge.reader = NONE;
                }
            }
        }
    }
}

impl ItemNodes {
    fn none() -> Self {
        Self {
            relevance: NONE,
            value: NONE,
            required: NONE,
            options: NONE,
            problems: NONE,
            wanted: NONE,
            given: NONE,
            excused: NONE,
            cell: NONE,
        }
    }
}
