//! The changes that undo a change.

use crate::change::{Change, ChangeKind, Fingerprint};
use crate::draft::Draft;
use crate::place::Place;
use crate::value::{Held, ListHeld, RowHeld};

impl Draft {
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
