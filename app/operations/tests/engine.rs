//! What a fold tells, the engine takes: one place at a time it comes to the same draft as from the whole (E-55).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use interview::package::canonical_json;
use interview::{Compiled, Draft};
use operations::{Fold, Holding, Kind, WireFact};
use proptest::prelude::*;
use std::sync::{Arc, OnceLock};
use support::schedule::*;
use support::*;

fn compiled() -> Arc<Compiled> {
    static COMPILED: OnceLock<Arc<Compiled>> = OnceLock::new();
    let load = || Compiled::load(&canonical_json(package()).unwrap(), None, &[]).unwrap();
    COMPILED.get_or_init(load).clone()
}

fn hold(draft: &mut Draft, holding: Holding) {
    let taken = match holding {
        Holding::Answer(place, held) => draft.hold(&place, held),
        Holding::List(place, held) => draft.hold_list(&place, &held),
        Holding::Fact(place, held) => draft.hold_fact(&place, held),
        Holding::Files(place, held) => draft.hold_files(&place, held),
    };
    taken.unwrap();
}

proptest! {
    #[test]
    fn e_55_the_engine_takes_every_place_and_comes_to_the_same_draft(events in schedule(anything())) {
        let story = play(&events);
        let today = "2026-11-23".parse().unwrap();
        let mut fold = Fold::new(DRAFT);
        let mut draft = Draft::open(compiled(), today, &fold.answers(package()));
        let fact = operation(id(99, 1), "benefit", Kind::SetFact(WireFact::Value(text("yes"))), &[]);
        for logged in story.log.iter().cloned().chain([logged(1_000, fact)]) {
            for holding in fold.apply(package(), &logged) {
                hold(&mut draft, holding);
            }
        }
        let whole = Draft::open(compiled(), today, &fold.answers(package()));
        prop_assert_eq!(draft.answers(), whole.answers());
        prop_assert_eq!(draft.digest(), whole.digest());
    }
}
