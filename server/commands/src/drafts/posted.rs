//! What a posted page changes: operations in page order, made by somebody who saw the page as it was (S-18 to S-20, S-122).
//!
//! Left out: writing them, and where the page leads (`post.rs`).

use crate::drafts::form::{Do, Form, Posted};
use crate::drafts::in_memory::Folded;
use case::SessionId;
use interview::Draft;
use interview::change::{Change, ChangeKind};
use interview::package::ItemKind;
use interview::place::Place;
use interview::plan::{PagePlan, PagePlanKind, QuestionPlan, ShownPlan};
use interview::value::{Held, RowKey, Value};
use operations::{Kind, Operation, OperationId, ReplicaId, kinds, row_id};
use quantities::Timestamp;
use questionnaire::typed::Typed;

/// A page as it was shown.
pub(crate) struct Seen<'a> {
    /// The draft at the revision the page was made from.
    pub folded: &'a Folded,
    /// The same, settled.
    pub draft: &'a Draft,
    /// What the page showed.
    pub plan: &'a PagePlan,
}

/// Who posts.
pub(crate) struct Author<'a> {
    /// In which session.
    pub session: SessionId,
    /// The replica of this post.
    pub replica: ReplicaId,
    /// The build of the page, which the server wrote.
    pub build: &'a str,
    /// When.
    pub now: Timestamp,
}

/// What is to be written.
pub(crate) struct Made {
    /// The operations, n = 1…k.
    pub operations: Vec<Operation>,
    /// The row that was added.
    pub added: Option<RowKey>,
}

/// The operations of a post. What cannot be meant (a row of another list, a place that is not on the page) makes none.
pub(crate) fn operations(seen: &Seen<'_>, now: &Folded, form: &Form<'_>, author: &Author<'_>) -> Made {
    let mut mine = seen.draft.clone();
    let mut made: Vec<(Place, Kind)> = Vec::new();
    let mut emptied: Vec<Place> = Vec::new();
    let current_year = seen.draft.today().year();
    for question in questions(seen.plan).into_iter().filter(|question| form.showed(&question.name)) {
        let posted = form.typed(seen.draft.compiled().package(), question, current_year);
        if posted == Posted::Typed(Typed::Empty) && question.suggestion.is_some() {
            emptied.push(question.at.clone());
        }
        if let Some(kind) = changed(question, posted) {
            make(seen, &mut mine, &mut made, Change { at: question.at.clone(), kind, read: None }, &question.held);
        }
    }
    if matches!(form.wanted, Do::Continue) {
        for change in continued(seen, &mine, form, &emptied) {
            let held = mine.held(&change.at).clone();
            make(seen, &mut mine, &mut made, change, &held);
        }
    }
    let mut added = None;
    let next = OperationId { replica: author.replica, n: number(made.len()) };
    if let Some((change, row)) = asked_for(seen, form, next) {
        added = row;
        let held = seen.draft.held(&change.at).clone();
        make(seen, &mut mine, &mut made, change, &held);
    }
    let operations = (1..)
        .zip(made)
        .map(|(n, (at, kind))| {
            let same_session = |entry: &operations::Entry| now.was_posted_in(entry.operation.id, author.session);
            Operation {
                id: OperationId { replica: author.replica, n },
                draft: now.id(),
                saw: seen.folded.fold().saw_when_posted(now.fold(), &at, &kind, same_session),
                read: leaves_a_value(&kind).then(|| mine.fingerprint(&at)),
                at: seen.draft.compiled().write_place(&at),
                kind,
                definition: seen.draft.compiled().id(),
                build: author.build.to_owned(),
                time: author.now,
            }
        })
        .collect();
    Made { operations, added }
}

fn number(made: usize) -> u64 {
    u64::try_from(made).unwrap_or(u64::MAX).saturating_add(1)
}

/// Takes a change in, as the author had it on the screen, and says by which operations.
fn make(seen: &Seen<'_>, mine: &mut Draft, made: &mut Vec<(Place, Kind)>, change: Change, held: &Held) {
    let said = kinds(seen.draft.compiled().package(), change.at.item, &change.kind, held);
    made.extend(said.into_iter().flatten().map(|kind| (change.at.clone(), kind)));
    if mine.apply(&change).is_err() {
        tracing::debug!("What was posted does not fit the page as it was shown; it is written all the same.");
    }
}

/// What is changed at a question; `None` where what was posted is what was shown, and nobody else says otherwise (S-18).
fn changed(question: &QuestionPlan, posted: Posted) -> Option<ChangeKind> {
    let is_contested = matches!(question.held, Held::Contested(_));
    let shown = shown(question);
    match posted {
        Posted::Declined => (question.held != Held::Declined).then_some(ChangeKind::Decline),
        Posted::NotKnown => (question.held != Held::NotKnown).then_some(ChangeKind::NotKnown),
        Posted::Typed(typed) if typed == shown && !is_contested => {
            // Nothing in the boxes, and no longer declined.
            let is_taken_back = matches!(question.held, Held::Declined | Held::NotKnown);
            is_taken_back.then_some(ChangeKind::Clear)
        }
        Posted::Typed(Typed::Value(value)) => Some(ChangeKind::Set(value)),
        Posted::Typed(Typed::Unparsed(text)) => Some(ChangeKind::Unparsed(text)),
        Posted::Typed(Typed::Empty) => match &question.held {
            // Nobody chose between the answers, or took a suggestion away: that is no answer.
            Held::Contested(_) | Held::Empty | Held::Skipped => None,
            Held::Value(Value::Choices(_)) => Some(ChangeKind::Set(Value::Choices(Vec::new()))),
            _ => Some(ChangeKind::Clear),
        },
    }
}

