//! What is held, and what each change makes of it (E-55).

use crate::mark::Fingerprint;
use crate::view::{Frame, View};
use interview::change::{Change, ChangeKind, HeldList, Refused};
use interview::package::{ItemKind, Package, Question, Type};
use interview::place::{Place, repeats_around};
use interview::value::{FactHeld, FileReference, Held as HeldValue, ListHeld, RowHeld, RowKey, Value};
use quantities::Date;
use std::collections::BTreeMap;

/// An answer and what its author had read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    pub held: HeldValue,
    pub saw: Fingerprint,
}

/// A fact and the values that were given to the host.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fact {
    pub held: FactHeld,
    pub observed_on: Option<Date>,
    pub saw: Fingerprint,
}

/// Rows in order, removed ones included, and the end of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct List {
    pub rows: Vec<(RowKey, RowHeld)>,
    pub end: ListHeld,
}

/// Everything that is held.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Held {
    pub items: BTreeMap<Place, Answer>,
    pub facts: BTreeMap<Place, Fact>,
    pub lists: BTreeMap<Place, List>,
    pub files: BTreeMap<Place, Vec<FileReference>>,
}

impl Held {
    /// Places at which people have put something: answers, rows, files.
    pub fn places_that_hold_something(&self) -> impl Iterator<Item = &Place> {
        let items = self.items.iter().filter(|(_, answer)| answer.held != HeldValue::Empty).map(|(place, _)| place);
        let lists = self.lists.iter().filter(|(_, list)| !list.rows.is_empty()).map(|(place, _)| place);
        let files = self.files.iter().filter(|(_, files)| !files.is_empty()).map(|(place, _)| place);
        items.chain(lists).chain(files)
    }
}

/// The naive evaluator: a definition, what is held, and the day.
#[derive(Clone, Debug)]
pub struct Oracle {
    package: Package,
    held: Held,
    today: Date,
}

impl Oracle {
    /// An empty draft.
    #[must_use]
    pub fn new(package: &Package, today: Date) -> Self {
        Self { package: package.clone(), held: Held::default(), today }
    }

    /// Another day.
    pub fn advance(&mut self, today: Date) {
        self.today = today;
    }

