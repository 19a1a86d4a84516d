//! Writes the package: expressions as postfix code, texts, tables, canonical JSON (E-14, E-15).

use crate::CompiledDefinition;
use crate::expression::Comparison;
use crate::model::Model;
use crate::typed::{RowsOf, Typed, TypedKind};
use interview::package::{
    Code, CodeIndex, FrameType, Language, LanguageTexts, Op, Over, Package, Span, canonical_json, hash, hex,
};

impl Model<'_> {
    /// The package and its texts; `None` if they cannot be written as JSON, which never happens.
    pub(crate) fn write(mut self) -> Option<CompiledDefinition> {
        let mut writer = Writer { codes: Vec::new() };
        writer.codes.resize_with(self.sites.len(), || Code {
            ops: Vec::new(),
            frame: 0,
            offer: false,
            source: Span::default(),
        });
        for (index, (site, typed)) in self.sites.iter().zip(&self.typed).enumerate() {
            let source = self.source(site.span);
            let mut ops = Vec::new();
            writer.ops(typed, site.offer, source, &mut ops);
            if let Some(code) = writer.codes.get_mut(index) {
                *code = Code { ops, frame: site.frame, offer: site.offer, source };
            }
        }
        self.package.bank_holidays = self.bank_holidays();
        self.package.tables = std::mem::take(&mut self.tables).into_iter().map(|draft| draft.table).collect();
        self.package.codes = writer.codes;
        let files = self.sources.files.iter().map(|file| file.package_name.clone()).collect();
        put_files_in_order(&mut self.package, files);
        let english = canonical_json(&LanguageTexts { texts: self.english }).ok()?;
        self.package.languages = vec![Language { id: "en".to_owned(), hash: hex(&hash(&english)) }];
        let package_bytes = canonical_json(&self.package).ok()?;
        let id = hash(&package_bytes);
        Some(CompiledDefinition {
            package: self.package,
            package_bytes,
            id,
            languages: vec![("en".to_owned(), english)],
        })
    }
}

/// Files by name, so that the order in which they were given does not show.
fn put_files_in_order(package: &mut Package, files: Vec<String>) {
    let mut sorted: Vec<(u32, String)> = (0..).zip(files).collect();
    sorted.sort_by(|a, b| a.1.cmp(&b.1));
    let place = |file: u32| (0..).zip(&sorted).find(|(_, (old, _))| *old == file).map_or(0, |(new, _)| new);
    let places: Vec<u32> = (0..).take(sorted.len()).map(place).collect();
    let moved = |span: &mut Span| span.file = places.get(span.file as usize).copied().unwrap_or(0);
    package.conditions.iter_mut().for_each(|condition| moved(&mut condition.source));
    package.tasks.iter_mut().for_each(|task| moved(&mut task.source));
    package.pages.iter_mut().for_each(|page| moved(&mut page.source));
    package.amounts.iter_mut().for_each(|amount| moved(&mut amount.source));
    package.codes.iter_mut().for_each(|code| moved(&mut code.source));
    package.choice_sets.iter_mut().flat_map(|set| &mut set.options).for_each(|option| moved(&mut option.source));
    for item in &mut package.items {
        moved(&mut item.source);
        let options = match &mut item.kind {
            interview::package::ItemKind::Question(question) => question.options.as_mut(),
            interview::package::ItemKind::Derive(derive) => derive.options.as_mut(),
            interview::package::ItemKind::Fact(fact) => fact.options.as_mut(),
            _ => None,
        };
        options.into_iter().flat_map(|options| &mut options.own).for_each(|option| moved(&mut option.source));
    }
    package.files = sorted.into_iter().map(|(_, name)| name).collect();
}

struct Writer {
    codes: Vec<Code>,
}

