//! What the shape of a package says by itself: which frame lies around which, what stands on a page, in which order pages
//! are placed, and what a check page covers.

use super::Covered;
use crate::package::{FrameType, ItemIndex, Package, PageIndex, PageKind, Placed, RepeatIndex, Shown};

/// Whether `ancestor` is `frame` or lies around it.
pub(crate) fn is_around(package: &Package, ancestor: FrameType, frame: FrameType) -> bool {
    let mut current = frame;
    loop {
        if current == ancestor {
            return true;
        }
        match current.checked_sub(1).and_then(|repeat| package.repeats.get(repeat as usize)) {
            Some(repeat) => current = repeat.parent,
            None => return false,
        }
    }
}

/// The innermost frame type around both.
pub(crate) fn innermost_around(package: &Package, a: FrameType, b: FrameType) -> FrameType {
    let mut current = a;
    while !is_around(package, current, b) {
        match current.checked_sub(1).and_then(|repeat| package.repeats.get(repeat as usize)) {
            Some(repeat) => current = repeat.parent,
            None => return 0,
        }
    }
    current
}

/// All questions and shown values of a page, in order, with those of its groups and rows.
pub(crate) fn asked_items(shown: &[Shown]) -> Vec<ItemIndex> {
    let mut asked = Vec::new();
    let mut left: Vec<&Shown> = shown.iter().rev().collect();
    while let Some(next) = left.pop() {
        match next {
            Shown::Ask(item) => asked.push(*item),
            Shown::Show(_) => {}
            Shown::Group { shown, .. } | Shown::Each { shown, .. } => left.extend(shown.iter().rev()),
        }
    }
    asked
}

/// Repeats whose rows stand between a frame and an item that is read in all of them.
pub(crate) fn repeats_below(package: &Package, frame: FrameType, item: ItemIndex) -> Vec<RepeatIndex> {
    let mut repeats = Vec::new();
    let mut current = package.items.get(item as usize).map_or(0, |item| item.frame);
    while !is_around(package, current, frame) {
        let Some(index) = current.checked_sub(1) else { break };
        repeats.push(index);
        let Some(repeat) = package.repeats.get(index as usize) else { break };
        current = repeat.parent;
    }
    repeats
}

/// Values that a page shows.
pub(crate) fn shown_values(shown: &[Shown]) -> Vec<ItemIndex> {
    let mut values = Vec::new();
    let mut left: Vec<&Shown> = shown.iter().collect();
    while let Some(next) = left.pop() {
        match next {
            Shown::Ask(_) => {}
            Shown::Show(item) => values.push(*item),
            Shown::Group { shown, .. } | Shown::Each { shown, .. } => left.extend(shown.iter()),
        }
    }
    values
}

/// Whether a page shows a value, so that it stands on its own condition.
pub(crate) fn shows_value(shown: &[Shown]) -> bool {
    !shown_values(shown).is_empty()
}

/// Pages placed in a task, in authored order, and the repeats of its `each`.
pub(crate) fn placed_pages(places: &[Placed]) -> (Vec<PageIndex>, Vec<RepeatIndex>) {
    placed_before(places, PageIndex::MAX)
}

/// The same, up to a page.
fn placed_before(places: &[Placed], until: PageIndex) -> (Vec<PageIndex>, Vec<RepeatIndex>) {
    let (mut pages, mut repeats) = (Vec::new(), Vec::new());
    let mut left: Vec<&Placed> = places.iter().rev().collect();
    while let Some(next) = left.pop() {
        match next {
            Placed::Page(page) if *page == until => break,
            Placed::Page(page) => pages.push(*page),
            Placed::Each { repeat, places } => {
                repeats.push(*repeat);
                left.extend(places.iter().rev());
            }
        }
    }
    (pages, repeats)
}

/// What the mark of each check page covers, indexed by page; empty for others.
pub(super) fn covered(package: &Package) -> Vec<Vec<Covered>> {
    (0..)
        .zip(&package.pages)
        .map(|(index, page)| {
            let PageKind::Check { covers, .. } = &page.kind else { return Vec::new() };
            let mut found = Vec::new();
            for task in covers {
                let Some(definition) = package.tasks.get(*task as usize) else { continue };
                let (pages, repeats) = placed_before(&definition.places, index);
                for other in pages {
                    let Some(other) = package.pages.get(other as usize) else { continue };
                    found.extend(asked_items(&other.shown).into_iter().map(Covered::Item));
                    match other.kind {
                        PageKind::List(repeat) => found.push(Covered::List(repeat)),
                        PageKind::Check { mark, .. } => found.push(Covered::Item(mark)),
                        PageKind::Form | PageKind::Stop => {}
                    }
                }
                found.extend(repeats.into_iter().map(Covered::List));
            }
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}
