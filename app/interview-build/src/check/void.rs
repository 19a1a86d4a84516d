//! What may be void, decided by syntax only (E-18): D207 where an operand may not be, D406 where a wording needs a fallback.

use crate::diagnostics::{Code, Finding};
use crate::model::{Expected, Model, Reader};
use crate::typed::{At, RowsOf, Typed, TypedKind};
use interview::package::{
    AggregateKind, CodeIndex, ConditionIndex, ConditionRule, FrameType, ItemIndex, ItemKind, RepeatIndex,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A row in scope, as far as voids go.
#[derive(Clone, Copy)]
struct Row {
    frame: FrameType,
    repeat: Option<RepeatIndex>,
    /// The anchor around it.
    outer: u32,
}

/// One expression while it is judged.
struct Judging<'m, 'a> {
    model: &'m Model<'a>,
    /// Conditions that hold wherever the expression is read.
    shared: BTreeSet<ConditionIndex>,
    /// The item whose own check is judged.
    judged: Option<ItemIndex>,
    /// What is known to hold here, as keys.
    guards: Vec<String>,
    rows: Vec<Row>,
    findings: Vec<Finding>,
    conditions: &'m Conditions,
}

/// For each condition, the expressions of the `when`s it adds.
type Conditions = BTreeMap<ConditionIndex, Vec<CodeIndex>>;

impl Model<'_> {
    /// Judges every expression, derived values in the order in which they can be worked out.
    pub(super) fn check_voids(&mut self, order: &[ItemIndex]) {
        let conditions = self.whens();
        let mut of_item: BTreeMap<ItemIndex, Vec<CodeIndex>> = BTreeMap::new();
        let mut others = Vec::new();
        for (code, site) in (0..).zip(&self.sites) {
            match site.expected {
                Expected::ValueOf(item) if self.is_derived(item) => of_item.entry(item).or_default().push(code),
                _ => others.push(code),
            }
        }
        for item in order {
            let mut void = false;
            for code in of_item.get(item).into_iter().flatten() {
                void |= self.judge(*code, &conditions);
            }
            if let Some(ItemKind::Derive(derive)) = self.package.items.get(*item as usize).map(|item| &item.kind) {
                void |= derive.otherwise.is_none();
                if let Some(meta) = self.items.get_mut(*item as usize) {
                    meta.void = void;
                }
            }
        }
        for code in others {
            let void = self.judge(code, &conditions);
            self.fallback(code, void);
        }
    }

    fn is_derived(&self, item: ItemIndex) -> bool {
        self.package.items.get(item as usize).is_some_and(|item| matches!(item.kind, ItemKind::Derive(_)))
    }

    /// D406: a placeholder that may have no value needs something to stand there instead.
    fn fallback(&mut self, code: CodeIndex, void: bool) {
        let Some(site) = self.sites.get(code as usize) else { return };
        if void && site.expected == (Expected::Shown { fallback: false }) {
            let message = "this may have no value: write what stands there then, as in {name|the client}";
            self.report.say(Code::D406, site.span, message);
        }
    }

    fn whens(&self) -> Conditions {
        let mut whens = Conditions::new();
        for (index, condition) in (0..).zip(&self.package.conditions) {
            let codes: Vec<CodeIndex> = match condition.rule {
                ConditionRule::Always => continue,
                ConditionRule::When(code) => vec![code],
                ConditionRule::Row(repeat) => {
                    let item = self.package.repeats.get(repeat as usize).map(|repeat| repeat.item as usize);
                    item.and_then(|item| self.package.items.get(item)).and_then(|item| item.when).into_iter().collect()
                }
            };
            if !codes.is_empty() {
                whens.insert(index, codes);
            }
        }
        whens
    }

    /// Reports what is wrong with one expression and says whether it may be void.
    fn judge(&mut self, code: CodeIndex, conditions: &Conditions) -> bool {
        let (Some(typed), Some(site)) = (self.typed.get(code as usize), self.sites.get(code as usize)) else {
            return false;
        };
        let (around, own_when, judged) = self.reader(site.reader);
        let shared = self.closure(&around);
        let row = Row { frame: site.frame, repeat: site.frame.checked_sub(1), outer: 0 };
        let mut judging = Judging {
            model: self,
            shared,
            judged,
            guards: Vec::new(),
            rows: vec![row],
            findings: Vec::new(),
            conditions,
        };
        let inherited: Vec<CodeIndex> =
            judging.shared.iter().flat_map(|condition| conditions.get(condition)).flatten().copied().collect();
        for when in inherited.into_iter().chain(own_when).chain(site.guard).filter(|when| *when != code) {
            judging.add_guards_of(when);
        }
        let void = judging.void(typed);
        let findings = judging.findings;
        findings.into_iter().for_each(|finding| self.report.add(finding));
        void
    }

    /// The conditions around a reader, its own `when`, and the item whose check it is.
    fn reader(&self, reader: Reader) -> (Vec<ConditionIndex>, Option<CodeIndex>, Option<ItemIndex>) {
        let item = |item: ItemIndex| self.package.items.get(item as usize);
        let parents = |condition: ConditionIndex| {
            self.package
                .conditions
                .get(condition as usize)
                .map(|condition| condition.parents.clone())
                .unwrap_or_default()
        };
        match reader {
            Reader::Nobody => (Vec::new(), None, None),
            Reader::WhenOf(of) => (item(of).map(|item| item.conditions.clone()).unwrap_or_default(), None, None),
            Reader::Item(of) => {
                (item(of).map(|i| i.conditions.clone()).unwrap_or_default(), item(of).and_then(|i| i.when), None)
            }
            Reader::CheckOf(of) => {
                (item(of).map(|i| i.conditions.clone()).unwrap_or_default(), item(of).and_then(|i| i.when), Some(of))
            }
            Reader::ConditionOf(condition) => (parents(condition), None, None),
            Reader::Inside(condition) => (vec![condition], None, None),
        }
    }
}

