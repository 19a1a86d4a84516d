//! Walks the interview in the order of its sources, modules where they are used and templates where they are used, and
//! makes the package as far as names need not be known for it. Indices given here are final.

mod definitions;
mod items;
mod pages;
mod texts;

use crate::diagnostics::{Code, Finding};
use crate::model::{ItemMeta, Model, Named, Reader, Reference, RepeatMeta, Scope, ScopeIndex};
use crate::nearest::nearest;
use crate::source::Span;
use crate::syntax::{Node, TypeKind};
use interview::package::{
    Condition, ConditionIndex, ConditionOwner, ConditionRule, FrameType, Item, ItemIndex, ItemKind, PageIndex,
    RepeatIndex, TaskIndex, Type,
};
use std::collections::BTreeSet;

/// What is around a node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    pub(crate) frame: FrameType,
    pub(crate) conditions: Vec<ConditionIndex>,
    pub(crate) scope: ScopeIndex,
    pub(crate) page: Option<PageIndex>,
    pub(crate) recheck: Vec<Reference>,
    pub(crate) law: Option<String>,
    /// In a part whose rows are not known, since its `each` was wrong.
    pub(crate) damaged: bool,
}

impl Around {
    /// Who a container's `when` is read by: nobody, or the container around it.
    pub(crate) fn with(&self, condition: ConditionIndex) -> Self {
        Self { conditions: vec![condition], ..self.clone() }
    }
}

