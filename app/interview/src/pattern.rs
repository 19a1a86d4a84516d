//! The named patterns of `matches` (domain.md sections 3 and 7, domain/data/README.md). Texts arrive in canonical form.

use crate::package::Pattern;
use quantities::Date;

/// Whether a text has the form of a pattern; `today` decides for `ufn`, whose date may not be in the future.
#[must_use]
pub fn matches(text: &str, pattern: Pattern, today: Date) -> bool {
    match pattern {
        Pattern::Nino => is_nino(text, false),
        Pattern::NinoOrExample => is_nino(text, true),
        Pattern::Postcode => is_postcode(text),
        Pattern::Ufn => is_ufn(text, today),
        Pattern::CaseRef => is_case_reference(text),
        Pattern::Office => is_office(text),
        Pattern::Email => is_email(text),
        Pattern::Phone => is_phone(text),
        Pattern::Name => is_name(text, false),
        Pattern::NameWithDigits => is_name(text, true),
        Pattern::Reference => is_made_of(text, " .,-/()&'\u{2019}#"),
        Pattern::SlashReference => is_made_of(text, " /"),
    }
}

/// Upper case without spaces and hyphens.
fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').flat_map(char::to_uppercase).collect()
}

fn is_nino(text: &str, with_example: bool) -> bool {
    let text = squeezed(text);
    let Ok([first, second, digits @ .., last]) = <[u8; 9]>::try_from(text.as_bytes()) else { return false };
    if !digits.iter().all(u8::is_ascii_digit) || !(b'A'..=b'D').contains(&last) {
        return false;
    }
    if with_example && [first, second] == *b"QQ" {
        return true;
    }
    let refused = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
    !refused.contains(&&[first, second])
        && matches!(first, b'A'..=b'C' | b'E' | b'G' | b'H' | b'J'..=b'P' | b'R'..=b'T' | b'W'..=b'Z')
        && matches!(second, b'A'..=b'C' | b'E' | b'G' | b'H' | b'J'..=b'N' | b'P' | b'R'..=b'T' | b'W'..=b'Z')
}

fn is_postcode(text: &str) -> bool {
    let text = squeezed(text);
    if text == "GIR0AA" {
        return true;
    }
    let bytes = text.as_bytes();
    let Some(split) = bytes.len().checked_sub(3) else { return false };
    let (outward, inward) = bytes.split_at_checked(split).unwrap_or((&[], &[]));
    let [sector, first, second] = *inward else { return false };
    let unit = |sign: u8| matches!(sign, b'A' | b'B' | b'D'..=b'H' | b'J' | b'L' | b'N' | b'P'..=b'U' | b'W'..=b'Z');
    if !(sector.is_ascii_digit() && unit(first) && unit(second)) {
        return false;
    }
    outward == b"ZZ99" || is_outward(outward)
}

/// `[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]?`
fn is_outward(outward: &[u8]) -> bool {
    let [area, rest @ ..] = outward else { return false };
    if !matches!(area, b'A'..=b'P' | b'R'..=b'U' | b'W' | b'Y' | b'Z') {
        return false;
    }
    let rest = match rest {
        [b'A'..=b'H' | b'K'..=b'Y', rest @ ..] => rest,
        _ => rest,
    };
    match rest {
        [district] => district.is_ascii_digit(),
        [district, more] => district.is_ascii_digit() && (more.is_ascii_digit() || more.is_ascii_uppercase()),
        _ => false,
    }
}

/// `DDMMYY/NNN`: a real date of this century that is not after today.
fn is_ufn(text: &str, today: Date) -> bool {
    let Some((date, number)) = text.split_once('/') else { return false };
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(date, 6) || !digits(number, 3) {
        return false;
    }
    let part = |range: std::ops::Range<usize>| date.get(range).and_then(|digits| digits.parse::<u8>().ok());
    let (Some(day), Some(month), Some(year)) = (part(0..2), part(2..4), part(4..6)) else { return false };
    Date::new(2000 + i32::from(year), month, day).is_some_and(|date| date <= today)
}

/// 12 digits starting 1 or 3, or an older reference of up to 35 letters, digits, spaces and `/`.
fn is_case_reference(text: &str) -> bool {
    let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits {
        return text.starts_with(['1', '3']);
    }
    text.chars().count() <= 35
        && text.chars().any(|sign| sign.is_ascii_alphabetic() || sign == '/')
        && text.chars().any(|sign| sign.is_ascii_alphanumeric())
        && text.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == ' ' || sign == '/')
}

fn is_office(text: &str) -> bool {
    let [first, letter, digits @ .., last] = text.as_bytes() else { return false };
    first.is_ascii_digit()
        && letter.is_ascii_uppercase()
        && digits.len() == 3
        && digits.iter().all(u8::is_ascii_digit)
        && last.is_ascii_uppercase()
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty()
        && !domain.contains('@')
        && text.chars().count() <= 200
        && !text.chars().any(char::is_whitespace)
        && domain.split('.').count() >= 2
        && domain.split('.').all(|label| !label.is_empty())
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=18).contains(&digits)
        && text.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, ' ' | '+' | '(' | ')' | '-' | '.'))
}

fn is_name(text: &str, with_digits: bool) -> bool {
    text.chars().any(char::is_alphabetic)
        && text.chars().all(|sign| {
            sign.is_alphabetic()
                || is_mark(sign)
                || matches!(sign, ' ' | '-' | '\'' | '\u{2019}' | '.')
                || (with_digits && sign.is_ascii_digit())
        })
}

/// Combining marks that NFC leaves apart (the blocks of combining diacritical marks).
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_made_of(text: &str, others: &str) -> bool {
    !text.is_empty() && text.chars().all(|sign| sign.is_alphanumeric() || others.contains(sign))
}
