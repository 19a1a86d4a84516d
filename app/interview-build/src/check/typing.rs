//! Names and types of one expression (E-16, E-19): D201, D204 to D206, D208, D210 to D212, D214, D303.

use super::scope::Level;
use crate::diagnostics::{Code, Finding};
use crate::expression::{Expression, Kind, Literal, Named, State};
use crate::model::{Expected, Model, SetIndex, Site, Ty};
use crate::nearest::nearest;
use crate::source::Span;
use crate::typed::{At, Typed, TypedKind};
use interview::package::{ItemIndex, ItemKind, StateName};
use interview::value::Value;

/// One expression on the way to its typed form.
pub(super) struct Typing<'m, 'a> {
    pub(super) model: &'m mut Model<'a>,
    pub(super) site: Site,
    /// Rows in scope, the expression's own first.
    pub(super) levels: Vec<Level>,
    /// A sensitive answer was read, which is said as such also in wordings.
    pub(super) sensitive: bool,
}

impl<'m, 'a> Typing<'m, 'a> {
    pub(super) fn new(model: &'m mut Model<'a>, site: Site) -> Self {
        let levels = vec![Level { frame: site.frame, evidence: false, outer: 0 }];
        Self { model, site, levels, sensitive: false }
    }

    /// The whole expression, held against what is expected of it.
    pub(super) fn site(mut self) -> Typed {
        let expression = self.site.expression.clone();
        match self.site.expected {
            Expected::Condition => self.condition(&expression),
            Expected::Count => self.wanted(&expression, Ty::Count),
            Expected::Amount(amount) => {
                let ty = self.model.amounts.get(amount as usize).map_or(Ty::Unknown, |amount| amount.ty);
                let typed = self.wanted(&expression, ty);
                self.only_constants(&typed);
                typed
            }
            Expected::ValueOf(item) => {
                let ty = self.model.ty_of(item);
                self.wanted(&expression, ty)
            }
            Expected::Shown { .. } => self.shown(&expression),
        }
    }

    /// A placeholder: whatever is wrong with it is D406.
    fn shown(&mut self, expression: &Expression) -> Typed {
        let mark = self.model.report.mark();
        let typed = self.expression(expression, None);
        if self.sensitive {
            return typed;
        }
        match self.model.report.take_since(mark) {
            None => typed,
            Some(message) => {
                self.say(Code::D406, self.site.span, format!("unknown placeholder: {message}"));
                Typed::unknown(typed.span)
            }
        }
    }

    /// An amount is a constant: it reads no item.
    fn only_constants(&mut self, typed: &Typed) {
        let mut left = vec![typed];
        while let Some(part) = left.pop() {
            if let TypedKind::Read { item, .. } = part.kind {
                let message = format!("an amount is a constant: it cannot read `{}`", self.model.item_id(item));
                self.say(Code::D201, part.span, message);
            }
            left.extend(part.parts());
        }
    }

    pub(super) fn say(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.model.report.say(code, span, message);
    }

    /// The source text of a span, for messages.
    pub(super) fn written(&self, span: Span) -> String {
        let text = self.model.sources.files.get(span.file as usize).map_or("", |file| file.text.as_str());
        let text = text.get(span.start as usize..span.end as usize).unwrap_or("");
        if text.chars().count() > 40 {
            format!("{}…", text.chars().take(39).collect::<String>())
        } else {
            text.to_owned()
        }
    }

    pub(super) fn condition(&mut self, expression: &Expression) -> Typed {
        self.wanted(expression, Ty::YesNo)
    }

    /// An expression of a given type.
    pub(super) fn wanted(&mut self, expression: &Expression, ty: Ty) -> Typed {
        let set = match ty {
            Ty::Choice(set) | Ty::Choices(set) => Some(set),
            _ => None,
        };
        let typed = self.expression(expression, set);
        if self.model.fits(typed.ty, ty) {
            return typed;
        }
        let (written, is, wanted) =
            (self.written(typed.span), self.model.named_type(typed.ty), self.model.named_type(ty));
        if (typed.ty, ty) == (Ty::Count, Ty::Money) {
            self.say(Code::D208, typed.span, format!("`{written}` is {is}, {wanted} is wanted: it lacks the £"));
        } else {
            self.say(Code::D205, typed.span, format!("`{written}` is {is}, {wanted} is wanted"));
        }
        Typed { ty: Ty::Unknown, ..typed }
    }

