//! How often nodes are judged, for any definition (E-49): opening judges each once, a change none twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::pair::Pair;
use common::script::day;
use common::tape::Tape;
use common::{config, made, tapes};
use interview::Draft;
use proptest::prelude::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn e_49_no_node_is_judged_twice((definition, script) in tapes()) {
        let (text, compiled) = made(&definition);
        let mut tape = Tape::new(&script);
        let mut pair = Pair::open(&compiled, day("2026-11-23")).unwrap();
        let mut names = 0;
        while !tape.is_over() {
            let (judged, there) = (pair.draft.evaluated(), pair.draft.instances());
            let step = pair.next_step(&mut tape, &mut names);
            pair.step_unseen(&step).unwrap();
            let judged = pair.draft.evaluated() - judged;
            // Nodes of rows that went may have been judged before they did.
            let most = there.max(pair.draft.instances()) + there.saturating_sub(pair.draft.instances());
            if judged > most {
                return Err(TestCaseError::fail(format!("{text}\n{}\n{judged} judged of {most}", pair.log)));
            }
        }
        let fresh = Draft::open(compiled.clone(), pair.draft.today(), &pair.draft.answers());
        if fresh.evaluated() != fresh.instances() {
            let what = format!("{} judged of {}", fresh.evaluated(), fresh.instances());
            return Err(TestCaseError::fail(format!("{text}\n{}\n{what}", pair.log)));
        }
    }
}
