//! Facts, written by the server's own replica alone (S-119): what the store and the settings know at once, and what is
//! asked of services beside the request. A fact is asked for when the engine wants it, and again when its grounds changed.
//!
//! Left out: asking itself (`asked.rs`), and what a reply means (`benefit_check`, `address_lookup`).

use crate::Commands;
use crate::drafts::append::{Source, append};
use crate::drafts::asked::{Question, UnderWay};
use crate::drafts::in_memory::{Folded, Slot};
use crate::failure::Failure;
use crate::permitted::{Standing, may, reading, standing};
use case::permissions::AnswerQuestion;
use case::{Allowed, ApplicationId, OrganisationId, Role, UserId};
use interview::change::{ChangeKind, Fingerprint};
use interview::package::ItemKind;
use interview::place::Place;
use interview::value::{FactHeld, Held, Value};
use operations::{Operation, OperationId, ReplicaId, kinds};
use quantities::Timestamp;
use questionnaire::facts::{self, Source as FactSource};
use server_functions::Caller;
use std::collections::BTreeMap;
use store::applications::Application;
use store::drafts::{Appended, DRAFT_LIMIT, Origin, Way};
use store::sessions::SignedIn;
use store::{Reading, StoreError, Write};

/// A fact to be written.
#[derive(Clone)]
pub(crate) struct Told {
    /// Where.
    pub at: Place,
    /// What.
    pub held: FactHeld,
    /// Fingerprint of what it was told for.
    pub read: Fingerprint,
}

/// Tells the facts that are wanted now, and begins to ask for the others. Whoever may not answer at present tells nothing.
pub(crate) async fn tell(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
    slot: &mut Slot,
) -> Result<(), Failure> {
    let today = commands.today();
    let folded = slot.folded()?;
    let wanted = wanted(folded, today)?;
    if wanted.is_empty() {
        return Ok(());
    }
    let (mut view, signed_in) = reading(commands, caller).await?;
    let Ok(allowed) = may::<AnswerQuestion>(&mut view, &signed_in, id).await else { return Ok(()) };
    let application = view.application(&allowed).await?.ok_or(Failure::Broken("an application is gone"))?;
    let (mut told, mut begun) = (Vec::new(), Vec::new());
    for question in wanted {
        match FactSource::named(&question.source) {
            Some(FactSource::BenefitChecker | FactSource::Addresses) => {
                if commands.asked().begin(id, &question) {
                    begun.push(UnderWay::new(commands, id, caller.user, question));
                }
            }
            source => {
                let held = at_once(commands, &mut view, &application, source, &question.name).await?;
                told.push(question.told(held));
            }
        }
    }
    drop(view);
    told.extend(begun.iter().filter_map(UnderWay::pending));
    write_into(commands, caller, id, slot, told).await?;
    begun.into_iter().for_each(UnderWay::ask);
    Ok(())
}

/// Says that questions are asked, and asks them.
pub(crate) async fn begin(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
    slot: &mut Slot,
    begun: Vec<UnderWay>,
) -> Result<(), Failure> {
    let told = begun.iter().filter_map(UnderWay::pending).collect();
    write_into(commands, caller, id, slot, told).await?;
    begun.into_iter().for_each(UnderWay::ask);
    Ok(())
}

/// Tells again what the store and the settings know, where it is no longer as it was told: someone joined or left.
pub(crate) async fn renew(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
    slot: &mut Slot,
) -> Result<(), Failure> {
    let today = commands.today();
    let (mut view, signed_in) = reading(commands, caller).await?;
    let Ok(allowed) = may::<AnswerQuestion>(&mut view, &signed_in, id).await else { return Ok(()) };
    if allowed.state().map(standing) != Some(Standing::Applied) {
        return Ok(());
    }
    let application = view.application(&allowed).await?.ok_or(Failure::Broken("an application is gone"))?;
    let folded = slot.folded()?;
    let mut told = Vec::new();
    for (at, source, name) in known_at_once(folded) {
        let now = at_once(commands, &mut view, &application, Some(source), &name).await?;
        let draft = folded.draft(today)?;
        let before = draft.fact(&at);
        if matches!(before, FactHeld::Value(_)) && before != now {
            told.push(Told { read: draft.fingerprint(&at), held: now, at });
        }
    }
    drop(view);
    write_into(commands, caller, id, slot, told).await
}

