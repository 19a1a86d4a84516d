//! How each node of the graph is judged from what is held and from the results of the nodes it reads (engine.md section 5).
//! Pages and tasks stand in `status.rs`.

use crate::draft::Draft;
use crate::evaluate::{Evaluator, Scratch};
use crate::fingerprint;
use crate::frame::{FrameId, Output, ProblemKind, ProblemSet};
use crate::graph::NodeKind;
use crate::options::Found;
use crate::package::{
    CodeIndex, ConditionIndex, ConditionRule, Derive, Evidence, ItemIndex, ItemKind, Options, Question, RepeatIndex,
    Type,
};
use crate::value::{FactHeld, FileReference, FileState, Held, ListHeld, OptionId, Read, RowHeld, RowKey, Three, Value};
use std::sync::Arc;

/// The most characters in one answer, whatever the question says (E-5).
const LONGEST_TEXT: usize = 100_000;
/// The most rows in one repeat, whatever the definition says (E-5).
const MOST_ROWS: usize = 5_000;

impl Draft {
    /// The result of a node, and whether something in it passed its range (E-35).
    pub(crate) fn judge(&self, frame: FrameId, kind: NodeKind, scratch: &mut Scratch) -> (Output, bool) {
        let mut evaluator = Evaluator::reusing(self, frame, scratch);
        let output = match kind {
            NodeKind::Condition(condition) => Output::Three(self.judge_condition(frame, condition, &mut evaluator)),
            NodeKind::Relevance(item) => Output::Three(self.judge_relevance(frame, item, &mut evaluator)),
            NodeKind::Value(item) => Output::Read(self.judge_value(frame, item, &mut evaluator)),
            NodeKind::Required(item) => Output::Three(self.judge_required(frame, item, &mut evaluator)),
            NodeKind::Options(item) => Output::Options(self.judge_options(frame, item)),
            NodeKind::Problems(item) => Output::Problems(self.judge_problems(frame, item, &mut evaluator)),
            NodeKind::Wanted(item) => Output::Flag(self.judge_wanted(frame, item)),
            NodeKind::Given(item) => Output::Flag(self.judge_given(frame, item)),
            NodeKind::Excused(item) => Output::Three(self.judge_excused(frame, item, &mut evaluator)),
            NodeKind::RowTotal(repeat) => Output::Read(self.judge_total(repeat, &mut evaluator)),
            NodeKind::Rows(repeat) => Output::Rows(
                self.row_frames(frame, repeat)
                    .iter()
                    .filter_map(|row| self.frame(*row))
                    .map(|row| row.row.clone())
                    .collect(),
            ),
            NodeKind::Open(repeat) => Output::Flag(self.judge_open(frame, repeat)),
            NodeKind::PageRelevance(page) => Output::Three(self.judge_page_relevance(frame, page)),
            NodeKind::PageChecks(page) => Output::Three(Three::from(self.broken_checks(frame, page, false).is_empty())),
            NodeKind::PageStatus(page) => {
                let (status, begun) = self.judge_page_status(frame, page);
                Output::Status(status, begun)
            }
            NodeKind::TaskStatus(task) => {
                let (status, begun) = self.judge_task_status(task);
                Output::Status(status, begun)
            }
        };
        (output, evaluator.give_back(scratch))
    }

    fn judge_condition(&self, frame: FrameId, condition: ConditionIndex, evaluator: &mut Evaluator<'_>) -> Three {
        let definition = self.compiled();
        let Some(condition) = definition.package.conditions.get(condition as usize) else { return Three::No };
        let around =
            condition.parents.iter().fold(Three::Yes, |all, parent| all.and(self.condition_of(frame, *parent)));
        if around.is_no() {
            return Three::No;
        }
        around.and(match condition.rule {
            ConditionRule::Always => Three::Yes,
            ConditionRule::When(code) => evaluator.truth(code),
            ConditionRule::Row(repeat) => self.judge_row(frame, repeat),
        })
    }

