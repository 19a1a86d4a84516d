//! What stands at a place, as merging needs it: which item, which rows around it, and whether their keys have the form
//! that the wire asks for (32 hex digits where people add rows, the option under `for=`, a number under `rows`).

use crate::ids::hex_128;
use crate::limits::MOST_ROWS;
use interview::package::{Item, ItemKind, Package, Repeat, RepeatIndex, Type};
use interview::place::{Place, read_place, repeats_around};
use interview::value::RowKey;
use interview::wire::is_name;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A question with one answer.
    Question,
    /// A question of type `choices`.
    Set,
    /// A question of type `files`, or an evidence requirement: nothing is held but files.
    Files,
    /// The mark of a check page.
    Mark,
    /// A fact from outside.
    Fact,
    /// A derived value: nobody may change it.
    Derived,
    /// A repeat, and whether people say that its rows are all.
    List {
        /// They do.
        closed_by_people: bool,
    },
    /// A row of a repeat, and whether people add its rows.
    Row {
        /// They do.
        added: bool,
    },
}

/// The place an operation names, where the definition has it and its rows have the right form.
pub(crate) fn resolve(package: &Package, at: &str) -> Option<(Place, Standing)> {
    let place = read_place(package, at)?;
    let item = package.items.get(place.item as usize)?;
    let around = rows_of(package, item, &place);
    if around.len() != place.rows.len() {
        return None;
    }
    let fits = |(repeat, row): &(RepeatIndex, &RowKey)| {
        package.repeats.get(*repeat as usize).is_some_and(|repeat| is_row_of(repeat, row))
    };
    if !around.iter().all(fits) {
        return None;
    }
    let standing = standing(package, item, &place)?;
    Some((place, standing))
}

/// The repeat of each row in the place, outermost first; a row itself and the row that evidence is for among them.
fn rows_of<'a>(package: &Package, item: &Item, place: &'a Place) -> Vec<(RepeatIndex, &'a RowKey)> {
    let mut repeats = repeats_around(package, item.frame);
    if let ItemKind::Repeat(repeat) = item.kind {
        repeats.push(repeat);
    }
    repeats.into_iter().zip(&place.rows).collect()
}

/// The rows a place lies in, outermost first, as places; for a row, those around it and not the row itself.
pub(crate) fn rows_around(package: &Package, place: &Place) -> Vec<Place> {
    let Some(item) = package.items.get(place.item as usize) else { return Vec::new() };
    let repeats = repeats_around(package, item.frame);
    repeats
        .iter()
        .enumerate()
        .filter_map(|(depth, repeat)| {
            let rows = place.rows.get(..=depth)?.to_vec();
            let item = package.repeats.get(*repeat as usize)?.item;
            Some(Place { item, rows })
        })
        .collect()
}

/// The list a row belongs to.
pub(crate) fn list_of(row: &Place) -> Option<(Place, RowKey)> {
    let (key, around) = row.rows.split_last()?;
    Some((Place { item: row.item, rows: around.to_vec() }, key.clone()))
}

/// The place that is told when an operation there is taken in: for a row, its list.
pub(crate) fn told_at(place: Place, standing: Standing) -> Place {
    match standing {
        Standing::Row { .. } => list_of(&place).map_or(place, |(list, _)| list),
        _ => place,
    }
}

/// Whether a row is one that people add.
pub(crate) fn is_added_row(package: &Package, row: &Place) -> bool {
    match package.items.get(row.item as usize).map(|item| &item.kind) {
        Some(ItemKind::Repeat(repeat)) => package.repeats.get(*repeat as usize).is_some_and(Repeat::is_kept_by_people),
        _ => false,
    }
}

fn standing(package: &Package, item: &Item, place: &Place) -> Option<Standing> {
    Some(match &item.kind {
        ItemKind::Question(question) => match question.value {
            Type::Choices => Standing::Set,
            Type::Files => Standing::Files,
            _ => Standing::Question,
        },
        ItemKind::Mark { .. } => Standing::Mark,
        ItemKind::Fact(_) => Standing::Fact,
        ItemKind::Evidence(_) => Standing::Files,
        ItemKind::Derive(_) => Standing::Derived,
        ItemKind::Repeat(index) => {
            let repeat = package.repeats.get(*index as usize)?;
            let added = repeat.is_kept_by_people();
            if place.rows.len() > repeats_around(package, item.frame).len() {
                Standing::Row { added }
            } else {
                Standing::List { closed_by_people: added && !repeat.always_ended }
            }
        }
    })
}

fn is_row_of(repeat: &Repeat, row: &str) -> bool {
    if !repeat.for_options.is_empty() {
        return is_name(row);
    }
    if repeat.rows.is_some() {
        let number = row.parse::<usize>().ok().filter(|number| (1..=MOST_ROWS).contains(number));
        return number.is_some_and(|number| number.to_string() == row);
    }
    hex_128(row).is_some()
}
