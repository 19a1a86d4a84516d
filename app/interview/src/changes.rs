//! What a change, a fact or a day changed: exactly the results that differ, sorted, each once (E-51).

use crate::draft::Draft;
use crate::frame::{FrameId, Output};
use crate::graph::{NONE, NodeIndex, NodeKind};
use crate::package::{ItemIndex, PageIndex, TaskIndex};
use crate::place::Place;
use crate::value::RowKey;
use std::collections::{BTreeMap, BTreeSet};

/// Something that can change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A question, mark, derived value, fact, or repeat.
    Item(Place),
    /// An evidence requirement.
    Evidence(Place),
    /// A page with the rows around it.
    Page(PageIndex, Vec<RowKey>),
    /// A task.
    Task(TaskIndex),
}

/// What of it changed (engine.md section 12a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Aspect {
    Relevance,
    Value,
    Required,
    Options,
    Problems,
    Wanted,
    Rows,
    Open,
    Given,
    Excused,
    Status,
}

impl Aspect {
    /// Its name on the wire of `interview play`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Value => "value",
            Self::Required => "required",
            Self::Options => "options",
            Self::Problems => "problems",
            Self::Wanted => "wanted",
            Self::Rows => "rows",
            Self::Open => "open",
            Self::Given => "given",
            Self::Excused => "excused",
            Self::Status => "status",
        }
    }
}

/// One thing that changed, with the aspects that did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What.
    pub target: Target,
    /// Which aspects, in order.
    pub aspects: Vec<Aspect>,
}

/// Everything that changed: items as declared with rows as listed, then evidence, pages, tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(pub Vec<Changed>);

impl Changes {
    /// Whether an aspect of a place changed.
    #[must_use]
    pub fn touches(&self, place: &Place) -> bool {
        self.0.iter().any(|changed| matches!(&changed.target, Target::Item(at) | Target::Evidence(at) if at == place))
    }
}

pub(crate) fn collect(draft: &Draft, changed: Vec<(FrameId, NodeIndex)>) -> Changes {
    let graph = &draft.compiled().graph;
    let ranks = ranks(draft, &changed);
    // Item, page or task; its row; its aspect: nodes stand in the order in which they are told.
    let mut all: Vec<(u32, u32, NodeIndex, FrameId)> = changed
        .into_iter()
        .filter(|(frame, _)| draft.is_live(*frame))
        .filter_map(|(frame, node)| {
            let rank = ranks.get(&frame).copied().unwrap_or(0);
            Some((graph.nodes.get(node as usize)?.target, rank, node, frame))
        })
        .collect();
    all.sort_unstable();
    let mut changes: Vec<Changed> = Vec::new();
    let mut last = None;
    for (target, _, node, frame) in all {
        let Some((aspect, more)) = graph.nodes.get(node as usize).and_then(|node| aspects(draft, node.kind)) else {
            continue;
        };
        if last != Some((target, frame)) {
            last = Some((target, frame));
            let Some(target) = graph.nodes.get(node as usize).and_then(|node| named(draft, node.kind, frame)) else {
                continue;
            };
            changes.push(Changed { target, aspects: Vec::with_capacity(4) });
        }
        if let Some(changed) = changes.last_mut() {
            changed.aspects.push(aspect);
            changed.aspects.extend(more);
            changed.aspects.sort_unstable();
        }
    }
    Changes(changes)
}

/// The order of the rows that changed, as they are listed; the application itself is left out.
fn ranks(draft: &Draft, changed: &[(FrameId, NodeIndex)]) -> BTreeMap<FrameId, u32> {
    let rows: BTreeSet<FrameId> = changed.iter().map(|(frame, _)| *frame).filter(|frame| *frame != 0).collect();
    let mut rows: Vec<(Vec<u32>, FrameId)> = rows.into_iter().map(|row| (positions(draft, row), row)).collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, row)| row).zip(0..).collect()
}

fn positions(draft: &Draft, frame: FrameId) -> Vec<u32> {
    let mut positions = Vec::new();
    let mut current = frame;
    while let Some(row) = draft.frame(current)
        && row.repeat().is_some()
    {
        positions.push(row.position);
        current = row.parent;
    }
    positions.reverse();
    positions
}

/// What of its target a node is, and what else of it changes with it; `None` where nothing of it is told.
fn aspects(draft: &Draft, kind: NodeKind) -> Option<(Aspect, Option<Aspect>)> {
    let aspect = match kind {
        NodeKind::Relevance(item) => {
            let nodes = draft.compiled().graph.items.get(item as usize)?;
            let is_required = nodes.required == nodes.relevance;
            return Some((Aspect::Relevance, is_required.then_some(Aspect::Required)));
        }
        NodeKind::Value(item) if is_evidence(draft, item) => return None,
        NodeKind::Value(_) => Aspect::Value,
        NodeKind::Required(_) => Aspect::Required,
        NodeKind::Options(_) => Aspect::Options,
        NodeKind::Problems(_) => Aspect::Problems,
        NodeKind::Wanted(_) => Aspect::Wanted,
        NodeKind::Given(_) => Aspect::Given,
        NodeKind::Excused(_) => Aspect::Excused,
        NodeKind::Rows(_) => Aspect::Rows,
        NodeKind::Open(_) => Aspect::Open,
        NodeKind::PageStatus(_) | NodeKind::TaskStatus(_) => Aspect::Status,
        NodeKind::Condition(_) | NodeKind::RowTotal(_) | NodeKind::PageRelevance(_) | NodeKind::PageChecks(_) => {
            return None;
        }
    };
    Some((aspect, None))
}

fn named(draft: &Draft, kind: NodeKind, frame: FrameId) -> Option<Target> {
    let repeat = |repeat: u32| draft.compiled().package.repeats.get(repeat as usize).map(|repeat| repeat.item);
    let item = match kind {
        NodeKind::PageStatus(page) => return Some(Target::Page(page, draft.row_keys(frame))),
        NodeKind::TaskStatus(task) => return Some(Target::Task(task)),
        NodeKind::Rows(index) | NodeKind::Open(index) => repeat(index)?,
        NodeKind::Relevance(item)
        | NodeKind::Value(item)
        | NodeKind::Required(item)
        | NodeKind::Options(item)
        | NodeKind::Problems(item)
        | NodeKind::Wanted(item)
        | NodeKind::Given(item)
        | NodeKind::Excused(item) => item,
        NodeKind::Condition(_) | NodeKind::RowTotal(_) | NodeKind::PageRelevance(_) | NodeKind::PageChecks(_) => {
            return None;
        }
    };
    let place = Place { item, rows: draft.row_keys(frame) };
    Some(if is_evidence(draft, item) { Target::Evidence(place) } else { Target::Item(place) })
}

fn is_evidence(draft: &Draft, item: ItemIndex) -> bool {
    draft.compiled().graph.items.get(item as usize).is_some_and(|nodes| nodes.given != NONE)
}

/// Whether two results look the same from outside: `begun` of a status, and how an option that cannot be chosen is ruled out, do not show.
pub(crate) fn looks_alike(before: &Output, after: &Output) -> bool {
    match (before, after) {
        (Output::Status(before, _), Output::Status(after, _)) => before == after,
        (Output::Options(before), Output::Options(after)) => {
            let chosen = |options: &std::sync::Arc<[crate::frame::Offered]>| -> Vec<crate::value::OptionId> {
                options.iter().filter(|option| option.can_be_chosen()).map(|option| option.id.clone()).collect()
            };
            chosen(before) == chosen(after)
        }
        _ => before == after,
    }
}
