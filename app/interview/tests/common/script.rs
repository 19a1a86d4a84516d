//! Scripts as files, and everything that a draft tells after each of their lines: the same on every target (E-70).

use super::{Played, compile};
use interview::change::ChangeKind;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A definition, the lines that are played on it, and what was recorded.
pub struct Script {
    pub name: &'static str,
    pub definition: &'static str,
    pub lines: &'static str,
    pub recorded: &'static str,
}

macro_rules! scripts {
    ($($name:literal),*) => {
        [$(Script {
            name: $name,
            definition: include_str!(concat!("../scripts/", $name, ".kdl")),
            lines: include_str!(concat!("../scripts/", $name, ".jsonl")),
            recorded: include_str!(concat!("../scripts/", $name, ".recorded")),
        }),*]
    };
}

pub const SCRIPTS: [Script; 2] = scripts!["tiny", "household"];

/// After each line: the list of changes, the digest, and the plans of all pages, these as their hash.
pub fn transcript(script: &Script) -> String {
    let mut played = Played::open(&compile(script.definition));
    let mut text = String::new();
    tell(&played, &mut text);
    for line in script.lines.lines() {
        play(&mut played, &serde_json::from_str(line).unwrap());
        tell(&played, &mut text);
    }
    text
}

fn play(played: &mut Played, line: &Json) {
    let word = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let at = word("at");
    match word("do").as_str() {
        "set" => played.set(&at, line["value"].clone()),
        "unparsed" => played.change(&at, ChangeKind::Unparsed(word("text"))),
        "clear" => played.clear(&at),
        "skip" => played.change(&at, ChangeKind::Skip),
        "decline" => played.change(&at, ChangeKind::Decline),
        "confirm" => played.change(&at, ChangeKind::Confirm),
        "add_row" => played.add(&at),
        "remove_row" => played.change(&at, ChangeKind::RemoveRow),
        "restore_row" => played.change(&at, ChangeKind::RestoreRow),
        "close_list" => played.close(&at),
        "set_fact" => played.fact(&at, line["value"].clone()),
        "attach" => played.attach(&at, &word("reference")),
        "continue_page" => {
            let rows: Vec<&str> = line["rows"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            played.continue_page(&word("page"), &rows)
        }
        "advance" => {
            played.changes = played.draft.advance(super::day(&word("today")));
            played
        }
        other => panic!("`{other}` is nothing that a script does"),
    };
}

fn tell(played: &Played, text: &mut String) {
    let mut plans = Sha256::new();
    for page in played.draft.whole_path() {
        plans.update(format!("{:?}\n", played.draft.plan(&page, "en")));
    }
    let _ = writeln!(text, "{}", played.changed());
    let _ = writeln!(text, "  digest {} pages {}", hex(&played.draft.digest()), hex(&plans.finalize()));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
