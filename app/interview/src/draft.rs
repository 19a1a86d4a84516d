//! A draft: a definition, what is held, the day, and the settled results of every node. Settling pops dirty nodes in the
//! order of their heights, each at most once per change (E-49); readers are pushed only where a result changed.
//!
//! How a change alters what is held stands in `apply.rs`, how a node is judged in `nodes.rs`, questions about a settled
//! draft in `query.rs`.

use crate::change::{Answers, HeldAnswer, HeldFact};
use crate::changes::{Changes, collect, looks_alike};
use crate::compiled::Compiled;
use crate::frame::{Cell, Children, Frame, FrameId, Output, ProblemSet, Status};
use crate::graph::{Edge, NONE, NodeIndex, NodeKind};
use crate::package::{ConditionIndex, FrameType, ItemIndex, ItemKind, RepeatIndex, Type};
use crate::place::Place;
use crate::value::{FileReference, Held, Read, RowHeld, RowKey, Three};
use quantities::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::Arc;

/// A draft under evaluation.
#[derive(Clone, Debug)]
pub struct Draft {
    definition: Arc<Compiled>,
    today: Date,
    pub(crate) frames: Vec<Frame>,
    heap: BinaryHeap<Reverse<(u32, FrameId, NodeIndex)>>,
    /// Results as they were before the change under way.
    before: BTreeMap<(FrameId, NodeIndex), Output>,
    evaluated: u64,
    overflows: BTreeSet<(FrameId, NodeIndex)>,
}

impl Draft {
    /// Opens a draft: everything that is held, judged for a day (E-93).
    #[must_use]
    pub fn open(definition: Arc<Compiled>, today: Date, answers: &Answers) -> Self {
        Self::opened(definition, today, answers).0
    }

    /// As [`Draft::open`], with what differs from nothing at all.
    #[must_use]
    pub fn opened(definition: Arc<Compiled>, today: Date, answers: &Answers) -> (Self, Changes) {
        let mut draft = Self {
            definition,
            today,
            frames: Vec::new(),
            heap: BinaryHeap::new(),
            before: BTreeMap::new(),
            evaluated: 0,
            overflows: BTreeSet::new(),
        };
        draft.new_frame(0, 0, RowKey::from(""));
        draft.set_live(0);
        draft.load(answers);
        let changes = draft.settle();
        (draft, changes)
    }

    /// The definition.
    #[must_use]
    pub fn compiled(&self) -> &Compiled {
        &self.definition
    }

    /// The definition, shared.
    #[must_use]
    pub fn definition(&self) -> Arc<Compiled> {
        Arc::clone(&self.definition)
    }

    /// The day it is judged for.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// How many nodes have been judged since it was opened: the work count of E-102.
    #[must_use]
    pub fn evaluated(&self) -> u64 {
        self.evaluated
    }

    /// How many results are void because they passed their range (E-35).
    #[must_use]
    pub fn overflows(&self) -> usize {
        self.overflows.len()
    }

    /// Another day.
    pub fn advance(&mut self, today: Date) -> Changes {
        self.today = today;
        let definition = self.definition();
        for node in &definition.graph.today {
            let kind = definition.graph.nodes.get(*node as usize).map_or(0, |node| node.frame);
            for frame in self.live_frames(kind) {
                self.push(frame, *node);
            }
        }
        self.settle()
    }

    // Frames.

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
        let mut current = frame;
        while let Some(row) = self.frame(current) {
            let Some(repeat) = row.repeat() else { return true };
            let there = self
                .children(row.parent, repeat)
                .is_some_and(|children| children.order.get(row.position as usize) == Some(&current));
            if !there {
                return false;
            }
            current = row.parent;
        }
        false
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
            waits: vec![false; nodes],
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

    /// Marks every node of a frame and of the rows below it to be judged.
    pub(crate) fn set_live(&mut self, id: FrameId) {
        let definition = self.definition();
        let mut left = vec![id];
        while let Some(next) = left.pop() {
            self.clear_results(next);
            let Some(frame) = self.frame(next) else { continue };
            left.extend(frame.children.iter().flat_map(|children| children.order.iter().copied()));
            let kind = frame.kind;
            for node in definition.graph.of_frame.get(kind as usize).into_iter().flatten() {
                self.push(next, *node);
            }
        }
    }

    // Settling.

    /// Marks a node to be judged.
    pub(crate) fn push(&mut self, frame: FrameId, node: NodeIndex) {
        let Some(definition) = self.definition.graph.nodes.get(node as usize) else { return };
        let (slot, height) = (definition.slot, definition.height);
        if let Some(waits) = self.frames.get_mut(frame as usize).and_then(|frame| frame.waits.get_mut(slot as usize))
            && !*waits
        {
            *waits = true;
            self.heap.push(Reverse((height, frame, node)));
        }
    }

    /// Judges what is to be judged and tells what changed since the last telling.
    pub(crate) fn settle(&mut self) -> Changes {
        self.settle_quietly();
        let before = std::mem::take(&mut self.before);
        let changed = before
            .into_iter()
            .filter(|((frame, node), before)| {
                self.result(*frame, *node).is_some_and(|after| !looks_alike(before, after))
            })
            .map(|(instance, _)| instance)
            .collect();
        collect(self, changed)
    }

