//! The browser's half of a build: the wasm and its glue, the style sheet, the files of `public`; each built file under
//! a name that changes with its content, so that it may be kept for ever; compressed copies when it is shipped.

use crate::{Done, freshness, places::Places, programs::succeed};
use std::{ffi::OsString, fs, path::Path, process::Command, time::SystemTime};

const TOOLS: &str = "style/node_modules/.bin";

/// Makes the site, unless it is newer than all it is made of.
pub fn build(places: &Places) -> Done {
    if freshness::is_fresh(places) {
        return Ok(());
    }
    let began_at = mark(places)?;
    compile(places, "frontend")?;
    if places.site.exists() {
        fs::remove_dir_all(&places.site)?;
    }
    succeed(Command::new("cp").arg("-r").arg("public").arg(&places.site))?;
    let package = places.site.join("pkg");
    bind(places, "frontend", "rushcliffe", &package, false)?;
    if places.release {
        shrink(&package.join("rushcliffe.wasm"), false)?;
    }
    style(&package.join("rushcliffe.css"))?;
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

/// Compiles a crate for the browser.
pub fn compile(places: &Places, name: &str) -> Done {
    let profile = if places.release { "wasm-release" } else { "dev" };
    succeed(
        Command::new("cargo")
            .args(["build", "-p", name, "--lib", "--target", "wasm32-unknown-unknown"])
            .args(["--profile", profile]),
    )
}

/// From what cargo compiled of a crate to `out.wasm` and its glue `out.js`, which a browser loads. The names of functions
/// are half of a program that is not optimised: `keeps_names` is for a profiler.
pub fn bind(places: &Places, name: &str, out: &str, package: &Path, keeps_names: bool) -> Done {
    let profile = if places.release { "wasm-release" } else { "debug" };
    let compiled = places.target.join("wasm32-unknown-unknown").join(profile).join(format!("{name}.wasm"));
    let mut arguments: Vec<OsString> =
        ["wasm-bindgen", "--target=web", "--no-typescript", "--out-name", out, "--out-dir"]
            .map(OsString::from)
            .to_vec();
    arguments.extend([package.as_os_str().to_owned(), compiled.into_os_string()]);
    if !keeps_names {
        arguments.push("--remove-name-section".into());
    }
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)?;
    let wasm = package.join(format!("{out}.wasm"));
    Ok(fs::rename(package.join(format!("{out}_bg.wasm")), wasm)?)
}

/// Makes a bound program smaller. `keeps_names`: those of its functions, for whoever looks where time goes.
pub fn shrink(wasm: &Path, keeps_names: bool) -> Done {
    let tool = format!("{TOOLS}/wasm-opt");
    let names = if keeps_names { "-g" } else { "--strip-debug" };
    succeed(Command::new(tool).args(["-Oz", names, "--strip-producers", "-o"]).arg(wasm).arg(wasm))
}

/// The style sheet.
pub fn style(file: &Path) -> Done {
    let options = ["--quiet-deps", "--no-source-map", "--style=compressed", "--load-path=style/node_modules"];
    succeed(Command::new(format!("{TOOLS}/sass")).args(options).arg("style/main.scss").arg(file))
}

/// Renames a built file by its content, and returns its line for hash.txt.
fn name_by_content(places: &Places, package: &Path, extension: &str) -> Result<String, std::io::Error> {
    let built = package.join(format!("rushcliffe.{extension}"));
    let bytes = fs::read(&built)?;
    let hash = format!("{:016x}", fowler_noll_vo(&bytes));
    let named = package.join(format!("rushcliffe.{hash}.{extension}"));
    fs::rename(built, &named)?;
    if places.release {
        compress(&named)?;
    }
    Ok(format!("{extension}: {hash}\n"))
}

/// A compressed copy beside a file: `NAME.br`.
pub fn compress(file: &Path) -> std::io::Result<()> {
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    brotli::BrotliCompress(&mut fs::read(file)?.as_slice(), &mut fs::File::create(name)?, &best)?;
    Ok(())
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
