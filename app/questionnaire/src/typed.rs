//! What people type into the controls of a page, as values in canonical form (domain.md section 7). The wizard in the browser
//! and the plain form on the server read alike. What is no value of its type is kept as it was typed.
//!
//! Left out: whether a value is allowed; the definition's checks say that.

use interview::package::{Code, Function, ItemIndex, ItemKind, Op, Package, Pattern, Type};
use interview::pattern::matches;
use interview::plan::{Control, OptionPlan};
use interview::value::{OptionId, Value};
use interview::wire::is_name;
use quantities::{Date, Money, Rate, read_typed_date};
use unicode_normalization::UnicodeNormalization;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A value in canonical form.
    Value(Value),
    /// Nothing.
    Empty,
    /// No value of its type, as it was typed; the boxes of a date joined as in `31/2/2026`.
    Unparsed(String),
}

/// Reads the parts of a control: `("", …)` for a control with one field (several times for checkboxes), `("day", …)`,
/// `("month", …)` and `("year", …)` for a date. `current_year` decides what two figures of a year mean.
#[must_use]
pub fn read_typed(
    package: &Package,
    item: ItemIndex,
    control: Control,
    parts: &[(&str, &str)],
    current_year: i32,
) -> Typed {
    let part = |name: &str| parts.iter().find(|(of, _)| *of == name).map_or("", |(_, text)| *text);
    match control {
        Control::Checkboxes | Control::Rows => members(control, parts),
        Control::Date => date(part("day"), part("month"), part("year"), current_year),
        Control::LongText(_) => several_lines(part("")),
        Control::Text(_) | Control::Search(true) => one_line(package, item, part("")),
        _ => {
            let text = tidy(part(""));
            if text.is_empty() { Typed::Empty } else { one_value(control, text) }
        }
    }
}

/// The option that a person means by typing its text or its id, whatever the capitals.
#[must_use]
pub fn find_option(options: &[OptionPlan], typed: &str) -> Option<OptionId> {
    let wanted = tidy(typed).to_lowercase();
    let mut meant = options.iter().filter(|option| {
        option.can_be_chosen && (option.text.to_lowercase() == wanted || option.id.to_lowercase() == wanted)
    });
    let found = meant.next()?;
    meant.next().is_none().then(|| found.id.clone())
}

/// Normal form C, single spaces, none at the ends, no NUL.
#[must_use]
pub fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split(|sign: char| sign.is_whitespace() || sign == '\0').collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ").nfc().collect()
}

fn one_value(control: Control, text: String) -> Typed {
    let value = match control {
        Control::YesNo => match text.as_str() {
            "yes" => Some(Value::YesNo(true)),
            "no" => Some(Value::YesNo(false)),
            _ => None,
        },
        Control::Radios | Control::Select | Control::Search(false) => {
            is_name(&text).then(|| Value::Choice(text.as_str().into()))
        }
        Control::Row => is_name(&text).then(|| Value::Row(text.as_str().into())),
        Control::Money => Money::read_typed(&text).ok().map(Value::Money),
        Control::Rate => Rate::read_typed(&text).ok().map(Value::Rate),
        Control::Count => count(&text).map(Value::Count),
        Control::Period => text.parse().ok().map(Value::Period),
        _ => None,
    };
    value.map_or(Typed::Unparsed(text), Typed::Value)
}

/// A whole number within 2^53; commas and spaces between its figures are taken out.
fn count(text: &str) -> Option<i64> {
    let figures: String = text.chars().filter(|sign| !matches!(sign, ',' | ' ')).collect();
    let digits = figures.strip_prefix('-').unwrap_or(&figures);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    figures.parse().ok().filter(|number: &i64| number.unsigned_abs() <= 1 << 53)
}

fn members(control: Control, parts: &[(&str, &str)]) -> Typed {
    let mut ids: Vec<OptionId> = Vec::new();
    for (_, id) in parts.iter().filter(|(of, id)| of.is_empty() && is_name(id)) {
        if !ids.iter().any(|other| **other == **id) {
            ids.push((*id).into());
        }
    }
    match (ids.is_empty(), control) {
        (true, _) => Typed::Empty,
        (false, Control::Rows) => Typed::Value(Value::Rows(ids)),
        (false, _) => Typed::Value(Value::Choices(ids)),
    }
}

fn date(day: &str, month: &str, year: &str, current_year: i32) -> Typed {
    let boxes = [day, month, year].map(tidy);
    let [day, month, year] = &boxes;
    if boxes.iter().all(String::is_empty) {
        return Typed::Empty;
    }
    match read_typed_date(day, month, year, current_year) {
        Ok(date) => Typed::Value(Value::Date(date)),
        Err(_) => Typed::Unparsed(boxes.join("/")),
    }
}

fn several_lines(text: &str) -> Typed {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").nfc().collect();
    let text = text.trim();
    if text.is_empty() { Typed::Empty } else { Typed::Value(Value::Text(text.into())) }
}

fn one_line(package: &Package, item: ItemIndex, text: &str) -> Typed {
    let text = tidy(text);
    if text.is_empty() {
        return Typed::Empty;
    }
    let canonical = patterns(package, item).into_iter().find_map(|pattern| in_form(&text, pattern));
    Typed::Value(Value::Text(canonical.unwrap_or(text).as_str().into()))
}

/// The patterns that the item's own checks ask of it.
fn patterns(package: &Package, item: ItemIndex) -> Vec<Pattern> {
    let Some(ItemKind::Question(question)) = package.items.get(item as usize).map(|item| &item.kind) else {
        return Vec::new();
    };
    if !matches!(question.value, Type::Text { .. }) {
        return Vec::new();
    }
    let codes = question.checks.iter().filter_map(|check| package.codes.get(check.condition as usize));
    codes.flat_map(|code: &Code| code.ops.windows(2)).filter_map(|ops| asked_of(item, ops)).collect()
}