    /// Whether a row is one of those asked for (E-26, E-81).
    fn judge_row(&self, frame: FrameId, repeat: RepeatIndex) -> Three {
        let definition = self.compiled();
        let Some(rules) = definition.package.repeats.get(repeat as usize) else { return Three::No };
        let Some(row) = self.frame(frame) else { return Three::No };
        let relevant = self.relevance_of(row.parent, rules.item);
        if !rules.for_options.is_empty() {
            let chosen = rules.for_options.iter().map(|question| {
                let kind = definition.package.items.get(*question as usize).map_or(0, |item| item.frame);
                let Some(above) = self.frame_up(row.parent, kind) else { return Three::No };
                if !self.has_option(above, *question, &row.row) {
                    return Three::No;
                }
                match self.value_of(above, *question) {
                    Read::Value(Value::Choices(set)) => Three::from(set.contains(&row.row)),
                    Read::Waiting => Three::Unknown,
                    _ => Three::No,
                }
            });
            return relevant.and(chosen.fold(Three::No, Three::or));
        }
        if rules.rows.is_some() {
            let node = definition.graph.repeats.get(repeat as usize).map_or(crate::graph::NONE, |nodes| nodes.total);
            let number: i64 = row.row.parse().unwrap_or(i64::MAX);
            return relevant.and(match self.result(row.parent, node) {
                Some(Output::Read(Read::Value(Value::Count(total)))) => Three::from(number <= *total),
                Some(Output::Read(Read::Waiting)) => Three::Unknown,
                _ => Three::No,
            });
        }
        relevant
    }

    fn has_option(&self, frame: FrameId, question: ItemIndex, id: &str) -> bool {
        self.compiled()
            .options_of(question)
            .is_some_and(|options| matches!(self.find_option(frame, options, id), Found::Here(_)))
    }

    fn judge_relevance(&self, frame: FrameId, index: ItemIndex, evaluator: &mut Evaluator<'_>) -> Three {
        let Some(item) = self.compiled().package.items.get(index as usize) else { return Three::No };
        let around = item.conditions.iter().fold(Three::Yes, |all, parent| all.and(self.condition_of(frame, *parent)));
        match item.when {
            Some(when) if !around.is_no() => around.and(evaluator.truth(when)),
            _ => around,
        }
    }

