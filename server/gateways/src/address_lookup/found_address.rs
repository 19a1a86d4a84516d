//! An address of a reply, as a row of the list to choose from.
//!
//! Left out: putting it into the fields of an address.

use std::fmt;

use super::Postcode;

/// An address that the service knows. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundAddress {
    /// Made of the address itself (`[a-z0-9_]+`), so that a choice kept from an earlier reply never names another.
    pub id: String,
    /// The lines before the town, at least one, none empty.
    pub lines: Vec<String>,
    /// The town.
    pub town: String,
    /// The postcode in canonical form.
    pub postcode: String,
    /// Lines, town and postcode in one line, joined with commas: what is shown and chosen.
    pub text: String,
}

impl FoundAddress {
    /// The row for these parts.
    pub(super) fn new(lines: Vec<String>, town: String, postcode: &Postcode) -> Self {
        let postcode = postcode.as_str().to_owned();
        let parts: Vec<&str> = lines.iter().chain([&town, &postcode]).map(String::as_str).collect();
        let text = parts.join(", ");
        Self { id: id_of(&text), lines, town, postcode, text }
    }
}

impl fmt::Debug for FoundAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("FoundAddress").finish_non_exhaustive()
    }
}

/// Gives the second and third of equal ids a number of their own, and leaves out addresses that are the same.
pub(super) fn without_doubles(found: Vec<FoundAddress>) -> Vec<FoundAddress> {
    let mut kept: Vec<FoundAddress> = Vec::with_capacity(found.len());
    for mut address in found {
        if kept.iter().any(|other| other.text == address.text) {
            continue;
        }
        let base = address.id.clone();
        let mut number = 2_usize;
        while kept.iter().any(|other| other.id == address.id) {
            address.id = format!("{base}_{number}");
            number = number.saturating_add(1);
        }
        kept.push(address);
    }
    kept
}

/// Letters and digits of the text in lower case, everything between as one underscore.
fn id_of(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(lines: &[&str]) -> FoundAddress {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        FoundAddress::new(lines, "Eastmoor".to_owned(), &Postcode::read("aq12bx").unwrap())
    }

    #[test]
    fn the_text_is_the_address_in_one_line_and_the_id_is_made_of_it() {
        let found = address(&["Flat 3", "18 Quarry Lane"]);
        assert_eq!(found.text, "Flat 3, 18 Quarry Lane, Eastmoor, AQ1 2BX");
        assert_eq!(found.id, "flat_3_18_quarry_lane_eastmoor_aq1_2bx");
        assert_eq!(format!("{found:?}"), "FoundAddress { .. }");
    }

    #[test]
    fn equal_addresses_are_one_and_equal_ids_are_told_apart() {
        let kept = without_doubles(vec![address(&["1-2 Mill"]), address(&["1 2 Mill"]), address(&["1-2 Mill"])]);
        let ids: Vec<&str> = kept.iter().map(|address| address.id.as_str()).collect();
        assert_eq!(ids, ["1_2_mill_eastmoor_aq1_2bx", "1_2_mill_eastmoor_aq1_2bx_2"]);
    }
}
