//! Laws that the specification states of every definition and every draft (E-69).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::pair::{Aspects, Pair};
use common::script::{Step, day, growing_step};
use common::tape::Tape;
use common::{config, made, tapes};
use interview::change::{Answers, Change, ChangeKind, HeldList};
use interview::navigate::{Nav, back, next};
use interview::package::ItemKind;
use interview::place::Place;
use interview::value::{FactHeld, Held, ListHeld, Read, RowHeld};
use interview::{Draft, Status};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// A draft in the middle of a script, and what is left of the tape.
struct Middle<'w> {
    pair: Pair,
    tape: Tape<'w>,
    names: u32,
    text: String,
}

impl<'w> Middle<'w> {
    fn reach(definition: &[u32], script: &'w [u32], steps: usize) -> Self {
        let (text, compiled) = made(definition);
        let mut tape = Tape::new(script);
        let mut pair = Pair::open(&compiled, day("2026-11-23")).unwrap();
        let mut names = 0;
        let steps = tape.below(steps + 1);
        for _ in 0..steps {
            let step = pair.next_step(&mut tape, &mut names);
            pair.step_unseen(&step).unwrap();
        }
        Self { pair, tape, names, text }
    }

    fn fail(&self, what: impl std::fmt::Display) -> TestCaseError {
        TestCaseError::fail(format!("{}\n{}\n{what}", self.text, self.pair.log))
    }

    /// Places that E-21 lets be filled: empty answers, facts that are not settled, open lists, marks that wait.
    fn empty_places(&self) -> Vec<Place> {
        let answers = self.pair.draft.answers();
        let package = self.pair.package();
        let empty = |place: &Place| match &package.items[place.item as usize].kind {
            ItemKind::Question(_) => *self.pair.draft.held(place) == Held::Empty,
            ItemKind::Fact(_) => {
                let held = answers.facts.get(place).map(|fact| fact.held.clone()).unwrap_or_default();
                matches!(held, FactHeld::NotRequested | FactHeld::Pending)
                    || self.pair.draft.read(place) == Read::Waiting
            }
            ItemKind::Mark { .. } => self.pair.draft.read(place) == Read::Waiting,
            ItemKind::Repeat(repeat) => {
                let node = &package.repeats[*repeat as usize];
                let end = answers.lists.get(place).map(|list| list.end).unwrap_or_default();
                node.is_kept_by_people() && !node.always_ended && end != ListHeld::Closed
            }
            ItemKind::Derive(_) | ItemKind::Evidence(_) => false,
        };
        self.pair.oracle.places().into_iter().filter(empty).collect()
    }

    /// One step that only fills, settles, adds or closes; nothing left to do: none.
    fn grow(&mut self) -> Option<Step> {
        let empty = self.empty_places();
        let mut names = self.names + 1_000;
        let step = growing_step(&mut self.tape, self.pair.package(), &self.pair.oracle, &empty, &mut names);
        self.names = names - 1_000;
        step
    }
}

fn settled<'a>(aspects: &'a Aspects, place: &str, aspect: &str) -> Option<&'a Json> {
    let value = aspects.get(place).and_then(|aspects| aspects.get(aspect));
    value.filter(|value| **value != json!("waiting") && **value != json!("unknown"))
}

/// What E-21 forbids between two states of one day.
fn is_monotone(before: &Aspects, after: &Aspects, places: &[String]) -> Result<(), String> {
    for place in places {
        let gone = json!("the default");
        for aspect in ["relevance", "required", "value"] {
            let read = |aspects: &Aspects| match aspects.get(place).and_then(|aspects| aspects.get(aspect)) {
                Some(_) => settled(aspects, place, aspect).cloned(),
                None => Some(gone.clone()),
            };
            if let Some(before) = read(before) {
                let after = read(after);
                if after.as_ref() != Some(&before) {
                    return Err(format!("{place} {aspect} was {before} and is {after:?}"));
                }
            }
        }
    }
    Ok(())
}

