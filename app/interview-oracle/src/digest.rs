//! The digest of a draft (E-95).

use crate::apply::Oracle;
use crate::view::{Frame, View};
use interview::package::{ItemKind, Type, hash};
use interview::place::Place;
use interview::value::{Held, RowKey, Value};
use interview::wire::{write_fact_held, write_held};
use serde_json::json;

impl Oracle {
    /// SHA-256 of the lines of [`Oracle::digest_lines`], each ended by a line feed.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let text: String = self.digest_lines().iter().map(|line| format!("{line}\n")).collect();
        hash(text.as_bytes())
    }

    /// What the digest is made of, sorted by bytes.
    #[must_use]
    pub fn digest_lines(&self) -> Vec<String> {
        let view = self.view();
        let mut lines = Vec::new();
        for (index, _) in view.items() {
            let relevant = view.instances(index).into_iter().filter(|place| view.is_relevant(place));
            lines.extend(relevant.filter_map(|place| view.digest_line(&place)));
        }
        lines.sort();
        lines
    }
}

impl View<'_> {
    fn digest_line(&self, place: &Place) -> Option<String> {
        let item = self.item(place.item)?;
        let held = match &item.kind {
            ItemKind::Question(question) if question.sensitive => return None,
            ItemKind::Question(question) if question.value == Type::Files => self.files_held(place),
            ItemKind::Question(question) => write_held(&self.numbered_held(question.value, place)),
            ItemKind::Mark { .. } => write_held(&self.held_at(place)),
            ItemKind::Evidence(_) => self.files_held(place),
            ItemKind::Fact(fact) if fact.value == Type::List => return None,
            ItemKind::Fact(_) => write_fact_held(self.package, place.item, &self.fact_counts_as(place)),
            ItemKind::Repeat(repeat) => {
                let frame = self.frame_of(place);
                let end = if self.is_open(*repeat, &frame) { "open" } else { "closed" };
                let count = self.rows(*repeat, &frame).len();
                return Some(format!("{}\t{end}\t{count}", self.write(&self.numbered(place))));
            }
            ItemKind::Derive(_) => return None,
        };
        Some(format!("{}\t{held}", self.write(&self.numbered(place))))
    }

    fn files_held(&self, place: &Place) -> serde_json::Value {
        let files = self.files_at(place);
        if files.is_empty() {
            return write_held(&self.held_at(place));
        }
        // Files are attached at places of their own, which commute: their order must not show.
        let mut references: Vec<&str> = files.iter().map(|file| file.reference.as_ref()).collect();
        references.sort_unstable();
        json!({ "value": references })
    }

    /// The place with the numbers of its rows.
    fn numbered(&self, place: &Place) -> Place {
        let Some(item) = self.item(place.item) else { return place.clone() };
        let mut frame = Frame::application();
        let mut rows = Vec::new();
        for (repeat, key) in self.around(item).into_iter().zip(&place.rows) {
            rows.push(self.number_of(repeat, key, &frame));
            frame.kind = repeat + 1;
            frame.rows.push(key.clone());
        }
        Place { item: place.item, rows }
    }

    /// A row's number in its list; under `for=` it keeps its option.
    fn number_of(&self, repeat: u32, key: &RowKey, parent: &Frame) -> RowKey {
        let by_option = self.repeat(repeat).is_some_and(|node| !node.for_options.is_empty());
        let position = self.rows(repeat, parent).iter().position(|row| row == key);
        match position {
            Some(position) if !by_option => (position + 1).to_string().into(),
            _ => key.clone(),
        }
    }

    fn numbered_held(&self, value_type: Type, place: &Place) -> Held {
        let frame = self.frame_of(place);
        let number = |repeat: u32, key: &RowKey| {
            let parent = self.repeat(repeat).and_then(|node| self.outward(&frame, node.parent));
            parent.map_or_else(|| key.clone(), |parent| self.number_of(repeat, key, &parent))
        };
        match (self.held_at(place), value_type) {
            (Held::Value(Value::Row(key)), Type::Row(repeat)) => Held::Value(Value::Row(number(repeat, &key))),
            (Held::Value(Value::Rows(keys)), Type::Rows(repeat)) => {
                Held::Value(Value::Rows(keys.iter().map(|key| number(repeat, key)).collect()))
            }
            (held, _) => held,
        }
    }
}
