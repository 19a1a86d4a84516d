//! The compiled package: what `interview-build` writes and `Compiled::load` reads. Plain data; the only
//! code here is the canonical form and the hash.
//!
//! Indices (`u32`) point into the vectors of [`Package`]. A *frame type* is 0 for the application itself and
//! k+1 for a row of `repeats[k]`; an item lives in the frame type in which it is declared or placed.

use crate::value::{OptionId, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The number of this format; another one is refused (D702).
pub const FORMAT: u32 = 1;

/// Index into [`Package::items`].
pub type ItemIndex = u32;
/// Index into [`Package::codes`].
pub type CodeIndex = u32;
/// Index into [`Package::texts`] and into each language's texts.
pub type TextIndex = u32;
/// Index into [`Package::conditions`].
pub type ConditionIndex = u32;
/// Index into [`Package::pages`].
pub type PageIndex = u32;
/// Index into [`Package::tasks`].
pub type TaskIndex = u32;
/// Index into [`Package::repeats`].
pub type RepeatIndex = u32;
/// 0 for the application, k+1 for a row of repeat k.
pub type FrameType = u32;

/// A place in the sources, for explanations and diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Index into [`Package::files`].
    pub file: u32,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

/// A whole definition, compiled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// [`FORMAT`].
    pub format: u32,
    /// The interview's id.
    pub id: String,
    /// The interview's version, as written.
    pub version: String,
    /// Title of the interview.
    pub title: TextIndex,
    /// Days between which new applications may take it (both included; ISO text).
    pub effective: Vec<Effective>,
    /// Names of the source files.
    pub files: Vec<String>,
    /// Items in order of declaration (as read, modules where they are used, templates expanded where used).
    pub items: Vec<Item>,
    /// Repeats; frame type k+1 belongs to `repeats[k]`. Outer repeats come before inner ones.
    pub repeats: Vec<Repeat>,
    /// Containers whose conditions items inherit.
    pub conditions: Vec<Condition>,
    /// Tasks in order.
    pub tasks: Vec<Task>,
    /// Pages in authored order.
    pub pages: Vec<Page>,
    /// Shared option sets.
    pub choice_sets: Vec<ChoiceSet>,
    /// Reference tables.
    pub tables: Vec<Table>,
    /// Dated constants.
    pub amounts: Vec<Amount>,
    /// Declared categories of files (ids) beside the evidence ids.
    pub categories: Vec<Category>,
    /// Expressions.
    pub codes: Vec<Code>,
    /// Placeholders of each text.
    pub texts: Vec<Text>,
    /// Language and SHA-256 (hex) of each text file, English first.
    pub languages: Vec<Language>,
    /// Index of the table of bank holidays, if there is one.
    pub bank_holidays: Option<u32>,
}

/// Days between which a definition is taken for new applications.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effective {
    /// First day.
    pub from: quantities::Date,
    /// Last day.
    pub until: Option<quantities::Date>,
}

/// A language and the hash of its text file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Language {
    /// `en`, `cy`.
    pub id: String,
    /// SHA-256 of the text file, hex.
    pub hash: String,
}

/// A category of files that is no evidence id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// Its name.
    pub text: TextIndex,
}

/// The type of an item or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// Yes or no.
    YesNo,
    /// One option.
    Choice,
    /// A set of options.
    Choices,
    /// Text; `long` takes several lines.
    Text {
        /// Several lines.
        long: bool,
    },
    /// A calendar day.
    Date,
    /// Months and days.
    Period,
    /// Whole pence.
    Money,
    /// Whole number.
    Count,
    /// Share in millionths.
    Rate,
    /// File references.
    Files,
    /// Rows from outside.
    List,
    /// One row of a repeat.
    Row(RepeatIndex),
    /// Several rows of a repeat.
    Rows(RepeatIndex),
}

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

/// A task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: TextIndex,
    /// Its condition (frame type 0).
    pub condition: ConditionIndex,
    /// Tasks that must be done first.
    pub after: Vec<TaskIndex>,
    /// Its pages, in order.
    pub places: Vec<Placed>,
    /// The module it stands in: section of the questionnaire.
    pub section: String,
    /// Where it is written.
    pub source: Span,
}

/// A page, or the pages of each row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placed {
    /// One page.
    Page(PageIndex),
    /// All of one row before the next.
    Each {
        /// The repeat.
        repeat: RepeatIndex,
        /// What stands for each row.
        places: Vec<Placed>,
    },
}

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: TextIndex,
    /// What it is.
    pub kind: PageKind,
    /// Its task.
    pub task: TaskIndex,
    /// Frame type: 0, or that of the innermost `each` around it.
    pub frame: FrameType,
    /// Its own condition, with all around it as parents.
    pub condition: ConditionIndex,
    /// Hint.
    pub hint: Option<TextIndex>,
    /// Law reference.
    pub law: Option<String>,
    /// Checks over the whole page; `group` is the condition of the group they stand in, if any.
    pub checks: Vec<PageCheck>,
    /// Warnings over the whole page.
    pub warnings: Vec<PageCheck>,
    /// What it shows, in order.
    pub shown: Vec<Shown>,
    /// Where it is written.
    pub source: Span,
}

