//! Tasks, pages, lists and what stands on them.

use super::texts::Owner;
use super::{Around, index};
use crate::diagnostics::{Code, Finding};
use crate::model::{Model, Reader, Reference, ShownDraft};
use crate::syntax::Node;
use interview::package::{
    ConditionIndex, ConditionOwner, FrameType, ItemKind, Page, PageIndex, PageKind, Placed, RepeatIndex, Task,
};

impl<'a> Model<'a> {
    pub(super) fn task(&mut self, node: &'a Node, section: &str) {
        let task = self.task_index();
        if let Some((_, first)) = self.task_names.get(node.id()) {
            let finding = Finding::new(Code::D202, node.id_span(), format!("task `{}` is there twice", node.id()));
            self.report.add(finding.note(*first, "used first here"));
        } else {
            self.task_names.insert(node.id().to_owned(), (task, node.id_span()));
        }
        let around = Around::default();
        let condition = self.container(node, &around, 0, ConditionOwner::Task(task));
        let title = self.text_argument(node, 1, Owner::new(0, 0, Reader::Inside(condition)));
        let source = self.source(node.id_span());
        self.package.tasks.push(Task {
            id: node.id().to_owned(),
            title,
            condition,
            after: Vec::new(),
            places: Vec::new(),
            section: section.to_owned(),
            source,
        });
        let after =
            node.all("after").map(|after| Reference { name: after.id().to_owned(), span: after.id_span(), scope: 0 });
        self.task_after.push(after.collect());
        let inside = around.with(condition);
        let has_places = node.children.iter().any(|child| matches!(child.name, "page" | "list" | "each"));
        if !has_places && !node.damaged {
            self.report.say(Code::D104, node.span, format!("task `{}` has no `page`", node.id()));
        }
        let places = self.places(node, &inside);
        if let Some(made) = self.package.tasks.get_mut(task as usize) {
            made.places = places;
        }
    }

    /// Pages and lists share names of their own: one may be called as its task is.
    fn name_place(&mut self, node: &Node) {
        if let Some(first) = self.place_names.get(node.id()) {
            let finding = Finding::new(Code::D202, node.id_span(), format!("page `{}` is there twice", node.id()));
            self.report.add(finding.note(*first, "used first here"));
        } else {
            self.place_names.insert(node.id().to_owned(), node.id_span());
        }
    }

    fn places(&mut self, node: &'a Node, around: &Around) -> Vec<Placed> {
        let mut places = Vec::new();
        for child in &node.children {
            match child.name {
                "page" => places.push(Placed::Page(self.page(child, around))),
                "list" => places.extend(self.list(child, around).map(Placed::Page)),
                "each" => {
                    let (repeat, inside) = self.each(child, around);
                    let inner = self.places(child, &inside);
                    match repeat {
                        Some((repeat, _)) => places.push(Placed::Each { repeat, places: inner }),
                        None => places.extend(inner),
                    }
                }
                _ => {}
            }
        }
        places
    }

