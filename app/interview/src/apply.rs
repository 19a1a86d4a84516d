//! How a change, or a folded state of one place, alters what is held. Logic never does (engine.md section 5).

use crate::change::{Answers, Change, ChangeKind, Fingerprint, HeldAnswer, HeldFact, HeldList, Refused};
use crate::changes::Changes;
use crate::draft::Draft;
use crate::frame::{Cell, Children, FrameId};
use crate::graph::NONE;
use crate::package::{ItemIndex, ItemKind, Options, RepeatIndex, Type};
use crate::place::Place;
use crate::typing::fits;
use crate::value::{FactHeld, FileReference, Held, ListHeld, OptionId, RowHeld, RowKey, Value};
use crate::wire;

impl Draft {
    /// Applies one change and settles.
    ///
    /// # Errors
    /// [`Refused`]: no such item or row, or a value of another type; nothing is changed then.
    pub fn apply(&mut self, change: &Change) -> Result<Changes, Refused> {
        self.alter(change)?;
        self.settle_quietly();
        self.stamp(change);
        Ok(self.settle())
    }

    /// Applies several changes, each as its author would see it after those before it, and tells what changed in all; the
    /// first that is refused ends it, those before it stand.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn apply_all(&mut self, changes: &[Change]) -> Result<Changes, Refused> {
        for change in changes {
            if let Err(refused) = self.alter(change) {
                self.settle();
                return Err(refused);
            }
            self.settle_quietly();
            self.stamp(change);
        }
        Ok(self.settle())
    }

    /// Gives an answer whose author's fingerprint was not told the present one, taken once the answer itself has settled: an
    /// answer is never stale by its own doing. An answer without one is not stale either, so nothing is judged again.
    fn stamp(&mut self, change: &Change) {
        if change.read.is_some() {
            return;
        }
        let Some(frame) = self.live_frame_of(&change.at) else { return };
        let item = change.at.item;
        let is_unstamped = match self.cell(frame, item) {
            Some(Cell::Answer(answer)) => answer.held != Held::Empty && answer.read.is_none(),
            Some(Cell::Fact(fact)) => fact.read.is_none(),
            _ => false,
        };
        if !is_unstamped {
            return;
        }
        let present = self.fingerprint_in(frame, item);
        match self.cell_mut(frame, item) {
            Some(Cell::Answer(answer)) => answer.read = Some(present),
            Some(Cell::Fact(fact)) => fact.read = Some(present),
            _ => {}
        }
    }

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
    fn frame_making_rows(&mut self, place: &Place) -> Option<FrameId> {
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

    fn put_answer(&mut self, at: &Place, answer: HeldAnswer) -> Result<(), Refused> {
        let frame = self.frame_making_rows(at).ok_or(Refused::UnknownItem)?;
        match self.cell_mut(frame, at.item) {
            Some(Cell::Answer(cell)) => *cell = answer,
            _ => return Err(Refused::WrongType),
        }
        self.push_held(frame, at.item);
        Ok(())
    }

    fn put_fact(&mut self, at: &Place, fact: HeldFact) -> Result<(), Refused> {
        let frame = self.frame_making_rows(at).ok_or(Refused::UnknownItem)?;
        match self.cell_mut(frame, at.item) {
            Some(Cell::Fact(cell)) => *cell = fact,
            _ => return Err(Refused::WrongType),
        }
        self.push_held(frame, at.item);
        Ok(())
    }

    fn put_files(&mut self, frame: FrameId, item: ItemIndex, files: Vec<FileReference>) -> Result<(), Refused> {
        match self.cell_mut(frame, item) {
            Some(Cell::Files(cell)) => *cell = files,
            _ => return Err(Refused::WrongType),
        }
        self.push_held(frame, item);
        let definition = self.definition();
        self.push_everywhere(&definition.graph.files);
        Ok(())
    }

    fn put_list(&mut self, at: &Place, list: &HeldList) -> Result<(), Refused> {
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
    fn list_at(&self, at: &Place) -> Result<(FrameId, RepeatIndex), Refused> {
        let repeat = self.repeat_of(at.item)?;
        let frame = self.frame_of(at).ok_or(Refused::UnknownItem)?;
        Ok((frame, repeat))
    }

    fn repeat_of(&self, item: ItemIndex) -> Result<RepeatIndex, Refused> {
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

    fn make_row(&mut self, frame: FrameId, repeat: RepeatIndex, key: &RowKey) -> FrameId {
        let row = self.new_frame(repeat + 1, frame, key.clone());
        if let Some(children) = self.children_mut(frame, repeat) {
            children.by_key.insert(key.clone(), row);
            children.all.push(row);
        }
        row
    }

    /// Marks the nodes that read what is held for an item.
    fn push_held(&mut self, frame: FrameId, item: ItemIndex) {
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
    fn push_numbered_rows(&mut self, frame: FrameId) {
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

    fn push_list(&mut self, frame: FrameId, repeat: RepeatIndex) {
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

    fn alter(&mut self, change: &Change) -> Result<(), Refused> {
        let definition = self.definition();
        let item = definition.package.items.get(change.at.item as usize).ok_or(Refused::UnknownItem)?;
        match &change.kind {
            ChangeKind::AddRow | ChangeKind::RemoveRow | ChangeKind::RestoreRow | ChangeKind::MoveRow { .. } => {
                return self.alter_row(change);
            }
            ChangeKind::CloseList | ChangeKind::ReopenList => return self.alter_end(change),
            _ => {}
        }
        let frame = self.frame_to_alter(&change.at).ok_or(Refused::UnknownItem)?;
        match (&change.kind, &item.kind) {
            (ChangeKind::Attach(_) | ChangeKind::Detach(_), _) => self.alter_files(frame, change),
            (ChangeKind::SetFact { held, observed_on }, ItemKind::Fact(fact)) => {
                if let FactHeld::Value(value) = held
                    && !fits(value, fact.value)
                {
                    return Err(Refused::WrongType);
                }
                let read = change.read;
                let observed_on = Some(observed_on.unwrap_or_else(|| self.today()));
                self.put_fact(&change.at, HeldFact { held: held.clone(), observed_on, read })
            }
            (ChangeKind::SetFact { .. }, _) | (_, ItemKind::Fact(_) | ItemKind::Derive(_) | ItemKind::Evidence(_)) => {
                Err(Refused::WrongType)
            }
            (_, ItemKind::Repeat(_)) => Err(Refused::WrongType),
            (_, ItemKind::Question(_) | ItemKind::Mark { .. }) => self.alter_answer(frame, change),
        }
    }

    /// The frame of a place that takes a change: its rows are there, or are numbered ones beyond those asked for at present
    /// (E-26, E-55).
    fn frame_to_alter(&mut self, at: &Place) -> Option<FrameId> {
        let definition = self.definition();
        let kind = definition.package.items.get(at.item as usize)?.frame;
        let around = crate::place::repeats_around(&definition.package, kind);
        if at.rows.len() != around.len() {
            return None;
        }
        if let Some(frame) = self.live_frame_of(at) {
            return Some(frame);
        }
        let mut frame = 0;
        for (repeat, key) in around.into_iter().zip(&at.rows) {
            let is_there =
                self.row_frames(frame, repeat).iter().any(|row| self.frame(*row).is_some_and(|row| row.row == *key));
            let is_numbered = definition.package.repeats.get(repeat as usize)?.rows.is_some() && is_row_number(key);
            if !is_there && !is_numbered {
                return None;
            }
            frame = self.row_named(frame, repeat, key);
            if !is_there {
                let nodes = definition.graph.repeats.get(repeat as usize)?;
                let parent = self.frame(frame)?.parent;
                self.push(parent, nodes.rows);
            }
        }
        Some(frame)
    }

    fn alter_answer(&mut self, frame: FrameId, change: &Change) -> Result<(), Refused> {
        let definition = self.definition();
        let item = definition.package.items.get(change.at.item as usize).ok_or(Refused::UnknownItem)?;
        let before = self.held_in(frame, change.at.item).clone();
        let held = match (&item.kind, &change.kind) {
            (ItemKind::Mark { .. }, ChangeKind::Confirm) => Held::Value(Value::YesNo(true)),
            (ItemKind::Mark { .. }, ChangeKind::Set(value @ Value::YesNo(_))) => Held::Value(value.clone()),
            (_, ChangeKind::Clear) => Held::Empty,
            (ItemKind::Mark { .. }, _) => return Err(Refused::WrongType),
            (ItemKind::Question(question), kind) => match kind {
                ChangeKind::Set(value) if fits(value, question.value) && question.value != Type::Files => {
                    Held::Value(value.clone())
                }
                ChangeKind::Unparsed(text) => Held::Unparsed(text.clone()),
                ChangeKind::Skip => Held::Skipped,
                ChangeKind::Decline if question.allow_declined => Held::Declined,
                ChangeKind::NotKnown if question.allow_not_known => Held::NotKnown,
                ChangeKind::Confirm => before,
                ChangeKind::Choose(option) if question.value == Type::Choices => {
                    self.with_member(question.options.as_ref(), &before, option, true)
                }
                ChangeKind::Unchoose(option) if question.value == Type::Choices => {
                    self.with_member(question.options.as_ref(), &before, option, false)
                }
                _ => return Err(Refused::WrongType),
            },
            _ => return Err(Refused::WrongType),
        };
        // A mark holds only under the fingerprint of what it covers, which does not depend on the mark.
        let read = match (&held, &item.kind) {
            (Held::Empty, _) => None,
            (_, ItemKind::Mark { .. }) => change.read.or_else(|| Some(self.fingerprint_in(frame, change.at.item))),
            _ => change.read,
        };
        self.put_answer(&change.at, HeldAnswer { held, read })
    }

    /// A set with an option more or less, in the order of the options; nothing ticked is empty.
    fn with_member(&self, options: Option<&Options>, before: &Held, option: &OptionId, ticked: bool) -> Held {
        let mut set = match before {
            Held::Value(Value::Choices(set)) => set.clone(),
            _ => Vec::new(),
        };
        set.retain(|member| member != option);
        if ticked {
            set.push(option.clone());
        }
        if let Some(options) = options {
            set = wire::in_order(&self.compiled().package, options, set);
        }
        if set.is_empty() { Held::Empty } else { Held::Value(Value::Choices(set)) }
    }

    fn alter_files(&mut self, frame: FrameId, change: &Change) -> Result<(), Refused> {
        let mut files = match self.cell(frame, change.at.item) {
            Some(Cell::Files(files)) => files.clone(),
            _ => return Err(Refused::WrongType),
        };
        match &change.kind {
            ChangeKind::Attach(file) => match files.iter_mut().find(|other| other.reference == file.reference) {
                Some(other) => *other = file.clone(),
                None => files.push(file.clone()),
            },
            ChangeKind::Detach(reference) => files.retain(|other| other.reference != *reference),
            _ => return Err(Refused::WrongType),
        }
        self.put_files(frame, change.at.item, files)
    }

    fn alter_end(&mut self, change: &Change) -> Result<(), Refused> {
        let repeat = self.repeat_of(change.at.item)?;
        if self.compiled().package.repeats.get(repeat as usize).is_some_and(|repeat| repeat.always_ended) {
            return Err(Refused::WrongType);
        }
        let frame = self.frame_to_alter(&change.at).ok_or(Refused::UnknownItem)?;
        if let Some(children) = self.children_mut(frame, repeat) {
            children.end = if matches!(change.kind, ChangeKind::CloseList) { ListHeld::Closed } else { ListHeld::Open };
        }
        self.push_list(frame, repeat);
        Ok(())
    }

    fn alter_row(&mut self, change: &Change) -> Result<(), Refused> {
        let repeat = self.repeat_of(change.at.item)?;
        let (key, around) = change.at.rows.split_last().ok_or(Refused::UnknownItem)?;
        let list = Place { item: change.at.item, rows: around.to_vec() };
        let frame = self.frame_to_alter(&list).ok_or(Refused::UnknownItem)?;
        let known = self.children(frame, repeat).and_then(|children| children.by_key.get(key).copied());
        match (&change.kind, known) {
            (ChangeKind::AddRow, None) => {
                self.make_row(frame, repeat, key);
            }
            // A name is given once per repeat.
            (ChangeKind::AddRow, Some(_)) => return Err(Refused::WrongType),
            (_, None) => return Err(Refused::UnknownItem),
            (ChangeKind::RemoveRow, Some(row)) => self.set_row_held(row, RowHeld::Removed),
            (ChangeKind::RestoreRow, Some(row)) => self.set_row_held(row, RowHeld::Present),
            (ChangeKind::MoveRow { before }, Some(row)) => self.move_row(frame, repeat, row, before.as_ref())?,
            _ => return Err(Refused::WrongType),
        }
        self.push_list(frame, repeat);
        Ok(())
    }

    fn set_row_held(&mut self, row: FrameId, held: RowHeld) {
        if let Some(row) = self.frames.get_mut(row as usize) {
            row.held = held;
        }
    }

    fn move_row(
        &mut self,
        frame: FrameId,
        repeat: RepeatIndex,
        row: FrameId,
        before: Option<&RowKey>,
    ) -> Result<(), Refused> {
        let target = match before {
            Some(key) => {
                let known = self.children(frame, repeat).and_then(|children| children.by_key.get(key).copied());
                Some(known.ok_or(Refused::UnknownItem)?)
            }
            None => None,
        };
        if target == Some(row) {
            return Ok(());
        }
        if let Some(children) = self.children_mut(frame, repeat) {
            children.all.retain(|other| *other != row);
            let index = target
                .and_then(|target| children.all.iter().position(|other| *other == target))
                .unwrap_or(children.all.len());
            children.all.insert(index, row);
        }
        Ok(())
    }

    /// Brings the rows of a repeat in line with what is held: rows of people, of options, or of a number.
    pub(crate) fn sync_rows(&mut self, frame: FrameId, repeat: RepeatIndex) {
        let definition = self.definition();
        let Some(rules) = definition.package.repeats.get(repeat as usize) else { return };
        let order: Vec<FrameId> = if rules.is_kept_by_people() {
            let all = self.children(frame, repeat).map_or_else(Vec::new, |children| children.all.clone());
            all.into_iter().filter(|row| self.frame(*row).is_some_and(|row| row.held != RowHeld::Removed)).collect()
        } else {
            let keys = self.keys_of_rows(frame, repeat);
            keys.iter().map(|key| self.row_named(frame, repeat, key)).collect()
        };
        let Some(children) = self.children_mut(frame, repeat) else { return };
        let before = std::mem::replace(&mut children.order, order.clone());
        for row in &before {
            self.place_row(*row, u32::MAX);
        }
        for (position, row) in (0..).zip(&order) {
            self.place_row(*row, position);
        }
        for row in before {
            if self.position(row) == Some(u32::MAX) {
                self.set_gone(row);
            }
        }
        for row in order {
            if !self.is_live(row) {
                self.set_live(row);
            }
        }
    }

    fn place_row(&mut self, row: FrameId, position: u32) {
        if let Some(row) = self.frames.get_mut(row as usize) {
            row.position = position;
        }
    }

    fn row_named(&mut self, frame: FrameId, repeat: RepeatIndex, key: &RowKey) -> FrameId {
        let known = self.children(frame, repeat).and_then(|children| children.by_key.get(key).copied());
        known.unwrap_or_else(|| {
            let row = self.new_frame(repeat + 1, frame, key.clone());
            if let Some(children) = self.children_mut(frame, repeat) {
                children.by_key.insert(key.clone(), row);
            }
            row
        })
    }

    pub(crate) fn held_list(&self, frame: FrameId, item: ItemIndex) -> Option<HeldList> {
        let definition = self.compiled();
        let Some(ItemKind::Repeat(repeat)) = definition.package.items.get(item as usize).map(|item| &item.kind) else {
            return None;
        };
        if !definition.package.repeats.get(*repeat as usize)?.is_kept_by_people() {
            return None;
        }
        let Children { all, end, .. } = self.children(frame, *repeat)?;
        let rows: Vec<(RowKey, RowHeld)> =
            all.iter().filter_map(|row| self.frame(*row)).map(|row| (row.row.clone(), row.held)).collect();
        (!rows.is_empty() || *end != ListHeld::Open).then_some(HeldList { rows, end: *end })
    }

    /// The changes that undo one, judged before it is applied (E-56).
    #[must_use]
    pub fn inverse(&self, change: &Change) -> Vec<Change> {
        let at = change.at.clone();
        let simple = |kind: ChangeKind, read: Option<Fingerprint>| vec![Change { at: at.clone(), kind, read }];
        match &change.kind {
            ChangeKind::AddRow => simple(ChangeKind::RemoveRow, None),
            ChangeKind::RemoveRow | ChangeKind::RestoreRow => match self.row_held(&at) {
                Some(RowHeld::Removed) => simple(ChangeKind::RemoveRow, None),
                Some(RowHeld::Present) => simple(ChangeKind::RestoreRow, None),
                Some(RowHeld::Disputed) | None => Vec::new(),
            },
            ChangeKind::MoveRow { .. } => self.inverse_of_move(change),
            ChangeKind::CloseList | ChangeKind::ReopenList => {
                let closed =
                    self.list_at(&at).ok().and_then(|(frame, repeat)| self.children(frame, repeat)).map(|c| c.end);
                let kind =
                    if closed == Some(ListHeld::Closed) { ChangeKind::CloseList } else { ChangeKind::ReopenList };
                simple(kind, None)
            }
            ChangeKind::Attach(file) => {
                let before = self.frame_of(&at).map_or(&[][..], |frame| self.files_in(frame, at.item));
                match before.iter().find(|other| other.reference == file.reference) {
                    Some(before) => simple(ChangeKind::Attach(before.clone()), None),
                    None => simple(ChangeKind::Detach(file.reference.clone()), None),
                }
            }
            ChangeKind::Detach(reference) => {
                let before = self.frame_of(&at).map_or(&[][..], |frame| self.files_in(frame, at.item));
                before
                    .iter()
                    .find(|other| other.reference == *reference)
                    .map_or_else(Vec::new, |before| simple(ChangeKind::Attach(before.clone()), None))
            }
            ChangeKind::SetFact { .. } => {
                let fact =
                    self.frame_of(&at).and_then(|frame| self.fact_in(frame, at.item)).cloned().unwrap_or_default();
                simple(ChangeKind::SetFact { held: fact.held, observed_on: fact.observed_on }, fact.read)
            }
            _ => {
                let answer =
                    self.frame_of(&at).and_then(|frame| self.answer_in(frame, at.item)).cloned().unwrap_or_default();
                let kind = match answer.held {
                    Held::Value(value) => ChangeKind::Set(value),
                    Held::Skipped => ChangeKind::Skip,
                    Held::Declined => ChangeKind::Decline,
                    Held::NotKnown => ChangeKind::NotKnown,
                    Held::Unparsed(text) => ChangeKind::Unparsed(text),
                    Held::Empty | Held::Contested(_) => ChangeKind::Clear,
                };
                simple(kind, answer.read)
            }
        }
    }

    fn row_held(&self, at: &Place) -> Option<RowHeld> {
        let repeat = self.repeat_of(at.item).ok()?;
        let row = self.frame_at(repeat + 1, &at.rows)?;
        self.frame(row).map(|row| row.held)
    }

    fn inverse_of_move(&self, change: &Change) -> Vec<Change> {
        let Some((key, around)) = change.at.rows.split_last() else { return Vec::new() };
        let list = Place { item: change.at.item, rows: around.to_vec() };
        let Ok((frame, repeat)) = self.list_at(&list) else { return Vec::new() };
        let Some(children) = self.children(frame, repeat) else { return Vec::new() };
        let Some(row) = children.by_key.get(key) else { return Vec::new() };
        let position = children.all.iter().position(|other| other == row);
        let before = position
            .and_then(|position| children.all.get(position + 1))
            .and_then(|next| self.frame(*next))
            .map(|next| next.row.clone());
        vec![Change { at: change.at.clone(), kind: ChangeKind::MoveRow { before }, read: None }]
    }
}

/// A row's number as it is written: from 1, without zeros in front.
fn is_row_number(key: &str) -> bool {
    key.len() <= 4 && !key.starts_with('0') && key.bytes().all(|byte| byte.is_ascii_digit()) && !key.is_empty()
}
