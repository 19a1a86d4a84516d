//! The browser's half of a build: the wasm and its glue, the style sheet, the files of `public`; each built file under
//! a name that changes with its content, so that it may be kept for ever; compressed copies when it is shipped.

use crate::{Done, freshness, places::Places, programs::succeed};
use std::{fs, path::Path, process::Command, time::SystemTime};

const TOOLS: &str = "style/node_modules/.bin";

/// Makes the site, unless it is newer than all it is made of.
pub fn build(places: &Places) -> Done {
    if freshness::is_fresh(places) {
        return Ok(());
    }
    let began_at = mark(places)?;
    let profile = if places.release { "wasm-release" } else { "dev" };
    succeed(
        Command::new("cargo")
            .args(["build", "-p", "frontend", "--target", "wasm32-unknown-unknown"])
            .args(["--profile", profile]),
    )?;
    if places.site.exists() {
        fs::remove_dir_all(&places.site)?;
    }
    succeed(Command::new("cp").arg("-r").arg("public").arg(&places.site))?;
    let package = places.site.join("pkg");
    bind(places, &package)?;
    style(&package)?;
    let mut hashes = String::new();
    for extension in ["js", "wasm", "css"] {
        hashes += &name_by_content(places, &package, extension)?;
    }
    fs::write(places.hashes(), hashes)?;
    // A source saved while this ran must count as newer.
    Ok(fs::File::options().write(true).open(places.hashes())?.set_modified(began_at)?)
}

/// The instant this build begins, by the clock of the file system that the sources lie on.
fn mark(places: &Places) -> Result<SystemTime, std::io::Error> {
    let mark = places.target.join("site.began");
    fs::write(&mark, "")?;
    fs::metadata(&mark)?.modified()
}

/// From what cargo compiled to the wasm and the glue that a browser loads.
fn bind(places: &Places, package: &Path) -> Done {
    let profile = if places.release { "wasm-release" } else { "debug" };
    let compiled = places.target.join("wasm32-unknown-unknown").join(profile).join("frontend.wasm");
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args([
        "wasm-bindgen".as_ref(),
        "--target=web".as_ref(),
        "--no-typescript".as_ref(),
        "--out-name=rushcliffe".as_ref(),
        "--out-dir".as_ref(),
        package.as_os_str(),
        compiled.as_os_str(),
    ])?;
    let wasm = package.join("rushcliffe.wasm");
    fs::rename(package.join("rushcliffe_bg.wasm"), &wasm)?;
    if places.release {
        let tool = format!("{TOOLS}/wasm-opt");
        succeed(Command::new(tool).args(["-Oz", "--strip-debug", "--strip-producers", "-o"]).arg(&wasm).arg(&wasm))?;
    }
    Ok(())
}

fn style(package: &Path) -> Done {
    let options = ["--quiet-deps", "--no-source-map", "--style=compressed", "--load-path=style/node_modules"];
    succeed(
        Command::new(format!("{TOOLS}/sass")).args(options).arg("style/main.scss").arg(package.join("rushcliffe.css")),
    )
}

/// Renames a built file by its content, and returns its line for hash.txt.
fn name_by_content(places: &Places, package: &Path, extension: &str) -> Result<String, std::io::Error> {
    let built = package.join(format!("rushcliffe.{extension}"));
    let bytes = fs::read(&built)?;
    let hash = format!("{:016x}", fowler_noll_vo(&bytes));
    let named = package.join(format!("rushcliffe.{hash}.{extension}"));
    fs::rename(built, &named)?;
    if places.release {
        let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
        let mut compressed = fs::File::create(package.join(format!("rushcliffe.{hash}.{extension}.br")))?;
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &best)?;
    }
    Ok(format!("{extension}: {hash}\n"))
}

/// Tells contents apart and no more than that: nothing rests on it being hard to forge.
fn fowler_noll_vo(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_get_the_names_that_the_hash_gives_them() {
        assert_eq!(fowler_noll_vo(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fowler_noll_vo(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
