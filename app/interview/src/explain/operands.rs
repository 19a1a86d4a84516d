//! Which claims decide an expression (E-44): the first no of an `and`, the first yes of an `or`, all operands otherwise.
//! Postfix code is read back as a tree; expressions and rows are worked through with a list of what is left, not by recursion.

use super::subject::Subject;
use crate::draft::Draft;
use crate::evaluate::Evaluator;
use crate::frame::FrameId;
use crate::function;
use crate::options::OptionInScope;
use crate::package::{
    AggregateKind, CodeIndex, Function, ItemIndex, ItemKind, Op, Over, Package, Pattern, RepeatIndex,
};
use crate::value::{Read, Three, Value};

/// What an expression is judged in.
#[derive(Clone)]
pub(crate) struct Scope<'a> {
    levels: Vec<FrameId>,
    option: Option<OptionInScope<'a>>,
    requirement: Option<(ItemIndex, FrameId)>,
    /// No repeat counts as open.
    offer: bool,
}

impl<'a> Scope<'a> {
    pub(crate) fn at(frame: FrameId) -> Self {
        Self { levels: vec![frame], option: None, requirement: None, offer: false }
    }

    pub(crate) fn of_option(frame: FrameId, option: OptionInScope<'a>, offer: bool) -> Self {
        Self { option: Some(option), offer, ..Self::at(frame) }
    }

    pub(crate) fn evaluator(&self, draft: &'a Draft) -> Evaluator<'a> {
        let mut evaluator = Evaluator::at(draft, 0);
        evaluator.levels.clone_from(&self.levels);
        evaluator.option.clone_from(&self.option);
        evaluator.requirement = self.requirement;
        evaluator.offer = self.offer;
        evaluator
    }

    fn within(&self, row: FrameId) -> Self {
        let mut inner = self.clone();
        inner.levels.push(row);
        inner
    }
}

/// A piece of code that was run: its scope and the value of each step.
struct Run {
    code: CodeIndex,
    scope: usize,
    values: Vec<Read>,
    /// Where the steps of each operand begin.
    starts: Vec<usize>,
}

enum Work {
    Code(usize, CodeIndex),
    Operand(usize, usize),
    Claim(Subject),
}

/// The claims that decide one or more expressions, in order and each once.
pub(crate) struct Deciding<'a> {
    draft: &'a Draft,
    package: &'a Package,
    scopes: Vec<Scope<'a>>,
    runs: Vec<Run>,
    found: Vec<Subject>,
    seen: std::collections::BTreeSet<Subject>,
}

impl<'a> Deciding<'a> {
    pub(crate) fn new(draft: &'a Draft) -> Self {
        let seen = std::collections::BTreeSet::new();
        Self {
            draft,
            package: &draft.compiled().package,
            scopes: Vec::new(),
            runs: Vec::new(),
            found: Vec::new(),
            seen,
        }
    }

    pub(crate) fn claims(self) -> Vec<Subject> {
        self.found
    }

    pub(crate) fn claim(&mut self, subject: Subject) {
        if self.seen.insert(subject.clone()) {
            self.found.push(subject);
        }
    }

    /// Adds the claims that decide an expression.
    pub(crate) fn code(&mut self, scope: Scope<'a>, code: CodeIndex) {
        self.runs.clear();
        self.scopes = vec![scope];
        let mut left = vec![Work::Code(0, code)];
        while let Some(next) = left.pop() {
            match next {
                Work::Claim(subject) => self.claim(subject),
                Work::Code(scope, code) => {
                    if let Some(last) = self.run(scope, code) {
                        left.push(Work::Operand(self.runs.len() - 1, last));
                    }
                }
                Work::Operand(run, step) => {
                    let mut work = self.operand(run, step);
                    work.reverse();
                    left.append(&mut work);
                }
            }
        }
    }

