//! Questions, derived values, facts, groups, templates where they are used, repeats and evidence.

use super::texts::Owner;
use super::{Around, index};
use crate::diagnostics::{Code, Finding};
use crate::model::{CheckDraft, ColumnMeta, Expected, Judged, Model, Reader, Reference, ShownDraft};
use crate::nearest::nearest;
use crate::syntax::{Argument, Node};
use interview::package::{
    Appearance, Check, Column, ConditionOwner, Derive, Evidence, EvidenceKind, Fact, ItemIndex, ItemKind, Options,
    Question, Type,
};
use interview::value::Value;
use quantities::{Money, Rate};

impl<'a> Model<'a> {
    /// Anything that may stand in a group, template or repeat, or on a page. What is seen of it is added to `shown`.
    pub(crate) fn item(&mut self, node: &'a Node, around: &Around, shown: &mut Vec<ShownDraft>) {
        match node.name {
            "question" => shown.push(ShownDraft::Item(self.question(node, around))),
            "derive" => shown.push(ShownDraft::Item(self.derive(node, around))),
            "fact" => self.fact(node, around),
            "group" => self.group(node, around, shown),
            "use-group" => self.use_group(node, around, shown),
            "repeat" => self.repeat(node, around),
            _ => {}
        }
    }

    fn question(&mut self, node: &'a Node, around: &Around) -> ItemIndex {
        let value = self.package_type(node, around);
        let item = self.add_item(node, around, ItemKind::Repeat(0));
        let owner = Owner::new(around.frame, around.scope, Reader::Item(item));
        let judged = Owner { judged: Judged::Item(item), ..owner };
        let first_text = self.english.len();
        let (ask, hint) = (self.text_of(node, "ask", owner), self.text_of(node, "hint", owner));
        let (own, spans) = self.options(node, judged);
        let wordings = first_text..self.english.len();
        let has_options = matches!(value, Type::Choice | Type::Choices) || node.property("from").is_some();
        self.question_shape(node, value);
        let options = Options {
            from: None,
            own,
            only: self.condition_of(node, "only", judged),
            offer: self.condition_of(node, "offer", Owner { offer: true, ..judged }),
        };
        let allows = |state: &str| node.all("allow").any(|allow| allow.id() == state);
        let expected = Expected::ValueOf(item);
        let suggest = node.child_argument("suggest").and_then(|value| self.site(value, owner, expected));
        let question = Question {
            value,
            options: has_options.then_some(options),
            appearance: match node.property("as").map(|own| own.text.as_str()) {
                Some("select") => Appearance::Select,
                Some("search") => Appearance::Search,
                _ => Appearance::Plain,
            },
            required: self.condition_of(node, "required", owner),
            optional: node.has("optional") || node.has("sensitive"),
            suggest,
            allow_declined: allows("declined"),
            allow_not_known: allows("not_known"),
            min: self.limit(node, "min", value),
            max: self.limit(node, "max", value),
            checks: self.item_checks(node, "check", item, owner),
            warnings: self.item_checks(node, "warn", item, owner),
            missing: self.text_of(node, "missing", owner),
            sensitive: node.has("sensitive"),
        };
        let when = self.condition_of(node, "when", Owner { reader: Reader::WhenOf(item), ..owner });
        if let Some(made) = self.package.items.get_mut(item as usize) {
            (made.ask, made.hint, made.when, made.kind) = (ask, hint, when, ItemKind::Question(question));
        }
        let placeholders = self
            .package
            .texts
            .get(wordings)
            .into_iter()
            .flatten()
            .flat_map(|text| text.placeholders.iter().copied())
            .collect();
        if let Some(meta) = self.items.get_mut(item as usize) {
            (meta.options, meta.sensitive, meta.wordings) = (spans, node.has("sensitive"), placeholders);
        }
        item
    }

