//! What stands on a page apart from what is in it: which fields, headings and values, in order. Only a change of this makes
//! or removes elements; everything else changes in place.

use crate::wizard::fields::{Appearance, is_only_question};
use interview::plan::{Control, PagePlan, QuestionPlan, ShownPlan, ValuePlan};
use std::collections::HashMap;

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A heading of a group or row.
    Heading(String),
    /// A value that is shown, by its place as text.
    Value(String),
    /// A question, by its name; another control is another element.
    Question(String, ShapeOfControl),
}

/// The control as far as its element differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShapeOfControl {
    /// Which control, as a number.
    kind: u8,
    /// Whether it is the page's heading.
    is_only: bool,
}

/// The shapes of a page, in order, each with how often it stood there before: a value may be shown twice.
#[must_use]
pub fn shapes(plan: &PagePlan) -> Vec<(usize, Shape)> {
    let mut counted: HashMap<Shape, usize> = HashMap::new();
    let count = |shape: Shape| {
        let times = counted.entry(shape.clone()).or_default();
        *times = times.saturating_add(1);
        (*times, shape)
    };
    in_order(plan).into_iter().map(count).collect()
}

fn in_order(plan: &PagePlan) -> Vec<Shape> {
    let is_only = is_only_question(plan);
    let mut shapes = Vec::new();
    let mut left: Vec<&ShownPlan> = plan.shown.iter().rev().collect();
    while let Some(next) = left.pop() {
        match next {
            ShownPlan::Question(question) => {
                let control = ShapeOfControl { kind: number(question.control), is_only };
                shapes.push(Shape::Question(question.name.clone(), control));
            }
            ShownPlan::Value(value) => shapes.push(Shape::Value(name_of(value))),
            ShownPlan::Group { heading, shown } => {
                shapes.extend(heading.clone().map(Shape::Heading));
                left.extend(shown.iter().rev());
            }
            ShownPlan::Row { title, shown } => {
                shapes.push(Shape::Heading(title.clone()));
                left.extend(shown.iter().rev());
            }
        }
    }
    shapes
}

/// A value's name among the shapes.
fn name_of(value: &ValuePlan) -> String {
    format!("{} {}", value.at.item, value.at.rows.join(" "))
}

/// A question of a page by its name.
#[must_use]
pub fn question(plan: &PagePlan, name: &str) -> Option<QuestionPlan> {
    crate::wizard::fields::questions(plan).into_iter().find(|question| question.name == name).cloned()
}

/// A shown value of a page by its shape's name.
#[must_use]
pub fn value(plan: &PagePlan, name: &str) -> Option<ValuePlan> {
    let mut left: Vec<&ShownPlan> = plan.shown.iter().collect();
    while let Some(next) = left.pop() {
        match next {
            ShownPlan::Question(_) => {}
            ShownPlan::Value(value) if name_of(value) == name => return Some(value.clone()),
            ShownPlan::Value(_) => {}
            ShownPlan::Group { shown, .. } | ShownPlan::Row { shown, .. } => left.extend(shown.iter()),
        }
    }
    None
}

/// How the fields of a page are drawn.
#[must_use]
pub fn appearance(plan: &PagePlan, may_answer: bool, was_continued: bool) -> Appearance {
    Appearance { may_answer, was_continued, is_only: is_only_question(plan) }
}

fn number(control: Control) -> u8 {
    match control {
        Control::YesNo => 0,
        Control::Radios => 1,
        Control::Select => 2,
        Control::Search(_) => 3,
        Control::Checkboxes => 4,
        Control::Text(_) => 5,
        Control::LongText(_) => 6,
        Control::Date => 7,
        Control::Period => 8,
        Control::Money => 9,
        Control::Count => 10,
        Control::Rate => 11,
        Control::Files => 12,
        Control::Row => 13,
        Control::Rows => 14,
    }
}
