//! What stands on each page: `show` looked up, every question on exactly one page (D305), checks with what they wait for.

use crate::diagnostics::{Code, Finding};
use crate::model::{Model, Reference, ShownDraft};
use crate::source::Span;
use interview::package::{
    ConditionIndex, FrameType, ItemIndex, ItemKind, PageCheck, PageIndex, PageKind, Placed, Shown,
};
use std::collections::BTreeSet;

/// Where something is put by `show`.
struct Put<'d> {
    page: PageIndex,
    conditions: &'d [ConditionIndex],
    frame: FrameType,
    damaged: bool,
    reference: &'d Reference,
}

impl Model<'_> {
    pub(super) fn link_pages(&mut self) {
        for page in 0..self.page_drafts.len() {
            let drafts = self.page_drafts.get_mut(page).map(std::mem::take).unwrap_or_default();
            let index = u32::try_from(page).unwrap_or(u32::MAX);
            let shown = self.shown_of(&drafts, index);
            if let Some(page) = self.package.pages.get_mut(page) {
                page.shown = shown;
            }
        }
        for (item, meta) in self.package.items.iter().zip(&self.items) {
            let lost = self.missing_module || self.reading.lost.contains(&item.id);
            if matches!(item.kind, ItemKind::Question(_)) && item.page.is_none() && !lost {
                let message = format!("question `{}` is on no page: put it on one with `show {}`", item.id, item.id);
                self.report.say(Code::D305, meta.span, message);
            }
        }
        self.link_checks();
    }

    fn shown_of(&mut self, drafts: &[ShownDraft], page: PageIndex) -> Vec<Shown> {
        let mut shown = Vec::new();
        for draft in drafts {
            match draft {
                ShownDraft::Item(item) => shown.push(self.written(*item)),
                ShownDraft::Name { reference, conditions, frame, damaged } => {
                    let put = Put { page, conditions, frame: *frame, damaged: *damaged, reference };
                    shown.extend(self.show(&put));
                }
                ShownDraft::Group { ask, condition, shown: inner } => {
                    let inner = self.shown_of(inner, page);
                    shown.push(Shown::Group { ask: *ask, condition: *condition, shown: inner });
                }
                ShownDraft::Each { repeat, condition, shown: inner } => {
                    let inner = self.shown_of(inner, page);
                    shown.push(Shown::Each { repeat: *repeat, condition: *condition, shown: inner });
                }
            }
        }
        shown
    }

    fn written(&self, item: ItemIndex) -> Shown {
        match self.package.items.get(item as usize).map(|item| &item.kind) {
            Some(ItemKind::Question(_)) => Shown::Ask(item),
            _ => Shown::Show(item),
        }
    }

    fn show(&mut self, put: &Put<'_>) -> Option<Shown> {
        let full = self.full_name(&put.reference.name, put.reference.scope);
        let group =
            self.groups.iter().find(|(id, ..)| *id == full).map(|(_, frame, _, condition)| (*frame, *condition));
        if let Some((frame, condition)) = group {
            let held = self.loose_groups.iter().find(|(own, _)| *own == condition).map(|(_, held)| held.clone());
            let Some(held) = held else {
                self.on_two_pages(put.reference.span, &full, None);
                return None;
            };
            if frame != put.frame {
                self.outside_each(put, frame);
                return None;
            }
            let shown = self.put_group(&held, put);
            return Some(Shown::Group { ask: None, condition, shown });
        }
        let Some(item) = self.find(&full, put.frame) else {
            match self.find_anywhere(&full) {
                Some(item) => {
                    let frame = self.package.items.get(item as usize).map_or(0, |item| item.frame);
                    // So that it is not said to be on no page as well.
                    if let Some(definition) = self.package.items.get_mut(item as usize) {
                        definition.page = definition.page.or(Some(put.page));
                    }
                    self.outside_each(put, frame);
                }
                None => {
                    let ids: Vec<String> = self.frames_of.keys().cloned().collect();
                    self.unknown(put.reference, "item", ids.iter().map(String::as_str));
                }
            }
            return None;
        };
        match self.package.items.get(item as usize).map(|item| &item.kind) {
            Some(ItemKind::Question(_)) => self.put_question(item, put),
            Some(ItemKind::Repeat(_)) => {
                let message = format!("`{full}` is a repeat: show its rows with `each {full}`");
                self.report.say(Code::D205, put.reference.span, message);
                None
            }
            _ => Some(Shown::Show(item)),
        }
    }

    fn put_group(&mut self, held: &[ShownDraft], put: &Put<'_>) -> Vec<Shown> {
        let mut shown = Vec::new();
        for draft in held {
            match draft {
                ShownDraft::Item(item) => match self.written(*item) {
                    Shown::Ask(item) => shown.extend(self.put_question(item, put)),
                    other => shown.push(other),
                },
                ShownDraft::Group { ask, condition, shown: inner } => {
                    let inner = self.put_group(inner, put);
                    shown.push(Shown::Group { ask: *ask, condition: *condition, shown: inner });
                }
                ShownDraft::Name { .. } | ShownDraft::Each { .. } => {}
            }
        }
        shown
    }

    /// Puts a question declared elsewhere onto a page, once.
    fn put_question(&mut self, item: ItemIndex, put: &Put<'_>) -> Option<Shown> {
        let definition = self.package.items.get_mut(item as usize)?;
        let meta = self.items.get_mut(item as usize)?;
        if definition.frame != put.frame {
            let frame = definition.frame;
            definition.page = definition.page.or(Some(put.page));
            self.outside_each(put, frame);
            return None;
        }
        if definition.page.is_some() {
            let (id, first) = (definition.id.clone(), meta.shown.first().copied().unwrap_or(meta.span));
            self.on_two_pages(put.reference.span, &id, Some(first));
            return None;
        }
        definition.page = Some(put.page);
        meta.shown.push(put.reference.span);
        for condition in put.conditions {
            if !definition.conditions.contains(condition) {
                definition.conditions.push(*condition);
            }
        }
        Some(Shown::Ask(item))
    }

    fn on_two_pages(&mut self, span: Span, id: &str, first: Option<Span>) {
        let mut finding = Finding::new(Code::D305, span, format!("`{id}` is on two pages"));
        if let Some(first) = first {
            finding = finding.note(first, "asked here already");
        }
        self.report.add(finding);
    }

    fn outside_each(&mut self, put: &Put<'_>, frame: FrameType) {
        if put.damaged {
            return;
        }
        let name = &put.reference.name;
        let message = match self.repeat_id(frame) {
            Some(repeat) => format!("`{name}` is a field of repeat `{repeat}`: show it in `each {repeat}`"),
            None => format!("`{name}` is no field of these rows: ask it on a page outside of `each`"),
        };
        self.report.say(Code::D308, put.reference.span, message);
    }

    /// Everything around a set of conditions, themselves included.
    pub(crate) fn closure(&self, conditions: &[ConditionIndex]) -> BTreeSet<ConditionIndex> {
        let mut all = BTreeSet::new();
        let mut left = conditions.to_vec();
        while let Some(condition) = left.pop() {
            if all.insert(condition) {
                left.extend(
                    self.package.conditions.get(condition as usize).into_iter().flat_map(|c| c.parents.iter().copied()),
                );
            }
        }
        all
    }

    fn link_checks(&mut self) {
        let checks = std::mem::take(&mut self.checks);
        if checks.is_empty() {
            return;
        }
        let around: Vec<BTreeSet<ConditionIndex>> =
            self.package.items.iter().map(|item| self.closure(&item.conditions)).collect();
        for check in checks {
            let mut items: Vec<ItemIndex> = Vec::new();
            for (index, (item, around)) in (0..).zip(self.package.items.iter().zip(&around)) {
                let counts = matches!(item.kind, ItemKind::Question(_) | ItemKind::Derive(_) | ItemKind::Fact(_));
                if counts && around.contains(&check.within) {
                    items.push(index);
                }
            }
            let page =
                check.page.or_else(|| items.iter().find_map(|item| self.package.items.get(*item as usize)?.page));
            let Some(page) = page else { continue };
            for item in self.covered_items(page) {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
            let made = PageCheck {
                condition: check.condition,
                text: check.text,
                within: check.within,
                frame: check.frame,
                items,
            };
            if let Some(page) = self.package.pages.get_mut(page as usize) {
                if check.warning { page.warnings.push(made) } else { page.checks.push(made) }
            }
        }
    }

    /// Questions a check page covers: those of its tasks, of its own the pages before it (E-86).
    pub(crate) fn covered_items(&self, page: PageIndex) -> Vec<ItemIndex> {
        let Some(PageKind::Check { covers, .. }) = self.package.pages.get(page as usize).map(|page| &page.kind) else {
            return Vec::new();
        };
        let mut pages = BTreeSet::new();
        for task in covers {
            let mut left: Vec<&Placed> =
                self.package.tasks.get(*task as usize).into_iter().flat_map(|task| task.places.iter().rev()).collect();
            while let Some(place) = left.pop() {
                match place {
                    Placed::Page(own) if *own == page => break,
                    Placed::Page(own) => {
                        pages.insert(*own);
                    }
                    Placed::Each { places, .. } => left.extend(places.iter().rev()),
                }
            }
        }
        let asked = (0..).zip(&self.package.items).filter(|(_, item)| {
            matches!(item.kind, ItemKind::Question(_)) && item.page.is_some_and(|page| pages.contains(&page))
        });
        asked.map(|(index, _)| index).collect()
    }
}
