//! Places: one instance of an item. Written `proc[018f…].proc_df_date`; a repeat is a place (`proc`), and so is a row
//! of it (`proc[018f…]`). Groups have none. A requirement of evidence `for=` a repeat carries the row itself: `payslips[018f…]`.

use crate::package::{FrameType, Item, ItemIndex, ItemKind, Package, RepeatIndex};
use crate::value::RowKey;

/// One instance of an item: the item and the rows around it, outermost first.
///
/// For a repeat, as many rows as there are repeats around it name the list; one more names a row of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The item.
    pub item: ItemIndex,
    /// Keys of the rows around it, outermost first; one more for a row itself.
    pub rows: Vec<RowKey>,
}

/// The repeats around a frame type, outermost first.
#[must_use]
pub fn repeats_around(package: &Package, frame: FrameType) -> Vec<RepeatIndex> {
    let mut around = Vec::new();
    let mut current = frame;
    while let Some(index) = current.checked_sub(1) {
        let Some(repeat) = package.repeats.get(index as usize) else { break };
        around.push(index);
        current = repeat.parent;
    }
    around.reverse();
    around
}

/// The place as text.
#[must_use]
pub fn write_place(package: &Package, place: &Place) -> String {
    let mut text = String::new();
    let Some(item) = package.items.get(place.item as usize) else { return text };
    let mut around = repeats_around(package, item.frame);
    if matches!(item.kind, ItemKind::Evidence(_)) {
        around.pop();
    }
    for (repeat, row) in around.iter().zip(&place.rows) {
        let name = package
            .repeats
            .get(*repeat as usize)
            .and_then(|repeat| package.items.get(repeat.item as usize))
            .map_or("", |item| item.id.as_str());
        text.push_str(name);
        text.push('[');
        text.push_str(row);
        text.push_str("].");
    }
    text.push_str(&item.id);
    if let (ItemKind::Repeat(_) | ItemKind::Evidence(_), Some(row)) = (&item.kind, place.rows.get(around.len())) {
        text.push('[');
        text.push_str(row);
        text.push(']');
    }
    text
}

/// Reads a place; `None` where it names no item, or names it in the wrong repeat. Whether its rows exist is not asked.
#[must_use]
pub fn read_place(package: &Package, text: &str) -> Option<Place> {
    let mut rows: Vec<RowKey> = Vec::new();
    let mut frame: FrameType = 0;
    let mut parts = text.split('.').peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        let (id, row) = match part.split_once('[') {
            Some((id, rest)) => (id, Some(rest.strip_suffix(']').filter(|row| is_row_key(row))?)),
            None => (part, None),
        };
        let named =
            package.items_named(id).iter().filter_map(|index| Some((*index, package.items.get(*index as usize)?)));
        let (index, item) = named.into_iter().find(|(_, item)| stands_in(package, item, frame))?;
        match (&item.kind, row) {
            (ItemKind::Repeat(repeat), Some(row)) => {
                rows.push(row.into());
                if last {
                    return Some(Place { item: index, rows });
                }
                frame = repeat + 1;
            }
            (ItemKind::Evidence(_), Some(row)) if last && item.frame != frame => {
                rows.push(row.into());
                return Some(Place { item: index, rows });
            }
            (ItemKind::Evidence(_), None) if last && item.frame != frame => return None,
            (_, None) if last => return Some(Place { item: index, rows }),
            _ => return None,
        }
    }
    None
}

/// Whether an item is named below `frame`: it lives there, or is evidence for the rows of a repeat that does.
fn stands_in(package: &Package, item: &Item, frame: FrameType) -> bool {
    match (&item.kind, item.frame.checked_sub(1)) {
        (ItemKind::Evidence(_), Some(repeat)) => {
            package.repeats.get(repeat as usize).is_some_and(|repeat| repeat.parent == frame)
        }
        _ => item.frame == frame,
    }
}

fn is_row_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
