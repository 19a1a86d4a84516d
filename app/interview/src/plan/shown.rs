//! Questions with their controls and options, and values that are shown.

use crate::draft::Draft;
use crate::evaluate::Evaluator;
use crate::frame::{FrameId, Output};
use crate::options::{OptionInScope, OptionSource};
use crate::package::{Appearance, ItemIndex, ItemKind, OptionsFrom, Question, Shown, Type};
use crate::plan::{Control, OptionPlan, QuestionPlan, ShownPlan, ValuePlan};
use crate::text::written;
use crate::value::{FactHeld, Held, Read, RowKey, Three, Value};

impl Draft {
    pub(super) fn shown_plans(&self, frame: FrameId, shown: &[Shown], page: Three, language: &str) -> Vec<ShownPlan> {
        let mut plans = Vec::new();
        for next in shown {
            match next {
                Shown::Ask(item) => {
                    let relevance = self.relevance_of(frame, *item);
                    if (relevance.is_yes() || (relevance == Three::Unknown && page == Three::Unknown))
                        && let Some(question) = self.question_plan(frame, *item, language)
                    {
                        plans.push(ShownPlan::Question(Box::new(question)));
                    }
                }
                Shown::Show(item) => {
                    plans.extend(self.value_plans(frame, *item, language).into_iter().map(ShownPlan::Value))
                }
                Shown::Group { ask, condition, shown } => {
                    if !self.condition_of(frame, *condition).is_no() {
                        let shown = self.shown_plans(frame, shown, page, language);
                        if !shown.is_empty() {
                            let heading = ask.map(|ask| self.words(frame, ask, language));
                            plans.push(ShownPlan::Group { heading, shown });
                        }
                    }
                }
                Shown::Each { repeat, condition, shown } => {
                    for row in self.rows_from(frame, *repeat) {
                        if self.condition_of(row, *condition).is_no() {
                            continue;
                        }
                        let shown = self.shown_plans(row, shown, page, language);
                        if !shown.is_empty() {
                            plans.push(ShownPlan::Row { title: self.row_title(row, language), shown });
                        }
                    }
                }
            }
        }
        plans
    }

    pub(super) fn value_plans(&self, frame: FrameId, item: ItemIndex, language: &str) -> Option<ValuePlan> {
        let definition = self.compiled().package.items.get(item as usize)?;
        let at = self.frame_up(frame, definition.frame)?;
        if self.relevance_of(at, item).is_no() {
            return None;
        }
        let value = match self.value_of(at, item) {
            Read::Value(value) => Some(self.value_words(at, item, &value, language)),
            Read::Waiting | Read::Void => None,
        };
        let label = definition.ask.map_or_else(|| definition.id.clone(), |ask| self.words(at, ask, language));
        Some(ValuePlan { at: self.place_in(at, item), label, value })
    }

    pub(super) fn question_plan(&self, frame: FrameId, index: ItemIndex, language: &str) -> Option<QuestionPlan> {
        let definition = self.compiled().package.items.get(index as usize)?;
        let ItemKind::Question(question) = &definition.kind else { return None };
        let at = self.place_in(frame, index);
        let held = self.held_in(frame, index).clone();
        let suggestion = if held == Held::Empty { self.suggestion(frame, question) } else { None };
        let (options, complete) = self.option_plans(frame, index, question, &held, suggestion.as_ref(), language);
        let problems = self
            .problems_of(frame, index)
            .kinds()
            .map(|kind| (kind, self.problem_text(frame, index, kind).map(|text| self.words(frame, text, language))))
            .collect();
        let has_value = matches!(self.value_of(frame, index), Read::Value(_));
        let warnings = question
            .warnings
            .iter()
            .filter(|warning| has_value && Evaluator::at(self, frame).truth(warning.condition).is_no())
            .map(|warning| self.words(frame, warning.text, language))
            .collect();
        Some(QuestionPlan {
            name: self.compiled().write_place(&at),
            at,
            label: definition.ask.map_or_else(|| definition.id.clone(), |ask| self.words(frame, ask, language)),
            hint: definition.hint.map(|hint| self.words(frame, hint, language)),
            law: definition.law.clone(),
            control: control(question),
            held,
            suggestion,
            required: self.required_of(frame, index),
            allows: (question.allow_declined, question.allow_not_known),
            options,
            options_wait: !complete && self.options_are_on_their_way(frame, question),
            stale: self.is_stale(frame, index),
            problems,
            warnings,
        })
    }

    /// Whether the list a question takes its options from was asked for and is not here yet.
    fn options_are_on_their_way(&self, frame: FrameId, question: &Question) -> bool {
        let Some(OptionsFrom::Fact(fact)) = question.options.as_ref().and_then(|options| options.from) else {
            return false;
        };
        let kind = self.compiled().package.items.get(fact as usize).map_or(0, |item| item.frame);
        self.frame_up(frame, kind)
            .is_some_and(|frame| self.is_wanted(frame, fact) || self.fact_state(frame, fact) == FactHeld::Pending)
    }

