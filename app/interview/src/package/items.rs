//! What rules can read: questions, derived values, facts, marks, repeats and evidence requirements.

use crate::package::{
    CodeIndex, ConditionIndex, FrameType, ItemIndex, PageIndex, RepeatIndex, Span, TaskIndex, TextIndex, Type,
};
use crate::value::{OptionId, Value};
use serde::{Deserialize, Serialize};

/// Anything with an id that rules can read: a question, derived value, fact, mark, repeat or evidence requirement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its id, unique along its repeat chain.
    pub id: String,
    /// Frame type it lives in; a repeat lives in the frame around it.
    pub frame: FrameType,
    /// Its own `when`.
    pub when: Option<CodeIndex>,
    /// Containers whose conditions it inherits (all must hold): innermost page or group, and the row it is in.
    pub conditions: Vec<ConditionIndex>,
    /// Question text or name.
    pub ask: Option<TextIndex>,
    /// Hint.
    pub hint: Option<TextIndex>,
    /// Own, group's and page's recheck sets, resolved, without duplicates, in order.
    pub recheck: Vec<ItemIndex>,
    /// Law reference, as written.
    pub law: Option<String>,
    /// The page that asks it.
    pub page: Option<PageIndex>,
    /// Where it is declared.
    pub source: Span,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant)]
pub enum ItemKind {
    /// Asked of a person.
    Question(Question),
    /// Worked out.
    Derive(Derive),
    /// Told from outside.
    Fact(Fact),
    /// The mark of a check page; type `yes_no`.
    Mark {
        /// The check page.
        page: PageIndex,
    },
    /// A repeat, by its index.
    Repeat(RepeatIndex),
    /// An evidence requirement.
    Evidence(Evidence),
}

impl ItemKind {
    /// Type of its value, where it has one.
    #[must_use]
    pub fn value_type(&self) -> Option<Type> {
        match self {
            Self::Question(question) => Some(question.value),
            Self::Derive(derive) => Some(derive.value),
            Self::Fact(fact) => Some(fact.value),
            Self::Mark { .. } => Some(Type::YesNo),
            Self::Evidence(_) => Some(Type::Files),
            Self::Repeat(_) => None,
        }
    }
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Type of the answer.
    pub value: Type,
    /// Options of `choice` and `choices`, or texts offered for `text from=`.
    pub options: Option<Options>,
    /// How a choice is asked.
    pub appearance: Appearance,
    /// `required COND`.
    pub required: Option<CodeIndex>,
    /// `optional`.
    pub optional: bool,
    /// `suggest EXPR`.
    pub suggest: Option<CodeIndex>,
    /// `allow declined`.
    pub allow_declined: bool,
    /// `allow not_known`.
    pub allow_not_known: bool,
    /// Smallest value (`min=`); for text unused.
    pub min: Option<Value>,
    /// Largest value (`max=`); for text the number of characters, as a count.
    pub max: Option<Value>,
    /// Must hold, else the text is shown.
    pub checks: Vec<Check>,
    /// Never blocks.
    pub warnings: Vec<Check>,
    /// What is said when it is required and empty (`missing`).
    pub missing: Option<TextIndex>,
    /// Left out of submission and digest.
    pub sensitive: bool,
}

/// How a choice is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// Radios, checkboxes, or the type's own control.
    #[default]
    Plain,
    /// A select.
    Select,
    /// A search box.
    Search,
}

/// A check or warning: `condition` must hold, else `text` is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// What must hold.
    pub condition: CodeIndex,
    /// What is said.
    pub text: TextIndex,
}

/// Where options come from: first those of `from`, then `own`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// A choice set, table or list fact.
    pub from: Option<OptionsFrom>,
    /// Written out.
    pub own: Vec<OptionDefinition>,
    /// The question's `only`, judged for every option.
    pub only: Option<CodeIndex>,
    /// The question's `offer`.
    pub offer: Option<CodeIndex>,
}

/// A source of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionsFrom {
    /// Index into [`Package::choice_sets`].
    ChoiceSet(u32),
    /// Index into [`Package::tables`] (one key).
    Table(u32),
    /// A list fact.
    Fact(ItemIndex),
}

