//! The program `simulators`: starts the other side of a development installation and says where it listens.
//!
//! Left out: everything but starting (`lib.rs`).

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;

/// The other side in development: a benefit checker and an address look-up.
#[derive(Parser)]
#[command(name = "simulators", version)]
struct Options {
    /// Where the benefit checker listens; port 0 for a free one.
    #[arg(long, default_value = "127.0.0.1:3101")]
    benefit_checker: SocketAddr,
    /// Where the address look-up listens; port 0 for a free one.
    #[arg(long, default_value = "127.0.0.1:3102")]
    addresses: SocketAddr,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let simulators = match simulators::spawn_at(options.benefit_checker, options.addresses).await {
        Ok(simulators) => simulators,
        Err(failure) => {
            eprintln!("{failure}");
            return ExitCode::FAILURE;
        }
    };
    let listening = serde_json::json!({
        "benefit_checker": simulators.benefit_checker.url(),
        "addresses": simulators.addresses.url(),
    });
    println!("{listening}");
    match tokio::signal::ctrl_c().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("The simulators cannot wait for the signal to end: {failure}.");
            ExitCode::FAILURE
        }
    }
}
