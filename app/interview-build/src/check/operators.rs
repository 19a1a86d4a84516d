//! Arithmetic, comparisons, `or else`: which types go together (D205, D208).

use super::typing::Typing;
use crate::diagnostics::Code;
use crate::expression::{Comparison, Expression};
use crate::model::{Model, SetIndex, Ty};
use crate::source::Span;
use crate::typed::{Typed, TypedKind};

impl Model<'_> {
    /// Whether a value of one type may stand where the other is wanted: there is no coercion (E-16).
    pub(crate) fn fits(&self, a: Ty, b: Ty) -> bool {
        match (a, b) {
            (Ty::Unknown | Ty::Nothing, _) | (_, Ty::Unknown | Ty::Nothing) => true,
            (Ty::Choice(a), Ty::Choice(b)) | (Ty::Choices(a), Ty::Choices(b)) => self.same_set(a, b),
            (a, b) => a == b,
        }
    }

    /// A type in words.
    pub(crate) fn named_type(&self, ty: Ty) -> String {
        let label = |set: SetIndex| self.set(set).map_or("", |set| set.label.as_str());
        let repeat = |repeat: u32| self.repeats.get(repeat as usize).map_or("", |repeat| repeat.id.as_str());
        match ty {
            Ty::YesNo => "yes or no".to_owned(),
            Ty::Choice(set) => format!("an option of `{}`", label(set)),
            Ty::Choices(set) => format!("a set of options of `{}`", label(set)),
            Ty::Text => "a text".to_owned(),
            Ty::Date => "a date".to_owned(),
            Ty::Period => "a period".to_owned(),
            Ty::Money => "money".to_owned(),
            Ty::Count => "a count".to_owned(),
            Ty::Rate => "a rate".to_owned(),
            Ty::Files => "files".to_owned(),
            Ty::List => "a list".to_owned(),
            Ty::Row(of) => format!("a row of `{}`", repeat(of)),
            Ty::Rows(of) => format!("rows of `{}`", repeat(of)),
            Ty::Nothing => "nothing".to_owned(),
            Ty::Unknown => "unknown".to_owned(),
        }
    }
}

impl Typing<'_, '_> {
    /// The types of two sides differ: D208 where one is money and the other a count, at the side without £; else D205.
    pub(super) fn differ(&mut self, left: &Typed, right: &Typed) {
        let (a, b) = (self.written(left.span), self.written(right.span));
        let (a_type, b_type) = (self.model.named_type(left.ty), self.model.named_type(right.ty));
        match (left.ty, right.ty) {
            (Ty::Money, Ty::Count) => {
                self.say(Code::D208, right.span, format!("`{b}` lacks the £: `{a}` is money, `{b}` is a count"));
            }
            (Ty::Count, Ty::Money) => {
                self.say(Code::D208, left.span, format!("`{a}` lacks the £: `{b}` is money, `{a}` is a count"));
            }
            _ => self.say(Code::D205, right.span, format!("`{a}` is {a_type}, `{b}` is {b_type}")),
        }
    }

    /// The type of two branches, which must be the same.
    pub(super) fn common(&mut self, a: &Typed, b: &Typed) -> Ty {
        if !self.model.fits(a.ty, b.ty) {
            self.differ(a, b);
            return Ty::Unknown;
        }
        if matches!(a.ty, Ty::Unknown | Ty::Nothing) { b.ty } else { a.ty }
    }

    pub(super) fn or_else(&mut self, parts: &[Expression], set: Option<SetIndex>, span: Span) -> Typed {
        let mut typed: Vec<Typed> = parts.iter().map(|part| self.expression(part, set)).collect();
        let Some(mut last) = typed.pop() else { return Typed::unknown(span) };
        while let Some(before) = typed.pop() {
            let ty = self.common(&before, &last);
            last = Typed { kind: TypedKind::OrElse(Box::new(before), Box::new(last)), ty, span };
        }
        last
    }

    pub(super) fn negate(&mut self, inside: &Expression, span: Span) -> Typed {
        let inside = self.expression(inside, None);
        let ty = match inside.ty {
            Ty::Count | Ty::Money | Ty::Period | Ty::Unknown => inside.ty,
            _ => {
                self.unfit(&inside, "`-` wants a count, money or a period");
                Ty::Unknown
            }
        };
        Typed { kind: TypedKind::Negate(Box::new(inside)), ty, span }
    }

