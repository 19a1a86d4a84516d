//! Sets of options: where they come from, what is in them, and the types of items made with them (E-82).

use crate::diagnostics::{Code, Finding};
use crate::expression::{Expression, Kind};
use crate::model::{Expected, Model, Named, OptionSet, Reference, ScopeIndex, SetIndex, Ty};
use crate::syntax::TypeKind;
use interview::package::{FrameType, ItemIndex, ItemKind, OptionDefinition, Options, OptionsFrom, Type};
use interview::value::Value;
use std::collections::BTreeSet;

impl Model<'_> {
    pub(super) fn link_sets(&mut self) {
        for table in 0..self.tables.len() {
            self.table_set(table);
        }
        for item in 0..self.items.len() {
            self.list_set(item);
        }
        for table in 0..self.tables.len() {
            self.table_columns(table);
        }
        for item in 0..self.items.len() {
            self.fact_columns(item);
            self.item_type(item);
        }
        for item in 0..self.items.len() {
            self.derived_set(item);
        }
    }

    fn add_set(&mut self, set: OptionSet) -> SetIndex {
        self.sets.push(set);
        u32::try_from(self.sets.len() - 1).unwrap_or(0)
    }

    /// The rows of a table with one key as options.
    fn table_set(&mut self, table: usize) {
        let Some(draft) = self.tables.get(table) else { return };
        let mut set = OptionSet {
            label: draft.table.id.clone(),
            broken: draft.broken,
            defined: Some(draft.span),
            from: u32::try_from(table).ok().map(OptionsFrom::Table),
            ..OptionSet::default()
        };
        if draft.table.keys == 1 {
            set.ids =
                draft.table.rows.iter().filter_map(|row| row.first()?.as_ref().map(crate::table::cell_text)).collect();
        }
        let set = self.add_set(set);
        if let Some(draft) = self.tables.get_mut(table) {
            draft.set = set;
        }
    }

    /// The rows of a list fact as options: not known before it is there.
    fn list_set(&mut self, item: usize) {
        let is_list =
            self.items.get(item).and_then(|meta| meta.value.as_ref()).is_some_and(|value| value.kind == TypeKind::List);
        let Some(definition) =
            self.package.items.get(item).filter(|item| is_list && matches!(item.kind, ItemKind::Fact(_)))
        else {
            return;
        };
        let set = OptionSet {
            label: definition.id.clone(),
            defined: self.items.get(item).map(|meta| meta.span),
            from: u32::try_from(item).ok().map(OptionsFrom::Fact),
            ..OptionSet::default()
        };
        self.add_set(set);
    }

    /// What `from=` names, seen from a frame type: its set and where its options are.
    fn from(&mut self, reference: &Reference, frame: FrameType, as_options: bool) -> Option<(SetIndex, OptionsFrom)> {
        let full = self.full_name(&reference.name, reference.scope);
        match self.top.get(&full).map(|(named, _)| *named) {
            Some(Named::ChoiceSet(set)) => {
                return self.choice_set_sets.get(set as usize).map(|found| (*found, OptionsFrom::ChoiceSet(set)));
            }
            Some(Named::Table(table)) => {
                let draft = self.tables.get(table as usize)?;
                let (set, keys, text) = (draft.set, draft.table.keys, draft.table.text);
                if keys != 1 {
                    let message = format!("table `{full}` has {keys} keys: options need one");
                    self.report.say(Code::D210, reference.span, message);
                    return None;
                }
                if as_options && text.is_none() {
                    self.report.say(
                        Code::D210,
                        reference.span,
                        format!("table `{full}` has no `text=`: options need one"),
                    );
                    return None;
                }
                return Some((set, OptionsFrom::Table(table)));
            }
            Some(Named::Lost) => return None,
            _ => {}
        }
        let Some(item) = self.find(&full, frame) else {
            if let Some(item) = self.find_anywhere(&full) {
                self.outside(reference, item);
                return None;
            }
            let names: Vec<String> = self.top.keys().chain(self.frames_of.keys()).cloned().collect();
            self.unknown(reference, "set of choices, table or list", names.iter().map(String::as_str));
            return None;
        };
        let from = OptionsFrom::Fact(item);
        let set =
            (0..).zip(&self.sets).find(|(_, set)| set.from == Some(from) && set.base.is_none()).map(|(index, _)| index);
        if set.is_none() {
            self.report.say(
                Code::D205,
                reference.span,
                format!("`{}` is no set of choices, table or list", reference.name),
            );
        }
        set.map(|set| (set, from))
    }

    /// Sets of the `choice` columns of a table; cells that are no option of `from=` are D215.
    fn table_columns(&mut self, table: usize) {
        let columns = self.tables.get(table).map_or(0, |draft| draft.table.columns.len());
        for column in 0..columns {
            let Some(draft) = self.tables.get(table) else { return };
            let Some(definition) = draft.table.columns.get(column).cloned() else { continue };
            let (label, broken, key_set) = (format!("{}.{}", draft.table.id, definition.id), draft.broken, draft.set);
            let (from, span) =
                (draft.column_from.get(column).cloned().flatten(), draft.column_spans.get(column).copied());
            let is_only_key = draft.table.keys == 1 && column == 0;
            let values: BTreeSet<String> = draft.table.rows.iter().flat_map(|row| cell_ids(row.get(column))).collect();
            let (set, package_from) = match from {
                Some(from) => match self.from(&from, 0, false) {
                    Some((set, from)) => (set, Some(from)),
                    None => (self.add_set(OptionSet { label, broken: true, ..OptionSet::default() }), None),
                },
                None if !matches!(definition.value, Type::Choice | Type::Choices) => continue,
                None if is_only_key => (key_set, None),
                None => (
                    self.add_set(OptionSet {
                        label,
                        ids: values.clone(),
                        broken,
                        defined: span,
                        ..OptionSet::default()
                    }),
                    None,
                ),
            };
            let wrong = self.set(set).filter(|set| !set.broken && !matches!(set.from, Some(OptionsFrom::Fact(_))));
            if let Some(value) = wrong.and_then(|set| values.iter().find(|value| !set.ids.contains(*value)))
                && package_from.is_some()
            {
                let label = self.set(set).map_or("", |set| set.label.as_str());
                let message = format!("`{value}` in column `{}` is not an option of `{label}`", definition.id);
                self.report.say(Code::D215, span.unwrap_or_default(), message);
            }
            if let Some(draft) = self.tables.get_mut(table) {
                if let Some(own) = draft.column_sets.get_mut(column) {
                    *own = set;
                }
                if let Some(own) = draft.table.columns.get_mut(column) {
                    own.from = package_from;
                }
            }
        }
    }

    fn fact_columns(&mut self, item: usize) {
        let columns = self.items.get(item).map_or(0, |meta| meta.columns.len());
        for column in 0..columns {
            let frame = self.package.items.get(item).map_or(0, |item| item.frame);
            let from =
                self.items.get(item).and_then(|meta| meta.columns.get(column)).and_then(|column| column.from.clone());
            let found = from.and_then(|from| self.from(&from, frame, false));
            let (set, from) = match found {
                Some((set, from)) => (set, Some(from)),
                None => (self.add_set(OptionSet { broken: true, ..OptionSet::default() }), None),
            };
            if let Some(own) = self.items.get_mut(item).and_then(|meta| meta.columns.get_mut(column)) {
                own.set = set;
            }
            if let Some(ItemKind::Fact(fact)) = self.package.items.get_mut(item).map(|item| &mut item.kind)
                && let Some(own) = fact.columns.get_mut(column)
            {
                own.from = from;
            }
        }
    }

    /// The type of an item, with the set of its options.
    fn item_type(&mut self, item: usize) {
        let Some(definition) = self.package.items.get(item) else { return };
        let value = match &definition.kind {
            ItemKind::Question(question) => question.value,
            ItemKind::Derive(derive) => derive.value,
            ItemKind::Fact(fact) => fact.value,
            ItemKind::Mark { .. } => Type::YesNo,
            ItemKind::Evidence(_) => Type::Files,
            ItemKind::Repeat(_) => return,
        };
        let (frame, is_derive) = (definition.frame, matches!(definition.kind, ItemKind::Derive(_)));
        let meta = self.items.get(item);
        let unknown = meta.and_then(|meta| meta.value.as_ref()).is_some_and(|value| value.kind == TypeKind::Unknown);
        let from = meta.and_then(|meta| meta.from.clone());
        let ty = match value {
            _ if unknown => Ty::Unknown,
            Type::Choice | Type::Choices => {
                if is_derive && from.is_none() {
                    return;
                }
                let set = self.item_set(item, from, frame);
                if value == Type::Choice { Ty::Choice(set) } else { Ty::Choices(set) }
            }
            Type::Text { .. } => {
                let found = from.and_then(|from| self.from(&from, frame, true));
                if let Some((_, from)) = found {
                    self.set_options(item, Some(from));
                }
                // A repeat that is not there leaves a text.
                let row = self.items.get(item).and_then(|meta| meta.value.as_ref());
                let is_row = row.is_some_and(|value| matches!(value.kind, TypeKind::Row(..) | TypeKind::Rows(..)));
                if is_row { Ty::Unknown } else { Ty::Text }
            }
            other => plain(other),
        };
        if let Some(meta) = self.items.get_mut(item) {
            meta.ty = Some(ty);
        }
    }

    fn item_set(&mut self, item: usize, from: Option<Reference>, frame: FrameType) -> SetIndex {
        let own: Vec<OptionDefinition> = self.options_mut(item).map(|options| options.own.clone()).unwrap_or_default();
        let spans = self.items.get(item).map(|meta| meta.options.clone()).unwrap_or_default();
        let had_from = from.is_some();
        let found = from.and_then(|from| self.from(&from, frame, true));
        self.set_options(item, found.map(|(_, from)| from));
        if let Some((set, _)) = found.filter(|_| own.is_empty()) {
            return set;
        }
        let base = found.and_then(|(set, _)| self.set(set).cloned()).unwrap_or_default();
        let damaged = self.items.get(item).is_some_and(|meta| meta.damaged);
        let mut set = OptionSet {
            label: self.package.items.get(item).map_or_else(String::new, |item| item.id.clone()),
            defined: self.items.get(item).map(|meta| meta.span),
            broken: damaged || base.broken || (had_from && found.is_none()),
            base: found.map(|(set, _)| set),
            ids: base.ids,
            alone: base.alone,
            from: base.from,
            own: own.clone(),
        };
        for (option, span) in own.iter().zip(&spans) {
            self.add_option(&mut set, option, *span);
        }
        self.add_set(set)
    }

    fn options_mut(&mut self, item: usize) -> Option<&mut Options> {
        match &mut self.package.items.get_mut(item)?.kind {
            ItemKind::Question(question) => question.options.as_mut(),
            ItemKind::Derive(derive) => derive.options.as_mut(),
            ItemKind::Fact(fact) => fact.options.as_mut(),
            _ => None,
        }
    }

    fn set_options(&mut self, item: usize, from: Option<OptionsFrom>) {
        if let Some(options) = self.options_mut(item) {
            options.from = from;
        }
    }

    /// A derived choice without `from=` has the options of what it is worked out from.
    fn derived_set(&mut self, item: usize) {
        if self.items.get(item).is_none_or(|meta| meta.ty.is_some()) {
            return;
        }
        let value = match self.package.items.get(item).map(|item| &item.kind) {
            Some(ItemKind::Derive(derive)) => derive.value,
            _ => return,
        };
        let item = u32::try_from(item).unwrap_or(u32::MAX);
        let set = self.set_of_item(item, 0);
        let found = set.and_then(|set| self.set(set).cloned());
        if found.is_none() && !self.items.get(item as usize).is_some_and(|meta| meta.damaged) {
            let message = format!("derive `{}` is a choice without `from=`: which options?", self.item_id(item));
            let span = self.item_span(item);
            self.report.say(Code::D104, span, message);
        }
        if let (Some(options), Some(set)) = (self.options_mut(item as usize), found) {
            options.from = set.from;
            let plain = |option: OptionDefinition| OptionDefinition { only: None, offer: None, ..option };
            options.own = set.own.into_iter().map(plain).collect();
        }
        let ty = match set {
            Some(set) if value == Type::Choices => Ty::Choices(set),
            Some(set) => Ty::Choice(set),
            None => Ty::Unknown,
        };
        if let Some(meta) = self.items.get_mut(item as usize) {
            meta.ty = Some(ty);
        }
    }

    fn set_of_item(&self, item: ItemIndex, depth: u32) -> Option<SetIndex> {
        match self.items.get(item as usize)?.ty {
            Some(Ty::Choice(set) | Ty::Choices(set)) => return Some(set),
            Some(_) => return None,
            None if depth > 64 => return None,
            None => {}
        }
        let said = self.sites.iter().filter(|site| site.expected == Expected::ValueOf(item));
        said.into_iter().find_map(|site| self.set_of_expression(&site.expression, site.frame, site.scope, depth + 1))
    }

    fn set_of_expression(
        &self,
        expression: &Expression,
        frame: FrameType,
        scope: ScopeIndex,
        depth: u32,
    ) -> Option<SetIndex> {
        let again = |inside: &Expression| self.set_of_expression(inside, frame, scope, depth);
        match &expression.kind {
            Kind::Path(names) => match names.as_slice() {
                [name] => self.set_of_item(self.find(&self.full_name(&name.text, scope), frame)?, depth),
                _ => None,
            },
            Kind::Lookup { table, column, .. } => self.column_set(&table.text, &column.text, frame, scope),
            Kind::At(inside, _) | Kind::Negate(inside) => again(inside),
            Kind::OrElse(parts) => parts.iter().find_map(again),
            Kind::If(_, then, otherwise) => again(then).or_else(|| again(otherwise)),
            Kind::Call { arguments, .. } => arguments.iter().find_map(again),
            Kind::Aggregate(aggregate) => {
                let repeat = self.repeat_named(&self.full_name(&aggregate.over.text, scope), None)?;
                self.set_of_expression(aggregate.value.as_deref()?, repeat + 1, scope, depth)
            }
            _ => None,
        }
    }

    fn column_set(&self, table: &str, column: &str, frame: FrameType, scope: ScopeIndex) -> Option<SetIndex> {
        let full = self.full_name(table, scope);
        if let Some((Named::Table(table), _)) = self.top.get(&full) {
            let draft = self.tables.get(*table as usize)?;
            let place = draft.table.columns.iter().position(|own| own.id == column)?;
            return draft.column_sets.get(place).copied();
        }
        let item = self.find(&full, frame)? as usize;
        let ItemKind::Fact(fact) = &self.package.items.get(item)?.kind else { return None };
        let place = fact.columns.iter().position(|own| own.id == column)?;
        self.items.get(item)?.columns.get(place).map(|column| column.set)
    }

    /// D206 with where the set is defined.
    pub(crate) fn not_an_option(&mut self, word: &str, span: crate::source::Span, set: SetIndex) {
        let Some(set) = self.sets.get(set as usize) else { return };
        let meant = crate::nearest::nearest(word, set.ids.iter().map(String::as_str));
        let mut finding =
            Finding::new(Code::D206, span, format!("`{word}` is not an option of `{}`", set.label)).meant(meant);
        if let Some(defined) = set.defined {
            finding = finding.note(defined, "defined here");
        }
        self.report.add(finding);
    }
}

fn cell_ids(cell: Option<&Option<Value>>) -> Vec<String> {
    match cell {
        Some(Some(Value::Choices(values))) => values.iter().map(ToString::to_string).collect(),
        Some(Some(value)) => vec![crate::table::cell_text(value)],
        _ => Vec::new(),
    }
}

/// A type that needs no set.
pub(crate) fn plain(value: Type) -> Ty {
    match value {
        Type::YesNo => Ty::YesNo,
        Type::Text { .. } => Ty::Text,
        Type::Date => Ty::Date,
        Type::Period => Ty::Period,
        Type::Money => Ty::Money,
        Type::Count => Ty::Count,
        Type::Rate => Ty::Rate,
        Type::Files => Ty::Files,
        Type::List => Ty::List,
        Type::Row(repeat) => Ty::Row(repeat),
        Type::Rows(repeat) => Ty::Rows(repeat),
        Type::Choice | Type::Choices => Ty::Unknown,
    }
}
