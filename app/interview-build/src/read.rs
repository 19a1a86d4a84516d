//! Reads KDL and holds it against the grammar: syntax (D101), unknown names (D102), things given twice (D103) or
//! missing (D104), ids (E-9). All errors of a file are found in one run (E-13).

use crate::diagnostics::{Code, Finding, Report};
use crate::expression::{self, Expression};
use crate::nearest::nearest;
use crate::nesting;
use crate::shape::{self, LATER, Shape, Takes, Times};
use crate::source::{Sources, Span};
use crate::syntax::{Argument, Letters, Node, TypeKind, TypeSyntax};
use kdl::{KdlDocument, KdlEntry, KdlNode, KdlValue};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was read from all files.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Top-level nodes in file and position order.
    pub(crate) nodes: Vec<Node>,
    /// Ids inside what was not understood: nothing is said about their being unknown.
    pub(crate) lost: BTreeSet<String>,
    /// Some file is no KDL, so names may be missing anywhere.
    pub(crate) broken: bool,
}

/// Reads all files. With `all_deliveries`, constructs of later deliveries are taken as the grammar has them.
pub(crate) fn read(sources: &Sources, report: &mut Report, all_deliveries: bool) -> Reading {
    let mut reading = Reading::default();
    for (file, source) in (0..).zip(&sources.files) {
        let text = source.text.as_str();
        if let Some(at) = nesting::too_deep(text) {
            let message = format!("blocks or comments are nested more than {} deep", nesting::DEEPEST);
            report.say(Code::D107, Span::new(file, at, at + 1), message);
            reading.broken = true;
            continue;
        }
        match KdlDocument::parse_v2(text) {
            Ok(document) => {
                let mut reader = Reader { file, text, report, lost: &mut reading.lost, all_deliveries };
                let mut children = reader.children(document.nodes(), shape::file(), "a file", &mut false);
                reading.nodes.append(&mut children);
            }
            Err(error) => {
                syntax_errors(file, text, &error, report);
                reading.broken = true;
            }
        }
    }
    reading
}

/// D101. The KDL reader goes on after an error and may find the same one again: those further on in the same line are left out.
fn syntax_errors(file: u32, text: &str, error: &kdl::KdlError, report: &mut Report) {
    let is_closing = |message: &str| message.contains("losing '}'");
    let mut lines = BTreeSet::new();
    // What is open at the end of a file is often only a consequence.
    let only_closing = error.diagnostics.iter().all(|found| found.message.as_deref().is_some_and(is_closing));
    for found in &error.diagnostics {
        let message = found.message.as_deref().unwrap_or("this is no KDL");
        if is_closing(message) && (!only_closing || !lines.is_empty()) {
            continue;
        }
        let (start, length) = (found.span.offset(), found.span.len());
        // What was expected stands where the reader stopped, not where the node began.
        let start = if message.starts_with("Expected") { start + length } else { start };
        let mut start = start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let line = text.get(..start).map_or(0, |before| before.matches('\n').count());
        if lines.insert(line) {
            report.say(Code::D101, Span::new(file, start, start + 1), message.trim_end_matches('.'));
        }
    }
    if lines.is_empty() {
        report.say(Code::D101, Span::new(file, 0, 1), "this is no KDL");
    }
}

struct Reader<'a> {
    file: u32,
    text: &'a str,
    report: &'a mut Report,
    lost: &'a mut BTreeSet<String>,
    all_deliveries: bool,
}

