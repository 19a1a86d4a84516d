//! Look-ups, amounts and functions (D209, D210, D212, D215, D303).

use super::typing::Typing;
use crate::diagnostics::{Code, Finding};
use crate::expression::{Expression, Kind, Literal, Named as Name};
use crate::link::plain;
use crate::model::{Model, Named, Ty};
use crate::nearest::nearest;
use crate::source::Span;
use crate::table::cell_text;
use crate::typed::{Typed, TypedKind};
use interview::package::{Function, ItemKind, OptionsFrom, Pattern, RoundingName, Type};
use interview::value::Value;

const FUNCTIONS: [&str; 14] = [
    "share",
    "divide",
    "larger",
    "smaller",
    "age_on",
    "days_between",
    "working_days_after",
    "working_days_before",
    "length",
    "starts_with",
    "matches",
    "count",
    "previous",
    "following",
];

const PATTERNS: [(&str, Pattern); 12] = [
    ("nino", Pattern::Nino),
    ("nino_or_example", Pattern::NinoOrExample),
    ("postcode", Pattern::Postcode),
    ("ufn", Pattern::Ufn),
    ("case_ref", Pattern::CaseRef),
    ("office", Pattern::Office),
    ("email", Pattern::Email),
    ("phone", Pattern::Phone),
    ("name", Pattern::Name),
    ("name_with_digits", Pattern::NameWithDigits),
    ("reference", Pattern::Reference),
    ("slash_reference", Pattern::SlashReference),
];

impl Model<'_> {
    /// A column of a table or list fact, with its type.
    pub(crate) fn column(&self, from: OptionsFrom, name: &str) -> Option<(u32, Ty)> {
        let with_set = |value: Type, set: u32| match value {
            Type::Choice => Ty::Choice(set),
            Type::Choices => Ty::Choices(set),
            other => plain(other),
        };
        match from {
            OptionsFrom::Table(table) => {
                let draft = self.tables.get(table as usize)?;
                let place = draft.table.columns.iter().position(|column| column.id == name)?;
                let column = draft.table.columns.get(place)?;
                Some((
                    u32::try_from(place).ok()?,
                    with_set(column.value, draft.column_sets.get(place).copied().unwrap_or(0)),
                ))
            }
            OptionsFrom::Fact(item) => {
                let ItemKind::Fact(fact) = &self.package.items.get(item as usize)?.kind else { return None };
                let place = fact.columns.iter().position(|column| column.id == name)?;
                let column = fact.columns.get(place)?;
                let set = self.items.get(item as usize)?.columns.get(place)?.set;
                Some((u32::try_from(place).ok()?, with_set(column.value, set)))
            }
            OptionsFrom::ChoiceSet(_) => None,
        }
    }

    /// Names of the columns of a table or list fact.
    pub(crate) fn columns(&self, from: OptionsFrom) -> Vec<String> {
        match from {
            OptionsFrom::Table(table) => self
                .tables
                .get(table as usize)
                .map(|draft| draft.table.columns.iter().map(|column| column.id.clone()).collect()),
            OptionsFrom::Fact(item) => self.package.items.get(item as usize).and_then(|item| match &item.kind {
                ItemKind::Fact(fact) => Some(fact.columns.iter().map(|column| column.id.clone()).collect()),
                _ => None,
            }),
            OptionsFrom::ChoiceSet(_) => None,
        }
        .unwrap_or_default()
    }
}

impl Typing<'_, '_> {
    /// `table[keys].column`, with the day it is read on where there is one.
    pub(super) fn lookup(
        &mut self,
        table: &Name,
        keys: &[Expression],
        column: &Name,
        day: Option<Typed>,
        span: Span,
    ) -> Typed {
        let full = self.model.full_name(&table.text, self.site.scope);
        if let Some((Named::Table(index), _)) = self.model.top.get(&full).copied() {
            return self.table_lookup(index, table, keys, column, day, span);
        }
        let list = self.find(&full).filter(|(item, _)| {
            matches!(self.model.package.items.get(*item as usize).map(|item| &item.kind), Some(ItemKind::Fact(fact)) if fact.value == Type::List)
        });
        let Some((item, at)) = list else {
            let typed: Vec<Typed> = keys.iter().map(|key| self.expression(key, None)).collect();
            drop(typed);
            if !self.model.is_lost(&full) {
                let lists = self.model.tables.iter().map(|draft| draft.table.id.clone());
                let names: Vec<String> = lists.chain(self.model.frames_of.keys().cloned()).collect();
                let finding =
                    Finding::new(Code::D210, table.span, format!("there is no table or list `{}`", table.text));
                self.model.report.add(finding.meant(nearest(&table.text, names.iter().map(String::as_str))));
            }
            return Typed::unknown(span);
        };
        if day.is_some() {
            self.say(Code::D215, table.span, format!("list `{}` has no days: leave out `at`", table.text));
        }
        let [key] = keys else {
            self.say(Code::D210, table.span, format!("list `{}` has one key, {} are given", table.text, keys.len()));
            return Typed::unknown(span);
        };
        let key = self.expression(key, None);
        let sure = self.key_fits(&key, Ty::Unknown, Some(OptionsFrom::Fact(item)));
        match self.model.column(OptionsFrom::Fact(item), &column.text) {
            Some((place, ty)) => {
                Typed { kind: TypedKind::ListLookup { item, at, column: place, key: Box::new(key), sure }, ty, span }
            }
            None => self.no_column(OptionsFrom::Fact(item), table, column, span),
        }
    }

