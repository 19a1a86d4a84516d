//! The engine and the oracle agree on every aspect after every change (E-68).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::pair::Pair;
use common::script::day;
use common::tape::Tape;
use common::{config, made, tapes};
use proptest::prelude::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn e_68_engine_and_oracle_agree_after_every_change((definition, script) in tapes()) {
        let (text, compiled) = made(&definition);
        if let Ok(path) = std::env::var("ORACLE_TRACE") {
            std::fs::write(path + ".kdl", &text).unwrap();
        }
        let mut tape = Tape::new(&script);
        let mut pair = match Pair::open(&compiled, day("2026-11-23")) {
            Ok(pair) => pair,
            Err(difference) => return Err(TestCaseError::fail(format!("{}\n{difference}", text))),
        };
        let mut names = 0;
        while !tape.is_over() {
            let step = pair.next_step(&mut tape, &mut names);
            let result = pair.step(&step).and_then(|_| pair.compare_with_fresh());
            if let Err(difference) = result {
                return Err(TestCaseError::fail(format!("{}\n{}\n{difference}", text, pair.log)));
            }
        }
    }
}
