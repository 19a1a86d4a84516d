//! Digits in texts: the strict reading shared by every quantity, and grouping by thousands.

use std::cmp::Ordering;
use std::fmt;

use crate::Rounding;

/// The text is not one that this type writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotThisText(&'static str);

impl NotThisText {
    /// The error of reading something; the noun says what, as in `date`.
    pub const fn new(noun: &'static str) -> NotThisText {
        NotThisText(noun)
    }
}

impl fmt::Display for NotThisText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a {}", self.0)
    }
}

impl std::error::Error for NotThisText {}

/// Reads ASCII digits alone: no sign, no space, at least one.
pub(crate) fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// As `digits`, refusing leading zeros, so that each number has one text.
pub(crate) fn canonical_digits(text: &str) -> Option<i64> {
    if text.len() > 1 && text.starts_with('0') { None } else { digits(text) }
}

/// Reads exactly `length` digits, leading zeros and all.
pub(crate) fn fixed_digits(text: &str, length: usize) -> Option<i64> {
    if text.len() == length { digits(text) } else { None }
}

/// Takes one leading minus off: whether there was one, and the rest.
pub(crate) fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

/// A number as people type it, split: whether it is negative, the digits before the point and those after it.
///
/// Nothing before the point reads as 0, and no point as `.0`. `None` if it is no number.
pub(crate) fn typed_decimal(text: &str) -> Option<(bool, &str, &str)> {
    let (negative, number) = sign(text);
    let (whole, decimals) = match number.split_once('.') {
        Some(("", decimals)) => ("0", decimals),
        Some(parts) => parts,
        None => (number, "0"),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits(whole) && all_digits(decimals)).then_some((negative, whole, decimals))
}

/// The integer next to `numerator / denominator`; `None` when the denominator is zero or the result leaves i64.
pub(crate) fn divide_rounded(numerator: i128, denominator: i128, rounding: Rounding) -> Option<i64> {
    let (numerator, denominator) =
        if denominator < 0 { (numerator.checked_neg()?, denominator.checked_neg()?) } else { (numerator, denominator) };
    let floor = numerator.checked_div_euclid(denominator)?;
    let remainder = numerator.checked_rem_euclid(denominator)?;
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => remainder != 0,
        Rounding::Nearest => match remainder.checked_mul(2)?.cmp(&denominator) {
            Ordering::Less => false,
            Ordering::Greater => true,
            // Away from zero: up when the quotient is positive, down when it is negative.
            Ordering::Equal => floor >= 0,
        },
    };
    i64::try_from(if up { floor.checked_add(1)? } else { floor }).ok()
}

/// Digits with a comma before every three from the right.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len().saturating_mul(2));
    for (position, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(position);
        if position > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
