//! Pounds and pence, exact.
//!
//! Left out: other currencies, fractions of a penny: whoever divides says how to round.

use std::fmt;
use std::str::FromStr;

use crate::Rate;
use crate::number::{
    NotThisText, canonical_digits, digits, divide_rounded, fixed_digits, grouped, sign, typed_decimal,
};
use crate::text_in_serde;

/// £10,000,000,000,000 in pence.
const MOST_PENCE: i64 = 1_000_000_000_000_000;
/// The first amount that is too large to type: £100,000,000 in pence (domain.md section 3).
const TYPED_LIMIT_PENCE: i64 = 10_000_000_000;

/// An amount in whole pence, from −£10,000,000,000,000 to £10,000,000,000,000.
///
/// Text and JSON are pounds with exactly two decimals and no grouping: `12.50`, `-3.00`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// What becomes of a fraction of a penny.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rounding {
    /// To the next lower penny, towards minus infinity: −1.5p becomes −2p.
    Down,
    /// To the next higher penny, towards plus infinity: −1.5p becomes −1p.
    Up,
    /// To the nearest penny, a half away from zero: 1.5p becomes 2p and −1.5p becomes −2p.
    Nearest,
}

/// Why what was typed is no amount, in the order in which it is told (domain.md section 7).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MoneyProblem {
    /// Nothing was typed.
    Missing,
    /// It is no number.
    NotANumber,
    /// It is £100,000,000 or more.
    TooLarge,
    /// It has more than two decimals.
    TooManyDecimals,
}

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// This many pence; `None` out of bounds.
    pub fn from_pence(pence: i64) -> Option<Money> {
        (-MOST_PENCE..=MOST_PENCE).contains(&pence).then_some(Money(pence))
    }

    /// Whole pence.
    pub const fn pence(self) -> i64 {
        self.0
    }

    /// The sum; `None` out of bounds.
    pub fn plus(self, other: Money) -> Option<Money> {
        Money::from_pence(self.0.checked_add(other.0)?)
    }

    /// The difference; `None` out of bounds.
    pub fn minus(self, other: Money) -> Option<Money> {
        Money::from_pence(self.0.checked_sub(other.0)?)
    }

    /// So many times as much; `None` out of bounds.
    pub fn times(self, count: i64) -> Option<Money> {
        Money::from_pence(self.0.checked_mul(count)?)
    }

    /// The same amount with the other sign, never out of bounds.
    #[must_use]
    pub fn negate(self) -> Money {
        Money(-self.0)
    }

    /// The share of the amount, rounded to a penny once at the end; `None` out of bounds.
    pub fn share(self, rate: Rate, rounding: Rounding) -> Option<Money> {
        let product = i128::from(self.0).checked_mul(i128::from(rate.millionths()))?;
        Money::from_pence(divide_rounded(product, 1_000_000, rounding)?)
    }

    /// The amount in so many equal parts, rounded to a penny; `None` for no parts.
    pub fn divide(self, parts: i64, rounding: Rounding) -> Option<Money> {
        Money::from_pence(divide_rounded(i128::from(self.0), i128::from(parts), rounding)?)
    }

    /// How it reads: `£1,250.50`, without pence when there are none: `£1,250`, `-£3`.
    pub fn written(self) -> String {
        let size = self.0.unsigned_abs();
        let (pounds, pence) = (grouped(size / 100), size % 100);
        let minus = if self.0 < 0 { "-" } else { "" };
        if pence == 0 { format!("{minus}£{pounds}") } else { format!("{minus}£{pounds}.{pence:02}") }
    }

    /// Reads what a person types: `£`, spaces and commas are taken out, at most two decimals.
    ///
    /// A minus is understood, so that the question's own lower limit can be told; an upper one is always
    /// £99,999,999.99 (domain.md sections 3 and 7).
    pub fn read_typed(text: &str) -> Result<Money, MoneyProblem> {
        let text: String = text
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '£' | ','))
            .map(|sign| if sign == '\u{2212}' { '-' } else { sign })
            .collect();
        if text.is_empty() {
            return Err(MoneyProblem::Missing);
        }
        let (negative, pounds, decimals) = typed_decimal(&text).ok_or(MoneyProblem::NotANumber)?;
        let whole_pence =
            digits(pounds).and_then(|pounds| pounds.checked_mul(100)).filter(|pence| *pence < TYPED_LIMIT_PENCE);
        // A large debt is not “too large”: no sentence would fit, and no question takes it.
        let too_large = if negative { MoneyProblem::NotANumber } else { MoneyProblem::TooLarge };
        let whole_pence = whole_pence.ok_or(too_large)?;
        if decimals.len() > 2 {
            return Err(MoneyProblem::TooManyDecimals);
        }
        let pence = whole_pence + digits(&format!("{decimals:0<2}")).unwrap_or_default();
        Ok(Money(if negative { -pence } else { pence }))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let minus = if self.0 < 0 { "-" } else { "" };
        write!(formatter, "{minus}{}.{:02}", size / 100, size % 100)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "£{self}")
    }
}

impl FromStr for Money {
    type Err = NotThisText;

    /// Exactly what `Display` writes, nothing looser.
    fn from_str(text: &str) -> Result<Money, NotThisText> {
        read(text).ok_or(NotThisText::new("amount"))
    }
}

fn read(text: &str) -> Option<Money> {
    let (negative, number) = sign(text);
    let (pounds, pence) = number.split_once('.')?;
    let size = canonical_digits(pounds)?.checked_mul(100)?.checked_add(fixed_digits(pence, 2)?)?;
    if negative && size == 0 {
        return None;
    }
    Money::from_pence(if negative { -size } else { size })
}

text_in_serde!(Money, "pounds with two decimals like 12.50");