    /// What goes with which type: options, `as=`, `max=` (D104, D205).
    fn question_shape(&mut self, node: &'a Node, value: Type) {
        use crate::syntax::TypeKind as Kind;
        let is_text = node.value.as_ref().is_some_and(|value| matches!(value.kind, Kind::Text { .. }));
        let unknown = node.value.as_ref().is_none_or(|value| value.kind == Kind::Unknown);
        if node.damaged || unknown {
            return;
        }
        let chosen = matches!(value, Type::Choice | Type::Choices);
        let what = format!("question `{}`", node.id());
        if value == Type::List {
            let span = node.value.as_ref().map_or(node.span, |value| value.span);
            self.report.say(Code::D102, span, "only facts are of type `list`");
        }
        if is_text && node.property("max").is_none() {
            self.report.say(Code::D104, node.span, format!("{what} is a text without `max=`"));
        }
        if chosen && node.property("from").is_none() && !node.has("option") {
            self.report.say(Code::D104, node.span, format!("{what} has no `option` and no `from=`"));
        }
        if !chosen && let Some(option) = node.child("option") {
            self.report.say(Code::D205, option.span, format!("{what} is of a type that has no options"));
        }
        if !chosen
            && !is_text
            && let Some(from) = node.property("from")
        {
            self.report.say(Code::D205, from.span, format!("{what} is of a type that has no options"));
        }
        for name in ["only", "offer"] {
            if !chosen
                && node.property("from").is_none()
                && let Some(condition) = node.child(name)
            {
                self.report.say(Code::D205, condition.span, format!("{what} is of a type that has no options"));
            }
        }
    }

    /// `min=` or `max=` as a value of the question's type; D205 if it is none.
    fn limit(&mut self, node: &'a Node, name: &str, value: Type) -> Option<Value> {
        let argument = node.property(name)?;
        let text = argument.text.as_str();
        let limit = match value {
            Type::Count => text.parse().ok().map(Value::Count),
            Type::Text { .. } if name == "max" => text.parse::<u32>().ok().map(|max| Value::Count(max.into())),
            Type::Money => money(text).map(Value::Money),
            Type::Rate => text.parse::<Rate>().ok().map(Value::Rate),
            _ => None,
        };
        let fits =
            limit.is_some() || node.value.as_ref().is_none_or(|value| value.kind == crate::syntax::TypeKind::Unknown);
        if !fits && number(text) {
            let message = format!("`{name}={text}` does not fit the type of question `{}`", node.id());
            self.report.say(Code::D205, argument.span, message);
        }
        limit
    }

    fn item_checks(&mut self, node: &'a Node, name: &'static str, item: ItemIndex, owner: Owner) -> Vec<Check> {
        let own = Owner { reader: Reader::CheckOf(item), ..owner };
        let mut checks = Vec::new();
        for check in node.all(name) {
            let condition = check.argument(0).and_then(|condition| self.site(condition, own, Expected::Condition));
            let text = self.text_argument(check, 1, own);
            if let Some(condition) = condition {
                checks.push(Check { condition, text });
            }
        }
        checks
    }

    fn derive(&mut self, node: &'a Node, around: &Around) -> ItemIndex {
        let value = self.package_type(node, around);
        let item = self.add_item(node, around, ItemKind::Repeat(0));
        let owner = Owner::new(around.frame, around.scope, Reader::Item(item));
        let expected = Expected::ValueOf(item);
        let own = node.argument(1).and_then(|value| self.site(value, owner, expected));
        let mut cases = Vec::new();
        for case in node.all("case") {
            let condition = case.argument(0).and_then(|condition| self.site(condition, owner, Expected::Condition));
            let guarded = Owner { guard: condition, ..owner };
            let value = case.argument(1).and_then(|value| self.site(value, guarded, expected));
            cases.extend(condition.zip(value));
        }
        let other = node.child_argument("else").and_then(|value| self.site(value, owner, expected));
        let (has_own, has_cases) = (node.argument(1).is_some(), node.has("case"));
        if let Some(second) = node.child("case").or_else(|| node.child("else")).filter(|_| has_own) {
            let message = format!("derive `{}` has an expression and `{}`", node.id(), second.name);
            self.report.say(Code::D103, second.span, message);
        } else if !has_own && !has_cases && !node.damaged {
            self.report.say(Code::D104, node.span, format!("derive `{}` has no expression", node.id()));
        }
        let options = matches!(value, Type::Choice | Type::Choices).then(Options::default);
        let when = self.condition_of(node, "when", Owner { reader: Reader::WhenOf(item), ..owner });
        let ask = self.text_of(node, "ask", owner);
        if let Some(made) = self.package.items.get_mut(item as usize) {
            made.kind = ItemKind::Derive(Derive { value, options, cases, otherwise: own.or(other) });
            (made.when, made.ask) = (when, ask);
        }
        item
    }

