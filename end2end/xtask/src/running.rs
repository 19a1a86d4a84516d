//! Starts the product and what it talks to: the simulators, then the definition is published, then the server. `run`
//! is for a person (fixed ports, a folder that stays), `serve` for tests (free ports, a folder that does not).

use crate::{Done, build, children::Children, places::Places, programs::succeed};
use std::{
    env, fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{self, Command},
};

const DEFINITIONS: &str = "app/questionnaire/definitions";
const PRODUCT: u16 = 3100;
const BENEFIT_CHECKER: u16 = 3101;
const ADDRESSES: u16 = 3102;

/// Where each part listens, on this machine alone.
struct Ports {
    product: u16,
    benefit_checker: u16,
    addresses: u16,
}

/// For a person: builds, starts, and stays until one part ends or is told to.
pub fn run(places: &Places) -> Done {
    let ports = Ports { product: PRODUCT, benefit_checker: BENEFIT_CHECKER, addresses: ADDRESSES };
    // Before minutes of building, and not after.
    ports.must_be_free()?;
    build(places)?;
    let data = env::var_os("RUSHCLIFFE_DATA").map_or_else(|| PathBuf::from(".data"), PathBuf::from);
    let children = start(places, &ports, &data, &[])?;
    println!("\nRushcliffe is open at http://localhost:{}   (Ctrl-C ends it)", ports.product);
    children.until_one_ends()
}

/// What tests need to know beforehand: the day of the questionnaire's people, and one password for all example people.
const FOR_TESTS: [(&str, &str); 2] =
    [("RUSHCLIFFE_TODAY", "2026-11-23"), ("RUSHCLIFFE_DEMONSTRATION_PASSWORD", "copper-lantern-74-orchard")];

/// For tests: the same on free ports over a folder of its own, or the one RUSHCLIFFE_DATA names. The line it prints
/// when everything answers is read by playwright.config.ts.
pub fn serve(places: &Places, port: Option<u16>) -> Done {
    build(places)?;
    let ports = Ports::free(port)?;
    let data = match env::var_os("RUSHCLIFFE_DATA") {
        Some(named) => PathBuf::from(named),
        None => temporary_folder()?,
    };
    let children = start(places, &ports, &data, &FOR_TESTS)?;
    println!(
        "ready: product={} benefit_checker={} addresses={}",
        ports.product, ports.benefit_checker, ports.addresses
    );
    children.until_one_ends()
}

fn start(
    places: &Places,
    ports: &Ports,
    data: &Path,
    more: &[(&str, &str)],
) -> Result<Children, Box<dyn std::error::Error>> {
    fs::create_dir_all(data)?;
    let mut children = Children::none();
    let mut simulators = Command::new(places.programs.join("simulators"));
    simulators.arg("--benefit-checker").arg(at(ports.benefit_checker).to_string());
    simulators.arg("--addresses").arg(at(ports.addresses).to_string());
    children.start("the simulators", &simulators)?;
    succeed(product(places, ports, data).arg("publish").arg(DEFINITIONS))?;
    children.until_answers("the simulators", at(ports.benefit_checker))?;
    children.start("the server", product(places, ports, data).envs(more.iter().copied()).arg("serve"))?;
    children.until_answers("the server", at(ports.product))?;
    Ok(children)
}

/// The program `rushcliffe` with its settings. Everything is named here, so that it runs the same outside cargo.
fn product(places: &Places, ports: &Ports, data: &Path) -> Command {
    let mut command = Command::new(places.programs.join("rushcliffe"));
    command
        .env("RUSHCLIFFE_DATA", data)
        .env("RUSHCLIFFE_ADDRESS", at(ports.product).to_string())
        .env("RUSHCLIFFE_ORIGIN", format!("http://localhost:{}", ports.product))
        .env("RUSHCLIFFE_PROFILE", "trial")
        .env("RUSHCLIFFE_DEMONSTRATION", "1")
        .env("RUSHCLIFFE_BENEFIT_CHECKER", format!("http://{}", at(ports.benefit_checker)))
        .env("RUSHCLIFFE_ADDRESSES", format!("http://{}", at(ports.addresses)))
        .env("LEPTOS_OUTPUT_NAME", "rushcliffe")
        .env("LEPTOS_SITE_ROOT", &places.site)
        .env("LEPTOS_SITE_ADDR", at(ports.product).to_string())
        .env("LEPTOS_HASH_FILES", "true");
    command
}

fn at(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

impl Ports {
    fn must_be_free(&self) -> Done {
        let parts = [
            (self.product, "Rushcliffe itself"),
            (self.benefit_checker, "the benefit checker's simulator"),
            (self.addresses, "the address look-up's simulator"),
        ];
        for (port, part) in parts {
            if let Err(error) = TcpListener::bind(at(port)) {
                return Err(format!("Port {port}, where {part} would listen, is taken ({error}). End what listens there and start again.").into());
            }
        }
        Ok(())
    }

    /// All three are held at once, so that they differ, and let go together.
    fn free(product: Option<u16>) -> Result<Self, std::io::Error> {
        let held = [TcpListener::bind(at(product.unwrap_or(0)))?, TcpListener::bind(at(0))?, TcpListener::bind(at(0))?];
        let [product, benefit_checker, addresses] =
            held.each_ref().map(|listener| listener.local_addr().map(|address| address.port()));
        Ok(Self { product: product?, benefit_checker: benefit_checker?, addresses: addresses? })
    }
}

/// A folder named after this process. It cannot be cleared when this process is killed, as a test runner does, so each
/// start clears those whose process is gone.
fn temporary_folder() -> Result<PathBuf, std::io::Error> {
    const PREFIX: &str = "rushcliffe-serve-";
    for entry in fs::read_dir(env::temp_dir())? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else { continue };
        if !Path::new("/proc").join(id).exists() {
            // Another start may have cleared it in the meantime.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let folder = env::temp_dir().join(format!("{PREFIX}{}", process::id()));
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_named() {
        let held = TcpListener::bind(at(0)).unwrap();
        let taken = held.local_addr().unwrap().port();
        let mut ports = Ports::free(None).unwrap();
        ports.must_be_free().unwrap();
        ports.addresses = taken;
        let sentence = ports.must_be_free().unwrap_err().to_string();
        assert!(
            sentence
                .starts_with(&format!("Port {taken}, where the address look-up's simulator would listen, is taken")),
            "{sentence}"
        );
    }

    #[test]
    fn free_ports_differ_and_a_given_one_is_kept() {
        let given = Ports::free(None).unwrap().product;
        let ports = Ports::free(Some(given)).unwrap();
        assert_eq!(ports.product, given);
        assert!(ports.benefit_checker != ports.addresses && ports.addresses != given);
    }

    #[test]
    fn folders_of_processes_that_are_gone_are_cleared() {
        // Above the highest number a process can have.
        let left = env::temp_dir().join("rushcliffe-serve-4194305");
        fs::create_dir_all(left.join("inner")).unwrap();
        let folder = temporary_folder().unwrap();
        assert!(folder.is_dir() && !left.exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
