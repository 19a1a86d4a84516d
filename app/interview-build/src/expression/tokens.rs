//! Words, numbers, dates, texts and signs of an expression.

use quantities::{Date, Money, Period, Rate};

/// A token and the bytes it stands on in the expression.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Word(String),
    /// A whole number and how it is written.
    Count(i64, String),
    Money(Money),
    Rate(Rate),
    Date(Date),
    Text(String),
    Sign(&'static str),
    End,
}

/// Why a text has no tokens: where, and what is wrong there.
pub(super) struct TokenError {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) message: String,
}

const SIGNS: [&str; 14] = ["<=", ">=", "<", ">", "(", ")", "[", "]", ".", ",", ":", "+", "-", "*"];

/// All tokens, an end last.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, TokenError> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) =
            token(rest, first).map_err(|(length, message)| TokenError { start: at, end: at + length, message })?;
        found.push(Token { kind, start: at, end: at + length });
        at += length;
    }
    found.push(Token { kind: TokenKind::End, start: text.len(), end: text.len() });
    Ok(found)
}

fn token(rest: &str, first: char) -> Result<(TokenKind, usize), (usize, String)> {
    match first {
        '£' => money(rest),
        '\'' => {
            let inside = rest.get(1..).unwrap_or("");
            let length = inside.find('\'').ok_or((1, "this text has no end: `'` is missing".to_owned()))?;
            Ok((TokenKind::Text(inside.get(..length).unwrap_or("").to_owned()), length + 2))
        }
        _ if first.is_ascii_digit() => number(rest),
        _ if first.is_ascii_alphabetic() || first == '_' => {
            let word = word(rest);
            Ok((TokenKind::Word(word.to_owned()), word.len()))
        }
        _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            Some(sign) => Ok((TokenKind::Sign(sign), sign.len())),
            None => Err((first.len_utf8(), format!("`{first}` means nothing here"))),
        },
    }
}

fn word(rest: &str) -> &str {
    let end = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_')).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

fn digits(rest: &str) -> &str {
    let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

/// Digits with or without a comma before every three.
fn grouped(rest: &str) -> &str {
    let mut end = digits(rest).len();
    if (1..=3).contains(&end) {
        while rest
            .get(end..)
            .is_some_and(|more| more.starts_with(',') && digits(more.get(1..).unwrap_or("")).len() == 3)
        {
            end += 4;
        }
    }
    rest.get(..end).unwrap_or("")
}

fn whole(written: &str) -> Option<i64> {
    written.replace(',', "").parse().ok()
}

/// Digits after a point, if there are any.
fn decimals(rest: &str) -> Option<&str> {
    rest.strip_prefix('.').map(digits).filter(|digits| !digits.is_empty())
}

fn number(rest: &str) -> Result<(TokenKind, usize), (usize, String)> {
    if let Some(date) = date(rest) {
        return date;
    }
    let word = word(rest);
    if word.len() > digits(rest).len() {
        // An option may begin with a digit.
        return Ok((TokenKind::Word(word.to_owned()), word.len()));
    }
    let written = grouped(rest);
    let after = rest.get(written.len()..).unwrap_or("");
    let too_large = || (written.len(), format!("`{written}` is too large"));
    if let Some(more) = decimals(after) {
        let length = written.len() + 1 + more.len();
        if !rest.get(length..).is_some_and(|end| end.starts_with('%')) {
            return Err((length, format!("`{written}.{more}` needs £ or %: a count is whole")));
        }
        let rate = format!("{}.{more}", written.replace(',', "")).parse::<Rate>();
        return rate.map(|rate| (TokenKind::Rate(rate), length + 1)).map_err(|_| too_large());
    }
    if after.starts_with('%') {
        let rate = written.replace(',', "").parse::<Rate>();
        return rate.map(|rate| (TokenKind::Rate(rate), written.len() + 1)).map_err(|_| too_large());
    }
    let count = whole(written).ok_or_else(too_large)?;
    Ok((TokenKind::Count(count, written.to_owned()), written.len()))
}

/// A date, or why it is none; nothing if it does not look like one.
fn date(rest: &str) -> Option<Result<(TokenKind, usize), (usize, String)>> {
    let written = rest.get(..10)?;
    let looks = written
        .bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !looks {
        return None;
    }
    Some(match written.parse::<Date>() {
        Ok(date) => Ok((TokenKind::Date(date), 10)),
        Err(_) => Err((10, format!("`{written}` is no day from 1900 to 2199"))),
    })
}

fn money(rest: &str) -> Result<(TokenKind, usize), (usize, String)> {
    let after = rest.get('£'.len_utf8()..).unwrap_or("");
    let written = grouped(after);
    let start = '£'.len_utf8();
    if written.is_empty() {
        return Err((start, "`£` has no amount".to_owned()));
    }
    let more = after.get(written.len()..).and_then(decimals);
    let length = start + written.len() + more.map_or(0, |more| more.len() + 1);
    if more.is_some_and(|more| more.len() != 2) {
        return Err((length, "pence have two digits".to_owned()));
    }
    let pence = whole(written)
        .and_then(|pounds| pounds.checked_mul(100))
        .and_then(|pence| pence.checked_add(more.and_then(|more| more.parse().ok()).unwrap_or(0)))
        .and_then(Money::from_pence);
    pence.map(|money| (TokenKind::Money(money), length)).ok_or((length, "this amount is too large".to_owned()))
}

/// `28 days`, `3 months`, `1 year`.
pub(crate) fn read_period(text: &str) -> Option<Period> {
    let (number, unit) = text.split_once(' ')?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    period(number.parse().ok()?, unit)
}

/// So many of a unit of time.
pub(super) fn period(number: i64, unit: &str) -> Option<Period> {
    let number = i32::try_from(number).ok()?;
    match unit {
        "day" | "days" => Some(Period::of_days(number)),
        "month" | "months" => Some(Period::of_months(number)),
        "year" | "years" => number.checked_mul(12).map(Period::of_months),
        _ => None,
    }
}
