//! Definition files and tables on disk.

use crate::{Outcome, Source, Tables, compile};
use std::path::{Path, PathBuf};

/// A file or folder that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file, folder or its text.
    #[error("{path} cannot be read: {reason}")]
    Unreadable {
        /// As given.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A folder without definitions, or no file at all.
    #[error("{0} holds no .kdl file")]
    Empty(String),
}

/// Tables in files beside the definition file that names them.
#[derive(Clone, Copy, Debug, Default)]
pub struct FolderTables;

impl Tables for FolderTables {
    fn read(&self, definition_file: &str, path: &str) -> Result<Vec<u8>, String> {
        let folder = Path::new(definition_file).parent().unwrap_or_else(|| Path::new(""));
        std::fs::read(folder.join(path)).map_err(|error| error.to_string())
    }
}

/// Compiles files, and of folders every `.kdl` file under them, in the order of their names.
///
/// # Errors
/// [`ReadError`]: a file or folder that cannot be read.
pub fn compile_paths(paths: &[PathBuf]) -> Result<Outcome, ReadError> {
    Ok(compile(&read_paths(paths)?, &FolderTables))
}

/// Reads files, and of folders every `.kdl` file under them, in the order of their names; each once.
///
/// # Errors
/// [`ReadError`]: a file or folder that cannot be read, or nothing to read.
pub fn read_paths(paths: &[PathBuf]) -> Result<Vec<Source>, ReadError> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        let found = if path.is_dir() { files_under(path)? } else { vec![path.clone()] };
        if found.is_empty() {
            return Err(ReadError::Empty(path.display().to_string()));
        }
        for file in found {
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    if files.is_empty() {
        return Err(ReadError::Empty("the command line".to_owned()));
    }
    files.into_iter().map(|file| read_file(&file)).collect()
}

fn unreadable(path: &Path, reason: impl ToString) -> ReadError {
    ReadError::Unreadable { path: path.display().to_string(), reason: reason.to_string() }
}

fn read_file(path: &Path) -> Result<Source, ReadError> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, error))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable(path, "it is not UTF-8"))?;
    Ok(Source { name: path.display().to_string(), text })
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_path_buf()];
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))? {
            let path = entry.map_err(|error| unreadable(&folder, error))?.path();
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|extension| extension == "kdl") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