    /// What is around the contents of an `each`, and its repeat with its condition; D308 outside of the outer repeat.
    fn each(&mut self, node: &'a Node, around: &Around) -> (Option<(RepeatIndex, ConditionIndex)>, Around) {
        let broken = Around { damaged: true, ..around.clone() };
        let span = node.id_span();
        let Some(repeat) = self.repeat_of(node.id(), span, around) else { return (None, broken) };
        let parent = self.package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.parent);
        if parent != around.frame {
            if !around.damaged {
                let message = match self.repeat_id(parent) {
                    Some(outer) => {
                        format!("`each {}` stands in rows of `{outer}`: put it into `each {outer}`", node.id())
                    }
                    None => format!(
                        "`each {}` stands outside of rows: `{}` is no repeat inside the one around",
                        node.id(),
                        node.id()
                    ),
                };
                self.report.say(Code::D308, span, message);
            }
            let frame: FrameType = repeat + 1;
            let condition = self.container(node, around, frame, ConditionOwner::Each);
            return (None, Around { frame, damaged: true, ..around.with(condition) });
        }
        let condition = self.container(node, around, repeat + 1, ConditionOwner::Each);
        (Some((repeat, condition)), Around { frame: repeat + 1, ..around.with(condition) })
    }

    /// The id of the repeat whose rows a frame type is.
    pub(crate) fn repeat_id(&self, frame: FrameType) -> Option<&str> {
        let repeat = frame.checked_sub(1)?;
        self.repeats.get(repeat as usize).map(|repeat| repeat.id.as_str())
    }

    fn add_page(&mut self, node: &'a Node, around: &Around, kind: PageKind) -> (PageIndex, ConditionIndex) {
        self.name_place(node);
        let page = index(self.package.pages.len());
        let condition = self.container(node, around, around.frame, ConditionOwner::Page(page));
        let owner = Owner::new(around.frame, around.scope, Reader::Inside(condition));
        let title = self.text_argument(node, 1, owner);
        let hint = self.text_of(node, "hint", owner);
        let source = self.source(node.id_span());
        self.package.pages.push(Page {
            id: node.id().to_owned(),
            title,
            kind,
            task: self.task_index().saturating_sub(1),
            frame: around.frame,
            condition,
            hint,
            law: node.child_argument("law").map(|law| law.text.clone()),
            checks: Vec::new(),
            warnings: Vec::new(),
            shown: Vec::new(),
            source,
        });
        self.page_drafts.push(Vec::new());
        self.page_covers.push(self.references(node.child("covers"), 0));
        (page, condition)
    }

    fn page(&mut self, node: &'a Node, around: &Around) -> PageIndex {
        let kind = node.property("kind").map(|kind| kind.text.as_str());
        let (page, condition) =
            self.add_page(node, around, if kind == Some("stop") { PageKind::Stop } else { PageKind::Form });
        let inside =
            Around { page: Some(page), recheck: self.references(node.child("recheck"), 0), ..around.with(condition) };
        if kind == Some("check") {
            if crate::expression::is_reserved(node.id()) || node.id() == "evidence" {
                let message =
                    format!("`{}` is a word of the language, so it cannot be the id of a check page", node.id());
                self.report.say(Code::D102, node.id_span(), message);
            }
            let mark = Node { children: Vec::new(), ..node.clone() };
            let around = Around { recheck: Vec::new(), ..inside.clone() };
            let item = self.add_item(&mark, &around, ItemKind::Mark { page });
            if let Some(made) = self.package.pages.get_mut(page as usize) {
                made.kind = PageKind::Check { covers: Vec::new(), mark: item };
            }
        }
        self.page_shape(node, kind);
        let mut shown = Vec::new();
        self.shown(node, &inside, &mut shown);
        self.container_checks(node, &inside, condition);
        if let Some(draft) = self.page_drafts.get_mut(page as usize) {
            *draft = shown;
        }
        page
    }

    fn page_shape(&mut self, node: &'a Node, kind: Option<&str>) {
        let what = format!("page `{}`", node.id());
        match (kind, node.child("covers")) {
            (Some("check"), None) if !node.damaged => {
                self.report.say(Code::D104, node.span, format!("{what} has no `covers`"));
            }
            (Some("check"), _) | (_, None) => {}
            (_, Some(covers)) => {
                self.report.say(
                    Code::D102,
                    covers.span,
                    format!("`covers` is known only in pages of kind `check`, {what} is none"),
                );
            }
        }
        if kind == Some("stop") {
            for asked in
                node.children.iter().filter(|child| matches!(child.name, "question" | "group" | "use-group" | "each"))
            {
                let message = format!("{what} is of kind `stop`: it asks nothing");
                self.report.say(Code::D102, asked.span, message);
            }
        }
    }

    fn shown(&mut self, node: &'a Node, around: &Around, shown: &mut Vec<ShownDraft>) {
        for child in &node.children {
            match child.name {
                "question" | "derive" | "group" | "use-group" => self.item(child, around, shown),
                "show" => shown.push(ShownDraft::Name {
                    reference: Reference { name: child.id().to_owned(), span: child.id_span(), scope: around.scope },
                    conditions: around.conditions.clone(),
                    frame: around.frame,
                    damaged: around.damaged,
                }),
                "each" => {
                    let (repeat, inside) = self.each(child, around);
                    let mut own = Vec::new();
                    self.shown(child, &inside, &mut own);
                    match repeat {
                        Some((repeat, condition)) => shown.push(ShownDraft::Each { repeat, condition, shown: own }),
                        None => shown.append(&mut own),
                    }
                }
                _ => {}
            }
        }
    }

    fn list(&mut self, node: &'a Node, around: &Around) -> Option<PageIndex> {
        let of = node.property("of")?;
        let Some(repeat) = self.repeat_of(&of.text, of.span, around) else {
            self.add_page(node, around, PageKind::Form);
            return None;
        };
        let parent = self.package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.parent);
        if parent != around.frame && !around.damaged {
            let message = match self.repeat_id(parent) {
                Some(outer) => {
                    format!("list `{}` is of a repeat in rows of `{outer}`: put it into `each {outer}`", node.id())
                }
                None => format!("list `{}` stands in rows, but `{}` does not", node.id(), of.text),
            };
            self.report.say(Code::D308, of.span, message);
        }
        let (page, _) = self.add_page(node, around, PageKind::List(repeat));
        Some(page)
    }
}
