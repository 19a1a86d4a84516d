//! Questions to services beside the request: never waited for by whoever types, one at a time for the same details, and the
//! answer written by the server's replica only if the details are still those that were asked about.
//!
//! Left out: what a reply means (`benefit_check`, `address_lookup`); trying again by itself.

use crate::Commands;
use crate::drafts::facts::{Server, Told, write_facts};
use crate::failure::Failure;
use crate::{address_lookup, benefit_check};
use case::permissions::{AnswerQuestion, RunBenefitCheck};
use case::{Action, ApplicationId, UserId, permit};
use interview::change::Fingerprint;
use interview::package::{ItemKind, Package};
use interview::place::Place;
use interview::value::{FactHeld, Read, Value};
use interview::{Draft, Wanted};
use questionnaire::facts::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use store::audit::NewEvent;
use store::benefit_checks::NewBenefitCheck;
use store::drafts::DRAFT_LIMIT;
use tokio::sync::Notify;

/// A fact to ask for, with what it is asked about.
#[derive(Clone)]
pub(crate) struct Question {
    /// The fact.
    pub at: Place,
    /// Its name.
    pub name: String,
    /// The name of its source.
    pub source: String,
    /// Values of what it rests on, by the name of the item.
    pub inputs: BTreeMap<String, Value>,
    /// Fingerprint of those values.
    pub read: Fingerprint,
    /// Whether the draft says already that it is asked for.
    is_pending: bool,
}

impl Question {
    /// What the engine wants.
    pub(crate) fn of(package: &Package, wanted: &Wanted, is_pending: bool) -> Option<Self> {
        let name = package.items.get(wanted.at.item as usize)?.id.clone();
        let inputs = wanted.inputs.iter().filter_map(|(place, read)| {
            let Read::Value(value) = read else { return None };
            Some((package.items.get(place.item as usize)?.id.clone(), value.clone()))
        });
        Some(Self {
            at: wanted.at.clone(),
            name,
            source: wanted.source.clone(),
            inputs: inputs.collect(),
            read: wanted.read,
            is_pending,
        })
    }

    /// The same question once more, for a fact that stands in no row.
    pub(crate) fn again(draft: &Draft, at: &Place) -> Option<Self> {
        let package = draft.compiled().package();
        let item = package.items.get(at.item as usize)?;
        let ItemKind::Fact(fact) = &item.kind else { return None };
        let inputs = item.recheck.iter().map(|read| Place { item: *read, rows: Vec::new() });
        let inputs = inputs.map(|place| (place.clone(), draft.read(&place))).collect();
        let wanted = Wanted { at: at.clone(), source: fact.source.clone(), inputs, read: draft.fingerprint(at) };
        Self::of(package, &wanted, draft.fact(at) == FactHeld::Pending)
    }

    /// A fact for what was asked about.
    pub(crate) fn told(&self, held: FactHeld) -> Told {
        Told { at: self.at.clone(), held, read: self.read }
    }
}

/// What is under way in this process.
#[derive(Default)]
pub(crate) struct Asked {
    questions: Mutex<BTreeSet<(ApplicationId, Place, Fingerprint)>>,
    ended: Notify,
}

impl Asked {
    /// Whether to ask: nobody asks the same already.
    pub(crate) fn begin(&self, id: ApplicationId, question: &Question) -> bool {
        let mut questions = self.questions.lock().unwrap_or_else(PoisonError::into_inner);
        questions.insert((id, question.at.clone(), question.read))
    }

    fn end(&self, id: ApplicationId, question: &Question) {
        let mut questions = self.questions.lock().unwrap_or_else(PoisonError::into_inner);
        questions.remove(&(id, question.at.clone(), question.read));
        drop(questions);
        self.ended.notify_waiters();
    }

    /// Waits until nothing is under way.
    pub(crate) async fn finish(&self) {
        loop {
            let ended = self.ended.notified();
            if self.questions.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
                return;
            }
            ended.await;
        }
    }
}

/// A question that was begun. Dropped, whatever the reason, it is under way no more.
pub(crate) struct UnderWay {
    commands: Commands,
    application: ApplicationId,
    user: UserId,
    question: Question,
}

/// What came back.
pub(crate) struct Outcome {
    /// What the draft holds then.
    pub held: FactHeld,
    /// What is kept of it beside.
    pub check: Option<NewBenefitCheck>,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.commands.asked().end(self.application, &self.question);
    }
}

impl UnderWay {
    /// A question that [`Asked::begin`] let through.
    pub(crate) fn new(commands: &Commands, application: ApplicationId, user: UserId, question: Question) -> Self {
        Self { commands: commands.clone(), application, user, question }
    }

    /// That it is asked for, unless the draft says so.
    pub(crate) fn pending(&self) -> Option<Told> {
        (!self.question.is_pending).then(|| self.question.told(FactHeld::Pending))
    }

    /// Asks beside the request.
    pub(crate) fn ask(self) {
        tokio::spawn(async move {
            let outcome = match Source::named(&self.question.source) {
                Some(Source::BenefitChecker) => benefit_check::check(&self.commands, &self.question).await,
                _ => address_lookup::find(&self.commands, &self.question).await,
            };
            if let Err(failure) = self.tell(outcome).await {
                tracing::warn!(failure = %failure, "The reply of a service could not be written.");
            }
        });
    }

    /// Writes the reply, if whoever asked may still have it written and the details are those that were asked about.
    async fn tell(&self, outcome: Outcome) -> Result<(), Failure> {
        let (id, user, now) = (self.application, self.user, self.commands.now());
        let mut slot = self.commands.in_memory().slot(id).await;
        // Without a folded draft nobody has looked at it since; the next to look asks again.
        let Some(mut folded) = slot.take() else { return Ok(()) };
        let mut view = self.commands.settings().store.read().await?;
        let actor = view.actor(user, now).await?;
        let subject = view.subject(id).await?;
        let (Some(actor), Some(subject)) = (actor, subject) else { return Ok(()) };
        let Ok(allowed) = permit::<AnswerQuestion>(&actor, &subject) else {
            slot.put(folded);
            return Ok(());
        };
        folded.catch_up(&view.operations(&allowed, folded.rev(), DRAFT_LIMIT).await?);
        drop(view);
        let draft = folded.draft(self.commands.today())?;
        let is_waited_for = draft.fact(&self.question.at) == FactHeld::Pending
            && draft.fingerprint(&self.question.at) == self.question.read;
        if !is_waited_for {
            slot.put(folded);
            return Ok(());
        }
        let told = vec![self.question.told(outcome.held)];
        let server = Server::of(&self.commands, &folded);
        let check = outcome.check;
        let written = self.commands.settings().store.write(async move |write: &mut store::Write| {
            let actor = write.actor(user, now).await?.ok_or(case::Refusal::NotFound)?;
            let subject = write.subject(id).await?.ok_or(case::Refusal::NotFound)?;
            let allowed = permit::<AnswerQuestion>(&actor, &subject)?;
            let folded = write_facts(write, &allowed, folded, told, &server, now).await?;
            if let Some(check) = check {
                let may_check = permit::<RunBenefitCheck>(&actor, &subject)?;
                write.keep_benefit_check(&may_check, &check, now).await?;
                let event = NewEvent {
                    actor: Some(user),
                    ..NewEvent::by_the_server(
                        subject.organisation,
                        Action::RunBenefitCheck.name(),
                        "application",
                        id.uuid(),
                    )
                };
                write.audit(&event.about(check.status.into_bytes()), now).await?;
            }
            Ok::<_, Failure>(folded)
        });
        slot.put(written.await?);
        Ok(())
    }
}
