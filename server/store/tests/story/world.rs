//! The people and things of every chapter, in a folder that is removed at the end.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use case::permissions::{AnswerQuestion, StartApplication};
use case::{
    ActionMarker, Allowed, ApplicationReference, Digest, DraftId, Litigator, OfficeId, OrganisationId, Refusal,
};
use case::{Role, SessionId, Subject, UserId, permit};
use keys::{Secrets, Token};
use operations::{EpochId, OperationId, ReplicaId};
use quantities::Timestamp;
use store::applications::{NewApplication, Started};
use store::definitions::NewDefinition;
use store::drafts::{Appended, Arriving, Origin, Way};
use store::organisations::OrganisationKind;
use store::sessions::{NewSession, SignedIn};
use store::users::{HeldRole, LitigatorFlag, NewUser};
use store::{Operator, Store, StoreError, Write};
use tokio::sync::oneshot;

pub const OPERATOR: Operator = Operator::at_the_machine();
pub const HOUR_MS: i64 = 3_600_000;
pub const DEFINITION: Digest = Digest::from_bytes([0xd1; 32]);

/// So many milliseconds after the story begins, on 23 November 2026 at 10:00 UTC.
pub fn after(milliseconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(1_795_428_000_000 + milliseconds).unwrap()
}

pub fn now() -> Timestamp {
    after(0)
}

/// What a request of the story can fail with.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("refused: {0:?}")]
    Refused(#[from] Refusal),
    #[error("poisoned")]
    Poisoned,
}

/// A user with an open session.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub user: UserId,
    pub session: SessionId,
}

pub struct World {
    pub folder: PathBuf,
    pub secrets: Arc<Secrets>,
    pub store: Store,
    pub firm: OrganisationId,
    pub office: OfficeId,
    pub second_office: OfficeId,
    /// Preparer.
    pub joan: Person,
    /// Supervisor and authorised litigator.
    pub malcolm: Person,
    /// Preparer at the second office.
    pub aurelia: Person,
    /// Preparer at another firm.
    pub hester: Person,
    pub other_office: OfficeId,
}

impl World {
    pub async fn new() -> World {
        let name: String = keys::random_bytes::<8>().unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = std::env::temp_dir().join(format!("rushcliffe-story-{name}"));
        std::fs::create_dir(&folder).unwrap();
        World::founded(folder, Arc::new(Secrets::random().unwrap())).await
    }

    async fn founded(folder: PathBuf, secrets: Arc<Secrets>) -> World {
        let store = Store::open(&folder.join("store.db"), secrets.clone()).await.unwrap();
        store
            .write(async move |write| -> Result<_, StoreError> {
                let firm = firm_named(write, "Petherick and Eversholt LLP").await?;
                let office = write.add_office(&OPERATOR, firm, "1A234B", "Eastmoor", now()).await?;
                let second_office = write.add_office(&OPERATOR, firm, "1A236C", "Westhaven", now()).await?;
                let other = firm_named(write, "Quillfeather Solicitors").await?;
                let other_office = write.add_office(&OPERATOR, other, "2B345D", "Norbeck", now()).await?;
                let joan = person(write, firm, office, "Joan Petherick", Role::Preparer).await?;
                let malcolm = person(write, firm, office, "Malcolm Eversholt", Role::Supervisor).await?;
                let aurelia = person(write, firm, second_office, "Aurelia Stride", Role::Preparer).await?;
                let hester = person(write, other, other_office, "Hester Quillfeather", Role::Preparer).await?;
                let litigator = Litigator { body: "solicitor".into(), number: "104427".into() };
                let flag = LitigatorFlag { litigator, ends_on: None };
                write.record_litigator(&OPERATOR, malcolm.user, &flag, now()).await?;
                write.publish(&OPERATOR, &definition(DEFINITION, b"package"), now()).await?;
                Ok((firm, office, second_office, joan, malcolm, aurelia, hester, other_office))
            })
            .await
            .map(|(firm, office, second_office, joan, malcolm, aurelia, hester, other_office)| World {
                folder,
                secrets,
                store,
                firm,
                office,
                second_office,
                joan,
                malcolm,
                aurelia,
                hester,
                other_office,
            })
            .unwrap()
    }

    /// Closes the store and opens it again.
    pub async fn reopen(&mut self) {
        self.store.close().await;
        self.store = Store::open(&self.folder.join("store.db"), self.secrets.clone()).await.unwrap();
    }

    /// A connection around the store, as somebody with the file would have.
    pub async fn beside(&self) -> sqlx::SqliteConnection {
        use sqlx::ConnectOptions;
        sqlx::sqlite::SqliteConnectOptions::new().filename(self.folder.join("store.db")).connect().await.unwrap()
    }

    /// Joan starts an application.
    pub async fn start(&self, number: u64) -> Started {
        self.start_by(self.joan, self.firm, self.office, number).await.unwrap()
    }

