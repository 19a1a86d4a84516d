//! An explanation as sentences for the person who is asked: *Why am I asked this?*

use super::subject::{Outcome, Subject};
use super::tree::{Explanation, Leaf, Node};
use super::words::Naming;
use crate::text::written;
use crate::value::{Read, Three, Value};
use std::collections::BTreeSet;

/// The most sentences that are said; what lies farther from the claim is left out.
const MOST_SENTENCES: usize = 8;

impl Explanation<'_> {
    /// The rule and the answers that decided, the nearest first, each once.
    #[must_use]
    pub fn sentences(&self, language: &str) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut sentences = Vec::new();
        for node in &self.nodes {
            let sentence = if node.leaf.is_some() {
                self.leaf_sentence(node, language)
            } else {
                let words = self.words_of_node(node, language, Naming::Labels);
                (!words.is_empty()).then(|| rule_sentence(&node.outcome, &words))
            };
            if let Some(sentence) = sentence.filter(|sentence| seen.insert(sentence.clone())) {
                sentences.push(sentence);
            }
            if sentences.len() == MOST_SENTENCES {
                break;
            }
        }
        sentences
    }

    fn leaf_sentence(&self, node: &Node, language: &str) -> Option<String> {
        let package = &self.draft.compiled().package;
        if node.leaf == Some(Leaf::Today) {
            return Some(format!("Today is {}.", self.draft.today().written()));
        }
        let (frame, item) = match &node.subject {
            Subject::Open(frame, repeat) => {
                let item = package.repeats.get(*repeat as usize)?.item;
                let name = self.draft.compiled().package.items.get(item as usize)?.id.replace('_', " ");
                let _ = frame;
                return Some(match node.outcome {
                    Outcome::Flag(true) => format!("More rows of {name} may still be added."),
                    _ => format!("The list of {name} is complete."),
                });
            }
            subject => subject.item()?,
        };
        let definition = package.items.get(item as usize)?;
        let label = definition
            .ask
            .map_or_else(|| definition.id.replace('_', " "), |ask| self.draft.words(frame, ask, language));
        Some(match &node.outcome {
            Outcome::Read(Read::Value(value)) => {
                format!("“{label}” was answered: {}.", self.draft.value_words(frame, item, value, language))
            }
            Outcome::Read(Read::Waiting) => format!("“{label}” has not been answered yet."),
            Outcome::Read(Read::Void) => format!("“{label}” has no answer that counts."),
            _ => return None,
        })
    }
}

fn rule_sentence(outcome: &Outcome, words: &str) -> String {
    match outcome {
        Outcome::Three(Three::Yes) => format!("This holds: {words}."),
        Outcome::Three(Three::No) => format!("This does not hold: {words}."),
        Outcome::Three(Three::Unknown) => format!("It is not settled yet whether {words}."),
        Outcome::Read(Read::Value(Value::YesNo(true))) => format!("This holds: {words}."),
        Outcome::Read(Read::Value(Value::YesNo(false))) => format!("This does not hold: {words}."),
        Outcome::Read(Read::Value(value)) => format!("{} comes from {words}.", written(value)),
        _ => format!("It depends on {words}."),
    }
}
