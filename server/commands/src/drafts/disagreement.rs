//! What a page tells beside its plan: who gave which of several answers to a question, and what was sent and could not be
//! accepted (S-29).

use crate::applications::lines::LANGUAGE;
use crate::drafts::in_memory::Folded;
use crate::drafts::posted::questions;
use crate::names::Names;
use interview::Draft;
use interview::plan::{PagePlan, QuestionPlan};
use interview::value::{Held, Value};
use operations::{Entry, Reason};
use server_functions::drafts::{ContestedQuestion, GivenAnswer};

/// The contested questions of a page, each with its answers.
pub(crate) fn contested(folded: &Folded, draft: &Draft, people: &Names, plan: &PagePlan) -> Vec<ContestedQuestion> {
    let contested = questions(plan).into_iter().filter_map(|question| match &question.held {
        Held::Contested(values) => Some((question, values)),
        _ => None,
    });
    contested
        .map(|(question, values)| {
            let given = folded.fold().contenders(folded.compiled().package(), &question.at);
            let answer = |(held, entry): (Held, &Entry)| {
                let logged = entry.logged.as_ref();
                GivenAnswer {
                    author_name: logged.map(|logged| people.author(&logged.author)),
                    at: logged.map_or(entry.operation.time, |logged| logged.at),
                    answer: draft.words_of_held(&question.at, &held, LANGUAGE),
                    held: held.name(),
                    number: number(values, &held),
                }
            };
            ContestedQuestion { name: question.name.clone(), answers: given.into_iter().map(answer).collect() }
        })
        .collect()
}

/// Which of the contested values an answer is, from 1.
fn number(values: &[Value], held: &Held) -> Option<usize> {
    let Held::Value(value) = held else { return None };
    values.iter().position(|other| other == value).map(|position| position.saturating_add(1))
}

/// The questions of a page at which what was sent last could not be accepted.
pub(crate) fn set_aside(folded: &Folded, plan: &PagePlan) -> Vec<(String, Reason)> {
    let at = |question: &&QuestionPlan| {
        Some((question.name.clone(), folded.fold().set_aside_at(&question.at, &question.name)?))
    };
    questions(plan).iter().filter_map(at).collect()
}
