//! Where things lie: sources are named from the top of the repository, which is made the current folder; what is
//! built lies under cargo's target folder.

use std::{env, error::Error, path::Path, path::PathBuf};

/// The folders of one kind of build. The two kinds share nothing, so that one never serves the files of the other.
pub struct Places {
    /// Is this the build that is shipped?
    pub release: bool,
    /// cargo's target folder.
    pub target: PathBuf,
    /// Where the programs lie, and beside them hash.txt.
    pub programs: PathBuf,
    /// What the server hands out as files.
    pub site: PathBuf,
}

impl Places {
    /// Goes to the top of the repository and names the folders.
    pub fn find(release: bool) -> Result<Self, Box<dyn Error>> {
        // Asked before the folder changes: a relative one is meant from where the command was given.
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(named) => env::current_dir()?.join(named),
            None => PathBuf::from("target"),
        };
        env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))?;
        let (programs, site) = if release {
            (target.join("release"), target.join("site-release"))
        } else {
            (target.join("debug"), target.join("site"))
        };
        Ok(Self { release, target, programs, site })
    }

    /// The names of the built files (`js: …`, `wasm: …`, `css: …`), which the server reads at its start.
    pub fn hashes(&self) -> PathBuf {
        self.programs.join("hash.txt")
    }
}
