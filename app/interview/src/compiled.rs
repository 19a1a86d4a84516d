//! A loaded definition: the package, its texts, its graph, and indices into its tables. Shared by all drafts under it.

use crate::graph::{Cycle, Graph};
use crate::package::{
    Column, FORMAT, ItemIndex, ItemKind, LanguageTexts, OptionDefinition, Options, OptionsFrom, Package, PageIndex,
    TaskIndex, hash, hex,
};
use crate::place::{Place, read_place, write_place};
use crate::value::Value;
use quantities::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// SHA-256 of a package: new words are a new id, since the package holds the hash of each text file (E-14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionId(pub [u8; 32]);

impl std::fmt::Display for DefinitionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// Why a package was not loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// D701: not the package that was asked for, or a text file whose hash is not the one it names.
    WrongHash,
    /// D702: another format.
    UnknownFormat(u32),
    /// Not JSON of a package.
    Unreadable,
    /// D704: a language without its texts.
    LanguageMissing(String),
    /// Items depend on each other (D301); a checked definition never does.
    Cycle(Cycle),
}

/// A loaded definition.
#[derive(Debug)]
pub struct Compiled {
    pub(crate) package: Package,
    id: DefinitionId,
    texts: BTreeMap<String, LanguageTexts>,
    pub(crate) graph: Graph,
    /// For each table, rows by key, in the order of the file.
    keys: Vec<BTreeMap<Vec<String>, Vec<u32>>>,
    pub(crate) holidays: Vec<Date>,
    pages: BTreeMap<String, PageIndex>,
    tasks: BTreeMap<String, TaskIndex>,
}

impl Compiled {
    /// Loads a package with the texts of its languages.
    ///
    /// # Errors
    /// [`LoadError`]: another format, another hash than `expected`, texts that are not those of the package.
    pub fn load(
        package: &[u8],
        expected: Option<DefinitionId>,
        texts: &[(String, Vec<u8>)],
    ) -> Result<Arc<Self>, LoadError> {
        let id = DefinitionId(hash(package));
        if expected.is_some_and(|expected| expected != id) {
            return Err(LoadError::WrongHash);
        }
        let package = read_package(package)?;
        let mut languages = BTreeMap::new();
        for (language, bytes) in texts {
            let named = package
                .languages
                .iter()
                .find(|named| named.id == *language)
                .ok_or_else(|| LoadError::LanguageMissing(language.clone()))?;
            if named.hash != hex(&hash(bytes)) {
                return Err(LoadError::WrongHash);
            }
            let texts: LanguageTexts = serde_json::from_slice(bytes).map_err(|_| LoadError::Unreadable)?;
            languages.insert(language.clone(), texts);
        }
        Self::from_parts(package, id, languages).map(Arc::new)
    }

    fn from_parts(
        package: Package,
        id: DefinitionId,
        texts: BTreeMap<String, LanguageTexts>,
    ) -> Result<Self, LoadError> {
        if !codes_are_acyclic(&package) {
            return Err(LoadError::Unreadable);
        }
        let graph = Graph::build(&package).map_err(LoadError::Cycle)?;
        let keys = package
            .tables
            .iter()
            .map(|table| {
                let mut keys: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
                for (index, row) in (0..).zip(&table.rows) {
                    let key = row
                        .iter()
                        .take(table.keys as usize)
                        .map(|cell| cell.as_ref().map_or_else(String::new, key_text));
                    keys.entry(key.collect()).or_default().push(index);
                }
                keys
            })
            .collect();
        let holidays = bank_holidays(&package);
        let pages = package.pages.iter().zip(0..).map(|(page, index)| (page.id.clone(), index)).collect();
        let tasks = package.tasks.iter().zip(0..).map(|(task, index)| (task.id.clone(), index)).collect();
        Ok(Self { package, id, texts, graph, keys, holidays, pages, tasks })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> DefinitionId {
        self.id
    }

    /// The package.
    #[must_use]
    pub fn package(&self) -> &Package {
        &self.package
    }

    /// Texts of a language, English where it has none.
    #[must_use]
    pub(crate) fn texts(&self, language: &str) -> Option<&LanguageTexts> {
        self.texts.get(language).or_else(|| self.texts.get("en"))
    }

    /// A place from its text; `None` where the definition has none of that name.
    #[must_use]
    pub fn place(&self, text: &str) -> Option<Place> {
        read_place(&self.package, text)
    }

    /// The text of a place.
    #[must_use]
    pub fn write_place(&self, place: &Place) -> String {
        write_place(&self.package, place)
    }

    /// A page by its id.
    #[must_use]
    pub fn page(&self, id: &str) -> Option<PageIndex> {
        self.pages.get(id).copied()
    }

    /// A task by its id.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<TaskIndex> {
        self.tasks.get(id).copied()
    }

    /// The first item of this id (ids are unique along a repeat chain, so a repeat's field may share one with another's).
    #[must_use]
    pub fn item(&self, id: &str) -> Option<ItemIndex> {
        self.package.items_named(id).first().copied()
    }

    /// Rows of a table by key, in the order of the file.
    pub(crate) fn table_rows(&self, table: u32, key: &[String]) -> &[u32] {
        self.keys.get(table as usize).and_then(|keys| keys.get(key)).map_or(&[], Vec::as_slice)
    }