    fn fact(&mut self, node: &'a Node, around: &Around) {
        let value = self.package_type(node, around);
        let item = self.add_item(node, around, ItemKind::Repeat(0));
        let owner = Owner::new(around.frame, around.scope, Reader::Item(item));
        let (own, spans) = self.options(node, Owner { judged: Judged::Item(item), ..owner });
        let chosen = matches!(value, Type::Choice | Type::Choices);
        let columns = node.all("column").map(|column| Column {
            id: column.id().to_owned(),
            value: column.value.as_ref().map_or(Type::Choice, plain_type),
            from: None,
            search: column.has("search"),
            shown: column.has("shown"),
        });
        let columns: Vec<Column> = columns.collect();
        if chosen && own.is_empty() && node.property("from").is_none() && !node.damaged {
            self.report.say(Code::D104, node.span, format!("fact `{}` has no `option` and no `from=`", node.id()));
        }
        if let Some(column) = node.child("column").filter(|_| value != Type::List && !node.damaged) {
            self.report.say(Code::D205, column.span, format!("fact `{}` is no list, so it has no columns", node.id()));
        }
        for (first, second) in duplicates(node, "column") {
            let finding =
                Finding::new(Code::D202, second.id_span(), format!("column `{}` is there twice", second.id()));
            self.report.add(finding.note(first.id_span(), "given first here"));
        }
        let kind = ItemKind::Fact(Fact {
            value,
            source: node.property("source").map_or_else(String::new, |source| source.text.clone()),
            options: chosen.then(|| Options { own, ..Options::default() }),
            max_age: node.property("max-age").and_then(|age| crate::expression::read_period(&age.text)),
            columns,
        });
        let when = self.condition_of(node, "when", Owner { reader: Reader::WhenOf(item), ..owner });
        if let Some(made) = self.package.items.get_mut(item as usize) {
            (made.when, made.kind) = (when, kind);
        }
        if let Some(meta) = self.items.get_mut(item as usize) {
            meta.options = spans;
            meta.columns =
                node.all("column").map(|column| ColumnMeta { from: from_of(column, around.scope), set: 0 }).collect();
        }
    }

    fn group(&mut self, node: &'a Node, around: &Around, shown: &mut Vec<ShownDraft>) {
        let condition = self.container(node, around, around.frame, ConditionOwner::Group);
        let mut inside = around.with(condition);
        let mut recheck = self.references(node.child("recheck"), around.scope);
        recheck.append(&mut inside.recheck);
        inside.recheck = recheck;
        inside.law = node.child_argument("law").map(|law| law.text.clone()).or(inside.law);
        if node.argument(0).is_some() {
            let prefix = self.scopes.get(around.scope as usize).map_or("", |scope| scope.prefix.as_str());
            let id = format!("{prefix}{}", node.id());
            self.groups.push((id, around.frame, node.id_span(), condition));
        }
        let mut own = Vec::new();
        for child in &node.children {
            self.item(child, &inside, &mut own);
        }
        self.container_checks(node, &inside, condition);
        if around.page.is_none() {
            self.loose_groups.push((condition, own.clone()));
        }
        shown.push(ShownDraft::Group { ask: None, condition, shown: own });
    }

