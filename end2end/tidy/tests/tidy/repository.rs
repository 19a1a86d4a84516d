//! The files of the repository as they lie on the disk: without what is built, and without what is installed.

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What `.gitignore` names, and git's own folder.
const NOT_OURS: [&str; 7] =
    [".git", "target", ".data", "node_modules", "test-results", "playwright-report", "screenshots"];

/// One file that is text.
pub struct File {
    /// From the top of the repository, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn ends(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }

    /// Is this Rust that is shipped or builds what is shipped, not a test, a benchmark or an example?
    pub fn is_rust_source(&self) -> bool {
        self.ends(".rs") && self.path.contains("src/") && !self.is_test()
    }

    pub fn is_test(&self) -> bool {
        let aside = ["tests", "benches", "examples", "fixtures"];
        self.path.split('/').any(|folder| aside.contains(&folder))
    }
}

pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file that is text, in the order of their paths.
pub fn files() -> Vec<File> {
    let (top, mut files) = (top(), Vec::new());
    collect(&top, &top, &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn collect(top: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                collect(top, &path, files);
            }
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(top).unwrap().to_string_lossy().replace('\\', "/");
            files.push(File { path, text });
        }
    }
}

/// Names at the top level, but for what is built or installed.
pub fn top_level() -> Vec<String> {
    let names = fs::read_dir(top()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| !NOT_OURS.contains(&name.as_str())).collect()
}

/// What cargo says of our own packages.
pub fn metadata() -> Value {
    serde_json::from_str(&cargo(&["metadata", "--no-deps", "--format-version", "1"])).unwrap()
}

/// What a call of cargo prints.
pub fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(top()).output().unwrap();
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
