//! Splits what was typed into the one field “Postcode and house name or number”.
//!
//! Left out: the sentence when there is no postcode in it (“Enter a full UK postcode”).

use std::fmt;

use super::Postcode;

/// The most characters that are split; what is longer has no postcode.
pub const MOST_SEARCH_CHARACTERS: usize = 200;
/// How many pieces a postcode is put together from, in the order in which that is tried: as it is usually typed, then
/// torn apart (`S W1A 1 AA`), where the longest reading leaves nothing of it behind.
const PIECES: [usize; 7] = [1, 2, 7, 6, 5, 4, 3];

/// What to look for. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct AddressSearch {
    /// Where.
    pub postcode: Postcode,
    /// House name or number, or more of the address; empty if only the postcode was typed.
    pub building: String,
}

impl AddressSearch {
    /// Reads the one field; `None` if no full postcode is in it.
    pub fn read(typed: &str) -> Option<Self> {
        let (postcode, building) = split_search(typed);
        Some(Self { postcode: postcode?, building })
    }
}

impl fmt::Debug for AddressSearch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("AddressSearch").finish_non_exhaustive()
    }
}

/// The postcode in what was typed, and the rest of it with single spaces.
///
/// The postcode may stand anywhere between spaces or commas: `AQ1 2BX, Flat 3`, `flat 3 aq12bx`. Of several readings
/// the usual one counts (in `Flat A N1 4AG` that is `N1 4AG`, not `AN1 4AG`), then the last, since an address ends
/// with it. Pieces on two sides of a comma are never put together.
pub fn split_search(typed: &str) -> (Option<Postcode>, String) {
    if typed.chars().count() > MOST_SEARCH_CHARACTERS {
        return (None, tidy(typed));
    }
    let pieces = pieces_of(typed);
    for length in PIECES {
        let found = pieces.windows(length).rev().find_map(|window| read_window(typed, window));
        if let Some((postcode, before, after)) = found {
            let sides = [tidy(before), tidy(after)];
            let kept: Vec<&str> = sides.iter().map(String::as_str).filter(|side| !side.is_empty()).collect();
            return (Some(postcode), kept.join(" "));
        }
    }
    (None, tidy(typed))
}

/// A piece between blanks or commas, by its bytes in what was typed.
struct Piece {
    start: usize,
    end: usize,
}

fn read_window<'a>(typed: &'a str, window: &[Piece]) -> Option<(Postcode, &'a str, &'a str)> {
    let (start, end) = (window.first()?.start, window.last()?.end);
    let joined = typed.get(start..end).filter(|joined| !joined.contains(','))?;
    let postcode = Postcode::read(joined)?;
    Some((postcode, typed.get(..start)?, typed.get(end..)?))
}

fn pieces_of(typed: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (at, letter) in typed.char_indices() {
        if !is_between(letter) {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            pieces.push(Piece { start, end: at });
        }
    }
    if let Some(start) = start {
        pieces.push(Piece { start, end: typed.len() });
    }
    pieces
}

fn is_between(letter: char) -> bool {
    letter.is_whitespace() || letter == ','
}

/// Single spaces, no commas or blanks at the ends.
fn tidy(text: &str) -> String {
    let trimmed = text.trim_matches(is_between);
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, postcode: Option<&str>, rest: &str) {
        let (found, building) = split_search(typed);
        assert_eq!((found.as_ref().map(Postcode::as_str), building.as_str()), (postcode, rest), "{typed:?}");
    }

    #[test]
    fn the_postcode_is_found_wherever_it_stands() {
        check("AQ1 2BX", Some("AQ1 2BX"), "");
        check("aq12bx", Some("AQ1 2BX"), "");
        check(" AQ1-2BX , ", Some("AQ1 2BX"), "");
        check("AQ1 2BX Flat 3", Some("AQ1 2BX"), "Flat 3");
        check("AQ1 2BX, Flat 3", Some("AQ1 2BX"), "Flat 3");
        check("Flat 3, 18 Quarry Lane, Eastmoor, AQ1 2BX", Some("AQ1 2BX"), "Flat 3, 18 Quarry Lane, Eastmoor");
        check("18  Quarry\tLane aq1\u{a0}2bx", Some("AQ1 2BX"), "18 Quarry Lane");
        check("Flat 3, AQ1 2BX, Eastmoor", Some("AQ1 2BX"), "Flat 3 Eastmoor");
        check("3aq12bx", None, "3aq12bx");
        check("SW1A 1AA UK", Some("SW1A 1AA"), "UK");
        check("Tŷ Gwyn LL11 1AA", Some("LL11 1AA"), "Tŷ Gwyn");
    }

    #[test]
    fn of_several_readings_the_usual_one_counts_then_the_last() {
        check("Flat A N1 4AG", Some("N1 4AG"), "Flat A");
        check("A N14AG", Some("N1 4AG"), "A");
        check("S W1A 1 AA", Some("SW1A 1AA"), "");
        check("Flat 3 S W 1 A 1 A A", Some("SW1A 1AA"), "Flat 3");
        check("AQ1 2BX or AQ2 5DR", Some("AQ2 5DR"), "AQ1 2BX or");
        check("Flat B1, 2AB Street", None, "Flat B1, 2AB Street");
    }

    #[test]
    fn without_a_full_postcode_what_was_typed_is_kept() {
        check("", None, "");
        check("18 Quarry Lane", None, "18 Quarry Lane");
        check("AQ1", None, "AQ1");
        check("AQ1 2B", None, "AQ1 2B");
        let long = format!("AQ1 2BX {}", "1".repeat(MOST_SEARCH_CHARACTERS));
        check(&long, None, &long);
    }

    #[test]
    fn nothing_of_a_search_is_shown_in_a_log() {
        let search = AddressSearch::read("AQ1 2BX Flat 3").unwrap();
        assert_eq!(format!("{search:?} {:?}", search.postcode), "AddressSearch { .. } Postcode(..)");
    }
}
