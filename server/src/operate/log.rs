//! The log: lines of JSON in the data folder, without answers, names, tokens or bodies (SEC-81). What needs attention is
//! also told on standard error, in lines for a person.

use std::fs::OpenOptions;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Mutex;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

/// Name of the file in the data folder.
pub const FILE: &str = "rushcliffe.log";

/// Begins to write the log; where the file cannot be opened, to standard error alone.
pub fn start(data: &Path) {
    let file =
        std::fs::create_dir_all(data).and_then(|()| OpenOptions::new().create(true).append(true).open(data.join(FILE)));
    let for_a_person = fmt::layer()
        .compact()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .with_filter(LevelFilter::WARN);
    // A second start in one process (tests) keeps the first log.
    let _ = match file {
        Ok(file) => tracing_subscriber::registry().with(for_a_person).with(lines(Mutex::new(file))).try_init(),
        Err(_) => tracing_subscriber::registry().with(lines(std::io::stderr)).try_init(),
    };
}

/// Lines of JSON. The moment is UTC.
fn lines<S>(writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static) -> Box<dyn Layer<S> + Send + Sync>
where
    S: tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
{
    let filter = EnvFilter::try_from_env("RUSHCLIFFE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    fmt::layer().json().flatten_event(true).with_span_list(false).with_writer(writer).with_filter(filter).boxed()
}