    /// An expression; `set` is the set of options a bare word may be one of.
    pub(super) fn expression(&mut self, expression: &Expression, set: Option<SetIndex>) -> Typed {
        let span = expression.span;
        match &expression.kind {
            Kind::Literal(literal) => literal_of(literal, span),
            Kind::Word(word) => self.plain_word(word, span),
            Kind::Path(names) => self.path(names, set, span),
            Kind::Lookup { table, keys, column } => self.lookup(table, keys, column, None, span),
            Kind::Call { function, arguments } => self.call(function, arguments, span),
            Kind::Aggregate(aggregate) => self.aggregate(aggregate, span),
            Kind::At(inside, day) => self.dated(inside, day, span),
            Kind::OrElse(parts) => self.or_else(parts, set, span),
            Kind::Negate(inside) => self.negate(inside, span),
            Kind::Sum(first, parts) => self.sum(first, parts, span),
            Kind::Product(parts) => self.product(parts, span),
            Kind::Compare(comparison, left, right) => self.compare(*comparison, left, right, span),
            Kind::Is { negated, left, right } => self.is(*negated, left, right, span),
            Kind::IsState { negated, left, state } => self.is_state(*negated, left, *state, span),
            Kind::OneOf { negated, left, values } => self.one_of(*negated, left, values, span),
            Kind::Includes(left, right) => self.includes(left, right, span),
            Kind::Not(inside) => {
                let inside = self.condition(inside);
                Typed { kind: TypedKind::Not(Box::new(inside)), ty: Ty::YesNo, span }
            }
            Kind::And(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                Typed { kind: TypedKind::And(parts), ty: Ty::YesNo, span }
            }
            Kind::Or(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                Typed { kind: TypedKind::Or(parts), ty: Ty::YesNo, span }
            }
            Kind::If(condition, then, otherwise) => {
                let condition = self.condition(condition);
                let then = self.expression(then, set);
                let otherwise = self.expression(otherwise, set);
                let ty = self.common(&then, &otherwise);
                Typed { kind: TypedKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)), ty, span }
            }
        }
    }

    fn path(&mut self, names: &[Named], set: Option<SetIndex>, span: Span) -> Typed {
        match names {
            [name] => self.name(name, set),
            [first, column] if first.text == "option" => self.option_column(column, first.span, span),
            [first, second, ..] => {
                let first_typed = self.name(first, None);
                if first_typed.ty != Ty::Unknown {
                    let message = format!("`{}` has no `{}`: only `option` has columns", first.text, second.text);
                    self.say(Code::D201, second.span, message);
                }
                Typed::unknown(span)
            }
            [] => Typed::unknown(span),
        }
    }

    /// A name by itself. `set`: where an option may stand, it is one if no item of that set has its name.
    pub(super) fn name(&mut self, name: &Named, set: Option<SetIndex>) -> Typed {
        let span = name.span;
        if name.text == "index" {
            return self.index(span);
        }
        if name.text == "option" {
            return self.option(span);
        }
        if let Some(field) = self.evidence_field(&name.text, span) {
            return field;
        }
        if let Some(set) = set
            && self.model.set(set).is_some_and(|set| set.ids.contains(&name.text))
        {
            return self.option_word(&name.text, set, span);
        }
        let full = self.model.full_name(&name.text, self.site.scope);
        match self.find(&full) {
            Some((item, at)) => self.read(item, at, span),
            None => self.unknown_name(&name.text, &full, span),
        }
    }

    /// `kind` and `given` of a requirement.
    fn evidence_field(&self, name: &str, span: Span) -> Option<Typed> {
        self.levels.iter().rev().find(|level| level.evidence)?;
        match name {
            "kind" => Some(Typed { kind: TypedKind::EvidenceKind, ty: Ty::Choice(crate::model::EVIDENCE_KINDS), span }),
            "given" => Some(Typed { kind: TypedKind::EvidenceGiven, ty: Ty::YesNo, span }),
            _ => None,
        }
    }

    fn option(&mut self, span: Span) -> Typed {
        match self.option_in_scope() {
            Some((Some(set), at)) => Typed { kind: TypedKind::OptionId { at }, ty: Ty::Choice(set), span },
            Some((None, _)) => Typed::unknown(span),
            None => {
                self.say(Code::D201, span, "`option` is known in `only`, `offer` and rows of `for=`");
                Typed::unknown(span)
            }
        }
    }

    fn option_column(&mut self, column: &Named, option: Span, span: Span) -> Typed {
        let Some((set, at)) = self.option_in_scope() else { return self.option(option) };
        if column.text == "text" && self.site.judged == crate::model::Judged::None {
            return Typed { kind: TypedKind::OptionText { at }, ty: Ty::Text, span };
        }
        let Some(set) = set.and_then(|set| self.model.set(set).cloned()) else { return Typed::unknown(span) };
        let found = set.from.and_then(|from| self.model.column(from, &column.text));
        match found {
            Some((column, ty)) => Typed { kind: TypedKind::OptionColumn { at, column }, ty, span },
            None if set.broken => Typed::unknown(span),
            None => {
                let names = set.from.map(|from| self.model.columns(from)).unwrap_or_default();
                let message = format!("options of `{}` have no column `{}`", set.label, column.text);
                let finding = Finding::new(Code::D210, column.span, message);
                self.model.report.add(finding.meant(nearest(&column.text, names.iter().map(String::as_str))));
                Typed::unknown(span)
            }
        }
    }

    /// Reads an item, unless nothing may.
    pub(super) fn read(&mut self, item: ItemIndex, at: At, span: Span) -> Typed {
        if self.model.items.get(item as usize).is_some_and(|meta| meta.sensitive) {
            self.sensitive = true;
            let message = format!("`{}` is sensitive: no rule, check or wording may read it", self.model.item_id(item));
            self.say(Code::D201, span, message);
            return Typed::unknown(span);
        }
        if matches!(self.model.package.items.get(item as usize).map(|item| &item.kind), Some(ItemKind::Repeat(_))) {
            let id = self.model.item_id(item).to_owned();
            self.say(
                Code::D205,
                span,
                format!("`{id}` is a repeat and has no value: use an aggregate, as in count({id})"),
            );
            return Typed::unknown(span);
        }
        Typed { kind: TypedKind::Read { item, at }, ty: self.model.ty_of(item), span }
    }

    /// D201, or D204 for a field of rows that are not in scope.
    pub(super) fn unknown_name(&mut self, name: &str, full: &str, span: Span) -> Typed {
        let reference = crate::model::Reference { name: name.to_owned(), span, scope: self.site.scope };
        if let Some(item) = self.model.find_anywhere(full) {
            self.model.outside(&reference, item);
        } else if let Some((named, defined)) = self.model.top.get(full).copied() {
            if !self.model.is_lost(full) {
                let message = match named {
                    crate::model::Named::Amount(_) => format!("`{name}` is an amount: write `{name} at` and a date"),
                    _ => format!("`{name}` is {} and has no value", named.what()),
                };
                self.model.report.add(Finding::new(Code::D201, span, message).note(defined, "defined here"));
            }
        } else {
            let frames: Vec<u32> = self.levels.iter().flat_map(|level| self.model.chain(level.frame)).collect();
            let ids = self.model.names.keys().filter(|(frame, _)| frames.contains(frame)).map(|(_, id)| id.clone());
            let ids: Vec<String> = ids.collect();
            self.model.unknown(&reference, "item", ids.iter().map(String::as_str));
        }
        Typed::unknown(span)
    }

    fn index(&mut self, span: Span) -> Typed {
        let Some((level, repeat)) = self.row_level() else {
            self.say(Code::D303, span, "`index` is known only in the rows of a repeat");
            return Typed::unknown(span);
        };
        let at = self.at(level, repeat + 1);
        Typed { kind: TypedKind::Index { at, repeat }, ty: Ty::Count, span }
    }

    fn is_state(&mut self, negated: bool, left: &Expression, state: State, span: Span) -> Typed {
        let left = self.expression(left, None);
        let state = match state {
            State::Known => None,
            State::Declined => Some(StateName::Declined),
            State::NotKnown => Some(StateName::NotKnown),
            State::Skipped => Some(StateName::Skipped),
            State::Failed => Some(StateName::Failed),
        };
        let kind = match (state, &left.kind) {
            (None, _) => TypedKind::Known(Box::new(left)),
            (Some(state), TypedKind::Read { item, at }) => TypedKind::State { item: *item, at: *at, state },
            (Some(_), TypedKind::Unknown) => TypedKind::Unknown,
            (Some(_), _) => {
                let written = self.written(left.span);
                self.say(Code::D205, left.span, format!("only an item can be so, `{written}` is none"));
                TypedKind::Unknown
            }
        };
        negate_if(negated, Typed { kind, ty: Ty::YesNo, span })
    }
}

/// `not` around a condition, where one is written.
pub(super) fn negate_if(negated: bool, typed: Typed) -> Typed {
    if !negated {
        return typed;
    }
    let span = typed.span;
    Typed { kind: TypedKind::Not(Box::new(typed)), ty: Ty::YesNo, span }
}

pub(super) fn literal_of(literal: &Literal, span: Span) -> Typed {
    match literal {
        Literal::Nothing => Typed { kind: TypedKind::Nothing, ty: Ty::Nothing, span },
        Literal::Today => Typed { kind: TypedKind::Today, ty: Ty::Date, span },
        Literal::Value(value) => Typed { kind: TypedKind::Constant(value.clone()), ty: type_of(value), span },
    }
}

fn type_of(value: &Value) -> Ty {
    match value {
        Value::YesNo(_) => Ty::YesNo,
        Value::Text(_) => Ty::Text,
        Value::Date(_) => Ty::Date,
        Value::Period(_) => Ty::Period,
        Value::Money(_) => Ty::Money,
        Value::Count(_) => Ty::Count,
        Value::Rate(_) => Ty::Rate,
        _ => Ty::Unknown,
    }
}
