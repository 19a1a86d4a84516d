//! What each node reads: the same walk over a rule that judging it takes, but over every branch. Expressions stand in
//! `code.rs`.

use super::shape::{asked_items, innermost_around, placed_pages, repeats_below, shows_value};
use super::{Covered, Graph, ItemNodes, NONE, Node, NodeIndex, NodeKind, RepeatNodes};
use crate::package::{
    ConditionIndex, ConditionRule, FrameType, ItemIndex, ItemKind, Options, OptionsFrom, Package, PageIndex, PageKind,
    RepeatIndex, Shown, TaskIndex, Type,
};

/// Collects what one node reads.
pub(super) struct Reader<'a> {
    pub(super) package: &'a Package,
    pub(super) graph: &'a Graph,
    /// The frame type of the reader.
    pub(super) frame: FrameType,
    /// Nodes read, each with the frame type that the reader shares with it.
    pub(super) reads: Vec<(NodeIndex, FrameType)>,
    /// Items of which it reads why they are void.
    pub(super) causes: Vec<(ItemIndex, FrameType)>,
    pub(super) today: bool,
    pub(super) files: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(package: &'a Package, graph: &'a Graph) -> Self {
        Self { package, graph, frame: 0, reads: Vec::new(), causes: Vec::new(), today: false, files: false }
    }

    /// Starts anew with another node.
    pub(super) fn read(&mut self, node: &Node) {
        (self.frame, self.today, self.files) = (node.frame, false, false);
        self.reads.clear();
        self.causes.clear();
        self.node(node.kind);
    }

    pub(super) fn item_nodes(&self, item: ItemIndex) -> Option<&ItemNodes> {
        self.graph.items.get(item as usize)
    }

    pub(super) fn repeat_nodes(&self, repeat: RepeatIndex) -> Option<&RepeatNodes> {
        self.graph.repeats.get(repeat as usize)
    }

    /// Reads a node found by going up from the reader's frame, or any instance of it below a frame around both.
    pub(super) fn push(&mut self, node: NodeIndex) {
        if let Some(read) = self.graph.nodes.get(node as usize) {
            let shared = innermost_around(self.package, read.frame, self.frame);
            self.reads.push((node, shared));
        }
    }

    pub(super) fn relevance(&mut self, item: ItemIndex) {
        if let Some(node) = self.item_nodes(item).map(|nodes| nodes.relevance) {
            self.push(node);
        }
    }

    fn value(&mut self, item: ItemIndex) {
        if let Some(node) = self.item_nodes(item).map(|nodes| nodes.value) {
            self.push(node);
        }
    }

    fn condition(&mut self, condition: ConditionIndex) {
        if let Some(node) = self.graph.conditions.get(condition as usize).copied() {
            self.push(node);
        }
    }

    pub(super) fn list(&mut self, repeat: RepeatIndex, with_end: bool) {
        if let Some(nodes) = self.repeat_nodes(repeat).copied() {
            self.push(nodes.rows);
            if with_end {
                self.push(nodes.open);
            }
        }
    }

    fn recheck(&mut self, item: ItemIndex) {
        let Some(item) = self.package.items.get(item as usize) else { return };
        for read in &item.recheck {
            match self.package.items.get(*read as usize).map(|item| &item.kind) {
                Some(ItemKind::Repeat(repeat)) => self.list(*repeat, true),
                _ => {
                    self.value(*read);
                    for repeat in repeats_below(self.package, self.frame, *read) {
                        self.list(repeat, true);
                    }
                }
            }
        }
    }

    fn node(&mut self, kind: NodeKind) {
        match kind {
            NodeKind::Condition(condition) => self.condition_node(condition),
            NodeKind::Relevance(item) => {
                let Some(item) = self.package.items.get(item as usize) else { return };
                item.conditions.iter().for_each(|condition| self.condition(*condition));
                self.code(item.when);
            }
            NodeKind::Value(item) => self.value_node(item),
            NodeKind::Required(item) => {
                self.relevance(item);
                if let Some(ItemKind::Question(question)) = self.package.items.get(item as usize).map(|i| &i.kind) {
                    self.code(question.required);
                }
            }
            NodeKind::Options(item) => {
                self.relevance(item);
                if let Some(ItemKind::Question(question)) = self.package.items.get(item as usize).map(|i| &i.kind) {
                    self.options(question.options.as_ref(), true);
                }
            }
            NodeKind::Problems(item) => self.problems_node(item),
            NodeKind::Wanted(item) => {
                self.relevance(item);
                self.recheck(item);
                self.today = true;
            }
            NodeKind::Given(_) => self.files = true,
            NodeKind::Excused(item) => {
                self.relevance(item);
                if let Some(ItemKind::Evidence(evidence)) = self.package.items.get(item as usize).map(|i| &i.kind) {
                    self.code(evidence.excused);
                }
            }
            NodeKind::RowTotal(repeat) => {
                if let Some(repeat) = self.package.repeats.get(repeat as usize) {
                    self.code(repeat.rows);
                }
            }
            NodeKind::Rows(repeat) => self.rows_node(repeat),
            NodeKind::Open(repeat) => {
                if let Some(nodes) = self.repeat_nodes(repeat).copied()
                    && nodes.total != NONE
                {
                    self.push(nodes.total);
                }
                if let Some(repeat) = self.package.repeats.get(repeat as usize) {
                    self.relevance(repeat.item);
                }
            }
            NodeKind::PageRelevance(page) => self.page_relevance_node(page),
            NodeKind::PageChecks(page) => self.page_checks_node(page),
            NodeKind::PageStatus(page) => self.page_status_node(page),
            NodeKind::TaskStatus(task) => self.task_status_node(task),
        }
    }

    fn condition_node(&mut self, condition: ConditionIndex) {
        let Some(condition) = self.package.conditions.get(condition as usize) else { return };
        condition.parents.iter().for_each(|parent| self.condition(*parent));
        match condition.rule {
            ConditionRule::Always => {}
            ConditionRule::When(code) => self.code(Some(code)),
            ConditionRule::Row(repeat) => {
                let Some(definition) = self.package.repeats.get(repeat as usize) else { return };
                self.relevance(definition.item);
                definition.for_options.iter().for_each(|question| self.value(*question));
                if let Some(nodes) = self.repeat_nodes(repeat).copied() {
                    if nodes.total != NONE {
                        self.push(nodes.total);
                    }
                    // A row is judged only once it is there.
                    self.push(nodes.rows);
                }
            }
        }
    }

    fn value_node(&mut self, index: ItemIndex) {
        self.relevance(index);
        let Some(item) = self.package.items.get(index as usize) else { return };
        match &item.kind {
            ItemKind::Question(question) => {
                self.options(question.options.as_ref(), false);
                if let Type::Row(repeat) | Type::Rows(repeat) = question.value {
                    self.list(repeat, false);
                }
                if question.value == Type::Files {
                    self.files = true;
                }
            }
            ItemKind::Derive(derive) => {
                for (condition, value) in &derive.cases {
                    self.code(Some(*condition));
                    self.code(Some(*value));
                }
                self.code(derive.otherwise);
            }
            ItemKind::Fact(_) => {
                self.recheck(index);
                self.today = true;
            }
            ItemKind::Mark { page } => {
                for covered in self.graph.covered.get(*page as usize).into_iter().flatten() {
                    match covered {
                        Covered::Item(item) => self.value(*item),
                        Covered::List(repeat) => {
                            self.list(*repeat, true);
                            if let Some(rules) = self.package.repeats.get(*repeat as usize) {
                                self.relevance(rules.item);
                            }
                        }
                    }
                }
            }
            ItemKind::Evidence(_) => self.files = true,
            ItemKind::Repeat(_) => {}
        }
    }

    fn options(&mut self, options: Option<&Options>, offers: bool) {
        let Some(options) = options else { return };
        self.code(options.only);
        if offers {
            self.code(options.offer);
        }
        let shared = match options.from {
            Some(OptionsFrom::ChoiceSet(set)) => {
                self.package.choice_sets.get(set as usize).map_or(&[][..], |set| &set.options)
            }
            Some(OptionsFrom::Fact(fact)) => {
                self.value(fact);
                &[]
            }
            _ => &[],
        };
        for option in shared.iter().chain(&options.own) {
            self.code(option.only);
            if offers {
                self.code(option.offer);
            }
        }
    }

    fn problems_node(&mut self, index: ItemIndex) {
        self.relevance(index);
        let Some(item) = self.package.items.get(index as usize) else { return };
        match &item.kind {
            ItemKind::Question(question) => {
                self.value(index);
                if let Some(nodes) = self.item_nodes(index).copied()
                    && nodes.required != NONE
                {
                    self.push(nodes.required);
                }
                question.checks.iter().for_each(|check| self.code(Some(check.condition)));
                self.options(question.options.as_ref(), true);
                self.recheck(index);
                if let Type::Row(repeat) | Type::Rows(repeat) = question.value {
                    self.list(repeat, false);
                }
            }
            ItemKind::Mark { .. } => self.value(index),
            ItemKind::Repeat(repeat) => self.list(*repeat, true),
            _ => {}
        }
    }

    fn rows_node(&mut self, repeat: RepeatIndex) {
        if let Some(nodes) = self.repeat_nodes(repeat).copied()
            && nodes.total != NONE
        {
            self.push(nodes.total);
        }
        for question in self.package.repeats.get(repeat as usize).into_iter().flat_map(|r| &r.for_options) {
            let options = match self.package.items.get(*question as usize).map(|item| &item.kind) {
                Some(ItemKind::Question(question)) => question.options.as_ref(),
                Some(ItemKind::Derive(derive)) => derive.options.as_ref(),
                _ => None,
            };
            if let Some(OptionsFrom::Fact(fact)) = options.and_then(|options| options.from) {
                self.value(fact);
            }
        }
    }

    fn page_relevance_node(&mut self, page: PageIndex) {
        let Some(page) = self.package.pages.get(page as usize) else { return };
        self.condition(page.condition);
        if let PageKind::List(repeat) = page.kind
            && let Some(repeat) = self.package.repeats.get(repeat as usize)
        {
            self.relevance(repeat.item);
        }
        if !shows_value(&page.shown) {
            for item in asked_items(&page.shown) {
                self.relevance(item);
            }
            self.each_rows(&page.shown);
        }
    }

    fn each_rows(&mut self, shown: &[Shown]) {
        let mut left: Vec<&Shown> = shown.iter().collect();
        while let Some(next) = left.pop() {
            match next {
                Shown::Each { repeat, shown, .. } => {
                    self.list(*repeat, true);
                    left.extend(shown.iter());
                }
                Shown::Group { shown, .. } => left.extend(shown.iter()),
                _ => {}
            }
        }
    }

    fn page_checks_node(&mut self, index: PageIndex) {
        let Some(page) = self.package.pages.get(index as usize) else { return };
        if let Some(nodes) = self.graph.pages.get(index as usize).copied() {
            self.push(nodes.relevance);
        }
        for check in &page.checks {
            self.condition(check.within);
            for item in &check.items {
                self.relevance(*item);
                self.value(*item);
            }
            self.code(Some(check.condition));
        }
        self.each_rows(&page.shown);
    }

    fn page_status_node(&mut self, index: PageIndex) {
        let Some(page) = self.package.pages.get(index as usize) else { return };
        if let Some(nodes) = self.graph.pages.get(index as usize).copied() {
            self.push(nodes.relevance);
            if nodes.checks != NONE {
                self.push(nodes.checks);
            }
        }
        for item in asked_items(&page.shown) {
            self.relevance(item);
            self.value(item);
            if let Some(nodes) = self.item_nodes(item).copied() {
                self.push(nodes.problems);
            }
        }
        self.each_rows(&page.shown);
        match &page.kind {
            PageKind::List(repeat) => {
                self.list(*repeat, true);
                if let Some(item) = self.package.repeats.get(*repeat as usize).map(|repeat| repeat.item)
                    && let Some(nodes) = self.item_nodes(item).copied()
                {
                    self.push(nodes.problems);
                }
            }
            PageKind::Check { mark, .. } => self.value(*mark),
            PageKind::Form | PageKind::Stop => {}
        }
        for after in self.package.tasks.get(page.task as usize).into_iter().flat_map(|task| &task.after) {
            if let Some(node) = self.graph.tasks.get(*after as usize).copied() {
                self.push(node);
            }
        }
    }

    fn task_status_node(&mut self, index: TaskIndex) {
        let Some(task) = self.package.tasks.get(index as usize) else { return };
        self.condition(task.condition);
        let (pages, repeats) = placed_pages(&task.places);
        for page in pages {
            if let Some(nodes) = self.graph.pages.get(page as usize).copied() {
                self.push(nodes.status);
            }
        }
        repeats.into_iter().for_each(|repeat| self.list(repeat, true));
        for after in &task.after {
            if let Some(node) = self.graph.tasks.get(*after as usize).copied() {
                self.push(node);
            }
        }
    }
}
