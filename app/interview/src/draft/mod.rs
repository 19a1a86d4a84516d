//! A draft: a definition, what is held, the day, and the settled results of every node.
//!
//! Frames stand in `frames.rs`, what is held in `held.rs`, results in `results.rs`, settling in `settle.rs`. How a change
//! alters what is held stands in `apply/`, how a node is judged in `judge/`, questions about a settled draft in `query/`.

mod frames;
mod held;
mod results;
mod settle;

use crate::change::Answers;
use crate::changes::Changes;
use crate::compiled::Compiled;
use crate::frame::{Frame, FrameId, Output};
use crate::graph::NodeIndex;
use crate::value::RowKey;
use quantities::Date;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::Arc;

/// A draft under evaluation.
#[derive(Clone, Debug)]
pub struct Draft {
    definition: Arc<Compiled>,
    today: Date,
    pub(crate) frames: Vec<Frame>,
    heap: BinaryHeap<settle::Turn>,
    /// Results as they were before the change under way, each once.
    before: Vec<(FrameId, NodeIndex, Output)>,
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
            before: Vec::new(),
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

    /// How many nodes there are at present, those of each row counted: what memory and the work of opening are measured by
    /// (E-52).
    #[must_use]
    pub fn instances(&self) -> u64 {
        self.frames.iter().filter(|frame| frame.is_live).map(|frame| frame.results.len() as u64).sum()
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
        self.push_everywhere(&definition.graph.today);
        self.settle()
    }
}
