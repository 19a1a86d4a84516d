//! Progress, blockers and whether the application may be sent (E-33, E-41).

use crate::apply::Oracle;
use crate::page::Status;
use interview::package::{EvidenceKind, ItemKind, PageKind};
use interview::value::{Read, Three};

/// How much is left, at least and at most, in questions and in pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions that are required and wait.
    pub least: usize,
    /// Plus those that may be required.
    pub most: usize,
    /// Relevant pages that are not done.
    pub least_pages: usize,
    /// Plus those that may be needed.
    pub most_pages: usize,
}

/// One thing that keeps an application from being sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blocker {
    /// A problem, or `waiting`, `open_list`, `stop`, `evidence`.
    pub kind: String,
    /// The place, or the page as in [`crate::State`].
    pub at: String,
}

impl Oracle {
    /// What is left.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let view = self.view();
        let mut progress = Progress::default();
        for (index, item) in view.items() {
            if !matches!(item.kind, ItemKind::Question(_)) {
                continue;
            }
            for place in view.instances(index) {
                let required = view.required(&place);
                if view.read(&place) == Read::Waiting {
                    progress.least += usize::from(required == Three::Yes);
                    progress.most += usize::from(required != Three::No);
                }
            }
        }
        for page in view.all_pages() {
            match view.page_status(&page) {
                Status::NotNeeded | Status::Done => {}
                Status::MayBeNeeded => progress.most_pages += 1,
                _ => {
                    progress.least_pages += 1;
                    progress.most_pages += 1;
                }
            }
        }
        progress
    }

    /// Everything that keeps the application from being sent, sorted.
    #[must_use]
    pub fn blockers(&self) -> Vec<Blocker> {
        let view = self.view();
        let mut blockers = Vec::new();
        let mut add = |kind: &str, at: String| blockers.push(Blocker { kind: kind.to_owned(), at });
        for (index, item) in view.items() {
            for place in view.instances(index) {
                let at = view.write(&place);
                let problems = view.problems(&place);
                for problem in problems.iter().filter(|problem| **problem != "row_removal") {
                    add(problem, at.clone());
                }
                if problems.contains(&"row_removal") {
                    view.disputed_rows(&place).iter().for_each(|row| add("row_removal", format!("{at}[{row}]")));
                }
                if !view.is_relevant(&place) {
                    continue;
                }
                let waits = view.read(&place) == Read::Waiting;
                match &item.kind {
                    ItemKind::Question(_) if waits && problems.is_empty() => add("waiting", at),
                    ItemKind::Fact(_) | ItemKind::Mark { .. } if waits => add("waiting", at),
                    // While a number of rows waits, what it waits for is in the way; nobody can close that list.
                    ItemKind::Repeat(repeat)
                        if view.repeat(*repeat).is_some_and(|node| node.rows.is_none())
                            && !problems.contains(&"reopened")
                            && view.is_open(*repeat, &view.frame_of(&place)) =>
                    {
                        add("open_list", at);
                    }
                    ItemKind::Evidence(evidence)
                        if evidence.kind == EvidenceKind::Mandatory && !view.is_met(&place) =>
                    {
                        add("evidence", at);
                    }
                    _ => {}
                }
            }
        }
        for page in view.all_pages() {
            if !view.page_relevance(&page).is_yes() {
                continue;
            }
            let at = format!("page:{}", view.write_page(&page));
            if view.has_broken_check(&page) {
                add("check", at.clone());
            }
            if view.page(page.page).is_some_and(|page| page.kind == PageKind::Stop) {
                add("stop", at);
            }
        }
        blockers.sort();
        blockers
    }

    /// Whether nothing keeps it from being sent.
    #[must_use]
    pub fn submittable(&self) -> bool {
        self.blockers().is_empty()
    }
}
