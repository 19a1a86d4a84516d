//! The program `interview`: checks definitions and plays scripts on them, in the lines of engine.md section 12a. No logic
//! of its own.

mod check;
mod play;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// What was not readable, or no definition to play on.
const UNUSABLE: u8 = 2;

#[derive(Parser)]
#[command(name = "interview", about = "Checks interview definitions and plays scripts on them")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints what is wrong with a definition; exit 1 if something is.
    Check {
        /// Definition files, or folders of them.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Plays a script (standard input, one JSON object a line) on an empty draft; exit 1 if a line was refused.
    Play {
        /// Definition files, or folders of them.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check { files, json } => check::run(&files, json),
        Command::Play { files } => play::run(&files),
    }
}
