//! Whether the site is newer than everything it is made of, so that a second start need not make it again.

use crate::places::Places;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// What the site is made of: the sources, what is beside them, and the tool that makes it.
const SOURCES: [&str; 8] =
    ["app", "frontend", "style", "public", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "end2end/xtask/src"];

/// Is every file named in hash.txt there, and no source newer than it?
pub fn is_fresh(places: &Places) -> bool {
    let Ok(made_at) = fs::metadata(places.hashes()).and_then(|file| file.modified()) else { return false };
    let Ok(hashes) = fs::read_to_string(places.hashes()) else { return false };
    let all_there =
        !hashes.is_empty() && hashes.lines().all(|line| file_of(places, line).is_some_and(|file| file.is_file()));
    let newer = SOURCES.iter().map(|source| is_newer(Path::new(source), made_at)).collect::<io::Result<Vec<bool>>>();
    all_there && newer.is_ok_and(|newer| !newer.contains(&true))
}

/// The file behind a line `wasm: 0123456789abcdef` of hash.txt.
fn file_of(places: &Places, line: &str) -> Option<PathBuf> {
    let (extension, hash) = line.split_once(": ")?;
    Some(places.site.join(format!("pkg/rushcliffe.{hash}.{extension}")))
}

/// Folders count too: a file taken away leaves its mark only there.
fn is_newer(path: &Path, made_at: SystemTime) -> io::Result<bool> {
    let about = fs::metadata(path)?;
    if about.modified()? > made_at {
        return Ok(true);
    }
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_name() != "node_modules" && is_newer(&entry.path(), made_at)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{env, process, time::Duration};

    fn modified(path: &Path) -> SystemTime {
        fs::metadata(path).unwrap().modified().unwrap()
    }

    #[test]
    fn a_source_deep_inside_or_one_taken_away_counts_and_what_is_installed_does_not() {
        let folder = env::temp_dir().join(format!("rushcliffe-freshness-{}", process::id()));
        let (deep, installed) = (folder.join("one/two"), folder.join("node_modules"));
        fs::create_dir_all(&deep).unwrap();
        fs::create_dir_all(&installed).unwrap();
        fs::write(deep.join("source.rs"), "").unwrap();
        let made_at = modified(&deep.join("source.rs")) + Duration::from_secs(60);
        assert!(!is_newer(&folder, made_at).unwrap());
        let later = made_at + Duration::from_secs(60);
        fs::write(installed.join("library.js"), "").unwrap();
        fs::File::open(installed.join("library.js")).unwrap().set_modified(later).unwrap();
        assert!(!is_newer(&folder, made_at).unwrap());
        fs::File::open(deep.join("source.rs")).unwrap().set_modified(later).unwrap();
        assert!(is_newer(&folder, made_at).unwrap());
        fs::remove_file(deep.join("source.rs")).unwrap();
        assert!(is_newer(&folder, modified(&deep) - Duration::from_secs(1)).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_site_without_its_files_is_not_fresh() {
        let folder = env::temp_dir().join(format!("rushcliffe-site-{}", process::id()));
        let places =
            Places { release: false, target: folder.clone(), programs: folder.clone(), site: folder.join("site") };
        assert!(!is_fresh(&places));
        let named = file_of(&places, "wasm: 0123456789abcdef").unwrap();
        assert!(named.ends_with("site/pkg/rushcliffe.0123456789abcdef.wasm"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(places.hashes(), "wasm: 0123456789abcdef\n").unwrap();
        assert!(!is_fresh(&places));
        fs::remove_dir_all(folder).unwrap();
    }
}