    fn judge_value(&self, frame: FrameId, index: ItemIndex, evaluator: &mut Evaluator<'_>) -> Read {
        match self.relevance_of(frame, index) {
            Three::No => return Read::Void,
            Three::Unknown => return Read::Waiting,
            Three::Yes => {}
        }
        let definition = self.compiled();
        match definition.package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Question(question)) => self.question_value(frame, index, question),
            Some(ItemKind::Derive(derive)) => derived_value(derive, evaluator),
            Some(ItemKind::Fact(_)) => match self.fact_state(frame, index) {
                FactHeld::Value(value) => Read::Value(value),
                FactHeld::Failed => Read::Void,
                FactHeld::NotRequested | FactHeld::Pending => Read::Waiting,
            },
            Some(ItemKind::Mark { page }) => {
                if self.is_mark_held(frame, index, *page) {
                    Read::Value(Value::YesNo(true))
                } else {
                    Read::Waiting
                }
            }
            Some(ItemKind::Evidence(evidence)) => {
                let files: Vec<FileReference> = self
                    .accepted_files(frame, index, evidence)
                    .into_iter()
                    .filter(|file| file.state == FileState::Clean)
                    .cloned()
                    .collect();
                if files.is_empty() { Read::Waiting } else { Read::Value(Value::Files(files)) }
            }
            _ => Read::Void,
        }
    }

    fn question_value(&self, frame: FrameId, index: ItemIndex, question: &Question) -> Read {
        if question.value == Type::Files {
            let files = self.files_in(frame, index);
            return match self.held_in(frame, index) {
                Held::Skipped | Held::Declined | Held::NotKnown => Read::Void,
                _ if files.is_empty() => Read::Waiting,
                _ => Read::Value(Value::Files(files.to_vec())),
            };
        }
        match self.held_in(frame, index) {
            Held::Value(value) => self.settled_value(frame, question, value),
            Held::Skipped | Held::Declined | Held::NotKnown => Read::Void,
            Held::Empty | Held::Contested(_) | Held::Unparsed(_) => Read::Waiting,
        }
    }

    /// A held value as rules read it: options that are gone drop out, references to rows that are gone are void.
    fn settled_value(&self, frame: FrameId, question: &Question, value: &Value) -> Read {
        match (value, &question.options) {
            (Value::Choice(id), Some(options)) => match self.standing(frame, options, id) {
                Three::Yes => Read::Value(value.clone()),
                Three::No | Three::Unknown => Read::Waiting,
            },
            (Value::Choices(set), Some(options)) => {
                let mut kept: Vec<OptionId> = Vec::with_capacity(set.len());
                for id in set {
                    match self.standing(frame, options, id) {
                        Three::Yes => kept.push(id.clone()),
                        Three::No => {}
                        Three::Unknown => return Read::Waiting,
                    }
                }
                if kept.is_empty() { Read::Waiting } else { Read::Value(Value::Choices(kept)) }
            }
            (Value::Row(row), _) => {
                if self.row_is_there(frame, question.value, row) {
                    Read::Value(value.clone())
                } else {
                    Read::Void
                }
            }
            (Value::Rows(rows), _) => {
                let kept: Vec<RowKey> =
                    rows.iter().filter(|row| self.row_is_there(frame, question.value, row)).cloned().collect();
                if kept.is_empty() { Read::Void } else { Read::Value(Value::Rows(kept)) }
            }
            _ => Read::Value(value.clone()),
        }
    }

    /// `only` of a chosen option: an option that is gone counts as no, one whose list waits as unknown.
    fn standing(&self, frame: FrameId, options: &Options, id: &str) -> Three {
        match self.find_option(frame, options, id) {
            Found::Here(option) => self.judge_option(frame, options, &option, false),
            Found::Gone => Three::No,
            Found::Waiting => Three::Unknown,
        }
    }

    fn row_is_there(&self, frame: FrameId, value_type: Type, key: &str) -> bool {
        let (Type::Row(repeat) | Type::Rows(repeat)) = value_type else { return true };
        fingerprint::lists(self, frame, repeat).into_iter().any(|list| {
            let row = self.children(list, repeat).and_then(|children| children.by_key.get(key)).copied();
            row.is_some_and(|row| self.is_live(row))
        })
    }

    fn judge_required(&self, frame: FrameId, index: ItemIndex, evaluator: &mut Evaluator<'_>) -> Three {
        let relevant = self.relevance_of(frame, index);
        if relevant.is_no() {
            return Three::No;
        }
        match self.compiled().package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Question(question)) => match question.required {
                Some(required) => relevant.and(evaluator.truth(required)),
                None if question.optional => Three::No,
                None => relevant,
            },
            _ => Three::No,
        }
    }

    fn judge_options(&self, frame: FrameId, index: ItemIndex) -> Arc<[crate::frame::Offered]> {
        if self.relevance_of(frame, index).is_no() {
            return Arc::from([]);
        }
        self.compiled().options_of(index).map_or_else(|| Arc::from([]), |options| self.offered(frame, options))
    }

    fn judge_problems(&self, frame: FrameId, index: ItemIndex, evaluator: &mut Evaluator<'_>) -> ProblemSet {
        let definition = self.compiled();
        if !self.relevance_of(frame, index).is_yes() {
            return ProblemSet::default();
        }
        match definition.package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Question(question)) => self.question_problems(frame, index, question, evaluator),
            Some(ItemKind::Repeat(repeat)) => self.list_problems(frame, *repeat),
            _ => ProblemSet::default(),
        }
    }

    fn question_problems(
        &self,
        frame: FrameId,
        index: ItemIndex,
        question: &Question,
        evaluator: &mut Evaluator<'_>,
    ) -> ProblemSet {
        let held = self.held_in(frame, index);
        let mut problems = ProblemSet::default();
        let required = self.required_of(frame, index).is_yes();
        match held {
            Held::Empty if question.value == Type::Files => {
                let files = self.files_in(frame, index);
                problems.insert(ProblemKind::Missing, files.is_empty() && required);
                problems.insert(ProblemKind::File, files.iter().any(|file| file.state != FileState::Clean));
            }
            Held::Empty => problems.insert(ProblemKind::Missing, required),
            Held::Skipped => problems.insert(ProblemKind::Missing, required),
            Held::Unparsed(_) => problems.insert(ProblemKind::Unparsed, true),
            Held::Contested(_) => problems.insert(ProblemKind::Contested, true),
            Held::Declined | Held::NotKnown => {}
            Held::Value(value) => {
                problems.insert(ProblemKind::Range, is_out_of_range(question, value));
                if let Some(options) = &question.options {
                    self.option_problems(frame, options, value, &question.value, &mut problems);
                }
                let rows_gone = match value {
                    Value::Row(row) => !self.row_is_there(frame, question.value, row),
                    Value::Rows(rows) => rows.iter().any(|row| !self.row_is_there(frame, question.value, row)),
                    _ => false,
                };
                problems.insert(ProblemKind::RowGone, rows_gone);
                let broken = question.checks.iter().any(|check| evaluator.truth(check.condition).is_no());
                problems.insert(ProblemKind::Check, broken && self.has_value(frame, index));
            }
        }
        problems.insert(ProblemKind::Stale, self.is_stale(frame, index));
        problems
    }

    /// A check of an item is judged only when the item has a value (E-32).
    fn has_value(&self, frame: FrameId, index: ItemIndex) -> bool {
        matches!(self.value_of(frame, index), Read::Value(_))
    }

    fn option_problems(
        &self,
        frame: FrameId,
        options: &Options,
        value: &Value,
        value_type: &Type,
        problems: &mut ProblemSet,
    ) {
        let chosen: &[OptionId] = match value {
            Value::Choice(id) => std::slice::from_ref(id),
            Value::Choices(set) => set,
            _ => return,
        };
        if matches!(value_type, Type::Text { .. }) {
            return;
        }
        let mut alone = false;
        for id in chosen {
            match self.find_option(frame, options, id) {
                Found::Here(option) => {
                    alone |= option.is_alone();
                    let gone = self.judge_option(frame, options, &option, false).is_no()
                        || self.judge_option(frame, options, &option, true).is_no();
                    problems.insert(ProblemKind::OptionGone, gone);
                }
                Found::Gone => problems.insert(ProblemKind::OptionGone, true),
                Found::Waiting => {}
            }
        }
        problems.insert(ProblemKind::NotAlone, alone && chosen.len() > 1);
    }

    fn list_problems(&self, frame: FrameId, repeat: RepeatIndex) -> ProblemSet {
        let mut problems = ProblemSet::default();
        let Some(rules) = self.compiled().package.repeats.get(repeat as usize) else { return problems };
        let Some(children) = self.children(frame, repeat) else { return problems };
        let rows = children.order.len();
        let ended = !self.is_open(frame, repeat);
        problems.insert(ProblemKind::TooFew, ended && rules.min.is_some_and(|min| rows < min as usize));
        let most = rules.max.map_or(MOST_ROWS, |max| MOST_ROWS.min(max as usize));
        problems.insert(ProblemKind::TooMany, rows > most);
        problems.insert(ProblemKind::Reopened, children.end == ListHeld::Reopened && !rules.always_ended);
        let disputed =
            children.order.iter().any(|row| self.frame(*row).is_some_and(|row| row.held == RowHeld::Disputed));
        problems.insert(ProblemKind::RowRemoval, disputed);
        problems
    }

    /// An answer whose grounds changed (E-29).
    pub(crate) fn is_stale(&self, frame: FrameId, index: ItemIndex) -> bool {
        let Some(item) = self.compiled().package.items.get(index as usize) else { return false };
        if item.recheck.is_empty() {
            return false;
        }
        match self.answer_in(frame, index) {
            Some(answer) if !matches!(answer.held, Held::Empty | Held::Unparsed(_) | Held::Contested(_)) => {
                answer.read.is_some_and(|read| read != self.fingerprint_in(frame, index))
            }
            _ => false,
        }
    }

    // Facts.

    /// What is held for a fact, where it still counts (E-27, E-83).
    pub(crate) fn fact_state(&self, frame: FrameId, index: ItemIndex) -> FactHeld {
        let Some(fact) = self.fact_in(frame, index) else { return FactHeld::NotRequested };
        if fact.held == FactHeld::NotRequested || self.recheck_waits(frame, index) {
            return FactHeld::NotRequested;
        }
        if fact.read.is_some_and(|read| read != self.fingerprint_in(frame, index)) {
            return FactHeld::NotRequested;
        }
        let item = self.compiled().package.items.get(index as usize);
        if let Some(ItemKind::Fact(rules)) = item.map(|item| &item.kind)
            && let (Some(age), Some(observed)) = (rules.max_age, fact.observed_on)
            && observed.plus(age).is_some_and(|last| last < self.today())
        {
            return FactHeld::NotRequested;
        }
        fact.held.clone()
    }

    fn judge_wanted(&self, frame: FrameId, index: ItemIndex) -> bool {
        self.relevance_of(frame, index).is_yes()
            && !self.recheck_waits(frame, index)
            && self.fact_state(frame, index) == FactHeld::NotRequested
    }

    /// Whether a mark was set and everything it covers is as it was then (E-86).
    fn is_mark_held(&self, frame: FrameId, index: ItemIndex, page: u32) -> bool {
        match self.answer_in(frame, index) {
            Some(answer) if answer.held == Held::Value(Value::YesNo(true)) => {
                !self.covered_waits(frame, page) && answer.read == Some(fingerprint::of_mark(self, frame, page))
            }
            _ => false,
        }
    }

    // Evidence.

    /// Files anywhere in the draft that a requirement accepts (E-34, E-91). A file given for one row counts for that row.
    pub(crate) fn accepted_files(&self, frame: FrameId, index: ItemIndex, evidence: &Evidence) -> Vec<&FileReference> {
        let definition = self.compiled();
        let Some(requirement) = definition.package.items.get(index as usize) else { return Vec::new() };
        let mut accepted = Vec::new();
        for (other, item) in (0..).zip(&definition.package.items) {
            let is_given_here = match &item.kind {
                ItemKind::Evidence(_) => true,
                ItemKind::Question(question) => question.value == Type::Files,
                _ => false,
            };
            if !is_given_here {
                continue;
            }
            for holder in self.live_frames(item.frame) {
                if !self.is_frame_around(holder, frame) && !self.is_frame_around(frame, holder) {
                    continue;
                }
                accepted.extend(self.files_in(holder, other).iter().filter(|file| {
                    let category = file.category.as_deref().unwrap_or(&item.id);
                    evidence.accepts.iter().any(|accepts| accepts == category)
                        || (evidence.accepts.is_empty() && category == requirement.id)
                }));
            }
        }
        accepted
    }

    /// Whether a frame is another or lies around it.
    fn is_frame_around(&self, around: FrameId, frame: FrameId) -> bool {
        self.frame(around).is_some_and(|outer| self.frame_up(frame, outer.kind) == Some(around))
    }

    fn judge_given(&self, frame: FrameId, index: ItemIndex) -> bool {
        match self.compiled().package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Evidence(evidence)) => {
                self.accepted_files(frame, index, evidence).iter().any(|file| file.state == FileState::Clean)
            }
            _ => false,
        }
    }

    fn judge_excused(&self, frame: FrameId, index: ItemIndex, evaluator: &mut Evaluator<'_>) -> Three {
        if self.relevance_of(frame, index).is_no() {
            return Three::No;
        }
        match self.compiled().package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Evidence(evidence)) => {
                evidence.excused.map_or(Three::No, |excused| evaluator.truth(excused))
            }
            _ => Three::No,
        }
    }

    // Rows.

    fn judge_total(&self, repeat: RepeatIndex, evaluator: &mut Evaluator<'_>) -> Read {
        let code: Option<CodeIndex> =
            self.compiled().package.repeats.get(repeat as usize).and_then(|repeat| repeat.rows);
        code.map_or(Read::Void, |code| evaluator.run(code))
    }

    fn judge_open(&self, frame: FrameId, repeat: RepeatIndex) -> bool {
        let Some(rules) = self.compiled().package.repeats.get(repeat as usize) else { return false };
        if rules.rows.is_some() {
            // Nobody knows yet how many rows there are.
            let node =
                self.compiled().graph.repeats.get(repeat as usize).map_or(crate::graph::NONE, |nodes| nodes.total);
            return !self.relevance_of(frame, rules.item).is_no()
                && self.result(frame, node) == Some(&Output::Read(Read::Waiting));
        }
        rules.is_kept_by_people()
            && !rules.always_ended
            && !self.relevance_of(frame, rules.item).is_no()
            && self.children(frame, repeat).is_some_and(|children| children.end != ListHeld::Closed)
    }

    /// Keys of the rows of a repeat whose rows come from options or a number.
    pub(crate) fn keys_of_rows(&self, frame: FrameId, repeat: RepeatIndex) -> Vec<RowKey> {
        let definition = self.compiled();
        let Some(rules) = definition.package.repeats.get(repeat as usize) else { return Vec::new() };
        if rules.rows.is_some() {
            return self.numbered_rows(frame, repeat);
        }
        let mut keys: Vec<RowKey> = Vec::new();
        for question in &rules.for_options {
            let kind = definition.package.items.get(*question as usize).map_or(0, |item| item.frame);
            let (Some(above), Some(options)) = (self.frame_up(frame, kind), definition.options_of(*question)) else {
                continue;
            };
            let (all, _) = self.all_options(above, options);
            for option in all.iter().filter(|option| !option.is_alone()) {
                if !keys.contains(&option.id) {
                    keys.push(option.id.clone());
                }
            }
        }
        keys
    }

    /// 1 to N; beyond N only rows in which something is held.
    fn numbered_rows(&self, frame: FrameId, repeat: RepeatIndex) -> Vec<RowKey> {
        let node = self.compiled().graph.repeats.get(repeat as usize).map_or(crate::graph::NONE, |nodes| nodes.total);
        let total = match self.result(frame, node) {
            Some(Output::Read(Read::Value(Value::Count(total)))) => usize::try_from(*total).unwrap_or(0).min(MOST_ROWS),
            _ => 0,
        };
        let held = self
            .children(frame, repeat)
            .into_iter()
            .flat_map(|children| &children.by_key)
            .filter_map(|(key, row)| Some((key.parse::<usize>().ok()?, *row)))
            .filter(|(number, row)| (total + 1..=MOST_ROWS).contains(number) && self.holds_something(*row))
            .map(|(number, _)| number)
            .max()
            .unwrap_or(0);
        (1..=total.max(held)).map(|number| RowKey::from(number.to_string())).collect()
    }

    fn holds_something(&self, frame: FrameId) -> bool {
        let mut left = vec![frame];
        while let Some(next) = left.pop() {
            let Some(row) = self.frame(next) else { continue };
            let held = row.cells.iter().any(|cell| match cell {
                crate::frame::Cell::Answer(answer) => answer.held != Held::Empty,
                crate::frame::Cell::Files(files) => !files.is_empty(),
                crate::frame::Cell::Fact(_) | crate::frame::Cell::List => false,
            });
            if held {
                return true;
            }
            // A row that was added is something held, there or removed.
            if row.children.iter().any(|children| !children.all.is_empty()) {
                return true;
            }
            left.extend(row.children.iter().flat_map(|children| children.by_key.values().copied()));
        }
        false
    }
}

