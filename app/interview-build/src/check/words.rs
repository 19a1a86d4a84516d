//! Words after `is`, `is one of` and `includes`: options, literals or items (E-16).

use super::typing::{Typing, literal_of, negate_if};
use crate::diagnostics::{Code, Finding};
use crate::expression::{Expression, Kind, Literal, Named};
use crate::model::{SetIndex, Ty};
use crate::source::Span;
use crate::typed::{Typed, TypedKind};
use interview::value::Value;

impl Typing<'_, '_> {
    pub(super) fn is(&mut self, negated: bool, left: &Expression, right: &Expression, span: Span) -> Typed {
        let left = self.expression(left, None);
        let right = self.value(right, left.ty);
        self.must_equal(&left, &right);
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = if negated { TypedKind::IsNot(left, right) } else { TypedKind::Is(left, right) };
        Typed { kind, ty: Ty::YesNo, span }
    }

    pub(super) fn one_of(&mut self, negated: bool, left: &Expression, values: &[Expression], span: Span) -> Typed {
        let left = self.expression(left, None);
        let mut typed = Vec::new();
        for value in values {
            let value = self.value(value, left.ty);
            self.must_equal(&left, &value);
            typed.push(value);
        }
        negate_if(negated, Typed { kind: TypedKind::OneOf(Box::new(left), typed), ty: Ty::YesNo, span })
    }

    pub(super) fn includes(&mut self, left: &Expression, right: &Expression, span: Span) -> Typed {
        let left = self.expression(left, None);
        let member = match left.ty {
            Ty::Choices(set) => Ty::Choice(set),
            Ty::Rows(repeat) => Ty::Row(repeat),
            Ty::Unknown => Ty::Unknown,
            _ => {
                let (written, is) = (self.written(left.span), self.model.named_type(left.ty));
                self.say(Code::D205, left.span, format!("`{written}` is {is}: only a set includes something"));
                Ty::Unknown
            }
        };
        let right = self.value(right, member);
        if !self.model.fits(right.ty, member) {
            let (written, is) = (self.written(right.span), self.model.named_type(right.ty));
            let of = self.written(left.span);
            self.say(Code::D205, right.span, format!("`{written}` is {is}, which `{of}` cannot include"));
        }
        Typed { kind: TypedKind::Includes(Box::new(left), Box::new(right)), ty: Ty::YesNo, span }
    }

    /// A value compared with something of type `left`.
    fn value(&mut self, expression: &Expression, left: Ty) -> Typed {
        let span = expression.span;
        let set = match left {
            Ty::Choice(set) => Some(set),
            _ => None,
        };
        match (&expression.kind, left) {
            (Kind::Word(word), Ty::Choice(set)) => self.option_word(word, set, span),
            // One option is no set, but it is known which was meant.
            (Kind::Word(word), Ty::Choices(set)) if self.model.set(set).is_some_and(|set| set.ids.contains(word)) => {
                Typed { kind: TypedKind::Constant(Value::Choice(word.as_str().into())), ty: Ty::Choice(set), span }
            }
            (Kind::Word(_), Ty::Unknown) => Typed::unknown(span),
            _ => self.expression(expression, set),
        }
    }

    /// A word where an option of `set` may stand: D206 if it is none, D214 if it is also an item of that set.
    pub(super) fn option_word(&mut self, word: &str, set: SetIndex, span: Span) -> Typed {
        if word == "option" && self.option_in_scope().is_some() {
            return self.name(&Named { text: word.to_owned(), span }, None);
        }
        let full = self.model.full_name(word, self.site.scope);
        let same = |typing: &Self, ty: Ty| matches!(ty, Ty::Choice(other) if typing.model.same_set(set, other));
        let item = self.find(&full).filter(|(item, _)| same(self, self.model.ty_of(*item)));
        let (known, broken) = self.model.set(set).map_or((false, true), |set| (set.ids.contains(word), set.broken));
        match item {
            Some((item, _)) if known => {
                let message = format!("`{word}` is both an option and an item of the same options");
                let defined = self.model.item_span(item);
                self.model
                    .report
                    .add(Finding::new(Code::D214, span, message).note(defined, "the item is declared here"));
                Typed::unknown(span)
            }
            Some((item, at)) => self.read(item, at, span),
            None if known || broken => {
                Typed { kind: TypedKind::Constant(Value::Choice(word.into())), ty: Ty::Choice(set), span }
            }
            None if self.model.is_lost(&full) => Typed::unknown(span),
            None => {
                self.model.not_an_option(word, span, set);
                Typed::unknown(span)
            }
        }
    }

    /// A word where no option can be meant.
    pub(super) fn plain_word(&mut self, word: &str, span: Span) -> Typed {
        let literal = match word {
            "yes" | "no" => Some(Literal::Value(Value::YesNo(word == "yes"))),
            "today" => Some(Literal::Today),
            _ => word.parse::<i64>().ok().map(|count| Literal::Value(Value::Count(count))),
        };
        match literal {
            Some(literal) => literal_of(&literal, span),
            None => self.name(&Named { text: word.to_owned(), span }, None),
        }
    }

    /// Two sides of `is`: D205 or D208 where their types differ.
    fn must_equal(&mut self, left: &Typed, right: &Typed) {
        if !self.model.fits(left.ty, right.ty) {
            self.differ(left, right);
        }
    }
}