impl Reader<'_> {
    fn span(&self, span: kdl_span::Pair) -> Span {
        Span::new(self.file, span.0, span.0 + span.1)
    }

    fn children(&mut self, nodes: &[KdlNode], shape: &'static Shape, around: &str, damaged: &mut bool) -> Vec<Node> {
        let mut read: Vec<Node> = Vec::new();
        for node in nodes {
            let name = node.name().value();
            let span = self.span(kdl_span::of_name(node));
            let Some((name, times, child)) = shape.children.iter().find(|(known, ..)| *known == name) else {
                let meant = nearest(name, shape.children.iter().map(|(known, ..)| *known));
                self.report
                    .add(Finding::new(Code::D102, span, format!("`{name}` is not known in {around}")).meant(meant));
                *damaged = true;
                self.lose(node);
                continue;
            };
            if node.ty().is_some() {
                self.report.say(Code::D102, span, format!("`{name}` takes no type annotation"));
                *damaged = true;
            }
            if LATER.contains(name) && !self.all_deliveries {
                self.report.say(Code::D102, span, format!("`{name}` is not delivered yet"));
                self.lose(node);
                continue;
            }
            if matches!(times, Times::Once | Times::Must)
                && let Some(first) = read.iter().find(|other| other.name == *name)
            {
                let finding = Finding::new(Code::D103, span, format!("`{name}` is given twice in {around}"));
                self.report.add(finding.note(first.span, "given first here"));
                continue;
            }
            read.push(self.node(node, name, child()));
        }
        read
    }

    fn node(&mut self, node: &KdlNode, name: &'static str, shape: &'static Shape) -> Node {
        let span = self.span(kdl_span::of_name(node));
        let mut damaged = false;
        let mut read = Node {
            name,
            span,
            arguments: Vec::new(),
            properties: Vec::new(),
            value: None,
            children: Vec::new(),
            damaged: false,
        };
        self.arguments(node, shape, &mut read, &mut damaged);
        self.properties(node, shape, &mut read, &mut damaged);
        let nodes = node.children().map_or(&[][..], KdlDocument::nodes);
        read.children = self.children(nodes, shape, &described(name, read.argument(0)), &mut damaged);
        if !damaged {
            self.missing(shape, &read);
        }
        read.damaged = damaged;
        read
    }

    /// D104: what must be there and is not.
    fn missing(&mut self, shape: &Shape, node: &Node) {
        let what = described(node.name, node.argument(0));
        for (name, _, times) in shape.properties {
            if *times == Times::Must && node.property(name).is_none() {
                self.report.say(Code::D104, node.span, format!("{what} has no `{name}=`"));
            }
        }
        for (name, times, _) in shape.children {
            if matches!(times, Times::Must | Times::Some) && !node.has(name) {
                self.report.say(Code::D104, node.span, format!("{what} has no `{name}`"));
            }
        }
    }

    fn arguments(&mut self, node: &KdlNode, shape: &'static Shape, read: &mut Node, damaged: &mut bool) {
        let mut entries = node.entries().iter().filter(|entry| entry.name().is_none()).peekable();
        for (takes, times) in shape.arguments {
            let mut count = 0;
            while let Some(entry) = entries.peek().copied() {
                if *times != Times::Some && count > 0 {
                    break;
                }
                count += 1;
                entries.next();
                let argument = self.argument(entry, *takes, read.name, damaged);
                if *takes == Takes::Type {
                    read.value = Some(self.value_type(&argument, &mut entries, damaged));
                } else {
                    read.arguments.push(argument);
                }
            }
            if count == 0 && *times != Times::Once {
                let what = described(read.name, read.argument(0));
                self.report.say(Code::D104, read.span, format!("{what} has no {}", named(*takes)));
                *damaged = true;
                return;
            }
        }
        for entry in entries {
            let span = self.span(kdl_span::of_entry(entry));
            let message = format!("{} takes nothing more here", described(read.name, read.argument(0)));
            self.report.say(Code::D102, span, message);
            *damaged = true;
        }
    }

    fn properties(&mut self, node: &KdlNode, shape: &'static Shape, read: &mut Node, damaged: &mut bool) {
        for entry in node.entries() {
            let Some(name) = entry.name().map(kdl::KdlIdentifier::value) else { continue };
            let span = self.span(kdl_span::of_entry(entry));
            let what = described(read.name, read.argument(0));
            let Some((known, takes, _)) = shape.properties.iter().find(|(known, ..)| *known == name) else {
                let meant = nearest(name, shape.properties.iter().map(|(known, ..)| *known));
                self.report
                    .add(Finding::new(Code::D102, span, format!("`{name}=` is not known in {what}")).meant(meant));
                *damaged = true;
                continue;
            };
            if let Some(first) = read.property(known) {
                let finding = Finding::new(Code::D103, span, format!("`{name}=` is given twice in {what}"));
                self.report.add(finding.note(first.span, "given first here"));
                continue;
            }
            let value = self.argument(entry, *takes, read.name, damaged);
            read.properties.push((known, value));
        }
    }

    /// An argument or property, held against what the grammar takes there.
    fn argument(&mut self, entry: &KdlEntry, takes: Takes, node: &str, damaged: &mut bool) -> Argument {
        let span = self.span(kdl_span::of_entry(entry));
        let written = entry.format().map_or("", |format| format.value_repr.as_str());
        let (text, is_text) = match entry.value() {
            KdlValue::String(text) => (text.clone(), true),
            _ => (written.to_owned(), false),
        };
        let letters = self.letters(entry, span, written, is_text);
        let mut argument = Argument { text, span, letters, expression: None };
        if entry.ty().is_some() {
            self.report.say(Code::D102, span, "a type annotation is not known here");
            *damaged = true;
            return argument;
        }
        if takes == Takes::Expression {
            argument.expression = self.expression(&argument, written, is_text);
        } else if let Some(message) = unfit(takes, &argument.text, is_text, node) {
            let meant =
                if let Takes::Word(words) = takes { nearest(&argument.text, words.iter().copied()) } else { None };
            self.report.add(Finding::new(Code::D102, span, message).meant(meant));
        } else if takes == Takes::Text && argument.text.trim().is_empty() {
            self.report.say(Code::D401, span, format!("`{node}` has no English text"));
        }
        argument
    }

    /// Where the characters of a text stand; the text of the source is believed, not the reader's word for it.
    fn letters(&self, entry: &KdlEntry, span: Span, written: &str, is_text: bool) -> Letters {
        let (start, end) = (span.start as usize, span.end as usize);
        // The value ends the entry, also of a property.
        let Some(start) = self.text.get(start..end).and_then(|whole| whole.rfind(written)).map(|at| start + at) else {
            return Letters::Somewhere;
        };
        let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        if !is_text || entry.ty().is_some() {
            return Letters::Plain(small(start));
        }
        let raw = written.trim_start_matches('#');
        let signs = written.len() - raw.len();
        if raw.starts_with("\"\"\"") && raw.len() >= 6 {
            return Letters::Somewhere;
        }
        if !raw.starts_with('"') {
            return Letters::Plain(small(start));
        }
        if signs > 0 || !raw.contains('\\') {
            return Letters::Plain(small(start + signs + 1));
        }
        Letters::Escaped(escaped(raw).into_iter().map(|at| small(start + at)).collect())
    }

    fn expression(&mut self, argument: &Argument, written: &str, is_text: bool) -> Option<Arc<Expression>> {
        let span = argument.span;
        if !is_text {
            self.report.say(Code::D105, span, "an expression is a text in quotes");
            return None;
        }
        let start = match &argument.letters {
            Letters::Plain(start) if !argument.text.contains('\n') => *start,
            Letters::Escaped(_) => {
                let at = written.find('\\').unwrap_or(0);
                let start = span.end as usize - written.len() + at;
                self.report.say(Code::D106, Span::new(span.file, start, start + 2), "an expression has no escapes");
                return None;
            }
            _ => {
                self.report.say(Code::D106, span, "an expression stands on one line");
                return None;
            }
        };
        match expression::parse(&argument.text, span.file, start) {
            Ok(expression) => Some(Arc::new(expression)),
            Err(error) => {
                self.report.say(error.code, error.span, error.message);
                None
            }
        }
    }

    fn value_type<'e>(
        &mut self,
        argument: &Argument,
        entries: &mut std::iter::Peekable<impl Iterator<Item = &'e KdlEntry>>,
        damaged: &mut bool,
    ) -> TypeSyntax {
        let kind = match argument.text.as_str() {
            "yes_no" => TypeKind::YesNo,
            "choice" => TypeKind::Choice,
            "choices" => TypeKind::Choices,
            "text" => {
                let long = entries.next_if(|entry| entry.value() == &KdlValue::String("long".to_owned())).is_some();
                TypeKind::Text { long }
            }
            "date" => TypeKind::Date,
            "period" => TypeKind::Period,
            "money" => TypeKind::Money,
            "count" => TypeKind::Count,
            "rate" => TypeKind::Rate,
            "files" => TypeKind::Files,
            "list" => TypeKind::List,
            row @ ("row" | "rows") => match entries.next() {
                Some(entry) => {
                    let repeat = self.argument(entry, Takes::Name, "row", damaged);
                    let make = if row == "row" { TypeKind::Row } else { TypeKind::Rows };
                    make(repeat.text, repeat.span)
                }
                None => {
                    self.report.say(Code::D104, argument.span, format!("`{row}` names no repeat"));
                    TypeKind::Unknown
                }
            },
            other => {
                let meant = nearest(other, TYPES);
                self.report.add(Finding::new(Code::D102, argument.span, format!("`{other}` is no type")).meant(meant));
                *damaged = true;
                TypeKind::Unknown
            }
        };
        TypeSyntax { kind, span: argument.span }
    }

    /// Remembers the ids in a part that was not understood.
    fn lose(&mut self, node: &KdlNode) {
        let mut left = vec![node];
        while let Some(node) = left.pop() {
            if let Some(KdlValue::String(id)) = node.entries().iter().find(|e| e.name().is_none()).map(KdlEntry::value)
            {
                self.lost.insert(id.clone());
            }
            if let Some(KdlValue::String(id)) = node.get("as") {
                self.lost.insert(id.clone());
            }
            left.extend(node.children().into_iter().flat_map(KdlDocument::nodes));
        }
    }
}

