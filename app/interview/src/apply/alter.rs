//! What each change of a person or of the host alters.

use crate::change::{Change, ChangeKind, HeldAnswer, HeldFact, Refused};
use crate::draft::Draft;
use crate::frame::{Cell, FrameId};
use crate::package::{ItemKind, Options, RepeatIndex, Type};
use crate::place::Place;
use crate::typing::fits;
use crate::value::{FactHeld, Held, ListHeld, OptionId, RowHeld, RowKey, Value};
use crate::wire;

impl Draft {
    pub(super) fn alter(&mut self, change: &Change) -> Result<(), Refused> {
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
    pub(super) fn frame_to_alter(&mut self, at: &Place) -> Option<FrameId> {
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

    pub(super) fn alter_answer(&mut self, frame: FrameId, change: &Change) -> Result<(), Refused> {
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
    pub(super) fn with_member(
        &self,
        options: Option<&Options>,
        before: &Held,
        option: &OptionId,
        ticked: bool,
    ) -> Held {
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

    pub(super) fn alter_files(&mut self, frame: FrameId, change: &Change) -> Result<(), Refused> {
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

    pub(super) fn alter_end(&mut self, change: &Change) -> Result<(), Refused> {
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

    pub(super) fn alter_row(&mut self, change: &Change) -> Result<(), Refused> {
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

    pub(super) fn set_row_held(&mut self, row: FrameId, held: RowHeld) {
        if let Some(row) = self.frames.get_mut(row as usize) {
            row.held = held;
        }
    }

    pub(super) fn move_row(
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
}

/// A row's number as it is written: from 1, without zeros in front.
fn is_row_number(key: &str) -> bool {
    key.len() <= 4 && !key.starts_with('0') && key.bytes().all(|byte| byte.is_ascii_digit()) && !key.is_empty()
}
