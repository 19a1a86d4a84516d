//! `bench-definitions GENERATOR OUT SIZE…`: for each size the generated questionnaire as a compiled package, its texts and its
//! two drafts, as files of the site. The generator is a script beside this repository and is only called.
//!
//! `OUT/SIZE.json` the package · `SIZE.en.json` its texts · `SIZE.new.json` a draft without answers · `SIZE.half.json` one that
//! is half filled · `SIZE.kdl` the source, to look at.

// In the browser there is nothing to build.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod draft;
#[cfg(not(target_arch = "wasm32"))]
mod generated;
#[cfg(not(target_arch = "wasm32"))]
mod kdl;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [generator, out, sizes @ ..] if !sizes.is_empty() => {
            sizes.iter().try_for_each(|size| definition::make(generator, std::path::Path::new(out), size))
        }
        _ => Err("bench-definitions GENERATOR OUT SIZE…".into()),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod definition {
    use crate::draft;
    use crate::generated::Generated;
    use crate::kdl;
    use interview::Compiled;
    use interview_build::{NoTables, Source, compile};
    use std::error::Error;
    use std::path::Path;
    use std::process::Command;
    use std::{env, fs};

    /// Writes all files of one size.
    pub fn make(generator: &str, out: &Path, size: &str) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(out)?;
        let generated = generate(generator, size)?;
        let kdl = kdl::written(&generated.spec);
        let file = |name: &str| out.join(format!("{size}.{name}"));
        fs::write(file("kdl"), &kdl)?;
        let outcome = compile(&[Source { name: format!("{size}.kdl"), text: kdl }], &NoTables);
        for diagnostic in &outcome.diagnostics {
            eprintln!("{diagnostic}");
        }
        let definition = outcome.definition.ok_or("the definition does not compile")?;
        fs::write(file("json"), &definition.package_bytes)?;
        for (language, texts) in &definition.languages {
            fs::write(file(&format!("{language}.json")), texts)?;
        }
        let loaded = Compiled::load(&definition.package_bytes, None, &definition.languages)
            .map_err(|error| format!("the package does not load: {error:?}"))?;
        for (name, is_half_filled) in [("new.json", false), ("half.json", true)] {
            let draft = draft::opened(&generated, &loaded, is_half_filled)?;
            fs::write(file(name), serde_json::to_vec(&draft)?)?;
        }
        Ok(())
    }

    fn generate(generator: &str, size: &str) -> Result<Generated, Box<dyn Error>> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("site/generate.mjs");
        let ran = Command::new(env::var_os("NODE").unwrap_or_else(|| "node".into()))
            .arg(script)
            .args([generator, size])
            .stderr(std::process::Stdio::inherit())
            .output()?;
        if !ran.status.success() {
            return Err(format!("{generator} does not generate {size} questions").into());
        }
        Ok(serde_json::from_slice(&ran.stdout)?)
    }
}
