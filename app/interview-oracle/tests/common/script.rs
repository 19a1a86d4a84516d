//! Scripts by chance: changes that fit a draft more often than not.

use super::tape::Tape;
use interview::change::{Change, ChangeKind, HeldList};
use interview::package::{ItemIndex, ItemKind, Options, OptionsFrom, Package, Type};
use interview::place::Place;
use interview::value::{FactHeld, FileReference, FileState, Held, ListHeld, ListRow, RowHeld, RowKey, Value};
use interview_oracle::Oracle;
use quantities::Date;
use std::collections::BTreeMap;

/// One step of a script.
#[derive(Clone, Debug)]
pub enum Step {
    Change(Change),
    Day(Date),
    /// What a log folded to, for a question.
    Hold(Place, Held),
    /// The same for a list.
    HoldList(Place, HeldList),
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn change(at: Place, kind: ChangeKind) -> Step {
    Step::Change(Change { at, kind, read: None })
}

/// Something that only a log of several devices folds to: contested answers, disputed rows, lists that opened again.
pub fn folded_step(
    tape: &mut Tape<'_>,
    package: &Package,
    oracle: &Oracle,
    lists: &BTreeMap<Place, HeldList>,
) -> Option<Step> {
    let places = oracle.places();
    let place = tape.pick(&places).clone();
    match &package.items[place.item as usize].kind {
        ItemKind::Question(question) if question.value != Type::Files => {
            let (one, two) =
                (some_value(tape, package, oracle, place.item)?, some_value(tape, package, oracle, place.item)?);
            Some(Step::Hold(place, Held::Contested(vec![one, two])))
        }
        ItemKind::Repeat(repeat)
            if package.repeats[*repeat as usize].is_kept_by_people() && !in_numbered_row(package, &place) =>
        {
            let mut list = lists.get(&place).cloned().unwrap_or_default();
            for row in &mut list.rows {
                row.1 = *tape.pick(&[RowHeld::Present, RowHeld::Disputed, RowHeld::Removed]);
            }
            if tape.chance(40) {
                list.rows.reverse();
            }
            if !package.repeats[*repeat as usize].always_ended {
                list.end = *tape.pick(&[ListHeld::Open, ListHeld::Closed, ListHeld::Reopened]);
            }
            Some(Step::HoldList(place, list))
        }
        _ => None,
    }
}

/// The next step; `names` counts the rows that were added.
pub fn next_step(tape: &mut Tape<'_>, package: &Package, oracle: &Oracle, names: &mut u32) -> Step {
    let places = oracle.places();
    if places.is_empty() {
        return Step::Day(day("2026-11-23"));
    }
    match tape.weighted(&[60, 16, 6, 3]) {
        0 => {
            let place = tape.pick(&places).clone();
            step_at(tape, package, oracle, place, names)
        }
        1 => row_step(tape, package, oracle, &places, names),
        2 => Step::Day(day(tape.text(&[
            "2026-11-20",
            "2026-11-23",
            "2026-11-24",
            "2026-11-25",
            "2026-11-26",
            "2027-01-01",
        ]))),
        _ => odd_step(tape, package, &places),
    }
}

fn step_at(tape: &mut Tape<'_>, package: &Package, oracle: &Oracle, place: Place, names: &mut u32) -> Step {
    match &package.items[place.item as usize].kind {
        ItemKind::Question(question) if question.value != Type::Files => {
            match tape.weighted(&[60, 6, 6, 4, 4, 3, 6, 5]) {
                1 if !in_numbered_row(package, &place) => change(place, ChangeKind::Clear),
                2 if question.optional => change(place, ChangeKind::Skip),
                3 => change(place, ChangeKind::Decline),
                4 => change(place, ChangeKind::NotKnown),
                5 => change(place, ChangeKind::Unparsed("31/02/2026".into())),
                6 => change(place, ChangeKind::Confirm),
                // Left out until finding M is settled: sets over a fact.
                7 if question.value == Type::Choices
                    && !matches!(question.options.as_ref().and_then(|it| it.from), Some(OptionsFrom::Fact(_))) =>
                {
                    let id = some_option(tape, package, question.options.as_ref());
                    let tick = tape.chance(50);
                    change(place, if tick { ChangeKind::Choose(id) } else { ChangeKind::Unchoose(id) })
                }
                _ => match some_value(tape, package, oracle, place.item) {
                    Some(value) => change(place, ChangeKind::Set(value)),
                    None => change(place, ChangeKind::Confirm),
                },
            }
        }
        ItemKind::Question(_) | ItemKind::Evidence(_) => {
            // Left out until finding G is settled: the same file twice.
            *names += 1;
            let reference = format!("file{names}");
            if tape.chance(25) && !in_numbered_row(package, &place) {
                return change(place, ChangeKind::Detach(format!("file{}", tape.below(*names as usize)).into()));
            }
            let state = *tape.pick(&[FileState::Clean, FileState::Clean, FileState::Pending, FileState::Infected]);
            change(place, ChangeKind::Attach(FileReference { reference: reference.into(), state, category: None }))
        }
        ItemKind::Mark { .. } if tape.chance(20) => change(place, ChangeKind::Clear),
        ItemKind::Mark { .. } => change(place, ChangeKind::Confirm),
        ItemKind::Fact(_) => {
            let held = match tape.weighted(&[6, 1, 1]) {
                0 => some_value(tape, package, oracle, place.item).map_or(FactHeld::Failed, FactHeld::Value),
                1 => FactHeld::Failed,
                _ => FactHeld::Pending,
            };
            let observed_on = tape.chance(30).then(|| day(tape.text(&["2026-11-20", "2026-11-22", "2026-11-24"])));
            change(place, ChangeKind::SetFact { held, observed_on })
        }
        ItemKind::Repeat(_) if in_numbered_row(package, &place) => change(place, ChangeKind::Confirm),
        ItemKind::Repeat(_) => list_step(tape, oracle, place, names),
        ItemKind::Derive(_) => {
            let places = oracle.places();
            let asked: Vec<&Place> = places
                .iter()
                .filter(|place| matches!(package.items[place.item as usize].kind, ItemKind::Question(_)))
                .collect();
            match asked.is_empty() {
                true => change(place, ChangeKind::Clear),
                false => {
                    let place = (*tape.pick(&asked)).clone();
                    step_at(tape, package, oracle, place, names)
                }
            }
        }
    }
}

/// Left out until finding K is settled: taking away the last thing in a numbered row.
fn in_numbered_row(package: &Package, place: &Place) -> bool {
    let around = interview::place::repeats_around(package, package.items[place.item as usize].frame);
    around.iter().any(|repeat| package.repeats[*repeat as usize].rows.is_some())
}

fn list_step(tape: &mut Tape<'_>, oracle: &Oracle, list: Place, names: &mut u32) -> Step {
    let rows = oracle.rows(&list);
    match tape.weighted(&[30, 20, 6, 10, 6, 8]) {
        0 if rows.len() < 4 => {
            *names += 1;
            change(row_of(&list, format!("n{names}").into()), ChangeKind::AddRow)
        }
        1 => change(list, ChangeKind::CloseList),
        2 => change(list, ChangeKind::ReopenList),
        3 if !rows.is_empty() => change(row_of(&list, tape.pick(&rows).clone()), ChangeKind::RemoveRow),
        4 if *names > 0 => {
            let row = format!("n{}", 1 + tape.below(*names as usize));
            change(row_of(&list, row.into()), ChangeKind::RestoreRow)
        }
        5 if !rows.is_empty() => {
            let row = tape.pick(&rows).clone();
            let before = tape.chance(60).then(|| tape.pick(&rows).clone());
            change(row_of(&list, row), ChangeKind::MoveRow { before })
        }
        _ => change(list, ChangeKind::CloseList),
    }
}

pub fn row_of(list: &Place, row: RowKey) -> Place {
    let mut place = list.clone();
    place.rows.push(row);
    place
}

fn row_step(tape: &mut Tape<'_>, package: &Package, oracle: &Oracle, places: &[Place], names: &mut u32) -> Step {
    let lists: Vec<&Place> =
        places.iter().filter(|place| matches!(package.items[place.item as usize].kind, ItemKind::Repeat(_))).collect();
    if lists.is_empty() {
        let place = tape.pick(places).clone();
        return step_at(tape, package, oracle, place, names);
    }
    let list = (*tape.pick(&lists)).clone();
    if in_numbered_row(package, &list) {
        return change(list, ChangeKind::Confirm);
    }
    list_step(tape, oracle, list, names)
}

/// Steps that may be refused: a row that is not there, a value of another type, a change that does not go with the item.
fn odd_step(tape: &mut Tape<'_>, package: &Package, places: &[Place]) -> Step {
    let mut place = tape.pick(places).clone();
    match tape.below(5) {
        0 => change(place, ChangeKind::Set(Value::Count(2))),
        1 if !place.rows.is_empty() => {
            place.rows.pop();
            place.rows.push("nowhere".into());
            change(place, ChangeKind::Confirm)
        }
        2 => change(place, ChangeKind::Unparsed("odd".into())),
        3 => {
            place.item = package.items.len() as ItemIndex + 3;
            change(place, ChangeKind::Clear)
        }
        4 if !place.rows.is_empty() => {
            let number = *tape.pick(&["1", "3", "7", "0", "x", "01"]);
            place.rows.pop();
            place.rows.push(number.into());
            change(place, ChangeKind::Set(Value::YesNo(true)))
        }
        _ => change(place, ChangeKind::Set(Value::Text("odd".into()))),
    }
}

fn ids(package: &Package, options: &Options) -> Vec<RowKey> {
    let mut ids: Vec<RowKey> = match options.from {
        Some(OptionsFrom::ChoiceSet(set)) => {
            package.choice_sets[set as usize].options.iter().map(|option| option.id.clone()).collect()
        }
        Some(OptionsFrom::Table(_)) => ["T1", "T2", "T3"].map(RowKey::from).to_vec(),
        Some(OptionsFrom::Fact(_)) => ["L1", "L2"].map(RowKey::from).to_vec(),
        None => Vec::new(),
    };
    ids.extend(options.own.iter().map(|option| option.id.clone()));
    ids
}

fn some_option(tape: &mut Tape<'_>, package: &Package, options: Option<&Options>) -> RowKey {
    let ids = options.map_or_else(Vec::new, |options| ids(package, options));
    if ids.is_empty() || tape.chance(3) { "vanished".into() } else { tape.pick(&ids).clone() }
}

/// A value of an item's type; of few, so that equal ones meet.
pub fn some_value(tape: &mut Tape<'_>, package: &Package, oracle: &Oracle, item: ItemIndex) -> Option<Value> {
    let kind = &package.items[item as usize].kind;
    let options = match kind {
        ItemKind::Question(question) => question.options.as_ref(),
        ItemKind::Fact(fact) => fact.options.as_ref(),
        _ => None,
    };
    Some(match kind.value_type()? {
        Type::YesNo => Value::YesNo(tape.below(3) != 1),
        Type::Choice => Value::Choice(some_option(tape, package, options)),
        Type::Choices => {
            let all = options.map_or_else(Vec::new, |options| ids(package, options));
            let mut chosen: Vec<RowKey> = all.into_iter().filter(|_| tape.chance(45)).collect();
            if chosen.is_empty() {
                chosen.push(some_option(tape, package, options));
            }
            Value::Choices(chosen)
        }
        Type::Text { .. } => Value::Text((*tape.pick(&["ab", "abc12", "M1 1AE", "too long a text", "x y"])).into()),
        Type::Date => {
            Value::Date(day(tape.text(&["2026-11-23", "2026-11-20", "2026-11-26", "2004-02-29", "1990-05-01"])))
        }
        Type::Money => Value::Money(tape.pick(&["5.00", "0.00", "100.00", "3.33", "-1.00", "2000.05"]).parse().ok()?),
        Type::Count => Value::Count(*tape.pick(&[1, 0, 2, 3, 7])),
        Type::Rate => Value::Rate(tape.pick(&["12.5", "75"]).parse().ok()?),
        Type::Period => Value::Period(tape.pick(&["P28D", "P3M"]).parse().ok()?),
        Type::List => {
            let row = |id: &str, size: Option<i64>| ListRow {
                id: id.into(),
                text: format!("Row {id}").into(),
                columns: vec![Some(Value::Text("somewhere".into())), size.map(Value::Count)],
            };
            let both = [row("L1", Some(2)), row("L2", None)];
            let count = tape.below(3);
            Value::List(both.into_iter().take(count).collect::<Vec<_>>().into())
        }
        Type::Row(repeat) => {
            let list = Place { item: package.repeats[repeat as usize].item, rows: Vec::new() };
            let rows = oracle.rows(&list);
            Value::Row(if rows.is_empty() || tape.chance(10) { "n1".into() } else { tape.pick(&rows).clone() })
        }
        Type::Rows(repeat) => {
            let list = Place { item: package.repeats[repeat as usize].item, rows: Vec::new() };
            let mut rows = oracle.rows(&list);
            rows.retain(|_| tape.chance(60));
            if rows.is_empty() || tape.chance(10) {
                rows.push("n77".into());
            }
            Value::Rows(rows)
        }
        Type::Files => return None,
    })
}

/// A step that only fills, settles, adds and closes (E-21); `None` when there is nothing left to do.
pub fn growing_step(
    tape: &mut Tape<'_>,
    package: &Package,
    oracle: &Oracle,
    empty: &[Place],
    names: &mut u32,
) -> Option<Step> {
    if empty.is_empty() {
        return None;
    }
    let place = tape.pick(empty).clone();
    Some(match &package.items[place.item as usize].kind {
        ItemKind::Question(question) => {
            let which = tape.weighted(&[70, 10, 5, 5]);
            match which {
                1 if question.optional => change(place, ChangeKind::Skip),
                2 if question.allow_declined => change(place, ChangeKind::Decline),
                3 if question.allow_not_known => change(place, ChangeKind::NotKnown),
                _ => {
                    let value = some_value(tape, package, oracle, place.item)?;
                    change(place, ChangeKind::Set(value))
                }
            }
        }
        ItemKind::Fact(_) => {
            let failed = tape.chance(25);
            let value = some_value(tape, package, oracle, place.item)?;
            let held = if failed { FactHeld::Failed } else { FactHeld::Value(value) };
            change(place, ChangeKind::SetFact { held, observed_on: None })
        }
        ItemKind::Mark { .. } => change(place, ChangeKind::Confirm),
        ItemKind::Repeat(_) => {
            if tape.chance(50) && oracle.rows(&place).len() < 4 {
                *names += 1;
                change(row_of(&place, format!("n{names}").into()), ChangeKind::AddRow)
            } else {
                change(place, ChangeKind::CloseList)
            }
        }
        ItemKind::Derive(_) | ItemKind::Evidence(_) => return None,
    })
}