    /// Runs a piece of code, keeping the value of each step; the last step, where there is one.
    fn run(&mut self, scope: usize, code: CodeIndex) -> Option<usize> {
        let definition = self.package.codes.get(code as usize)?;
        let inner = self.scopes.get_mut(scope)?;
        inner.offer |= definition.offer;
        let mut evaluator = inner.evaluator(self.draft);
        let (mut values, mut starts): (Vec<Read>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut stack: Vec<Read> = Vec::new();
        for (step, op) in definition.ops.iter().enumerate() {
            let mut start = step;
            for _ in 0..operands_of(self.package, op) {
                start = start.checked_sub(1).and_then(|last| starts.get(last)).copied().unwrap_or(0);
            }
            let value = evaluator.step(op, &mut stack);
            stack.push(value.clone());
            values.push(value);
            starts.push(start);
        }
        let last = values.len().checked_sub(1)?;
        self.runs.push(Run { code, scope, values, starts });
        Some(last)
    }

    fn value(&self, run: usize, step: usize) -> Read {
        self.runs.get(run).and_then(|run| run.values.get(step)).cloned().unwrap_or(Read::Void)
    }

    /// The last steps of the operands of a step, in order.
    fn operands(&self, run: usize, step: usize) -> Vec<usize> {
        let Some(run) = self.runs.get(run) else { return Vec::new() };
        let Some(op) = self.op(run.code, step) else { return Vec::new() };
        let mut operands = Vec::new();
        let mut end = step;
        for _ in 0..operands_of(self.package, op) {
            let Some(last) = end.checked_sub(1) else { break };
            operands.push(last);
            end = run.starts.get(last).copied().unwrap_or(0);
        }
        operands.reverse();
        operands
    }

    fn op(&self, code: CodeIndex, step: usize) -> Option<&'a Op> {
        self.package.codes.get(code as usize).and_then(|code| code.ops.get(step))
    }

    fn operand(&mut self, run: usize, step: usize) -> Vec<Work> {
        let Some((code, scope)) = self.runs.get(run).map(|run| (run.code, run.scope)) else { return Vec::new() };
        let Some(op) = self.op(code, step) else { return Vec::new() };
        let operands = self.operands(run, step);
        let deciding: Vec<usize> = match (op, operands.as_slice()) {
            (Op::And | Op::Or, [left, right]) => {
                let decisive = if *op == Op::And { Three::No } else { Three::Yes };
                match (self.value(run, *left).truth(), self.value(run, *right).truth()) {
                    (truth, _) if truth == decisive => vec![*left],
                    (_, truth) if truth == decisive => vec![*right],
                    _ => vec![*left, *right],
                }
            }
            (Op::If, [condition, then, otherwise]) => match self.value(run, *condition).truth() {
                Three::Yes => vec![*condition, *then],
                Three::No => vec![*condition, *otherwise],
                Three::Unknown => vec![*condition, *then, *otherwise],
            },
            (Op::OrElse, [value, _]) if self.value(run, *value) != Read::Void => vec![*value],
            _ => operands,
        };
        let mut work: Vec<Work> = deciding.iter().map(|step| Work::Operand(run, *step)).collect();
        let day = deciding.first().map(|step| self.value(run, *step));
        self.own_claims(op, scope, day, &mut work);
        work
    }

    /// What a step reads beside its operands.
    fn own_claims(&mut self, op: &'a Op, scope: usize, day: Option<Read>, work: &mut Vec<Work>) {
        let Some(inner) = self.scopes.get(scope) else { return };
        let evaluator = inner.evaluator(self.draft);
        match op {
            Op::Today | Op::Call(Function::Matches(Pattern::Ufn)) => work.push(Work::Claim(Subject::Today)),
            Op::Read { item, level } | Op::State { item, level, .. } | Op::ListLookup { item, level, .. } => {
                let kind = self.package.items.get(*item as usize).map_or(0, |item| item.frame);
                if let Some(frame) = evaluator.frame(*level, kind) {
                    let claim = value_claim(self.package, frame, *item);
                    // A requirement has files for rules only where it is needed.
                    let needed = matches!(claim, Subject::Given(..)).then_some(Subject::Relevance(frame, *item));
                    let claims = needed.into_iter().chain([claim]).map(Work::Claim);
                    work.splice(0..0, claims);
                }
            }
            Op::Amount { amount } => {
                if let Some(Read::Value(Value::Date(day))) = day {
                    work.push(Work::Claim(Subject::Amount(*amount, day)));
                }
            }
            Op::Index { level, repeat } => {
                let row = evaluator.frame(*level, repeat + 1).and_then(|row| self.draft.frame(row));
                work.extend(row.map(|row| Work::Claim(Subject::Rows(row.parent, *repeat))));
            }
            Op::Previous { item, level } => work.extend(self.neighbour(&evaluator, *item, *level, -1, false)),
            Op::Following { item, level } => work.extend(self.neighbour(&evaluator, *item, *level, 1, !inner.offer)),
            Op::EvidenceGiven => {
                if let Some((item, frame)) = inner.requirement {
                    work.push(Work::Claim(Subject::Given(frame, item)));
                }
            }
            Op::Aggregate { kind, over, other, filter, value } => {
                let body = Body { kind: *kind, filter: *filter, value: *value };
                match over {
                    Over::Evidence => self.over_evidence(scope, body, work),
                    Over::Repeat { repeat, level } => self.over_rows(scope, *repeat, *level, *other, body, work),
                }
            }
            _ => {}
        }
    }