/// An option written out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionDefinition {
    /// Its id.
    pub id: OptionId,
    /// What a person reads.
    pub text: TextIndex,
    /// Its own `only`.
    pub only: Option<CodeIndex>,
    /// Its own `offer`.
    pub offer: Option<CodeIndex>,
    /// Law reference.
    pub law: Option<String>,
    /// Cannot be chosen with others.
    pub alone: bool,
    /// Where it is written.
    pub source: Span,
}

/// A shared option set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChoiceSet {
    /// Its id.
    pub id: String,
    /// Its options.
    pub options: Vec<OptionDefinition>,
}

/// A derived value. With `cases` the first that holds decides, else `otherwise` (void if none); without, `otherwise` alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Derive {
    /// Type of the value.
    pub value: Type,
    /// Options, where the type is `choice` or `choices`.
    pub options: Option<Options>,
    /// Condition and value, in order.
    pub cases: Vec<(CodeIndex, CodeIndex)>,
    /// The expression, or `else`.
    pub otherwise: Option<CodeIndex>,
}

/// A fact from outside. `when` of the item says when it is asked for; `recheck` of the item asks again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Type of the value.
    pub value: Type,
    /// The host's name for where it comes from.
    pub source: String,
    /// Options, where the type is `choice` or `choices`.
    pub options: Option<Options>,
    /// Older than this on `today` counts as not requested.
    pub max_age: Option<quantities::Period>,
    /// Columns of a `list`.
    pub columns: Vec<Column>,
}

/// A column of a table or of a list fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// Type of its cells.
    pub value: Type,
    /// Options of its cells, where `choice` or `choices`.
    pub from: Option<OptionsFrom>,
    /// A search box looks here too.
    pub search: bool,
    /// Stands below the text of each option.
    pub shown: bool,
}

/// A repeat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repeat {
    /// The repeat's item.
    pub item: ItemIndex,
    /// Frame type around it; its own is its index + 1.
    pub parent: FrameType,
    /// `for=`: questions of type `choices` whose options are its rows.
    pub for_options: Vec<ItemIndex>,
    /// `rows EXPR`: exactly so many.
    pub rows: Option<CodeIndex>,
    /// `min=`
    pub min: Option<u32>,
    /// `max=`
    pub max: Option<u32>,
    /// `ends=always`: never open.
    pub always_ended: bool,
    /// Title of a row.
    pub row_title: Option<TextIndex>,
    /// The condition of rule `Row` that everything in its rows inherits.
    pub row_condition: ConditionIndex,
}

/// A container whose condition is inherited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Frame type in which it is judged.
    pub frame: FrameType,
    /// Containers around it (all must hold).
    pub parents: Vec<ConditionIndex>,
    /// What it adds.
    pub rule: ConditionRule,
    /// Where it is written.
    pub source: Span,
    /// What it is, for explanations.
    pub owner: ConditionOwner,
}

/// What a container adds to its parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionRule {
    /// Nothing.
    Always,
    /// A `when`.
    When(CodeIndex),
    /// The row of a repeat: its repeat is relevant and the row is one of those asked for.
    Row(RepeatIndex),
}

/// What a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionOwner {
    /// A task.
    Task(TaskIndex),
    /// An `each`.
    Each,
    /// A page.
    Page(PageIndex),
    /// A group.
    Group,
    /// A row of a repeat.
    Row(RepeatIndex),
}

/// An evidence requirement. Its `need` is the item's `when`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// How strictly it is asked for.
    pub kind: EvidenceKind,
    /// When it counts as met without a file.
    pub excused: Option<CodeIndex>,
    /// Accepted categories (evidence ids or categories); its own id if none are written.
    pub accepts: Vec<String>,
}

/// How strictly evidence is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Blocks until met.
    Mandatory,
    /// Never blocks.
    Optional,
    /// Made by the program.
    Automatic,
}

impl EvidenceKind {
    /// Its id in rules and on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mandatory => "mandatory",
            Self::Optional => "optional",
            Self::Automatic => "automatic",
        }
    }
}

impl Repeat {
    /// Whether people add its rows; the others come from options or a number.
    #[must_use]
    pub fn is_kept_by_people(&self) -> bool {
        self.for_options.is_empty() && self.rows.is_none()
    }
}