    /// The draft as it stands, to be asked.
    pub(crate) fn view(&self) -> View<'_> {
        View::new(&self.package, &self.held, self.today)
    }

    /// Makes a change. Fingerprints are the oracle's own, so `change.read` is not looked at: the present one is taken.
    ///
    /// # Errors
    /// [`Refused`] where the place does not exist or the change does not go with it; then nothing has changed.
    pub fn apply(&mut self, change: &Change) -> Result<(), Refused> {
        let at = &change.at;
        let view = self.view();
        let item = view.item(at.item).ok_or(Refused::UnknownItem)?;
        let depth = view.depth(item.frame);
        view.require_rows(&repeats_around(&self.package, item.frame), at)?;
        match (&item.kind, at.rows.len() == depth) {
            (ItemKind::Question(question), true) => {
                let question = question.clone();
                self.change_answer(change, &question)
            }
            (ItemKind::Mark { .. }, true) => self.change_mark(at, &change.kind),
            (ItemKind::Fact(fact), true) => {
                let value_type = fact.value;
                self.change_fact(at, &change.kind, value_type)
            }
            (ItemKind::Evidence(_), true) => self.change_files(at, &change.kind),
            (ItemKind::Repeat(repeat), whole) => {
                // Rows of options or of a number are nobody's to add, and a list that always ends cannot be closed.
                let node = view.repeat(*repeat).ok_or(Refused::UnknownItem)?;
                if !node.is_kept_by_people() || (whole && node.always_ended) {
                    return Err(Refused::WrongType);
                }
                if at.rows.len() > depth + 1 {
                    return Err(Refused::UnknownItem);
                }
                self.change_list(at, &change.kind, whole)
            }
            (ItemKind::Derive(_), true) => Err(Refused::WrongType),
            _ => Err(Refused::UnknownItem),
        }
    }

    /// Holds for a question what a log folded to, with what is read now.
    ///
    /// # Errors
    /// [`Refused`] where the place does not exist or is no question.
    pub fn hold(&mut self, at: &Place, held: HeldValue) -> Result<(), Refused> {
        let view = self.view();
        let item = view.item(at.item).ok_or(Refused::UnknownItem)?;
        view.require_rows(&repeats_around(&self.package, item.frame), at)?;
        if !matches!(item.kind, ItemKind::Question(_)) {
            return Err(Refused::WrongType);
        }
        self.hold_now(at, held);
        Ok(())
    }

    /// Holds the rows and the end of a list that a log folded to.
    ///
    /// # Errors
    /// [`Refused`] where the place is no list that people fill.
    pub fn hold_list(&mut self, at: &Place, list: &HeldList) -> Result<(), Refused> {
        let view = self.view();
        let item = view.item(at.item).ok_or(Refused::UnknownItem)?;
        view.require_rows(&repeats_around(&self.package, item.frame), at)?;
        let by_people = view.as_repeat(at.item).and_then(|repeat| view.repeat(repeat));
        if !by_people.is_some_and(interview::package::Repeat::is_kept_by_people) {
            return Err(Refused::WrongType);
        }
        self.held.lists.insert(at.clone(), List { rows: list.rows.clone(), end: list.end });
        Ok(())
    }

    /// What no state of the question can be (declined, where that is not allowed) is refused like a
    /// value of another type.
    fn change_answer(&mut self, change: &Change, question: &Question) -> Result<(), Refused> {
        let at = &change.at;
        let value_type = question.value;
        let held = self.held.items.get(at).map(|answer| answer.held.clone()).unwrap_or_default();
        let members = match &held {
            HeldValue::Value(Value::Choices(ids)) => ids.clone(),
            _ => Vec::new(),
        };
        let next = match &change.kind {
            ChangeKind::Set(value) if fits(value, value_type) => self.answer_of(at, value.clone()),
            ChangeKind::Choose(id) if value_type == Type::Choices => {
                let others = members.into_iter().filter(|member| member != id);
                self.answer_of(at, Value::Choices(others.chain([id.clone()]).collect()))
            }
            ChangeKind::Unchoose(id) if value_type == Type::Choices => {
                self.answer_of(at, Value::Choices(members.into_iter().filter(|member| member != id).collect()))
            }
            ChangeKind::Unparsed(text) => HeldValue::Unparsed(text.clone()),
            ChangeKind::Clear => HeldValue::Empty,
            ChangeKind::Skip => HeldValue::Skipped,
            ChangeKind::Decline if question.allow_declined => HeldValue::Declined,
            ChangeKind::NotKnown if question.allow_not_known => HeldValue::NotKnown,
            ChangeKind::Confirm => held,
            ChangeKind::Attach(_) | ChangeKind::Detach(_) if value_type == Type::Files => {
                return self.change_files(at, &change.kind);
            }
            _ => return Err(Refused::WrongType),
        };
        self.hold_now(at, next);
        Ok(())
    }

    /// A set stands in the order of its question, and an empty one is no answer.
    fn answer_of(&self, at: &Place, value: Value) -> HeldValue {
        match value {
            Value::Choices(ids) if ids.is_empty() => HeldValue::Empty,
            Value::Rows(keys) if keys.is_empty() => HeldValue::Empty,
            Value::Choices(ids) => match self.view().options_of(at.item) {
                Some(options) => {
                    HeldValue::Value(Value::Choices(interview::wire::in_order(&self.package, options, ids)))
                }
                None => HeldValue::Value(Value::Choices(ids)),
            },
            value => HeldValue::Value(value),
        }
    }

    /// Holds it with what is read now, after the change.
    fn hold_now(&mut self, at: &Place, held: HeldValue) {
        if held == HeldValue::Empty {
            self.held.items.remove(at);
            return;
        }
        self.held.items.insert(at.clone(), Answer { held, saw: Fingerprint::new() });
        let saw = self.view().fingerprint(at);
        if let Some(answer) = self.held.items.get_mut(at) {
            answer.saw = saw;
        }
    }

    fn change_mark(&mut self, at: &Place, kind: &ChangeKind) -> Result<(), Refused> {
        match kind {
            ChangeKind::Confirm => self.hold_now(at, HeldValue::Value(Value::YesNo(true))),
            ChangeKind::Set(value @ Value::YesNo(_)) => self.hold_now(at, HeldValue::Value(value.clone())),
            ChangeKind::Clear => self.hold_now(at, HeldValue::Empty),
            _ => return Err(Refused::WrongType),
        }
        Ok(())
    }

    fn change_fact(&mut self, at: &Place, kind: &ChangeKind, value_type: Type) -> Result<(), Refused> {
        let ChangeKind::SetFact { held, observed_on } = kind else { return Err(Refused::WrongType) };
        if matches!(held, FactHeld::Value(value) if !fits(value, value_type)) {
            return Err(Refused::WrongType);
        }
        let saw = self.view().fingerprint(at);
        let observed_on = Some(observed_on.unwrap_or(self.today));
        self.held.facts.insert(at.clone(), Fact { held: held.clone(), observed_on, saw });
        Ok(())
    }

    fn change_files(&mut self, at: &Place, kind: &ChangeKind) -> Result<(), Refused> {
        let files = self.held.files.entry(at.clone()).or_default();
        match kind {
            ChangeKind::Attach(file) => {
                match files.iter_mut().find(|other| other.reference == file.reference) {
                    Some(other) => *other = file.clone(),
                    None => files.push(file.clone()),
                }
                Ok(())
            }
            ChangeKind::Detach(reference) => {
                files.retain(|file| file.reference != *reference);
                Ok(())
            }
            _ => Err(Refused::WrongType),
        }
    }

    fn change_list(&mut self, at: &Place, kind: &ChangeKind, whole: bool) -> Result<(), Refused> {
        if whole {
            let end = match kind {
                ChangeKind::CloseList => ListHeld::Closed,
                ChangeKind::ReopenList => ListHeld::Open,
                _ => return Err(Refused::WrongType),
            };
            self.held.lists.entry(at.clone()).or_default().end = end;
            return Ok(());
        }
        let mut list_at = at.clone();
        let Some(key) = list_at.rows.pop() else { return Err(Refused::UnknownItem) };
        let mut list = self.held.lists.get(&list_at).cloned().unwrap_or_default();
        let position = list.rows.iter().position(|(row, _)| *row == key);
        match (kind, position) {
            (ChangeKind::AddRow, None) => list.rows.push((key, RowHeld::Present)),
            (ChangeKind::AddRow, Some(_)) => return Err(Refused::WrongType),
            (ChangeKind::RemoveRow | ChangeKind::RestoreRow, Some(position)) => {
                let held = if *kind == ChangeKind::RemoveRow { RowHeld::Removed } else { RowHeld::Present };
                if let Some(row) = list.rows.get_mut(position) {
                    row.1 = held;
                }
            }
            (ChangeKind::MoveRow { before }, Some(position)) => move_row(&mut list, position, before.as_ref())?,
            (ChangeKind::RemoveRow | ChangeKind::RestoreRow | ChangeKind::MoveRow { .. }, None) => {
                return Err(Refused::UnknownItem);
            }
            _ => return Err(Refused::WrongType),
        }
        self.held.lists.insert(list_at, list);
        Ok(())
    }
}

