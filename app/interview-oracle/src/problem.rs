//! Problems of a place (E-31, E-26), in the order in which engine.md section 12a names them, and what is required.

use crate::row::MOST_ROWS;
use crate::view::{Frame, View};
use interview::package::{ItemKind, Options, Question, RepeatIndex, Type};
use interview::place::Place;
use interview::value::{FileState, Held, ListHeld, Read, RowHeld, RowKey, Three, Value};

/// The most characters of one answer (E-5).
const MOST_CHARACTERS: i64 = 100_000;

impl View<'_> {
    /// Whether an answer must be given: only to questions, and only where they are relevant.
    pub(crate) fn required(&self, place: &Place) -> Three {
        let Some(ItemKind::Question(question)) = self.item(place.item).map(|item| &item.kind) else { return Three::No };
        let own = match question.required {
            Some(code) => self.evaluate_in(code, &self.frame_of(place)).truth(),
            None => Three::from(!question.optional),
        };
        self.relevance(place).and(own)
    }

    /// Names of the problems of a place; none while it is not relevant.
    pub(crate) fn problems(&self, place: &Place) -> Vec<&'static str> {
        let Some(item) = self.item(place.item) else { return Vec::new() };
        if !self.relevance(place).is_yes() {
            return Vec::new();
        }
        match &item.kind {
            ItemKind::Question(question) => self.problems_of_question(question, place),
            ItemKind::Repeat(repeat) => self.problems_of_list(*repeat, &self.frame_of(place)),
            _ => Vec::new(),
        }
    }

    fn problems_of_question(&self, question: &Question, place: &Place) -> Vec<&'static str> {
        let held = self.held_at(place);
        let frame = self.frame_of(place);
        let left_blank = !self.holds_something(place) || held == Held::Skipped;
        let mut problems = Vec::new();
        let mut add = |name: &'static str, is_so: bool| problems.extend(is_so.then_some(name));
        add("missing", left_blank && self.required(place).is_yes());
        add("unparsed", matches!(held, Held::Unparsed(_)));
        add("contested", matches!(held, Held::Contested(_)));
        add("stale", self.is_stale(place));
        add("check", self.breaks_own_check(question, place, &frame));
        let value = match &held {
            Held::Value(value) => Some(value),
            _ => None,
        };
        add("range", value.is_some_and(|value| out_of_range(question, value)));
        if let (Some(value), Some(options)) = (value, &question.options) {
            add("option_gone", self.names_gone_option(question, options, value, &frame));
            add("not_alone", self.is_not_alone(options, value, &frame));
        }
        add("row_gone", value.is_some_and(|value| self.names_gone_row(question.value, value, &frame)));
        add("file", self.has_unusable_file(place));
        problems
    }

    fn breaks_own_check(&self, question: &Question, place: &Place, frame: &Frame) -> bool {
        let has_value = matches!(self.read(place), Read::Value(_));
        has_value && question.checks.iter().any(|check| self.evaluate_in(check.condition, frame).truth().is_no())
    }

    fn names_gone_option(&self, question: &Question, options: &Options, value: &Value, frame: &Frame) -> bool {
        match value {
            Value::Choice(id) if question.value == Type::Choice => self.is_gone(options, id, frame),
            Value::Choices(ids) => ids.iter().any(|id| self.is_gone(options, id, frame)),
            _ => false,
        }
    }

    fn is_not_alone(&self, options: &Options, value: &Value, frame: &Frame) -> bool {
        let Value::Choices(ids) = value else { return false };
        let (listed, _) = self.choosable(options, frame);
        ids.len() > 1 && listed.iter().any(|option| option.alone && ids.contains(&option.id))
    }

    fn names_gone_row(&self, value_type: Type, value: &Value, frame: &Frame) -> bool {
        match (value_type, value) {
            (Type::Row(repeat), Value::Row(key)) => !self.row_exists(repeat, key, frame),
            (Type::Rows(repeat), Value::Rows(keys)) => keys.iter().any(|key| !self.row_exists(repeat, key, frame)),
            _ => false,
        }
    }

    /// Rows that were removed by someone who had not seen all of them.
    pub(crate) fn disputed_rows(&self, list: &Place) -> Vec<RowKey> {
        let disputed = |(key, held): &(RowKey, RowHeld)| (*held == RowHeld::Disputed).then(|| key.clone());
        self.held.lists.get(list).map_or_else(Vec::new, |list| list.rows.iter().filter_map(disputed).collect())
    }

    fn has_unusable_file(&self, place: &Place) -> bool {
        self.files_at(place).iter().any(|file| file.state != FileState::Clean)
    }

    fn problems_of_list(&self, repeat: RepeatIndex, parent: &Frame) -> Vec<&'static str> {
        let Some(node) = self.repeat(repeat) else { return Vec::new() };
        let count = self.rows(repeat, parent).len();
        let fewer = node.min.is_some_and(|least| count < least as usize);
        let more = node.max.is_some_and(|most| count > most as usize) || count > MOST_ROWS as usize;
        let list = self.held.lists.get(&self.list_place(repeat, parent));
        let disputed = !self.disputed_rows(&self.list_place(repeat, parent)).is_empty();
        let mut problems = Vec::new();
        // Asked once for the list, and not at every question in the row.
        problems.extend(disputed.then_some("row_removal"));
        problems.extend((fewer && !self.is_open(repeat, parent)).then_some("too_few"));
        problems.extend(more.then_some("too_many"));
        problems.extend(list.is_some_and(|list| list.end == ListHeld::Reopened).then_some("reopened"));
        problems
    }
}

/// Outside `min` and `max`; of a text, `max` is its length.
fn out_of_range(question: &Question, value: &Value) -> bool {
    let value = match value {
        Value::Text(text) => Value::Count(i64::try_from(text.chars().count()).unwrap_or(i64::MAX)),
        other => other.clone(),
    };
    let is_text = matches!(question.value, Type::Text { .. });
    let compare = |bound: &Option<Value>| bound.as_ref().and_then(|bound| crate::expression::order(&value, bound));
    let too_long = is_text && matches!(value, Value::Count(length) if length > MOST_CHARACTERS);
    let too_small = !is_text && compare(&question.min).is_some_and(std::cmp::Ordering::is_lt);
    too_long || too_small || compare(&question.max).is_some_and(std::cmp::Ordering::is_gt)
}