impl Judging<'_, '_> {
    /// What holds where an expression holds: each of its parts joined by `and`.
    fn add_guards_of(&mut self, when: CodeIndex) {
        let Some(typed) = self.model.typed.get(when as usize) else { return };
        let keys: Vec<String> = conjuncts(typed).into_iter().map(|part| self.key(part, 0, None)).collect();
        self.guards.extend(keys);
    }

    fn with_guards<T>(&mut self, guards: &[&Typed], judge: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.guards.len();
        let base = u32::try_from(self.rows.len().saturating_sub(1)).unwrap_or(0);
        for guard in guards {
            let keys: Vec<String> = conjuncts(guard).into_iter().map(|part| self.key(part, base, None)).collect();
            self.guards.extend(keys);
        }
        let result = judge(self);
        self.guards.truncate(before);
        result
    }

    /// An operand that must have a value: D207 if it may not; then it counts as having one.
    fn needed(&mut self, operand: &Typed) {
        let before = self.findings.len();
        if self.void(operand) && self.findings.len() == before {
            let text = self.model.sources.files.get(operand.span.file as usize).map_or("", |file| file.text.as_str());
            let written: String = text
                .get(operand.span.start as usize..operand.span.end as usize)
                .unwrap_or("")
                .chars()
                .take(60)
                .collect();
            let why = format!("`{written}` may have no value here: write ");
            // Only of an item does `is known` hold further on.
            let finding = match operand.kind {
                TypedKind::Read { item, .. } => {
                    let message = format!("{why}`{written} is known and …` or `… or else …`");
                    Finding::new(Code::D207, operand.span, message).note(self.model.item_span(item), "declared here")
                }
                _ => Finding::new(Code::D207, operand.span, format!("{why}`… or else …`")),
            };
            self.findings.push(finding);
        }
    }

    /// Whether an expression may be void; operands that may not be are reported on the way.
    fn void(&mut self, typed: &Typed) -> bool {
        use TypedKind as K;
        let before = self.findings.len();
        let void = match &typed.kind {
            K::Nothing | K::Previous { .. } | K::Following { .. } => true,
            K::Read { item, at } => self.item_void(*item, at.anchor),
            K::And(parts) => {
                let mut held: Vec<&Typed> = Vec::new();
                for part in parts {
                    self.with_guards(&held, |judging| judging.void(part));
                    held.push(part);
                }
                false
            }
            K::Compare(..)
            | K::Add(..)
            | K::Subtract(..)
            | K::Multiply(..)
            | K::Negate(_)
            | K::SizeOfSet(_)
            | K::Call(..) => {
                typed.parts().into_iter().for_each(|part| self.needed(part));
                false
            }
            K::Amount { day, .. } => {
                self.needed(day);
                false
            }
            K::Lookup { keys, day, sure, .. } => {
                keys.iter().chain(day.as_deref()).for_each(|key| self.needed(key));
                !sure
            }
            K::ListLookup { key, sure, .. } => {
                self.needed(key);
                !sure
            }
            K::OrElse(value, otherwise) => {
                self.void(value);
                self.void(otherwise)
            }
            K::If(condition, then, otherwise) => {
                self.void(condition);
                let then = self.with_guards(&[condition], |judging| judging.void(then));
                let otherwise = self.void(otherwise);
                then || otherwise
            }
            K::Aggregate { kind, over, filter, value, frame, .. } => {
                self.aggregate(*kind, *over, filter.as_deref(), value.as_deref(), *frame)
            }
            _ => {
                for part in typed.parts() {
                    self.void(part);
                }
                false
            }
        };
        // What was reported is not reported again further out.
        void && self.findings.len() == before
    }