    /// The field in the row before or after; where there is none, the rows, and whether one may still come after the last.
    fn neighbour(
        &self,
        evaluator: &Evaluator<'_>,
        item: ItemIndex,
        level: u32,
        direction: i32,
        may_grow: bool,
    ) -> Vec<Work> {
        let kind = self.package.items.get(item as usize).map_or(0, |item| item.frame);
        let Some(row) = evaluator.frame(level, kind) else { return Vec::new() };
        if let Some(sibling) = self.draft.sibling(row, direction) {
            return vec![Work::Claim(value_claim(self.package, sibling, item))];
        }
        let (Some(parent), Some(repeat)) = (self.draft.frame(row).map(|row| row.parent), kind.checked_sub(1)) else {
            return Vec::new();
        };
        let grows = may_grow
            && self
                .package
                .repeats
                .get(repeat as usize)
                .is_some_and(|rules| rules.is_kept_by_people() && !rules.always_ended);
        let open = grows.then_some(Subject::Open(parent, repeat));
        [Subject::Rows(parent, repeat)].into_iter().chain(open).map(Work::Claim).collect()
    }

    fn over_rows(
        &mut self,
        scope: usize,
        repeat: RepeatIndex,
        level: u32,
        other: bool,
        body: Body,
        work: &mut Vec<Work>,
    ) {
        let (Some(inner), Some(rules)) = (self.scopes.get(scope).cloned(), self.package.repeats.get(repeat as usize))
        else {
            return;
        };
        let evaluator = inner.evaluator(self.draft);
        let Some(parent) = evaluator.frame(level, rules.parent) else { return };
        let without = if other { evaluator.frame(level, repeat + 1) } else { None };
        let mut rows: Vec<Row> = Vec::new();
        for row in self.draft.row_frames(parent, repeat) {
            if Some(*row) != without {
                let relevance = self.draft.row_relevance(*row);
                let is_simply_in = relevance.is_yes() && self.draft.row_is_plain(*row, repeat);
                let claim = (!is_simply_in).then_some(Subject::Row(*row));
                rows.push(self.row(inner.within(*row), relevance, claim, body));
            }
        }
        let can_be_open = !inner.offer
            && if rules.is_kept_by_people() {
                !rules.always_ended
            } else {
                rules.rows.is_some() && (rows.is_empty() || self.draft.is_open(parent, repeat))
            };
        if let Some(row) = decisive(&rows, body.kind) {
            return self.row_claims(row, body, work);
        }
        if can_be_open {
            work.push(Work::Claim(Subject::Open(parent, repeat)));
        }
        if !body.codes().any(|code| self.reads_something(code)) && !rows.is_empty() {
            work.push(Work::Claim(Subject::Rows(parent, repeat)));
        }
        for row in rows {
            self.row_claims(&row, body, work);
        }
    }

    fn over_evidence(&mut self, scope: usize, body: Body, work: &mut Vec<Work>) {
        let Some(inner) = self.scopes.get(scope).cloned() else { return };
        let mut rows: Vec<Row> = Vec::new();
        for (item, rules) in (0..).zip(&self.package.items) {
            if !matches!(rules.kind, ItemKind::Evidence(_)) {
                continue;
            }
            for frame in self.draft.live_frames(rules.frame) {
                let mut within = inner.within(0);
                within.requirement = Some((item, frame));
                let relevance = self.draft.relevance_of(frame, item);
                rows.push(self.row(within, relevance, Some(Subject::Relevance(frame, item)), body));
            }
        }
        match decisive(&rows, body.kind) {
            Some(row) => self.row_claims(row, body, work),
            None => {
                if !inner.offer {
                    work.extend(self.lists_of_requirements().map(Work::Claim));
                }
                rows.iter().for_each(|row| self.row_claims(row, body, work));
            }
        }
    }

    /// Lists that may still grow, and each of whose rows brings a requirement.
    fn lists_of_requirements(&self) -> impl Iterator<Item = Subject> {
        let asked = self.package.items.iter().filter(|item| matches!(item.kind, ItemKind::Evidence(_)));
        let repeats: std::collections::BTreeSet<RepeatIndex> =
            asked.filter_map(|item| item.frame.checked_sub(1)).collect();
        repeats.into_iter().flat_map(|repeat| {
            let rules = self.package.repeats.get(repeat as usize);
            let grows = rules.filter(|rules| rules.is_kept_by_people() && !rules.always_ended);
            let lists = grows.map_or_else(Vec::new, |rules| self.draft.live_frames(rules.parent));
            lists.into_iter().map(move |list| Subject::Open(list, repeat))
        })
    }

