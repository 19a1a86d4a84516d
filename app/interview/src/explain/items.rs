//! What a claim about an item rests on: the claims its rule read, or that it is a leaf.

use super::operands::{Deciding, Scope, value_claim};
use super::subject::Subject;
use super::tree::{Grounds, Leaf};
use crate::draft::Draft;
use crate::fingerprint::instances;
use crate::frame::{FrameId, ProblemKind};
use crate::options::{Found, OptionInScope, OptionSource};
use crate::package::{
    CodeIndex, Derive, Fact, ItemIndex, ItemKind, Options, OptionsFrom, PageIndex, Question, RepeatIndex, Span, Type,
};
use crate::value::{Held, ListHeld, OptionId, Read, Three, Value};

impl Draft {
    pub(crate) fn grounds_of(&self, subject: &Subject) -> Grounds {
        let mut grounds = match subject {
            Subject::Relevance(frame, item) => self.relevance_grounds(*frame, *item),
            Subject::Value(frame, item) => self.value_grounds(*frame, *item),
            Subject::Required(frame, item) => self.required_grounds(*frame, *item),
            Subject::Options(frame, item) => self.options_grounds(*frame, *item, None),
            Subject::Option(frame, item, id) => self.options_grounds(*frame, *item, Some(id)),
            Subject::Problems(frame, item) => self.problems_grounds(*frame, *item),
            Subject::Problem(frame, item, kind) => self.problem_grounds(*frame, *item, *kind),
            Subject::Wanted(frame, item) => self.wanted_grounds(*frame, *item),
            Subject::Given(frame, item) => self.given_grounds(*frame, *item),
            Subject::Excused(frame, item) => self.excused_grounds(*frame, *item),
            Subject::Rows(frame, repeat) => self.rows_grounds(*frame, *repeat),
            Subject::Open(frame, repeat) => self.open_grounds(*frame, *repeat),
            Subject::Row(row) => self.row_grounds(*row),
            Subject::PageRelevance(frame, page) => self.page_grounds(*frame, *page),
            Subject::PageStatus(frame, page) => self.page_status_grounds(*frame, *page),
            Subject::PageCheck(frame, page) => self.page_check_grounds(*frame, *page),
            Subject::TaskStatus(task) => self.task_status_grounds(*task),
            Subject::Today => Grounds::leaf(Leaf::Today),
            Subject::Amount(amount, _) => Grounds {
                rule: self.compiled().package.amounts.get(*amount as usize).map(|amount| amount.source),
                ..Grounds::leaf(Leaf::Constant)
            },
        };
        let own_law = subject
            .item()
            .and_then(|(_, item)| self.compiled().package.items.get(item as usize))
            .and_then(|item| item.law.clone());
        grounds.law = own_law.or(grounds.law);
        grounds
    }

    fn kind_of(&self, item: ItemIndex) -> Option<&ItemKind> {
        self.compiled().package.items.get(item as usize).map(|item| &item.kind)
    }

    pub(crate) fn span_of(&self, code: CodeIndex) -> Option<Span> {
        self.compiled().package.codes.get(code as usize).map(|code| code.source)
    }

    fn source_of(&self, item: ItemIndex) -> Option<Span> {
        self.compiled().package.items.get(item as usize).map(|item| item.source)
    }

    /// What one expression rests on; a constant where it reads nothing.
    fn code_grounds(&self, frame: FrameId, code: CodeIndex) -> Grounds {
        let mut claims = Deciding::new(self);
        claims.code(Scope::at(frame), code);
        Grounds {
            rule: self.span_of(code),
            words: vec![(frame, code)],
            ..Grounds::because(claims.claims(), Leaf::Constant)
        }
    }

    fn relevance_grounds(&self, frame: FrameId, item: ItemIndex) -> Grounds {
        let parts = self.parts_of_item(frame, item);
        let decided = self.decided(&parts, self.relevance_of(frame, item));
        Grounds {
            rule: decided.rule.or_else(|| self.source_of(item)),
            law: decided.law,
            words: decided.words,
            ..Grounds::because(decided.because, Leaf::Constant)
        }
    }

    fn row_grounds(&self, row: FrameId) -> Grounds {
        let package = &self.compiled().package;
        let repeat = self.frame(row).and_then(|row| row.repeat()).and_then(|index| package.repeats.get(index as usize));
        let Some(rules) = repeat else { return Grounds::leaf(Leaf::Constant) };
        let decided = self.decided(&self.parts(row, &[rules.row_condition]), self.row_relevance(row));
        Grounds {
            rule: decided.rule.or_else(|| self.source_of(rules.item)),
            law: decided.law,
            words: decided.words,
            ..Grounds::because(decided.because, Leaf::Answer)
        }
    }

