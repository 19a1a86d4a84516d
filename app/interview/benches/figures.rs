//! The figures of engine.md section 13: milliseconds for one change, engine only. Prints and never fails for time (E-102);
//! what is worked out is asserted on the way (E-66).
//!
//! `cargo bench -p interview` on this machine, and in a browser, with the profile that ships, once `cargo xtask build` has
//! made the runner:
//! `WASM_BINDGEN_TEST_TIMEOUT=300 cargo bench -p interview --bench figures --target wasm32-unknown-unknown --profile wasm-release`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../tests/common/made.rs"]
mod made;

use interview::change::{Answers, Change, ChangeKind};
use interview::place::Place;
use interview::value::{Three, Value};
use interview::{Aspect, Claim, Compiled, Draft, Target};
use interview_build::{CompiledDefinition, NoTables, Source};
use quantities::Money;
use std::hint::black_box;
use std::sync::Arc;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::Criterion;

const IS_BROWSER: bool = cfg!(target_arch = "wasm32");
/// Clocks of browsers are coarse: there, so many changes are measured together that they take this long.
const LEAST_SAMPLE_MS: f64 = if IS_BROWSER { 5.0 } else { 0.02 };
const MOST_SAMPLES: usize = 300;
const MOST_MS: f64 = 1_500.0;

#[cfg(not(target_arch = "wasm32"))]
fn now_ms() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1_000.0
}

#[cfg(target_arch = "wasm32")]
fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

#[cfg(not(target_arch = "wasm32"))]
fn say(line: &str) {
    println!("{line}");
}

#[cfg(target_arch = "wasm32")]
fn say(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}

/// Runs a change again and again, numbered from 0, and prints the median and the 95th percentile beside the aims on this
/// machine and in a browser.
fn figure(name: &str, aims_ms: (f64, f64), mut change: impl FnMut(usize)) {
    let mut number = 0;
    let mut run = |times: usize| {
        let start = now_ms();
        for _ in 0..times {
            change(number);
            number += 1;
        }
        now_ms() - start
    };
    let mut batch = 1;
    run(4);
    while run(batch) < LEAST_SAMPLE_MS && batch < 1 << 16 {
        batch *= 2;
    }
    let (began, mut samples) = (now_ms(), Vec::new());
    while samples.len() < MOST_SAMPLES && (now_ms() - began < MOST_MS || samples.len() < 5) {
        samples.push(run(batch) / batch as f64);
    }
    tell(name, aims_ms, samples);
}

fn tell(name: &str, aims_ms: (f64, f64), mut samples: Vec<f64>) {
    samples.sort_by(f64::total_cmp);
    let (median, worst) = (samples[samples.len() / 2], samples[samples.len() * 95 / 100]);
    let aim = if IS_BROWSER { aims_ms.1 } else { aims_ms.0 };
    let kept = if worst <= aim { "" } else { "  not reached" };
    say(&format!("{name:<32} median {median:>9.4} ms   p95 {worst:>9.4} ms   aim {aim} ms{kept}"));
}

fn built(text: &str) -> CompiledDefinition {
    let source = Source { name: "figures.kdl".to_owned(), text: text.to_owned() };
    let outcome = interview_build::compile(&[source], &NoTables);
    let said: Vec<String> = outcome.diagnostics.iter().map(ToString::to_string).collect();
    outcome.definition.unwrap_or_else(|| panic!("{}", said.join("\n")))
}

fn load(definition: &CompiledDefinition) -> Arc<Compiled> {
    Compiled::load(&definition.package_bytes, None, &definition.languages).unwrap()
}

fn open(text: &str) -> Draft {
    Draft::open(load(&built(text)), "2026-11-23".parse().unwrap(), &Answers::default())
}

fn at(draft: &Draft, place: &str) -> Place {
    draft.compiled().place(place).unwrap()
}

fn change(draft: &mut Draft, at: &Place, kind: ChangeKind) {
    black_box(draft.apply(&Change { at: at.clone(), kind, read: None }).unwrap());
}

fn answer(draft: &mut Draft, place: &str, value: Value) {
    let at = at(draft, place);
    change(draft, &at, ChangeKind::Set(value));
}

fn yes_no(draft: &mut Draft, at: &Place, yes: bool) {
    change(draft, at, ChangeKind::Set(Value::YesNo(yes)));
}

fn pounds(text: &str) -> Value {
    Value::Money(text.parse::<Money>().unwrap())
}

/// A chain of which everything is answered yes.
fn answered_chain(length: usize, reversed: bool) -> Draft {
    let mut draft = open(&made::chain(length, reversed));
    for index in 0..length {
        answer(&mut draft, &format!("q{index}"), Value::YesNo(true));
    }
    draft
}

fn asked(draft: &Draft, length: usize) -> usize {
    (0..length).filter(|index| draft.relevant(&at(draft, &format!("q{index}"))) == Three::Yes).count()
}

