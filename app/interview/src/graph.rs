//! The graph of a definition: one node per item and aspect, who reads whom, and heights (E-48). Built when a package is
//! loaded; instances of the nodes live in the frames of a draft.

use crate::package::{
    CodeIndex, ConditionIndex, ConditionRule, FrameType, ItemIndex, ItemKind, Op, Options, OptionsFrom, Over, Package,
    PageIndex, PageKind, Placed, RepeatIndex, Shown, TaskIndex, Type,
};
use crate::place::repeats_around;

/// Index into [`Graph::nodes`].
pub(crate) type NodeIndex = u32;
/// No node.
pub(crate) const NONE: NodeIndex = NodeIndex::MAX;

/// What a node is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NodeKind {
    Condition(ConditionIndex),
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
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) frame: FrameType,
    /// Position among the nodes of its frame type.
    pub(crate) slot: u32,
    /// Longest path from a node that reads nothing.
    pub(crate) height: u32,
    pub(crate) readers: Vec<Edge>,
}

/// The nodes of one item; [`NONE`] where it has no such aspect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemNodes {
    pub(crate) relevance: NodeIndex,
    pub(crate) value: NodeIndex,
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
}

/// A cycle: the nodes of a shortest one, in order, each reading the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Items (or `None` for a page or task) on the way.
    pub items: Vec<ItemIndex>,
}

/// The graph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
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
    /// Of each item, who reads why it is void: that changes with what is held while its value stays as it was.
    pub(crate) causes: Vec<Vec<Edge>>,
    /// What each check page's mark covers.
    pub(crate) covered: Vec<Vec<Covered>>,
}

/// Something a mark covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Covered {
    /// A question.
    Item(ItemIndex),
    /// The rows and the end of a list.
    List(RepeatIndex),
}

/// A frame in scope while the reads of an expression are collected.
struct Level {
    frame: FrameType,
    /// `None` for the frame of the reader itself; else the frame type that a row at this level shares with the reader.
    shared: Option<FrameType>,
    /// Where the frame around a row was found.
    outer: usize,
}

/// Whether `ancestor` is `frame` or lies around it.
pub(crate) fn is_around(package: &Package, ancestor: FrameType, frame: FrameType) -> bool {
    let mut current = frame;
    loop {
        if current == ancestor {
            return true;
        }
        match current.checked_sub(1).and_then(|repeat| package.repeats.get(repeat as usize)) {
            Some(repeat) => current = repeat.parent,
            None => return false,
        }
    }
}

/// The innermost frame type around both.
pub(crate) fn innermost_around(package: &Package, a: FrameType, b: FrameType) -> FrameType {
    let mut current = a;
    while !is_around(package, current, b) {
        match current.checked_sub(1).and_then(|repeat| package.repeats.get(repeat as usize)) {
            Some(repeat) => current = repeat.parent,
            None => return 0,
        }
    }
    current
}

/// All questions and shown values of a page, in order, with those of its groups and rows.
pub(crate) fn asked_items(shown: &[Shown]) -> Vec<ItemIndex> {
    let mut asked = Vec::new();
    let mut left: Vec<&Shown> = shown.iter().rev().collect();
    while let Some(next) = left.pop() {
        match next {
            Shown::Ask(item) => asked.push(*item),
            Shown::Show(_) => {}
            Shown::Group { shown, .. } | Shown::Each { shown, .. } => left.extend(shown.iter().rev()),
        }
    }
    asked
}

/// Repeats whose rows stand between a frame and an item that is read in all of them.
pub(crate) fn repeats_below(package: &Package, frame: FrameType, item: ItemIndex) -> Vec<RepeatIndex> {
    let mut repeats = Vec::new();
    let mut current = package.items.get(item as usize).map_or(0, |item| item.frame);
    while !is_around(package, current, frame) {
        let Some(index) = current.checked_sub(1) else { break };
        repeats.push(index);
        let Some(repeat) = package.repeats.get(index as usize) else { break };
        current = repeat.parent;
    }
    repeats
}

/// Whether a page shows a value, so that it stands on its own condition.
pub(crate) fn shows_value(shown: &[Shown]) -> bool {
    let mut left: Vec<&Shown> = shown.iter().collect();
    while let Some(next) = left.pop() {
        match next {
            Shown::Ask(_) => {}
            Shown::Show(_) => return true,
            Shown::Group { shown, .. } | Shown::Each { shown, .. } => left.extend(shown.iter()),
        }
    }
    false
}