const TYPES: [&str; 13] =
    ["yes_no", "choice", "choices", "text", "date", "period", "money", "count", "rate", "files", "list", "row", "rows"];

/// Spans of the KDL reader as offset and length.
mod kdl_span {
    pub(super) type Pair = (usize, usize);

    pub(super) fn of_name(node: &kdl::KdlNode) -> Pair {
        let span = node.name().span();
        (span.offset(), span.len())
    }

    pub(super) fn of_entry(entry: &kdl::KdlEntry) -> Pair {
        let span = entry.span();
        (span.offset(), span.len())
    }
}

fn described(node: &str, id: Option<&Argument>) -> String {
    match id {
        Some(id) if id.expression.is_none() && !id.text.is_empty() && id.text.len() < 60 => {
            format!("{node} `{}`", id.text)
        }
        _ => node.to_owned(),
    }
}

fn named(takes: Takes) -> &'static str {
    match takes {
        Takes::Id | Takes::ItemId | Takes::OptionId | Takes::Column | Takes::Name | Takes::Names => "id",
        Takes::Text => "text",
        Takes::Expression => "expression",
        Takes::Day => "date",
        Takes::Type => "type",
        Takes::Any | Takes::Period | Takes::Whole | Takes::Number | Takes::Word(_) => "value",
    }
}