/// What stood in the boxes.
fn shown(question: &QuestionPlan) -> Typed {
    match (&question.held, &question.suggestion) {
        (Held::Value(value), _) | (Held::Empty, Some(value)) => Typed::Value(value.clone()),
        (Held::Unparsed(text), _) => Typed::Unparsed(text.clone()),
        _ => Typed::Empty,
    }
}

/// What *continue* says beside what was typed: optional questions left empty are skipped, suggestions left as shown are
/// taken, a check page is confirmed.
fn continued(seen: &Seen<'_>, mine: &Draft, form: &Form<'_>, emptied: &[Place]) -> Vec<Change> {
    let changes = mine.continued(&seen.plan.at).unwrap_or_default();
    let was_shown = |change: &Change| {
        matches!(change.kind, ChangeKind::Confirm) || form.showed(&mine.compiled().write_place(&change.at))
    };
    let without_suggestion = |change: Change| match change.kind {
        ChangeKind::Set(_) if emptied.contains(&change.at) => {
            mine.required(&change.at).is_no().then_some(Change { kind: ChangeKind::Skip, ..change })
        }
        _ => Some(change),
    };
    changes.into_iter().filter(was_shown).filter_map(without_suggestion).collect()
}

/// What the button asks for beside the answers.
fn asked_for(seen: &Seen<'_>, form: &Form<'_>, next: OperationId) -> Option<(Change, Option<RowKey>)> {
    let change = |at: Place, kind: ChangeKind| Some((Change { at, kind, read: None }, None));
    match &form.wanted {
        Do::Save | Do::Continue | Do::Search | Do::AskAgain => None,
        Do::AddRow => {
            let key = row_id(next);
            let mut at = list(seen)?;
            at.rows.push(key.clone());
            Some((Change { at, kind: ChangeKind::AddRow, read: None }, Some(key)))
        }
        Do::RemoveRow(row) => change(row_at(seen, row)?, ChangeKind::RemoveRow),
        Do::RestoreRow(row) => change(row_at(seen, row)?, ChangeKind::RestoreRow),
        Do::FirstRow(row) => {
            let before = seen.draft.rows(&list(seen)?).into_iter().next();
            change(row_at(seen, row)?, ChangeKind::MoveRow { before })
        }
        Do::MoveRow(row, before) => {
            let before = match before {
                Some(before) => Some(row_at(seen, before)?.rows.pop()?),
                None => None,
            };
            change(row_at(seen, row)?, ChangeKind::MoveRow { before })
        }
        Do::CloseList => change(list(seen)?, ChangeKind::CloseList),
        Do::ReopenList => change(list(seen)?, ChangeKind::ReopenList),
        Do::Confirm(place) => change(on_the_page(seen, place)?, ChangeKind::Confirm),
        Do::Resolve(place, which) => {
            let at = on_the_page(seen, place)?;
            let Held::Contested(values) = seen.draft.held(&at) else { return None };
            let value = values.get(*which)?.clone();
            change(at, ChangeKind::Set(value))
        }
    }
}

/// The list of a list page.
fn list(seen: &Seen<'_>) -> Option<Place> {
    match &seen.plan.kind {
        PagePlanKind::List(list) => Some(list.at.clone()),
        _ => None,
    }
}

/// A row of the page's list, by its key or its place; one that was removed too.
fn row_at(seen: &Seen<'_>, named: &str) -> Option<Place> {
    let list = list(seen)?;
    let compiled = seen.draft.compiled();
    let at = if named.contains('[') {
        compiled.place(named)?
    } else {
        let mut at = list.clone();
        at.rows.push(named.into());
        at
    };
    let around = at.rows.split_last()?.1;
    (at.item == list.item && around == list.rows.as_slice()).then_some(at)
}

/// A question of the page, or its mark.
fn on_the_page(seen: &Seen<'_>, named: &str) -> Option<Place> {
    let at = seen.draft.compiled().place(named)?;
    let asked = questions(seen.plan).iter().any(|question| question.at == at);
    let is_mark = matches!(&seen.plan.kind, PagePlanKind::Check(check) if check.mark == at);
    (asked || is_mark).then_some(at)
}

/// Whether a place is a mark.
pub(crate) fn is_mark(draft: &Draft, named: &str) -> bool {
    let package = draft.compiled().package();
    let item = draft.compiled().place(named).and_then(|at| package.items.get(at.item as usize));
    matches!(item.map(|item| &item.kind), Some(ItemKind::Mark { .. }))
}

fn leaves_a_value(kind: &Kind) -> bool {
    match kind {
        Kind::Set(_)
        | Kind::Resolve(_)
        | Kind::Unparsed(_)
        | Kind::Choose(_)
        | Kind::Unchoose(_)
        | Kind::Skip
        | Kind::Decline
        | Kind::NotKnown
        | Kind::Confirm => true,
        Kind::Clear
        | Kind::AddRow
        | Kind::RemoveRow
        | Kind::RestoreRow
        | Kind::MoveRow { .. }
        | Kind::CloseList
        | Kind::ReopenList
        | Kind::Attach(_)
        | Kind::Detach(_)
        | Kind::SetFact(_)
        | Kind::Forget
        | Kind::Migrate => false,
    }
}

/// Questions on a page in order, those of groups and rows among them.
pub(crate) fn questions(plan: &PagePlan) -> Vec<&QuestionPlan> {
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
