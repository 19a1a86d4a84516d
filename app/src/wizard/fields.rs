//! A question of the page plan as the options of one component: the one source of the plain and the living form.

use crate::wizard::problems;
use components::{
    CheckboxesOptions, Choice, Control, ControlState, DateInputOptions, DateParts, InputWidth, LabelSize,
    RadiosOptions, SearchOptions, SelectOptions, TextInputKind, TextInputOptions, TextareaOptions, yes_no,
};
use interview::plan::{Control as Asked, OptionPlan, PagePlan, PagePlanKind, QuestionPlan, ShownPlan};
use interview::value::{Held, Three, Value};
use words::wizard;

/// One field with its component.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Yes or no, or one of few.
    Radios(RadiosOptions),
    /// Several.
    Checkboxes(CheckboxesOptions),
    /// One of a list.
    Select(SelectOptions),
    /// One of many.
    Search(SearchOptions),
    /// One line.
    Text(TextInputOptions),
    /// Several lines.
    LongText(TextareaOptions),
    /// A day.
    Date(DateInputOptions),
    /// What cannot be given yet (files).
    Nothing,
}

/// How a page's fields are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Whether its answers can be changed at present.
    pub may_answer: bool,
    /// Whether the page was continued, so that what is missing is an error.
    pub was_continued: bool,
    /// Whether the only question of the page carries the heading.
    pub is_only: bool,
}

/// Questions on a page, in order, those of groups and rows among them.
#[must_use]
pub fn questions(plan: &PagePlan) -> Vec<&QuestionPlan> {
    let mut found = Vec::new();
    let mut left: Vec<&ShownPlan> = plan.shown.iter().rev().collect();
    while let Some(next) = left.pop() {
        match next {
            ShownPlan::Question(question) => found.push(question.as_ref()),
            ShownPlan::Value(_) => {}
            ShownPlan::Group { shown, .. } | ShownPlan::Row { shown, .. } => left.extend(shown.iter().rev()),
        }
    }
    found
}

/// Whether the page's only question carries its heading.
#[must_use]
pub fn is_only_question(plan: &PagePlan) -> bool {
    matches!(plan.shown.as_slice(), [ShownPlan::Question(_)]) && plan.kind == PagePlanKind::Form && plan.hint.is_none()
}

/// The component of a question.
#[must_use]
pub fn field(question: &QuestionPlan, appearance: Appearance) -> Field {
    let control = control(question, appearance);
    match question.control {
        Asked::YesNo => {
            let (yes, no) = wizard::yes_and_no();
            Field::Radios(RadiosOptions {
                is_inline: true,
                ..RadiosOptions::new(control, yes_no(yes, no), typed(question))
            })
        }
        Asked::Radios | Asked::Row => Field::Radios(RadiosOptions::new(control, choices(question), typed(question))),
        Asked::Checkboxes | Asked::Rows => checkboxes(question, control),
        Asked::Select => Field::Select(SelectOptions {
            prompt: Some(wizard::select_prompt().to_owned()),
            ..SelectOptions::new(control, choices(question), typed(question))
        }),
        Asked::Search(takes_any) => search(question, control, takes_any),
        Asked::Text(longest) => text(question, control, longest),
        Asked::LongText(longest) => Field::LongText(TextareaOptions {
            limit: usize::try_from(longest).ok(),
            ..TextareaOptions::new(control, typed(question))
        }),
        Asked::Date => Field::Date(DateInputOptions::new(control, date_parts(question))),
        Asked::Money => Field::Text(TextInputOptions {
            kind: TextInputKind::Decimal,
            width: InputWidth::Ten,
            prefix: Some("£".to_owned()),
            ..TextInputOptions::new(control, typed(question))
        }),
        Asked::Count | Asked::Period => Field::Text(TextInputOptions {
            kind: TextInputKind::Digits,
            width: InputWidth::Five,
            ..TextInputOptions::new(control, typed(question))
        }),
        Asked::Rate => Field::Text(TextInputOptions {
            kind: TextInputKind::Decimal,
            width: InputWidth::Five,
            suffix: Some("%".to_owned()),
            ..TextInputOptions::new(control, typed(question))
        }),
        Asked::Files => Field::Nothing,
    }
}

fn control(question: &QuestionPlan, appearance: Appearance) -> Control {
    let is_optional = question.required == Three::No && !question.options.iter().any(|option| option.is_alone);
    let label = if is_optional { wizard::optional(&question.label) } else { question.label.clone() };
    Control {
        hint: question.hint.clone(),
        error: problems::sentence(question, appearance.was_continued),
        is_heading: appearance.is_only,
        label_size: if appearance.is_only { LabelSize::Large } else { LabelSize::Small },
        state: if appearance.may_answer { ControlState::Open } else { ControlState::ReadOnly },
        ..Control::new(question.name.clone(), label)
    }
}