/// Pages placed in a task, in authored order, and the repeats of its `each`.
pub(crate) fn placed_pages(places: &[Placed]) -> (Vec<PageIndex>, Vec<RepeatIndex>) {
    placed_before(places, PageIndex::MAX)
}

/// The same, up to a page.
fn placed_before(places: &[Placed], until: PageIndex) -> (Vec<PageIndex>, Vec<RepeatIndex>) {
    let (mut pages, mut repeats) = (Vec::new(), Vec::new());
    let mut left: Vec<&Placed> = places.iter().rev().collect();
    while let Some(next) = left.pop() {
        match next {
            Placed::Page(page) if *page == until => break,
            Placed::Page(page) => pages.push(*page),
            Placed::Each { repeat, places } => {
                repeats.push(*repeat);
                left.extend(places.iter().rev());
            }
        }
    }
    (pages, repeats)
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
        Ok(graph)
    }

    fn add(&mut self, kind: NodeKind, frame: FrameType) -> NodeIndex {
        let index = NodeIndex::try_from(self.nodes.len()).unwrap_or(NONE);
        let slot = self.of_frame.get_mut(frame as usize).map_or(0, |nodes| {
            nodes.push(index);
            u32::try_from(nodes.len() - 1).unwrap_or(0)
        });
        self.nodes.push(Node { kind, frame, slot, height: 0, readers: Vec::new() });
        index
    }

    fn with_nodes(package: &Package) -> Self {
        let frames = package.repeats.len() + 1;
        let mut graph = Self {
            of_frame: vec![Vec::new(); frames],
            cells: vec![Vec::new(); frames],
            children: vec![Vec::new(); frames],
            ..Self::default()
        };
        for (index, condition) in (0..).zip(&package.conditions) {
            let node = graph.add(NodeKind::Condition(index), condition.frame);
            graph.conditions.push(node);
        }
        for (index, item) in (0..).zip(&package.items) {
            let nodes = graph.add_item(index, item.frame, &item.kind);
            graph.items.push(nodes);
        }
        for (index, repeat) in (0..).zip(&package.repeats) {
            let total = if repeat.rows.is_some() { graph.add(NodeKind::RowTotal(index), repeat.parent) } else { NONE };
            let rows = graph.add(NodeKind::Rows(index), repeat.parent);
            let open = graph.add(NodeKind::Open(index), repeat.parent);
            let child = graph.children.get_mut(repeat.parent as usize).map_or(0, |children| {
                children.push(index);
                u32::try_from(children.len() - 1).unwrap_or(0)
            });
            graph.repeats.push(RepeatNodes { total, rows, open, child });
        }
        for (index, page) in (0..).zip(&package.pages) {
            let relevance = graph.add(NodeKind::PageRelevance(index), page.frame);
            let checks = if page.checks.is_empty() { NONE } else { graph.add(NodeKind::PageChecks(index), page.frame) };
            let status = graph.add(NodeKind::PageStatus(index), page.frame);
            graph.pages.push(PageNodes { relevance, checks, status });
        }
        for index in (0..).take(package.tasks.len()) {
            let node = graph.add(NodeKind::TaskStatus(index), 0);
            graph.tasks.push(node);
        }
        graph.covered = covered(package);
        graph
    }

    fn add_item(&mut self, index: ItemIndex, frame: FrameType, kind: &ItemKind) -> ItemNodes {
        let cell = match kind {
            ItemKind::Derive(_) => NONE,
            _ => self.cells.get_mut(frame as usize).map_or(NONE, |cells| {
                cells.push(index);
                u32::try_from(cells.len() - 1).unwrap_or(NONE)
            }),
        };
        let mut nodes = ItemNodes {
            relevance: self.add(NodeKind::Relevance(index), frame),
            value: NONE,
            required: NONE,
            options: NONE,
            problems: NONE,
            wanted: NONE,
            given: NONE,
            excused: NONE,
            cell,
        };
        match kind {
            ItemKind::Question(question) => {
                nodes.value = self.add(NodeKind::Value(index), frame);
                if !question.optional || question.required.is_some() {
                    nodes.required = self.add(NodeKind::Required(index), frame);
                }
                if question.options.is_some() {
                    nodes.options = self.add(NodeKind::Options(index), frame);
                }
                nodes.problems = self.add(NodeKind::Problems(index), frame);
            }
            ItemKind::Derive(_) => nodes.value = self.add(NodeKind::Value(index), frame),
            ItemKind::Mark { .. } => {
                nodes.value = self.add(NodeKind::Value(index), frame);
                nodes.problems = self.add(NodeKind::Problems(index), frame);
            }
            ItemKind::Fact(_) => {
                nodes.value = self.add(NodeKind::Value(index), frame);
                nodes.wanted = self.add(NodeKind::Wanted(index), frame);
            }
            ItemKind::Repeat(_) => nodes.problems = self.add(NodeKind::Problems(index), frame),
            ItemKind::Evidence(_) => {
                nodes.value = self.add(NodeKind::Value(index), frame);
                nodes.given = self.add(NodeKind::Given(index), frame);
                nodes.excused = self.add(NodeKind::Excused(index), frame);
            }
        }
        nodes
    }

    /// For each node, the nodes it reads and the frame type it shares with them.
    fn collect_reads(&mut self, package: &Package) -> Vec<Vec<(NodeIndex, FrameType)>> {
        let mut reads = Vec::with_capacity(self.nodes.len());
        let (mut today, mut files, mut causes) = (Vec::new(), Vec::new(), vec![Vec::new(); package.items.len()]);
        for (index, node) in (0..).zip(&self.nodes) {
            let mut reader = Reader {
                package,
                graph: self,
                frame: node.frame,
                reads: Vec::new(),
                causes: Vec::new(),
                today: false,
                files: false,
            };
            reader.node(node.kind);
            if reader.today {
                today.push(index);
            }
            if reader.files {
                files.push(index);
            }
            for (item, shared) in std::mem::take(&mut reader.causes) {
                let edges: Option<&mut Vec<Edge>> = causes.get_mut(item as usize);
                edges.into_iter().for_each(|edges| edges.push(Edge { reader: index, shared }));
            }
            let mut found = reader.reads;
            found.retain(|(read, _)| *read != NONE && *read != index);
            found.sort_unstable();
            found.dedup();
            reads.push(found);
        }
        (self.today, self.files, self.causes) = (today, files, causes);
        reads
    }

    fn connect(&mut self, reads: &[Vec<(NodeIndex, FrameType)>]) {
        for (reader, found) in (0..).zip(reads) {
            for (read, shared) in found {
                if let Some(node) = self.nodes.get_mut(*read as usize) {
                    node.readers.push(Edge { reader, shared: *shared });
                }
            }
        }
    }

    /// Heights by repeatedly taking away nodes all of whose reads are settled.
    fn set_heights(&mut self, reads: &[Vec<(NodeIndex, FrameType)>]) -> Result<(), Cycle> {
        let mut waiting: Vec<usize> = reads.iter().map(|found| distinct(found).count()).collect();
        let mut ready: Vec<NodeIndex> =
            (0..).zip(&waiting).filter(|(_, left)| **left == 0).map(|(index, _)| index).collect();
        let mut settled = 0_usize;
        while let Some(index) = ready.pop() {
            settled += 1;
            let Some(node) = self.nodes.get(index as usize) else { continue };
            let height = node.height + 1;
            let mut readers: Vec<NodeIndex> = node.readers.iter().map(|edge| edge.reader).collect();
            readers.dedup();
            for reader in readers {
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

    fn shortest_cycle(&self, reads: &[Vec<(NodeIndex, FrameType)>], waiting: &[usize]) -> Cycle {
        let blocked = |index: NodeIndex| waiting.get(index as usize).is_some_and(|left| *left > 0);
        let mut best: Option<Vec<NodeIndex>> = None;
        for start in (0..).take(self.nodes.len()).filter(|index| blocked(*index)) {
            let mut came_from = std::collections::BTreeMap::from([(start, NONE)]);
            let mut queue = std::collections::VecDeque::from([start]);
            'search: while let Some(index) = queue.pop_front() {
                for (read, _) in reads.get(index as usize).into_iter().flatten().filter(|(read, _)| blocked(*read)) {
                    if *read == start {
                        let mut way = Vec::new();
                        let mut current = index;
                        while current != NONE {
                            way.push(current);
                            current = came_from.get(&current).copied().unwrap_or(NONE);
                        }
                        way.reverse();
                        if best.as_ref().is_none_or(|best| way.len() < best.len()) {
                            best = Some(way);
                        }
                        break 'search;
                    }
                    came_from.entry(*read).or_insert_with(|| {
                        queue.push_back(*read);
                        index
                    });
                }
            }
        }
        let mut items = Vec::new();
        for index in best.unwrap_or_default() {
            if let Some(NodeKind::Value(item) | NodeKind::Relevance(item)) =
                self.nodes.get(index as usize).map(|n| n.kind)
                && items.last() != Some(&item)
            {
                items.push(item);
            }
        }
        Cycle { items }
    }
}

fn distinct(found: &[(NodeIndex, FrameType)]) -> impl Iterator<Item = NodeIndex> + '_ {
    let mut last = NONE;
    found.iter().filter_map(move |(read, _)| {
        let new = *read != last;
        last = *read;
        new.then_some(*read)
    })
}

