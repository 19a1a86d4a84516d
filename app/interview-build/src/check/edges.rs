//! Who reads whom: for each item, the items whose values decide its relevance or its value (E-48).
//!
//! An item's relevance is read by its value, so both are one here. Problems are read by nobody, `offer` by no value (E-28).

use crate::model::Model;
use crate::source::Span;
use crate::typed::{RowsOf, Typed, TypedKind};
use interview::package::{
    CodeIndex, ConditionIndex, ConditionRule, ItemIndex, ItemKind, Options, OptionsFrom, PageKind, Placed, RepeatIndex,
    Type,
};
use std::collections::BTreeMap;

/// Why one item reads another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    Asked,
    Worked,
    Options,
    /// The rows of a repeat.
    Rows,
    Field,
    Covers,
    Again,
}

/// One item reads another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) to: ItemIndex,
    pub(crate) span: Span,
    pub(crate) why: Why,
}

impl Why {
    /// As a sentence about two ids.
    pub(super) fn sentence(self, reader: &str, read: &str) -> String {
        match self {
            Self::Asked => format!("{reader} is asked because of {read}"),
            Self::Worked => format!("{reader} is worked out from {read}"),
            Self::Options => format!("the options of {reader} depend on {read}"),
            Self::Rows => format!("the rows of {reader} depend on {read}"),
            Self::Field => format!("{reader} is a field of {read}"),
            Self::Covers => format!("{reader} covers {read}"),
            Self::Again => format!("{reader} is requested again when {read} changes"),
        }
    }
}

