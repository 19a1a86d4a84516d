//! Aggregates: over which rows, and of what (D204, D205, D211).

use super::scope::Level;
use super::typing::Typing;
use crate::diagnostics::{Code, Finding};
use crate::expression::{Aggregate, Expression};
use crate::model::{Reference, Ty};
use crate::nearest::nearest;
use crate::source::Span;
use crate::typed::{RowsOf, Typed, TypedKind};
use interview::package::{AggregateKind, FrameType, ItemKind};

impl Typing<'_, '_> {
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate, span: Span) -> Typed {
        let name = aggregate.over.text.as_str();
        if name == "evidence" {
            let level = Level { frame: 0, evidence: true, outer: 0 };
            return self.over(aggregate, RowsOf::Evidence, level, span);
        }
        let full = self.model.full_name(name, self.site.scope);
        if let Some((item, at)) = self.find(&full) {
            if let Some(ItemKind::Repeat(repeat)) = self.model.package.items.get(item as usize).map(|item| &item.kind) {
                let repeat = *repeat;
                self.check_other(aggregate, repeat + 1);
                let outer = self.levels.len().saturating_sub(1 + at.level as usize);
                let level = Level { frame: repeat + 1, evidence: false, outer };
                return self.over(aggregate, RowsOf::Repeat { repeat, at }, level, span);
            }
            let plain = aggregate.filter.is_none() && aggregate.value.is_none() && aggregate.other.is_none();
            if aggregate.kind == AggregateKind::Count && plain {
                let set = self.read(item, at, aggregate.over.span);
                return self.size_of(set, span);
            }
            self.say(Code::D211, aggregate.over.span, format!("`{name}` is no repeat"));
            return Typed { ty: result(aggregate.kind, None), ..Typed::unknown(span) };
        }
        self.no_rows(aggregate, &full);
        Typed { ty: result(aggregate.kind, None), ..Typed::unknown(span) }
    }

    /// The repeat of an aggregate is not in scope, or there is none.
    fn no_rows(&mut self, aggregate: &Aggregate, full: &str) {
        let (name, span) = (aggregate.over.text.as_str(), aggregate.over.span);
        let reference = Reference { name: name.to_owned(), span, scope: self.site.scope };
        if let Some(item) = self.model.find_anywhere(full) {
            self.model.outside(&reference, item);
            return;
        }
        if let Some((named, defined)) = self.model.top.get(full).copied() {
            if !self.model.is_lost(full) {
                let message = format!("`{name}` is {}, no repeat", named.what());
                self.model.report.add(Finding::new(Code::D211, span, message).note(defined, "defined here"));
            }
            return;
        }
        if !self.model.is_lost(full) {
            let ids: Vec<String> = self.model.repeats.iter().map(|repeat| repeat.id.clone()).collect();
            let finding = Finding::new(Code::D201, span, format!("there is no repeat `{name}`"));
            self.model.report.add(finding.meant(nearest(name, ids.iter().map(String::as_str))));
        }
    }

    /// `other R` stands in a row of R.
    fn check_other(&mut self, aggregate: &Aggregate, frame: FrameType) {
        let Some(span) = aggregate.other else { return };
        if !self.levels.iter().any(|level| self.model.is_around(frame, level.frame)) {
            let message = format!("`other {0}` is known only in the rows of `{0}`", aggregate.over.text);
            self.say(Code::D303, span, message);
        }
    }

    fn over(&mut self, aggregate: &Aggregate, over: RowsOf, level: Level, span: Span) -> Typed {
        self.levels.push(level);
        let filter = aggregate.filter.as_deref().map(|filter| Box::new(self.condition(filter)));
        let value = aggregate.value.as_deref().map(|value| Box::new(self.in_row(aggregate.kind, value)));
        self.levels.pop();
        let needs_value = !matches!(
            aggregate.kind,
            AggregateKind::Count | AggregateKind::Any | AggregateKind::All | AggregateKind::None
        );
        if needs_value && value.is_none() {
            self.say(Code::D205, span, "this aggregate needs a value after a colon, as in `sum(cost: amount)`");
        }
        let ty = result(aggregate.kind, value.as_deref().map(|value| value.ty));
        let kind = TypedKind::Aggregate {
            kind: aggregate.kind,
            over,
            other: aggregate.other.is_some(),
            filter,
            value,
            frame: level.frame,
            named: aggregate.over.span,
        };
        Typed { kind, ty, span }
    }

    fn in_row(&mut self, kind: AggregateKind, value: &Expression) -> Typed {
        match kind {
            AggregateKind::Any | AggregateKind::All | AggregateKind::None => return self.condition(value),
            AggregateKind::Earliest | AggregateKind::Latest => return self.wanted(value, Ty::Date),
            _ => {}
        }
        let value = self.expression(value, None);
        let fits = match kind {
            AggregateKind::Sum => matches!(value.ty, Ty::Count | Ty::Money | Ty::Unknown),
            AggregateKind::Min | AggregateKind::Max => {
                matches!(value.ty, Ty::Count | Ty::Money | Ty::Rate | Ty::Unknown)
            }
            _ => true,
        };
        if fits {
            return value;
        }
        self.unfit(
            &value,
            if kind == AggregateKind::Sum {
                "a sum is of counts or money"
            } else {
                "an extreme is of counts, money or rates"
            },
        );
        Typed { ty: Ty::Unknown, ..value }
    }
}

fn result(kind: AggregateKind, value: Option<Ty>) -> Ty {
    match kind {
        AggregateKind::Count => Ty::Count,
        AggregateKind::Any | AggregateKind::All | AggregateKind::None | AggregateKind::Unique => Ty::YesNo,
        AggregateKind::Earliest | AggregateKind::Latest => Ty::Date,
        AggregateKind::Sum | AggregateKind::Min | AggregateKind::Max => value.unwrap_or(Ty::Unknown),
    }
}
