//! What a named problem of a question says at its field: the author's words first, ours where there are none.

use interview::ProblemKind;
use interview::plan::{Control, QuestionPlan};
use interview::value::Held;
use words::wizard::{self, Field};

/// The kind of field as `words` knows it.
#[must_use]
pub(crate) fn field(control: Control) -> Field {
    match control {
        Control::YesNo | Control::Radios | Control::Select | Control::Search(_) | Control::Row => Field::Choice,
        Control::Checkboxes | Control::Rows => Field::Choices,
        Control::Text(longest) | Control::LongText(longest) => Field::Text(longest),
        Control::Date => Field::Date,
        Control::Period => Field::Period,
        Control::Money => Field::Money,
        Control::Count => Field::Count,
        Control::Rate => Field::Rate,
        Control::Files => Field::Files,
    }
}

/// The sentence of a question's first problem; `None` where it has none to show. An unanswered question is no error
/// until its page was continued.
#[must_use]
pub(crate) fn sentence(question: &QuestionPlan, was_continued: bool) -> Option<String> {
    let (kind, words) = question.problems.iter().find(|(kind, _)| was_continued || *kind != ProblemKind::Missing)?;
    if let Some(words) = words {
        return Some(words.clone());
    }
    let field = field(question.control);
    let label = question.label.as_str();
    Some(match kind {
        ProblemKind::Missing => wizard::missing(field, label),
        ProblemKind::Unparsed => match &question.held {
            Held::Unparsed(typed) => wizard::unparsed(field, label, typed),
            _ => wizard::unparsed(field, label, ""),
        },
        ProblemKind::Contested => wizard::contested().to_owned(),
        ProblemKind::Stale => wizard::stale().to_owned(),
        ProblemKind::Check => wizard::check_again_value(label),
        ProblemKind::Range => wizard::out_of_range(field, label, None, None),
        ProblemKind::OptionGone => wizard::option_gone().to_owned(),
        ProblemKind::NotAlone => wizard::not_alone(label),
        ProblemKind::RowGone => wizard::row_gone().to_owned(),
        ProblemKind::RowRemoval => wizard::row_removal().to_owned(),
        ProblemKind::File => wizard::file().to_owned(),
        ProblemKind::Locked => wizard::locked().to_owned(),
        ProblemKind::TooFew => wizard::too_few().to_owned(),
        ProblemKind::TooMany => wizard::too_many().to_owned(),
        ProblemKind::Reopened => wizard::reopened().to_owned(),
    })
}

/// The sentence of a list's problem.
#[must_use]
pub(crate) fn list_sentence(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::TooFew => wizard::too_few(),
        ProblemKind::TooMany => wizard::too_many(),
        ProblemKind::RowRemoval => wizard::row_removal(),
        _ => wizard::reopened(),
    }
}