    fn no_column(&mut self, from: OptionsFrom, table: &Name, column: &Name, span: Span) -> Typed {
        if self.model.is_lost(&column.text) {
            return Typed::unknown(span);
        }
        let names = self.model.columns(from);
        let message = format!("`{}` has no column `{}`", table.text, column.text);
        let finding = Finding::new(Code::D210, column.span, message);
        self.model.report.add(finding.meant(nearest(&column.text, names.iter().map(String::as_str))));
        Typed::unknown(span)
    }

    fn table_lookup(
        &mut self,
        index: u32,
        table: &Name,
        keys: &[Expression],
        column: &Name,
        day: Option<Typed>,
        span: Span,
    ) -> Typed {
        let Some(draft) = self.model.tables.get(index as usize) else { return Typed::unknown(span) };
        let (count, dated, broken, single) =
            (draft.table.keys as usize, draft.is_dated(), draft.broken, draft.table.keys == 1);
        let types: Vec<Type> = draft.table.columns.iter().take(count).map(|column| column.value).collect();
        if keys.len() != count {
            let message = format!("table `{}` has {count} keys, {} are given", table.text, keys.len());
            self.say(Code::D210, table.span, message);
            return Typed::unknown(span);
        }
        if dated && day.is_none() {
            let message = format!("the rows of table `{}` hold on days: read them with `at` and a date", table.text);
            self.say(Code::D215, table.span, message);
        } else if !dated && day.is_some() {
            self.say(
                Code::D215,
                table.span,
                format!("the rows of table `{}` have no days: leave out `at`", table.text),
            );
        }
        let mut typed = Vec::new();
        let mut sure = single && day.is_none();
        for (place, (key, value)) in keys.iter().zip(types).enumerate() {
            let key = self.expression(key, None);
            sure &= self.key_fits(&key, plain(value), Some(OptionsFrom::Table(index)));
            if let TypedKind::Constant(Value::Text(text)) = &key.kind
                && !broken
                && !self.has_key(index, place, text)
            {
                self.say(Code::D210, key.span, format!("table `{}` has no key `{text}`", table.text));
            }
            typed.push(key);
        }
        match self.model.column(OptionsFrom::Table(index), &column.text) {
            Some((place, ty)) => {
                let day = day.map(Box::new);
                Typed { kind: TypedKind::Lookup { table: index, column: place, keys: typed, day, sure }, ty, span }
            }
            None => self.no_column(OptionsFrom::Table(index), table, column, span),
        }
    }

    fn has_key(&self, table: u32, place: usize, text: &str) -> bool {
        self.model.tables.get(table as usize).is_some_and(|draft| {
            draft
                .table
                .rows
                .iter()
                .any(|row| row.get(place).is_some_and(|cell| cell.as_ref().map(cell_text).as_deref() == Some(text)))
        })
    }

    /// A key is a choice or a text, or of the type its column is declared with; whether it is a row of the table for sure.
    fn key_fits(&mut self, key: &Typed, declared: Ty, from: Option<OptionsFrom>) -> bool {
        match key.ty {
            Ty::Choice(set) => {
                let of = self.model.set(set).map(|set| (set.from, set.own.is_empty()));
                return of == Some((from, true));
            }
            Ty::Text | Ty::Unknown => {}
            ty if declared != Ty::Unknown && ty == declared => {}
            _ => self.unfit(key, "a key is a choice or a text"),
        }
        false
    }