fn move_row(list: &mut List, position: usize, before: Option<&RowKey>) -> Result<(), Refused> {
    let row = list.rows.remove(position);
    if before == Some(&row.0) {
        list.rows.insert(position, row);
        return Ok(());
    }
    let target = match before {
        None => Some(list.rows.len()),
        Some(before) => list.rows.iter().position(|(key, _)| key == before),
    };
    list.rows.insert(target.ok_or(Refused::UnknownItem)?, row);
    Ok(())
}

/// Whether a value is of a type.
fn fits(value: &Value, value_type: Type) -> bool {
    match (value, value_type) {
        (Value::YesNo(_), Type::YesNo)
        | (Value::Choice(_), Type::Choice)
        | (Value::Choices(_), Type::Choices)
        | (Value::Date(_), Type::Date)
        | (Value::Period(_), Type::Period)
        | (Value::Money(_), Type::Money)
        | (Value::Count(_), Type::Count)
        | (Value::Rate(_), Type::Rate)
        | (Value::List(_), Type::List)
        | (Value::Row(_), Type::Row(_))
        | (Value::Rows(_), Type::Rows(_)) => true,
        (Value::Text(text), Type::Text { .. }) => !text.is_empty(),
        _ => false,
    }
}

impl View<'_> {
    /// Every row around a place must be there. Rows that a number makes need not be among the first N: what is beyond
    /// is held.
    fn require_rows(&self, around: &[u32], at: &Place) -> Result<(), Refused> {
        let mut frame = Frame::application();
        for (depth, repeat) in around.iter().enumerate() {
            let key = at.rows.get(depth).ok_or(Refused::UnknownItem)?;
            let node = self.repeat(*repeat).ok_or(Refused::UnknownItem)?;
            let known = match node.rows {
                Some(_) => key.parse::<u32>().is_ok_and(|number| number > 0 && number.to_string() == key.as_ref()),
                None => self.rows(*repeat, &frame).contains(key),
            };
            if !known {
                return Err(Refused::UnknownItem);
            }
            frame.kind = repeat + 1;
            frame.rows.push(key.clone());
        }
        Ok(())
    }
}
