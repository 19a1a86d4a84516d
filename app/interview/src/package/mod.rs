//! The compiled package: what `interview-build` writes and `Compiled::load` reads. Plain data; the only
//! code here is the canonical form and the hash.
//!
//! Indices (`u32`) point into the vectors of [`Package`]. A *frame type* is 0 for the application itself and
//! k+1 for a row of `repeats[k]`; an item lives in the frame type in which it is declared or placed.

mod code;
mod items;
mod pages;
mod texts;

pub use code::{AggregateKind, Amount, Code, Function, Op, Over, Pattern, RoundingName, StateName, Table};
pub use items::{
    Appearance, Check, ChoiceSet, Column, Condition, ConditionOwner, ConditionRule, Derive, Evidence, EvidenceKind,
    Fact, Item, ItemKind, OptionDefinition, Options, OptionsFrom, Question, Repeat,
};
pub use pages::{Page, PageCheck, PageKind, Placed, Shown, Task};
pub use quantities::Rounding;
pub use texts::{LanguageTexts, Segment, Text};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::OnceLock;

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
    /// Items by id: found when one is first asked for, and no part of the definition.
    #[serde(skip)]
    pub names: ItemNames,
}

/// Items by id, for those who read places: a log names thousands of them.
#[derive(Clone, Debug, Default)]
pub struct ItemNames(OnceLock<BTreeMap<String, Vec<ItemIndex>>>);

/// What was looked up before makes no definition another.
impl PartialEq for ItemNames {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Package {
    /// The items of an id, in order: fields of repeats of which none lies in the other may share one. Items are not
    /// changed after the first look.
    #[must_use]
    pub fn items_named(&self, id: &str) -> &[ItemIndex] {
        let names = self.names.0.get_or_init(|| {
            let mut names: BTreeMap<String, Vec<ItemIndex>> = BTreeMap::new();
            for (index, item) in (0..).zip(&self.items) {
                names.entry(item.id.clone()).or_default().push(index);
            }
            names
        });
        names.get(id).map_or(&[], Vec::as_slice)
    }
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

/// JSON with sorted keys and no spaces: the form that is hashed.
///
/// # Errors
/// Only if a value cannot be written as JSON.
pub fn canonical_json<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&serde_json::to_value(value)?)
}

/// Bytes that are hashed at a time.
const HASHED_AT_ONCE: usize = 16 * 1024;

/// SHA-256. Not all at once: a browser puts its fast code in place of the first one only between two calls.
#[must_use]
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    bytes.chunks(HASHED_AT_ONCE).for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
