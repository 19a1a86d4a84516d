//! Values and held states as JSON, in the one form of engine.md section 12a: it serves operations on the wire and the
//! lines of `interview play`. JSON alone does not say what it is: a text, a date and an amount are all strings, so whoever
//! reads names the type.
//!
//! Left out: Unicode normal form and limits of length (the crate `operations` sees to them), and whether an option or a
//! row exists: what does not fit at present is held and told as a problem, never refused (sync.md S-38).

use crate::package::{Column, Item, ItemIndex, ItemKind, Options, OptionsFrom, Package, Type};
use crate::value::{FactHeld, FileReference, FileState, Held, ListRow, OptionId, Read, RowKey, Three, Value};
pub use quantities::{Date, Timestamp};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The largest whole number that is written; its negative is the smallest (SEC-43).
pub const MOST_COUNT: i64 = 1 << 53;

/// Reads a value of a type; `None` where the JSON is none. A `list` is read as one without columns: see [`read_item_value`].
#[must_use]
pub fn read_value(package: &Package, value_type: &Type, json: &Json) -> Option<Value> {
    read_with_columns(package, value_type, &[], json)
}

/// Reads a value of an item's type: a list fact with its columns, a set in the order of the item's options.
#[must_use]
pub fn read_item_value(package: &Package, item: ItemIndex, json: &Json) -> Option<Value> {
    let item = package.items.get(item as usize)?;
    let value = read_with_columns(package, &value_type(item)?, columns(item), json)?;
    Some(match (value, options(item)) {
        (Value::Choices(chosen), Some(options)) => Value::Choices(in_order(package, options, chosen)),
        (value, _) => value,
    })
}

/// Writes a value. Cells of a `list` are named by `columns`, those of its fact; for every other type there are none.
#[must_use]
pub fn write_value(columns: &[Column], value: &Value) -> Json {
    match value {
        Value::YesNo(yes) => Json::from(if *yes { "yes" } else { "no" }),
        Value::Choice(id) | Value::Row(id) => Json::from(id.as_ref()),
        Value::Choices(ids) | Value::Rows(ids) => ids.iter().map(|id| Json::from(id.as_ref())).collect(),
        Value::Text(text) => Json::from(text.as_ref()),
        Value::Date(date) => Json::from(date.to_string()),
        Value::Period(period) => Json::from(period.to_string()),
        Value::Money(money) => Json::from(money.to_string()),
        Value::Count(count) => Json::from(*count),
        Value::Rate(rate) => Json::from(rate.to_string()),
        Value::Files(files) => files.iter().map(|file| Json::from(file.reference.as_ref())).collect(),
        Value::List(rows) => rows.iter().map(|row| write_list_row(columns, row)).collect(),
    }
}

/// Writes a value of an item.
#[must_use]
pub fn write_item_value(package: &Package, item: ItemIndex, value: &Value) -> Json {
    write_value(package.items.get(item as usize).map_or(&[], columns), value)
}

/// HELD of a question or mark.
#[must_use]
pub fn write_held(held: &Held) -> Json {
    match held {
        Held::Empty => Json::from("empty"),
        Held::Value(value) => named("value", write_value(&[], value)),
        Held::Skipped => Json::from("skipped"),
        Held::Declined => Json::from("declined"),
        Held::NotKnown => Json::from("not_known"),
        Held::Contested(values) => named("contested", values.iter().map(|value| write_value(&[], value)).collect()),
        Held::Unparsed(text) => named("unparsed", Json::from(text.as_str())),
    }
}

