//! One option of radios, checkboxes, a select or a search.

use leptos::prelude::*;

/// One option of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub text: String,
    /// Help below the text; a select leaves it out.
    pub hint: Option<String>,
    /// Cannot be chosen now.
    pub is_disabled: bool,
    /// Word before the option, like “or”; a select leaves it out.
    pub divider: Option<String>,
    /// Ticking it clears the others of the same group.
    pub is_exclusive: bool,
}

impl Choice {
    /// An option that can be chosen.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), ..Self::default() }
    }

    /// With help below the text.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Cannot be chosen now.
    #[must_use]
    pub fn disabled(self) -> Self {
        Self { is_disabled: true, ..self }
    }

    /// With a word before it that sets it apart from the others.
    #[must_use]
    pub fn after_divider(self, divider: impl Into<String>) -> Self {
        Self { divider: Some(divider.into()), ..self }
    }

    /// Ticking it clears the others.
    #[must_use]
    pub fn exclusive(self) -> Self {
        Self { is_exclusive: true, ..self }
    }
}

/// Yes and No with the texts given, for `yes_no` questions.
pub fn yes_no(yes: impl Into<String>, no: impl Into<String>) -> Vec<Choice> {
    vec![Choice::new("yes", yes), Choice::new("no", no)]
}

/// The options with their element ids: the first has the id of the group (a link from the error summary finds it), the
/// others `-2`, `-3` …; a divider counts.
pub(crate) fn numbered(id: &str, choices: &[Choice]) -> Vec<(String, Choice)> {
    let mut number = 0_usize;
    choices
        .iter()
        .map(|choice| {
            number += 1 + usize::from(choice.divider.is_some());
            let own = if number == 1 { id.to_owned() } else { format!("{id}-{number}") };
            (own, choice.clone())
        })
        .collect()
}

/// Whether the option with this value cannot be chosen now.
pub(crate) fn is_choice_disabled(choices: Signal<Vec<Choice>>, value: &str) -> bool {
    choices.with(|choices| choices.iter().any(|choice| choice.value == value && choice.is_disabled))
}

#[cfg(test)]
mod tests {
    use super::{Choice, numbered};

    #[test]
    fn the_first_option_has_the_id_of_the_group_and_a_divider_counts() {
        let choices = [Choice::new("a", "A"), Choice::new("b", "B"), Choice::new("c", "C").after_divider("or")];
        let ids: Vec<_> = numbered("x", &choices).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["x", "x-2", "x-4"]);
    }
}
