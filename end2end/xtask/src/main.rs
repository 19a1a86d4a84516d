//! `cargo xtask`: builds, runs and serves Rushcliffe. What it builds is said in `programs.rs` and `site.rs`, what it
//! runs in `running.rs`. Never: a rule, a download, a dependency on the product.

mod bench_site;
mod browser_test;
mod children;
mod freshness;
mod places;
mod programs;
mod running;
mod site;

use bench_site::Program;
use places::Places;
use std::{env, error::Error, ffi::OsString, process::ExitCode};

/// What a step hands back: nothing, or the sentence that ends the run.
type Done = Result<(), Box<dyn Error>>;

const USAGE: &str =
    "cargo xtask build [--release] | run [--release] | serve [--port N] | wasm-test FILE | bench-site SIZES OUT [--named | --dev]
  build      the programs and the site
  run        builds, then starts the product and what it talks to; data in .data, or where RUSHCLIFFE_DATA says
  serve      the same on free ports over a temporary folder, for the tests in a browser
  wasm-test  runs a test built for the browser; cargo calls this itself
  bench-site the site of end2end/bench for these sizes (200,1000) in the folder OUT; the generator of questionnaires
             is BENCH_GENERATOR, or ../shared/bench/questionnaire/gen.mjs";

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Done {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    match words.as_slice() {
        ["wasm-test", ..] => browser_test::run(&arguments),
        ["build"] => build(&Places::find(false)?),
        ["build", "--release"] => build(&Places::find(true)?),
        ["run"] => running::run(&Places::find(false)?),
        ["run", "--release"] => running::run(&Places::find(true)?),
        ["serve"] => running::serve(&Places::find(false)?, None),
        ["serve", "--port", port] => running::serve(&Places::find(false)?, Some(port.parse()?)),
        ["bench-site", sizes, out] => bench_site::build(&env::current_dir()?.join(out), Program::Shipped, sizes),
        ["bench-site", sizes, out, "--named"] => {
            bench_site::build(&env::current_dir()?.join(out), Program::Named, sizes)
        }
        ["bench-site", sizes, out, "--dev"] => bench_site::build(&env::current_dir()?.join(out), Program::Dev, sizes),
        _ => Err(USAGE.into()),
    }
}

fn build(places: &Places) -> Done {
    programs::build(places)?;
    site::build(places)
}
