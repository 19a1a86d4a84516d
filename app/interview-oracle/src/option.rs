//! Options of a question: where they come from, which may be chosen, and which still count (E-28, E-82).

use crate::view::{Frame, View};
use interview::package::{CodeIndex, ItemIndex, OptionDefinition, Options, OptionsFrom, Table};
use interview::value::{OptionId, Read, Three, Value};

/// One option as it stands now.
#[derive(Clone, Debug)]
pub(crate) struct Choosable {
    pub id: OptionId,
    /// Cannot stand with others.
    pub alone: bool,
    /// All conditions that its `only` and the question's make.
    only: Vec<CodeIndex>,
    /// The same for `offer`.
    offer: Vec<CodeIndex>,
    /// Cells of its row, where it comes from a table or a list.
    pub columns: Vec<Option<Value>>,
}

/// An option that a rule judges.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'a>(pub &'a Choosable);

impl View<'_> {
    /// All options, those of `from` first, and whether more may come because a list has not been told yet.
    pub(crate) fn choosable(&self, options: &Options, frame: &Frame) -> (Vec<Choosable>, bool) {
        let mut all = Vec::new();
        let mut waiting = false;
        match options.from {
            Some(OptionsFrom::ChoiceSet(set)) => {
                let set = self.package.choice_sets.get(set as usize);
                all.extend(set.into_iter().flat_map(|set| &set.options).map(written_out));
            }
            Some(OptionsFrom::Table(table)) => {
                all.extend(self.package.tables.get(table as usize).into_iter().flat_map(options_of_table));
            }
            Some(OptionsFrom::Fact(fact)) => {
                let (listed, waits) = self.options_of_fact(fact, frame);
                all.extend(listed);
                waiting = waits;
            }
            None => {}
        }
        all.extend(options.own.iter().map(written_out));
        for option in &mut all {
            option.only.extend(options.only);
            option.offer.extend(options.offer);
        }
        (all, waiting)
    }

    fn options_of_fact(&self, fact: ItemIndex, frame: &Frame) -> (Vec<Choosable>, bool) {
        let read = self.place_from(fact, frame).map_or(Read::Void, |place| self.read(&place));
        let Read::Value(Value::List(rows)) = read else { return (Vec::new(), read == Read::Waiting) };
        let option = |row: &interview::value::ListRow| Choosable {
            id: row.id.clone(),
            alone: false,
            only: Vec::new(),
            offer: Vec::new(),
            columns: row.columns.clone(),
        };
        (rows.iter().map(option).collect(), false)
    }

    /// `only`: whether the option counts at all.
    pub(crate) fn only(&self, option: &Choosable, frame: &Frame) -> Three {
        self.all_hold(&option.only, option, frame)
    }

    /// `offer`: whether it is on offer.
    pub(crate) fn offer(&self, option: &Choosable, frame: &Frame) -> Three {
        self.all_hold(&option.offer, option, frame)
    }

    fn all_hold(&self, codes: &[CodeIndex], option: &Choosable, frame: &Frame) -> Three {
        codes
            .iter()
            .fold(Three::Yes, |so_far, code| so_far.and(self.judge_option(*code, frame, Judged(option)).truth()))
    }

    /// What `only` says of a held option; one that is not listed is gone, or may still come while the list waits.
    pub(crate) fn still_counts(&self, options: &Options, id: &OptionId, frame: &Frame) -> Three {
        let (listed, waiting) = self.choosable(options, frame);
        match listed.iter().find(|option| option.id == *id) {
            Some(option) => self.only(option, frame),
            None if waiting => Three::Unknown,
            None => Three::No,
        }
    }

    /// Whether a held option is gone: its `only` or its `offer` is no.
    pub(crate) fn is_gone(&self, options: &Options, id: &OptionId, frame: &Frame) -> bool {
        let (listed, _) = self.choosable(options, frame);
        let not_on_offer =
            listed.iter().find(|option| option.id == *id).is_some_and(|option| self.offer(option, frame).is_no());
        not_on_offer || self.still_counts(options, id, frame).is_no()
    }

    /// Ids of the options that can be chosen.
    pub(crate) fn can_be_chosen(&self, options: &Options, frame: &Frame) -> Vec<OptionId> {
        let (listed, _) = self.choosable(options, frame);
        let can = |option: &Choosable| !self.only(option, frame).is_no() && !self.offer(option, frame).is_no();
        listed.into_iter().filter(can).map(|option| option.id).collect()
    }
}

fn written_out(option: &OptionDefinition) -> Choosable {
    Choosable {
        id: option.id.clone(),
        alone: option.alone,
        only: option.only.into_iter().collect(),
        offer: option.offer.into_iter().collect(),
        columns: Vec::new(),
    }
}

fn options_of_table(table: &Table) -> Vec<Choosable> {
    let mut options: Vec<Choosable> = Vec::new();
    for row in &table.rows {
        let Some(Some(Value::Choice(id) | Value::Text(id))) = row.first() else { continue };
        if options.iter().all(|option| option.id != *id) {
            let columns = row.clone();
            options.push(Choosable { id: id.clone(), alone: false, only: Vec::new(), offer: Vec::new(), columns });
        }
    }
    options
}
