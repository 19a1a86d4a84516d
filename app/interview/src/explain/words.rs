//! Rules in plain English, from the wording of items and the operators, without authors writing it (E-46).

use super::tree::{Explanation, Node};
use crate::draft::Draft;
use crate::frame::FrameId;
use crate::function;
use crate::package::{AggregateKind, CodeIndex, Function, ItemIndex, Op, Over, Pattern, StateName};
use crate::text::written;
use crate::value::Value;

/// How items are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// By their ids: for authors.
    Ids,
    /// By their questions: for people.
    Labels,
}

impl Explanation<'_> {
    /// The rule of a node in words; empty where no expression decided.
    pub(crate) fn words_of_node(&self, node: &Node, language: &str, naming: Naming) -> String {
        let parts: Vec<String> =
            node.words.iter().map(|(frame, code)| self.draft.rule_words(*frame, *code, language, naming)).collect();
        parts.join(" and ")
    }
}

impl Draft {
    /// An expression in words. Bodies of aggregates nest only as deep as expressions are written (E-5).
    pub(crate) fn rule_words(&self, frame: FrameId, code: CodeIndex, language: &str, naming: Naming) -> String {
        let writer = Writer { draft: self, frame, language, naming };
        writer.code(code)
    }
}

struct Writer<'a> {
    draft: &'a Draft,
    frame: FrameId,
    language: &'a str,
    naming: Naming,
}

impl Writer<'_> {
    fn code(&self, code: CodeIndex) -> String {
        let mut stack: Vec<String> = Vec::new();
        let mut last: Option<ItemIndex> = None;
        let ops = self.draft.compiled().package.codes.get(code as usize).map_or(&[][..], |code| code.ops.as_slice());
        for op in ops {
            let words = self.step(op, &mut stack, last);
            if let Op::Read { item, .. } = op {
                last = Some(*item);
            }
            stack.push(words);
        }
        stack.pop().unwrap_or_default()
    }

    fn step(&self, op: &Op, stack: &mut Vec<String>, last: Option<ItemIndex>) -> String {
        match op {
            Op::Constant(Value::Choice(id)) => self.option(last, id),
            Op::Constant(value) => match value {
                Value::Text(text) => format!("“{text}”"),
                Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
                other => written(other),
            },
            Op::Nothing => "nothing".to_owned(),
            Op::Today => "today".to_owned(),
            Op::Read { item, .. } => self.name(*item),
            Op::State { item, state, .. } => format!("{} is {}", self.name(*item), state_words(*state)),
            Op::OptionId { .. } | Op::OptionText { .. } => "the option".to_owned(),
            Op::OptionColumn { .. } => "what belongs to the option".to_owned(),
            Op::Index { .. } => "the number of the row".to_owned(),
            Op::Previous { item, .. } => format!("{} in the row before", self.name(*item)),
            Op::Following { item, .. } => format!("{} in the row after", self.name(*item)),
            Op::EvidenceKind => "its kind".to_owned(),
            Op::EvidenceGiven => "it is given".to_owned(),
            Op::Aggregate { kind, over, other, filter, value } => self.aggregate(*kind, *over, *other, *filter, *value),
            Op::Lookup { table, column, dated } => self.look_up(*table, *column, *dated, stack),
            Op::ListLookup { item, column, .. } => {
                let key = pop(stack);
                let columns = self.draft.compiled().option_columns(Some(crate::package::OptionsFrom::Fact(*item)));
                let column = columns.get(*column as usize).map_or("", |column| column.id.as_str());
                format!("the {} of {key}", spaced(column))
            }
            Op::Amount { amount } => {
                let day = pop(stack);
                let id =
                    self.draft.compiled().package.amounts.get(*amount as usize).map_or("", |amount| amount.id.as_str());
                format!("{} on {day}", spaced(id))
            }
            Op::Call(called) => {
                let mut arguments: Vec<String> = (0..function::arity(*called)).map(|_| pop(stack)).collect();
                arguments.reverse();
                called_words(*called, &arguments)
            }
            Op::If => {
                let (otherwise, then, condition) = (pop(stack), pop(stack), pop(stack));
                format!("{then} if {condition}, else {otherwise}")
            }
            Op::OneOf(count) => {
                let mut values: Vec<String> = (0..*count).map(|_| pop(stack)).collect();
                values.reverse();
                let left = pop(stack);
                format!("{left} is one of {}", values.join(", "))
            }
            Op::Known => format!("{} is known", pop(stack)),
            Op::Not => format!("not ({})", pop(stack)),
            Op::Negate => format!("minus {}", pop(stack)),
            Op::SizeOfSet => format!("the number of {}", pop(stack)),
            _ => {
                let (right, left) = (pop(stack), pop(stack));
                format!("{left} {} {right}", operator(op))
            }
        }
    }

    fn aggregate(
        &self,
        kind: AggregateKind,
        over: Over,
        other: bool,
        filter: Option<CodeIndex>,
        value: Option<CodeIndex>,
    ) -> String {
        let rows = match over {
            Over::Evidence => "all evidence".to_owned(),
            Over::Repeat { repeat, .. } => {
                let item = self.draft.compiled().package.repeats.get(repeat as usize).map_or(0, |repeat| repeat.item);
                let which = if other { "all other rows" } else { "all rows" };
                format!("{which} of {}", self.id(item))
            }
        };
        let filter = filter.map_or_else(String::new, |filter| format!(" where {}", self.code(filter)));
        let value = value.map(|value| self.code(value));
        let of = |what: &str| format!("the {what} of {} over {rows}{filter}", value.as_deref().unwrap_or("rows"));
        match kind {
            AggregateKind::Count => format!("the number of rows over {rows}{filter}"),
            AggregateKind::Sum => of("sum"),
            AggregateKind::Min => of("least"),
            AggregateKind::Max => of("greatest"),
            AggregateKind::Earliest => of("earliest"),
            AggregateKind::Latest => of("latest"),
            AggregateKind::Any => format!("for any of {rows}{filter}: {}", value.as_deref().unwrap_or("there is one")),
            AggregateKind::All => format!("for {rows}{filter}: {}", value.as_deref().unwrap_or("there is one")),
            AggregateKind::None => {
                format!("for none of {rows}{filter}: {}", value.as_deref().unwrap_or("there is one"))
            }
            AggregateKind::Unique => format!("{} differs over {rows}{filter}", value.as_deref().unwrap_or("it")),
        }
    }

    fn look_up(&self, table: u32, column: u32, dated: bool, stack: &mut Vec<String>) -> String {
        let day = if dated { format!(" on {}", pop(stack)) } else { String::new() };
        let Some(definition) = self.draft.compiled().package.tables.get(table as usize) else { return String::new() };
        let mut keys: Vec<String> = (0..definition.keys).map(|_| pop(stack)).collect();
        keys.reverse();
        let column = definition.columns.get(column as usize).map_or("", |column| column.id.as_str());
        format!("the {} of {}{day}", spaced(column), keys.join(" and "))
    }

    fn id(&self, item: ItemIndex) -> &str {
        self.draft.compiled().package.items.get(item as usize).map_or("", |item| item.id.as_str())
    }

    fn name(&self, item: ItemIndex) -> String {
        let package = &self.draft.compiled().package;
        let ask = package.items.get(item as usize).and_then(|item| item.ask);
        match (self.naming, ask) {
            (Naming::Labels, Some(ask)) => {
                let kind = package.items.get(item as usize).map_or(0, |item| item.frame);
                let frame = self.draft.frame_up(self.frame, kind).unwrap_or(0);
                format!("“{}”", self.draft.words(frame, ask, self.language))
            }
            (Naming::Labels, None) => spaced(self.id(item)),
            (Naming::Ids, _) => self.id(item).to_owned(),
        }
    }

    fn option(&self, item: Option<ItemIndex>, id: &str) -> String {
        let words = match (self.naming, item) {
            (Naming::Labels, Some(item)) => {
                let kind = self.draft.compiled().package.items.get(item as usize).map_or(0, |item| item.frame);
                self.draft
                    .frame_up(self.frame, kind)
                    .and_then(|frame| self.draft.option_words(frame, item, id, self.language))
                    .map(|text| format!("“{text}”"))
            }
            _ => None,
        };
        words.unwrap_or_else(|| id.to_owned())
    }
}