    pub async fn start_by(
        &self,
        who: Person,
        firm: OrganisationId,
        office: OfficeId,
        number: u64,
    ) -> Result<Started, Failure> {
        let reference = ApplicationReference::from_random(number);
        let new = NewApplication { reference, definition: DEFINITION, epoch: EpochId(u128::from(number)) };
        self.store
            .write_signed_in(who.session, now(), async move |write, signed_in| {
                let allowed = permit::<StartApplication>(&signed_in.actor, &Subject::office(firm, office))?;
                Ok::<_, Failure>(write.start_application(&allowed, &new, now()).await?.unwrap())
            })
            .await
    }

    /// One of them pushes one operation.
    pub async fn push(&self, who: Person, draft: DraftId, arriving: Arriving) -> Result<Appended, Failure> {
        self.store
            .write_signed_in(who.session, now(), async move |write, signed_in| {
                push(write, signed_in, draft, &arriving).await
            })
            .await
    }

    /// The firm of Hester.
    pub async fn hester_firm(&self) -> OrganisationId {
        self.store.read().await.unwrap().user(self.hester.user).await.unwrap().unwrap().organisation
    }

    /// How many rows a table has, on disk.
    pub async fn rows(&self, count: &'static str) -> i64 {
        sqlx::query_scalar(count).fetch_one(&mut self.beside().await).await.unwrap()
    }

    /// Lets the writer wait until the sender is used or dropped.
    pub async fn hold_the_writer(&self) -> (oneshot::Sender<()>, tokio::task::JoinHandle<Result<(), Failure>>) {
        let (release, released) = oneshot::channel::<()>();
        let (begun, has_begun) = oneshot::channel::<()>();
        let store = self.store.clone();
        let holding = tokio::spawn(async move {
            let wait = async move |_: &mut Write| {
                begun.send(()).unwrap();
                let _ = released.await;
                Ok::<(), Failure>(())
            };
            store.write(wait).await
        });
        has_begun.await.unwrap();
        (release, holding)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn firm_named(write: &mut Write, name: &str) -> Result<OrganisationId, StoreError> {
    write.add_organisation(&OPERATOR, name, OrganisationKind::Firm, now()).await
}

async fn person(
    write: &mut Write,
    organisation: OrganisationId,
    office: OfficeId,
    name: &str,
    role: Role,
) -> Result<Person, StoreError> {
    let sign_in = name.replace(' ', ".");
    let new = NewUser { organisation, name: name.into(), sign_in, password: None };
    let user = write.add_user(&OPERATOR, &new, now()).await?;
    write.grant_role(&OPERATOR, user, HeldRole { role, office: Some(office) }, now()).await?;
    let session = write.open_session(&session_of(user, &Token::random().unwrap()), now()).await?;
    Ok(Person { user, session })
}

pub fn session_of(user: UserId, token: &Token) -> NewSession {
    NewSession {
        user,
        token_hash: token.hash(),
        device: "Firefox on Linux".into(),
        idle_ends_at: after(HOUR_MS),
        ends_at: after(12 * HOUR_MS),
    }
}

pub fn definition(id: Digest, package: &[u8]) -> NewDefinition {
    NewDefinition {
        id,
        name: "civil_application".into(),
        source_hash: *id.bytes(),
        package: package.to_vec(),
        texts: vec![("en".into(), [b"words of ", package].concat())],
    }
}

pub fn operation(replica: u128, n: u64) -> Arriving {
    let id = OperationId { replica: ReplicaId(replica), n };
    let body = format!("{{\"replica\":{replica},\"n\":{n}}}").into_bytes();
    Arriving { id, body, aside: None, keep_body: true }
}

pub fn origin(who: &SignedIn) -> Origin {
    Origin { session: Some(who.session.id), device: who.session.device.clone(), way: Way::Push }
}

/// What a command does: look up, permit, save, all in the transaction it is in.
pub async fn push(
    write: &mut Write,
    signed_in: &SignedIn,
    draft: DraftId,
    arriving: &Arriving,
) -> Result<Appended, Failure> {
    let allowed = may::<AnswerQuestion>(write, signed_in, draft).await?;
    Ok(write.append(&allowed, draft, arriving, &origin(signed_in), now()).await?)
}

pub async fn may<A: ActionMarker>(
    write: &mut Write,
    signed_in: &SignedIn,
    draft: DraftId,
) -> Result<Allowed<A>, Failure> {
    let subject = write.subject_of_draft(draft).await?.ok_or(Refusal::NotFound)?;
    Ok(permit::<A>(&signed_in.actor, &subject)?)
}

/// Asks all of them, in this order, before waiting for any.
pub async fn ask_in_order<T>(
    mut asked: Vec<Pin<Box<dyn Future<Output = T> + '_>>>,
) -> Vec<Pin<Box<dyn Future<Output = T> + '_>>> {
    std::future::poll_fn(|context| {
        for one in &mut asked {
            assert!(one.as_mut().poll(context).is_pending(), "the writer is held");
        }
        Poll::Ready(())
    })
    .await;
    asked
}