    pub(crate) fn suggestion(&self, frame: FrameId, question: &Question) -> Option<Value> {
        match Evaluator::at(self, frame).run(question.suggest?) {
            Read::Value(value) if crate::typing::fits(&value, question.value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn option_plans(
        &self,
        frame: FrameId,
        index: ItemIndex,
        question: &Question,
        held: &Held,
        suggestion: Option<&Value>,
        language: &str,
    ) -> (Vec<OptionPlan>, bool) {
        if let Type::Row(repeat) | Type::Rows(repeat) = question.value {
            let rows = self.rows_from(frame, repeat);
            let plans = rows.into_iter().filter_map(|row| {
                let key = self.frame(row)?.row.clone();
                Some(plan_of_row(key, self.row_title(row, language), held))
            });
            return (plans.collect(), true);
        }
        let Some(options) = &question.options else { return (Vec::new(), true) };
        let (all, complete) = self.all_options(frame, options);
        let standing = match self.item_result(frame, index, |nodes| nodes.options) {
            Some(Output::Options(standing)) => standing.clone(),
            _ => std::sync::Arc::from([]),
        };
        let from = options.from;
        let plans = (0..)
            .zip(&all)
            .map(|(position, option): (usize, &OptionInScope<'_>)| OptionPlan {
                id: option.id.clone(),
                text: self.option_text_in(frame, option, language),
                details: self.marked_columns(option, from, |column| column.shown),
                search: self.marked_columns(option, from, |column| column.search),
                is_chosen: is_chosen(held, suggestion, &option.id),
                can_be_chosen: standing.get(position).is_none_or(crate::frame::Offered::can_be_chosen),
                is_alone: option.is_alone(),
            })
            .collect();
        (plans, complete)
    }

    pub(super) fn marked_columns(
        &self,
        option: &OptionInScope<'_>,
        from: Option<OptionsFrom>,
        marked: fn(&crate::package::Column) -> bool,
    ) -> Vec<String> {
        if matches!(option.source, OptionSource::Written(_)) {
            return Vec::new();
        }
        let columns = self.compiled().option_columns(from);
        (0..)
            .zip(columns)
            .filter(|(_, column)| marked(column))
            .filter_map(|(index, column)| {
                let value = option.cell(self.compiled(), index)?;
                Some(match (&value, column.from) {
                    (Value::Choice(id), Some(from)) => {
                        self.words_from(0, from, id, "en").unwrap_or_else(|| written(&value))
                    }
                    _ => written(&value),
                })
            })
            .collect()
    }
}

fn control(question: &Question) -> Control {
    let longest = match &question.max {
        Some(Value::Count(longest)) => u32::try_from(*longest).unwrap_or(u32::MAX),
        _ => u32::MAX,
    };
    match (question.value, question.appearance) {
        (Type::YesNo, _) => Control::YesNo,
        (Type::Choice, Appearance::Select) => Control::Select,
        (Type::Choice, Appearance::Search) => Control::Search(false),
        (Type::Choice, Appearance::Plain) => Control::Radios,
        (Type::Choices, _) => Control::Checkboxes,
        (Type::Text { .. }, _) if question.options.is_some() => Control::Search(true),
        (Type::Text { long: true }, _) => Control::LongText(longest),
        (Type::Text { long: false }, _) => Control::Text(longest),
        (Type::Date, _) => Control::Date,
        (Type::Period, _) => Control::Period,
        (Type::Money, _) => Control::Money,
        (Type::Count, _) => Control::Count,
        (Type::Rate, _) => Control::Rate,
        (Type::Files | Type::List, _) => Control::Files,
        (Type::Row(_), _) => Control::Row,
        (Type::Rows(_), _) => Control::Rows,
    }
}

fn is_chosen(held: &Held, suggestion: Option<&Value>, id: &str) -> bool {
    let value = match held {
        Held::Value(value) => Some(value),
        Held::Empty => suggestion,
        _ => None,
    };
    match value {
        Some(Value::Choice(chosen)) => **chosen == *id,
        Some(Value::Choices(set)) => set.iter().any(|chosen| **chosen == *id),
        _ => false,
    }
}

fn plan_of_row(key: RowKey, text: String, held: &Held) -> OptionPlan {
    let is_chosen = match held {
        Held::Value(Value::Row(row)) => *row == key,
        Held::Value(Value::Rows(rows)) => rows.contains(&key),
        _ => false,
    };
    OptionPlan {
        id: key,
        text,
        details: Vec::new(),
        search: Vec::new(),
        is_chosen,
        can_be_chosen: true,
        is_alone: false,
    }
}
