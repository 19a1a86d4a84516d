//! A generated questionnaire as JSON: see `SCHEMA.md` beside the generator.

use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// The questionnaire and a half-filled draft of it.
#[derive(Debug, Deserialize)]
pub struct Generated {
    /// The questionnaire.
    pub spec: Spec,
    /// Answers by question; those of the group are lists of rows.
    pub answers: Map<String, Json>,
}

/// A questionnaire.
#[derive(Debug, Deserialize)]
pub struct Spec {
    /// How many questions.
    pub n: u32,
    /// Pages of ten.
    pub pages: Vec<Page>,
    /// Questions, in the order of the pages.
    pub questions: Vec<Question>,
}

/// A page.
#[derive(Debug, Deserialize)]
pub struct Page {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Ids of its questions.
    pub items: Vec<String>,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// A line.
    Text,
    /// A whole number.
    Number,
    /// A day.
    Date,
    /// One of four.
    Choice,
    /// A sum.
    Calc,
    /// Rows with fields.
    Group,
}

/// A question, a total, a group or a field of one.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Its id.
    pub id: String,
    /// What is asked.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Its label.
    pub label: String,
    /// Of a choice.
    #[serde(default)]
    pub options: Vec<String>,
    /// When it is asked.
    pub visible_if: Option<Condition>,
    /// What a total adds up.
    #[serde(default)]
    pub sum: Vec<String>,
    /// The field of the group that a total adds beside.
    pub sum_group: Option<SumGroup>,
    /// Of a group.
    #[serde(default)]
    pub fields: Vec<Question>,
    /// How many rows a group has.
    #[serde(default)]
    pub initial_rows: u32,
}

/// All or any of some tests.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// All must hold.
    All(Vec<Test>),
    /// One must hold.
    Any(Vec<Test>),
}

/// A test of an earlier answer; false while it is unanswered or hidden.
#[derive(Debug, Deserialize)]
pub struct Test {
    /// Whose answer.
    pub q: String,
    /// How it is compared.
    pub op: Operator,
    /// With what.
    #[serde(default)]
    pub v: Json,
}

/// How an answer is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Operator {
    /// It is this.
    #[serde(rename = "eq")]
    Equal,
    /// It is a larger number.
    #[serde(rename = "gt")]
    Greater,
    /// There is one.
    #[serde(rename = "notEmpty")]
    Given,
}

/// A field summed over the rows of a group.
#[derive(Debug, Deserialize)]
pub struct SumGroup {
    /// The group.
    pub group: String,
    /// The field.
    pub field: String,
}