/// Reads HELD of a question or mark; `None` where the JSON is none.
#[must_use]
pub fn read_held(package: &Package, item: ItemIndex, json: &Json) -> Option<Held> {
    match json {
        Json::String(name) => Some(match name.as_str() {
            "empty" => Held::Empty,
            "skipped" => Held::Skipped,
            "declined" => Held::Declined,
            "not_known" => Held::NotKnown,
            _ => return None,
        }),
        Json::Object(object) => match only_entry(object)? {
            ("value", value) => read_item_value(package, item, value).map(Held::Value),
            ("contested", Json::Array(values)) => {
                let values: Option<Vec<Value>> =
                    values.iter().map(|value| read_item_value(package, item, value)).collect();
                values.map(Held::Contested)
            }
            ("unparsed", Json::String(text)) => Some(Held::Unparsed(text.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// HELD of a fact.
#[must_use]
pub fn write_fact_held(package: &Package, item: ItemIndex, held: &FactHeld) -> Json {
    match held {
        FactHeld::NotRequested => Json::from("not_requested"),
        FactHeld::Pending => Json::from("pending"),
        FactHeld::Failed => Json::from("failed"),
        FactHeld::Value(value) => named("value", write_item_value(package, item, value)),
    }
}

/// Reads HELD of a fact; `None` where the JSON is none.
#[must_use]
pub fn read_fact_held(package: &Package, item: ItemIndex, json: &Json) -> Option<FactHeld> {
    match json {
        Json::String(name) => Some(match name.as_str() {
            "not_requested" => FactHeld::NotRequested,
            "pending" => FactHeld::Pending,
            "failed" => FactHeld::Failed,
            _ => return None,
        }),
        Json::Object(object) => match only_entry(object)? {
            ("value", value) => read_item_value(package, item, value).map(FactHeld::Value),
            _ => None,
        },
        _ => None,
    }
}

/// READ of an item.
#[must_use]
pub fn write_read(package: &Package, item: ItemIndex, read: &Read) -> Json {
    match read {
        Read::Value(value) => named("value", write_item_value(package, item, value)),
        Read::Waiting => Json::from("waiting"),
        Read::Void => Json::from("void"),
    }
}

/// THREE.
#[must_use]
pub fn write_three(three: Three) -> &'static str {
    match three {
        Three::Yes => "yes",
        Three::No => "no",
        Three::Unknown => "unknown",
    }
}

/// The type of an item's value; `None` for repeats and evidence requirements, which have none.
#[must_use]
pub fn value_type(item: &Item) -> Option<Type> {
    match &item.kind {
        ItemKind::Question(question) => Some(question.value),
        ItemKind::Derive(derive) => Some(derive.value),
        ItemKind::Fact(fact) => Some(fact.value),
        ItemKind::Mark { .. } => Some(Type::YesNo),
        ItemKind::Repeat(_) | ItemKind::Evidence(_) => None,
    }
}

/// Options in the order of the question; those it does not have, or only a fact could know, come by their ids: before
/// the options written out where a fact may give them, else at the end.
#[must_use]
pub fn in_order(package: &Package, options: &Options, mut chosen: Vec<OptionId>) -> Vec<OptionId> {
    let before: Vec<&OptionId> = match options.from {
        Some(OptionsFrom::ChoiceSet(set)) => package
            .choice_sets
            .get(set as usize)
            .into_iter()
            .flat_map(|set| &set.options)
            .map(|option| &option.id)
            .collect(),
        Some(OptionsFrom::Table(table)) => table_keys(package, table),
        Some(OptionsFrom::Fact(_)) | None => Vec::new(),
    };
    let from_fact = matches!(options.from, Some(OptionsFrom::Fact(_)));
    let own = options.own.iter().map(|option| &option.id);
    let position = |id: &OptionId| before.iter().copied().chain(own.clone()).position(|known| known == id);
    chosen.sort_by_cached_key(|id| match position(id) {
        Some(position) => (1, position, id.clone()),
        None => (if from_fact { 0 } else { 2 }, 0, id.clone()),
    });
    chosen
}

/// The keys of a table with one key, in the order of the file.
fn table_keys(package: &Package, table: u32) -> Vec<&OptionId> {
    let rows = package.tables.get(table as usize).map_or(&[][..], |table| table.rows.as_slice());
    rows.iter()
        .filter_map(|row| match row.first() {
            Some(Some(Value::Choice(key) | Value::Text(key))) => Some(key),
            _ => None,
        })
        .collect()
}

fn read_with_columns(package: &Package, value_type: &Type, columns: &[Column], json: &Json) -> Option<Value> {
    match value_type {
        Type::YesNo => match json.as_str()? {
            "yes" => Some(Value::YesNo(true)),
            "no" => Some(Value::YesNo(false)),
            _ => None,
        },
        Type::Choice => read_name(json).map(Value::Choice),
        Type::Choices => read_names(json).map(Value::Choices),
        Type::Text { .. } => json.as_str().filter(|text| !text.is_empty()).map(|text| Value::Text(text.into())),
        Type::Date => json.as_str()?.parse().ok().map(Value::Date),
        Type::Period => json.as_str()?.parse().ok().map(Value::Period),
        Type::Money => json.as_str()?.parse().ok().map(Value::Money),
        Type::Count => json.as_i64().filter(|count| (-MOST_COUNT..=MOST_COUNT).contains(count)).map(Value::Count),
        Type::Rate => json.as_str()?.parse().ok().map(Value::Rate),
        Type::Files => read_files(json).map(Value::Files),
        Type::List => {
            let rows: Option<Vec<ListRow>> =
                json.as_array()?.iter().map(|row| read_list_row(package, columns, row)).collect();
            rows.map(|rows| Value::List(rows.into()))
        }
        Type::Row(_) => read_name(json).map(Value::Row),
        Type::Rows(_) => read_names(json).map(Value::Rows),
    }
}

/// An option or a row: letters, digits and underscores.
fn read_name(json: &Json) -> Option<Arc<str>> {
    json.as_str().filter(|name| is_name(name)).map(Arc::from)
}

/// Whether a text can be the id of an option or the key of a row.
#[must_use]
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn read_names(json: &Json) -> Option<Vec<RowKey>> {
    let names: Option<Vec<RowKey>> = json.as_array()?.iter().map(read_name).collect();
    names.filter(|names| all_differ(names))
}

fn read_files(json: &Json) -> Option<Vec<FileReference>> {
    let references: Option<Vec<Arc<str>>> = json
        .as_array()?
        .iter()
        .map(|reference| reference.as_str().filter(|reference| !reference.is_empty()).map(Arc::from))
        .collect();
    let file = |reference| FileReference { reference, state: FileState::Clean, category: None };
    references.filter(|references| all_differ(references)).map(|references| references.into_iter().map(file).collect())
}

fn read_list_row(package: &Package, columns: &[Column], json: &Json) -> Option<ListRow> {
    let object = json.as_object()?;
    let known = |name: &String| name == "id" || name == "text" || columns.iter().any(|column| column.id == *name);
    if !object.keys().all(known) {
        return None;
    }
    let cells: Option<Vec<Option<Value>>> = columns
        .iter()
        .map(|column| match object.get(&column.id) {
            None | Some(Json::Null) => Some(None),
            Some(cell) => read_value(package, &column.value, cell).map(Some),
        })
        .collect();
    Some(ListRow { id: read_name(object.get("id")?)?, text: object.get("text")?.as_str()?.into(), columns: cells? })
}

fn write_list_row(columns: &[Column], row: &ListRow) -> Json {
    let mut object = Map::new();
    object.insert("id".to_owned(), Json::from(row.id.as_ref()));
    object.insert("text".to_owned(), Json::from(row.text.as_ref()));
    for (column, cell) in columns.iter().zip(&row.columns) {
        if let Some(cell) = cell {
            object.insert(column.id.clone(), write_value(&[], cell));
        }
    }
    Json::Object(object)
}

fn all_differ(names: &[Arc<str>]) -> bool {
    let mut seen = BTreeSet::new();
    names.iter().all(|name| seen.insert(name))
}

fn columns(item: &Item) -> &[Column] {
    match &item.kind {
        ItemKind::Fact(fact) => &fact.columns,
        _ => &[],
    }
}

fn options(item: &Item) -> Option<&Options> {
    match &item.kind {
        ItemKind::Question(question) => question.options.as_ref(),
        ItemKind::Derive(derive) => derive.options.as_ref(),
        ItemKind::Fact(fact) => fact.options.as_ref(),
        ItemKind::Mark { .. } | ItemKind::Repeat(_) | ItemKind::Evidence(_) => None,
    }
}

fn named(name: &str, value: Json) -> Json {
    let mut object = Map::new();
    object.insert(name.to_owned(), value);
    Json::Object(object)
}

fn only_entry(object: &Map<String, Json>) -> Option<(&str, &Json)> {
    let mut entries = object.iter();
    let (name, value) = entries.next()?;
    entries.next().is_none().then_some((name.as_str(), value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::{Appearance, OptionDefinition, Question, Span};
    use serde_json::json;

    fn round(value_type: Type, written: Json, expected: Value) {
        let package = Package::default();
        assert_eq!(read_value(&package, &value_type, &written), Some(expected.clone()), "{written}");
        assert_eq!(write_value(&[], &expected), written);
    }

    #[test]
    fn every_type_reads_what_it_writes() {
        round(Type::YesNo, json!("yes"), Value::YesNo(true));
        round(Type::YesNo, json!("no"), Value::YesNo(false));
        round(Type::Choice, json!("DA004"), Value::Choice("DA004".into()));
        round(Type::Choices, json!(["cash"]), Value::Choices(vec!["cash".into()]));
        round(Type::Text { long: false }, json!("Ørsted"), Value::Text("Ørsted".into()));
        round(Type::Date, json!("2026-11-18"), Value::Date("2026-11-18".parse().unwrap()));
        round(Type::Period, json!("P3M"), Value::Period("P3M".parse().unwrap()));
        round(Type::Period, json!("P28D"), Value::Period("P28D".parse().unwrap()));
        round(Type::Money, json!("12.50"), Value::Money("12.50".parse().unwrap()));
        round(Type::Money, json!("-3.00"), Value::Money("-3.00".parse().unwrap()));
        round(Type::Count, json!(3), Value::Count(3));
        round(Type::Count, json!(MOST_COUNT), Value::Count(MOST_COUNT));
        round(Type::Rate, json!("12.5"), Value::Rate("12.5".parse().unwrap()));
        round(Type::Row(0), json!("r1"), Value::Row("r1".into()));
        round(Type::Rows(0), json!(["r2", "r1"]), Value::Rows(vec!["r2".into(), "r1".into()]));
    }

    #[test]
    fn what_is_no_value_of_the_type_is_refused() {
        for (value_type, json) in [
            (Type::YesNo, json!(true)),
            (Type::YesNo, json!("Yes")),
            (Type::Choice, json!("")),
            (Type::Choice, json!("a b")),
            (Type::Choice, json!(["a"])),
            (Type::Choices, json!(["a", "a"])),
            (Type::Choices, json!("a")),
            (Type::Text { long: true }, json!("")),
            (Type::Text { long: true }, json!(3)),
            (Type::Date, json!("31/02/2026")),
            (Type::Date, json!("2026-02-30")),
            (Type::Money, json!("12.5")),
            (Type::Money, json!(12.5)),
            (Type::Count, json!(3.0)),
            (Type::Count, json!("3")),
            (Type::Count, json!(MOST_COUNT + 1)),
            (Type::Count, json!(-MOST_COUNT - 1)),
            (Type::Rate, json!("12.5%")),
            (Type::List, json!([{"id": "a"}])),
            (Type::List, json!([{"id": "a", "text": "A", "unheard_of": "x"}])),
            (Type::Text { long: false }, json!(null)),
        ] {
            assert_eq!(read_value(&Package::default(), &value_type, &json), None, "{json}");
        }
    }

    fn package_with(kind: ItemKind) -> Package {
        let item = Item {
            id: "it".into(),
            frame: 0,
            when: None,
            conditions: vec![],
            ask: None,
            hint: None,
            recheck: vec![],
            law: None,
            page: None,
            source: Span::default(),
            kind,
        };
        Package { items: vec![item], ..Package::default() }
    }

    #[test]
    fn a_list_fact_names_its_cells_and_leaves_blank_ones_out() {
        let column = |id: &str, value| Column { id: id.into(), value, from: None, search: false, shown: false };
        let package = package_with(ItemKind::Fact(crate::package::Fact {
            value: Type::List,
            source: "agency".into(),
            options: None,
            max_age: None,
            columns: vec![column("schedules", Type::Choices), column("since", Type::Date)],
        }));
        let written = json!([{"id": "1A234B", "text": "Eastmoor", "schedules": ["MAT"]}]);
        let value = read_item_value(&package, 0, &written).unwrap();
        let row = ListRow {
            id: "1A234B".into(),
            text: "Eastmoor".into(),
            columns: vec![Some(Value::Choices(vec!["MAT".into()])), None],
        };
        assert_eq!(value, Value::List(vec![row].into()));
        assert_eq!(write_item_value(&package, 0, &value), written);
        let pending = write_fact_held(&package, 0, &FactHeld::Pending);
        assert_eq!(read_fact_held(&package, 0, &pending), Some(FactHeld::Pending));
        let held = FactHeld::Value(value);
        assert_eq!(read_fact_held(&package, 0, &write_fact_held(&package, 0, &held)), Some(held));
    }

    #[test]
    fn a_set_stands_in_the_order_of_its_question() {
        let option = |id: &str| OptionDefinition {
            id: id.into(),
            text: 0,
            only: None,
            offer: None,
            law: None,
            alone: false,
            source: Span::default(),
        };
        let package = package_with(ItemKind::Question(Question {
            value: Type::Choices,
            options: Some(Options { own: vec![option("zinc"), option("cash")], ..Options::default() }),
            appearance: Appearance::Plain,
            required: None,
            optional: false,
            suggest: None,
            allow_declined: false,
            allow_not_known: false,
            min: None,
            max: None,
            checks: vec![],
            warnings: vec![],
            missing: None,
            sensitive: false,
        }));
        let value = read_item_value(&package, 0, &json!(["gone", "cash", "zinc"]));
        assert_eq!(value, Some(Value::Choices(vec!["zinc".into(), "cash".into(), "gone".into()])));
    }

    #[test]
    fn every_held_state_reads_what_it_writes() {
        let package = package_with(ItemKind::Mark { page: 0 });
        for held in [
            Held::Empty,
            Held::Value(Value::YesNo(true)),
            Held::Skipped,
            Held::Declined,
            Held::NotKnown,
            Held::Contested(vec![Value::YesNo(true), Value::YesNo(false)]),
            Held::Unparsed("31/02/2026".into()),
        ] {
            assert_eq!(read_held(&package, 0, &write_held(&held)), Some(held));
        }
        assert_eq!(read_held(&package, 0, &json!({"value": "yes", "unparsed": "x"})), None);
        assert_eq!(read_held(&package, 0, &json!("waiting")), None);
    }
}