impl Writer {
    /// A body of an aggregate as a code of its own.
    fn body(&mut self, typed: &Typed, frame: FrameType, offer: bool, source: Span) -> CodeIndex {
        let mut ops = Vec::new();
        self.ops(typed, offer, source, &mut ops);
        self.codes.push(Code { ops, frame, offer, source });
        u32::try_from(self.codes.len() - 1).unwrap_or(u32::MAX)
    }

    fn ops(&mut self, typed: &Typed, offer: bool, source: Span, ops: &mut Vec<Op>) {
        use TypedKind as K;
        if let K::Aggregate { kind, over, other, filter, value, frame, .. } = &typed.kind {
            let filter = filter.as_deref().map(|filter| self.body(filter, *frame, offer, source));
            let value = value.as_deref().map(|value| self.body(value, *frame, offer, source));
            let over = match over {
                RowsOf::Repeat { repeat, at } => Over::Repeat { repeat: *repeat, level: at.level },
                RowsOf::Evidence => Over::Evidence,
            };
            ops.push(Op::Aggregate { kind: *kind, over, other: *other, filter, value });
            return;
        }
        if let K::And(parts) | K::Or(parts) = &typed.kind {
            for (index, part) in parts.iter().enumerate() {
                self.ops(part, offer, source, ops);
                if index > 0 {
                    ops.push(if matches!(typed.kind, K::And(_)) { Op::And } else { Op::Or });
                }
            }
            return;
        }
        for part in typed.parts() {
            self.ops(part, offer, source, ops);
        }
        ops.push(last_op(typed));
    }
}

/// The step that follows those of the parts.
fn last_op(typed: &Typed) -> Op {
    use TypedKind as K;
    match &typed.kind {
        K::Unknown | K::Nothing | K::And(_) | K::Or(_) | K::Aggregate { .. } => Op::Nothing,
        K::Constant(value) => Op::Constant(value.clone()),
        K::Today => Op::Today,
        K::Read { item, at } => Op::Read { item: *item, level: at.level },
        K::OptionId { at } => Op::OptionId { level: at.level },
        K::OptionColumn { at, column } => Op::OptionColumn { level: at.level, column: *column },
        K::OptionText { at } => Op::OptionText { level: at.level },
        K::Known(_) => Op::Known,
        K::State { item, at, state } => Op::State { item: *item, level: at.level, state: *state },
        K::Not(_) => Op::Not,
        K::Is(..) => Op::Is,
        K::IsNot(..) => Op::IsNot,
        K::OneOf(_, values) => Op::OneOf(u32::try_from(values.len()).unwrap_or(0)),
        K::Includes(..) => Op::Includes,
        K::Compare(Comparison::Less, ..) => Op::Less,
        K::Compare(Comparison::LessOrEqual, ..) => Op::LessOrEqual,
        K::Compare(Comparison::Greater, ..) => Op::Greater,
        K::Compare(Comparison::GreaterOrEqual, ..) => Op::GreaterOrEqual,
        K::Add(..) => Op::Add,
        K::Subtract(..) => Op::Subtract,
        K::Multiply(..) => Op::Multiply,
        K::Negate(_) => Op::Negate,
        K::OrElse(..) => Op::OrElse,
        K::If(..) => Op::If,
        K::Lookup { table, column, day, .. } => Op::Lookup { table: *table, column: *column, dated: day.is_some() },
        K::ListLookup { item, at, column, .. } => Op::ListLookup { item: *item, level: at.level, column: *column },
        K::Amount { amount, .. } => Op::Amount { amount: *amount },
        K::Call(function, _) => Op::Call(*function),
        K::Index { at, repeat } => Op::Index { level: at.level, repeat: *repeat },
        K::Previous { item, at } => Op::Previous { item: *item, level: at.level },
        K::Following { item, at } => Op::Following { item: *item, level: at.level },
        K::EvidenceKind => Op::EvidenceKind,
        K::EvidenceGiven => Op::EvidenceGiven,
        K::SizeOfSet(_) => Op::SizeOfSet,
    }
}
