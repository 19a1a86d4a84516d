//! The digest of a draft (E-95) and the list of what is submitted (E-25). No ids, authors, times or sources take part.

use crate::draft::Draft;
use crate::frame::FrameId;
use crate::package::{ItemIndex, ItemKind, Type};
use crate::query::Blocker;
use crate::value::{FactHeld, Held, Value};
use crate::wire;
use serde_json::json;
use sha2::{Digest, Sha256};

/// What is sent: every relevant item that is not sensitive with its state, and the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The day it was judged for.
    pub today: quantities::Date,
    /// Place and held state as JSON text of engine.md section 12a, in the order of the digest's lines.
    pub lines: Vec<String>,
    /// SHA-256 of those lines.
    pub digest: [u8; 32],
}

impl Draft {
    /// SHA-256 of the digest's lines.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        for line in self.digest_lines() {
            hasher.update(line.as_bytes());
            hasher.update(b"\n");
        }
        hasher.finalize().into()
    }

    /// What would be sent.
    ///
    /// # Errors
    /// Everything in the way, where something is.
    pub fn submission(&self) -> Result<Submission, Vec<Blocker>> {
        let blockers = self.blockers();
        if blockers.is_empty() {
            Ok(Submission { today: self.today(), lines: self.digest_lines(), digest: self.digest() })
        } else {
            Err(blockers)
        }
    }

    /// The lines of the digest, sorted by bytes.
    #[must_use]
    pub fn digest_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, item) in (0..).zip(&self.compiled().package.items) {
            for frame in self.live_frames(item.frame) {
                if self.relevance_of(frame, index).is_yes()
                    && let Some(state) = self.digest_state(frame, index, &item.kind)
                {
                    lines.push(format!("{}\t{state}", self.numbered_place(frame, index)));
                }
            }
        }
        lines.sort_unstable();
        lines
    }

    fn digest_state(&self, frame: FrameId, index: ItemIndex, kind: &ItemKind) -> Option<String> {
        let package = &self.compiled().package;
        match kind {
            ItemKind::Question(question) if question.sensitive => None,
            ItemKind::Question(question) if question.value == Type::Files => Some(self.files_state(frame, index)),
            ItemKind::Question(_) | ItemKind::Mark { .. } => {
                Some(wire::write_held(&self.numbered_held(frame, index)).to_string())
            }
            ItemKind::Evidence(_) => Some(self.files_state(frame, index)),
            ItemKind::Fact(fact) if fact.value == Type::List => None,
            ItemKind::Fact(_) => {
                let held: FactHeld = self.fact_state(frame, index);
                Some(wire::write_fact_held(package, index, &held).to_string())
            }
            ItemKind::Repeat(repeat) => {
                let end = if self.is_open(frame, *repeat) { "open" } else { "closed" };
                Some(format!("{end}\t{}", self.row_frames(frame, *repeat).len()))
            }
            ItemKind::Derive(_) => None,
        }
    }

    fn files_state(&self, frame: FrameId, index: ItemIndex) -> String {
        // Each file is a place of its own, so that the order in which they were given must not show (E-56).
        let mut files: Vec<&str> = self.files_in(frame, index).iter().map(|file| file.reference.as_ref()).collect();
        if files.is_empty() {
            return wire::write_held(self.held_in(frame, index)).to_string();
        }
        files.sort_unstable();
        json!({ "value": files }).to_string()
    }

    /// Held state with rows named by their number in the list.
    fn numbered_held(&self, frame: FrameId, index: ItemIndex) -> Held {
        let value_type = self.compiled().package.items.get(index as usize).and_then(|item| item.kind.value_type());
        let (Some(Type::Row(repeat) | Type::Rows(repeat)), Held::Value(value)) =
            (value_type, self.held_in(frame, index))
        else {
            return self.held_in(frame, index).clone();
        };
        let number = |key: &crate::value::RowKey| {
            let row = self
                .rows_from(frame, repeat)
                .into_iter()
                .find(|row| self.frame(*row).is_some_and(|row| row.row == *key));
            row.map_or_else(|| key.clone(), |row| self.numbered_key(row).into())
        };
        match value {
            Value::Row(key) => Held::Value(Value::Row(number(key))),
            Value::Rows(keys) => Held::Value(Value::Rows(keys.iter().map(number).collect())),
            other => Held::Value(other.clone()),
        }
    }

    fn numbered_key(&self, row: FrameId) -> String {
        let Some(frame) = self.frame(row) else { return String::new() };
        let by_option = frame
            .repeat()
            .and_then(|repeat| self.compiled().package.repeats.get(repeat as usize))
            .is_some_and(|repeat| !repeat.for_options.is_empty());
        if by_option { frame.row.to_string() } else { (frame.position + 1).to_string() }
    }

    /// A place with its rows by number (by option under `for=`).
    fn numbered_place(&self, frame: FrameId, index: ItemIndex) -> String {
        let mut place = self.place_in(frame, index);
        let mut current = frame;
        let mut keys = Vec::new();
        while let Some(row) = self.frame(current)
            && row.repeat().is_some()
        {
            keys.push(self.numbered_key(current).into());
            current = row.parent;
        }
        keys.reverse();
        place.rows = keys;
        self.compiled().write_place(&place)
    }
}
