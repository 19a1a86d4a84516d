//! One application under review: all of it, and what changed since this person last looked, question by question.

use crate::Commands;
use crate::applications::lines::{LANGUAGE, answered, evidence};
use crate::applications::overview::overview_of;
use crate::drafts::in_memory::Folded;
use crate::drafts::looked_at::LookedAt;
use crate::drafts::open::look_with_facts;
use crate::failure::Failure;
use crate::names::Names;
use crate::permitted::may;
use case::permissions::ViewApplication;
use case::{ApplicationId, State};
use interview::Draft;
use interview::package::hex;
use interview::place::Place;
use interview::plan::SummaryLine;
use interview::value::Held;
use operations::{Logged, SubmissionKey};
use quantities::Date;
use server_functions::supervision::{ChangeLine, Representative, Review};
use server_functions::{Caller, Refusal};
use std::collections::BTreeMap;
use store::supervision::Approval;

/// The review, and remembers the look.
pub(crate) async fn review(commands: &Commands, caller: Caller, id: ApplicationId) -> Result<Review, Failure> {
    let mut looked_at = look_with_facts(commands, caller, id).await?;
    let state = looked_at.application.state;
    if !matches!(state, State::InReview | State::FullInReview) {
        return Err(Refusal::WrongState { state }.into());
    }
    let overview = overview_of(commands, &mut looked_at).await?;
    let LookedAt { mut reading, signed_in, allowed, mut slot, .. } = looked_at;
    let names = Names::of(&mut reading, allowed.organisation()).await?;
    let last_look = reading.last_look(&allowed).await?;
    let voided_approval = voided(&reading.approvals(&allowed).await?);
    let flag = reading.litigator_flag(signed_in.actor.user).await?;
    drop(reading);

    let today = commands.today();
    let folded = slot.folded()?;
    let changes = match last_look {
        None => Vec::new(),
        Some(look) => changes(folded, look.rev, today, &names)?,
    };
    let rev = folded.rev();
    let draft = folded.draft(today)?;
    let view = Review {
        rev,
        digest: hex(&draft.digest()),
        last_look: last_look.map(|look| (look.looked_at, look.rev)),
        changes,
        tasks: answered(draft),
        evidence: evidence(draft),
        comments: overview.comments.clone(),
        blockers: overview.blockers.clone(),
        voided_approval,
        idempotency_key: SubmissionKey(u128::from_be_bytes((commands.settings().chance)()?)).to_string(),
        representative: Representative {
            name: signed_in.name,
            body: flag.as_ref().map(|flag| flag.litigator.body.clone()).unwrap_or_default(),
            number: flag.map(|flag| flag.litigator.number).unwrap_or_default(),
        },
        overview,
    };
    let now = commands.now();
    commands
        .settings()
        .store
        .write_signed_in(caller.session, now, async move |write, signed_in| {
            let allowed = may::<ViewApplication>(write, signed_in, id).await?;
            Ok::<_, Failure>(write.look(&allowed, rev, now).await?)
        })
        .await?;
    Ok(view)
}

/// When the last approval was given, if it counts no more.
fn voided(approvals: &[Approval]) -> Option<quantities::Timestamp> {
    approvals.last().filter(|approval| approval.voided_at.is_some()).map(|approval| approval.approved_at)
}

/// What is shown otherwise than at an earlier revision. A question that came or went with another answer is among them.
fn changes(folded: &mut Folded, since: u64, today: Date, names: &Names) -> Result<Vec<ChangeLine>, Failure> {
    if since >= folded.rev() {
        return Ok(Vec::new());
    }
    let mut earlier = folded.at(since);
    let before = lines(earlier.draft(today)?);
    let after = lines(folded.draft(today)?);
    let newest = folded.log().iter().rev().find(|logged| by_a_person(logged) && logged.revision > since).cloned();
    let mut changes = Vec::new();
    let gone = before.iter().filter(|(at, _)| !after.iter().any(|(other, _)| other == at));
    let now_and_gone = after.iter().map(|(at, line)| (at, line, true)).chain(gone.map(|(at, line)| (at, line, false)));
    let known: BTreeMap<&Place, &SummaryLine> = before.iter().map(|(at, line)| (at, line)).collect();
    for (at, line, is_there) in now_and_gone {
        let (was, is) = (known.get(at).copied(), is_there.then_some(line));
        if held(was) == held(is) {
            continue;
        }
        let by = folded.newest_at(at).filter(|recorded| recorded.revision > since);
        let by = by.map(|recorded| (recorded.author, recorded.at));
        let by = by.or_else(|| newest.as_ref().map(|logged| (logged.author.clone(), logged.at)));
        let Some((author, changed_at)) = by else { continue };
        changes.push(ChangeLine {
            place: folded.compiled().write_place(at),
            rows: line.rows.clone(),
            label: line.label.clone(),
            before: was.and_then(|line| line.answer.clone()),
            after: is.and_then(|line| line.answer.clone()),
            by_name: names.author(&author),
            at: changed_at,
        });
    }
    Ok(changes)
}

fn by_a_person(logged: &Logged) -> bool {
    !logged.operation.kind.is_server_only()
}

fn held(line: Option<&SummaryLine>) -> &Held {
    line.map_or(&Held::Empty, |line| &line.held)
}

fn lines(draft: &Draft) -> Vec<(Place, SummaryLine)> {
    let tasks = draft.summary(LANGUAGE).into_iter();
    tasks.flat_map(|task| task.lines).map(|line| (line.at.clone(), line)).collect()
}