/// What the engine wants, and what it waits for without anybody asking: the server was stopped in between.
fn wanted(folded: &mut Folded, today: quantities::Date) -> Result<Vec<Question>, Failure> {
    let package_facts = facts_of_the_application(folded);
    let draft = folded.draft(today)?;
    let package = draft.compiled().package();
    let mut questions: Vec<Question> =
        draft.wanted().into_iter().filter_map(|wanted| Question::of(package, &wanted, false)).collect();
    for at in package_facts.into_iter().filter(|at| draft.fact(at) == FactHeld::Pending) {
        questions.extend(Question::again(draft, &at));
    }
    Ok(questions)
}

/// Places of the facts that stand in no row.
fn facts_of_the_application(folded: &Folded) -> Vec<Place> {
    let items = folded.compiled().package().items.iter();
    let facts = (0..).zip(items).filter(|(_, item)| matches!(item.kind, ItemKind::Fact(_)) && item.frame == 0);
    facts.map(|(item, _)| Place { item, rows: Vec::new() }).collect()
}

fn known_at_once(folded: &Folded) -> Vec<(Place, FactSource, String)> {
    let package = folded.compiled().package();
    let source = |at: Place| {
        let item = package.items.get(at.item as usize)?;
        let ItemKind::Fact(fact) = &item.kind else { return None };
        let source = FactSource::named(&fact.source)?;
        let asked = matches!(source, FactSource::BenefitChecker | FactSource::Addresses);
        (!asked).then(|| (at, source, item.id.clone()))
    };
    facts_of_the_application(folded).into_iter().filter_map(source).collect()
}

/// What is held for a fact that needs nobody else.
async fn at_once(
    commands: &Commands,
    view: &mut Reading,
    application: &Application,
    source: Option<FactSource>,
    name: &str,
) -> Result<FactHeld, Failure> {
    Ok(match (source, name) {
        (Some(FactSource::Account), _) => FactHeld::Value(offices(commands, view, application).await?),
        (Some(FactSource::Firm), facts::SUPERVISORS) => {
            FactHeld::Value(people(commands, view, application.organisation, &[Role::Supervisor], true).await?)
        }
        (Some(FactSource::Firm), _) => {
            let roles = [Role::Preparer, Role::Supervisor];
            FactHeld::Value(people(commands, view, application.organisation, &roles, false).await?)
        }
        (Some(FactSource::Courts), _) => FactHeld::Value(facts::courts_value(&commands.settings().courts)),
        (Some(FactSource::Settings), facts::EXAMPLE_NUMBERS) => {
            FactHeld::Value(facts::example_numbers_value(commands.settings().example_numbers))
        }
        // What is not connected or not switched on is off.
        (Some(FactSource::Settings), _) => FactHeld::Value(Value::YesNo(false)),
        _ => {
            tracing::error!(fact.name = name, "A fact comes from a source that this server does not know.");
            FactHeld::Failed
        }
    })
}

/// The offices of whoever started the application, so that the list does not depend on who looks.
async fn offices(commands: &Commands, view: &mut Reading, application: &Application) -> Result<Value, Failure> {
    let held = view.roles(application.owner).await?;
    let firm = view.organisation(application.organisation).await?.map(|firm| firm.name).unwrap_or_default();
    let offices = view.offices(application.organisation).await?;
    let theirs = offices
        .into_iter()
        .filter(|office| office.id == application.office || held.iter().any(|role| role.office == Some(office.id)));
    let known = &commands.settings().offices;
    let details = theirs.map(|office| {
        let details = known.iter().find(|details| details.account_number == office.account_number);
        details.cloned().unwrap_or_else(|| facts::Office {
            account_number: office.account_number,
            firm: firm.clone(),
            line_1: String::new(),
            line_2: String::new(),
            town: office.name,
            postcode: String::new(),
            schedules: vec![facts::FAMILY.to_owned()],
        })
    });
    Ok(facts::offices_value(&details.collect::<Vec<_>>()))
}

/// The people who hold one of the roles, with the offices where they do.
async fn people(
    commands: &Commands,
    view: &mut Reading,
    organisation: OrganisationId,
    roles: &[Role],
    litigators: bool,
) -> Result<Value, Failure> {
    let mut found: BTreeMap<(String, UserId), Vec<String>> = BTreeMap::new();
    for office in view.offices(organisation).await? {
        for role in roles {
            for user in view.users_with_role(office.id, *role).await? {
                let accounts = found.entry((user.name, user.id)).or_default();
                if !accounts.contains(&office.account_number) {
                    accounts.push(office.account_number.clone());
                }
            }
        }
    }
    let mut people = Vec::new();
    for ((name, user), offices) in found {
        let in_force = async {
            let flag = view.litigator_flag(user).await?;
            Ok::<_, StoreError>(flag.is_some_and(|flag| flag.ends_on.is_none_or(|last| commands.today() <= last)))
        };
        if !litigators || in_force.await? {
            people.push(facts::Person { id: user.to_string(), name, offices });
        }
    }
    Ok(facts::people_value(&people))
}

