//! Why a page is asked, and each question on it that is asked on a condition of its own: *Why am I asked this?*

use super::subject::Claim;
use crate::changes::{Aspect, Target};
use crate::draft::Draft;
use crate::query::PageAt;

/// Why a page, or one question on it, is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageReason {
    /// The question's label; `None` for the page as a whole.
    pub question: Option<String>,
    /// Where the law has it.
    pub law: Option<String>,
    /// The rule and the answers that decided, the nearest first.
    pub sentences: Vec<String>,
}

impl PageReason {
    /// What it adds to what was told already.
    fn beyond(mut self, told: &[&String]) -> Option<Self> {
        self.sentences.retain(|sentence| !told.contains(&sentence));
        (!self.sentences.is_empty()).then_some(self)
    }
}

impl Draft {
    /// Why a page is asked, or may be, and why those of its questions that are; a page of every application has no reasons.
    #[must_use]
    pub fn reasons(&self, at: &PageAt, language: &str) -> Vec<PageReason> {
        let Some(page) = self.compiled().package.pages.get(at.page as usize) else { return Vec::new() };
        let Some(frame) = self.page_frame(at) else { return Vec::new() };
        let mut reasons: Vec<PageReason> = self.reason(&Claim::Page(at.clone()), None, language).into_iter().collect();
        for (frame, item) in self.asked_on(frame, page) {
            if self.relevance_of(frame, item).is_yes() && self.has_own_condition(frame, item, page) {
                let label = self.compiled().package.items.get(item as usize).and_then(|item| item.ask);
                let label = label.map(|label| self.words(frame, label, language));
                let place = self.place_in(frame, item);
                let claim = Claim::Aspect(Target::Item(place), Aspect::Relevance);
                let told: Vec<&String> = reasons.iter().flat_map(|reason| &reason.sentences).collect();
                let reason = self.reason(&claim, label, language).and_then(|reason| reason.beyond(&told));
                reasons.extend(reason);
            }
        }
        reasons
    }

    fn reason(&self, claim: &Claim, question: Option<String>, language: &str) -> Option<PageReason> {
        let explanation = self.explain(claim)?;
        let law = explanation.nodes.first().and_then(|node| node.law.clone());
        let sentences = explanation.sentences(language);
        (!sentences.is_empty()).then_some(PageReason { question, law, sentences })
    }
}
