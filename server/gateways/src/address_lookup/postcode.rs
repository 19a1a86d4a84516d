//! A UK postcode in canonical form: one space before the last three characters.
//!
//! Left out: whether it is in use. The rule is that of the reference data (README, postcode_vectors.csv).

use std::fmt;

/// A postcode of the right shape. Its `Debug` hides it: with a house number it says where somebody lives.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Postcode(String);

impl Postcode {
    /// Reads `text` without its spaces and hyphens, in upper case; `None` if that is no postcode.
    pub fn read(text: &str) -> Option<Self> {
        let kept = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        // Seven are the most; the eighth shows that it is too long.
        let compact: String = kept.take(8).map(|letter| letter.to_ascii_uppercase()).collect();
        let inward_at = compact.len().checked_sub(3).filter(|_| compact.is_ascii())?;
        let (outward, inward) = compact.split_at(inward_at);
        let fits = (is_outward(outward) && is_inward(inward)) || (outward == "GIR" && inward == "0AA");
        fits.then(|| Self(format!("{outward} {inward}")))
    }

    /// In canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Postcode(..)")
    }
}

/// `[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]?`, or `ZZ99`, which stands for no fixed abode.
fn is_outward(text: &str) -> bool {
    let first = |byte: u8| byte.is_ascii_uppercase() && !matches!(byte, b'Q' | b'V' | b'X');
    let second = |byte: u8| byte.is_ascii_uppercase() && !matches!(byte, b'I' | b'J' | b'Z');
    let last = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    match *text.as_bytes() {
        [a, b] => first(a) && b.is_ascii_digit(),
        [a, b, c] => first(a) && ((b.is_ascii_digit() && last(c)) || (second(b) && c.is_ascii_digit())),
        [a, b, c, d] => text == "ZZ99" || (first(a) && second(b) && c.is_ascii_digit() && last(d)),
        _ => false,
    }
}

/// `[0-9][ABD-HJLNP-UW-Z]{2}`.
fn is_inward(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_uppercase() && !matches!(byte, b'C' | b'I' | b'K' | b'M' | b'O' | b'V');
    matches!(*text.as_bytes(), [a, b, c] if a.is_ascii_digit() && letter(b) && letter(c))
}