fn derived_value(derive: &Derive, evaluator: &mut Evaluator<'_>) -> Read {
    // From the last case upwards: each is an `if` whose `else` is what follows it.
    let mut result = derive.otherwise.map_or(Read::Void, |otherwise| evaluator.run(otherwise));
    for (condition, value) in derive.cases.iter().rev() {
        let condition = evaluator.truth(*condition);
        if condition.is_no() {
            continue;
        }
        let value = evaluator.run(*value);
        if condition.is_yes() {
            result = value;
        } else if value != result || result == Read::Waiting {
            result = Read::Waiting;
        }
    }
    result
}

fn is_out_of_range(question: &Question, value: &Value) -> bool {
    if let Value::Text(text) = value {
        let length = text.chars().count();
        let longest = match &question.max {
            Some(Value::Count(longest)) => usize::try_from(*longest).unwrap_or(0).min(LONGEST_TEXT),
            _ => LONGEST_TEXT,
        };
        return length > longest;
    }
    let beyond = |bound: &Option<Value>, wrong: fn(std::cmp::Ordering) -> bool| {
        bound.as_ref().and_then(|bound| crate::evaluate::order(value, bound)).is_some_and(wrong)
    };
    beyond(&question.min, std::cmp::Ordering::is_lt) || beyond(&question.max, std::cmp::Ordering::is_gt)
}
