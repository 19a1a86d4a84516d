//! What is held: one cell an item with held state, in the frame it lives in.

use super::Draft;
use crate::change::{Answers, HeldAnswer, HeldFact};
use crate::frame::{Cell, FrameId};
use crate::package::ItemIndex;
use crate::place::Place;
use crate::value::{FileReference, Held, RowKey};
use std::collections::BTreeMap;

impl Draft {
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