    fn row(&mut self, scope: Scope<'a>, relevance: Three, claim: Option<Subject>, body: Body) -> Row {
        let mut evaluator = scope.evaluator(self.draft);
        let mut truth = |code: Option<CodeIndex>| code.map_or(Three::Yes, |code| evaluator.truth(code));
        let within = if relevance.is_no() { Three::No } else { relevance.and(truth(body.filter)) };
        let value = if within.is_yes() && body.decides_early() { truth(body.value) } else { Three::Unknown };
        self.scopes.push(scope);
        Row { scope: self.scopes.len() - 1, relevance, claim, within, value }
    }

    fn row_claims(&self, row: &Row, body: Body, work: &mut Vec<Work>) {
        work.extend(row.claim.clone().map(Work::Claim));
        if row.relevance.is_no() {
            return;
        }
        work.extend(body.filter.map(|code| Work::Code(row.scope, code)));
        if !row.within.is_no() {
            work.extend(body.value.map(|code| Work::Code(row.scope, code)));
        }
    }

    fn reads_something(&self, code: CodeIndex) -> bool {
        let ops = self.package.codes.get(code as usize).map_or(&[][..], |code| code.ops.as_slice());
        ops.iter().any(|op| {
            matches!(
                op,
                Op::Read { .. }
                    | Op::State { .. }
                    | Op::ListLookup { .. }
                    | Op::Previous { .. }
                    | Op::Following { .. }
                    | Op::Aggregate { .. }
                    | Op::EvidenceGiven
            )
        })
    }
}

/// What an aggregate judges in each row.
#[derive(Clone, Copy)]
struct Body {
    kind: AggregateKind,
    filter: Option<CodeIndex>,
    value: Option<CodeIndex>,
}

impl Body {
    fn codes(self) -> impl Iterator<Item = CodeIndex> {
        self.filter.into_iter().chain(self.value)
    }

    /// Whether one row can settle it: `any` and `none` are an `or`, `all` is an `and`.
    fn decides_early(self) -> bool {
        matches!(self.kind, AggregateKind::Any | AggregateKind::None | AggregateKind::All)
    }
}

struct Row {
    scope: usize,
    relevance: Three,
    /// Its relevance, where it is worth telling: a row that is there and simply in is not.
    claim: Option<Subject>,
    within: Three,
    value: Three,
}

fn decisive(rows: &[Row], kind: AggregateKind) -> Option<&Row> {
    let wanted = match kind {
        AggregateKind::Any | AggregateKind::None => Three::Yes,
        AggregateKind::All => Three::No,
        _ => return None,
    };
    rows.iter().find(|row| row.within.is_yes() && row.value == wanted)
}

/// What reading an item claims: its value, or that a requirement is given.
pub(crate) fn value_claim(package: &Package, frame: FrameId, item: ItemIndex) -> Subject {
    match package.items.get(item as usize).map(|item| &item.kind) {
        Some(ItemKind::Evidence(_)) => Subject::Given(frame, item),
        _ => Subject::Value(frame, item),
    }
}

/// How many operands a step takes from the stack.
pub(crate) fn operands_of(package: &Package, op: &Op) -> usize {
    match op {
        Op::Constant(_)
        | Op::Nothing
        | Op::Today
        | Op::Read { .. }
        | Op::State { .. }
        | Op::OptionId { .. }
        | Op::OptionColumn { .. }
        | Op::OptionText { .. }
        | Op::Aggregate { .. }
        | Op::Index { .. }
        | Op::Previous { .. }
        | Op::Following { .. }
        | Op::EvidenceKind
        | Op::EvidenceGiven => 0,
        Op::Known | Op::Not | Op::Negate | Op::SizeOfSet | Op::Amount { .. } | Op::ListLookup { .. } => 1,
        Op::If => 3,
        Op::OneOf(count) => *count as usize + 1,
        Op::Call(called) => function::arity(*called),
        Op::Lookup { table, dated, .. } => {
            package.tables.get(*table as usize).map_or(0, |table| table.keys as usize) + usize::from(*dated)
        }
        Op::And
        | Op::Or
        | Op::Is
        | Op::IsNot
        | Op::Includes
        | Op::Less
        | Op::LessOrEqual
        | Op::Greater
        | Op::GreaterOrEqual
        | Op::Add
        | Op::Subtract
        | Op::Multiply
        | Op::OrElse => 2,
    }
}
