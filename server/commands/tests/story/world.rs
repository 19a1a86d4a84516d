//! The people and things of every chapter, in a folder that is removed at the end.

use crate::services::{Addresses, Checker};
use case::{ApplicationId, DraftId, Litigator, OfficeId, OrganisationId, Role, SessionId, UserId};
use commands::{Clock, Commands, DeadlineRules, Settings};
use interview::Compiled;
use interview::place::Place;
use interview::value::Held;
use interview::{DefinitionId, Draft};
use keys::{Secrets, Token};
use operations::protocol::{Push, Pushed, Refusal as Refused};
use operations::{EpochId, Fold, Kind, Operation, OperationId, ReplicaId, WireValue};
use quantities::{Date, Timestamp};
use server_functions::Caller;
use server_functions::applications::Applications;
use server_functions::drafts::{Drafts, OpenDraft, PageAddress, PlainPage, Posted, PostedForm};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::audit::Event;
use store::definitions::NewDefinition;
use store::organisations::OrganisationKind;
use store::sessions::NewSession;
use store::users::{HeldRole, LitigatorFlag, NewUser};
use store::{Operator, Store, StoreError, Write};

const OPERATOR: Operator = Operator::at_the_machine();
const HOUR_MS: i64 = 3_600_000;
/// 23 November 2026 at 10:00 UTC.
const BEGINNING_MS: i64 = 1_795_428_000_000;

pub const ROW: &str = "018f0000000000000000000000000001";

/// Someone with an open session.
#[derive(Clone, Copy, Debug)]
pub struct Someone {
    pub user: UserId,
    pub session: SessionId,
}

impl Someone {
    pub fn caller(self) -> Caller {
        Caller { session: self.session, user: self.user }
    }
}

pub struct World {
    folder: PathBuf,
    pub store: Store,
    pub commands: Commands,
    settings: Settings,
    pub checker: Arc<Checker>,
    pub addresses: Arc<Addresses>,
    clock: Arc<AtomicI64>,
    pub firm: OrganisationId,
    /// Preparer.
    pub joan: Someone,
    /// Another preparer of the same office.
    pub rupert: Someone,
    /// Supervisor and authorised litigator.
    pub malcolm: Someone,
    /// Supervisor without the flag.
    pub beatrix: Someone,
    /// Preparer of another office of the firm.
    pub aurelia: Someone,
    /// Preparer of another firm.
    pub hester: Someone,
    /// Office manager: has no right to anything yet.
    pub oswald: Someone,
}

impl World {
    pub async fn new() -> World {
        World::with_definition(&crate::questionnaire::small()).await
    }