    /// `amount at date` and `table[keys].column at date`.
    pub(super) fn dated(&mut self, inside: &Expression, day: &Expression, span: Span) -> Typed {
        let day = self.wanted(day, Ty::Date);
        match &inside.kind {
            Kind::Lookup { table, keys, column } => self.lookup(table, keys, column, Some(day), span),
            Kind::Path(names) if names.len() == 1 => {
                let [name] = names.as_slice() else { return Typed::unknown(span) };
                let full = self.model.full_name(&name.text, self.site.scope);
                match self.model.top.get(&full).copied() {
                    Some((Named::Amount(amount), _)) => self.amount(amount, name, day, span),
                    _ => {
                        let typed = self.name(name, None);
                        if typed.ty != Ty::Unknown {
                            self.unfit(&typed, "only amounts and look-ups are read `at` a date");
                        }
                        Typed::unknown(span)
                    }
                }
            }
            _ => {
                let typed = self.expression(inside, None);
                if typed.ty != Ty::Unknown {
                    self.unfit(&typed, "only amounts and look-ups are read `at` a date");
                }
                Typed::unknown(span)
            }
        }
    }

    /// D212: on a day that is known, or today for the earliest application, before the first value.
    fn amount(&mut self, amount: u32, name: &Name, day: Typed, span: Span) -> Typed {
        let ty = self.model.amounts.get(amount as usize).map_or(Ty::Unknown, |amount| amount.ty);
        let definition = self.model.package.amounts.get(amount as usize);
        let first = definition.and_then(|amount| amount.from.first()).map(|(first, _)| *first);
        let earliest = match &day.kind {
            TypedKind::Constant(Value::Date(day)) => Some(*day),
            TypedKind::Today => self.model.package.effective.iter().map(|effective| effective.from).min(),
            _ => None,
        };
        if let (Some(first), Some(earliest)) = (first, earliest)
            && earliest < first
        {
            let message = format!("`{}` is read on {earliest}, before its first value of {first}", name.text);
            self.say(Code::D212, day.span, message);
        }
        Typed { kind: TypedKind::Amount { amount, day: Box::new(day) }, ty, span }
    }

    pub(super) fn size_of(&mut self, set: Typed, span: Span) -> Typed {
        if !matches!(set.ty, Ty::Choices(_) | Ty::Rows(_) | Ty::Unknown) {
            let (written, is) = (self.written(set.span), self.model.named_type(set.ty));
            self.say(Code::D211, set.span, format!("`{written}` is {is}: only rows and sets are counted"));
        }
        Typed { kind: TypedKind::SizeOfSet(Box::new(set)), ty: Ty::Count, span }
    }

    pub(super) fn call(&mut self, function: &Name, arguments: &[Expression], span: Span) -> Typed {
        match (function.text.as_str(), arguments) {
            ("share", [money, rate, rounding]) => {
                let parts = vec![self.wanted(money, Ty::Money), self.wanted(rate, Ty::Rate)];
                self.rounded(rounding, span, parts, Function::Share)
            }
            ("divide", [money, by, rounding]) => {
                let money = self.wanted(money, Ty::Money);
                let number = match &by.kind {
                    Kind::Literal(Literal::Value(Value::Count(number))) if *number >= 1 => Some(*number),
                    _ => None,
                };
                let Some(number) = number else {
                    self.say(Code::D209, by.span, "money is divided by a whole number, written out, from 1");
                    return Typed { ty: Ty::Money, ..Typed::unknown(span) };
                };
                self.rounded(rounding, span, vec![money], |rounding| Function::Divide(number, rounding))
            }
            ("larger" | "smaller", [a, b]) => self.extreme(&function.text, a, b, span),
            ("age_on", [a, b]) => self.made(Function::AgeOn, vec![(a, Ty::Date), (b, Ty::Date)], Ty::Count, span),
            ("days_between", [a, b]) => {
                self.made(Function::DaysBetween, vec![(a, Ty::Date), (b, Ty::Date)], Ty::Count, span)
            }
            ("working_days_after" | "working_days_before", [day, count]) => {
                if self.model.bank_holidays().is_none() {
                    let message = "working days need a table `bank_holidays` with the one key `date`";
                    self.say(Code::D210, function.span, message);
                }
                let after = function.text == "working_days_after";
                let made = if after { Function::WorkingDaysAfter } else { Function::WorkingDaysBefore };
                self.made(made, vec![(day, Ty::Date), (count, Ty::Count)], Ty::Date, span)
            }
            ("length", [text]) => self.made(Function::Length, vec![(text, Ty::Text)], Ty::Count, span),
            ("starts_with", [text, start]) => {
                self.made(Function::StartsWith, vec![(text, Ty::Text), (start, Ty::Text)], Ty::YesNo, span)
            }
            ("matches", [text, pattern]) => self.matches(text, pattern, span),
            ("count", [set]) => {
                let set = self.expression(set, None);
                self.size_of(set, span)
            }
            ("previous" | "following", [field]) => self.neighbour(&function.text, field, span),
            (name, _) if FUNCTIONS.contains(&name) => {
                self.say(Code::D209, function.span, format!("`{name}` takes other arguments"));
                Typed::unknown(span)
            }
            (name, _) if self.model.is_lost(name) => Typed::unknown(span),
            (name, _) => {
                let finding = Finding::new(Code::D209, function.span, format!("there is no function `{name}`"));
                self.model.report.add(finding.meant(nearest(name, FUNCTIONS)));
                Typed::unknown(span)
            }
        }
    }

