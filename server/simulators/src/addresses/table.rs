//! The addresses the simulator knows: `data/addresses.csv` of the reference data, as received.
//!
//! Left out: spelling; every word typed must be a word of the address.

use serde::{Deserialize, Serialize};

const TABLE: &str = include_str!("../../data/addresses.csv");

pub(super) struct Table(Vec<Row>);

#[derive(Deserialize)]
struct Row {
    postcode: String,
    line_1: String,
    line_2: String,
    town: String,
}

/// An address as it is sent.
#[derive(Serialize)]
pub(super) struct Address<'a> {
    lines: Vec<&'a str>,
    town: &'a str,
    postcode: &'a str,
}

impl Table {
    pub(super) fn read() -> Result<Self, csv::Error> {
        let rows = csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize();
        Ok(Self(rows.collect::<Result<Vec<Row>, csv::Error>>()?))
    }

    /// In the order of the table. `building` may be empty.
    pub(super) fn all_at(&self, compact_postcode: &str, building: &str) -> Vec<Address<'_>> {
        let typed = words(building);
        let rows = self.0.iter().filter(|row| compact(&row.postcode) == compact_postcode && row.has_all(&typed));
        rows.map(Row::address).collect()
    }
}

impl Row {
    fn address(&self) -> Address<'_> {
        let lines = [self.line_1.as_str(), &self.line_2].into_iter().filter(|line| !line.is_empty()).collect();
        Address { lines, town: &self.town, postcode: &self.postcode }
    }

    fn has_all(&self, typed: &[String]) -> bool {
        let known = words(&format!("{} {} {}", self.line_1, self.line_2, self.town));
        typed.iter().all(|word| known.contains(word))
    }
}

/// Without spaces, in upper case.
pub(super) fn compact(postcode: &str) -> String {
    postcode.split_whitespace().collect::<String>().to_ascii_uppercase()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