fn asked_of(item: ItemIndex, ops: &[Op]) -> Option<Pattern> {
    match ops {
        [Op::Read { item: read, .. }, Op::Call(Function::Matches(pattern))] if *read == item => Some(*pattern),
        _ => None,
    }
}

/// The one way in which a text of this form is kept; `None` where it has not this form, and stays as typed.
fn in_form(text: &str, pattern: Pattern) -> Option<String> {
    let compact =
        |out: &[char]| -> String { text.chars().filter(|sign| !sign.is_whitespace() && !out.contains(sign)).collect() };
    let form = match pattern {
        Pattern::Nino | Pattern::NinoOrExample => compact(&['-']).to_uppercase(),
        Pattern::Phone => compact(&[]),
        Pattern::Postcode => {
            let signs = compact(&['-']).to_uppercase();
            let inward_at = signs.len().checked_sub(3).filter(|at| signs.is_char_boundary(*at))?;
            let (outward, inward) = signs.split_at(inward_at);
            format!("{outward} {inward}")
        }
        _ => return None,
    };
    matches(&form, pattern, Date::LAST).then_some(form)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use super::*;
    use interview::package::{Check, Item, Question, Span};

    /// A question of type text whose check asks for a pattern, as the compiler writes it.
    fn asking(pattern: Pattern) -> Package {
        let question = Question {
            value: Type::Text { long: false },
            options: None,
            appearance: interview::package::Appearance::Plain,
            required: None,
            optional: false,
            suggest: None,
            allow_declined: false,
            allow_not_known: false,
            min: None,
            max: None,
            checks: vec![Check { condition: 0, text: 0 }],
            warnings: vec![],
            missing: None,
            sensitive: false,
        };
        let item = Item {
            id: "asked".into(),
            frame: 0,
            when: None,
            conditions: vec![],
            ask: None,
            hint: None,
            recheck: vec![],
            law: None,
            page: None,
            source: Span::default(),
            kind: ItemKind::Question(question),
        };
        let ops = vec![Op::Read { item: 0, level: 0 }, Op::Call(Function::Matches(pattern))];
        let code = Code { ops, frame: 0, offer: false, source: Span::default() };
        Package { items: vec![item], codes: vec![code], ..Package::default() }
    }

    fn read(package: &Package, control: Control, parts: &[(&str, &str)]) -> Typed {
        read_typed(package, 0, control, parts, 2026)
    }

    fn text(pattern: Pattern, typed: &str) -> Typed {
        read(&asking(pattern), Control::Text(100), &[("", typed)])
    }

    fn kept(text: &str) -> Typed {
        Typed::Value(Value::Text(text.into()))
    }

    #[test]
    fn text_is_trimmed_its_spaces_made_one_and_composed() {
        assert_eq!(text(Pattern::Name, "  Ann \u{a0} Mo\u{308}rn\tson "), kept("Ann Mörn son"));
        assert_eq!(text(Pattern::Name, " \t "), Typed::Empty);
        assert_eq!(text(Pattern::Name, "A\0nn"), kept("A nn"));
        let lines = read(&Package::default(), Control::LongText(100), &[("", " one\r\n\r\ntwo  three \r\n")]);
        assert_eq!(lines, kept("one\n\ntwo  three"));
    }

    #[test]
    fn numbers_and_codes_have_one_form_and_others_stay_as_typed() {
        assert_eq!(text(Pattern::NinoOrExample, "qq 12 34 01 c"), kept("QQ123401C"));
        assert_eq!(text(Pattern::Nino, "qq 12 34"), kept("qq 12 34"));
        assert_eq!(text(Pattern::Postcode, "aq12bx"), kept("AQ1 2BX"));
        assert_eq!(text(Pattern::Postcode, "aq1 2"), kept("aq1 2"));
        assert_eq!(text(Pattern::Phone, "020 7946 0000"), kept("02079460000"));
    }

    #[test]
    fn s_20_what_is_no_value_is_kept_as_typed() {
        let package = Package::default();
        let date = |day, month, year| read(&package, Control::Date, &[("day", day), ("month", month), ("year", year)]);
        assert_eq!(date("31", "02", "2026"), Typed::Unparsed("31/02/2026".into()));
        assert_eq!(date("1", "", "2026"), Typed::Unparsed("1//2026".into()));
        assert_eq!(date("", " ", ""), Typed::Empty);
        assert_eq!(date("23", "nov", "26"), Typed::Value(Value::Date(Date::new(2026, 11, 23).unwrap())));
        let one = |control, typed| read(&package, control, &[("", typed)]);
        assert_eq!(one(Control::Money, "£1,250.5"), Typed::Value(Value::Money(Money::from_pence(125_050).unwrap())));
        assert_eq!(one(Control::Money, "lots"), Typed::Unparsed("lots".into()));
        assert_eq!(one(Control::Count, "1,200"), Typed::Value(Value::Count(1_200)));
        assert_eq!(one(Control::Count, "1.5"), Typed::Unparsed("1.5".into()));
        assert_eq!(one(Control::YesNo, "maybe"), Typed::Unparsed("maybe".into()));
    }

    #[test]
    fn checkboxes_repeat_their_name_and_none_ticked_is_nothing() {
        let package = Package::default();
        let ticked = read(&package, Control::Checkboxes, &[("", "cash"), ("", "shares"), ("", "cash"), ("", "<b>")]);
        assert_eq!(ticked, Typed::Value(Value::Choices(vec!["cash".into(), "shares".into()])));
        assert_eq!(read(&package, Control::Checkboxes, &[]), Typed::Empty);
    }
}