    /// Whether a dated row of a table holds on a day (both days included; a blank last day is still in force).
    pub(crate) fn row_holds_on(&self, table: u32, row: u32, day: Date) -> bool {
        let Some(definition) = self.package.tables.get(table as usize) else { return false };
        let bound = |column: Option<u32>| match column.and_then(|column| self.cell(table, row, column)) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
        bound(definition.from).is_none_or(|from| from <= day)
            && bound(definition.until).is_none_or(|until| day <= until)
    }

    /// A cell of a table.
    pub(crate) fn cell(&self, table: u32, row: u32, column: u32) -> Option<&Value> {
        self.package.tables.get(table as usize)?.rows.get(row as usize)?.get(column as usize)?.as_ref()
    }

    /// Options of an item, where it has any.
    pub(crate) fn options_of(&self, item: ItemIndex) -> Option<&Options> {
        match &self.package.items.get(item as usize)?.kind {
            ItemKind::Question(question) => question.options.as_ref(),
            ItemKind::Derive(derive) => derive.options.as_ref(),
            ItemKind::Fact(fact) => fact.options.as_ref(),
            _ => None,
        }
    }

    /// Columns of the source of an item's options.
    pub(crate) fn option_columns(&self, from: Option<OptionsFrom>) -> &[Column] {
        match from {
            Some(OptionsFrom::Table(table)) => {
                self.package.tables.get(table as usize).map_or(&[], |table| table.columns.as_slice())
            }
            Some(OptionsFrom::Fact(fact)) => match self.package.items.get(fact as usize).map(|item| &item.kind) {
                Some(ItemKind::Fact(fact)) => &fact.columns,
                _ => &[],
            },
            _ => &[],
        }
    }

    /// Options written out for an item: those of its choice set and its own.
    pub(crate) fn written_options<'a>(&'a self, options: &'a Options) -> impl Iterator<Item = &'a OptionDefinition> {
        let shared = match options.from {
            Some(OptionsFrom::ChoiceSet(set)) => {
                self.package.choice_sets.get(set as usize).map_or(&[][..], |set| set.options.as_slice())
            }
            _ => &[],
        };
        shared.iter().chain(&options.own)
    }
}

#[derive(serde::Deserialize)]
struct FormatOnly {
    format: u32,
}

/// Reads a package. Another format need not be readable as this one to be told as another.
fn read_package(bytes: &[u8]) -> Result<Package, LoadError> {
    let package: Result<Package, _> = serde_json::from_slice(bytes);
    let format = match &package {
        Ok(package) => package.format,
        Err(_) => serde_json::from_slice::<FormatOnly>(bytes).map_err(|_| LoadError::Unreadable)?.format,
    };
    if format == FORMAT { package.map_err(|_| LoadError::Unreadable) } else { Err(LoadError::UnknownFormat(format)) }
}

/// A key as text: table keys and options are compared by id.
pub(crate) fn key_text(value: &Value) -> String {
    match value {
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Choice(id) | Value::Text(id) | Value::Row(id) => id.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Money(money) => money.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Rate(rate) => rate.to_string(),
        Value::Period(period) => period.to_string(),
        Value::Choices(_) | Value::Files(_) | Value::List(_) | Value::Rows(_) => String::new(),
    }
}

fn bank_holidays(package: &Package) -> Vec<Date> {
    let mut days: Vec<Date> = package
        .bank_holidays
        .and_then(|table| package.tables.get(table as usize))
        .into_iter()
        .flat_map(|table| &table.rows)
        .filter_map(|row| match row.first() {
            Some(Some(Value::Date(day))) => Some(*day),
            _ => None,
        })
        .collect();
    days.sort_unstable();
    days
}

/// Whether no expression stands inside itself: an aggregate's body, or a dated amount's value.
fn codes_are_acyclic(package: &Package) -> bool {
    let inside = |code: u32| -> Vec<u32> {
        let ops = package.codes.get(code as usize).map_or(&[][..], |code| code.ops.as_slice());
        let mut found = Vec::new();
        for op in ops {
            match op {
                crate::package::Op::Aggregate { filter, value, .. } => found.extend(filter.iter().chain(value)),
                crate::package::Op::Amount { amount } => {
                    let values = package.amounts.get(*amount as usize);
                    found.extend(values.into_iter().flat_map(|amount| amount.from.iter().map(|(_, code)| *code)));
                }
                _ => {}
            }
        }
        found
    };
    // Codes are taken away once everything inside them is: what is left over stands in a cycle.
    let mut waiting: Vec<usize> = Vec::with_capacity(package.codes.len());
    let mut around: Vec<Vec<u32>> = vec![Vec::new(); package.codes.len()];
    for index in (0_u32..).take(package.codes.len()) {
        let found = inside(index);
        let known = found.iter().filter(|code| (**code as usize) < package.codes.len()).count();
        waiting.push(known);
        for code in found {
            if let Some(around) = around.get_mut(code as usize) {
                around.push(index);
            }
        }
    }
    let mut ready: Vec<u32> = (0_u32..).zip(&waiting).filter(|(_, left)| **left == 0).map(|(index, _)| index).collect();
    let mut settled = 0;
    while let Some(index) = ready.pop() {
        settled += 1;
        for outer in around.get(index as usize).into_iter().flatten() {
            if let Some(left) = waiting.get_mut(*outer as usize) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(*outer);
                }
            }
        }
    }
    settled == package.codes.len()
}
