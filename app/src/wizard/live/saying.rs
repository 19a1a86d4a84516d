//! What a person says: answers, rows, which of several answers holds. Each becomes operations of the journal, and at once a
//! change of the engine.

use crate::wizard::live::session::{LANGUAGE, Session};
use interview::change::{Change, ChangeKind, HeldAnswer};
use interview::navigate::Nav;
use interview::place::Place;
use interview::plan::Control;
use interview::value::{Held, RowKey, Value};
use journal::Device;
use operations::{Entry, Kind, Reason};
use questionnaire::typed::{Typed, read_typed};
use server_functions::drafts::GivenAnswer;

impl<D: Device> Session<D> {
    /// What was typed or chosen in a field; `may_follow`: more typing may come.
    pub fn answer(&mut self, at: &Place, control: Control, parts: &[(&str, &str)], may_follow: bool) {
        let year = self.draft.today().year();
        let kind = match read_typed(self.definition.package(), at.item, control, parts, year) {
            Typed::Value(value) => ChangeKind::Set(value),
            Typed::Empty => ChangeKind::Clear,
            Typed::Unparsed(text) => ChangeKind::Unparsed(text),
        };
        if self.is_held(at, &kind) {
            return;
        }
        let change = Change { at: at.clone(), kind, read: None };
        if may_follow { self.type_in(&change) } else { self.say(&change) }
    }

    fn is_held(&self, at: &Place, kind: &ChangeKind) -> bool {
        match (self.draft.held(at), kind) {
            (Held::Value(held), ChangeKind::Set(value)) => held == value,
            (Held::Unparsed(held), ChangeKind::Unparsed(text)) => held == text,
            (Held::Empty, ChangeKind::Clear) => true,
            _ => false,
        }
    }

    /// The answers of a contested question; none where it is not.
    #[must_use]
    pub fn given_answers(&self, at: &Place) -> Vec<GivenAnswer> {
        let Held::Contested(values) = self.draft.held(at) else { return Vec::new() };
        let contenders = self.fold.contenders(self.definition.package(), at);
        let answer = |(held, entry): (Held, &Entry)| {
            let logged = entry.logged.as_ref();
            let number = match &held {
                Held::Value(value) => {
                    values.iter().position(|other| other == value).map(|found| found.saturating_add(1))
                }
                _ => None,
            };
            GivenAnswer {
                author_name: logged.map(|logged| self.names.get(&logged.author).cloned().unwrap_or_default()),
                at: logged.map_or(entry.operation.time, |logged| logged.at),
                answer: self.draft.words_of_held(at, &held, LANGUAGE),
                held: held.name(),
                number,
            }
        };
        contenders.into_iter().map(answer).collect()
    }

    /// Takes one of several answers, by its number.
    pub fn resolve(&mut self, at: &Place, number: usize) {
        let Held::Contested(values) = self.draft.held(at) else { return };
        if let Some(value) = number.checked_sub(1).and_then(|index| values.get(index)).cloned() {
            self.say(&Change { at: at.clone(), kind: ChangeKind::Set(value), read: None });
        }
    }

    /// Why what was said last at a question could not be accepted.
    #[must_use]
    pub fn set_aside(&self, at: &Place, name: &str) -> Option<Reason> {
        self.fold.set_aside_at(at, name)
    }

    /// How much was set aside so far.
    #[must_use]
    pub fn asides(&self) -> usize {
        self.fold.aside().len()
    }

    /// An answer whose grounds changed is still right, or a mark is set.
    pub fn confirm(&mut self, at: &Place) {
        self.say(&Change { at: at.clone(), kind: ChangeKind::Confirm, read: None });
    }

    /// A new row, named by chance; answers the address of its first page.
    pub fn add_row(&mut self, list: &Place) -> Option<String> {
        let key: RowKey = format!("{:032x}", self.journal.device().bits()).into();
        let mut row = list.clone();
        row.rows.push(key.clone());
        self.say(&Change { at: row.clone(), kind: ChangeKind::AddRow, read: None });
        let path = self.draft.whole_path();
        let page = path.into_iter().find(|page| page.rows == row.rows)?;
        self.nav = Nav::on(page.clone());
        Some(self.address_of(&page))
    }

    /// Takes a row away; its content stays restorable.
    pub fn remove_row(&mut self, row: &Place) {
        self.say(&Change { at: row.clone(), kind: ChangeKind::RemoveRow, read: None });
    }

    /// Moves a row before another.
    pub fn move_row(&mut self, row: &Place, before: Option<RowKey>) {
        self.say(&Change { at: row.clone(), kind: ChangeKind::MoveRow { before }, read: None });
    }

    /// The rows are all, or not.
    pub fn end_list(&mut self, list: &Place, is_closed: bool) {
        let kind = if is_closed { ChangeKind::CloseList } else { ChangeKind::ReopenList };
        self.say(&Change { at: list.clone(), kind, read: None });
    }

    /// Says a change: closed at once.
    pub(super) fn say(&mut self, change: &Change) {
        for journalled in self.as_journalled(change) {
            let closed = self.journal.say(journalled);
            self.take_own(&closed);
        }
    }

    /// Types a change: it stays open, and the engine has it at once.
    fn type_in(&mut self, change: &Change) {
        for journalled in self.as_journalled(change) {
            let read = journalled.read;
            let closed = self.journal.type_in(journalled);
            self.take_own(&closed);
            let held = match &change.kind {
                ChangeKind::Set(value) => Held::Value(value.clone()),
                ChangeKind::Unparsed(text) => Held::Unparsed(text.clone()),
                _ => Held::Empty,
            };
            let _ = self.draft.hold(&change.at, HeldAnswer { held, read });
        }
    }

    fn as_journalled(&self, change: &Change) -> Vec<journal::Change> {
        let package = self.definition.package();
        let held = self.draft.held(&change.at).clone();
        let kinds = operations::kinds(package, change.at.item, &change.kind, &held).unwrap_or_default();
        kinds
            .into_iter()
            .map(|kind| journal::Change {
                at: self.definition.write_place(&change.at),
                saw: self.fold.saw(&change.at, &kind),
                read: leaves_value(&kind).then(|| self.draft.fingerprint(&change.at)),
                kind,
            })
            .collect()
    }

    /// What a place holds, as a set of options.
    #[must_use]
    pub fn members(&self, at: &Place) -> Vec<String> {
        match self.draft.held(at) {
            Held::Value(Value::Choices(set)) => set.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    }
}

/// Kinds that leave a value carry the fingerprint of what their author saw (S-122).
fn leaves_value(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Set(_)
            | Kind::Unparsed(_)
            | Kind::Choose(_)
            | Kind::Unchoose(_)
            | Kind::Skip
            | Kind::Decline
            | Kind::NotKnown
            | Kind::Confirm
            | Kind::Resolve(_)
    )
}
