//! Asks once more for what a service could not say, when a person wants it.

use crate::Commands;
use crate::drafts::asked::{Question, UnderWay};
use crate::drafts::facts;
use crate::drafts::looked_at::look;
use crate::failure::Failure;
use crate::permitted::may;
use case::ApplicationId;
use case::permissions::RunBenefitCheck;
use interview::package::ItemKind;
use interview::place::Place;
use interview::value::FactHeld;
use questionnaire::facts::Source;
use server_functions::Caller;

/// Asks again for every fact from a service that failed, or that nobody asks for any more though the draft waits.
pub(crate) async fn ask_again(commands: &Commands, caller: Caller, id: ApplicationId) -> Result<(), Failure> {
    let mut looked_at = look(commands, caller, id).await?;
    may::<RunBenefitCheck>(&mut looked_at.reading, &looked_at.signed_in, id).await?;
    drop(looked_at.reading);
    let mut slot = looked_at.slot;
    let draft = slot.folded()?.draft(commands.today())?;
    let items = (0..).zip(&draft.compiled().package().items);
    let from_services = items.filter(|(_, item)| match &item.kind {
        ItemKind::Fact(fact) => {
            let source = Source::named(&fact.source);
            item.frame == 0 && matches!(source, Some(Source::BenefitChecker | Source::Addresses))
        }
        _ => false,
    });
    let places = from_services.map(|(item, _)| Place { item, rows: Vec::new() });
    let unanswered = places.filter(|at| matches!(draft.fact(at), FactHeld::Failed | FactHeld::Pending));
    let questions: Vec<Question> = unanswered.filter_map(|at| Question::again(draft, &at)).collect();
    let begun: Vec<UnderWay> = questions
        .into_iter()
        .filter(|question| commands.asked().begin(id, question))
        .map(|question| UnderWay::new(commands, id, caller.user, question))
        .collect();
    facts::begin(commands, caller, id, &mut slot, begun).await
}
