//! *Why am I asked this?*: the engine's explanation of a page and its questions, in sentences.

use components::{ExplanationOptions, Reason};
use interview::PageReason;
use words::wizard;

/// The explanation of a page; `law`: where the law has the page itself.
#[must_use]
pub(crate) fn explanation(reasons: &[PageReason], law: Option<&str>) -> ExplanationOptions {
    let mut told: Vec<Reason> = reasons.iter().map(reason).collect();
    match told.first_mut() {
        Some(first) => first.law = first.law.take().or_else(|| law.map(str::to_owned)),
        None => told.push(Reason { law: law.map(str::to_owned), ..Reason::new(wizard::asked_of_all()) }),
    }
    ExplanationOptions { reasons: told, ..ExplanationOptions::default() }
}

fn reason(reason: &PageReason) -> Reason {
    let sentence = match &reason.question {
        Some(label) => wizard::question_asked_because(label),
        None => wizard::page_asked_because().to_owned(),
    };
    Reason {
        law: reason.law.clone(),
        because: reason.sentences.iter().map(Reason::new).collect(),
        ..Reason::new(sentence)
    }
}