    /// Judges what is to be judged; what changed is told by the next [`Draft::settle`].
    pub(crate) fn settle_quietly(&mut self) {
        let definition = self.definition();
        while let Some(Reverse((_, frame, node))) = self.heap.pop() {
            let Some(definition) = definition.graph.nodes.get(node as usize) else { continue };
            if let Some(waits) =
                self.frames.get_mut(frame as usize).and_then(|frame| frame.waits.get_mut(definition.slot as usize))
            {
                *waits = false;
            }
            if !self.is_live(frame) {
                continue;
            }
            self.evaluated += 1;
            if let NodeKind::Rows(repeat) = definition.kind {
                self.sync_rows(frame, repeat);
            }
            let (output, overflow) = self.judge(frame, definition.kind);
            if overflow {
                self.overflows.insert((frame, node));
            } else if !self.overflows.is_empty() {
                self.overflows.remove(&(frame, node));
            }
            let stored =
                self.frames.get_mut(frame as usize).and_then(|frame| frame.results.get_mut(definition.slot as usize));
            if let Some(stored) = stored
                && *stored != output
            {
                let before = std::mem::replace(stored, output);
                self.before.entry((frame, node)).or_insert(before);
                self.push_readers(frame, node);
            }
        }
    }

    /// Marks the readers of a node whose result changed.
    pub(crate) fn push_readers(&mut self, frame: FrameId, node: NodeIndex) {
        let definition = self.definition();
        if let Some(node) = definition.graph.nodes.get(node as usize) {
            self.push_edges(frame, &node.readers);
        }
    }

    /// Marks the readers of something in a frame.
    pub(crate) fn push_edges(&mut self, frame: FrameId, edges: &[Edge]) {
        let definition = self.definition();
        let Some(kind) = self.frame(frame).map(|frame| frame.kind) else { return };
        for edge in edges {
            let Some(reader) = definition.graph.nodes.get(edge.reader as usize) else { continue };
            if reader.frame == kind && edge.shared == kind {
                self.push(frame, edge.reader);
                continue;
            }
            let Some(top) = self.frame_up(frame, edge.shared) else { continue };
            for below in self.frames_below(top, reader.frame) {
                self.push(below, edge.reader);
            }
        }
    }

    // Results.

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
        match self.item_result(frame, item, |nodes| nodes.value) {
            Some(Output::Read(read)) => read.clone(),
            _ => Read::Void,
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
        aspect: fn(&crate::graph::ItemNodes) -> NodeIndex,
    ) -> Option<&Output> {
        let node = aspect(self.definition.graph.items.get(item as usize)?);
        if node == NONE { None } else { self.result(frame, node) }
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

    // Held.

    pub(crate) fn cell(&self, frame: FrameId, item: ItemIndex) -> Option<&Cell> {
        let cell = self.definition.graph.items.get(item as usize)?.cell;
        self.frame(frame)?.cells.get(cell as usize)
    }

    pub(crate) fn cell_mut(&mut self, frame: FrameId, item: ItemIndex) -> Option<&mut Cell> {
        let cell = self.definition.graph.items.get(item as usize)?.cell;
        self.frames.get_mut(frame as usize)?.cells.get_mut(cell as usize)
    }

    pub(crate) fn held_in(&self, frame: FrameId, item: ItemIndex) -> &Held {
        match self.cell(frame, item) {
            Some(Cell::Answer(answer)) => &answer.held,
            _ => &Held::Empty,
        }
    }

    pub(crate) fn answer_in(&self, frame: FrameId, item: ItemIndex) -> Option<&HeldAnswer> {
        match self.cell(frame, item) {
            Some(Cell::Answer(answer)) => Some(answer),
            _ => None,
        }
    }

    pub(crate) fn fact_in(&self, frame: FrameId, item: ItemIndex) -> Option<&HeldFact> {
        match self.cell(frame, item) {
            Some(Cell::Fact(fact)) => Some(fact),
            _ => None,
        }
    }

    pub(crate) fn files_in(&self, frame: FrameId, item: ItemIndex) -> &[FileReference] {
        match self.cell(frame, item) {
            Some(Cell::Files(files)) => files,
            _ => &[],
        }
    }

    /// Everything that is held, as [`Draft::open`] takes it.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        let all: BTreeMap<FrameId, Vec<RowKey>> =
            (0..).take(self.frames.len()).map(|frame| (frame, self.row_keys(frame))).collect();
        for (frame, rows) in all {
            self.answers_of(frame, &rows, &mut answers);
        }
        answers
    }

    fn answers_of(&self, frame: FrameId, rows: &[RowKey], answers: &mut Answers) {
        let Some(kind) = self.frame(frame).map(|frame| frame.kind) else { return };
        for item in self.definition.graph.cells.get(kind as usize).into_iter().flatten() {
            let place = || Place { item: *item, rows: rows.to_vec() };
            match self.cell(frame, *item) {
                Some(Cell::Answer(answer)) if answer.held != Held::Empty => {
                    answers.items.insert(place(), answer.clone());
                }
                Some(Cell::Fact(fact)) if *fact != HeldFact::default() => {
                    answers.facts.insert(place(), fact.clone());
                }
                Some(Cell::Files(files)) if !files.is_empty() => {
                    answers.files.insert(place(), files.clone());
                }
                Some(Cell::List) => {
                    if let Some(list) = self.held_list(frame, *item) {
                        answers.lists.insert(place(), list);
                    }
                }
                _ => {}
            }
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
