//! The conditions that something inherits, outermost first, as one `and` (E-44): those of its task, pages, groups and rows,
//! then its own. Containers that add nothing are left out.

use super::operands::{Deciding, Scope};
use super::subject::Subject;
use crate::draft::Draft;
use crate::frame::FrameId;
use crate::options::Found;
use crate::package::{CodeIndex, ConditionIndex, ConditionOwner, ConditionRule, ItemIndex, RepeatIndex, Span};
use crate::value::{Read, Three, Value};
use std::collections::BTreeSet;

/// One part of that `and`.
pub(crate) struct Part {
    pub(crate) truth: Three,
    pub(crate) rule: PartRule,
    pub(crate) frame: FrameId,
    /// `None` for the item's own `when`.
    pub(crate) owner: Option<ConditionOwner>,
    source: Span,
}

/// What it says.
pub(crate) enum PartRule {
    When(CodeIndex),
    Row(RepeatIndex),
}

/// What decided.
pub(crate) struct Decided {
    pub(crate) rule: Option<Span>,
    pub(crate) law: Option<String>,
    /// Conditions to be put into words, joined by `and`, each with the frame it was judged in.
    pub(crate) words: Vec<(FrameId, CodeIndex)>,
    pub(crate) because: Vec<Subject>,
}

impl Draft {
    /// Everything that must hold for an item.
    pub(crate) fn parts_of_item(&self, frame: FrameId, item: ItemIndex) -> Vec<Part> {
        let Some(rules) = self.compiled().package.items.get(item as usize) else { return Vec::new() };
        let mut parts = self.parts(frame, &rules.conditions);
        if let Some(code) = rules.when {
            let settled = parts.iter().any(|part| part.truth.is_no());
            let truth = if settled { Three::Unknown } else { crate::evaluate::Evaluator::at(self, frame).truth(code) };
            parts.push(Part { truth, rule: PartRule::When(code), frame, owner: None, source: rules.source });
        }
        parts
    }

    /// Everything that must hold for conditions; a part's own truth is not apart from those before it, but the first that
    /// is no, or unknown, is so by itself.
    pub(crate) fn parts(&self, frame: FrameId, conditions: &[ConditionIndex]) -> Vec<Part> {
        let package = &self.compiled().package;
        let mut parts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut left: Vec<(ConditionIndex, bool)> = conditions.iter().rev().map(|index| (*index, false)).collect();
        while let Some((index, parents_done)) = left.pop() {
            let Some(condition) = package.conditions.get(index as usize) else { continue };
            if !parents_done {
                if seen.insert(index) {
                    left.push((index, true));
                    left.extend(condition.parents.iter().rev().map(|parent| (*parent, false)));
                }
                continue;
            }
            let Some(frame) = self.frame_up(frame, condition.frame) else { continue };
            let rule = match condition.rule {
                ConditionRule::Always => continue,
                ConditionRule::When(code) => PartRule::When(code),
                ConditionRule::Row(repeat) if self.row_is_plain(frame, repeat) => continue,
                ConditionRule::Row(repeat) => PartRule::Row(repeat),
            };
            let truth = self.condition_of(frame, index);
            parts.push(Part { truth, rule, frame, owner: Some(condition.owner), source: condition.source });
        }
        parts
    }

    /// A row that a person added, of a list that is always asked for.
    pub(crate) fn row_is_plain(&self, row: FrameId, repeat: RepeatIndex) -> bool {
        let package = &self.compiled().package;
        let Some(rules) = package.repeats.get(repeat as usize) else { return true };
        let parent = self.frame(row).map_or(0, |row| row.parent);
        rules.is_kept_by_people() && self.is_unconditional(parent, rules.item)
    }

