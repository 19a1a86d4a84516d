//! Options of a choice: where they come from, and whether they can be chosen (E-28, E-82).

use crate::compiled::Compiled;
use crate::draft::Draft;
use crate::evaluate::Evaluator;
use crate::frame::{FrameId, Offered};
use crate::package::{ItemIndex, Op, OptionDefinition, Options, OptionsFrom};
use crate::value::{ListRow, OptionId, Read, Three, Value};
use std::sync::Arc;

/// An option while it is judged or shown.
#[derive(Clone, Debug)]
pub(crate) struct OptionInScope<'a> {
    pub(crate) id: OptionId,
    pub(crate) source: OptionSource<'a>,
}

/// Where an option was found.
#[derive(Clone, Debug)]
pub(crate) enum OptionSource<'a> {
    Written(&'a OptionDefinition),
    Table { table: u32, row: u32 },
    List(ListRow),
}

/// Whether an option is one of an item's.
pub(crate) enum Found<'a> {
    Here(OptionInScope<'a>),
    Gone,
    /// Its list is not here yet.
    Waiting,
}

impl OptionInScope<'_> {
    pub(crate) fn cell(&self, definition: &Compiled, column: u32) -> Option<Value> {
        match &self.source {
            OptionSource::Written(_) => None,
            OptionSource::Table { table, row } => definition.cell(*table, *row, column).cloned(),
            OptionSource::List(row) => row.columns.get(column as usize).cloned().flatten(),
        }
    }

    /// Whether it cannot be chosen with others.
    pub(crate) fn is_alone(&self) -> bool {
        matches!(self.source, OptionSource::Written(OptionDefinition { alone: true, .. }))
    }
}

impl Draft {
    /// The rows of the list fact an item takes its options from; `None` where they wait.
    fn option_rows(&self, frame: FrameId, fact: ItemIndex) -> Option<Arc<[ListRow]>> {
        let kind = self.compiled().package.items.get(fact as usize).map_or(0, |item| item.frame);
        match self.frame_up(frame, kind).map(|frame| self.value_of(frame, fact)) {
            Some(Read::Value(Value::List(rows))) => Some(rows),
            Some(Read::Waiting) => None,
            _ => Some(Arc::from([])),
        }
    }

    /// All options of an item, those of its source first; `complete` is no while its list waits.
    pub(crate) fn all_options<'a>(&'a self, frame: FrameId, options: &'a Options) -> (Vec<OptionInScope<'a>>, bool) {
        let definition = self.compiled();
        let mut found = Vec::new();
        let mut complete = true;
        match options.from {
            Some(OptionsFrom::Table(table)) => {
                for (row, cells) in
                    (0..).zip(definition.package.tables.get(table as usize).into_iter().flat_map(|t| &t.rows))
                {
                    if let Some(id) = cells.first().and_then(Option::as_ref).map(crate::compiled::key_text) {
                        found.push(OptionInScope { id: id.into(), source: OptionSource::Table { table, row } });
                    }
                }
            }
            Some(OptionsFrom::Fact(fact)) => match self.option_rows(frame, fact) {
                Some(rows) => found.extend(
                    rows.iter()
                        .map(|row| OptionInScope { id: row.id.clone(), source: OptionSource::List(row.clone()) }),
                ),
                None => complete = false,
            },
            _ => {}
        }
        found.extend(
            definition
                .written_options(options)
                .map(|option| OptionInScope { id: option.id.clone(), source: OptionSource::Written(option) }),
        );
        (found, complete)
    }

    /// One option of an item by its id.
    pub(crate) fn find_option<'a>(&'a self, frame: FrameId, options: &'a Options, id: &str) -> Found<'a> {
        let definition = self.compiled();
        if let Some(option) = definition.written_options(options).find(|option| *option.id == *id) {
            return Found::Here(OptionInScope { id: option.id.clone(), source: OptionSource::Written(option) });
        }
        match options.from {
            Some(OptionsFrom::Table(table)) => match definition.table_rows(table, &[id.to_owned()]).first() {
                Some(row) => {
                    Found::Here(OptionInScope { id: id.into(), source: OptionSource::Table { table, row: *row } })
                }
                None => Found::Gone,
            },
            Some(OptionsFrom::Fact(fact)) => match self.option_rows(frame, fact) {
                Some(rows) => rows.iter().find(|row| *row.id == *id).map_or(Found::Gone, |row| {
                    Found::Here(OptionInScope { id: row.id.clone(), source: OptionSource::List(row.clone()) })
                }),
                None => Found::Waiting,
            },
            _ => Found::Gone,
        }
    }

    /// `only`, or `offer`, of the question and of the option itself.
    pub(crate) fn judge_option(
        &self,
        frame: FrameId,
        options: &Options,
        option: &OptionInScope<'_>,
        offer: bool,
    ) -> Three {
        let own = match &option.source {
            OptionSource::Written(written) => {
                if offer {
                    written.offer
                } else {
                    written.only
                }
            }
            _ => None,
        };
        let shared = if offer { options.offer } else { options.only };
        let mut result = Three::Yes;
        for code in [shared, own].into_iter().flatten() {
            let mut evaluator = Evaluator::at(self, frame).with_option(option.clone());
            evaluator.offer = offer;
            result = result.and(evaluator.truth(code));
            if result.is_no() {
                break;
            }
        }
        result
    }

    /// Every option of a question with how it stands.
    pub(crate) fn offered(&self, frame: FrameId, options: &Options) -> Arc<[Offered]> {
        let (all, _) = self.all_options(frame, options);
        all.iter()
            .map(|option| Offered {
                id: option.id.clone(),
                only: self.judge_option(frame, options, option, false),
                offer: self.judge_option(frame, options, option, true),
            })
            .collect()
    }

    /// The option that names a row under `for=`.
    pub(crate) fn option_of_row(&self, frame: FrameId) -> Option<OptionInScope<'_>> {
        let row = self.frame(frame)?;
        let repeat = self.compiled().package.repeats.get(row.repeat()? as usize)?;
        repeat.for_options.iter().find_map(|question| {
            let kind = self.compiled().package.items.get(*question as usize)?.frame;
            let options = self.compiled().options_of(*question)?;
            match self.find_option(self.frame_up(row.parent, kind)?, options, &row.row) {
                Found::Here(option) => Some(option),
                Found::Gone | Found::Waiting => None,
            }
        })
    }
}

impl<'a> Evaluator<'a> {
    pub(crate) fn option_part(&self, op: &Op) -> Read {
        let level = match op {
            Op::OptionId { level } | Op::OptionText { level } | Op::OptionColumn { level, .. } => *level,
            _ => return Read::Void,
        };
        let Some(option) = self.option.clone().or_else(|| self.option_around(level)) else { return Read::Void };
        match op {
            Op::OptionColumn { column, .. } => option.cell(self.definition, *column).map_or(Read::Void, Read::Value),
            Op::OptionText { .. } => Read::Value(Value::Text(self.draft.option_text(&option, "en").into())),
            _ => Read::Value(Value::Choice(option.id)),
        }
    }

    /// The option of the innermost row under `for=` around the frame at a level.
    fn option_around(&self, level: u32) -> Option<OptionInScope<'a>> {
        let mut frame = self.level(level);
        loop {
            if let Some(option) = self.draft.option_of_row(frame) {
                return Some(option);
            }
            let next = self.draft.frame(frame)?;
            next.repeat()?;
            frame = next.parent;
        }
    }
}