    pub async fn with_definition(definition: &NewDefinition) -> World {
        let name: String = keys::random_bytes::<8>().unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = std::env::temp_dir().join(format!("rushcliffe-commands-{name}"));
        std::fs::create_dir(&folder).unwrap();
        let secrets = Arc::new(Secrets::random().unwrap());
        let store = Store::open(&folder.join("store.db"), secrets.clone()).await.unwrap();
        let clock = Arc::new(AtomicI64::new(BEGINNING_MS));
        let (checker, addresses) = (Arc::new(Checker::default()), Arc::new(Addresses::default()));
        let ticking = clock.clone();
        let now: Clock = Arc::new(move || Timestamp::from_milliseconds(ticking.load(Ordering::SeqCst)).unwrap());
        let settings = Settings {
            gateways: commands::Gateways { benefit_checker: Some(checker.clone()), addresses: Some(addresses.clone()) },
            example_numbers: true,
            deadlines: DeadlineRules {
                full_application: Some(case::Length { count: 20, unit: case::LengthUnit::WorkingDays }),
                ..DeadlineRules::default()
            },
            ..Settings::new(store.clone(), secrets, now)
        };
        let commands = Commands::new(settings.clone());
        let definition = definition.clone();
        let at = Timestamp::from_milliseconds(BEGINNING_MS).unwrap();
        let found = store
            .write(async move |write: &mut Write| -> Result<_, StoreError> {
                let firm = write.add_organisation(&OPERATOR, "Petherick LLP", OrganisationKind::Firm, at).await?;
                let office = write.add_office(&OPERATOR, firm, "1A234B", "Eastmoor", at).await?;
                let second = write.add_office(&OPERATOR, firm, "1A236C", "Westhaven", at).await?;
                let other = write.add_organisation(&OPERATOR, "Quillfeather", OrganisationKind::Firm, at).await?;
                let other_office = write.add_office(&OPERATOR, other, "2B345D", "Norbeck", at).await?;
                let joan = person(write, firm, office, "Joan Petherick", Role::Preparer, at).await?;
                let rupert = person(write, firm, office, "Rupert Ashdown", Role::Preparer, at).await?;
                let malcolm = person(write, firm, office, "Malcolm Eversholt", Role::Supervisor, at).await?;
                let beatrix = person(write, firm, office, "Beatrix Lomax", Role::Supervisor, at).await?;
                let aurelia = person(write, firm, second, "Aurelia Stride", Role::Preparer, at).await?;
                let hester = person(write, other, other_office, "Hester Quill", Role::Preparer, at).await?;
                let oswald = person(write, firm, office, "Oswald Crane", Role::OfficeManager, at).await?;
                let litigator = Litigator { body: "solicitor".into(), number: "104427".into() };
                let flag = LitigatorFlag { litigator, ends_on: None };
                write.record_litigator(&OPERATOR, malcolm.user, &flag, at).await?;
                write.publish(&OPERATOR, &definition, at).await?;
                Ok((firm, [joan, rupert, malcolm, beatrix, aurelia, hester, oswald]))
            })
            .await
            .unwrap();
        let (firm, [joan, rupert, malcolm, beatrix, aurelia, hester, oswald]) = found;
        World {
            folder,
            store,
            commands,
            settings,
            checker,
            addresses,
            clock,
            firm,
            joan,
            rupert,
            malcolm,
            beatrix,
            aurelia,
            hester,
            oswald,
        }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    /// The commands of a server that was started anew.
    pub fn restarted(&self) -> Commands {
        Commands::new(self.settings.clone())
    }

    /// Lets so many minutes pass.
    pub fn pass(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    pub async fn start(&self) -> ApplicationId {
        self.commands.start(self.joan.caller()).await.unwrap()
    }

    pub async fn open(&self, who: Someone, id: ApplicationId) -> Desk {
        Desk::opened_by(&self.commands, who, id).await
    }

    pub async fn push(&self, who: Someone, push: Push) -> Result<Pushed, Refused> {
        self.commands.push(who.caller(), push).await
    }

    /// Someone who sees everything gives answers, in one push.
    pub async fn answer(&self, who: Someone, id: ApplicationId, answers: &[(&str, Kind)]) -> Pushed {
        let mut desk = self.open(who, id).await;
        for (at, kind) in answers {
            desk.says(at, kind.clone());
        }
        self.push(who, desk.push()).await.unwrap()
    }

    /// Everything that the small questionnaire asks.
    pub async fn complete(&self, id: ApplicationId) {
        self.answer(self.joan, id, &crate::questionnaire::answers(self)).await;
        self.commands.finish().await;
        let mut desk = self.open(self.joan, id).await;
        desk.says("check_client", Kind::Confirm);
        desk.says("proc", Kind::CloseList);
        self.push(self.joan, desk.push()).await.unwrap();
        self.commands.finish().await;
    }

    pub async fn page(&self, who: Someone, id: ApplicationId, address: &str) -> PlainPage {
        self.commands.page(who.caller(), id, PageAddress::read(address).unwrap()).await.unwrap()
    }

    pub async fn post(&self, who: Someone, id: ApplicationId, address: &str, form: &PostedForm) -> Posted {
        self.try_post(who, id, address, form).await.unwrap()
    }

    pub async fn try_post(
        &self,
        who: Someone,
        id: ApplicationId,
        address: &str,
        form: &PostedForm,
    ) -> Result<Posted, server_functions::Refusal> {
        self.commands.post(who.caller(), id, PageAddress::read(address).unwrap(), form.clone()).await
    }

    /// The trail of the firm.
    pub async fn events(&self) -> Vec<Event> {
        let mut view = self.store.read().await.unwrap();
        view.events(&OPERATOR, self.firm, 0).await.unwrap()
    }

    pub async fn events_named(&self, action: &str) -> usize {
        self.events().await.iter().filter(|event| event.action == action).count()
    }

    /// Another session of the same person, as after signing in again.
    pub async fn signs_in_again(&self, who: Someone) -> Someone {
        let at = self.now();
        let session = self
            .store
            .write(async move |write: &mut Write| write.open_session(&session_of(who.user, at), at).await)
            .await
            .unwrap();
        Someone { session, ..who }
    }

    pub async fn signs_out(&self, who: Someone) {
        let at = self.now();
        self.store.write(async move |write: &mut Write| write.end_session(who.session, at).await).await.unwrap();
    }

    pub async fn loses_flag(&self, who: Someone) {
        let at = self.now();
        let litigator = Litigator { body: "solicitor".into(), number: "104427".into() };
        let flag = LitigatorFlag { litigator, ends_on: Date::new(2026, 11, 22) };
        let record = async move |write: &mut Write| write.record_litigator(&OPERATOR, who.user, &flag, at).await;
        self.store.write(record).await.unwrap();
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn person(
    write: &mut Write,
    firm: OrganisationId,
    office: OfficeId,
    name: &str,
    role: Role,
    at: Timestamp,
) -> Result<Someone, StoreError> {
    let new = NewUser { organisation: firm, name: name.into(), sign_in: name.replace(' ', "."), password: None };
    let user = write.add_user(&OPERATOR, &new, at).await?;
    write.grant_role(&OPERATOR, user, HeldRole { role, office: Some(office) }, at).await?;
    let session = write.open_session(&session_of(user, at), at).await?;
    Ok(Someone { user, session })
}

fn session_of(user: UserId, at: Timestamp) -> NewSession {
    NewSession {
        user,
        token_hash: Token::random().unwrap().hash(),
        device: "Firefox on Linux".into(),
        idle_ends_at: at.plus_milliseconds(12 * HOUR_MS).unwrap(),
        ends_at: at.plus_milliseconds(12 * HOUR_MS).unwrap(),
    }
}

/// A page load: what a device knows of a draft, and the operations made on it.
pub struct Desk {
    pub opened: OpenDraft,
    pub compiled: Arc<Compiled>,
    pub fold: Fold,
    pub replica: ReplicaId,
    made: Vec<Operation>,
    n: u64,
}

impl Desk {
    fn new(opened: OpenDraft, compiled: Arc<Compiled>) -> Desk {
        let id = draft_on_the_wire(opened.overview.draft.draft);
        let fold = operations::fold(compiled.package(), id, &opened.log);
        let replica = ReplicaId(u128::from_be_bytes(keys::random_bytes().unwrap()));
        Desk { opened, compiled, fold, replica, made: Vec::new(), n: 0 }
    }

    pub async fn opened_by(commands: &Commands, who: Someone, id: ApplicationId) -> Desk {
        let opened = commands.open(who.caller(), id).await.unwrap();
        let bytes: case::Digest = opened.overview.draft.definition.parse().unwrap();
        let compiled = commands.definition(DefinitionId(*bytes.bytes())).await.unwrap().unwrap();
        Desk::new(opened, compiled)
    }

    pub fn place(&self, at: &str) -> Place {
        self.compiled.place(at).unwrap()
    }

    /// The engine's draft, as this device judges it.
    pub fn draft(&self) -> Draft {
        Draft::open(self.compiled.clone(), self.opened.today, &self.fold.answers(self.compiled.package()))
    }

    pub fn held(&self, at: &str) -> Held {
        self.draft().held(&self.place(at)).clone()
    }

    /// Makes an operation by somebody who sees this desk.
    pub fn says(&mut self, at: &str, kind: Kind) -> OperationId {
        let saw = self.compiled.place(at).map(|place| self.fold.saw(&place, &kind)).unwrap_or_default();
        let read = self.compiled.place(at).map(|place| self.draft().fingerprint(&place));
        self.n += 1;
        let operation = Operation {
            id: OperationId { replica: self.replica, n: self.n },
            draft: draft_on_the_wire(self.opened.overview.draft.draft),
            at: at.into(),
            kind,
            saw,
            read,
            definition: self.compiled.id(),
            build: "test".into(),
            time: "2026-11-23T10:42:07.123Z".parse().unwrap(),
        };
        self.fold.apply_own(self.compiled.package(), &operation);
        self.made.push(operation.clone());
        operation.id
    }

    pub fn operations(&mut self) -> &mut Vec<Operation> {
        &mut self.made
    }

    /// Everything made so far.
    pub fn push(&self) -> Push {
        Push {
            proto: operations::protocol::PROTOCOL,
            build: "test".into(),
            device: "a laptop".into(),
            draft: draft_on_the_wire(self.opened.overview.draft.draft),
            epoch: self.opened.epoch,
            have_rev: self.opened.overview.rev,
            declared: BTreeMap::from([(self.replica, self.n)]),
            ops: self.made.clone(),
        }
    }
}

pub fn draft_on_the_wire(draft: DraftId) -> operations::DraftId {
    operations::DraftId(draft.uuid().as_u128())
}

pub fn epoch(number: u128) -> EpochId {
    EpochId(number)
}

pub fn set(value: &str) -> Kind {
    Kind::Set(WireValue::text(value).unwrap())
}
