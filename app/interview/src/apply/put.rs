//! Folded states of one place, put as they are.

use crate::change::{Answers, HeldAnswer, HeldFact, HeldList, Refused};
use crate::changes::Changes;
use crate::draft::Draft;
use crate::frame::{Cell, FrameId};
use crate::graph::NONE;
use crate::package::{ItemIndex, ItemKind, RepeatIndex};
use crate::place::Place;
use crate::value::{FileReference, RowKey};

impl Draft {
    /// Puts what is held for a question or mark.
    ///
    /// # Errors
    /// As [`Draft::apply`]; rows named by an option or a number are made where they are missing.
    pub fn hold(&mut self, at: &Place, answer: HeldAnswer) -> Result<Changes, Refused> {
        self.put_answer(at, answer)?;
        Ok(self.settle())
    }

    /// Puts the rows and the end of a list.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn hold_list(&mut self, at: &Place, list: &HeldList) -> Result<Changes, Refused> {
        self.put_list(at, list)?;
        Ok(self.settle())
    }

    /// Puts a fact.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn hold_fact(&mut self, at: &Place, fact: HeldFact) -> Result<Changes, Refused> {
        self.put_fact(at, fact)?;
        Ok(self.settle())
    }

    /// Puts the files of an evidence requirement or a question of type `files`.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn hold_files(&mut self, at: &Place, files: Vec<FileReference>) -> Result<Changes, Refused> {
        let frame = self.frame_making_rows(at).ok_or(Refused::UnknownItem)?;
        self.put_files(frame, at.item, files)?;
        Ok(self.settle())
    }

    /// Loads what a log folds to, before the first settling. What does not fit the definition is left out.
    pub(crate) fn load(&mut self, answers: &Answers) {
        // Outer lists come before inner ones: a shorter place names fewer rows.
        let mut lists: Vec<(&Place, &HeldList)> = answers.lists.iter().collect();
        lists.sort_by_key(|(place, _)| place.rows.len());
        for (place, list) in lists {
            let _ = self.put_list(place, list);
        }
        for (place, answer) in &answers.items {
            let _ = self.put_answer(place, answer.clone());
        }
        for (place, fact) in &answers.facts {
            let _ = self.put_fact(place, fact.clone());
        }
        for (place, files) in &answers.files {
            if let Some(frame) = self.frame_making_rows(place) {
                let _ = self.put_files(frame, place.item, files.clone());
            }
        }
    }

    /// The frame of a place; rows that come from options or numbers are made to hold it.
    pub(super) fn frame_making_rows(&mut self, place: &Place) -> Option<FrameId> {
        let definition = self.definition();
        let kind = definition.package.items.get(place.item as usize)?.frame;
        let around = crate::place::repeats_around(&definition.package, kind);
        if place.rows.len() != around.len() {
            return None;
        }
        let mut frame = 0;
        for (repeat, row) in around.into_iter().zip(&place.rows) {
            let known = self.children(frame, repeat)?.by_key.get(row).copied();
            frame = match known {
                Some(known) => known,
                None if definition.package.repeats.get(repeat as usize)?.is_kept_by_people() => return None,
                None => {
                    let made = self.new_frame(repeat + 1, frame, row.clone());
                    self.children_mut(frame, repeat)?.by_key.insert(row.clone(), made);
                    if let Some(nodes) = definition.graph.repeats.get(repeat as usize) {
                        self.push(frame, nodes.rows);
                    }
                    made
                }
            };
        }
        Some(frame)
    }

    pub(super) fn put_answer(&mut self, at: &Place, answer: HeldAnswer) -> Result<(), Refused> {
        let frame = self.frame_making_rows(at).ok_or(Refused::UnknownItem)?;
        match self.cell_mut(frame, at.item) {
            Some(Cell::Answer(cell)) => *cell = answer,
            _ => return Err(Refused::WrongType),
        }
        self.push_held(frame, at.item);
        Ok(())
    }

    pub(super) fn put_fact(&mut self, at: &Place, fact: HeldFact) -> Result<(), Refused> {
        let frame = self.frame_making_rows(at).ok_or(Refused::UnknownItem)?;
        match self.cell_mut(frame, at.item) {
            Some(Cell::Fact(cell)) => *cell = fact,
            _ => return Err(Refused::WrongType),
        }
        self.push_held(frame, at.item);
        Ok(())
    }

    pub(super) fn put_files(
        &mut self,
        frame: FrameId,
        item: ItemIndex,
        files: Vec<FileReference>,
    ) -> Result<(), Refused> {
        match self.cell_mut(frame, item) {
            Some(Cell::Files(cell)) => *cell = files,
            _ => return Err(Refused::WrongType),
        }
        self.push_held(frame, item);
        let definition = self.definition();
        self.push_everywhere(&definition.graph.files);
        Ok(())
    }

    pub(super) fn put_list(&mut self, at: &Place, list: &HeldList) -> Result<(), Refused> {
        let repeat = self.repeat_of(at.item)?;
        let frame = self.frame_making_rows(at).ok_or(Refused::UnknownItem)?;
        for (key, held) in &list.rows {
            let known = self.children(frame, repeat).and_then(|children| children.by_key.get(key).copied());
            let row = match known {
                Some(known) => known,
                None => self.make_row(frame, repeat, key),
            };
            if let Some(row) = self.frames.get_mut(row as usize) {
                row.held = *held;
            }
        }
        let order: Vec<RowKey> = list.rows.iter().map(|(key, _)| key.clone()).collect();
        if let Some(children) = self.children_mut(frame, repeat) {
            let by_key = &children.by_key;
            children.all = order.iter().filter_map(|key| by_key.get(key).copied()).collect();
            children.end = list.end;
        }
        self.push_list(frame, repeat);
        Ok(())
    }

    /// The frame and repeat of a list's place.
    pub(super) fn list_at(&self, at: &Place) -> Result<(FrameId, RepeatIndex), Refused> {
        let repeat = self.repeat_of(at.item)?;
        let frame = self.frame_of(at).ok_or(Refused::UnknownItem)?;
        Ok((frame, repeat))
    }

    pub(super) fn repeat_of(&self, item: ItemIndex) -> Result<RepeatIndex, Refused> {
        let definition = self.compiled();
        match definition.package.items.get(item as usize).map(|item| &item.kind) {
            Some(ItemKind::Repeat(repeat)) => {
                let kept = definition
                    .package
                    .repeats
                    .get(*repeat as usize)
                    .is_some_and(crate::package::Repeat::is_kept_by_people);
                if kept { Ok(*repeat) } else { Err(Refused::WrongType) }
            }
            Some(_) => Err(Refused::WrongType),
            None => Err(Refused::UnknownItem),
        }
    }

    pub(super) fn make_row(&mut self, frame: FrameId, repeat: RepeatIndex, key: &RowKey) -> FrameId {
        let row = self.new_frame(repeat + 1, frame, key.clone());
        if let Some(children) = self.children_mut(frame, repeat) {
            children.by_key.insert(key.clone(), row);
            children.all.push(row);
        }
        row
    }

    /// Marks the nodes that read what is held for an item.
    pub(super) fn push_held(&mut self, frame: FrameId, item: ItemIndex) {
        let definition = self.definition();
        let Some(nodes) = definition.graph.items.get(item as usize) else { return };
        for node in [nodes.value, nodes.problems, nodes.wanted, nodes.given] {
            if node != NONE {
                self.push(frame, node);
            }
        }
        self.push_readers(&definition.graph, frame, definition.graph.causes_of(item));
        self.push_numbered_rows(frame);
        // Whether a page was begun is read from what is held.
        let page =
            definition.package.items.get(item as usize).and_then(|item| item.page).or_else(|| {
                match definition.package.items.get(item as usize).map(|item| &item.kind) {
                    Some(ItemKind::Mark { page }) => Some(*page),
                    _ => None,
                }
            });
        if let Some(page) = page
            && let Some(nodes) = definition.graph.pages.get(page as usize)
            && let Some(kind) = definition.package.pages.get(page as usize).map(|page| page.frame)
            && let Some(above) = self.frame_up(frame, kind)
        {
            self.push(above, nodes.status);
        }
    }

    /// Numbered rows reach to the last in which something is held.
    pub(super) fn push_numbered_rows(&mut self, frame: FrameId) {
        let definition = self.definition();
        let mut current = frame;
        while let Some((repeat, parent)) = self.frame(current).and_then(|row| Some((row.repeat()?, row.parent))) {
            if definition.package.repeats.get(repeat as usize).is_some_and(|repeat| repeat.rows.is_some())
                && let Some(nodes) = definition.graph.repeats.get(repeat as usize)
            {
                self.push(parent, nodes.rows);
            }
            current = parent;
        }
    }

    pub(super) fn push_list(&mut self, frame: FrameId, repeat: RepeatIndex) {
        let definition = self.definition();
        self.push_numbered_rows(frame);
        let Some(nodes) = definition.graph.repeats.get(repeat as usize) else { return };
        self.push(frame, nodes.rows);
        self.push(frame, nodes.open);
        if let Some(item) = definition.package.repeats.get(repeat as usize).map(|repeat| repeat.item)
            && let Some(item) = definition.graph.items.get(item as usize)
        {
            self.push(frame, item.problems);
        }
    }
}