    /// D205 for one operand.
    pub(super) fn unfit(&mut self, operand: &Typed, wanted: &str) {
        let (written, is) = (self.written(operand.span), self.model.named_type(operand.ty));
        self.say(Code::D205, operand.span, format!("`{written}` is {is}: {wanted}"));
    }

    pub(super) fn sum(&mut self, first: &Expression, parts: &[(bool, Expression)], span: Span) -> Typed {
        let mut sum = self.expression(first, None);
        for (subtracted, part) in parts {
            let part = self.expression(part, None);
            let ty = match (sum.ty, part.ty) {
                (Ty::Count, Ty::Count) => Ty::Count,
                (Ty::Money, Ty::Money) => Ty::Money,
                (Ty::Period, Ty::Period) => Ty::Period,
                (Ty::Date, Ty::Period) => Ty::Date,
                (Ty::Unknown, _) | (_, Ty::Unknown) => Ty::Unknown,
                _ => {
                    self.not_added(&sum, &part);
                    Ty::Unknown
                }
            };
            let span = Span { end: part.span.end, ..sum.span };
            let (a, b) = (Box::new(sum), Box::new(part));
            let kind = if *subtracted { TypedKind::Subtract(a, b) } else { TypedKind::Add(a, b) };
            sum = Typed { kind, ty, span };
        }
        Typed { span, ..sum }
    }

    fn not_added(&mut self, left: &Typed, right: &Typed) {
        let adds = |ty: Ty| matches!(ty, Ty::Count | Ty::Money | Ty::Period | Ty::Date);
        if adds(left.ty) {
            self.differ_or_unfit(left, right);
        } else {
            self.unfit(left, "`+` and `-` want counts, money, a date and a period, or periods");
        }
    }

    fn differ_or_unfit(&mut self, left: &Typed, right: &Typed) {
        if left.ty == right.ty || right.ty == Ty::Nothing {
            self.unfit(right, "`+` and `-` want counts, money, a date and a period, or periods");
        } else {
            self.differ(left, right);
        }
    }

    pub(super) fn product(&mut self, parts: &[Expression], span: Span) -> Typed {
        let mut typed = parts.iter().map(|part| self.expression(part, None)).collect::<Vec<_>>().into_iter();
        let Some(mut product) = typed.next() else { return Typed::unknown(span) };
        for part in typed {
            let ty = match (product.ty, part.ty) {
                (Ty::Count, Ty::Count) => Ty::Count,
                (Ty::Money, Ty::Count) | (Ty::Count, Ty::Money) => Ty::Money,
                (Ty::Unknown, _) | (_, Ty::Unknown) => Ty::Unknown,
                (Ty::Money | Ty::Count, _) => {
                    self.unfit(&part, "`*` wants money and a count, or counts");
                    Ty::Unknown
                }
                _ => {
                    self.unfit(&product, "`*` wants money and a count, or counts");
                    Ty::Unknown
                }
            };
            let span = Span { end: part.span.end, ..product.span };
            product = Typed { kind: TypedKind::Multiply(Box::new(product), Box::new(part)), ty, span };
        }
        Typed { span, ..product }
    }

    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: &Expression,
        right: &Expression,
        span: Span,
    ) -> Typed {
        let left = self.expression(left, None);
        let right = self.expression(right, None);
        let ordered = |ty: Ty| matches!(ty, Ty::Count | Ty::Money | Ty::Rate | Ty::Date | Ty::Unknown | Ty::Nothing);
        if !ordered(left.ty) {
            self.unfit(&left, "only counts, money, rates and dates are less or more");
        } else if !self.model.fits(left.ty, right.ty) {
            self.differ(&left, &right);
        } else if !ordered(right.ty) {
            self.unfit(&right, "only counts, money, rates and dates are less or more");
        }
        Typed { kind: TypedKind::Compare(comparison, Box::new(left), Box::new(right)), ty: Ty::YesNo, span }
    }
}
