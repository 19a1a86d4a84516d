//! What a change, a fact or a day changed: exactly the results that differ, sorted, each once (E-51).

use crate::draft::Draft;
use crate::frame::{FrameId, Output};
use crate::graph::{NodeIndex, NodeKind};
use crate::package::{ItemIndex, ItemKind, PageIndex, TaskIndex};
use crate::place::Place;
use crate::value::RowKey;

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

/// Order: class, index of what was declared, positions of the rows around it.
type Key = (u8, u32, Vec<u32>);

pub(crate) fn collect(draft: &Draft, changed: Vec<(FrameId, NodeIndex)>) -> Changes {
    let mut all: Vec<(Key, Aspect, FrameId)> = changed
        .into_iter()
        .filter(|(frame, _)| draft.is_live(*frame))
        .filter_map(|(frame, node)| {
            let kind = draft.compiled().graph.nodes.get(node as usize)?.kind;
            let (class, index, aspect) = classified(draft, kind)?;
            Some(((class, index, positions(draft, frame)), aspect, frame))
        })
        .collect();
    all.sort();
    let mut changes: Vec<Changed> = Vec::new();
    let mut last: Option<Key> = None;
    for (key, aspect, frame) in all {
        if last.as_ref() == Some(&key) {
            if let Some(changed) = changes.last_mut()
                && changed.aspects.last() != Some(&aspect)
            {
                changed.aspects.push(aspect);
            }
            continue;
        }
        let rows = draft.row_keys(frame);
        let target = match key.0 {
            0 => Target::Item(Place { item: key.1, rows }),
            1 => Target::Evidence(Place { item: key.1, rows }),
            2 => Target::Page(key.1, rows),
            _ => Target::Task(key.1),
        };
        changes.push(Changed { target, aspects: vec![aspect] });
        last = Some(key);
    }
    Changes(changes)
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

fn classified(draft: &Draft, kind: NodeKind) -> Option<(u8, u32, Aspect)> {
    let class = |item: ItemIndex| {
        let kind = draft.compiled().package.items.get(item as usize).map(|item| &item.kind);
        u8::from(matches!(kind, Some(ItemKind::Evidence(_))))
    };
    let repeat = |repeat: u32| draft.compiled().package.repeats.get(repeat as usize).map(|repeat| repeat.item);
    Some(match kind {
        NodeKind::Relevance(item) => (class(item), item, Aspect::Relevance),
        NodeKind::Value(item) if class(item) == 1 => return None,
        NodeKind::Value(item) => (0, item, Aspect::Value),
        NodeKind::Required(item) => (0, item, Aspect::Required),
        NodeKind::Options(item) => (0, item, Aspect::Options),
        NodeKind::Problems(item) => (0, item, Aspect::Problems),
        NodeKind::Wanted(item) => (0, item, Aspect::Wanted),
        NodeKind::Given(item) => (1, item, Aspect::Given),
        NodeKind::Excused(item) => (1, item, Aspect::Excused),
        NodeKind::Rows(index) => (0, repeat(index)?, Aspect::Rows),
        NodeKind::Open(index) => (0, repeat(index)?, Aspect::Open),
        NodeKind::PageStatus(page) => (2, page, Aspect::Status),
        NodeKind::TaskStatus(task) => (3, task, Aspect::Status),
        NodeKind::Condition(_) | NodeKind::RowTotal(_) | NodeKind::PageRelevance(_) | NodeKind::PageChecks(_) => {
            return None;
        }
    })
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