/// What the mark of each check page covers, indexed by page; empty for others.
fn covered(package: &Package) -> Vec<Vec<Covered>> {
    (0..)
        .zip(&package.pages)
        .map(|(index, page)| {
            let PageKind::Check { covers, .. } = &page.kind else { return Vec::new() };
            let mut found = Vec::new();
            for task in covers {
                let Some(definition) = package.tasks.get(*task as usize) else { continue };
                let (pages, repeats) = placed_before(&definition.places, index);
                for other in pages {
                    let Some(other) = package.pages.get(other as usize) else { continue };
                    found.extend(asked_items(&other.shown).into_iter().map(Covered::Item));
                    match other.kind {
                        PageKind::List(repeat) => found.push(Covered::List(repeat)),
                        PageKind::Check { mark, .. } => found.push(Covered::Item(mark)),
                        PageKind::Form | PageKind::Stop => {}
                    }
                }
                found.extend(repeats.into_iter().map(Covered::List));
            }
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}

/// Collects what one node reads.
struct Reader<'a> {
    package: &'a Package,
    graph: &'a Graph,
    frame: FrameType,
    reads: Vec<(NodeIndex, FrameType)>,
    causes: Vec<(ItemIndex, FrameType)>,
    today: bool,
    files: bool,
}

impl Reader<'_> {
    fn item_nodes(&self, item: ItemIndex) -> Option<&ItemNodes> {
        self.graph.items.get(item as usize)
    }

    fn repeat_nodes(&self, repeat: RepeatIndex) -> Option<&RepeatNodes> {
        self.graph.repeats.get(repeat as usize)
    }

    /// Reads a node found by going up from the reader's frame, or any instance of it below a frame around both.
    fn push(&mut self, node: NodeIndex) {
        if let Some(read) = self.graph.nodes.get(node as usize) {
            let shared = innermost_around(self.package, read.frame, self.frame);
            self.reads.push((node, shared));
        }
    }

    fn relevance(&mut self, item: ItemIndex) {
        if let Some(node) = self.item_nodes(item).map(|nodes| nodes.relevance) {
            self.push(node);
        }
    }

    fn value(&mut self, item: ItemIndex) {
        if let Some(node) = self.item_nodes(item).map(|nodes| nodes.value) {
            self.push(node);
        }
    }

    fn condition(&mut self, condition: ConditionIndex) {
        if let Some(node) = self.graph.conditions.get(condition as usize).copied() {
            self.push(node);
        }
    }

    fn list(&mut self, repeat: RepeatIndex, with_end: bool) {
        if let Some(nodes) = self.repeat_nodes(repeat).copied() {
            self.push(nodes.rows);
            if with_end {
                self.push(nodes.open);
            }
        }
    }

    fn recheck(&mut self, item: ItemIndex) {
        let Some(item) = self.package.items.get(item as usize) else { return };
        for read in &item.recheck {
            match self.package.items.get(*read as usize).map(|item| &item.kind) {
                Some(ItemKind::Repeat(repeat)) => self.list(*repeat, true),
                _ => {
                    self.value(*read);
                    for repeat in repeats_below(self.package, self.frame, *read) {
                        self.list(repeat, true);
                    }
                }
            }
        }
    }

    fn node(&mut self, kind: NodeKind) {
        match kind {
            NodeKind::Condition(condition) => self.condition_node(condition),
            NodeKind::Relevance(item) => {
                let Some(item) = self.package.items.get(item as usize) else { return };
                item.conditions.iter().for_each(|condition| self.condition(*condition));
                self.code(item.when);
            }
            NodeKind::Value(item) => self.value_node(item),
            NodeKind::Required(item) => {
                self.relevance(item);
                if let Some(ItemKind::Question(question)) = self.package.items.get(item as usize).map(|i| &i.kind) {
                    self.code(question.required);
                }
            }
            NodeKind::Options(item) => {
                self.relevance(item);
                if let Some(ItemKind::Question(question)) = self.package.items.get(item as usize).map(|i| &i.kind) {
                    self.options(question.options.as_ref(), true);
                }
            }
            NodeKind::Problems(item) => self.problems_node(item),
            NodeKind::Wanted(item) => {
                self.relevance(item);
                self.recheck(item);
                self.today = true;
            }
            NodeKind::Given(_) => self.files = true,
            NodeKind::Excused(item) => {
                self.relevance(item);
                if let Some(ItemKind::Evidence(evidence)) = self.package.items.get(item as usize).map(|i| &i.kind) {
                    self.code(evidence.excused);
                }
            }
            NodeKind::RowTotal(repeat) => {
                if let Some(repeat) = self.package.repeats.get(repeat as usize) {
                    self.code(repeat.rows);
                }
            }
            NodeKind::Rows(repeat) => self.rows_node(repeat),
            NodeKind::Open(repeat) => {
                if let Some(nodes) = self.repeat_nodes(repeat).copied()
                    && nodes.total != NONE
                {
                    self.push(nodes.total);
                }
                if let Some(repeat) = self.package.repeats.get(repeat as usize) {
                    self.relevance(repeat.item);
                }
            }
            NodeKind::PageRelevance(page) => self.page_relevance_node(page),
            NodeKind::PageChecks(page) => self.page_checks_node(page),
            NodeKind::PageStatus(page) => self.page_status_node(page),
            NodeKind::TaskStatus(task) => self.task_status_node(task),
        }
    }

    fn condition_node(&mut self, condition: ConditionIndex) {
        let Some(condition) = self.package.conditions.get(condition as usize) else { return };
        condition.parents.iter().for_each(|parent| self.condition(*parent));
        match condition.rule {
            ConditionRule::Always => {}
            ConditionRule::When(code) => self.code(Some(code)),
            ConditionRule::Row(repeat) => {
                let Some(definition) = self.package.repeats.get(repeat as usize) else { return };
                self.relevance(definition.item);
                definition.for_options.iter().for_each(|question| self.value(*question));
                if let Some(nodes) = self.repeat_nodes(repeat).copied() {
                    if nodes.total != NONE {
                        self.push(nodes.total);
                    }
                    // A row is judged only once it is there.
                    self.push(nodes.rows);
                }
            }
        }
    }

    fn value_node(&mut self, index: ItemIndex) {
        self.relevance(index);
        let Some(item) = self.package.items.get(index as usize) else { return };
        match &item.kind {
            ItemKind::Question(question) => {
                self.options(question.options.as_ref(), false);
                if let Type::Row(repeat) | Type::Rows(repeat) = question.value {
                    self.list(repeat, false);
                }
                if question.value == Type::Files {
                    self.files = true;
                }
            }
            ItemKind::Derive(derive) => {
                for (condition, value) in &derive.cases {
                    self.code(Some(*condition));
                    self.code(Some(*value));
                }
                self.code(derive.otherwise);
            }
            ItemKind::Fact(_) => {
                self.recheck(index);
                self.today = true;
            }
            ItemKind::Mark { page } => {
                for covered in self.graph.covered.get(*page as usize).into_iter().flatten() {
                    match covered {
                        Covered::Item(item) => self.value(*item),
                        Covered::List(repeat) => self.list(*repeat, true),
                    }
                }
            }
            ItemKind::Evidence(_) => self.files = true,
            ItemKind::Repeat(_) => {}
        }
    }

    fn options(&mut self, options: Option<&Options>, offers: bool) {
        let Some(options) = options else { return };
        self.code(options.only);
        if offers {
            self.code(options.offer);
        }
        let shared = match options.from {
            Some(OptionsFrom::ChoiceSet(set)) => {
                self.package.choice_sets.get(set as usize).map_or(&[][..], |set| &set.options)
            }
            Some(OptionsFrom::Fact(fact)) => {
                self.value(fact);
                &[]
            }
            _ => &[],
        };
        for option in shared.iter().chain(&options.own) {
            self.code(option.only);
            if offers {
                self.code(option.offer);
            }
        }
    }

    fn problems_node(&mut self, index: ItemIndex) {
        self.relevance(index);
        let Some(item) = self.package.items.get(index as usize) else { return };
        match &item.kind {
            ItemKind::Question(question) => {
                self.value(index);
                if let Some(nodes) = self.item_nodes(index).copied()
                    && nodes.required != NONE
                {
                    self.push(nodes.required);
                }
                question.checks.iter().for_each(|check| self.code(Some(check.condition)));
                self.options(question.options.as_ref(), true);
                self.recheck(index);
                if let Type::Row(repeat) | Type::Rows(repeat) = question.value {
                    self.list(repeat, false);
                }
            }
            ItemKind::Mark { .. } => self.value(index),
            ItemKind::Repeat(repeat) => self.list(*repeat, true),
            _ => {}
        }
    }

    fn rows_node(&mut self, repeat: RepeatIndex) {
        if let Some(nodes) = self.repeat_nodes(repeat).copied()
            && nodes.total != NONE
        {
            self.push(nodes.total);
        }
        for question in self.package.repeats.get(repeat as usize).into_iter().flat_map(|r| &r.for_options) {
            let options = match self.package.items.get(*question as usize).map(|item| &item.kind) {
                Some(ItemKind::Question(question)) => question.options.as_ref(),
                Some(ItemKind::Derive(derive)) => derive.options.as_ref(),
                _ => None,
            };
            if let Some(OptionsFrom::Fact(fact)) = options.and_then(|options| options.from) {
                self.value(fact);
            }
        }
    }

    fn page_relevance_node(&mut self, page: PageIndex) {
        let Some(page) = self.package.pages.get(page as usize) else { return };
        self.condition(page.condition);
        if let PageKind::List(repeat) = page.kind
            && let Some(repeat) = self.package.repeats.get(repeat as usize)
        {
            self.relevance(repeat.item);
        }
        if !shows_value(&page.shown) {
            for item in asked_items(&page.shown) {
                self.relevance(item);
            }
            self.each_rows(&page.shown);
        }
    }

    fn each_rows(&mut self, shown: &[Shown]) {
        let mut left: Vec<&Shown> = shown.iter().collect();
        while let Some(next) = left.pop() {
            match next {
                Shown::Each { repeat, shown, .. } => {
                    self.list(*repeat, true);
                    left.extend(shown.iter());
                }
                Shown::Group { shown, .. } => left.extend(shown.iter()),
                _ => {}
            }
        }
    }

    fn page_checks_node(&mut self, index: PageIndex) {
        let Some(page) = self.package.pages.get(index as usize) else { return };
        if let Some(nodes) = self.graph.pages.get(index as usize).copied() {
            self.push(nodes.relevance);
        }
        for check in &page.checks {
            self.condition(check.within);
            for item in &check.items {
                self.relevance(*item);
                self.value(*item);
            }
            self.code(Some(check.condition));
        }
        self.each_rows(&page.shown);
    }

    fn page_status_node(&mut self, index: PageIndex) {
        let Some(page) = self.package.pages.get(index as usize) else { return };
        if let Some(nodes) = self.graph.pages.get(index as usize).copied() {
            self.push(nodes.relevance);
            if nodes.checks != NONE {
                self.push(nodes.checks);
            }
        }
        for item in asked_items(&page.shown) {
            self.relevance(item);
            self.value(item);
            if let Some(nodes) = self.item_nodes(item).copied() {
                self.push(nodes.problems);
            }
        }
        self.each_rows(&page.shown);
        match &page.kind {
            PageKind::List(repeat) => {
                self.list(*repeat, true);
                if let Some(item) = self.package.repeats.get(*repeat as usize).map(|repeat| repeat.item)
                    && let Some(nodes) = self.item_nodes(item).copied()
                {
                    self.push(nodes.problems);
                }
            }
            PageKind::Check { mark, .. } => self.value(*mark),
            PageKind::Form | PageKind::Stop => {}
        }
        for after in self.package.tasks.get(page.task as usize).into_iter().flat_map(|task| &task.after) {
            if let Some(node) = self.graph.tasks.get(*after as usize).copied() {
                self.push(node);
            }
        }
    }

    fn task_status_node(&mut self, index: TaskIndex) {
        let Some(task) = self.package.tasks.get(index as usize) else { return };
        self.condition(task.condition);
        let (pages, repeats) = placed_pages(&task.places);
        for page in pages {
            if let Some(nodes) = self.graph.pages.get(page as usize).copied() {
                self.push(nodes.status);
            }
        }
        repeats.into_iter().for_each(|repeat| self.list(repeat, true));
        for after in &task.after {
            if let Some(node) = self.graph.tasks.get(*after as usize).copied() {
                self.push(node);
            }
        }
    }

    fn code(&mut self, code: Option<CodeIndex>) {
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
                Op::Call(crate::package::Function::Matches(crate::package::Pattern::Ufn)) => self.today = true,
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
