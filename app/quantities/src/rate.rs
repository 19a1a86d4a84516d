//! Shares in per cent, exact to a ten-thousandth of one per cent.

use std::fmt;
use std::str::FromStr;

use crate::number::{NotThisText, canonical_digits, digits, sign, typed_decimal};
use crate::text_in_serde;

const ONE_PER_CENT: i64 = 10_000;

/// A share in millionths: a hundred per cent is 1,000,000.
///
/// Text and JSON are per cent without the sign and without idle zeros: `12.5`, `75`, `-0.25`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rate(i64);

/// Why what was typed is no percentage (domain.md section 7; one sentence covers all but the first).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RateProblem {
    /// Nothing was typed.
    Missing,
    /// It is no number.
    NotANumber,
    /// It is below 0 or above 100.
    OutOfRange,
    /// It has more than two decimals.
    TooManyDecimals,
}

impl Rate {
    /// The rate of this many millionths; any number of them is a rate.
    pub const fn from_millionths(millionths: i64) -> Rate {
        Rate(millionths)
    }

    /// Millionths; 1,000,000 is a hundred per cent.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// How it reads in English: `12.5%`.
    pub fn written(self) -> String {
        format!("{self}%")
    }

    /// Reads what a person types: 0 to 100, at most two decimals; spaces and the sign % are taken out.
    pub fn read_typed(text: &str) -> Result<Rate, RateProblem> {
        let text: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '%').collect();
        if text.is_empty() {
            return Err(RateProblem::Missing);
        }
        let (negative, whole, decimals) = typed_decimal(&text).ok_or(RateProblem::NotANumber)?;
        let some_in = |digits: &str| digits.bytes().any(|digit| digit != b'0');
        let whole_percent = digits(whole).filter(|percent| *percent <= 100).ok_or(RateProblem::OutOfRange)?;
        let below = negative && (some_in(whole) || some_in(decimals));
        if below || (whole_percent == 100 && some_in(decimals)) {
            return Err(RateProblem::OutOfRange);
        }
        if decimals.len() > 2 {
            return Err(RateProblem::TooManyDecimals);
        }
        let hundredths = digits(&format!("{decimals:0<2}")).unwrap_or_default();
        Ok(Rate(whole_percent * ONE_PER_CENT + hundredths * (ONE_PER_CENT / 100)))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let (whole, decimals) = (size / 10_000, size % 10_000);
        if self.0 < 0 {
            formatter.write_str("-")?;
        }
        write!(formatter, "{whole}")?;
        if decimals != 0 {
            let decimals = format!("{decimals:04}");
            write!(formatter, ".{}", decimals.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}%")
    }
}

impl FromStr for Rate {
    type Err = NotThisText;

    /// Up to four decimals, idle zeros at the end allowed (`12.50`); no sign but a minus, no leading zeros.
    fn from_str(text: &str) -> Result<Rate, NotThisText> {
        read(text).ok_or(NotThisText::new("rate"))
    }
}

fn read(text: &str) -> Option<Rate> {
    let (negative, number) = sign(text);
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    if decimals.len() > 4 {
        return None;
    }
    digits(decimals)?;
    let size = i128::from(canonical_digits(whole)?)
        .checked_mul(i128::from(ONE_PER_CENT))?
        .checked_add(i128::from(digits(&format!("{decimals:0<4}"))?))?;
    if negative && size == 0 {
        return None;
    }
    Some(Rate(i64::try_from(if negative { -size } else { size }).ok()?))
}

text_in_serde!(Rate, "per cent like 12.5");
