//! The host's half of a build: `rushcliffe`, the simulators and every library of theirs.

use crate::{Done, places::Places};
use std::{io::ErrorKind, process::Command};

/// The one selection of packages for every command on the host: another one would unite other features and compile
/// half of the tree again. The Makefile names the same.
const SELECTION: [&str; 7] = ["--workspace", "--exclude", "frontend", "--exclude", "xtask", "--exclude", "bench"];

/// Compiles what has changed.
pub fn build(places: &Places) -> Done {
    let profile = if places.release { "release" } else { "dev" };
    succeed(Command::new("cargo").arg("build").args(SELECTION).args(["--profile", profile]))
}

/// Runs a program to its end; anything but success is an error that names it.
pub fn succeed(command: &mut Command) -> Done {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} did not succeed ({status}): {command:?}").into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(format!("{name} is not there. `make run` and `make test` install what they need.").into())
        }
        Err(error) => Err(format!("{name}: {error}").into()),
    }
}