    fn use_group(&mut self, node: &'a Node, around: &Around, shown: &mut Vec<ShownDraft>) {
        let condition = self.container(node, around, around.frame, ConditionOwner::Group);
        let owner = Owner::new(around.frame, around.scope, Reader::Inside(condition));
        let ask = self.text_of(node, "ask", owner);
        let Some((template, scope)) = self.instance(node, around.scope) else { return };
        let mut inside = Around { scope, ..around.with(condition) };
        let mut recheck = self.references(node.child("recheck"), around.scope);
        recheck.append(&mut inside.recheck);
        inside.recheck = recheck;
        let first = self.package.items.len();
        let mut own = Vec::new();
        for child in &template.children {
            self.item(child, &inside, &mut own);
        }
        for suggest in node.all("suggest") {
            self.suggestion(suggest, around, scope, first);
        }
        shown.push(ShownDraft::Group { ask, condition, shown: own });
    }

    /// `suggest F E` of a `use-group`: E is read where the group is used.
    fn suggestion(&mut self, node: &'a Node, around: &Around, scope: u32, first: usize) {
        let prefix = self.scopes.get(scope as usize).map_or("", |scope| scope.prefix.as_str());
        let id = format!("{prefix}{}", node.id());
        let found = self.package.items.iter().skip(first).position(|item| item.id == id).map(|at| index(first + at));
        let Some(item) = found else {
            let members: Vec<String> =
                self.scopes.get(scope as usize).map(|s| s.members.iter().cloned().collect()).unwrap_or_default();
            if !self.is_lost(node.id()) {
                let message = format!("the template has no field `{}`", node.id());
                let finding = Finding::new(Code::D201, node.id_span(), message);
                self.report.add(finding.meant(nearest(node.id(), members.iter().map(String::as_str))));
            }
            return;
        };
        let owner = Owner::new(around.frame, around.scope, Reader::Item(item));
        let code = node.argument(1).and_then(|value| self.site(value, owner, Expected::ValueOf(item)));
        if let Some(ItemKind::Question(question)) = self.package.items.get_mut(item as usize).map(|item| &mut item.kind)
        {
            question.suggest = code.or(question.suggest);
        }
    }

    /// Checks and warnings of a group or page.
    pub(super) fn container_checks(&mut self, node: &'a Node, around: &Around, condition: u32) {
        let owner = Owner::new(around.frame, around.scope, Reader::Inside(condition));
        for (name, warning) in [("check", false), ("warn", true)] {
            for check in node.all(name) {
                let code = check.argument(0).and_then(|code| self.site(code, owner, Expected::Condition));
                let text = self.text_argument(check, 1, owner);
                if let Some(code) = code {
                    let (page, frame) = (around.page, around.frame);
                    self.checks.push(CheckDraft { warning, condition: code, text, within: condition, frame, page });
                }
            }
        }
    }

    fn repeat(&mut self, node: &'a Node, around: &Around) {
        let Some(repeat) = self.repeat_keys.get(&(node.span, around.scope)).copied() else { return };
        let item = self.add_item(node, around, ItemKind::Repeat(repeat));
        let owner = Owner::new(around.frame, around.scope, Reader::Item(item));
        let when = self.condition_of(node, "when", Owner { reader: Reader::WhenOf(item), ..owner });
        let rows = node.child_argument("rows").and_then(|rows| self.site(rows, owner, Expected::Count));
        let Some(row_condition) = self.package.repeats.get(repeat as usize).map(|repeat| repeat.row_condition) else {
            return;
        };
        let in_row = Owner::new(repeat + 1, around.scope, Reader::Inside(row_condition));
        let row_title = self.text_of(node, "row-title", in_row);
        let whole = |name: &str| node.property(name).and_then(|number| number.text.parse().ok());
        let conditions = self.package.items.get(item as usize).map(|item| item.conditions.clone()).unwrap_or_default();
        if let Some(made) = self.package.repeats.get_mut(repeat as usize) {
            (made.item, made.rows, made.row_title) = (item, rows, row_title);
            (made.min, made.max) = (whole("min"), whole("max"));
            made.always_ended = node.property("ends").is_some_and(|ends| ends.text == "always");
        }
        if let Some(row) = self.package.conditions.get_mut(row_condition as usize) {
            row.parents = conditions;
        }
        if let Some(made) = self.package.items.get_mut(item as usize) {
            made.when = when;
        }
        let names = node.property("for").map(Argument::words).unwrap_or_default();
        let names = names.into_iter().map(|(name, span)| Reference { name, span, scope: around.scope });
        if let Some(meta) = self.repeats.get_mut(repeat as usize) {
            meta.for_names = names.collect();
        }
        let inside = Around {
            frame: repeat + 1,
            conditions: vec![row_condition],
            scope: around.scope,
            damaged: around.damaged,
            ..Around::default()
        };
        let mut unseen = Vec::new();
        for child in &node.children {
            self.item(child, &inside, &mut unseen);
        }
    }

