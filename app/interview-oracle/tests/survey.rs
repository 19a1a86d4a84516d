#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod common;
use proptest::strategy::{Strategy, ValueTree};
use std::collections::BTreeMap;
#[test]
fn survey() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..600 {
        let (tape, script) = common::tapes().new_tree(&mut runner).unwrap().current();
        let (_, compiled) = common::made(&tape);
        let mut here: std::collections::BTreeSet<String> = Default::default();
        for code in &compiled.package().codes {
            for op in &code.ops {
                let name = format!("{op:?}");
                let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned();
                let name = if let interview::package::Op::Aggregate { kind, other, .. } = op {
                    format!("Aggregate {kind:?} {other}")
                } else if let interview::package::Op::Call(f) = op {
                    format!("Call {f:?}")
                } else {
                    name
                };
                here.insert(name);
            }
        }
        for name in here {
            *seen.entry(format!("op {name}")).or_insert(0) += 1;
        }
        let mut tape = common::tape::Tape::new(&script);
        let mut pair = common::pair::Pair::open(&compiled, common::script::day("2026-11-23")).unwrap();
        let mut names = 0;
        while !tape.is_over() {
            let step = pair.next_step(&mut tape, &mut names);
            let taken = pair.step(&step).unwrap();
            *seen.entry(format!("step taken {taken}")).or_insert(0) += 1;
        }
        for (place, aspects) in pair.aspects() {
            for (aspect, value) in aspects {
                let kind = if place.starts_with("page:") {
                    "page"
                } else if place.starts_with("task:") {
                    "task"
                } else {
                    "item"
                };
                let text = if aspect == "value" && value.is_object() {
                    "value".to_owned()
                } else if aspect == "options" || aspect == "rows" {
                    "…".to_owned()
                } else {
                    value.to_string()
                };
                *seen.entry(format!("{kind} {aspect} {text}")).or_insert(0) += 1;
            }
        }
        *seen.entry(format!("submittable {}", pair.oracle.submittable())).or_insert(0) += 1;
    }
    for (code, count) in seen {
        println!("{count:6} {code}");
    }
}
