//! What stands at a question beside its field: several answers to choose from, and what could not be accepted (S-29).

use crate::moment;
use operations::Reason;
use server_functions::drafts::GivenAnswer;
use words::wizard;

/// One of several answers, as a sentence, with the number by which it is taken.
#[must_use]
pub(crate) fn sentence(given: &GivenAnswer) -> String {
    let answer = given.answer.clone().unwrap_or_else(|| wizard::held(given.held).to_owned());
    wizard::given_answer(given.author_name.as_deref(), &moment::time(given.at), &answer)
}

/// What was sent last could not be accepted.
#[must_use]
pub(crate) fn set_aside(reason: Reason) -> String {
    wizard::set_aside(reason.name())
}
