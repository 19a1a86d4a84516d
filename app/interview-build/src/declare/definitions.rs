//! What has a name and is no item: sets of choices, amounts, categories, templates, tables; and the interview itself.

use super::index;
use super::texts::Owner;
use crate::diagnostics::{Code, Finding};
use crate::model::{AmountMeta, Expected, Judged, Model, Named, OptionSet, Reader, Ty};
use crate::source::Span;
use crate::syntax::{Node, TypeKind};
use interview::package::{Amount, Category, ChoiceSet, Effective, OptionDefinition, Type};

impl<'a> Model<'a> {
    pub(super) fn collect_definitions(&mut self, bodies: &[(Vec<&'a Node>, String)]) {
        for table in 0..index(self.tables.len()) {
            if let Some((id, span)) = self.tables.get(table as usize).map(|draft| (draft.table.id.clone(), draft.span))
            {
                self.name_top(&id, Named::Table(table), span);
            }
        }
        for node in bodies.iter().flat_map(|(body, _)| body).copied() {
            match node.name {
                "template" => {
                    self.name_top(node.id(), Named::Template, node.id_span());
                    self.templates.entry(node.id()).or_insert(node);
                }
                "choices" => self.choice_set(node),
                "amount" => self.amount(node),
                "category" => {
                    self.name_top(node.id(), Named::Category, node.id_span());
                    let owner = Owner::new(0, 0, Reader::Nobody);
                    let text = self.text_argument(node, 1, owner);
                    self.package.categories.push(Category { id: node.id().to_owned(), text });
                }
                "function" => self.name_top(node.id(), Named::Lost, node.id_span()),
                _ => {}
            }
        }
    }

    /// Gives a name at top level; D202 if it is taken.
    pub(crate) fn name_top(&mut self, id: &str, named: Named, span: Span) {
        if id.is_empty() {
            return;
        }
        if let Some((_, first)) = self.top.get(id) {
            let finding = Finding::new(Code::D202, span, format!("`{id}` is used twice"));
            self.report.add(finding.note(*first, "used first here"));
            return;
        }
        self.top.insert(id.to_owned(), (named, span));
    }

    fn choice_set(&mut self, node: &'a Node) {
        let set = index(self.package.choice_sets.len());
        self.name_top(node.id(), Named::ChoiceSet(set), node.id_span());
        let owner = Owner { judged: Judged::ChoiceSet(set), ..Owner::new(0, 0, Reader::Nobody) };
        let (options, spans) = self.options(node, owner);
        let mut ids = OptionSet {
            label: node.id().to_owned(),
            defined: Some(node.id_span()),
            broken: node.damaged,
            from: Some(interview::package::OptionsFrom::ChoiceSet(set)),
            ..OptionSet::default()
        };
        for (option, span) in options.iter().zip(&spans) {
            self.add_option(&mut ids, option, *span);
        }
        self.choice_set_sets.push(index(self.sets.len()));
        self.sets.push(ids);
        self.package.choice_sets.push(ChoiceSet { id: node.id().to_owned(), options });
    }

    /// Puts an option into a set; D202 if its id is there already.
    pub(crate) fn add_option(&mut self, set: &mut OptionSet, option: &OptionDefinition, span: Span) {
        if !set.ids.insert(option.id.to_string()) {
            let message = format!("option `{}` of `{}` is there twice", option.id, set.label);
            self.report.say(Code::D202, span, message);
        }
        if option.alone {
            set.alone.insert(option.id.to_string());
        }
    }

    /// The options written in a node, and where.
    pub(super) fn options(&mut self, node: &'a Node, owner: Owner) -> (Vec<OptionDefinition>, Vec<Span>) {
        let (mut options, mut spans) = (Vec::new(), Vec::new());
        for option in node.all("option") {
            let text = self.text_argument(option, 1, owner);
            options.push(OptionDefinition {
                id: option.id().into(),
                text,
                only: self.condition_of(option, "only", owner),
                offer: self.condition_of(option, "offer", Owner { offer: true, ..owner }),
                law: option.child_argument("law").map(|law| law.text.clone()),
                alone: option.has("alone"),
                source: self.source(option.id_span()),
            });
            spans.push(option.id_span());
        }
        (options, spans)
    }

    fn amount(&mut self, node: &'a Node) {
        let amount = index(self.package.amounts.len());
        self.name_top(node.id(), Named::Amount(amount), node.id_span());
        let (ty, value) = match node.value.as_ref().map(|value| &value.kind) {
            Some(TypeKind::YesNo) => (Ty::YesNo, Type::YesNo),
            Some(TypeKind::Text { long }) => (Ty::Text, Type::Text { long: *long }),
            Some(TypeKind::Date) => (Ty::Date, Type::Date),
            Some(TypeKind::Period) => (Ty::Period, Type::Period),
            Some(TypeKind::Money) => (Ty::Money, Type::Money),
            Some(TypeKind::Count) => (Ty::Count, Type::Count),
            Some(TypeKind::Rate) => (Ty::Rate, Type::Rate),
            Some(TypeKind::Unknown) | None => (Ty::Unknown, Type::Count),
            Some(_) => {
                let span = node.value.as_ref().map_or(node.span, |value| value.span);
                self.report.say(Code::D205, span, format!("amount `{}` cannot be of this type", node.id()));
                (Ty::Unknown, Type::Count)
            }
        };
        self.amounts.push(AmountMeta { ty });
        let mut dated = Vec::new();
        for from in node.all("from") {
            let day = from.argument(0).and_then(|day| day.text.parse::<quantities::Date>().ok());
            let owner = Owner::new(0, 0, Reader::Nobody);
            let code = from.argument(1).and_then(|value| self.site(value, owner, Expected::Amount(amount)));
            let (Some(day), Some(code)) = (day, code) else { continue };
            if dated.iter().any(|(other, _)| *other == day) {
                self.report.say(
                    Code::D202,
                    from.id_span(),
                    format!("amount `{}` has two values from {day}", node.id()),
                );
            }
            dated.push((day, code));
        }
        dated.sort_unstable();
        let source = self.source(node.id_span());
        self.package.amounts.push(Amount { id: node.id().to_owned(), value, from: dated, source });
    }

    pub(super) fn interview_header(&mut self, interview: &'a Node) {
        self.package.id = interview.id().to_owned();
        self.package.version = interview.property("version").map_or_else(String::new, |version| version.text.clone());
        self.package.title = self.text_argument(interview, 1, Owner::new(0, 0, Reader::Nobody));
        for effective in interview.all("effective") {
            let day = |name: &str| effective.property(name).and_then(|day| day.text.parse().ok());
            if let Some(from) = day("from") {
                self.package.effective.push(Effective { from, until: day("until") });
            }
        }
    }
}
