//! Wordings with their placeholders filled in (E-10). Wording never takes part in logic.

use crate::draft::Draft;
use crate::evaluate::Evaluator;
use crate::frame::FrameId;
use crate::options::{OptionInScope, OptionSource};
use crate::package::{CodeIndex, ItemIndex, Op, OptionsFrom, Segment, TextIndex};
use crate::value::{Read, Value};

/// What stands where a value is not settled and the author gave no fallback.
const ELLIPSIS: &str = "…";

impl Draft {
    /// A text in a language as seen from a frame.
    pub(crate) fn words(&self, frame: FrameId, text: TextIndex, language: &str) -> String {
        self.words_with(frame, text, language, None)
    }

    /// The same inside a row's option.
    pub(crate) fn words_with(
        &self,
        frame: FrameId,
        text: TextIndex,
        language: &str,
        option: Option<&OptionInScope<'_>>,
    ) -> String {
        let definition = self.compiled();
        let placeholders = definition.package.texts.get(text as usize).map_or(&[][..], |text| &text.placeholders);
        let segments = definition.texts(language).and_then(|texts| texts.texts.get(text as usize));
        let mut words = String::new();
        for segment in segments.into_iter().flatten() {
            match segment {
                Segment::Words(piece) => words.push_str(piece),
                Segment::Placeholder(number, fallback) => {
                    let code = placeholders.get(*number as usize).copied();
                    let written = code.and_then(|code| self.placeholder(frame, code, language, option));
                    words.push_str(&written.or_else(|| fallback.clone()).unwrap_or_else(|| ELLIPSIS.to_owned()));
                }
            }
        }
        words
    }

    fn placeholder(
        &self,
        frame: FrameId,
        code: CodeIndex,
        language: &str,
        option: Option<&OptionInScope<'_>>,
    ) -> Option<String> {
        let mut evaluator = Evaluator::at(self, frame);
        if let Some(option) = option {
            evaluator = evaluator.with_option(option.clone());
        }
        match evaluator.run(code) {
            Read::Value(Value::Choice(id)) => {
                Some(self.chosen_words(frame, code, &id, language).unwrap_or_else(|| id.to_string()))
            }
            Read::Value(Value::Choices(set)) => {
                let words: Vec<String> = set
                    .iter()
                    .map(|id| self.chosen_words(frame, code, id, language).unwrap_or_else(|| id.to_string()))
                    .collect();
                Some(words.join(", "))
            }
            Read::Value(value) => Some(written(&value)),
            Read::Waiting | Read::Void => None,
        }
    }

    /// The text of an option chosen in the item that a placeholder names.
    fn chosen_words(&self, frame: FrameId, code: CodeIndex, id: &str, language: &str) -> Option<String> {
        let definition = self.compiled();
        match definition.package.codes.get(code as usize)?.ops.as_slice() {
            [Op::Read { item, .. }] => {
                let kind = definition.package.items.get(*item as usize)?.frame;
                self.option_words(self.frame_up(frame, kind)?, *item, id, language)
            }
            [.., Op::Lookup { table, column, .. }] => {
                let from = definition.package.tables.get(*table as usize)?.columns.get(*column as usize)?.from?;
                self.words_from(frame, from, id, language)
            }
            [Op::OptionId { .. }] => self.option_of_row(frame).map(|option| self.option_text(&option, language)),
            _ => None,
        }
    }

    pub(crate) fn words_from(&self, frame: FrameId, from: OptionsFrom, id: &str, language: &str) -> Option<String> {
        let options = crate::package::Options { from: Some(from), ..Default::default() };
        let (all, _) = self.all_options(frame, &options);
        all.iter().find(|option| *option.id == *id).map(|option| self.option_text(option, language))
    }

    /// The text of an option of an item, where it is one.
    pub(crate) fn option_words(&self, frame: FrameId, item: ItemIndex, id: &str, language: &str) -> Option<String> {
        let options = self.compiled().options_of(item)?;
        match self.find_option(frame, options, id) {
            crate::options::Found::Here(option) => Some(self.option_text_in(frame, &option, language)),
            _ => None,
        }
    }

    /// What a person reads for an option.
    pub(crate) fn option_text(&self, option: &OptionInScope<'_>, language: &str) -> String {
        self.option_text_in(0, option, language)
    }

    pub(crate) fn option_text_in(&self, frame: FrameId, option: &OptionInScope<'_>, language: &str) -> String {
        match &option.source {
            OptionSource::Written(written) => self.words(frame, written.text, language),
            OptionSource::Table { table, row } => {
                let definition = self.compiled();
                let column = definition.package.tables.get(*table as usize).and_then(|table| table.text);
                let cell = column.and_then(|column| definition.cell(*table, *row, column));
                cell.map_or_else(|| option.id.to_string(), written)
            }
            OptionSource::List(row) => row.text.to_string(),
        }
    }

    /// A held or effective value of an item in words.
    pub(crate) fn value_words(&self, frame: FrameId, item: ItemIndex, value: &Value, language: &str) -> String {
        match value {
            Value::Choice(id) => self.option_words(frame, item, id, language).unwrap_or_else(|| id.to_string()),
            Value::Choices(set) => {
                let words: Vec<String> = set
                    .iter()
                    .map(|id| self.option_words(frame, item, id, language).unwrap_or_else(|| id.to_string()))
                    .collect();
                words.join(", ")
            }
            Value::Row(key) => self.row_words(frame, item, key, language),
            Value::Rows(keys) => {
                let words: Vec<String> = keys.iter().map(|key| self.row_words(frame, item, key, language)).collect();
                words.join(", ")
            }
            other => written(other),
        }
    }

    fn row_words(&self, frame: FrameId, item: ItemIndex, key: &str, language: &str) -> String {
        let definition = self.compiled();
        let repeat = match definition.package.items.get(item as usize).and_then(|item| item.kind.value_type()) {
            Some(crate::package::Type::Row(repeat) | crate::package::Type::Rows(repeat)) => repeat,
            _ => return key.to_owned(),
        };
        let row =
            self.rows_from(frame, repeat).into_iter().find(|row| self.frame(*row).is_some_and(|row| *row.row == *key));
        row.map_or_else(|| key.to_owned(), |row| self.row_title(row, language))
    }

    /// What names a row: its title, else its option, else its number.
    pub(crate) fn row_title(&self, row: FrameId, language: &str) -> String {
        let title = self
            .frame(row)
            .and_then(|frame| frame.repeat())
            .and_then(|repeat| self.compiled().package.repeats.get(repeat as usize))
            .and_then(|repeat| repeat.row_title);
        if let Some(title) = title {
            return self.words(row, title, language);
        }
        if let Some(option) = self.option_of_row(row) {
            return self.option_text(&option, language);
        }
        self.position(row).map_or_else(String::new, |position| (position + 1).to_string())
    }
}

/// A value as people read it; options and rows by their keys.
pub(crate) fn written(value: &Value) -> String {
    match value {
        Value::YesNo(true) => "Yes".to_owned(),
        Value::YesNo(false) => "No".to_owned(),
        Value::Choice(id) | Value::Row(id) => id.to_string(),
        Value::Choices(ids) | Value::Rows(ids) => ids.join(", "),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.written(),
        Value::Period(period) => period.written(),
        Value::Money(money) => money.written(),
        Value::Count(count) => count.to_string(),
        Value::Rate(rate) => rate.written(),
        Value::Files(files) => files.iter().map(|file| file.reference.to_string()).collect::<Vec<_>>().join(", "),
        Value::List(rows) => rows.iter().map(|row| row.text.to_string()).collect::<Vec<_>>().join(", "),
    }
}
