//! Looks up the names that stand outside of expressions, once everything is declared.

mod names;
mod pages;
mod sets;

pub(crate) use sets::plain;

use crate::diagnostics::{Code, Finding};
use crate::model::{Model, OptionSet, Reference, Ty};
use crate::nearest::nearest;
use interview::package::{ItemIndex, ItemKind, RepeatIndex, TaskIndex};

impl Model<'_> {
    /// Names, sets of options and types of items; then what refers to them.
    pub(crate) fn link(&mut self) {
        self.register_names();
        self.unknown_repeats();
        self.link_sets();
        self.link_rechecks();
        for repeat in (0..).take(self.repeats.len()) {
            self.link_for(repeat);
        }
        self.link_tasks();
        self.link_accepts();
        self.link_pages();
    }

    /// D201 with the nearest name of those given.
    pub(crate) fn unknown<'n>(&mut self, reference: &Reference, what: &str, names: impl IntoIterator<Item = &'n str>) {
        if self.is_lost(&reference.name) || self.is_lost(&self.full_name(&reference.name, reference.scope)) {
            return;
        }
        let meant = nearest(&reference.name, names);
        let message = format!("there is no {what} `{}`", reference.name);
        self.report.add(Finding::new(Code::D201, reference.span, message).meant(meant));
    }

    fn unknown_repeats(&mut self) {
        for reference in std::mem::take(&mut self.late_repeats) {
            let known = self.top.get(&reference.name).map(|(named, _)| named.what());
            let known = known.or_else(|| self.find_anywhere(&reference.name).map(|_| "no repeat"));
            if let Some(what) = known {
                self.report.say(
                    Code::D211,
                    reference.span,
                    format!("`{}` is {what}, a repeat is wanted", reference.name),
                );
                continue;
            }
            let ids: Vec<String> = self.repeats.iter().map(|repeat| repeat.id.clone()).collect();
            self.unknown(&reference, "repeat", ids.iter().map(String::as_str));
        }
    }

    fn link_rechecks(&mut self) {
        for item in 0..self.items.len() {
            let Some(references) = self.items.get(item).map(|meta| meta.recheck.clone()) else { continue };
            let frame = self.package.items.get(item).map_or(0, |item| item.frame);
            let mut found: Vec<ItemIndex> = Vec::new();
            for reference in references {
                let full = self.full_name(&reference.name, reference.scope);
                let read = self.find(&full, frame).or_else(|| self.find_anywhere(&full));
                match read {
                    Some(read) if self.items.get(read as usize).is_some_and(|meta| meta.sensitive) => {
                        self.report.say(
                            Code::D201,
                            reference.span,
                            format!("`{}` is sensitive: nothing may read it", reference.name),
                        );
                    }
                    Some(read) if !found.contains(&read) => found.push(read),
                    Some(_) => {}
                    None => {
                        let ids: Vec<String> = self.frames_of.keys().cloned().collect();
                        self.unknown(&reference, "item", ids.iter().map(String::as_str));
                    }
                }
            }
            if let Some(item) = self.package.items.get_mut(item) {
                item.recheck = found;
            }
        }
    }

    /// `for=`: questions of type `choices` around the repeat; an option in two of them is D202 (E-81).
    fn link_for(&mut self, repeat: RepeatIndex) {
        let Some(references) = self.repeats.get(repeat as usize).map(|meta| meta.for_names.clone()) else { return };
        let parent = self.package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.parent);
        let mut options: Vec<String> = Vec::new();
        let mut found = Vec::new();
        for reference in references {
            let full = self.full_name(&reference.name, reference.scope);
            let Some(item) = self.find(&full, parent) else {
                if let Some(item) = self.find_anywhere(&full) {
                    self.outside(&reference, item);
                    continue;
                }
                let ids: Vec<String> = self.frames_of.keys().cloned().collect();
                self.unknown(&reference, "question", ids.iter().map(String::as_str));
                continue;
            };
            let set = match self.ty_of(item) {
                Ty::Choices(set) => self.set(set).cloned().unwrap_or_default(),
                Ty::Unknown => continue,
                _ => {
                    let message = format!("`for=` wants a question of type `choices`, `{}` is none", reference.name);
                    self.report.say(Code::D205, reference.span, message);
                    continue;
                }
            };
            found.push(item);
            for id in set.ids.iter().filter(|id| !set.alone.contains(*id)) {
                if options.contains(id) {
                    let message = format!("option `{id}` is in two of the questions of `for=`");
                    self.report.say(Code::D202, reference.span, message);
                    break;
                }
            }
            options.extend(set.ids.into_iter().filter(|id| !set.alone.contains(id)));
        }
        if let [first, _, ..] = found.as_slice()
            && let Ty::Choices(set) = self.ty_of(*first)
        {
            let columns = self.set(set).and_then(|set| set.from);
            let from = columns.filter(|_| found.iter().all(|item| self.columns_of(*item) == columns));
            let label = self.repeats.get(repeat as usize).map_or_else(String::new, |meta| meta.id.clone());
            let all = OptionSet { label, ids: options.into_iter().collect(), from, ..OptionSet::default() };
            self.for_sets.insert(repeat, u32::try_from(self.sets.len()).unwrap_or(0));
            self.sets.push(all);
        }
        if let Some(repeat) = self.package.repeats.get_mut(repeat as usize) {
            repeat.for_options = found;
        }
    }

    /// Where the columns of an item's options are.
    fn columns_of(&self, item: ItemIndex) -> Option<interview::package::OptionsFrom> {
        match self.ty_of(item) {
            Ty::Choices(set) => self.set(set).and_then(|set| set.from),
            _ => None,
        }
    }

    /// D204: a field of a repeat is named where none of its rows is in scope.
    pub(crate) fn outside(&mut self, reference: &Reference, item: ItemIndex) {
        let frame = self.package.items.get(item as usize).map_or(0, |item| item.frame);
        let repeat = self.repeat_id(frame).unwrap_or("").to_owned();
        let message =
            format!("`{}` is a field of repeat `{repeat}`, read outside of its rows: use an aggregate", reference.name);
        let finding = Finding::new(Code::D204, reference.span, message);
        let span = self.item_span(item);
        self.report.add(finding.note(span, "declared here"));
    }

    fn link_tasks(&mut self) {
        for task in 0..self.task_after.len() {
            let references = self.task_after.get(task).cloned().unwrap_or_default();
            let found = references.iter().filter_map(|reference| self.task_named(reference)).collect();
            if let Some(task) = self.package.tasks.get_mut(task) {
                task.after = found;
            }
        }
        for page in 0..self.page_covers.len() {
            let references = self.page_covers.get(page).cloned().unwrap_or_default();
            let found = references.iter().filter_map(|reference| self.task_named(reference)).collect();
            if let Some(page) = self.package.pages.get_mut(page)
                && let interview::package::PageKind::Check { covers, .. } = &mut page.kind
            {
                *covers = found;
            }
        }
    }

    fn task_named(&mut self, reference: &Reference) -> Option<TaskIndex> {
        if let Some((task, _)) = self.task_names.get(&reference.name) {
            return Some(*task);
        }
        let ids: Vec<String> = self.task_names.keys().cloned().collect();
        self.unknown(reference, "task", ids.iter().map(String::as_str));
        None
    }

    fn link_accepts(&mut self) {
        for reference in std::mem::take(&mut self.evidence_accepts) {
            let is_category = self.package.categories.iter().any(|category| category.id == reference.name);
            let is_evidence = self
                .package
                .items
                .iter()
                .any(|item| item.id == reference.name && matches!(item.kind, ItemKind::Evidence(_)));
            if !is_category && !is_evidence {
                let categories = self.package.categories.iter().map(|category| category.id.clone());
                let evidence = self.package.items.iter().filter(|item| matches!(item.kind, ItemKind::Evidence(_)));
                let ids: Vec<String> = categories.chain(evidence.map(|item| item.id.clone())).collect();
                self.unknown(&reference, "category or evidence", ids.iter().map(String::as_str));
            }
        }
    }
}