    fn aggregate(
        &mut self,
        kind: AggregateKind,
        over: RowsOf,
        filter: Option<&Typed>,
        value: Option<&Typed>,
        frame: FrameType,
    ) -> bool {
        let row = match over {
            RowsOf::Repeat { repeat, at } => Row { frame, repeat: Some(repeat), outer: at.anchor },
            RowsOf::Evidence => Row { frame: 0, repeat: None, outer: 0 },
        };
        self.rows.push(row);
        if let Some(filter) = filter {
            self.void(filter);
        }
        let guards: Vec<&Typed> = filter.into_iter().collect();
        let value = value.is_some_and(|value| self.with_guards(&guards, |judging| judging.void(value)));
        self.rows.pop();
        match kind {
            AggregateKind::Min | AggregateKind::Max | AggregateKind::Earliest | AggregateKind::Latest => true,
            AggregateKind::Sum => value,
            _ => false,
        }
    }

    fn item_void(&mut self, item: ItemIndex, anchor: u32) -> bool {
        if self.judged == Some(item) && anchor == 0 {
            return false;
        }
        let Some(definition) = self.model.package.items.get(item as usize) else { return false };
        if self.model.items.get(item as usize).is_some_and(|meta| meta.knotted) {
            return false;
        }
        let anchor = self.anchor(anchor, definition.frame);
        let known = format!("known({item}@{anchor},)");
        if self.guards.contains(&known) {
            return false;
        }
        let own = match &definition.kind {
            ItemKind::Question(question) => {
                question.optional || question.required.is_some() || question.allow_declined || question.allow_not_known
            }
            ItemKind::Fact(_) => true,
            ItemKind::Derive(_) => self.model.items.get(item as usize).is_some_and(|meta| meta.void),
            ItemKind::Mark { .. } | ItemKind::Repeat(_) | ItemKind::Evidence(_) => false,
        };
        own || definition.when.is_some_and(|when| !self.guarded(when, anchor))
            || self.outside(&definition.conditions, anchor)
    }

    /// Whether some condition around an item is one its reader does not share.
    fn outside(&self, conditions: &[ConditionIndex], anchor: u32) -> bool {
        self.model.closure(conditions).into_iter().any(|condition| {
            let whens = self.conditions.get(&condition).map(Vec::as_slice).unwrap_or_default();
            !whens.is_empty()
                && !self.shares(condition, anchor)
                && whens.iter().any(|when| !self.guarded(*when, anchor))
        })
    }

    /// Whether the reader stands in a condition: for the rows of an aggregate, in that of its rows.
    fn shares(&self, condition: ConditionIndex, anchor: u32) -> bool {
        let frame = self.model.package.conditions.get(condition as usize).map_or(0, |condition| condition.frame);
        let mut anchor = anchor;
        while let Some(row) = self.rows.get(anchor as usize).filter(|_| anchor != 0) {
            let repeat = row.repeat.and_then(|repeat| self.model.package.repeats.get(repeat as usize));
            if repeat.is_some_and(|repeat| self.model.closure(&[repeat.row_condition]).contains(&condition)) {
                return true;
            }
            if row.frame == frame {
                return false;
            }
            anchor = row.outer;
        }
        self.shared.contains(&condition)
    }

    /// Whether every part of a `when` is known to hold, read in the row it belongs to.
    fn guarded(&self, when: CodeIndex, anchor: u32) -> bool {
        let Some(typed) = self.model.typed.get(when as usize) else { return true };
        if matches!(typed.kind, TypedKind::Unknown) {
            return true;
        }
        conjuncts(typed).into_iter().all(|part| self.guards.contains(&self.key(part, 0, Some(anchor))))
    }

    /// The row an item that lives in `frame` belongs to, from an anchor outwards.
    fn anchor(&self, anchor: u32, frame: FrameType) -> u32 {
        let mut anchor = anchor;
        while let Some(row) = self.rows.get(anchor as usize).filter(|row| anchor != 0 && row.frame != frame) {
            anchor = row.outer;
        }
        anchor
    }