    fn value_grounds(&self, frame: FrameId, item: ItemIndex) -> Grounds {
        if !self.relevance_of(frame, item).is_yes() {
            return Grounds::because(vec![Subject::Relevance(frame, item)], Leaf::Absent);
        }
        match self.kind_of(item) {
            Some(ItemKind::Question(question)) => self.answer_grounds(frame, item, question),
            Some(ItemKind::Derive(derive)) => {
                let mut grounds = self.derive_grounds(frame, derive);
                // On another condition it would be void, whatever its cases say.
                if !self.is_unconditional(frame, item) {
                    grounds.because.insert(0, Subject::Relevance(frame, item));
                    grounds.leaf = None;
                }
                grounds
            }
            Some(ItemKind::Fact(fact)) => self.fact_grounds(frame, item, fact),
            Some(ItemKind::Mark { page }) => self.mark_grounds(frame, item, *page),
            _ => Grounds::leaf(Leaf::Absent),
        }
    }

    fn answer_grounds(&self, frame: FrameId, item: ItemIndex, question: &Question) -> Grounds {
        if question.value == Type::Files {
            let nothing = self.files_in(frame, item).is_empty() && *self.held_in(frame, item) == Held::Empty;
            return Grounds::leaf(if nothing { Leaf::Absent } else { Leaf::Answer });
        }
        let held = match self.held_in(frame, item) {
            Held::Empty => return Grounds::leaf(Leaf::Absent),
            Held::Value(value) if self.value_of(frame, item) != Read::Value(value.clone()) => value,
            _ => return Grounds::leaf(Leaf::Answer),
        };
        // Read otherwise than it is held: an option or a row is gone, or may be.
        let mut claims = Deciding::new(self);
        match (held, &question.options, question.value) {
            (Value::Choice(id), Some(options), _) => {
                self.option_claims(frame, options, id, false, &mut claims);
            }
            (Value::Choices(ids), Some(options), _) => {
                ids.iter().for_each(|id| self.option_claims(frame, options, id, false, &mut claims));
            }
            (_, _, Type::Row(repeat) | Type::Rows(repeat)) => {
                let parent = self.compiled().package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.parent);
                if let Some(parent) = self.frame_up(frame, parent) {
                    claims.claim(Subject::Rows(parent, repeat));
                }
            }
            _ => {}
        }
        Grounds::because(claims.claims(), Leaf::Answer)
    }

    fn derive_grounds(&self, frame: FrameId, derive: &Derive) -> Grounds {
        let mut claims = Deciding::new(self);
        let mut evaluator = crate::evaluate::Evaluator::at(self, frame);
        let mut rule = None;
        let mut words = Vec::new();
        for (condition, value) in &derive.cases {
            let truth = evaluator.truth(*condition);
            claims.code(Scope::at(frame), *condition);
            if truth.is_no() {
                continue;
            }
            rule = rule.or_else(|| self.span_of(*condition));
            words.push((frame, *condition));
            claims.code(Scope::at(frame), *value);
            if truth.is_yes() {
                return Grounds { rule, words, ..Grounds::because(claims.claims(), Leaf::Constant) };
            }
        }
        if let Some(code) = derive.otherwise {
            claims.code(Scope::at(frame), code);
            rule = rule.or_else(|| self.span_of(code));
            if words.is_empty() {
                words.push((frame, code));
            }
        }
        Grounds { rule, words, ..Grounds::because(claims.claims(), Leaf::Constant) }
    }

    fn fact_grounds(&self, frame: FrameId, item: ItemIndex, _fact: &Fact) -> Grounds {
        Grounds::because(self.recheck_claims(frame, item, true), Leaf::Fact)
    }

    /// What an item's fingerprint rests on; `waiting`: only what waits.
    fn recheck_claims(&self, frame: FrameId, item: ItemIndex, waiting: bool) -> Vec<Subject> {
        let package = &self.compiled().package;
        let mut claims = Vec::new();
        for read in package.items.get(item as usize).into_iter().flat_map(|item| &item.recheck) {
            if let Some(repeat) = self.repeat_index(*read) {
                if !waiting {
                    let lists = instances(self, frame, *read);
                    claims.extend(lists.into_iter().map(|list| Subject::Rows(list, repeat)));
                }
                continue;
            }
            for instance in instances(self, frame, *read) {
                if !waiting || self.value_of(instance, *read) == Read::Waiting {
                    claims.push(value_claim(package, instance, *read));
                }
            }
        }
        claims
    }

    fn mark_grounds(&self, frame: FrameId, item: ItemIndex, page: PageIndex) -> Grounds {
        if *self.held_in(frame, item) == Held::Empty {
            return Grounds::leaf(Leaf::Absent);
        }
        if self.value_of(frame, item) != Read::Waiting {
            return Grounds::leaf(Leaf::Answer);
        }
        let mut claims = Vec::new();
        for covered in self.compiled().graph.covered.get(page as usize).into_iter().flatten() {
            match covered {
                crate::graph::Covered::Item(item) => {
                    let waits = instances(self, frame, *item).into_iter();
                    let waits = waits.filter(|frame| self.value_of(*frame, *item) == Read::Waiting);
                    claims
                        .extend(waits.filter(|_| !self.is_sensitive(*item)).map(|frame| Subject::Value(frame, *item)));
                }
                crate::graph::Covered::List(repeat) => {
                    let parent = self.compiled().package.repeats.get(*repeat as usize).map_or(0, |repeat| repeat.item);
                    let open = instances(self, frame, parent).into_iter().filter(|list| self.is_open(*list, *repeat));
                    claims.extend(open.map(|list| Subject::Open(list, *repeat)));
                }
            }
        }
        Grounds::because(claims, Leaf::Answer)
    }

    fn required_grounds(&self, frame: FrameId, item: ItemIndex) -> Grounds {
        let relevance = Subject::Relevance(frame, item);
        let Some(ItemKind::Question(question)) = self.kind_of(item) else { return Grounds::leaf(Leaf::Constant) };
        if self.relevance_of(frame, item).is_no() {
            return Grounds::because(vec![relevance], Leaf::Constant);
        }
        let Some(code) = question.required else { return Grounds::because(vec![relevance], Leaf::Constant) };
        let mut grounds = self.code_grounds(frame, code);
        if crate::evaluate::Evaluator::at(self, frame).truth(code).is_no() {
            return grounds;
        }
        grounds.because.insert(0, relevance);
        grounds.leaf = None;
        grounds
    }

    fn options_grounds(&self, frame: FrameId, item: ItemIndex, only_this: Option<&OptionId>) -> Grounds {
        if self.relevance_of(frame, item).is_no() {
            return Grounds::because(vec![Subject::Relevance(frame, item)], Leaf::Constant);
        }
        let Some(options) = self.compiled().options_of(item) else { return Grounds::leaf(Leaf::Constant) };
        let (all, _) = self.all_options(frame, options);
        let mut claims = Deciding::new(self);
        if let Some(OptionsFrom::Fact(fact)) = options.from {
            let kind = self.compiled().package.items.get(fact as usize).map_or(0, |item| item.frame);
            if let Some(frame) = self.frame_up(frame, kind) {
                claims.claim(Subject::Value(frame, fact));
            }
        }
        let mut rule = None;
        for option in all.iter().filter(|option| only_this.is_none_or(|id| option.id == *id)) {
            for offer in [false, true] {
                rule = rule.or(self.standing_claims(frame, options, option, offer, &mut claims));
                if self.judge_option(frame, options, option, offer).is_no() {
                    break;
                }
            }
        }
        let rule = rule.and_then(|code| self.span_of(code)).or_else(|| self.source_of(item));
        let law = all.iter().find(|option| only_this == Some(&option.id)).and_then(|option| match option.source {
            OptionSource::Written(written) => written.law.clone(),
            _ => None,
        });
        Grounds { rule, law, ..Grounds::because(claims.claims(), Leaf::Constant) }
    }

    /// What `only`, or `offer`, of one option by its id rests on.
    fn option_claims<'a>(
        &'a self,
        frame: FrameId,
        options: &'a Options,
        id: &str,
        offer: bool,
        claims: &mut Deciding<'a>,
    ) {
        if let (Some(OptionsFrom::Fact(fact)), true) =
            (options.from, !matches!(self.find_option(frame, options, id), Found::Here(_)))
        {
            let kind = self.compiled().package.items.get(fact as usize).map_or(0, |item| item.frame);
            if let Some(frame) = self.frame_up(frame, kind) {
                claims.claim(Subject::Value(frame, fact));
            }
        }
        if let Found::Here(option) = self.find_option(frame, options, id) {
            self.standing_claims(frame, options, &option, offer, claims);
        }
    }

    /// The first rule that rules an option out, all otherwise; the rule that decided.
    fn standing_claims<'a>(
        &'a self,
        frame: FrameId,
        options: &Options,
        option: &OptionInScope<'a>,
        offer: bool,
        claims: &mut Deciding<'a>,
    ) -> Option<CodeIndex> {
        let own = match option.source {
            OptionSource::Written(written) if offer => written.offer,
            OptionSource::Written(written) => written.only,
            _ => None,
        };
        let shared = if offer { options.offer } else { options.only };
        let rules: Vec<CodeIndex> = shared.into_iter().chain(own).collect();
        let truth = |code: CodeIndex| Scope::of_option(frame, option.clone(), offer).evaluator(self).truth(code);
        let deciding = match rules.iter().find(|code| truth(**code).is_no()) {
            Some(code) => vec![*code],
            None => rules,
        };
        for code in &deciding {
            claims.code(Scope::of_option(frame, option.clone(), offer), *code);
        }
        deciding.first().copied()
    }

    fn problems_grounds(&self, frame: FrameId, item: ItemIndex) -> Grounds {
        if !self.relevance_of(frame, item).is_yes() {
            return Grounds::because(vec![Subject::Relevance(frame, item)], Leaf::Constant);
        }
        let mut all: Option<Grounds> = None;
        for kind in self.problems_of(frame, item).kinds() {
            let next = self.problem_grounds(frame, item, kind);
            match &mut all {
                None => all = Some(next),
                Some(grounds) => {
                    for subject in next.because {
                        if !grounds.because.contains(&subject) {
                            grounds.because.push(subject);
                        }
                    }
                }
            }
        }
        all.unwrap_or_else(|| match self.kind_of(item) {
            Some(ItemKind::Repeat(repeat)) => {
                let list = vec![Subject::Open(frame, *repeat), Subject::Rows(frame, *repeat)];
                Grounds { rule: self.source_of(item), ..Grounds::because(list, Leaf::Constant) }
            }
            _ => Grounds::because(self.problem_values(frame, item), Leaf::Constant),
        })
    }

    fn problem_values(&self, frame: FrameId, item: ItemIndex) -> Vec<Subject> {
        if self.is_sensitive(item) {
            return Vec::new();
        }
        let required = self.required_of(frame, item).is_yes().then_some(Subject::Required(frame, item));
        required.into_iter().chain([Subject::Value(frame, item)]).collect()
    }

    pub(crate) fn problem_grounds(&self, frame: FrameId, item: ItemIndex, kind: ProblemKind) -> Grounds {
        let source = self.source_of(item);
        if let Some(ItemKind::Repeat(repeat)) = self.kind_of(item) {
            let list = match kind {
                ProblemKind::Reopened => vec![Subject::Open(frame, *repeat)],
                ProblemKind::TooFew => vec![Subject::Open(frame, *repeat), Subject::Rows(frame, *repeat)],
                _ => vec![Subject::Rows(frame, *repeat)],
            };
            return Grounds { rule: source, ..Grounds::because(list, Leaf::Answer) };
        }
        let Some(ItemKind::Question(question)) = self.kind_of(item) else { return Grounds::leaf(Leaf::Answer) };
        match kind {
            ProblemKind::Check => {
                let mut evaluator = crate::evaluate::Evaluator::at(self, frame);
                let broken = question.checks.iter().find(|check| evaluator.truth(check.condition).is_no());
                broken.map_or_else(|| Grounds::leaf(Leaf::Answer), |check| self.code_grounds(frame, check.condition))
            }
            ProblemKind::Stale => {
                let mut claims = self.recheck_claims(frame, item, false);
                claims.insert(0, Subject::Value(frame, item));
                Grounds { rule: source, ..Grounds::because(claims, Leaf::Answer) }
            }
            ProblemKind::OptionGone => {
                let mut claims = Deciding::new(self);
                let ids: &[OptionId] = match self.held_in(frame, item) {
                    Held::Value(Value::Choice(id)) => std::slice::from_ref(id),
                    Held::Value(Value::Choices(ids)) => ids,
                    _ => &[],
                };
                if let Some(options) = &question.options {
                    for id in ids {
                        self.gone_claims(frame, options, id, &mut claims);
                    }
                }
                claims.claim(Subject::Value(frame, item));
                Grounds { rule: source, ..Grounds::because(claims.claims(), Leaf::Answer) }
            }
            _ => Grounds { rule: source, ..Grounds::because(self.problem_values(frame, item), Leaf::Answer) },
        }
    }

    /// Why a chosen option cannot be chosen any more, where that is so.
    fn gone_claims<'a>(&'a self, frame: FrameId, options: &'a Options, id: &str, claims: &mut Deciding<'a>) {
        match self.find_option(frame, options, id) {
            Found::Here(option) => {
                let ruled_out = |offer: &bool| self.judge_option(frame, options, &option, *offer).is_no();
                if let Some(offer) = [false, true].iter().find(|offer| ruled_out(offer)) {
                    self.standing_claims(frame, options, &option, *offer, claims);
                }
            }
            _ => self.option_claims(frame, options, id, false, claims),
        }
    }

    fn wanted_grounds(&self, frame: FrameId, item: ItemIndex) -> Grounds {
        let relevance = Subject::Relevance(frame, item);
        if !self.relevance_of(frame, item).is_yes() {
            return Grounds::because(vec![relevance], Leaf::Constant);
        }
        let mut claims = vec![relevance];
        let waiting = self.recheck_claims(frame, item, true);
        if waiting.is_empty() {
            claims.push(Subject::Value(frame, item));
        }
        claims.extend(waiting);
        Grounds { rule: self.source_of(item), ..Grounds::because(claims, Leaf::Constant) }
    }

    fn given_grounds(&self, frame: FrameId, item: ItemIndex) -> Grounds {
        if self.relevance_of(frame, item).is_no() {
            return Grounds::because(vec![Subject::Relevance(frame, item)], Leaf::Absent);
        }
        Grounds::leaf(if self.is_given(frame, item) { Leaf::Answer } else { Leaf::Absent })
    }

    fn excused_grounds(&self, frame: FrameId, item: ItemIndex) -> Grounds {
        if self.relevance_of(frame, item).is_no() {
            return Grounds::because(vec![Subject::Relevance(frame, item)], Leaf::Constant);
        }
        match self.kind_of(item) {
            Some(ItemKind::Evidence(evidence)) => match evidence.excused {
                Some(code) => self.code_grounds(frame, code),
                None => Grounds { rule: self.source_of(item), ..Grounds::leaf(Leaf::Constant) },
            },
            _ => Grounds::leaf(Leaf::Constant),
        }
    }

    fn rows_grounds(&self, frame: FrameId, repeat: RepeatIndex) -> Grounds {
        let package = &self.compiled().package;
        let Some(rules) = package.repeats.get(repeat as usize) else { return Grounds::leaf(Leaf::Absent) };
        if let Some(code) = rules.rows {
            return self.code_grounds(frame, code);
        }
        if rules.for_options.is_empty() {
            let nothing = self.row_frames(frame, repeat).is_empty() && !self.is_closed(frame, repeat);
            return Grounds::leaf(if nothing { Leaf::Absent } else { Leaf::Answer });
        }
        let facts = rules.for_options.iter().filter_map(|question| {
            let Some(OptionsFrom::Fact(fact)) = self.compiled().options_of(*question)?.from else { return None };
            let kind = package.items.get(fact as usize)?.frame;
            Some(Subject::Value(self.frame_up(frame, kind)?, fact))
        });
        Grounds { rule: self.source_of(rules.item), ..Grounds::because(facts.collect(), Leaf::Constant) }
    }

    fn is_closed(&self, frame: FrameId, repeat: RepeatIndex) -> bool {
        self.children(frame, repeat).is_some_and(|children| children.end == ListHeld::Closed)
    }

    fn open_grounds(&self, frame: FrameId, repeat: RepeatIndex) -> Grounds {
        let Some(rules) = self.compiled().package.repeats.get(repeat as usize) else {
            return Grounds::leaf(Leaf::Absent);
        };
        if let Some(code) = rules.rows.filter(|_| !self.relevance_of(frame, rules.item).is_no()) {
            return self.code_grounds(frame, code);
        }
        if !rules.is_kept_by_people() && rules.rows.is_none() || rules.always_ended {
            return Grounds { rule: self.source_of(rules.item), ..Grounds::leaf(Leaf::Constant) };
        }
        if self.relevance_of(frame, rules.item) == Three::No {
            return Grounds::because(vec![Subject::Relevance(frame, rules.item)], Leaf::Absent);
        }
        Grounds::leaf(if self.is_closed(frame, repeat) { Leaf::Answer } else { Leaf::Absent })
    }
}
