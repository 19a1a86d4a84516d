//! `check_550`: all diagnostics of delivery A on 550 items, 420 conditions and 1,433 options. Prints and never fails
//! (engine.md section 13, E-102).

use interview_build::{NoTables, Source, compile};
use std::fmt::Write;
use std::time::{Duration, Instant};

fn main() {
    let sources = [Source { name: "check_550.kdl".to_owned(), text: definition(550, 420, 1_433) }];
    let mut times: Vec<Duration> = Vec::new();
    let mut said = String::new();
    for _ in 0..20 {
        let start = Instant::now();
        let outcome = compile(&sources, &NoTables);
        times.push(start.elapsed());
        said = match &outcome.definition {
            Some(definition) => {
                format!("{} items, {} expressions", definition.package.items.len(), definition.package.codes.len())
            }
            None => outcome.diagnostics.iter().map(ToString::to_string).collect(),
        };
    }
    times.sort();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let worst = times.get(times.len() * 95 / 100).copied().unwrap_or_default();
    println!("check_550: {said}; median {median:?}, p95 {worst:?} (target 2 s)");
}

/// Choices, each asked if an earlier one has its first option; as many conditions and options as asked for.
fn definition(items: usize, conditions: usize, options: usize) -> String {
    let mut text = String::from("interview large \"Large\" version=\"1\" {\n");
    let mut options_left = options;
    for task in 0..items.div_ceil(50) {
        let _ = writeln!(text, "  task task_{task} \"Task\" {{");
        for item in (task * 50)..((task + 1) * 50).min(items) {
            if item % 5 == 0 {
                let _ = writeln!(text, "    page page_{} \"Page\" {{", item / 5);
            }
            let here = options_left.div_ceil(items - item);
            options_left -= here;
            let _ = write!(text, "      question item_{item} choice {{ ask \"Which of these is item {item}?\"; ");
            if item >= items - conditions {
                let (first, second) = (item / 2, item / 3);
                let _ = write!(
                    text,
                    "when \"item_{first} is option_0 or (item_{second} is known and item_{second} is not option_1)\"; "
                );
            }
            for option in 0..here {
                let _ = write!(text, "option option_{option} \"Option {option}\"; ");
            }
            if here < 2 {
                let _ = write!(text, "option option_1 \"Option 1\"; ");
            }
            text.push_str("}\n");
            if item % 5 == 4 || item + 1 == items {
                text.push_str("    }\n");
            }
        }
        text.push_str("  }\n");
    }
    text.push_str("}\n");
    text
}