    /// An expression as a key: equal keys mean the same, read in the same rows. Up to `base` its rows are those in scope
    /// here, or all of them the one at `from`; further in they are counted from there.
    fn key(&self, typed: &Typed, base: u32, from: Option<u32>) -> String {
        let mut key = String::new();
        self.write_key(typed, base, from, &mut key);
        key
    }

    fn place(&self, item: ItemIndex, at: At, base: u32, from: Option<u32>) -> String {
        if at.anchor > base {
            return format!("{item}@~{}", at.anchor - base);
        }
        let frame = self.model.package.items.get(item as usize).map_or(0, |item| item.frame);
        format!("{item}@{}", self.anchor(from.unwrap_or(at.anchor), frame))
    }

    fn write_key(&self, typed: &Typed, base: u32, from: Option<u32>, key: &mut String) {
        use TypedKind as K;
        let place = |item: ItemIndex, at: &At| self.place(item, *at, base, from);
        let row = |at: &At| {
            if at.anchor > base { format!("~{}", at.anchor - base) } else { from.unwrap_or(at.anchor).to_string() }
        };
        let _ = match &typed.kind {
            K::Read { item, at } => write!(key, "{}", place(*item, at)),
            K::State { item, at, state } => write!(key, "{state:?}({})", place(*item, at)),
            K::Previous { item, at } => write!(key, "previous({})", place(*item, at)),
            K::Following { item, at } => write!(key, "following({})", place(*item, at)),
            K::Constant(value) => write!(key, "{value:?}"),
            K::OptionId { at } => write!(key, "option@{}", row(at)),
            K::OptionColumn { at, column } => write!(key, "option.{column}@{}", row(at)),
            K::Index { at, repeat } => write!(key, "index({repeat}@{})", row(at)),
            K::Known(_) => write!(key, "known"),
            K::Not(_) => write!(key, "not"),
            K::Or(_) => write!(key, "or"),
            K::And(_) => write!(key, "and"),
            K::IsNot(..) => write!(key, "is_not"),
            K::OneOf(..) => write!(key, "one_of"),
            K::Includes(..) => write!(key, "includes"),
            K::Compare(comparison, ..) => write!(key, "{comparison:?}"),
            K::Lookup { table, column, .. } => write!(key, "table{table}.{column}"),
            K::ListLookup { item, at, column, .. } => write!(key, "list({}).{column}", place(*item, at)),
            K::Amount { amount, .. } => write!(key, "amount{amount}"),
            K::Call(function, _) => write!(key, "{function:?}"),
            K::Aggregate { kind, over, other, filter, .. } => {
                let over = match over {
                    RowsOf::Repeat { repeat, at } => {
                        place(self.model.package.repeats.get(*repeat as usize).map_or(0, |repeat| repeat.item), at)
                    }
                    RowsOf::Evidence => "evidence".to_owned(),
                };
                write!(key, "{kind:?}({over},{other},{})", filter.is_some())
            }
            // A yes or no item by itself means that it is yes.
            K::Is(a, b) if matches!(b.kind, K::Constant(interview::value::Value::YesNo(true))) => {
                self.write_key(a, base, from, key);
                return;
            }
            K::Is(..) => write!(key, "is"),
            K::Today => write!(key, "today"),
            K::Nothing => write!(key, "nothing"),
            K::Add(..) => write!(key, "add"),
            K::Subtract(..) => write!(key, "subtract"),
            K::Multiply(..) => write!(key, "multiply"),
            K::Negate(_) => write!(key, "negate"),
            K::OrElse(..) => write!(key, "or_else"),
            K::If(..) => write!(key, "if"),
            K::SizeOfSet(_) => write!(key, "size"),
            K::EvidenceKind => write!(key, "kind"),
            K::EvidenceGiven => write!(key, "given"),
            K::OptionText { .. } => write!(key, "text"),
            // Nothing is known of what is wrong.
            K::Unknown => write!(key, "?{:?}", typed.span),
        };
        let parts = typed.parts();
        if !parts.is_empty() {
            key.push('(');
            for part in parts {
                self.write_key(part, base, from, key);
                key.push(',');
            }
            key.push(')');
        }
    }
}

/// The parts of a condition joined by `and`.
fn conjuncts(typed: &Typed) -> Vec<&Typed> {
    match &typed.kind {
        TypedKind::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        _ => vec![typed],
    }
}