async fn write_into(
    commands: &Commands,
    caller: Caller,
    id: ApplicationId,
    slot: &mut Slot,
    told: Vec<Told>,
) -> Result<(), Failure> {
    if told.is_empty() {
        return Ok(());
    }
    let folded = slot.take().ok_or(Failure::Broken("a draft that was not opened"))?;
    let (now, server) = (commands.now(), Server::of(commands, &folded));
    let work = async move |write: &mut Write, signed_in: &SignedIn| {
        let allowed = may::<AnswerQuestion>(write, signed_in, id).await?;
        write_facts(write, &allowed, folded, told, &server, now).await
    };
    slot.put(commands.settings().store.write_signed_in(caller.session, now, work).await?);
    Ok(())
}

/// The server's own replica of a draft. Its id follows from a key, so that nobody can take it before the server does.
pub(crate) struct Server {
    replica: ReplicaId,
    build: String,
}

impl Server {
    /// That of a draft.
    pub(crate) fn of(commands: &Commands, folded: &Folded) -> Self {
        let hash = commands.settings().secrets.operations.hash("server replica", &[&folded.id().0.to_be_bytes()]);
        let id = hash.bytes().iter().take(16).fold(0, |number: u128, byte| (number << 8) | u128::from(*byte));
        Self { replica: ReplicaId(id), build: commands.settings().build.clone() }
    }
}

/// Writes facts, inside a transaction. One that changes what is submitted voids approvals, as an answer does.
pub(crate) async fn write_facts(
    write: &mut Write,
    allowed: &Allowed<AnswerQuestion>,
    mut folded: Folded,
    told: Vec<Told>,
    server: &Server,
    now: Timestamp,
) -> Result<Folded, Failure> {
    let application = write.application(allowed).await?.ok_or(Failure::Broken("an application is gone"))?;
    folded.catch_up(&write.operations(allowed, folded.rev(), DRAFT_LIMIT).await?);
    let mut n = write.acknowledged(allowed).await?.get(&server.replica).copied().unwrap_or_default();
    let origin = Origin { session: None, device: String::new(), way: Way::Server };
    let source = Source { allowed, draft: application.draft, origin, now };
    let mut changes_what_is_sent = false;
    for fact in told {
        let compiled = folded.compiled().clone();
        let package = compiled.package();
        let change = ChangeKind::SetFact { held: fact.held, observed_on: None };
        let Some(kind) = kinds(package, fact.at.item, &change, &Held::Empty).and_then(|kinds| kinds.into_iter().next())
        else {
            tracing::error!(fact.place = compiled.write_place(&fact.at), "A fact is no value of its type.");
            continue;
        };
        n = n.saturating_add(1);
        let operation = Operation {
            id: OperationId { replica: server.replica, n },
            draft: folded.id(),
            at: compiled.write_place(&fact.at),
            saw: folded.fold().saw(&fact.at, &kind),
            kind,
            read: Some(fact.read),
            definition: compiled.id(),
            build: server.build.clone(),
            time: now,
        };
        if let Err(reason) = folded.fold().accept(package, &operation, true) {
            tracing::error!(fact.place = operation.at, fact.reason = ?reason, "A fact was not taken.");
            n = n.saturating_sub(1);
            continue;
        }
        match append(write, &source, &mut folded, operation, None).await? {
            Appended::New { .. } => changes_what_is_sent |= !is_list(package, &fact.at),
            _ => return Err(Failure::Broken("the server's own replica is out of step")),
        }
    }
    let in_review = standing(application.state) == Standing::AppliedInReview;
    if changes_what_is_sent && in_review {
        write.note_change(allowed, true, now).await?;
    }
    Ok(folded)
}

fn is_list(package: &interview::package::Package, at: &Place) -> bool {
    let kind = package.items.get(at.item as usize).map(|item| &item.kind);
    matches!(kind, Some(ItemKind::Fact(fact)) if fact.value == interview::package::Type::List)
}