fn pop(stack: &mut Vec<String>) -> String {
    stack.pop().unwrap_or_default()
}

/// An id as words.
fn spaced(id: &str) -> String {
    id.replace('_', " ")
}

fn state_words(state: StateName) -> &'static str {
    match state {
        StateName::Declined => "declined",
        StateName::NotKnown => "not known",
        StateName::Skipped => "left blank",
        StateName::Failed => "not to be had",
    }
}

fn operator(op: &Op) -> &'static str {
    match op {
        Op::And => "and",
        Op::Or => "or",
        Op::Is => "is",
        Op::IsNot => "is not",
        Op::Includes => "includes",
        Op::Less => "is less than",
        Op::LessOrEqual => "is at most",
        Op::Greater => "is more than",
        Op::GreaterOrEqual => "is at least",
        Op::Add => "plus",
        Op::Subtract => "minus",
        Op::Multiply => "times",
        Op::OrElse => "or, where there is none,",
        _ => "with",
    }
}

fn called_words(called: Function, arguments: &[String]) -> String {
    let argument = |index: usize| arguments.get(index).map_or("", String::as_str);
    let (first, second) = (argument(0), argument(1));
    match called {
        Function::Share(_) => format!("{second} of {first}"),
        Function::Divide(parts, _) => format!("{first} divided by {parts}"),
        Function::Larger => format!("the larger of {first} and {second}"),
        Function::Smaller => format!("the smaller of {first} and {second}"),
        Function::AgeOn => format!("the age of somebody born on {first} on {second}"),
        Function::DaysBetween => format!("the days between {first} and {second}"),
        Function::WorkingDaysAfter => format!("{second} working days after {first}"),
        Function::WorkingDaysBefore => format!("{second} working days before {first}"),
        Function::Length => format!("the length of {first}"),
        Function::StartsWith => format!("{first} begins with {second}"),
        Function::Matches(pattern) => format!("{first} has the form of {}", pattern_words(pattern)),
    }
}

fn pattern_words(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Nino | Pattern::NinoOrExample => "a National Insurance number",
        Pattern::Postcode => "a postcode",
        Pattern::Ufn => "a unique file number",
        Pattern::CaseRef => "a case reference",
        Pattern::Office => "an office account number",
        Pattern::Email => "an email address",
        Pattern::Phone => "a phone number",
        Pattern::Name | Pattern::NameWithDigits => "a name",
        Pattern::Reference | Pattern::SlashReference => "a reference",
    }
}