    /// Whether an item is always relevant.
    pub(crate) fn is_unconditional(&self, frame: FrameId, item: ItemIndex) -> bool {
        let package = &self.compiled().package;
        // A repeat inside another repeat's rows may be as plain as those: asked of each list around it, outermost last.
        let (mut frame, mut item) = (frame, item);
        loop {
            let Some(rules) = package.items.get(item as usize) else { return true };
            if rules.when.is_some() {
                return false;
            }
            let mut around = None;
            let mut left: Vec<ConditionIndex> = rules.conditions.clone();
            while let Some(index) = left.pop() {
                let Some(condition) = package.conditions.get(index as usize) else { continue };
                match condition.rule {
                    ConditionRule::When(_) => return false,
                    ConditionRule::Row(repeat) => around = Some(around.map_or(repeat, |known: u32| known.max(repeat))),
                    ConditionRule::Always => {}
                }
                left.extend(&condition.parents);
            }
            // Outer repeats come before inner ones, so the largest is the innermost.
            let Some(rules) = around.and_then(|repeat| package.repeats.get(repeat as usize)) else { return true };
            if !rules.is_kept_by_people() {
                return false;
            }
            frame = self.frame_up(frame, rules.parent).unwrap_or(0);
            item = rules.item;
        }
    }

    /// The parts that decide: the first that is no, all otherwise.
    pub(crate) fn decided(&self, parts: &[Part], result: Three) -> Decided {
        let package = &self.compiled().package;
        let wrong = |truth: Three| parts.iter().position(|part| part.truth == truth);
        let first_no = if result.is_no() { wrong(Three::No) } else { None };
        let deciding = match first_no {
            Some(index) => parts.get(index..=index).unwrap_or(&[]),
            None => parts,
        };
        let ruling = match result {
            Three::Unknown => wrong(Three::Unknown).and_then(|index| parts.get(index)),
            _ => None,
        };
        let ruling = ruling.or_else(|| deciding.iter().rev().find(|part| matches!(part.rule, PartRule::When(_))));
        let ruling = ruling.or_else(|| deciding.last());
        let mut claims = Deciding::new(self);
        let mut words = Vec::new();
        for part in deciding {
            match part.rule {
                PartRule::When(code) => {
                    claims.code(Scope::at(part.frame), code);
                    words.push((part.frame, code));
                }
                PartRule::Row(repeat) => self.row_claims(part.frame, repeat, &mut claims),
            }
        }
        let law = ruling.and_then(|part| match part.owner {
            Some(ConditionOwner::Page(page)) => package.pages.get(page as usize).and_then(|page| page.law.clone()),
            _ => None,
        });
        let rule = ruling.map(|part| match part.rule {
            PartRule::When(code) => package.codes.get(code as usize).map_or(part.source, |code| code.source),
            PartRule::Row(_) => part.source,
        });
        Decided { rule, law, words, because: claims.claims() }
    }

    /// What makes a row one of those asked for (E-26, E-81).
    fn row_claims(&self, row: FrameId, repeat: RepeatIndex, claims: &mut Deciding<'_>) {
        let package = &self.compiled().package;
        let Some(rules) = package.repeats.get(repeat as usize) else { return };
        let Some((parent, key)) = self.frame(row).map(|row| (row.parent, row.row.clone())) else { return };
        if !self.is_unconditional(parent, rules.item) {
            claims.claim(Subject::Relevance(parent, rules.item));
            if self.relevance_of(parent, rules.item).is_no() {
                return;
            }
        }
        let mut questions: Vec<Subject> = Vec::new();
        for question in &rules.for_options {
            let kind = package.items.get(*question as usize).map_or(0, |item| item.frame);
            let Some(above) = self.frame_up(parent, kind) else { continue };
            let has_it = self
                .compiled()
                .options_of(*question)
                .is_some_and(|options| matches!(self.find_option(above, options, &key), Found::Here(_)));
            if !has_it {
                continue;
            }
            let subject = Subject::Value(above, *question);
            if matches!(self.value_of(above, *question), Read::Value(Value::Choices(set)) if set.contains(&key)) {
                questions = vec![subject];
                break;
            }
            questions.push(subject);
        }
        questions.into_iter().for_each(|subject| claims.claim(subject));
        if let Some(code) = rules.rows {
            let mut inner = Deciding::new(self);
            inner.code(Scope::at(parent), code);
            inner.claims().into_iter().for_each(|subject| claims.claim(subject));
        }
    }
}
