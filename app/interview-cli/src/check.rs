//! `interview check`: prints the diagnostics of a definition (E-97). Exit: 0 no error, 1 an error, 2 not readable.

use crate::UNUSABLE;
use interview_build::{Diagnostic, compile_paths};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks files and folders; `json` prints one object a line.
pub(crate) fn run(files: &[PathBuf], json: bool) -> ExitCode {
    let outcome = match compile_paths(files) {
        Ok(outcome) => outcome,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(UNUSABLE);
        }
    };
    if print(&outcome.diagnostics, json).is_err() {
        return ExitCode::from(UNUSABLE);
    }
    if outcome.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn print(diagnostics: &[Diagnostic], json: bool) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for diagnostic in diagnostics {
        if json {
            writeln!(out, "{}", diagnostic.to_json()?)?;
        } else {
            writeln!(out, "{diagnostic}")?;
        }
    }
    out.flush()
}
