//! The site of `end2end/bench`: the shipped wizard over generated questionnaires, for the comparison with other engines.
//! The generator belongs to the comparison and is only called.

use crate::{Done, places::Places, programs::succeed, site};
use std::{env, fs, path::Path, path::PathBuf, process::Command};

/// The pages, and what both load.
const PAGES: &str = "end2end/bench/site";
const FILES: [&str; 3] = ["index.html", "engine.html", "files.js"];
/// Where the comparison lies beside a checkout.
const GENERATOR: &str = "../shared/bench/questionnaire/gen.mjs";

/// How the program is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// As it is shipped.
    Shipped,
    /// As it is shipped, but for the names of functions, which a profiler shows.
    Named,
    /// In the profile of development: for a look at whether it is right.
    Dev,
}

/// Makes the site for some sizes (`200,1000`) in a folder: definitions and drafts in `def`, beside them program, pages, styles.
pub fn build(out: &Path, program: Program, sizes: &str) -> Done {
    let places = Places::find(program != Program::Dev)?;
    let definitions = out.join("def");
    fs::create_dir_all(&definitions)?;
    let generator = env::var_os("BENCH_GENERATOR").unwrap_or_else(|| GENERATOR.into());
    let mut make = Command::new("cargo");
    make.args(["run", "-q", "-p", "bench", "--bin", "bench-definitions", "--"]).arg(generator).arg(&definitions);
    succeed(make.args(sizes.split(',')))?;
    site::compile(&places, "bench")?;
    site::bind(&places, "bench", "bench", out, program == Program::Named)?;
    if places.release {
        site::shrink(&out.join("bench.wasm"), program == Program::Named)?;
    }
    site::style(&out.join("bench.css"))?;
    for file in FILES {
        fs::copy(Path::new(PAGES).join(file), out.join(file))?;
    }
    if places.release {
        for folder in [out, &definitions] {
            for file in served(folder)? {
                site::compress(&file)?;
            }
        }
    }
    Ok(())
}

/// Files that a browser loads.
fn served(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|it| ["js", "wasm", "css", "json"].contains(&it))
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