fn chains() {
    for (name, length, reversed, aims) in [
        ("chain_100_flip", 100, false, (0.05, 0.2)),
        ("chain_1000_flip", 1_000, false, (0.5, 2.0)),
        ("chain_1000_flip, reversed", 1_000, true, (0.5, 2.0)),
        ("chain_10000_flip", 10_000, false, (6.0, 25.0)),
    ] {
        let mut draft = answered_chain(length, reversed);
        let (first, answers) = (at(&draft, "q0"), draft.answers());
        yes_no(&mut draft, &first, false);
        assert_eq!(asked(&draft, length), 1, "{name}: after the flip one question is asked");
        yes_no(&mut draft, &first, true);
        assert_eq!(asked(&draft, length), length, "{name}: after flipping back all are");
        assert_eq!(draft.answers(), answers, "{name}: and all answers are there");
        figure(name, aims, |number| yes_no(&mut draft, &first, number % 2 == 1));
    }
    let mut draft = answered_chain(1_000, false);
    let last = at(&draft, "q999");
    figure("chain_1000_leaf", (0.005, 0.02), |number| yes_no(&mut draft, &last, number % 2 == 1));
}

fn wide() {
    for length in [1_000, 5_000] {
        let mut draft = open(&made::wide(length));
        for index in 0..20 {
            answer(&mut draft, &format!("d{index}"), Value::YesNo(index % 2 == 0));
        }
        let (leaf, driver) = (at(&draft, "q4"), at(&draft, "d3"));
        figure(&format!("wide_{length}, unrelated edit"), (0.005, 0.02), |number| {
            change(&mut draft, &leaf, ChangeKind::Set(Value::Count(number as i64 % 2)));
        });
        figure(&format!("wide_{length}, driver edit"), (0.5, 2.5), |number| {
            yes_no(&mut draft, &driver, number % 2 == 0);
        });
    }
}

fn bill_of(lines: usize) -> Draft {
    let mut draft = open(&made::bill());
    for line in 0..lines {
        let row = at(&draft, &format!("line[r{line}]"));
        change(&mut draft, &row, ChangeKind::AddRow);
        answer(&mut draft, &format!("line[r{line}].what"), Value::Text("Attendance".into()));
        answer(&mut draft, &format!("line[r{line}].price"), pounds("2.50"));
        answer(&mut draft, &format!("line[r{line}].quantity"), Value::Count(2));
        answer(&mut draft, &format!("line[r{line}].taxed"), Value::YesNo(true));
    }
    let list = at(&draft, "line");
    change(&mut draft, &list, ChangeKind::CloseList);
    draft
}

fn total(draft: &Draft) -> interview::value::Read {
    draft.read(&at(draft, "total"))
}

fn bills() {
    for lines in [200, 500] {
        let mut draft = bill_of(lines);
        let cell = at(&draft, "line[r100].quantity");
        figure(&format!("bill_{lines}, a cell"), (0.05, 0.5), |number| {
            change(&mut draft, &cell, ChangeKind::Set(Value::Count(number as i64 % 2)));
        });
        change(&mut draft, &cell, ChangeKind::Set(Value::Count(3)));
        let sum = Value::Money(Money::from_pence(500 * (lines as i64 - 1) + 750).unwrap());
        assert_eq!(total(&draft), interview::value::Read::Value(sum), "bill_{lines}");
    }
    let mut draft = bill_of(500);
    let (middle, before) = (at(&draft, "line[r250]"), total(&draft));
    figure("bill_500_rows, a middle row", (0.5, 2.0), |number| {
        let kind = if number % 2 == 0 { ChangeKind::RemoveRow } else { ChangeKind::RestoreRow };
        change(&mut draft, &middle, kind);
    });
    change(&mut draft, &middle, ChangeKind::RestoreRow);
    assert_eq!(total(&draft), before, "the row is back");
    let samples = (0..40).map(|_| adding(draft.clone(), 50)).collect();
    tell("bill_500_rows, a further row", (0.5, 2.0), samples);
}

/// Milliseconds for one of so many rows that are added.
fn adding(mut draft: Draft, rows: usize) -> f64 {
    let places: Vec<Place> = (0..rows).map(|row| at(&draft, &format!("line[more{row}]"))).collect();
    let start = now_ms();
    for place in &places {
        change(&mut draft, place, ChangeKind::AddRow);
    }
    (now_ms() - start) / rows as f64
}

fn opening() {
    let definition = built(&made::chain(1_000, false));
    let answers = answered_chain(1_000, false).answers();
    figure("open_1000", (10.0, 50.0), |_| {
        black_box(Draft::open(load(&definition), "2026-11-23".parse().unwrap(), &answers));
    });
}

fn explaining() {
    let mut draft = open(&made::deep(1_000));
    answer(&mut draft, "first", Value::Count(1));
    let claim = Claim::Aspect(Target::Item(at(&draft, "r999")), Aspect::Value);
    assert_eq!(draft.explain(&claim).unwrap().size(), 1_001, "a claim for each rule, and the answer");
    figure("explain_deep", (1.0, 4.0), |_| {
        black_box(draft.explain(&claim).unwrap().size());
    });
}

fn all() {
    chains();
    wide();
    bills();
    opening();
    explaining();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    // `cargo test --benches` asks for no figures.
    if std::env::args().any(|argument| argument == "--bench") {
        all();
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// The runner's own measuring is left out: it times a whole function, and these take the median of single changes.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_bench]
fn figures(_: &mut Criterion) {
    all();
}
