//! What screens show of a draft besides its pages: answers in words, evidence, blockers, comments, and addresses of pages.

use crate::drafts::in_memory::Folded;
use crate::names::Names;
use interview::plan::{SummaryLine, SummaryTask};
use interview::{BlockerKind, Draft, EvidenceNeed, PageAt};
use server_functions::applications::{AnswerLine, AnsweredTask, BlockerLine, CommentLine, EvidenceLine};
use server_functions::drafts::PageAddress;
use store::supervision::Comment;

/// The language of everything that is shown; Welsh comes with delivery I.
pub(crate) const LANGUAGE: &str = "en";

/// The address of a page below the application's: `pages/proc_search/018f…`.
pub(crate) fn address(draft: &Draft, at: &PageAt) -> Option<String> {
    PageAddress::of(draft, at).map(|address| format!("pages/{address}"))
}

/// The page an address names; whether its rows exist is not asked.
pub(crate) fn page_at(draft: &Draft, address: &PageAddress) -> Option<PageAt> {
    let page = draft.compiled().page(&address.page)?;
    Some(PageAt { page, rows: address.rows.iter().map(|row| row.as_str().into()).collect() })
}

/// All answers, task by task.
pub(crate) fn answered(draft: &Draft) -> Vec<AnsweredTask> {
    let task = |task: SummaryTask| AnsweredTask {
        title: task.title,
        lines: task.lines.into_iter().map(|line| answer(draft, line)).collect(),
    };
    draft.summary(LANGUAGE).into_iter().map(task).collect()
}

/// Kept, not used.
pub(crate) fn unused(draft: &Draft) -> Vec<AnswerLine> {
    let places = draft.unused();
    places.iter().filter_map(|at| draft.line(at, LANGUAGE)).map(|line| answer(draft, line)).collect()
}

/// One answer.
pub(crate) fn answer(draft: &Draft, line: SummaryLine) -> AnswerLine {
    AnswerLine {
        place: draft.compiled().write_place(&line.at),
        rows: line.rows,
        label: line.label,
        answer: line.answer,
        held: line.held.name().to_owned(),
        problems: line.problems.iter().map(|problem| problem.name().to_owned()).collect(),
        address: line.page.as_ref().and_then(|page| address(draft, page)),
    }
}

/// Evidence that is or may be needed.
pub(crate) fn evidence(draft: &Draft) -> Vec<EvidenceLine> {
    let line = |need: EvidenceNeed| EvidenceLine {
        name: label(draft, &need.at),
        kind: need.kind.name().to_owned(),
        relevance: interview::wire::write_three(need.relevance).to_owned(),
        is_met: need.is_met(),
    };
    draft.evidence().into_iter().map(line).collect()
}

/// The words by which an item is called: its label, or its id.
pub(crate) fn label(draft: &Draft, at: &interview::place::Place) -> String {
    draft.line(at, LANGUAGE).map_or_else(|| draft.compiled().write_place(at), |line| line.label)
}

/// What stands in the way, with what was set aside and still bears on a relevant answer (S-62).
pub(crate) fn blockers(folded: &Folded, draft: &Draft) -> Vec<BlockerLine> {
    let problems = draft.problems(LANGUAGE);
    let mut lines: Vec<BlockerLine> = Vec::new();
    for blocker in draft.blockers() {
        let kind = blocker.kind.name().to_owned();
        let text = match blocker.kind {
            BlockerKind::Problem(problem) => problems
                .iter()
                .find(|other| other.kind == problem && other.at == blocker.at && other.page == blocker.page)
                .and_then(|other| other.text.clone()),
            _ => None,
        };
        let page = blocker.page.as_ref();
        let label = match (&blocker.at, page) {
            (Some(at), _) => label(draft, at),
            (None, Some(page)) => draft.page_title(page, LANGUAGE),
            (None, None) => String::new(),
        };
        let place = blocker.at.as_ref().map(|at| draft.compiled().write_place(at));
        let address = page.and_then(|page| address(draft, page));
        lines.push(BlockerLine { kind, place, label, text, address });
    }
    lines.extend(set_aside(folded, draft));
    lines
}

/// Set aside, and nobody has answered the question since.
fn set_aside(folded: &Folded, draft: &Draft) -> Vec<BlockerLine> {
    let mut lines = Vec::new();
    for aside in folded.aside().iter().filter(|aside| !aside.entry.operation.kind.is_server_only()) {
        let Some(at) = draft.compiled().place(&aside.entry.operation.at) else { continue };
        let came_at = aside.entry.logged.as_ref().map_or(0, |logged| logged.revision);
        let answered_since = folded.newest_at(&at).is_some_and(|newest| newest.revision > came_at);
        if answered_since || !draft.relevant(&at).is_yes() {
            continue;
        }
        let page = draft.line(&at, LANGUAGE).and_then(|line| line.page);
        lines.push(BlockerLine {
            kind: "aside".to_owned(),
            place: Some(aside.entry.operation.at.clone()),
            label: label(draft, &at),
            text: None,
            address: page.as_ref().and_then(|page| address(draft, page)),
        });
    }
    lines
}

/// Comments, open ones first, otherwise as they were made.
pub(crate) fn comments(draft: &Draft, names: &Names, comments: Vec<Comment>) -> Vec<CommentLine> {
    let line = |comment: Comment| {
        let place = (!comment.place.is_empty()).then_some(comment.place);
        let at = place.as_deref().and_then(|place| draft.compiled().place(place));
        let page = at.as_ref().and_then(|at| draft.line(at, LANGUAGE)).and_then(|line| line.page);
        CommentLine {
            comment: comment.id,
            label: at.as_ref().map(|at| label(draft, at)).unwrap_or_default(),
            place,
            author_name: names.name(comment.author),
            at: comment.created_at,
            text: comment.text,
            resolved_at: comment.resolved.map(|(_, at)| at),
            address: page.as_ref().and_then(|page| address(draft, page)),
        }
    };
    let mut lines: Vec<CommentLine> = comments.into_iter().map(line).collect();
    lines.sort_by_key(|line| line.resolved_at.is_some());
    lines
}