/// Why a text is not what the grammar takes, if it is not.
fn unfit(takes: Takes, text: &str, is_text: bool, node: &str) -> Option<String> {
    let word = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    match takes {
        Takes::Id | Takes::ItemId => {
            let fits = text.starts_with(|sign: char| sign.is_ascii_lowercase())
                && text.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_');
            if !is_text || !fits {
                return Some(format!("`{text}` is no id: ids are lower-case letters, digits and _, a letter first"));
            }
            let reserved = expression::is_reserved(text) || text == "evidence";
            (takes == Takes::ItemId && reserved)
                .then(|| format!("`{text}` is a word of the language, so it cannot be an id"))
        }
        Takes::OptionId => {
            if text.is_empty() || !text.chars().all(word) {
                return Some(format!("`{text}` is no id of an option: those are letters, digits and _"));
            }
            expression::is_no_option(text).then(|| format!("`{text}` cannot be the id of an option"))
        }
        Takes::Column => {
            (text.is_empty() || !text.chars().all(word)).then(|| format!("`{text}` is no name of a column"))
        }
        Takes::Name | Takes::Names | Takes::Any | Takes::Expression | Takes::Type => None,
        Takes::Text => (!is_text).then(|| format!("`{node}` takes a text in quotes")),
        Takes::Day => text.parse::<quantities::Date>().is_err().then(|| format!("`{text}` is no date like 2026-04-06")),
        Takes::Period => expression::read_period(text).is_none().then(|| format!("`{text}` is no period like 28 days")),
        Takes::Whole => text.parse::<u32>().is_err().then(|| format!("`{text}` is no whole number")),
        Takes::Number => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let fits = !digits.is_empty()
                && digits.starts_with(|sign: char| sign.is_ascii_digit())
                && digits.chars().all(|sign| sign.is_ascii_digit() || sign == '.')
                && digits.matches('.').count() <= 1;
            (!fits).then(|| format!("`{text}` is no number"))
        }
        Takes::Word(words) => (!words.contains(&text)).then(|| format!("`{text}` is not known here")),
    }
}

/// The byte of each character of a quoted text with escapes, from its first quote.
fn escaped(raw: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut signs = raw.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        if sign != '\\' {
            places.push(at);
            continue;
        }
        match signs.next() {
            Some((_, 'u')) => {
                while signs.next().is_some_and(|(_, sign)| sign != '}') {}
                places.push(at);
            }
            Some((_, space)) if space.is_whitespace() => {
                while signs.next_if(|(_, sign)| sign.is_whitespace()).is_some() {}
            }
            _ => places.push(at),
        }
    }
    places
}
