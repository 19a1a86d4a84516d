//! Reference tables: CSV and JSON files as received, held against their declaration (E-84, D215).

use crate::diagnostics::{Code, Finding, Report};
use crate::model::{Reference, SetIndex};
use crate::nearest::nearest;
use crate::source::Span;
use crate::syntax::{Argument, Node, TypeKind};
use interview::package::{Column, Table, Type};
use interview::value::Value;
use quantities::Date;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A table and what the checks need beside it.
#[derive(Clone, Debug)]
pub(crate) struct TableDraft {
    pub(crate) table: Table,
    pub(crate) span: Span,
    /// `from=` of each column.
    pub(crate) column_from: Vec<Option<Reference>>,
    /// Where each column is declared.
    pub(crate) column_spans: Vec<Span>,
    /// Set of each `choice` or `choices` column.
    pub(crate) column_sets: Vec<SetIndex>,
    /// Set of its rows as options.
    pub(crate) set: SetIndex,
    /// The file or its keys could not be read: nothing is said about unknown ones.
    pub(crate) broken: bool,
}

impl TableDraft {
    pub(crate) fn is_dated(&self) -> bool {
        self.table.from.is_some() || self.table.until.is_some()
    }
}

/// A file as read: names of the columns, then rows with the number of their line.
struct Sheet {
    header: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// Reads one `table` node and its file.
pub(crate) fn read_table(node: &Node, bytes: Option<Result<Vec<u8>, String>>, report: &mut Report) -> TableDraft {
    let mut draft = declared(node);
    let path = node.property("file");
    let place = path.map_or(node.span, |path| path.span);
    let name = path.map_or("", |path| path.text.as_str());
    let sheet = match bytes {
        None => None,
        Some(Err(message)) => {
            report.say(Code::D215, place, format!("{name} cannot be read: {message}"));
            None
        }
        Some(Ok(bytes)) => match read_sheet(name, &bytes) {
            Ok(sheet) => Some(sheet),
            Err(message) => {
                report.say(Code::D215, place, format!("{name}: {message}"));
                None
            }
        },
    };
    let Some(sheet) = sheet else {
        draft.broken = true;
        return draft;
    };
    fill(&mut draft, node, name, &sheet, report);
    draft
}

/// Columns in the order of the package: keys, days, then the declared ones.
fn declared(node: &Node) -> TableDraft {
    let mut draft = TableDraft {
        table: Table {
            id: node.id().to_owned(),
            columns: vec![],
            keys: 0,
            text: None,
            from: None,
            until: None,
            rows: vec![],
        },
        span: node.id_span(),
        column_from: Vec::new(),
        column_spans: Vec::new(),
        column_sets: Vec::new(),
        set: 0,
        broken: node.damaged,
    };
    let key_type = |id: &str| if node.id() == "bank_holidays" && id == "date" { Type::Date } else { Type::Choice };
    let place = |name: &str| node.property(name).map_or(node.span, |property| property.span);
    for (id, span) in node.property("key").map(Argument::words).unwrap_or_default() {
        add_column(&mut draft, node, &id, key_type(&id), span);
    }
    draft.table.keys = u32::try_from(draft.table.columns.len()).unwrap_or(0);
    if let Some(from) = node.property("from") {
        draft.table.from = Some(add_column(&mut draft, node, &from.text, Type::Date, place("from")));
    }
    if let Some(until) = node.property("until") {
        draft.table.until = Some(add_column(&mut draft, node, &until.text, Type::Date, place("until")));
    }
    for column in node.all("column") {
        add_column(&mut draft, node, column.id(), Type::Text { long: false }, column.id_span());
    }
    if let Some(text) = node.property("text") {
        draft.table.text = Some(add_column(&mut draft, node, &text.text, Type::Text { long: false }, place("text")));
    }
    draft
}

/// Adds a column, as it is declared or else as `value`; one that is there already is found.
fn add_column(draft: &mut TableDraft, node: &Node, id: &str, value: Type, span: Span) -> u32 {
    if let Some(index) = (0..).zip(&draft.table.columns).find(|(_, column)| column.id == id).map(|(index, _)| index) {
        return index;
    }
    let declared = node.all("column").find(|column| column.id() == id);
    let value = match declared.and_then(|column| column.value.as_ref()).map(|value| &value.kind) {
        Some(TypeKind::YesNo) => Type::YesNo,
        Some(TypeKind::Choice) => Type::Choice,
        Some(TypeKind::Choices) => Type::Choices,
        Some(TypeKind::Text { long }) => Type::Text { long: *long },
        Some(TypeKind::Date) => Type::Date,
        Some(TypeKind::Period) => Type::Period,
        Some(TypeKind::Money) => Type::Money,
        Some(TypeKind::Count) => Type::Count,
        Some(TypeKind::Rate) => Type::Rate,
        _ => value,
    };
    let (search, shown) = declared.map_or((false, false), |column| (column.has("search"), column.has("shown")));
    draft.table.columns.push(Column { id: id.to_owned(), value, from: None, search, shown });
    let from = declared.and_then(|column| column.property("from"));
    draft.column_from.push(from.map(|from| Reference { name: from.text.clone(), span: from.span, scope: 0 }));
    draft.column_spans.push(declared.map_or(span, Node::id_span));
    draft.column_sets.push(0);
    u32::try_from(draft.table.columns.len() - 1).unwrap_or(0)
}

fn fill(draft: &mut TableDraft, node: &Node, name: &str, sheet: &Sheet, report: &mut Report) {
    let mut places = Vec::new();
    for (column, span) in draft.table.columns.iter().zip(&draft.column_spans) {
        let place = sheet.header.iter().position(|header| *header == column.id);
        if place.is_none() {
            let meant = nearest(&column.id, sheet.header.iter().map(String::as_str));
            let message = format!("{name} has no column `{}`", column.id);
            report.add(Finding::new(Code::D215, *span, message).meant(meant));
            draft.broken = true;
        }
        places.push(place);
    }
    let mut wrong = BTreeSet::new();
    let mut lines = Vec::new();
    for (line, cells) in &sheet.rows {
        let mut row = Vec::new();
        for (index, (column, place)) in draft.table.columns.iter().zip(&places).enumerate() {
            let text = place.and_then(|place| cells.get(place)).map_or("", |cell| cell.as_str());
            let cell = read_cell(column.value, text).unwrap_or_else(|| {
                let span = draft.column_spans.get(index).copied().unwrap_or(draft.span);
                if wrong.insert(index) {
                    let what = type_name(column.value);
                    report.say(
                        Code::D215,
                        span,
                        format!("{name} line {line}: `{text}` in `{}` is not {what}", column.id),
                    );
                }
                None
            });
            row.push(cell);
        }
        let keys = draft.table.keys as usize;
        if row.iter().take(keys).any(Option::is_none) {
            // No look-up finds a row whose key is void.
            continue;
        }
        for row in one_row_a_key(row, keys) {
            lines.push(*line);
            draft.table.rows.push(row);
        }
    }
    draft.broken |= !wrong.is_empty();
    if draft.broken {
        return;
    }
    for index in 0..draft.table.keys as usize {
        if let Some(column) = draft.table.columns.get_mut(index)
            && column.value == Type::Choices
        {
            column.value = Type::Choice;
        }
    }
    keys_once(draft, node, name, &lines, report);
}

/// A set in a key puts its row under each value.
fn one_row_a_key(row: Vec<Option<Value>>, keys: usize) -> Vec<Vec<Option<Value>>> {
    let mut rows = vec![row];
    for key in 0..keys {
        let mut split = Vec::new();
        for row in rows {
            let Some(Some(Value::Choices(values))) = row.get(key).cloned() else {
                split.push(row);
                continue;
            };
            for value in values {
                let mut row = row.clone();
                if let Some(cell) = row.get_mut(key) {
                    *cell = Some(Value::Choice(value));
                }
                split.push(row);
            }
        }
        rows = split;
    }
    rows
}

/// No key twice, and with days, none twice on the same day.
fn keys_once(draft: &TableDraft, node: &Node, name: &str, lines: &[u64], report: &mut Report) {
    let mut seen: BTreeMap<Vec<String>, Vec<(Date, Date, u64)>> = BTreeMap::new();
    for (row, line) in draft.table.rows.iter().zip(lines) {
        let key: Vec<String> = row
            .iter()
            .take(draft.table.keys as usize)
            .map(|cell| cell.as_ref().map_or_else(String::new, cell_text))
            .collect();
        let day = |column: Option<u32>, open: Date| match column.and_then(|column| row.get(column as usize)) {
            Some(Some(Value::Date(day))) => *day,
            _ => open,
        };
        let (from, until) = (day(draft.table.from, Date::FIRST), day(draft.table.until, Date::LAST));
        let others = seen.entry(key.clone()).or_default();
        if let Some((.., other)) = others.iter().find(|(first, last, _)| *first <= until && from <= *last) {
            let key = key.join(" ");
            let (property, message) = if draft.is_dated() {
                ("from", format!("{name} lines {other} and {line}: the days of key `{key}` overlap"))
            } else {
                ("key", format!("{name} lines {other} and {line}: key `{key}` is given twice"))
            };
            let place = node.property(property).or_else(|| node.property("key"));
            report.say(Code::D215, place.map_or(draft.span, |place| place.span), message);
            return;
        }
        others.push((from, until, *line));
    }
}

/// A cell as text: how keys are compared.
pub(crate) fn cell_text(value: &Value) -> String {
    match value {
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Choice(id) | Value::Text(id) | Value::Row(id) => id.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Money(money) => money.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Rate(rate) => rate.to_string(),
        Value::Period(period) => period.to_string(),
        Value::Choices(_) | Value::Files(_) | Value::List(_) | Value::Rows(_) => String::new(),
    }
}

fn is_option(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The value of a cell; blank is void. `None` if it is of another type.
#[allow(clippy::option_option)]
fn read_cell(value: Type, text: &str) -> Option<Option<Value>> {
    if text.trim().is_empty() {
        return Some(None);
    }
    let value = match value {
        Type::YesNo => match text {
            "yes" => Value::YesNo(true),
            "no" => Value::YesNo(false),
            _ => return None,
        },
        Type::Choice => Value::Choice(is_option(text).then(|| text.into())?),
        Type::Choices => {
            let parts: Vec<&str> = text.split('|').map(str::trim).collect();
            if !parts.iter().all(|part| is_option(part)) {
                return None;
            }
            Value::Choices(parts.into_iter().map(Into::into).collect())
        }
        Type::Text { .. } => Value::Text(text.nfc().collect::<String>().into()),
        Type::Date => Value::Date(text.parse().ok()?),
        Type::Period => Value::Period(text.parse().ok()?),
        Type::Money => Value::Money(text.parse().ok()?),
        Type::Count => Value::Count(text.parse().ok()?),
        Type::Rate => Value::Rate(text.parse().ok()?),
        Type::Files | Type::List | Type::Row(_) | Type::Rows(_) => return None,
    };
    Some(Some(value))
}

fn type_name(value: Type) -> &'static str {
    match value {
        Type::YesNo => "yes or no",
        Type::Choice => "the id of an option",
        Type::Choices => "a list of options",
        Type::Text { .. } => "a text",
        Type::Date => "a date",
        Type::Period => "a period",
        Type::Money => "an amount of money with two decimals",
        Type::Count => "a whole number",
        Type::Rate => "a rate",
        Type::Files | Type::List | Type::Row(_) | Type::Rows(_) => "a value a table can hold",
    }
}

fn read_sheet(name: &str, bytes: &[u8]) -> Result<Sheet, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{feff}');
    if name.ends_with(".json") { read_json(text) } else { read_csv(text) }
}