/// An index, small by the limits of E-5.
pub(crate) fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl<'a> Model<'a> {
    /// Walks everything that belongs to the interview.
    pub(crate) fn declare(&mut self, interview: &'a Node) {
        let bodies = self.bodies(interview);
        self.collect_definitions(&bodies);
        self.find_repeats(&bodies);
        self.interview_header(interview);
        for (body, section) in &bodies {
            for node in body {
                self.declaration(node, section);
            }
        }
        if self.package.items.len() > 20_000 {
            self.report.say(Code::D107, interview.id_span(), "more than 20,000 items");
        }
    }

    /// The nodes of the interview in order, a module's in the place of its `use`, with the section they are in.
    fn bodies(&mut self, interview: &'a Node) -> Vec<(Vec<&'a Node>, String)> {
        let reading = self.reading;
        let modules: Vec<&Node> = reading.nodes.iter().filter(|node| node.name == "module").collect();
        for (index, module) in modules.iter().enumerate() {
            if let Some(first) = modules.iter().take(index).find(|other| other.id() == module.id()) {
                let finding =
                    Finding::new(Code::D202, module.id_span(), format!("module `{}` is there twice", module.id()));
                self.report.add(finding.note(first.id_span(), "given first here"));
            }
        }
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let mut bodies: Vec<(Vec<&Node>, String)> = vec![(Vec::new(), interview.id().to_owned())];
        for node in &interview.children {
            if node.name != "use" {
                if let Some((body, _)) = bodies.last_mut() {
                    body.push(node);
                }
                continue;
            }
            match modules.iter().find(|module| module.id() == node.id()) {
                Some(module) if used.insert(module.id()) => {
                    bodies.push((module.children.iter().collect(), module.id().to_owned()));
                    bodies.push((Vec::new(), interview.id().to_owned()));
                }
                Some(module) => {
                    self.report.say(Code::D103, node.id_span(), format!("module `{}` is used twice", module.id()));
                }
                None if self.is_lost(node.id()) => self.missing_module = true,
                None => {
                    self.missing_module = true;
                    let meant = nearest(node.id(), modules.iter().map(|module| module.id()));
                    let finding =
                        Finding::new(Code::D201, node.id_span(), format!("there is no module `{}`", node.id()));
                    self.report.add(finding.meant(meant));
                }
            }
        }
        bodies
    }

    fn declaration(&mut self, node: &'a Node, section: &str) {
        let around = Around::default();
        match node.name {
            "question" | "derive" | "fact" | "group" | "repeat" => self.item(node, &around, &mut Vec::new()),
            "evidence" => self.evidence(node),
            "task" => self.task(node, section),
            _ => {}
        }
    }

    /// Whether an id is one of those in a part that was not understood.
    pub(crate) fn is_lost(&self, name: &str) -> bool {
        self.missing_module
            || self.reading.lost.contains(name)
            || self.lost_prefixes.iter().any(|prefix| name.starts_with(prefix.as_str()))
            || self.top.get(name).is_some_and(|(named, _)| *named == Named::Lost)
    }

    /// The id a name has outside of the template it is written in.
    pub(crate) fn full_name(&self, name: &str, scope: ScopeIndex) -> String {
        let mut scope = scope;
        while let Some(instance) = self.scopes.get(scope as usize).filter(|_| scope != 0) {
            if instance.members.contains(name) {
                return format!("{}{name}", instance.prefix);
            }
            scope = instance.parent;
        }
        name.to_owned()
    }

    /// The instance of a template that a `use-group` makes; `None` if there is no such template.
    pub(crate) fn instance(&mut self, node: &'a Node, outer: ScopeIndex) -> Option<(&'a Node, ScopeIndex)> {
        let template = self.templates.get(node.id()).copied();
        let prefix = node.property("as").map_or_else(String::new, |own| format!("{}_", own.text));
        let prefix = format!("{}{prefix}", self.scopes.get(outer as usize).map_or("", |scope| scope.prefix.as_str()));
        let Some(template) = template else {
            if !self.is_lost(node.id()) {
                let meant = nearest(node.id(), self.templates.keys().copied());
                let finding = Finding::new(Code::D201, node.id_span(), format!("there is no template `{}`", node.id()));
                self.report.add(finding.meant(meant));
            }
            if !prefix.is_empty() && !self.lost_prefixes.contains(&prefix) {
                self.lost_prefixes.push(prefix);
            }
            return None;
        };
        let key = (node.span, outer);
        if let Some(scope) = self.instances.get(&key) {
            return Some((template, *scope));
        }
        if self.is_inside(template, outer) {
            let message = format!("template `{0}` uses itself: {0} -> {0}", template.id());
            self.report.say(Code::D301, node.id_span(), message);
            return None;
        }
        if self.scopes.iter().any(|scope| !scope.prefix.is_empty() && scope.prefix == prefix) {
            let span = node.property("as").map_or(node.span, |own| own.span);
            let message = format!(
                "two groups are used as `{}`: their items would be defined twice",
                prefix.trim_end_matches('_')
            );
            self.report.say(Code::D302, span, message);
            return None;
        }
        let mut members = BTreeSet::new();
        self.members(&template.children, "", 0, &mut members);
        let scope = index(self.scopes.len());
        self.scopes.push(Scope { prefix, members, parent: outer, template: template.id().to_owned() });
        self.instances.insert(key, scope);
        Some((template, scope))
    }

    fn is_inside(&self, template: &Node, scope: ScopeIndex) -> bool {
        let mut scope = scope;
        while let Some(instance) = self.scopes.get(scope as usize).filter(|_| scope != 0) {
            if instance.template == template.id() {
                return true;
            }
            scope = instance.parent;
        }
        false
    }

    /// Short ids of what a template declares.
    fn members(&self, nodes: &[Node], prefix: &str, depth: u32, found: &mut BTreeSet<String>) {
        for node in nodes {
            match node.name {
                "question" | "derive" | "fact" => {
                    found.insert(format!("{prefix}{}", node.id()));
                }
                "group" | "repeat" => {
                    if node.argument(0).is_some() {
                        found.insert(format!("{prefix}{}", node.id()));
                    }
                    self.members(&node.children, prefix, depth, found);
                }
                "use-group" if depth < 16 => {
                    let inner = node.property("as").map_or_else(String::new, |own| format!("{prefix}{}_", own.text));
                    if let Some(template) = self.templates.get(node.id()) {
                        self.members(&template.children, &inner, depth + 1, found);
                    }
                }
                _ => {}
            }
        }
    }

    /// Repeats first, since any task may place pages of any repeat.
    fn find_repeats(&mut self, bodies: &[(Vec<&'a Node>, String)]) {
        for in_tasks in [false, true] {
            for node in bodies.iter().flat_map(|(body, _)| body) {
                match node.name {
                    "repeat" | "group" if !in_tasks => self.find_repeats_in(node, 0, 0, 0),
                    "task" if in_tasks => self.find_repeats_in(node, 0, 0, 0),
                    _ => {}
                }
            }
        }
    }

    fn find_repeats_in(&mut self, node: &'a Node, frame: FrameType, scope: ScopeIndex, depth: u32) {
        let (mut inner, mut depth) = (frame, depth);
        match node.name {
            "repeat" => {
                depth += 1;
                inner = self.add_repeat(node, frame, scope, depth);
            }
            "each" => {
                if let Some(repeat) = self.repeat_named(&self.full_name(node.id(), scope), Some(frame)) {
                    inner = repeat + 1;
                    depth += 1;
                }
            }
            "use-group" => {
                if let Some((template, scope)) = self.instance(node, scope) {
                    template.children.iter().for_each(|child| self.find_repeats_in(child, frame, scope, depth));
                }
                return;
            }
            "group" | "task" | "page" => {}
            _ => return,
        }
        node.children.iter().for_each(|child| self.find_repeats_in(child, inner, scope, depth));
    }

    fn add_repeat(&mut self, node: &'a Node, frame: FrameType, scope: ScopeIndex, depth: u32) -> FrameType {
        let repeat: RepeatIndex = index(self.repeats.len());
        let prefix = self.scopes.get(scope as usize).map_or("", |scope| scope.prefix.as_str());
        let id = format!("{prefix}{}", node.id());
        if depth > 3 {
            let message = format!("repeat `{id}` is nested {depth} deep, at most 3 are allowed");
            self.report.say(Code::D304, node.id_span(), message);
        }
        let row_condition = self.add_condition(
            repeat + 1,
            Vec::new(),
            ConditionRule::Row(repeat),
            node.id_span(),
            ConditionOwner::Row(repeat),
        );
        self.package.repeats.push(interview::package::Repeat {
            item: 0,
            parent: frame,
            for_options: Vec::new(),
            rows: None,
            min: None,
            max: None,
            always_ended: false,
            row_title: None,
            row_condition,
        });
        self.repeats.push(RepeatMeta { id, span: node.id_span(), for_names: Vec::new() });
        self.repeat_keys.insert((node.span, scope), repeat);
        repeat + 1
    }

    /// A repeat by its full id, the one that stands directly in `frame` before others of that id.
    pub(crate) fn repeat_named(&self, id: &str, frame: Option<FrameType>) -> Option<RepeatIndex> {
        let mut found = (0..).zip(&self.repeats).filter(|(_, repeat)| repeat.id == id).map(|(index, _)| index);
        let first = found.next()?;
        let parent = |repeat: RepeatIndex| self.package.repeats.get(repeat as usize).map(|repeat| repeat.parent);
        std::iter::once(first).chain(found).find(|repeat| frame.is_some() && parent(*repeat) == frame).or(Some(first))
    }

    /// A repeat by a name as written; D201 or D211 if there is none. The nearest one is taken then, so that what stands in
    /// its rows is not wrong as well.
    pub(crate) fn repeat_of(&mut self, name: &str, span: Span, around: &Around) -> Option<RepeatIndex> {
        let full = self.full_name(name, around.scope);
        let found = self.repeat_named(&full, Some(around.frame));
        if found.is_some() || self.is_lost(&full) {
            return found;
        }
        let near = nearest(&full, self.repeats.iter().map(|repeat| repeat.id.as_str())).map(str::to_owned);
        self.late_repeats.push(Reference { name: full, span, scope: around.scope });
        near.and_then(|near| self.repeat_named(&near, Some(around.frame)))
    }

    pub(crate) fn add_condition(
        &mut self,
        frame: FrameType,
        parents: Vec<ConditionIndex>,
        rule: ConditionRule,
        span: Span,
        owner: ConditionOwner,
    ) -> ConditionIndex {
        let source = self.source(span);
        self.package.conditions.push(Condition { frame, parents, rule, source, owner });
        index(self.package.conditions.len() - 1)
    }

    /// A container's condition, its `when` read inside what is around it.
    pub(crate) fn container(
        &mut self,
        node: &'a Node,
        around: &Around,
        frame: FrameType,
        owner: ConditionOwner,
    ) -> ConditionIndex {
        let mut parents = around.conditions.clone();
        if frame != around.frame
            && let Some(repeat) = frame.checked_sub(1).and_then(|repeat| self.package.repeats.get(repeat as usize))
        {
            parents.push(repeat.row_condition);
        }
        let condition = self.add_condition(frame, parents, ConditionRule::Always, node.id_span(), owner);
        let owner = texts::Owner::new(frame, around.scope, Reader::ConditionOf(condition));
        if let Some(code) = self.condition_of(node, "when", owner)
            && let Some(added) = self.package.conditions.get_mut(condition as usize)
        {
            added.rule = ConditionRule::When(code);
        }
        condition
    }

    pub(crate) fn add_item(&mut self, node: &Node, around: &Around, kind: ItemKind) -> ItemIndex {
        let prefix = self.scopes.get(around.scope as usize).map_or("", |scope| scope.prefix.as_str());
        let id = format!("{prefix}{}", node.id());
        let mut conditions = around.conditions.clone();
        if let Some(repeat) = around.frame.checked_sub(1).and_then(|repeat| self.package.repeats.get(repeat as usize))
            && !conditions.contains(&repeat.row_condition)
        {
            conditions.push(repeat.row_condition);
        }
        let mut recheck = self.references(node.child("recheck"), around.scope);
        recheck.extend(around.recheck.iter().cloned());
        self.package.items.push(Item {
            id,
            frame: around.frame,
            when: None,
            conditions,
            ask: None,
            hint: None,
            recheck: Vec::new(),
            law: node.child_argument("law").map(|law| law.text.clone()).or_else(|| around.law.clone()),
            page: around.page,
            source: self.source(node.id_span()),
            kind,
        });
        self.items.push(ItemMeta {
            span: node.id_span(),
            from: node.property("from").map(|from| Reference {
                name: from.text.clone(),
                span: from.span,
                scope: around.scope,
            }),
            value: node.value.clone(),
            recheck,
            damaged: node.damaged || around.damaged,
            ..ItemMeta::default()
        });
        index(self.package.items.len() - 1)
    }

    /// All arguments of a node as names.
    pub(crate) fn references(&self, node: Option<&Node>, scope: ScopeIndex) -> Vec<Reference> {
        let arguments = node.map(|node| node.arguments.as_slice()).unwrap_or_default();
        arguments.iter().map(|name| Reference { name: name.text.clone(), span: name.span, scope }).collect()
    }

    /// The type as the package has it; texts where it is not known, which is reported.
    pub(crate) fn package_type(&mut self, node: &Node, around: &Around) -> Type {
        match node.value.as_ref().map(|value| value.kind.clone()) {
            Some(TypeKind::YesNo) => Type::YesNo,
            Some(TypeKind::Choice) => Type::Choice,
            Some(TypeKind::Choices) => Type::Choices,
            Some(TypeKind::Text { long }) => Type::Text { long },
            Some(TypeKind::Date) => Type::Date,
            Some(TypeKind::Period) => Type::Period,
            Some(TypeKind::Money) => Type::Money,
            Some(TypeKind::Count) => Type::Count,
            Some(TypeKind::Rate) => Type::Rate,
            Some(TypeKind::Files) => Type::Files,
            Some(TypeKind::List) => Type::List,
            Some(TypeKind::Row(name, span)) => {
                self.repeat_of(&name, span, around).map_or(Type::Text { long: false }, Type::Row)
            }
            Some(TypeKind::Rows(name, span)) => {
                self.repeat_of(&name, span, around).map_or(Type::Text { long: false }, Type::Rows)
            }
            Some(TypeKind::Unknown) | None => Type::Text { long: false },
        }
    }

    /// A place as the package has it; the index of the file is put in order when the package is written.
    pub(crate) fn source(&self, span: Span) -> interview::package::Span {
        let (line, column) = self.sources.position(span);
        interview::package::Span { file: span.file, line, column }
    }

    pub(crate) fn task_index(&self) -> TaskIndex {
        index(self.package.tasks.len())
    }
}
