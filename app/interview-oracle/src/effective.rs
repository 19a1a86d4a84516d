//! Relevance and effective values (section 5 of engine.md: held, relevant, effective).

use crate::view::{Frame, View};
use interview::package::{Condition, ConditionRule, Derive, ItemKind, Options, Question, Type};
use interview::place::Place;
use interview::value::{FactHeld, Held, Read, RowKey, Three, Value};

impl View<'_> {
    pub(crate) fn work_out_condition(&self, node: &Condition, frame: &Frame) -> Three {
        let own = match node.rule {
            ConditionRule::Always => Three::Yes,
            ConditionRule::When(code) => self.evaluate_in(code, frame).truth(),
            ConditionRule::Row(repeat) => {
                let parent = self.repeat(repeat).and_then(|node| self.outward(frame, node.parent));
                let relevant = parent.map_or(Three::No, |parent| self.relevance(&self.list_place(repeat, &parent)));
                relevant.and(self.is_asked_for(repeat, frame))
            }
        };
        node.parents.iter().fold(own, |so_far, parent| so_far.and(self.condition(*parent, frame)))
    }

    pub(crate) fn work_out_relevance(&self, place: &Place) -> Three {
        let Some(item) = self.item(place.item) else { return Three::No };
        let frame = self.frame_of(place);
        let own = item.when.map_or(Three::Yes, |code| self.evaluate_in(code, &frame).truth());
        item.conditions.iter().fold(own, |so_far, condition| so_far.and(self.condition(*condition, &frame)))
    }

    pub(crate) fn work_out_read(&self, place: &Place) -> Read {
        let Some(item) = self.item(place.item) else { return Read::Void };
        match self.relevance(place) {
            Three::No => return Read::Void,
            Three::Unknown => return Read::Waiting,
            Three::Yes => {}
        }
        let frame = self.frame_of(place);
        match &item.kind {
            ItemKind::Question(question) => self.read_question(question, place, &frame),
            ItemKind::Derive(derive) => self.read_derive(derive, &frame),
            ItemKind::Fact(_) => match self.fact_counts_as(place) {
                FactHeld::Value(value) => Read::Value(value),
                FactHeld::Failed => Read::Void,
                FactHeld::NotRequested | FactHeld::Pending => Read::Waiting,
            },
            ItemKind::Mark { .. } => self.read_mark(place),
            ItemKind::Evidence(_) if self.is_given(place) => Read::Value(Value::Files(self.files_that_meet(place))),
            ItemKind::Evidence(_) => Read::Waiting,
            ItemKind::Repeat(_) => Read::Void,
        }
    }

    fn read_question(&self, question: &Question, place: &Place, frame: &Frame) -> Read {
        let files = self.files_at(place);
        if question.value == Type::Files && !files.is_empty() {
            return Read::Value(Value::Files(files.to_vec()));
        }
        match self.held_at(place) {
            Held::Value(value) => self.read_answer(question, value, frame),
            Held::Skipped | Held::Declined | Held::NotKnown => Read::Void,
            Held::Empty | Held::Contested(_) | Held::Unparsed(_) => Read::Waiting,
        }
    }

    /// An answer as rules read it: options that stopped counting and rows that are gone are left out.
    fn read_answer(&self, question: &Question, value: Value, frame: &Frame) -> Read {
        match (value, &question.options, question.value) {
            (Value::Choice(id), Some(options), _) => match self.still_counts(options, &id, frame) {
                Three::Yes => Read::Value(Value::Choice(id)),
                Three::No | Three::Unknown => Read::Waiting,
            },
            (Value::Choices(ids), Some(options), _) => self.read_set(options, ids, frame),
            (Value::Row(key), _, Type::Row(repeat)) => {
                if self.row_exists(repeat, &key, frame) {
                    Read::Value(Value::Row(key))
                } else {
                    Read::Void
                }
            }
            (Value::Rows(keys), _, Type::Rows(repeat)) => {
                let there: Vec<RowKey> = keys.into_iter().filter(|key| self.row_exists(repeat, key, frame)).collect();
                if there.is_empty() { Read::Void } else { Read::Value(Value::Rows(there)) }
            }
            (value, _, _) => Read::Value(value),
        }
    }

    /// A set waits as a whole while one member may yet drop out, and when all have dropped out.
    fn read_set(&self, options: &Options, ids: Vec<RowKey>, frame: &Frame) -> Read {
        let mut kept = Vec::new();
        for id in ids {
            match self.still_counts(options, &id, frame) {
                Three::Yes => kept.push(id),
                Three::No => {}
                Three::Unknown => return Read::Waiting,
            }
        }
        if kept.is_empty() { Read::Waiting } else { Read::Value(Value::Choices(kept)) }
    }

    /// Whether a row that an answer names is there.
    pub(crate) fn row_exists(&self, repeat: u32, key: &RowKey, frame: &Frame) -> bool {
        let parent = self.repeat(repeat).and_then(|node| self.outward(frame, node.parent));
        match parent {
            Some(parent) => self.rows(repeat, &parent).contains(key),
            None => self.all_rows(repeat, &Frame::application()).0.iter().any(|row| row.rows.last() == Some(key)),
        }
    }

    /// The first case that holds; where one may hold, its value if the rest would give the same.
    fn read_derive(&self, derive: &Derive, frame: &Frame) -> Read {
        let otherwise = derive.otherwise.map_or(Read::Void, |code| self.evaluate_in(code, frame));
        derive.cases.iter().rev().fold(otherwise, |rest, (condition, value)| {
            let condition = self.evaluate_in(*condition, frame).truth();
            if_then_else(condition, self.evaluate_in(*value, frame), rest)
        })
    }

    /// What is held for a question or mark.
    pub(crate) fn held_at(&self, place: &Place) -> Held {
        self.held.items.get(place).map_or(Held::Empty, |answer| answer.held.clone())
    }

    /// What a fact counts as: too old, or given values that are no longer those, is the same as not asked for (E-27, E-83).
    pub(crate) fn fact_counts_as(&self, place: &Place) -> FactHeld {
        let Some(item) = self.item(place.item) else { return FactHeld::NotRequested };
        let (ItemKind::Fact(fact), Some(held)) = (&item.kind, self.held.facts.get(place)) else {
            return FactHeld::NotRequested;
        };
        let age_limit = fact.max_age.zip(held.observed_on).and_then(|(age, observed)| observed.plus(age));
        let too_old = age_limit.is_some_and(|last| self.today > last);
        if too_old || self.recheck_waits(place) || held.saw != self.fingerprint(place) {
            return FactHeld::NotRequested;
        }
        held.held.clone()
    }

    /// Whether the host is to ask for a fact.
    pub(crate) fn is_wanted(&self, place: &Place) -> bool {
        self.relevance(place).is_yes()
            && !self.recheck_waits(place)
            && self.fact_counts_as(place) == FactHeld::NotRequested
    }
}

/// `if c then a else b`, also one step of a list of cases.
pub(crate) fn if_then_else(condition: Three, then: Read, otherwise: Read) -> Read {
    match condition {
        Three::Yes => then,
        Three::No => otherwise,
        Three::Unknown if then == otherwise => then,
        Three::Unknown => Read::Waiting,
    }
}
