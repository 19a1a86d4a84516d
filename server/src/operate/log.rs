//! The log: lines of JSON in the data folder, without answers, names, tokens or bodies (SEC-81).

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Mutex;
use tracing_subscriber::EnvFilter;

/// Name of the file in the data folder.
pub const FILE: &str = "rushcliffe.log";

/// Begins to write the log; where the file cannot be opened, to standard error.
pub fn start(data: &Path) {
    let filter = EnvFilter::try_from_env("RUSHCLIFFE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let lines = tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter);
    let file = std::fs::create_dir_all(data).and_then(|()| OpenOptions::new().create(true).append(true).open(data.join(FILE)));
    // A second start in one process (tests) keeps the first log.
    let _ = match file {
        Ok(file) => lines.with_writer(Mutex::new(file)).try_init(),
        Err(_) => lines.with_writer(std::io::stderr).try_init(),
    };
}
