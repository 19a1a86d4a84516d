//! The state that the lists of changes rebuild, and nothing else (E-51): each list is checked to name only what changed,
//! each thing once, in order.

use interview::package::{FrameType, ItemKind, Package};
use interview::place::{read_place, repeats_around, write_place};
use interview::value::RowKey;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What the lists are about: frame type and rows, for dropping what stands in a row that goes.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    frame: FrameType,
    rows: Vec<RowKey>,
    aspects: BTreeMap<String, Json>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rebuilt {
    entries: BTreeMap<String, Entry>,
}

impl Rebuilt {
    /// Takes one list of changes.
    pub fn take(&mut self, package: &Package, changes: &Json) -> Result<(), String> {
        let changes = changes.as_array().ok_or("changes are no list")?;
        let mut seen = Vec::new();
        let mut gone: Vec<(FrameType, Vec<RowKey>)> = Vec::new();
        for change in changes {
            let (name, frame, rows) = target(package, change)?;
            if seen.contains(&name) {
                return Err(format!("{name} is named twice in {changes:?}"));
            }
            seen.push(name.clone());
            let entry = self.entries.entry(name.clone()).or_insert(Entry { frame, rows, aspects: BTreeMap::new() });
            for (aspect, value) in change.as_object().ok_or("no object")? {
                if ["at", "page", "rows", "task"].contains(&aspect.as_str())
                    && !(aspect == "rows" && change.get("at").is_some())
                {
                    continue;
                }
                let before = entry.aspects.get(aspect).cloned().unwrap_or_else(|| default(aspect));
                if before == *value {
                    return Err(format!("{name}: {aspect} is told to have changed to {value}, which it was before"));
                }
                if aspect == "rows" {
                    let kept: Vec<&str> = value.as_array().ok_or("rows")?.iter().filter_map(Json::as_str).collect();
                    for row in before.as_array().ok_or("rows")?.iter().filter_map(Json::as_str) {
                        if !kept.contains(&row) {
                            let item = read_place(package, change["at"].as_str().unwrap_or("")).ok_or("at")?.item;
                            let ItemKind::Repeat(repeat) = package.items[item as usize].kind else {
                                return Err("rows".into());
                            };
                            gone.push((repeat + 1, entry.rows.iter().cloned().chain([row.into()]).collect()));
                        }
                    }
                }
                if *value == default(aspect) {
                    entry.aspects.remove(aspect);
                } else {
                    entry.aspects.insert(aspect.clone(), value.clone());
                }
            }
        }
        for (kind, rows) in gone {
            self.entries.retain(|_, entry| !stands_in(package, entry, kind, &rows));
        }
        self.entries.retain(|_, entry| !entry.aspects.is_empty());
        in_order(package, changes)
    }

    pub fn aspects(&self) -> BTreeMap<String, BTreeMap<String, Json>> {
        self.entries.iter().map(|(name, entry)| (name.clone(), entry.aspects.clone())).collect()
    }
}

fn default(aspect: &str) -> Json {
    match aspect {
        "relevance" | "required" | "excused" => json!("no"),
        "value" => json!("void"),
        "options" | "problems" | "rows" => json!([]),
        "status" => json!("not_needed"),
        _ => json!(false),
    }
}

fn stands_in(package: &Package, entry: &Entry, kind: FrameType, rows: &[RowKey]) -> bool {
    let around = repeats_around(package, entry.frame);
    around.get(rows.len() - 1).is_some_and(|repeat| repeat + 1 == kind) && entry.rows.starts_with(rows)
}

fn target(package: &Package, change: &Json) -> Result<(String, FrameType, Vec<RowKey>), String> {
    if let Some(at) = change.get("at").and_then(Json::as_str) {
        let place = read_place(package, at).ok_or_else(|| format!("no place: {at}"))?;
        if write_place(package, &place) != at {
            return Err(format!("{at} is not written as places are"));
        }
        let item = &package.items[place.item as usize];
        return Ok((at.to_owned(), item.frame, place.rows));
    }
    if let Some(id) = change.get("page").and_then(Json::as_str) {
        let page = package.pages.iter().find(|page| page.id == id).ok_or_else(|| format!("no page {id}"))?;
        let mut rows: Vec<RowKey> = Vec::new();
        let mut name = format!("page:{id}");
        for repeat in repeats_around(package, page.frame) {
            let item = package.repeats[repeat as usize].item;
            let row =
                change["rows"][package.items[item as usize].id.as_str()].as_str().ok_or("a page without its row")?;
            name.push_str(&format!("[{row}]"));
            rows.push(row.into());
        }
        return Ok((name, page.frame, rows));
    }
    let task = change.get("task").and_then(Json::as_str).ok_or("neither place, page nor task")?;
    Ok((format!("task:{task}"), 0, Vec::new()))
}

/// Items as declared, then evidence, pages, tasks.
fn in_order(package: &Package, changes: &[Json]) -> Result<(), String> {
    let rank = |change: &Json| -> (u32, usize) {
        if let Some(at) = change.get("at").and_then(Json::as_str) {
            let item = read_place(package, at).map_or(0, |place| place.item);
            let evidence = matches!(package.items[item as usize].kind, ItemKind::Evidence(_));
            return (u32::from(evidence), item as usize);
        }
        if let Some(id) = change.get("page").and_then(Json::as_str) {
            return (2, package.pages.iter().position(|page| page.id == id).unwrap_or(0));
        }
        let id = change.get("task").and_then(Json::as_str).unwrap_or("");
        (3, package.tasks.iter().position(|task| task.id == id).unwrap_or(0))
    };
    let ranks: Vec<(u32, usize)> = changes.iter().map(rank).collect();
    let classes: Vec<u32> = ranks.iter().map(|rank| rank.0).collect();
    if !classes.is_sorted() {
        return Err(format!("the list is not in order: {changes:?}"));
    }
    let tops: Vec<usize> = ranks.iter().filter(|rank| rank.0 == 3).map(|rank| rank.1).collect();
    if !tops.is_sorted() {
        return Err(format!("tasks are not in order: {changes:?}"));
    }
    Ok(())
}
