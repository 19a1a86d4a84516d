//! All answers of an application, task by task, with their digest.

use crate::Commands;
use crate::applications::lines::{answered, evidence, unused};
use crate::drafts::looked_at::look;
use crate::failure::Failure;
use case::ApplicationId;
use interview::package::hex;
use server_functions::Caller;
use server_functions::applications::Summary;

/// All answers.
pub(crate) async fn summary(commands: &Commands, caller: Caller, id: ApplicationId) -> Result<Summary, Failure> {
    let mut looked_at = look(commands, caller, id).await?;
    let folded = looked_at.folded()?;
    let rev = folded.rev();
    let draft = folded.draft(commands.today())?;
    Ok(Summary {
        rev,
        digest: hex(&draft.digest()),
        tasks: answered(draft),
        unused: unused(draft),
        evidence: evidence(draft),
    })
}
