//! The list of applications, of the offices in which the person may see them.

use crate::Commands;
use crate::failure::Failure;
use crate::permitted::reading;
use case::permissions::{ListApplications, StartApplication};
use case::{Action, Actor, Allowed, Subject, permit};
use server_functions::applications::{Line, List, ListQuery, Permitted};
use server_functions::{Caller, Refusal};
use store::Reading;
use store::applications::{ListFilter, ListOrder, Listed};

/// Lines of one reading.
const LINES: u32 = 50;
/// Longest text that is searched for, in characters.
const MOST_SEARCHED: usize = 200;

/// The list.
pub(crate) async fn list(commands: &Commands, caller: Caller, query: ListQuery) -> Result<List, Failure> {
    let (mut view, signed_in) = reading(commands, caller).await?;
    let allowed = offices(&mut view, &signed_in.actor).await?;
    let filter = ListFilter {
        search: query.search.trim().chars().take(MOST_SEARCHED).collect(),
        states: query.states,
        order: ListOrder::Updated,
        limit: LINES,
        skip: query.skip,
        ..ListFilter::default()
    };
    let page = view.list_applications(&allowed, &filter).await?;
    let lines = page.lines.into_iter().map(line).collect();
    Ok(List { lines, total: page.total, may_start: may_start(&signed_in.actor) })
}

/// The permissions to list, office by office; refused where there is none.
pub(crate) async fn offices(view: &mut Reading, actor: &Actor) -> Result<Vec<Allowed<ListApplications>>, Failure> {
    let offices = view.offices(actor.organisation).await?;
    let asked = offices.iter().map(|office| permit(actor, &Subject::office(actor.organisation, office.id)));
    let (allowed, refused): (Vec<_>, Vec<_>) = asked.partition(Result::is_ok);
    if allowed.is_empty() {
        let forbidden = refused.into_iter().filter_map(Result::err);
        let forbidden = forbidden.filter(|refusal| *refusal != case::Refusal::NotFound);
        return Err(forbidden.map(Failure::from).next().unwrap_or(Failure::Refused(Refusal::NotFound)));
    }
    Ok(allowed.into_iter().flatten().collect())
}

/// Whether the person may start one, at the first of their offices where it is allowed.
pub(crate) fn start_at(actor: &Actor) -> Result<Allowed<StartApplication>, case::Refusal> {
    let mut refusal = case::Refusal::Forbidden { who_can: case::who_can(Action::StartApplication) };
    for (office, _) in &actor.offices {
        match permit(actor, &Subject::office(actor.organisation, *office)) {
            Ok(allowed) => return Ok(allowed),
            Err(refused) => refusal = refused,
        }
    }
    Err(refusal)
}

fn may_start(actor: &Actor) -> Permitted {
    permitted(start_at(actor).map(|_| ()))
}

/// An answer of the one check as a screen needs it.
pub(crate) fn permitted(answer: Result<(), case::Refusal>) -> Permitted {
    match answer {
        Ok(()) => Permitted::Yes,
        Err(case::Refusal::Forbidden { who_can }) => Permitted::OnlyBy(who_can),
        Err(_) => Permitted::No,
    }
}

/// A line of the list.
pub(crate) fn line(listed: Listed) -> Line {
    Line {
        application: listed.id,
        reference: listed.reference.to_string(),
        case_reference: listed.case_reference.map(|reference| reference.to_string()),
        client_name: listed.summary.client_name,
        proceedings: listed.summary.proceedings,
        state: listed.state,
        owner_name: listed.owner_name,
        supervisor_name: listed.supervisor_name,
        updated_at: listed.updated_at,
        deadline_on: listed.summary.deadline_on,
        needed_on: listed.summary.needed_on,
    }
}