/// What stands in a field: the answer in the form in which it is typed, what was typed and could not be read, or the
/// suggestion.
#[must_use]
pub fn typed(question: &QuestionPlan) -> String {
    match (&question.held, &question.suggestion) {
        (Held::Value(value), _) => as_typed(value),
        (Held::Unparsed(typed), _) => typed.clone(),
        (Held::Empty, Some(suggestion)) => as_typed(suggestion),
        _ => String::new(),
    }
}

/// A value in the form in which it is typed.
#[must_use]
pub fn as_typed(value: &Value) -> String {
    match value {
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Choice(id) | Value::Text(id) | Value::Row(id) => id.to_string(),
        Value::Money(money) => money.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Rate(rate) => rate.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Period(period) => period.to_string(),
        Value::Choices(_) | Value::Rows(_) | Value::Files(_) | Value::List(_) => String::new(),
    }
}

/// The three boxes of a date.
#[must_use]
pub fn date_parts(question: &QuestionPlan) -> DateParts {
    let date = match (&question.held, &question.suggestion) {
        (Held::Value(Value::Date(date)), _) | (Held::Empty, Some(Value::Date(date))) => *date,
        (Held::Unparsed(typed), _) => return unparsed_parts(typed),
        _ => return DateParts::default(),
    };
    DateParts { day: date.day().to_string(), month: date.month().to_string(), year: date.year().to_string() }
}

fn unparsed_parts(typed: &str) -> DateParts {
    let mut parts = typed.splitn(3, '/').map(|part| part.trim().to_owned());
    let mut next = || parts.next().unwrap_or_default();
    DateParts { day: next(), month: next(), year: next() }
}

/// Options as choices: one that cannot be chosen is left out unless it is chosen.
#[must_use]
pub fn choices(question: &QuestionPlan) -> Vec<Choice> {
    question.options.iter().filter(|option| option.can_be_chosen || option.is_chosen).map(choice).collect()
}

fn choice(option: &OptionPlan) -> Choice {
    Choice {
        hint: Some(option.details.join(" · ")).filter(|details| !details.is_empty()),
        is_exclusive: option.is_alone,
        ..Choice::new(option.id.to_string(), option.text.clone())
    }
}

fn checkboxes(question: &QuestionPlan, control: Control) -> Field {
    let chosen =
        question.options.iter().filter(|option| option.is_chosen).map(|option| option.id.to_string()).collect();
    let choices = choices(question);
    Field::Checkboxes(CheckboxesOptions::new(control, choices, chosen))
}

fn search(question: &QuestionPlan, control: Control, takes_any: bool) -> Field {
    let value = typed(question);
    if takes_any {
        let offers = question.options.iter().map(|option| option.text.clone()).collect();
        return Field::Text(TextInputOptions { offers, ..TextInputOptions::new(control, value) });
    }
    let value_text = question
        .options
        .iter()
        .find(|option| *option.id == *value)
        .map(|option| option.text.clone())
        .unwrap_or_default();
    Field::Search(SearchOptions { control, query: String::new(), choices: Vec::new(), value, value_text })
}

fn text(question: &QuestionPlan, control: Control, longest: u32) -> Field {
    let width = match longest {
        0..=5 => InputWidth::Five,
        6..=10 => InputWidth::Ten,
        11..=25 => InputWidth::Twenty,
        26..=40 => InputWidth::Thirty,
        _ => InputWidth::Full,
    };
    Field::Text(TextInputOptions { width, ..TextInputOptions::new(control, typed(question)) })
}

/// Options of a search box that match a query: every word typed begins a word of the text or of a column that is searched;
/// hits in the text come first, then those in the columns in their order, then by text (E-82).
#[must_use]
pub fn matching<'a>(question: &'a QuestionPlan, query: &str) -> Vec<&'a OptionPlan> {
    let wanted = split_words(query);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, String, &OptionPlan)> = question
        .options
        .iter()
        .filter(|option| option.can_be_chosen || option.is_chosen)
        .filter_map(|option| {
            let places: Vec<Vec<String>> =
                std::iter::once(&option.text).chain(&option.search).map(|text| split_words(text)).collect();
            let id = option.id.to_lowercase();
            // The farthest place any word had to be looked for in decides the order.
            let farthest = wanted
                .iter()
                .map(|word| {
                    places
                        .iter()
                        .position(|place| place.iter().any(|found| found.starts_with(word.as_str())))
                        .or_else(|| id.starts_with(word.as_str()).then_some(places.len()))
                })
                .collect::<Option<Vec<usize>>>()?;
            Some((farthest.into_iter().max().unwrap_or(0), option.text.to_lowercase(), option))
        })
        .collect();
    found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    found.into_iter().map(|(_, _, option)| option).collect()
}

fn split_words(text: &str) -> Vec<String> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The options a search box lists for a query.
#[must_use]
pub fn search_choices(question: &QuestionPlan, query: &str) -> Vec<Choice> {
    matching(question, query).into_iter().map(choice).collect()
}
