//! Opens a draft for the wizard: the whole log, so that it goes on without the server.

use crate::Commands;
use crate::applications::overview::overview_of;
use crate::drafts::facts;
use crate::drafts::looked_at::{LookedAt, look};
use crate::failure::Failure;
use crate::names::Names;
use case::{Action, ApplicationId};
use server_functions::Caller;
use server_functions::drafts::OpenDraft;
use std::collections::BTreeSet;

/// Opens a draft.
pub(crate) async fn open(commands: &Commands, caller: Caller, id: ApplicationId) -> Result<OpenDraft, Failure> {
    let mut looked_at = look_with_facts(commands, caller, id).await?;
    let overview = overview_of(commands, &mut looked_at).await?;
    let names = Names::of(&mut looked_at.reading, looked_at.application.organisation).await?;
    let (epoch, may_answer) = (looked_at.application.epoch, may_answer(&looked_at));
    let folded = looked_at.folded()?;
    let log = folded.log().to_vec();
    let authors: BTreeSet<&str> = log.iter().map(|logged| logged.author.as_str()).collect();
    let names = authors.into_iter().map(|author| (author.to_owned(), names.author(author))).collect();
    Ok(OpenDraft { overview, epoch, log, today: commands.today(), server_time: commands.now(), may_answer, names })
}

/// Looks at an application after its facts were told. Facts that cannot be told keep nobody from reading.
pub(crate) async fn look_with_facts(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
) -> Result<LookedAt, Failure> {
    let looked_at = look(commands, caller, id).await?;
    if !may_answer(&looked_at) {
        return Ok(looked_at);
    }
    let LookedAt { reading, mut slot, .. } = looked_at;
    drop(reading);
    let renewed = facts::renew(commands, caller, id, &mut slot).await;
    let told = match renewed {
        Ok(()) => facts::tell(commands, caller, id, &mut slot).await,
        failed => failed,
    };
    if let Err(failure) = told {
        tracing::warn!(failure = %failure, "Facts could not be told.");
    }
    drop(slot);
    look(commands, caller, id).await
}

/// Whether this person may answer at present.
pub(crate) fn may_answer(looked_at: &LookedAt) -> bool {
    let subject = looked_at.application.subject();
    case::check(Action::AnswerQuestion, &looked_at.signed_in.actor, &subject).is_ok()
}