/// Masked until finding S is settled: rules that read a requirement's files.
fn reads_evidence(pair: &Pair) -> bool {
    let package = pair.package();
    let is_evidence = |item: u32| matches!(package.items[item as usize].kind, ItemKind::Evidence(_));
    package
        .codes
        .iter()
        .flat_map(|code| &code.ops)
        .any(|op| matches!(op, interview::package::Op::Read { item, .. } if is_evidence(*item)))
}

/// Whether nothing relevant waits and no relevant list is open.
fn nothing_waits(pair: &Pair) -> bool {
    let package = pair.package();
    pair.oracle.places().iter().all(|place| {
        let aspects = pair.aspects();
        let Some(aspects) = aspects.get(&pair.compiled.write_place(place)) else { return true };
        let relevant = aspects.get("relevance") == Some(&json!("yes"));
        let waits = match &package.items[place.item as usize].kind {
            ItemKind::Derive(_) | ItemKind::Evidence(_) => false,
            ItemKind::Repeat(repeat) => {
                package.repeats[*repeat as usize].is_kept_by_people() && aspects.get("open") == Some(&json!(true))
            }
            _ => aspects.get("value") == Some(&json!("waiting")),
        };
        !(relevant && waits)
    })
}

fn names(pair: &Pair) -> Vec<String> {
    pair.oracle.places().iter().map(|place| pair.compiled.write_place(place)).collect()
}

/// The whole state of a draft, as its fresh list of changes tells it.
fn told(draft: &Draft) -> (Json, [u8; 32]) {
    (draft.snapshot(), draft.digest())
}