fn read_csv(text: &str) -> Result<Sheet, String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut sheet = Sheet { header: Vec::new(), rows: Vec::new() };
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if sheet.header.is_empty() {
            sheet.header = cells;
        } else if cells.len() == sheet.header.len() {
            sheet.rows.push((line, cells));
        } else {
            return Err(format!("line {line} has {} cells, the header has {}", cells.len(), sheet.header.len()));
        }
    }
    if sheet.header.is_empty() { Err("the file is empty".to_owned()) } else { Ok(sheet) }
}

/// A list of objects, or an object that holds one under its one key with a list.
fn read_json(text: &str) -> Result<Sheet, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let list = match value {
        serde_json::Value::Array(list) => list,
        serde_json::Value::Object(object) => {
            let mut lists = object.into_iter().filter_map(|(_, value)| match value {
                serde_json::Value::Array(list) => Some(list),
                _ => None,
            });
            match (lists.next(), lists.next()) {
                (Some(list), None) => list,
                _ => return Err("the file holds not exactly one list".to_owned()),
            }
        }
        _ => return Err("the file holds no list".to_owned()),
    };
    let mut header: BTreeSet<String> = BTreeSet::new();
    for row in &list {
        let row = row.as_object().ok_or("the list holds something that is no object")?;
        header.extend(row.keys().cloned());
    }
    let header: Vec<String> = header.into_iter().collect();
    let rows = (1..).zip(&list).map(|(line, row)| {
        (line, header.iter().map(|column| row.get(column).map(json_cell).unwrap_or_default()).collect())
    });
    Ok(Sheet { rows: rows.collect(), header })
}

fn json_cell(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null | serde_json::Value::Object(_) => String::new(),
        serde_json::Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        serde_json::Value::Number(number) => number.to_string(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => list
            .iter()
            .map(|value| match value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            })
            .collect::<Vec<_>>()
            .join("|"),
    }
}
