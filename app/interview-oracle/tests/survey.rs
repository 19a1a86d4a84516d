#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod common;
use proptest::strategy::{Strategy, ValueTree};
use std::collections::BTreeMap;
#[test]
fn survey() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen: BTreeMap<String, (u32, String)> = BTreeMap::new();
    let mut bad = 0;
    for _ in 0..1500 {
        let (tape, _) = common::tapes().new_tree(&mut runner).unwrap().current();
        let (text, diagnostics) = common::attempt(&tape);
        bad += u32::from(!diagnostics.is_empty());
        for (code, message, line) in diagnostics {
            if code=="D301" || code=="D306" { println!("{message}\n{text}"); }
            let entry = seen.entry(code).or_insert((0, format!("{message}\n   {}", text.lines().nth(line as usize - 1).unwrap())));
            entry.0 += 1;
            if entry.0 < 4 { entry.1.push_str(&format!("\n {message}\n   {}", text.lines().nth(line as usize - 1).unwrap())); }
        }
    }
    for (code, (count, example)) in seen { println!("{code} {count}: {example}"); }
    println!("bad {bad}/400");
}
