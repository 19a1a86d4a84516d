//! The states of an application and what leads from one to the next.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;

use case::{Event, State, WrongState};
use proptest::prelude::*;

#[test]
fn every_state_and_event_is_as_the_table_says() {
    let arrows = [
        (State::Draft, Event::SentForReview, State::InReview),
        (State::InReview, Event::TakenBack, State::Returned),
        (State::InReview, Event::SentBack, State::Returned),
        (State::Returned, Event::SentForReview, State::InReview),
        (State::InReview, Event::Submitted, State::Submitted),
    ];
    for state in State::ALL {
        for event in Event::ALL {
            let expected = arrows
                .iter()
                .find(|(from, by, _)| from == state && by == event)
                .map(|(_, _, to)| *to)
                .ok_or(WrongState { state: *state, event: *event });
            assert_eq!(state.after(*event), expected, "{state} {event}");
        }
    }
}

#[test]
fn the_state_is_worked_out_from_what_happened() {
    use Event::{SentBack, SentForReview, Submitted, TakenBack};
    assert_eq!(State::after_all([]), Ok(State::Draft));
    assert_eq!(State::after_all([SentForReview, SentBack, SentForReview, TakenBack]), Ok(State::Returned));
    assert_eq!(State::after_all([SentForReview, SentBack, SentForReview, Submitted]), Ok(State::Submitted));
    let twice = State::after_all([SentForReview, Submitted, Submitted]).unwrap_err();
    assert_eq!(twice, WrongState { state: State::Submitted, event: Submitted });
    assert_eq!(twice.to_string(), "submitted does not happen in SUBMITTED");
}

#[test]
fn all_states_have_their_names_though_few_can_be_reached_yet() {
    assert_eq!(State::ALL.len(), 25);
    let mut reached = BTreeSet::from([State::FIRST]);
    loop {
        let next: BTreeSet<State> = reached
            .iter()
            .flat_map(|state| Event::ALL.iter().filter_map(|event| state.after(*event).ok()))
            .chain(reached.iter().copied())
            .collect();
        if next == reached {
            break;
        }
        reached = next;
    }
    let names: BTreeSet<&str> = reached.into_iter().map(State::name).collect();
    assert_eq!(names, BTreeSet::from(["DRAFT", "IN_REVIEW", "RETURNED", "SUBMITTED"]));
}

proptest! {
    #[test]
    fn nothing_happens_after_it_was_sent(events in prop::collection::vec(prop::sample::select(Event::ALL), 0..12)) {
        if let Ok(state) = State::after_all(events.iter().copied()) {
            let sent = events.iter().filter(|event| **event == Event::Submitted).count();
            prop_assert_eq!(sent, usize::from(state == State::Submitted));
            prop_assert!(sent == 0 || events.last() == Some(&Event::Submitted));
        }
    }
}
