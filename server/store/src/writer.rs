//! The one writer: requests share a transaction and its fsync, and each can be undone by itself (S-43, SEC-96).
//!
//! It has a thread of its own, so that what a request does need not be `Send`. Left out: what a request does.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use sqlx::SqliteConnection;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout, timeout_at};

use crate::{StoreError, Write};

/// Most requests in one transaction.
const GROUP_LIMIT: usize = 64;
/// How long a transaction stays open for further requests.
const GROUP_WAIT: Duration = Duration::from_millis(2);
/// Requests that wait for the writer; more wait to be let in.
const QUEUE_LIMIT: usize = 512;
/// A request that takes longer is undone: everybody else waits for it.
const REQUEST_LIMIT: Duration = Duration::from_secs(10);

/// A request, ready to be run on the writer's thread.
type Request = Box<dyn for<'w> FnOnce(&'w mut Write) -> Pin<Box<dyn Future<Output = Ran> + 'w>> + Send>;

enum Message {
    Run(Request),
    /// Ends the writer; the sender is dropped once the database is closed.
    End(oneshot::Sender<()>),
}

/// What became of a request, and how to tell who asked once the commit is on disk, or has failed.
struct Ran {
    keep: bool,
    tell: Box<dyn FnOnce(Option<StoreError>)>,
}

/// The way to the writer, which ends with it.
pub(crate) struct Writer {
    messages: mpsc::Sender<Message>,
}

impl Writer {
    /// Starts the thread; `open` runs on it and gives what the requests work with.
    pub(crate) async fn start<O>(open: O) -> Result<Writer, StoreError>
    where
        O: AsyncFnOnce() -> Result<Write, StoreError> + Send + 'static,
    {
        let (messages, queue) = mpsc::channel(QUEUE_LIMIT);
        let (opened, is_open) = oneshot::channel();
        let thread = move || match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime.block_on(async move {
                match open().await {
                    Ok(write) => {
                        let _ = opened.send(Ok(()));
                        serve(write, queue).await;
                    }
                    Err(error) => drop(opened.send(Err(error))),
                }
            }),
            Err(error) => drop(opened.send(Err(StoreError::Unavailable(error.to_string())))),
        };
        let spawned = std::thread::Builder::new().name("store-writer".into()).spawn(thread);
        spawned.map_err(|error| StoreError::Unavailable(error.to_string()))?;
        is_open.await.map_err(|_| ended())??;
        Ok(Writer { messages })
    }

    /// Lets what waits be written, then closes the database. What is asked later is unavailable.
    pub(crate) async fn end(&self) {
        let (end, ended) = oneshot::channel();
        if self.messages.send(Message::End(end)).await.is_ok() {
            let _ = ended.await;
        }
    }

    /// Runs the work in a savepoint and answers once it is on disk. Whoever stops waiting before that has the work
    /// undone, unless it was already finished.
    pub(crate) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Write) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let request: Request = Box::new(move |write| Box::pin(attempt(write, work, reply)));
        self.messages.send(Message::Run(request)).await.map_err(|_| E::from(ended()))?;
        answer.await.unwrap_or_else(|_| Err(E::from(ended())))
    }
}

async fn attempt<T, E, F>(write: &mut Write, work: F, mut reply: oneshot::Sender<Result<T, E>>) -> Ran
where
    F: AsyncFnOnce(&mut Write) -> Result<T, E>,
    T: 'static,
    E: From<StoreError> + 'static,
{
    let outcome = tokio::select! {
        biased;
        () = reply.closed() => Err(E::from(StoreError::BrokeOff)),
        outcome = timeout(REQUEST_LIMIT, whole(work(write))) => match outcome {
            Ok(Some(outcome)) => outcome,
            Ok(None) | Err(_) => Err(E::from(StoreError::BrokeOff)),
        },
    };
    let keep = outcome.is_ok();
    let tell = Box::new(move |failure: Option<StoreError>| {
        let _ = reply.send(failure.map_or(outcome, |failure| Err(E::from(failure))));
    });
    Ran { keep, tell }
}

/// The outcome of the work; `None` if it panicked, which must not end the writer for all others.
async fn whole<T>(work: impl Future<Output = T>) -> Option<T> {
    let mut work = std::pin::pin!(work);
    std::future::poll_fn(move |context| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(Poll::Ready(outcome)) => Poll::Ready(Some(outcome)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}

async fn serve(mut write: Write, mut queue: mpsc::Receiver<Message>) {
    let mut end = None;
    while end.is_none() {
        let first = match queue.recv().await {
            Some(Message::Run(request)) => request,
            Some(Message::End(told)) => {
                end = Some(told);
                break;
            }
            None => break,
        };
        let mut told = Vec::with_capacity(GROUP_LIMIT);
        let done = transaction(&mut write, first, &mut queue, &mut told).await;
        let failure = match done {
            Ok(told_to_end) => {
                end = told_to_end;
                None
            }
            Err(error) => Some(error.to_string()),
        };
        if let Some(error) = &failure {
            tracing::error!(store.error = error, store.requests = told.len(), "A transaction failed.");
            // Fails where SQLite has already rolled back by itself, which is what is wanted.
            let _ = execute(write.connection(), "ROLLBACK").await;
        }
        for tell in told {
            tell(failure.clone().map(StoreError::Unavailable));
        }
    }
    queue.close();
    write.close().await;
    drop(end);
}

type Tell = Box<dyn FnOnce(Option<StoreError>)>;

/// One transaction: the first request, and what comes while it is open. Gives the wish to end, if that came.
async fn transaction(
    write: &mut Write,
    first: Request,
    queue: &mut mpsc::Receiver<Message>,
    told: &mut Vec<Tell>,
) -> Result<Option<oneshot::Sender<()>>, StoreError> {
    execute(write.connection(), "BEGIN IMMEDIATE").await?;
    let until = Instant::now() + GROUP_WAIT;
    let mut request = first;
    let end = loop {
        execute(write.connection(), "SAVEPOINT request").await?;
        let ran = request(write).await;
        told.push(ran.tell);
        if !ran.keep {
            execute(write.connection(), "ROLLBACK TO request").await?;
        }
        execute(write.connection(), "RELEASE request").await?;
        if told.len() == GROUP_LIMIT {
            break None;
        }
        match timeout_at(until, queue.recv()).await {
            Ok(Some(Message::Run(next))) => request = next,
            Ok(Some(Message::End(end))) => break Some(end),
            Ok(None) | Err(_) => break None,
        }
    };
    execute(write.connection(), "COMMIT").await?;
    Ok(end)
}

async fn execute(connection: &mut SqliteConnection, statement: &'static str) -> Result<(), StoreError> {
    sqlx::query(statement).execute(connection).await?;
    Ok(())
}

fn ended() -> StoreError {
    StoreError::Unavailable("the writer has ended".to_owned())
}
