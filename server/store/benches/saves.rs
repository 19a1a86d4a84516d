//! Durable saves per second through the store with 1, 16 and 64 people saving at once, and beside each the floor: as
//! many bare upserts, grouped the same way, into a table of nothing else with the same settings.
//!
//! It prints and asserts nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use case::permissions::{AnswerQuestion, StartApplication};
use case::{ApplicationReference, Digest, DraftId, Refusal, Role, SessionId, Subject, permit};
use keys::{Secrets, Token};
use operations::{EpochId, OperationId, ReplicaId};
use quantities::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use store::applications::NewApplication;
use store::audit::NewEvent;
use store::definitions::NewDefinition;
use store::drafts::{Arriving, Origin, Way};
use store::organisations::OrganisationKind;
use store::sessions::{NewSession, SignedIn};
use store::users::{HeldRole, NewUser};
use store::{Operator, Store, StoreError, Write};

const MEASURED: Duration = Duration::from_secs(3);
const OPERATOR: Operator = Operator::at_the_machine();
const DEFINITION: Digest = Digest::from_bytes([1; 32]);

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

fn main() {
    // `cargo test --benches` starts every bench; this one has nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = std::env::temp_dir().join(format!("rushcliffe-saves-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!("{:>8} {:>14} {:>14} {:>9}", "writers", "saves/s", "floor/s", "share");
    for writers in [1_usize, 16, 64] {
        let saves = runtime.block_on(saves_per_second(&folder.join(format!("saves{writers}.db")), writers));
        let floor = runtime.block_on(floor_per_second(folder.join(format!("floor{writers}.db")), writers));
        println!("{writers:>8} {saves:>14} {floor:>14} {:>8}%", saves * 100 / floor.max(1));
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// A save is what a push of one answer does: session, permission, operation, head, event.
async fn saves_per_second(file: &Path, writers: usize) -> u64 {
    let store = Store::open(file, Arc::new(Secrets::random().unwrap())).await.unwrap();
    let people = store.write(async move |write| found(write, writers).await).await.unwrap();
    let until = Instant::now() + MEASURED;
    let saving: Vec<_> =
        people.into_iter().map(|(session, draft)| tokio::spawn(save(store.clone(), session, draft, until))).collect();
    let mut saves = 0;
    for one in saving {
        saves += one.await.unwrap();
    }
    store.close().await;
    saves / MEASURED.as_secs()
}

async fn save(store: Store, session: SessionId, draft: DraftId, until: Instant) -> u64 {
    let mut n = 0;
    while Instant::now() < until {
        n += 1;
        let id = OperationId { replica: ReplicaId(session.uuid().as_u128()), n };
        let arriving = Arriving { id, body: vec![b'x'; 400], aside: None, keep_body: true };
        let work = async move |write: &mut Write, signed_in: &SignedIn| {
            let subject = write.subject_of_draft(draft).await?.ok_or(Refusal::NotFound)?;
            let allowed = permit::<AnswerQuestion>(&signed_in.actor, &subject)?;
            let origin = Origin { session: Some(session), device: String::new(), way: Way::Push };
            write.append(&allowed, draft, &arriving, &origin, now()).await?;
            write.keep_heads(&allowed, draft, "client.name", &[arriving.id]).await?;
            write.audit(&NewEvent::by(signed_in, "push", "draft", draft.uuid()), now()).await?;
            Ok::<_, Failure>(())
        };
        store.write_signed_in(session, now(), work).await.unwrap();
    }
    n
}

/// The same number of writers whose only work is one upsert, committed by the rules of the store's writer.
async fn floor_per_second(file: PathBuf, writers: usize) -> u64 {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await
        .unwrap();
    sqlx::raw_sql("CREATE TABLE saves (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")
        .execute(&mut connection)
        .await
        .unwrap();
    let until = Instant::now() + MEASURED;
    let mut saves = 0;
    while Instant::now() < until {
        upserts(&mut connection, writers).await;
        saves += u64::try_from(writers).unwrap();
    }
    connection.close().await.unwrap();
    saves / MEASURED.as_secs()
}

async fn upserts(connection: &mut SqliteConnection, writers: usize) {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.unwrap();
    for writer in 0..writers {
        sqlx::query("INSERT INTO saves (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body")
            .bind(i64::try_from(writer).unwrap())
            .bind([b'x'; 400].as_slice())
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
}

/// A firm with so many people, each signed in and with an application of their own.
async fn found(write: &mut Write, people: usize) -> Result<Vec<(SessionId, DraftId)>, Failure> {
    let texts = vec![("en".to_owned(), Vec::new())];
    let name = "civil_application".to_owned();
    let definition = NewDefinition { id: DEFINITION, name, source_hash: [1; 32], package: Vec::new(), texts };
    write.publish(&OPERATOR, &definition, now()).await?;
    let firm = write.add_organisation(&OPERATOR, "A firm", OrganisationKind::Firm, now()).await?;
    let office = write.add_office(&OPERATOR, firm, "1A234B", "Eastmoor", now()).await?;
    let mut made = Vec::new();
    for number in 0..people {
        let name = format!("person.{number}");
        let new = NewUser { organisation: firm, name: name.clone(), sign_in: name, password: None };
        let user = write.add_user(&OPERATOR, &new, now()).await?;
        write.grant_role(&OPERATOR, user, HeldRole { role: Role::Preparer, office: Some(office) }, now()).await?;
        let later = now().plus_milliseconds(3_600_000).unwrap();
        let token_hash = Token::random().unwrap().hash();
        let session = NewSession { user, token_hash, device: String::new(), idle_ends_at: later, ends_at: later };
        let session = write.open_session(&session, now()).await?;
        let actor = write.actor(user, now()).await?.unwrap();
        let allowed = permit::<StartApplication>(&actor, &Subject::office(firm, office))?;
        let reference = ApplicationReference::from_random(u64::try_from(number).unwrap());
        let new = NewApplication { reference, definition: DEFINITION, epoch: EpochId(1) };
        made.push((session, write.start_application(&allowed, &new, now()).await?.unwrap().draft));
    }
    Ok(made)
}

fn now() -> Timestamp {
    Timestamp::from_milliseconds(1_795_428_000_000).unwrap()
}