fn question_with_value(middle: &mut Middle<'_>) -> Option<(Place, interview::value::Value)> {
    let answered: Vec<(Place, interview::value::Value)> = middle
        .pair
        .oracle
        .places()
        .into_iter()
        .filter(|place| matches!(middle.pair.package().items[place.item as usize].kind, ItemKind::Question(_)))
        .filter_map(|place| match middle.pair.draft.held(&place) {
            Held::Value(value) => Some((place.clone(), value.clone())),
            _ => None,
        })
        .collect();
    if answered.is_empty() { None } else { Some(middle.tape.pick(&answered).clone()) }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn e_21_filling_settling_adding_and_closing_unsettles_nothing((definition, script) in tapes()) {
        let mut middle = Middle::reach(&definition, &script, 12);
        for _ in 0..25 {
            let Some(step) = middle.grow() else { break };
            let (before, places) = (middle.pair.aspects(), names(&middle.pair));
            middle.pair.step_unseen(&step).unwrap();
            if let Err(broken) = is_monotone(&before, &middle.pair.aspects(), &places) {
                return Err(middle.fail(broken));
            }
        }
    }

    #[test]
    fn e_22_where_nothing_waits_nothing_is_unknown((definition, script) in tapes()) {
        let mut middle = Middle::reach(&definition, &script, 6);
        if reads_evidence(&middle.pair) {
            return Ok(());
        }
        for _ in 0..60 {
            if nothing_waits(&middle.pair) {
                for (place, aspects) in middle.pair.aspects() {
                    if aspects.values().any(|value| *value == json!("unknown") || *value == json!("waiting")) {
                        return Err(middle.fail(format!("nothing waits, and {place} is {aspects:?}")));
                    }
                }
            }
            let Some(step) = middle.grow() else { break };
            middle.pair.step_unseen(&step).unwrap();
        }
    }

    #[test]
    fn e_23_an_irrelevant_answer_is_void_and_held_and_e_69_no_change_loses_another((definition, script) in tapes()) {
        let mut middle = Middle::reach(&definition, &script, 0);
        while !middle.tape.is_over() {
            let before = middle.pair.draft.answers();
            let step = middle.pair.next_step(&mut middle.tape, &mut middle.names);
            middle.pair.step_unseen(&step).unwrap();
            let after = middle.pair.draft.answers();
            let at = match &step {
                Step::Day(_) => None,
                Step::Change(change) => Some(change.at.clone()),
                Step::Hold(place, _) | Step::HoldList(place, _) => Some(place.clone()),
            };
            let kept = |answers: &Answers| {
                let mut answers = answers.clone();
                if let Some(at) = &at {
                    answers.items.remove(at);
                    answers.facts.remove(at);
                    answers.files.remove(at);
                    let mut list = at.clone();
                    answers.lists.remove(&list);
                    list.rows.pop();
                    answers.lists.remove(&list);
                }
                answers
            };
            if kept(&before) != kept(&after) {
                return Err(middle.fail(format!("{:?}\n{:?}", kept(&before), kept(&after))));
            }
            for (place, aspects) in middle.pair.aspects() {
                let is_item = !place.starts_with("page:") && !place.starts_with("task:");
                if is_item && !aspects.contains_key("relevance") && aspects.contains_key("value") {
                    return Err(middle.fail(format!("{place} is irrelevant and reads {aspects:?}")));
                }
            }
        }
    }

    #[test]
    fn e_29_flipping_an_answer_and_flipping_it_back_leaves_no_trace((definition, script) in tapes()) {
        let mut middle = Middle::reach(&definition, &script, 30);
        let Some((place, old)) = question_with_value(&mut middle) else { return Ok(()) };
        let package = middle.pair.compiled.package().clone();
        let Some(new) = common::script::some_value(&mut middle.tape, &package, &middle.pair.oracle, place.item) else { return Ok(()) };
        let read = middle.pair.draft.answers().items[&place].read;
        let before = told(&middle.pair.draft);
        let answers = middle.pair.draft.answers();
        let set = |value, read| Change { at: place.clone(), kind: ChangeKind::Set(value), read };
        middle.pair.draft.apply(&set(new.clone(), None)).unwrap();
        middle.pair.draft.apply(&set(old, read)).unwrap();
        let what = format!("{} to {new:?} and back", middle.pair.compiled.write_place(&place));
        if answers != middle.pair.draft.answers() {
            return Err(middle.fail(format!("{what}\n{answers:?}\n{:?}", middle.pair.draft.answers())));
        }
        let after = told(&middle.pair.draft);
        if before != after {
            return Err(middle.fail(format!("{what}\n{}\n{}", before.0, after.0)));
        }
    }

    #[test]
    fn e_33_what_can_be_submitted_has_no_unknown_and_nothing_left((definition, script) in tapes()) {
        let mut middle = Middle::reach(&definition, &script, 6);
        if reads_evidence(&middle.pair) {
            return Ok(());
        }
        for _ in 0..60 {
            let draft = &middle.pair.draft;
            if draft.is_submittable() != draft.blockers().is_empty() {
                return Err(middle.fail(format!("{:?}", draft.blockers())));
            }
            if draft.is_submittable() {
                let progress = draft.progress();
                if progress.least + progress.most + progress.least_pages + progress.most_pages > 0 {
                    let statuses: Vec<(String, Status)> = draft.whole_path().iter()
                        .map(|page| (middle.pair.package().pages[page.page as usize].id.clone(), draft.page_status(page)))
                        .collect();
                    return Err(middle.fail(format!("submittable, and {progress:?} left: {statuses:?}")));
                }
                for (place, aspects) in middle.pair.aspects() {
                    let unsure = aspects.values().any(|value| *value == json!("unknown") || *value == json!("waiting"));
                    if unsure || aspects.contains_key("problems") {
                        return Err(middle.fail(format!("submittable, and {place} is {aspects:?}")));
                    }
                }
            }
            let Some(step) = middle.grow() else { break };
            middle.pair.step_unseen(&step).unwrap();
        }
    }

    #[test]
    fn e_38_back_leads_to_where_next_came_from_and_neither_writes((definition, script) in tapes()) {
        let middle = Middle::reach(&definition, &script, 30);
        let draft = &middle.pair.draft;
        let before = told(draft);
        for page in draft.whole_path() {
            let mut nav = Nav::on(page);
            for _ in 0..8 {
                let after = next(draft, &nav);
                if back(draft, &after).at != nav.at {
                    return Err(middle.fail(format!("next of {nav:?}\nis {after:?}\nand back of it {:?}", back(draft, &after))));
                }
                nav = after;
                if !matches!(nav.at, interview::navigate::Step::Page(_)) {
                    break;
                }
            }
        }
        prop_assert_eq!(before, told(draft));
    }

    #[test]
    fn e_51_lists_of_changes_rebuild_what_a_fresh_draft_tells((definition, script) in tapes()) {
        let mut middle = Middle::reach(&definition, &script, 0);
        while !middle.tape.is_over() {
            let step = middle.pair.next_step(&mut middle.tape, &mut middle.names);
            let result = middle.pair.step_unseen(&step).and_then(|_| middle.pair.compare_with_fresh());
            if let Err(difference) = result {
                return Err(middle.fail(difference));
            }
        }
    }

    #[test]
    fn e_56_changes_at_different_places_commute((definition, script) in tapes()) {
        let mut middle = Middle::reach(&definition, &script, 25);
        let mut take = || match middle.pair.next_step(&mut middle.tape, &mut middle.names) {
            Step::Change(mut change) => {
                change.read = Some(middle.pair.draft.fingerprint(&change.at));
                Some(change)
            }
            _ => None,
        };
        let (Some(one), Some(other)) = (take(), take()) else { return Ok(()) };
        if !can_commute(&middle.pair, &one, &other) {
            return Ok(());
        }
        let answers = middle.pair.draft.answers();
        let run = |changes: [&Change; 2]| {
            let mut draft = Draft::open(middle.pair.compiled.clone(), middle.pair.draft.today(), &answers);
            let taken: Vec<bool> = changes.iter().map(|change| draft.apply(change).is_ok()).collect();
            (taken, told(&draft))
        };
        let (mut taken, forwards) = run([&one, &other]);
        let (taken_back, backwards) = run([&other, &one]);
        taken.reverse();
        if (taken, &forwards) != (taken_back, &backwards) {
            return Err(middle.fail(format!("{one:?}\n{other:?}\n{}\n{}", forwards.0, backwards.0)));
        }
    }

    #[test]
    fn e_56_the_inverse_of_a_change_undoes_it((definition, script) in tapes()) {
        let mut middle = Middle::reach(&definition, &script, 25);
        for _ in 0..10 {
            let step = middle.pair.next_step(&mut middle.tape, &mut middle.names);
            let Step::Change(change) = step else { continue };
            // What several devices make together (contested answers, disputed rows) no change can make again.
            let answers = middle.pair.draft.answers();
            let contested = matches!(answers.items.get(&change.at).map(|answer| &answer.held), Some(Held::Contested(_)));
            let unusual = |list: &HeldList| {
                list.end == ListHeld::Reopened || list.rows.iter().any(|row| row.1 == RowHeld::Disputed)
            };
            if contested || answers.lists.values().any(unusual) {
                continue;
            }
            let before = told(&middle.pair.draft);
            let inverse = middle.pair.draft.inverse(&change);
            if middle.pair.draft.apply(&change).is_err() {
                continue;
            }
            for undo in &inverse {
                if let Err(refused) = middle.pair.draft.apply(undo) {
                    return Err(middle.fail(format!("{change:?} is undone by {undo:?}, which is {refused:?}")));
                }
            }
            let after = told(&middle.pair.draft);
            if before != after {
                return Err(middle.fail(format!("{change:?}\nundone by {inverse:?}\n{}\n{}", before.0, after.0)));
            }
        }
    }
}

/// Whether two changes are at different places and neither is about the rows that the other stands in.
fn can_commute(pair: &Pair, one: &Change, other: &Change) -> bool {
    let list = |change: &Change| {
        let is_repeat = pair
            .package()
            .items
            .get(change.at.item as usize)
            .is_some_and(|item| matches!(item.kind, ItemKind::Repeat(_)));
        is_repeat.then_some(change.at.item)
    };
    let apart = |list: Option<u32>, change: &Change| {
        let Some(list) = list else { return true };
        let Some(item) = pair.package().items.get(change.at.item as usize) else { return false };
        let around = interview::place::repeats_around(pair.package(), item.frame);
        change.at.item != list && !around.iter().any(|repeat| pair.package().repeats[*repeat as usize].item == list)
    };
    one.at != other.at && apart(list(one), other) && apart(list(other), one)
}