/// A check over a page, or over a group on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageCheck {
    /// What must hold.
    pub condition: CodeIndex,
    /// What is said.
    pub text: TextIndex,
    /// Judged only while this holds: the page's or the group's condition.
    pub within: ConditionIndex,
    /// Frame type in which it is judged: the page's, or that of an `each` on the page.
    pub frame: FrameType,
    /// Items that must not wait before it is judged: those of the page or group.
    pub items: Vec<ItemIndex>,
}

/// What a page is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// Asks, or tells.
    Form,
    /// The add-another page of a repeat (in the frame around the repeat).
    List(RepeatIndex),
    /// Blocks while it is relevant.
    Stop,
    /// Shows the answers of tasks and takes a mark.
    Check {
        /// Tasks covered.
        covers: Vec<TaskIndex>,
        /// The mark.
        mark: ItemIndex,
    },
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// A question asked here.
    Ask(ItemIndex),
    /// A value shown here (`show`, or a derived value written on the page).
    Show(ItemIndex),
    /// Questions that belong together.
    Group {
        /// Heading, where there is one.
        ask: Option<TextIndex>,
        /// Its condition.
        condition: ConditionIndex,
        /// What stands in it.
        shown: Vec<Shown>,
    },
    /// The same for each row.
    Each {
        /// The repeat.
        repeat: RepeatIndex,
        /// Its condition.
        condition: ConditionIndex,
        /// What stands in it for each row.
        shown: Vec<Shown>,
    },
}

/// A reference table: only declared columns are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Columns: keys first (type `choice` unless declared otherwise), then dates `from`, `until` if named, then the declared ones.
    pub columns: Vec<Column>,
    /// How many of the first columns are keys.
    pub keys: u32,
    /// Column that is the text of an option.
    pub text: Option<u32>,
    /// Column with the first day of a row.
    pub from: Option<u32>,
    /// Column with the last day of a row (blank: still in force).
    pub until: Option<u32>,
    /// Cells; `None` is blank.
    pub rows: Vec<Vec<Option<Value>>>,
}

/// A dated constant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// Its id.
    pub id: String,
    /// Type of its values.
    pub value: Type,
    /// First day and value, in order of the days.
    pub from: Vec<(quantities::Date, CodeIndex)>,
    /// Where it is written.
    pub source: Span,
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// Postfix.
    pub ops: Vec<Op>,
    /// Frame type in which it is judged (the innermost, for the body of an aggregate).
    pub frame: FrameType,
    /// Judged as `offer`: no repeat counts as open.
    pub offer: bool,
    /// Where it starts.
    pub source: Span,
}

