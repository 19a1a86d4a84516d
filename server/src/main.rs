//! The program `rushcliffe`.

// Views of `app` are types as deep as the page.
#![recursion_limit = "512"]

use clap::{Parser, Subcommand};
use server::clock;
use server::operate::{publish, serve};
use server::settings::Settings;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// Applications for civil legal aid.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answers requests until it is told to stop.
    Serve {
        /// The day to judge by (trial only), like 2026-11-23.
        #[arg(long)]
        today: Option<String>,
    },
    /// Reads, checks and publishes the definition of a folder.
    Publish {
        /// The folder of definition files.
        folder: PathBuf,
    },
    /// Makes the database, or brings it up to date.
    Migrate,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let today = match &arguments.command {
        Command::Serve { today } => today.clone(),
        _ => None,
    };
    let environment: BTreeMap<String, String> = std::env::vars().collect();
    let settings = match Settings::read(&environment, today.as_deref()) {
        Ok(settings) => settings,
        Err(wrong) => {
            wrong.iter().for_each(|one| eprintln!("{one}"));
            return ExitCode::FAILURE;
        }
    };
    server::operate::log::start(&settings.data);
    let done = match arguments.command {
        Command::Serve { .. } => serve::serve(&settings, clock::machine()).await.map_err(|error| error.to_string()),
        Command::Publish { folder } => published(&settings, &folder).await,
        Command::Migrate => serve::open(&settings.data).await.map(|_| ()).map_err(|error| error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn published(settings: &Settings, folder: &std::path::Path) -> Result<(), String> {
    let (store, _) = serve::open(&settings.data).await.map_err(|error| error.to_string())?;
    let result = publish::publish(&store, folder, clock::machine()()).await;
    store.close().await;
    match result {
        Ok(publish::Published::New(id)) => println!("published {id}"),
        Ok(publish::Published::Unchanged(_)) => {}
        Err(publish::NotPublished::Errors(errors)) => return Err(errors.join("\n")),
        Err(error) => return Err(error.to_string()),
    }
    Ok(())
}
