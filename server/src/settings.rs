//! Settings: one table of the environment, checked at start; an unsafe one stops the start with a sentence (SEC-88).

use accounts::Parameters;
use quantities::Date;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What an installation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// For trying out, with invented data only.
    Trial,
    /// For real work. Refused until delivery H is complete (S-89).
    Live,
}

/// Checked settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where database, keys and logs are.
    pub data: PathBuf,
    /// Where the server listens; port 0 takes a free one.
    pub address: SocketAddr,
    /// The address people use, without a slash at its end.
    pub origin: String,
    /// What it is for.
    pub profile: Profile,
    /// Address of the benefit checker.
    pub benefit_checker: Option<String>,
    /// Address of the address look-up.
    pub addresses: Option<String>,
    /// Whether the example people are made.
    pub demonstration: bool,
    /// One password for all example people, for tests in a browser.
    pub demonstration_password: Option<String>,
    /// The day to judge by in place of the clock's.
    pub today: Option<Date>,
    /// What hashing a password costs (SEC-5).
    pub hashing: Parameters,
}

/// A setting that cannot be used, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(pub String);

/// Fewest characters of the password of the example people (SEC-4).
const SHORTEST_PASSWORD: usize = 12;

impl Settings {
    /// Reads settings from the environment, `today` from the command line first.
    ///
    /// # Errors
    /// The sentences of all settings that cannot be used.
    pub fn read(environment: &BTreeMap<String, String>, today: Option<&str>) -> Result<Self, Vec<Unusable>> {
        let mut wrong: Vec<Unusable> = Vec::new();
        let get =
            |name: &str| environment.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let address = get("RUSHCLIFFE_ADDRESS").unwrap_or_else(|| "127.0.0.1:3100".to_owned());
        let address = address.parse().unwrap_or_else(|_| {
            wrong.push(Unusable(format!(
                "RUSHCLIFFE_ADDRESS must be an address and a port, like 127.0.0.1:3100, not {address}."
            )));
            SocketAddr::from(([127, 0, 0, 1], 0))
        });
        let origin = get("RUSHCLIFFE_ORIGIN").unwrap_or_else(|| format!("http://localhost:{}", address.port()));
        let profile = match get("RUSHCLIFFE_PROFILE").as_deref() {
            None | Some("trial") => Profile::Trial,
            Some("live") => Profile::Live,
            Some(other) => {
                wrong.push(Unusable(format!("RUSHCLIFFE_PROFILE must be trial or live, not {other}.")));
                Profile::Trial
            }
        };
        let today = today.map(str::to_owned).or_else(|| get("RUSHCLIFFE_TODAY"));
        let today = today.and_then(|text| {
            let day = text.parse().ok();
            if day.is_none() {
                wrong.push(Unusable(format!("RUSHCLIFFE_TODAY must be a day, like 2026-11-23, not {text}.")));
            }
            day
        });
        let hashing =
            get("RUSHCLIFFE_PASSWORD_HASHING").map_or_else(|| Ok(Parameters::default()), |text| hashing(&text));
        let hashing = hashing.unwrap_or_else(|unusable| {
            wrong.push(unusable);
            Parameters::default()
        });
        let settings = Self {
            data: get("RUSHCLIFFE_DATA").map_or_else(|| PathBuf::from(".data"), PathBuf::from),
            address,
            origin: origin.trim_end_matches('/').to_owned(),
            profile,
            benefit_checker: get("RUSHCLIFFE_BENEFIT_CHECKER"),
            addresses: get("RUSHCLIFFE_ADDRESSES"),
            demonstration: get("RUSHCLIFFE_DEMONSTRATION").is_some_and(|value| value != "0"),
            demonstration_password: get("RUSHCLIFFE_DEMONSTRATION_PASSWORD"),
            today,
            hashing,
        };
        wrong.extend(settings.unsafe_ones());
        if wrong.is_empty() { Ok(settings) } else { Err(wrong) }
    }

    /// What may not be as it is (SEC-88, SEC-105, S-89).
    fn unsafe_ones(&self) -> Vec<Unusable> {
        let mut wrong = Vec::new();
        let mut say = |sentence: String| wrong.push(Unusable(sentence));
        if !is_safe_origin(&self.origin) {
            say(format!(
                "RUSHCLIFFE_ORIGIN must begin with https://, or be http://localhost with a port; {} would send sessions in clear.",
                self.origin
            ));
        }
        if self.demonstration_password.as_ref().is_some_and(|password| password.chars().count() < SHORTEST_PASSWORD) {
            say(format!("RUSHCLIFFE_DEMONSTRATION_PASSWORD must have at least {SHORTEST_PASSWORD} characters."));
        }
        if self.profile == Profile::Live {
            say("This version cannot run as live yet: it keeps data without the encryption that real people need."
                .to_owned());
            say("Signing in by password alone is for trials; live asks for a second factor.".to_owned());
            if self.demonstration || self.demonstration_password.is_some() {
                say("RUSHCLIFFE_DEMONSTRATION makes example people, which live never has.".to_owned());
            }
            if self.today.is_some() {
                say("RUSHCLIFFE_TODAY (or --today) sets the day by hand, which live never does.".to_owned());
            }
            for (name, address) in
                [("RUSHCLIFFE_BENEFIT_CHECKER", &self.benefit_checker), ("RUSHCLIFFE_ADDRESSES", &self.addresses)]
            {
                if address.as_ref().is_some_and(|address| is_on_this_machine(address)) {
                    say(format!("{name} names a simulator on this machine, which live never asks."));
                }
            }
        }
        wrong
    }
}

/// Memory in KiB, passes and lanes: `65536,3,1`.
fn hashing(text: &str) -> Result<Parameters, Unusable> {
    let numbers: Option<Vec<u32>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    let parameters = match numbers.as_deref() {
        Some([memory_kib, passes, lanes]) => {
            Parameters::new(*memory_kib, *passes, *lanes).map_err(|error| error.to_string())
        }
        _ => Err("it is not three numbers".to_owned()),
    };
    parameters.map_err(|reason| {
        Unusable(format!(
            "RUSHCLIFFE_PASSWORD_HASHING must be KiB of memory, passes and lanes, like 65536,3,1: {reason}."
        ))
    })
}

fn is_safe_origin(origin: &str) -> bool {
    let is_local = origin
        .strip_prefix("http://localhost")
        .is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok()));
    is_local || origin.strip_prefix("https://").is_some_and(|host| !host.is_empty() && !host.contains('/'))
}

fn is_on_this_machine(address: &str) -> bool {
    ["http://127.", "http://localhost", "http://[::1]"].iter().any(|start| address.starts_with(start))
}