    pub(super) fn evidence(&mut self, node: &'a Node) {
        let mut around = Around::default();
        if let Some(of) = node.property("for")
            && let Some(repeat) = self.repeat_of(&of.text, of.span, &around)
        {
            around.frame = repeat + 1;
        }
        let item = self.add_item(node, &around, ItemKind::Repeat(0));
        let owner = Owner::new(around.frame, 0, Reader::Item(item));
        let kind = match (node.child("optional"), node.child("automatic")) {
            (Some(_), Some(second)) => {
                self.report.say(Code::D103, second.span, "evidence is `optional` or `automatic`, not both");
                EvidenceKind::Automatic
            }
            (Some(_), None) => EvidenceKind::Optional,
            (None, Some(_)) => EvidenceKind::Automatic,
            (None, None) => EvidenceKind::Mandatory,
        };
        let when = self.condition_of(node, "need", Owner { reader: Reader::WhenOf(item), ..owner });
        let ask = self.text_of(node, "ask", owner);
        let mut accepts: Vec<String> = Vec::new();
        for accepted in node.all("accepts") {
            accepts.push(accepted.id().to_owned());
            let reference = Reference { name: accepted.id().to_owned(), span: accepted.id_span(), scope: 0 };
            self.evidence_accepts.push(reference);
        }
        if accepts.is_empty() {
            accepts.push(node.id().to_owned());
        }
        let excused = self.condition_of(node, "excused", owner);
        if let Some(made) = self.package.items.get_mut(item as usize) {
            (made.when, made.ask, made.kind) = (when, ask, ItemKind::Evidence(Evidence { kind, excused, accepts }));
        }
    }
}

fn plain_type(value: &crate::syntax::TypeSyntax) -> Type {
    use crate::syntax::TypeKind as K;
    match value.kind {
        K::YesNo => Type::YesNo,
        K::Choice => Type::Choice,
        K::Choices => Type::Choices,
        K::Text { long } => Type::Text { long },
        K::Date => Type::Date,
        K::Period => Type::Period,
        K::Money => Type::Money,
        K::Count => Type::Count,
        K::Rate => Type::Rate,
        K::Files | K::List | K::Row(..) | K::Rows(..) | K::Unknown => Type::Text { long: false },
    }
}

/// Children of one name with an id that an earlier one has.
fn duplicates<'n>(node: &'n Node, name: &'n str) -> Vec<(&'n Node, &'n Node)> {
    let all: Vec<&Node> = node.all(name).collect();
    let mut found = Vec::new();
    for (index, second) in all.iter().enumerate() {
        if let Some(first) = all.iter().take(index).find(|first| first.id() == second.id()) {
            found.push((*first, *second));
        }
    }
    found
}

fn from_of(column: &Node, scope: u32) -> Option<Reference> {
    column.property("from").map(|from| Reference { name: from.text.clone(), span: from.span, scope })
}

fn number(text: &str) -> bool {
    text.trim_start_matches('-').starts_with(|sign: char| sign.is_ascii_digit())
}

/// Pounds with or without pence.
fn money(text: &str) -> Option<Money> {
    let with_pence = match text.split_once('.') {
        None => format!("{text}.00"),
        Some((pounds, pence)) => format!("{pounds}.{pence:0<2}"),
    };
    with_pence.parse().ok()
}