/// One step of an expression. `level` 0 is the innermost row in scope: the frame of the code itself; an aggregate's body
/// sees its row at level 0, and what the aggregate stands in at level 1, 2 …
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Push a constant.
    Constant(Value),
    /// Push void.
    Nothing,
    /// Push the day.
    Today,
    /// Push the effective value of an item, found from the frame at `level` upwards.
    Read {
        /// Which item.
        item: ItemIndex,
        /// From which frame.
        level: u32,
    },
    /// Push the id of the option that is judged (`only`, `offer`) or of the row under `for=`; `level` as in `Read`.
    OptionId {
        /// From which frame; the option of `only` and `offer` is found at any level.
        level: u32,
    },
    /// Push a column of that option (index into the columns of its table or list fact).
    OptionColumn {
        /// From which frame.
        level: u32,
        /// Column.
        column: u32,
    },
    /// Push the text of that option (placeholders only).
    OptionText {
        /// From which frame.
        level: u32,
    },
    /// Pop x; push whether it has a value (waiting: unknown).
    Known,
    /// Push whether an item is void for this cause.
    State {
        /// Which item.
        item: ItemIndex,
        /// From which frame.
        level: u32,
        /// The cause.
        state: StateName,
    },
    /// Pop b, a.
    And,
    /// Pop b, a.
    Or,
    /// Pop a.
    Not,
    /// Pop b, a; equal.
    Is,
    /// Pop b, a; not equal.
    IsNot,
    /// Pop n values, then a; a is one of them.
    OneOf(u32),
    /// Pop b, a; the set a holds b.
    Includes,
    /// Pop b, a.
    Less,
    /// Pop b, a.
    LessOrEqual,
    /// Pop b, a.
    Greater,
    /// Pop b, a.
    GreaterOrEqual,
    /// Pop b, a: count, money, date + period, period + period.
    Add,
    /// Pop b, a.
    Subtract,
    /// Pop a.
    Negate,
    /// Pop b, a: money × count (either order), count × count.
    Multiply,
    /// Pop d, x; d where x is void.
    OrElse,
    /// Pop else, then, condition.
    If,
    /// Pop day (if `dated`), then keys; push the cell.
    Lookup {
        /// Which table.
        table: u32,
        /// Which column.
        column: u32,
        /// With `at`.
        dated: bool,
    },
    /// Pop a key; push the cell of a list fact's row.
    ListLookup {
        /// The fact.
        item: ItemIndex,
        /// From which frame.
        level: u32,
        /// Which column.
        column: u32,
    },
    /// Pop a day; push a dated constant.
    Amount {
        /// Which.
        amount: u32,
    },
    /// Pop the arguments; push the result.
    Call(Function),
    /// Push an aggregate over the rows of a repeat that lie under the frame at level 0 or around it.
    Aggregate {
        /// Which.
        kind: AggregateKind,
        /// Over what.
        over: Over,
        /// Without the row the rule stands in.
        other: bool,
        /// `where`: body judged in the row.
        filter: Option<CodeIndex>,
        /// After the colon: body judged in the row; yes if none.
        value: Option<CodeIndex>,
    },
    /// Push the number of the row at level 0 in its list, from 1.
    Index {
        /// From which frame.
        level: u32,
        /// Of which repeat.
        repeat: RepeatIndex,
    },
    /// Push the field in the row before; void at the beginning.
    Previous {
        /// Which field.
        item: ItemIndex,
        /// From which frame.
        level: u32,
    },
    /// Push the field in the row after; void at the end.
    Following {
        /// Which field.
        item: ItemIndex,
        /// From which frame.
        level: u32,
    },
    /// In the body of an aggregate over evidence: the requirement's kind, as a choice.
    EvidenceKind,
    /// In the body of an aggregate over evidence: whether it is given.
    EvidenceGiven,
    /// Pop a set; push its size.
    SizeOfSet,
}

/// What an aggregate runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// The rows of a repeat whose parent is `level` frames out: found from the frame at that level upwards.
    Repeat {
        /// Which repeat.
        repeat: RepeatIndex,
        /// From which frame its parent is looked for.
        level: u32,
    },
    /// All evidence requirements.
    Evidence,
}

/// Which aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum AggregateKind {
    Count,
    Sum,
    Any,
    All,
    None,
    Min,
    Max,
    Earliest,
    Latest,
    Unique,
}

/// Why an item is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum StateName {
    Declined,
    NotKnown,
    Skipped,
    Failed,
}

/// How a share is rounded.
pub use quantities::Rounding;

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// `share(money, rate, …)`
    Share(RoundingName),
    /// `divide(money, N, …)`
    Divide(i64, RoundingName),
    /// `larger(a, b)`
    Larger,
    /// `smaller(a, b)`
    Smaller,
    /// `age_on(birth, day)`
    AgeOn,
    /// `days_between(a, b)`
    DaysBetween,
    /// `working_days_after(day, n)`
    WorkingDaysAfter,
    /// `working_days_before(day, n)`
    WorkingDaysBefore,
    /// `length(text)`
    Length,
    /// `starts_with(text, text)`
    StartsWith,
    /// `matches(text, pattern)`
    Matches(Pattern),
}

/// How a share is rounded, as written in a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum RoundingName {
    Down,
    Up,
    Nearest,
}

/// A named pattern of text (domain.md section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Pattern {
    Nino,
    NinoOrExample,
    Postcode,
    Ufn,
    CaseRef,
    Office,
    Email,
    Phone,
    Name,
    NameWithDigits,
    Reference,
    SlashReference,
}

/// Placeholders of a text, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The expression of each placeholder.
    pub placeholders: Vec<CodeIndex>,
}

/// The texts of one language: `texts[i]` belongs to `Package::texts[i]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageTexts {
    /// Segments of each text.
    pub texts: Vec<Vec<Segment>>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// As written.
    Words(String),
    /// A placeholder by number, and what stands there when it has no value.
    Placeholder(u32, Option<String>),
}

/// JSON with sorted keys and no spaces: the form that is hashed.
///
/// # Errors
/// Only if a value cannot be written as JSON.
pub fn canonical_json<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&serde_json::to_value(value)?)
}

/// SHA-256.
#[must_use]
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Repeat {
    /// Whether people add its rows; the others come from options or a number.
    #[must_use]
    pub fn is_kept_by_people(&self) -> bool {
        self.for_options.is_empty() && self.rows.is_none()
    }
}