impl Model<'_> {
    /// The edges of each item, one for each item it reads: the first place where it does.
    pub(super) fn edges(&self) -> Vec<Vec<Edge>> {
        let codes: Vec<Vec<(ItemIndex, Span)>> = self.typed.iter().map(|typed| self.reads(typed)).collect();
        let conditions: Vec<Vec<Edge>> =
            (0..).zip(&self.package.conditions).map(|(index, _)| self.condition_edges(index, &codes)).collect();
        (0..).take(self.package.items.len()).map(|item| self.item_edges(item, &codes, &conditions)).collect()
    }

    /// Items an expression reads, with where.
    fn reads(&self, typed: &Typed) -> Vec<(ItemIndex, Span)> {
        let mut found = Vec::new();
        let mut left = vec![typed];
        while let Some(part) = left.pop() {
            match &part.kind {
                TypedKind::Read { item, .. }
                | TypedKind::State { item, .. }
                | TypedKind::ListLookup { item, .. }
                | TypedKind::Previous { item, .. }
                | TypedKind::Following { item, .. } => found.push((*item, part.span)),
                TypedKind::Aggregate { over: RowsOf::Repeat { repeat, .. }, named, .. } => {
                    found.extend(self.package.repeats.get(*repeat as usize).map(|repeat| (repeat.item, *named)));
                }
                TypedKind::Aggregate { over: RowsOf::Evidence, named, .. } => {
                    let all = (0..).zip(&self.package.items);
                    let evidence = all.filter(|(_, item)| matches!(item.kind, ItemKind::Evidence(_)));
                    found.extend(evidence.map(|(index, _)| (index, *named)));
                }
                _ => {}
            }
            left.extend(part.parts());
        }
        found
    }

    fn condition_edges(&self, index: ConditionIndex, codes: &[Vec<(ItemIndex, Span)>]) -> Vec<Edge> {
        let Some(condition) = self.package.conditions.get(index as usize) else { return Vec::new() };
        match condition.rule {
            ConditionRule::Always => Vec::new(),
            ConditionRule::When(code) => code_edges(codes, Some(code), Why::Asked),
            ConditionRule::Row(repeat) => {
                let item = self.package.repeats.get(repeat as usize).map(|repeat| repeat.item);
                let span = self.repeats.get(repeat as usize).map_or_else(Span::default, |meta| meta.span);
                item.map(|to| Edge { to, span, why: Why::Field }).into_iter().collect()
            }
        }
    }

    fn item_edges(&self, index: ItemIndex, codes: &[Vec<(ItemIndex, Span)>], conditions: &[Vec<Edge>]) -> Vec<Edge> {
        let Some(item) = self.package.items.get(index as usize) else { return Vec::new() };
        let span = self.item_span(index);
        let mut edges = code_edges(codes, item.when, Why::Asked);
        for condition in self.closure(&item.conditions) {
            let field = |edge: &Edge| if edge.why == Why::Field { Edge { span, ..*edge } } else { *edge };
            edges.extend(conditions.get(condition as usize).into_iter().flatten().map(field));
        }
        match &item.kind {
            ItemKind::Question(question) => {
                edges.extend(self.option_edges(question.options.as_ref(), codes, span));
                edges.extend(self.row_edges(question.value, span));
            }
            ItemKind::Derive(derive) => {
                for (condition, value) in &derive.cases {
                    edges.extend(code_edges(codes, Some(*condition), Why::Worked));
                    edges.extend(code_edges(codes, Some(*value), Why::Worked));
                }
                edges.extend(code_edges(codes, derive.otherwise, Why::Worked));
            }
            ItemKind::Fact(_) => edges.extend(self.again_edges(index)),
            ItemKind::Mark { page } => edges.extend(self.covered_edges(*page)),
            ItemKind::Repeat(repeat) => edges.extend(self.repeat_edges(*repeat, codes)),
            ItemKind::Evidence(_) => {}
        }
        first_of_each(edges)
    }

    fn option_edges(&self, options: Option<&Options>, codes: &[Vec<(ItemIndex, Span)>], span: Span) -> Vec<Edge> {
        let Some(options) = options else { return Vec::new() };
        let mut edges = code_edges(codes, options.only, Why::Options);
        let shared = match options.from {
            Some(OptionsFrom::ChoiceSet(set)) => {
                self.package.choice_sets.get(set as usize).map_or(&[][..], |set| set.options.as_slice())
            }
            Some(OptionsFrom::Fact(to)) => {
                edges.push(Edge { to, span, why: Why::Options });
                &[]
            }
            _ => &[],
        };
        for option in shared.iter().chain(&options.own) {
            edges.extend(code_edges(codes, option.only, Why::Options));
        }
        edges
    }

    fn row_edges(&self, value: Type, span: Span) -> Option<Edge> {
        let (Type::Row(repeat) | Type::Rows(repeat)) = value else { return None };
        let to = self.package.repeats.get(repeat as usize)?.item;
        Some(Edge { to, span, why: Why::Options })
    }

    fn again_edges(&self, fact: ItemIndex) -> Vec<Edge> {
        let Some(meta) = self.items.get(fact as usize) else { return Vec::new() };
        let frame = self.package.items.get(fact as usize).map_or(0, |item| item.frame);
        let found = meta.recheck.iter().filter_map(|reference| {
            let full = self.full_name(&reference.name, reference.scope);
            let to = self.find(&full, frame).or_else(|| self.find_anywhere(&full))?;
            Some(Edge { to, span: reference.span, why: Why::Again })
        });
        found.collect()
    }

    fn covered_edges(&self, page: u32) -> Vec<Edge> {
        let first = self.page_covers.get(page as usize).and_then(|covers| covers.first());
        let span = first.map_or_else(Span::default, |reference| reference.span);
        let edge = |to: ItemIndex| Edge { to, span, why: Why::Covers };
        let mut edges: Vec<Edge> = self.covered_items(page).into_iter().map(edge).collect();
        edges.extend(self.covered_repeats(page).into_iter().map(edge));
        edges
    }

    /// Items of the repeats whose rows a check page covers.
    fn covered_repeats(&self, page: u32) -> Vec<ItemIndex> {
        let Some(PageKind::Check { covers, .. }) = self.package.pages.get(page as usize).map(|page| &page.kind) else {
            return Vec::new();
        };
        let mut found: Vec<RepeatIndex> = Vec::new();
        for task in covers {
            let mut left: Vec<&Placed> =
                self.package.tasks.get(*task as usize).into_iter().flat_map(|task| &task.places).collect();
            while let Some(place) = left.pop() {
                match place {
                    Placed::Page(page) => {
                        if let Some(PageKind::List(repeat)) =
                            self.package.pages.get(*page as usize).map(|page| &page.kind)
                        {
                            found.push(*repeat);
                        }
                    }
                    Placed::Each { repeat, places } => {
                        found.push(*repeat);
                        left.extend(places);
                    }
                }
            }
        }
        found.into_iter().filter_map(|repeat| Some(self.package.repeats.get(repeat as usize)?.item)).collect()
    }

    fn repeat_edges(&self, index: RepeatIndex, codes: &[Vec<(ItemIndex, Span)>]) -> Vec<Edge> {
        let Some(repeat) = self.package.repeats.get(index as usize) else { return Vec::new() };
        let mut edges = code_edges(codes, repeat.rows, Why::Rows);
        let names = self.repeats.get(index as usize).map(|meta| meta.for_names.as_slice()).unwrap_or_default();
        let span = names.first().map_or_else(Span::default, |reference| reference.span);
        edges.extend(repeat.for_options.iter().map(|to| Edge { to: *to, span, why: Why::Rows }));
        edges
    }
}

fn code_edges(codes: &[Vec<(ItemIndex, Span)>], code: Option<CodeIndex>, why: Why) -> Vec<Edge> {
    let reads = code.and_then(|code| codes.get(code as usize)).map(Vec::as_slice).unwrap_or_default();
    reads.iter().map(|(to, span)| Edge { to: *to, span: *span, why }).collect()
}

/// One edge for each item read: the first in position, a rule before what only follows from where an item stands.
fn first_of_each(edges: Vec<Edge>) -> Vec<Edge> {
    let rank = |edge: &Edge| (edge.why == Why::Field, edge.span);
    let mut first: BTreeMap<ItemIndex, Edge> = BTreeMap::new();
    for edge in edges {
        let known = first.entry(edge.to).or_insert(edge);
        if rank(&edge) < rank(known) {
            *known = edge;
        }
    }
    first.into_values().collect()
}