    fn made(&mut self, function: Function, arguments: Vec<(&Expression, Ty)>, ty: Ty, span: Span) -> Typed {
        let parts = arguments.into_iter().map(|(argument, ty)| self.wanted(argument, ty)).collect();
        Typed { kind: TypedKind::Call(function, parts), ty, span }
    }

    fn rounded(
        &mut self,
        rounding: &Expression,
        span: Span,
        parts: Vec<Typed>,
        make: impl FnOnce(RoundingName) -> Function,
    ) -> Typed {
        let name = match bare(rounding) {
            Some("down") => RoundingName::Down,
            Some("up") => RoundingName::Up,
            Some("nearest") => RoundingName::Nearest,
            _ => {
                self.say(Code::D209, rounding.span, "money is rounded `down`, `up` or to the `nearest` penny");
                RoundingName::Down
            }
        };
        Typed { kind: TypedKind::Call(make(name), parts), ty: Ty::Money, span }
    }

    fn extreme(&mut self, name: &str, a: &Expression, b: &Expression, span: Span) -> Typed {
        let a = self.expression(a, None);
        let b = self.expression(b, None);
        let ty = self.common(&a, &b);
        if !matches!(ty, Ty::Count | Ty::Money | Ty::Rate | Ty::Date | Ty::Unknown) {
            self.unfit(&a, "only counts, money, rates and dates are larger or smaller");
        }
        let function = if name == "larger" { Function::Larger } else { Function::Smaller };
        Typed { kind: TypedKind::Call(function, vec![a, b]), ty, span }
    }

    fn matches(&mut self, text: &Expression, pattern: &Expression, span: Span) -> Typed {
        let text = self.wanted(text, Ty::Text);
        let named = bare(pattern).and_then(|name| PATTERNS.iter().find(|(known, _)| *known == name));
        let Some((_, pattern)) = named else {
            let written = self.written(pattern.span);
            let meant = nearest(&written, PATTERNS.iter().map(|(name, _)| *name));
            let finding = Finding::new(Code::D209, pattern.span, format!("there is no pattern `{written}`"));
            self.model.report.add(finding.meant(meant));
            return Typed { ty: Ty::YesNo, ..Typed::unknown(span) };
        };
        Typed { kind: TypedKind::Call(Function::Matches(*pattern), vec![text]), ty: Ty::YesNo, span }
    }

    /// `previous(field)` and `following(field)`: D303 outside of a repeat.
    fn neighbour(&mut self, name: &str, field: &Expression, span: Span) -> Typed {
        let typed = self.expression(field, None);
        let TypedKind::Read { item, at } = typed.kind else {
            if typed.ty != Ty::Unknown {
                self.say(Code::D209, field.span, format!("`{name}` takes a field of the row"));
            }
            return Typed::unknown(span);
        };
        if self.model.package.items.get(item as usize).is_none_or(|item| item.frame == 0) {
            let written = self.written(field.span);
            self.say(Code::D303, span, format!("`{written}` is in no repeat, so there is no row before or after"));
            return Typed::unknown(span);
        }
        let kind =
            if name == "previous" { TypedKind::Previous { item, at } } else { TypedKind::Following { item, at } };
        Typed { kind, ty: typed.ty, span }
    }
}

/// A single bare name.
fn bare(expression: &Expression) -> Option<&str> {
    match &expression.kind {
        Kind::Path(names) => match names.as_slice() {
            [name] => Some(&name.text),
            _ => None,
        },
        _ => None,
    }
}
