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
        self.push_everywhere(&definition.graph.today);
        self.settle()
    }
}
