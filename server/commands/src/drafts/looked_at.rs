//! An application with its draft, for someone who may read it: what every view of a draft begins with.

use crate::Commands;
use crate::definitions::pinned;
use crate::drafts::in_memory::{Folded, Slot};
use crate::failure::Failure;
use crate::permitted::{readable, reading};
use case::permissions::ViewApplication;
use case::{Allowed, ApplicationId, DraftId};
use server_functions::Caller;
use store::Reading;
use store::applications::Application;
use store::drafts::DRAFT_LIMIT;
use store::sessions::SignedIn;

/// An application that someone looks at.
pub(crate) struct LookedAt {
    /// One view of the store.
    pub reading: Reading,
    /// Who looks.
    pub signed_in: SignedIn,
    /// That they may.
    pub allowed: Allowed<ViewApplication>,
    /// The application as it is in that view.
    pub application: Application,
    /// Its draft at the revision of that view, held by nobody else.
    pub slot: Slot,
}

impl LookedAt {
    /// Its draft.
    pub(crate) fn folded(&mut self) -> Result<&mut Folded, Failure> {
        self.slot.folded()
    }
}

/// Looks at an application.
pub(crate) async fn look(commands: &Commands, caller: Caller, id: ApplicationId) -> Result<LookedAt, Failure> {
    // Asked before anything is held for it, so that nobody makes others wait for a draft they may not see.
    let (mut view, signed_in) = reading(commands, caller).await?;
    let (_, application) = readable(&mut view, &signed_in, id).await?;
    drop(view);
    let compiled = pinned(commands, application.definition).await?;
    let mut slot = commands.in_memory().slot(id).await;
    let mut folded = slot.take().unwrap_or_else(|| Folded::new(compiled, on_the_wire(application.draft)));

    let (mut reading, signed_in) = reading(commands, caller).await?;
    let (allowed, application) = readable(&mut reading, &signed_in, id).await?;
    folded.catch_up(&reading.operations(&allowed, folded.rev(), DRAFT_LIMIT).await?);
    slot.put(folded);
    Ok(LookedAt { reading, signed_in, allowed, application, slot })
}

/// The id of a draft as operations carry it.
pub(crate) fn on_the_wire(draft: DraftId) -> operations::DraftId {
    operations::DraftId(draft.uuid().as_u128())
}

/// The id of a draft as the store keeps it.
pub(crate) fn in_the_store(draft: operations::DraftId) -> DraftId {
    DraftId::from_uuid(uuid::Uuid::from_u128(draft.0))
}
