//! The named patterns of text (domain.md sections 3 and 7 and the README of its data).

use interview::package::Pattern;
use quantities::Date;

/// Whether a text has a named form. Only `ufn` looks at the day.
pub(crate) fn matches(pattern: Pattern, text: &str, today: Date) -> bool {
    match pattern {
        Pattern::Nino => is_nino(&compact(text), false),
        Pattern::NinoOrExample => is_nino(&compact(text), true),
        Pattern::Postcode => is_postcode(&compact(text)),
        Pattern::Ufn => is_ufn(text, today),
        Pattern::CaseRef => is_case_reference(text),
        Pattern::Office => fits(text, "9A999A"),
        Pattern::Email => is_email(text),
        Pattern::Phone => is_phone(text),
        Pattern::Name => is_name(text, false),
        Pattern::NameWithDigits => is_name(text, true),
        Pattern::Reference => text.chars().all(|sign| letter_digit_or(sign, " .,-/()&'#")),
        Pattern::SlashReference => text.chars().all(|sign| letter_digit_or(sign, " /")),
    }
}

/// Without spaces and hyphens, in upper case.
fn compact(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect::<String>().to_uppercase()
}

fn letter_digit_or(sign: char, others: &str) -> bool {
    sign.is_ascii_alphanumeric() || others.contains(sign)
}

/// `A` stands for a capital letter, `9` for a digit, anything else for itself.
fn fits(text: &str, form: &str) -> bool {
    text.chars().count() == form.chars().count()
        && text.chars().zip(form.chars()).all(|(sign, wanted)| match wanted {
            'A' => sign.is_ascii_uppercase(),
            '9' => sign.is_ascii_digit(),
            other => sign == other,
        })
}

fn is_nino(text: &str, example: bool) -> bool {
    let mut signs = text.chars();
    let (Some(first), Some(second)) = (signs.next(), signs.next()) else { return false };
    let prefix: String = [first, second].iter().collect();
    let never = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&prefix.as_str());
    let issued = !never && !"DFIQUV".contains(first) && !"DFIOQUV".contains(second);
    let allowed = issued || (example && prefix == "QQ");
    allowed && fits(text, "AA999999A") && text.ends_with(['A', 'B', 'C', 'D'])
}

fn is_postcode(text: &str) -> bool {
    if text == "GIR0AA" {
        return true;
    }
    let signs: Vec<char> = text.chars().collect();
    let Some((outward, inward)) = signs.len().checked_sub(3).and_then(|length| signs.split_at_checked(length)) else {
        return false;
    };
    let [number, one, two] = inward else { return false };
    let in_inward = |sign: &char| sign.is_ascii_uppercase() && !"CIKMOV".contains(*sign);
    if !number.is_ascii_digit() || !in_inward(one) || !in_inward(two) {
        return false;
    }
    outward.iter().collect::<String>() == "ZZ99" || is_outward(outward)
}

/// `[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]?`
fn is_outward(outward: &[char]) -> bool {
    let Some((first, rest)) = outward.split_first() else { return false };
    let rest = match rest.split_first() {
        Some((second, rest)) if second.is_ascii_uppercase() && !"IJZ".contains(*second) => rest,
        _ => rest,
    };
    let first_fits = first.is_ascii_uppercase() && !"QVX".contains(*first);
    first_fits
        && match rest {
            [digit] => digit.is_ascii_digit(),
            [digit, last] => digit.is_ascii_digit() && (last.is_ascii_uppercase() || last.is_ascii_digit()),
            _ => false,
        }
}

/// `DDMMYY/NNN`, a real date of this century that is not after today.
fn is_ufn(text: &str, today: Date) -> bool {
    let number = |from: usize| text.get(from..from + 2).and_then(|two| two.parse::<u8>().ok());
    let date = || Date::new(2000 + i32::from(number(4)?), number(2)?, number(0)?);
    fits(text, "999999/999") && date().is_some_and(|date| date <= today)
}

/// Twelve digits that begin with 1 or 3, or an older one: letters, digits, `/` and spaces, up to 35.
fn is_case_reference(text: &str) -> bool {
    let length = text.chars().count();
    (1..=35).contains(&length) && text.chars().all(|sign| letter_digit_or(sign, " /"))
}

fn is_email(text: &str) -> bool {
    let Some((before, domain)) = text.split_once('@') else { return false };
    let no_spaces = !text.chars().any(char::is_whitespace);
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
    !before.is_empty() && dotted && !domain.contains('@') && no_spaces && text.chars().count() <= 200
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=18).contains(&digits) && text.chars().all(|sign| sign.is_ascii_digit() || " +()-.".contains(sign))
}

fn is_name(text: &str, with_digits: bool) -> bool {
    let mark = |sign: char| ('\u{300}'..='\u{36f}').contains(&sign);
    let letter = |sign: char| sign.is_alphabetic() || mark(sign) || (with_digits && sign.is_ascii_digit());
    text.chars().any(char::is_alphabetic) && text.chars().all(|sign| letter(sign) || " -'’.".contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        Date::new(2026, 11, 23).unwrap()
    }

    #[test]
    fn a_postcode_has_its_two_halves() {
        for right in ["SW1A 1AA", "M1 1AE", "b33 8th", "GIR 0AA", "ZZ99 3AZ"] {
            assert!(matches(Pattern::Postcode, right, today()), "{right}");
        }
        for wrong in ["", "SW1A", "SW1A 1A", "QW1A 1AA", "SW1A 1CA", "1AA 1AA"] {
            assert!(!matches(Pattern::Postcode, wrong, today()), "{wrong}");
        }
    }

    #[test]
    fn a_number_of_the_examples_is_taken_only_where_examples_are() {
        assert!(matches(Pattern::Nino, "ab 12 34 56 c", today()));
        assert!(!matches(Pattern::Nino, "QQ123456C", today()));
        assert!(matches(Pattern::NinoOrExample, "QQ123456C", today()));
        assert!(!matches(Pattern::Nino, "AB123456E", today()));
        assert!(!matches(Pattern::Nino, "GB123456A", today()));
    }

    #[test]
    fn a_ufn_is_no_day_of_the_future() {
        assert!(matches(Pattern::Ufn, "231126/001", today()));
        assert!(!matches(Pattern::Ufn, "241126/001", today()));
        assert!(!matches(Pattern::Ufn, "310226/001", today()));
    }
}
