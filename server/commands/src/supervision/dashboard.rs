//! What waits for a supervisor, the most urgent first: nearest deadline, then date needed, then age (domain.md section 13).

use crate::Commands;
use crate::applications::list::{line, offices};
use crate::failure::Failure;
use crate::names::Names;
use crate::permitted::{may, reading};
use case::State;
use case::permissions::ViewApplication;
use quantities::{Date, Timestamp};
use server_functions::Caller;
use server_functions::supervision::Waiting;
use store::applications::{LIST_LIMIT, ListFilter, ListOrder};
use store::drafts::Way;

/// Operations that are read to find out whether one of them is a person's.
const MOST_READ: u64 = 200;

/// What was sent to this person and waits.
pub(crate) async fn dashboard(commands: &Commands, caller: Caller) -> Result<Vec<Waiting>, Failure> {
    let (mut view, signed_in) = reading(commands, caller).await?;
    let allowed = offices(&mut view, &signed_in.actor).await?;
    let names = Names::of(&mut view, signed_in.actor.organisation).await?;
    let filter = ListFilter {
        states: vec![State::InReview, State::FullInReview],
        supervisor: Some(caller.user),
        order: ListOrder::Deadline,
        limit: LIST_LIMIT,
        ..ListFilter::default()
    };
    let listed = view.list_applications(&allowed, &filter).await?.lines;
    let mut waiting = Vec::with_capacity(listed.len());
    for one in listed {
        let may_view = may::<ViewApplication>(&mut view, &signed_in, one.id).await?;
        let Some(review) = view.reviews(&may_view).await?.pop() else { continue };
        let changed_since_look = match one.seen_rev {
            None => None,
            Some(seen) if seen >= one.rev => Some(false),
            Some(seen) => {
                let since = view.operations(&may_view, seen, MOST_READ).await?;
                Some(since.iter().any(|kept| kept.way != Way::Server && kept.aside.is_none()))
            }
        };
        waiting.push(Waiting {
            sent_by_name: names.name(review.sent_by),
            sent_at: review.sent_at,
            note: review.note,
            changed_since_sent_at: one.changed_since_sent_at,
            changed_since_look,
            line: line(one),
        });
    }
    waiting.sort_by_key(urgency);
    Ok(waiting)
}

fn urgency(waiting: &Waiting) -> (bool, Option<Date>, bool, Option<Date>, Timestamp) {
    let (deadline, needed) = (waiting.line.deadline_on, waiting.line.needed_on);
    (deadline.is_none(), deadline, needed.is_none(), needed, waiting.sent_at)
}
