//! The references by which people name a case (domain.md section 3): ours from the start, the Agency's once sent.
//!
//! Left out: that no two cases share one, which the store sees to; the older, freer case references of earlier
//! applications, which are answers.

use std::fmt;
use std::str::FromStr;

use quantities::NotThisText;

/// 0–9 and A–Z without the six letters that are mistaken for others.
const SIGNS: [char; 30] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'H', 'J', 'K', 'L', 'M', 'N', 'P',
    'R', 'T', 'U', 'V', 'W', 'X', 'Y',
];
/// 30 signs in 6 places.
const APPLICATION_REFERENCES: u64 = 729_000_000;
/// The Agency's references of today begin with 3 and have 11 digits more.
const CASE_REFERENCES_OF_A_KIND: u64 = 100_000_000_000;

/// `L-XXX-XXX`, given when an application is started and never changed. Text and JSON alike.
///
/// Reading it ignores case and whatever is not a letter or digit, so ` l 123 abc ` is `L-123-ABC`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApplicationReference(u32);

/// The Agency's 12 digits, beginning with 3 (today) or 1. Text and JSON alike.
///
/// Reading it ignores whatever is not a letter or digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseReference(u64);

impl ApplicationReference {
    /// The reference these random bits choose out of 729 million; another one may already have it.
    pub fn from_random(bits: u64) -> ApplicationReference {
        ApplicationReference(u32::try_from(bits % APPLICATION_REFERENCES).unwrap_or_default())
    }
}

impl CaseReference {
    /// A reference as the Agency's simulator gives it: 3 and 11 digits that these random bits choose.
    pub fn from_random(bits: u64) -> CaseReference {
        CaseReference(3 * CASE_REFERENCES_OF_A_KIND + bits % CASE_REFERENCES_OF_A_KIND)
    }
}

impl fmt::Display for ApplicationReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut divisor: u32 = 24_300_000;
        formatter.write_str("L")?;
        for place in 0..6 {
            if place % 3 == 0 {
                formatter.write_str("-")?;
            }
            let sign = usize::try_from(self.0 / divisor % 30).ok().and_then(|index| SIGNS.get(index));
            write!(formatter, "{}", sign.ok_or(fmt::Error)?)?;
            divisor = (divisor / 30).max(1);
        }
        Ok(())
    }
}

impl fmt::Debug for ApplicationReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for ApplicationReference {
    type Err = NotThisText;

    fn from_str(text: &str) -> Result<ApplicationReference, NotThisText> {
        read_application_reference(text).ok_or(NotThisText::new("application reference"))
    }
}

fn read_application_reference(text: &str) -> Option<ApplicationReference> {
    let signs: String = text.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>().to_uppercase();
    let signs = signs.strip_prefix('L')?;
    if signs.chars().count() != 6 {
        return None;
    }
    let mut number: u32 = 0;
    for sign in signs.chars() {
        let value = SIGNS.iter().position(|known| *known == sign)?;
        number = number.checked_mul(30)?.checked_add(u32::try_from(value).ok()?)?;
    }
    Some(ApplicationReference(number))
}

quantities::text_in_serde!(ApplicationReference, "an application reference like L-123-ABC");

impl fmt::Display for CaseReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:012}", self.0)
    }
}

impl fmt::Debug for CaseReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for CaseReference {
    type Err = NotThisText;

    fn from_str(text: &str) -> Result<CaseReference, NotThisText> {
        let digits: String = text.chars().filter(|sign| sign.is_alphanumeric()).collect();
        let well_formed =
            digits.len() == 12 && digits.starts_with(['1', '3']) && digits.bytes().all(|digit| digit.is_ascii_digit());
        let number = if well_formed { digits.parse().ok() } else { None };
        number.map(CaseReference).ok_or(NotThisText::new("case reference"))
    }
}

quantities::text_in_serde!(CaseReference, "12 digits beginning with 3 or 1");
