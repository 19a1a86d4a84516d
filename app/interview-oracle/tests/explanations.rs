//! Explanations judged again from their leaves (E-45): where a draft comes to all that a tree ends in, and is otherwise
//! anything at all, it comes to what the tree claims. So a tree names whatever decides, and leaves nothing out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::pair::Pair;
use common::script::{day, some_value};
use common::tape::Tape;
use common::{config, made, tapes};
use interview::change::{Answers, HeldAnswer, HeldFact};
use interview::package::{ItemKind, Type};
use interview::place::Place;
use interview::value::{FactHeld, Held, ListHeld};
use interview::{Aspect, Claim, Draft, Target};
use proptest::prelude::*;
use serde_json::Value as Json;

const ASPECTS: [Aspect; 5] = [Aspect::Relevance, Aspect::Value, Aspect::Required, Aspect::Open, Aspect::Given];

/// What a tree ends in: claims of places, each with its result. An answer of which an option or a row is gone has grounds
/// for that, and is itself one: it has no result to be held against.
struct Leaf {
    at: Place,
    aspect: Aspect,
    result: Option<Json>,
}

fn tree(draft: &Draft, at: &Place, aspect: Aspect) -> Option<Json> {
    let claim = Claim::Aspect(Target::Item(at.clone()), aspect);
    draft.explain(&claim).map(|explained| serde_json::from_str(&explained.to_json()).unwrap())
}

/// The day and the constants of a definition are leaves as well, and stay as they are.
fn leaves(draft: &Draft, tree: &Json) -> Vec<Leaf> {
    let mut found = Vec::new();
    let mut left = vec![tree];
    while let Some(node) = left.pop() {
        if let Some(at) = node["at"].as_str().and_then(|at| draft.compiled().place(at))
            && let Some(aspect) = ASPECTS.into_iter().find(|aspect| node["aspect"] == aspect.name())
        {
            let mut because = node["because"].as_array().into_iter().flatten();
            let is_leaf = node.get("leaf").is_some();
            let is_asked = !because.any(|ground| ground["at"] == node["at"] && ground["aspect"] == "relevance");
            if is_leaf || (aspect == Aspect::Value && is_asked) {
                found.push(Leaf { at, aspect, result: is_leaf.then(|| node["result"].clone()) });
            }
        }
        left.extend(node["because"].as_array().into_iter().flatten());
    }
    found
}

/// The same answers, but so many of a hundred that a tree does not end in become anything.
fn otherwise(pair: &Pair, tape: &mut Tape<'_>, leaves: &[Leaf], percent: u32) -> Answers {
    let package = pair.package();
    let mut answers = pair.draft.answers();
    for place in pair.oracle.places() {
        if leaves.iter().any(|leaf| leaf.at == place) || !tape.chance(percent) {
            continue;
        }
        match &package.items[place.item as usize].kind {
            ItemKind::Question(question) if question.value != Type::Files => {
                let held = match tape.weighted(&[5, 3, 1]) {
                    0 => some_value(tape, package, &pair.oracle, place.item).map_or(Held::Empty, Held::Value),
                    1 => Held::Empty,
                    _ => Held::Unparsed("anything".into()),
                };
                let read = answers.items.get(&place).and_then(|answer| answer.read);
                answers.items.insert(place, HeldAnswer { held, read });
            }
            ItemKind::Fact(_) => {
                let held =
                    some_value(tape, package, &pair.oracle, place.item).map_or(FactHeld::Failed, FactHeld::Value);
                answers.facts.insert(place, HeldFact { held, observed_on: Some(pair.draft.today()), read: None });
            }
            ItemKind::Repeat(repeat)
                if package.repeats[*repeat as usize].is_kept_by_people()
                    && !package.repeats[*repeat as usize].always_ended =>
            {
                let list = answers.lists.entry(place).or_default();
                list.end = if list.end == ListHeld::Closed { ListHeld::Open } else { ListHeld::Closed };
            }
            _ => {}
        }
    }
    answers
}

/// A draft that is otherwise anything, and comes to all that a tree ends in; `None` where chance made none.
fn made_alike(pair: &Pair, tape: &mut Tape<'_>, leaves: &[Leaf]) -> Option<Draft> {
    [80, 40, 15].into_iter().find_map(|percent| {
        let answers = otherwise(pair, tape, leaves, percent);
        let draft = Draft::open(pair.compiled.clone(), pair.draft.today(), &answers);
        let holds = |leaf: &Leaf| {
            let is = |result: &Json| tree(&draft, &leaf.at, leaf.aspect).is_some_and(|tree| tree["result"] == *result);
            leaf.result.as_ref().is_none_or(is)
        };
        leaves.iter().all(holds).then_some(draft)
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn e_45_what_a_tree_ends_in_decides_what_it_claims((definition, script) in tapes()) {
        let (text, compiled) = made(&definition);
        let mut tape = Tape::new(&script);
        let mut pair = Pair::open(&compiled, day("2026-11-23")).unwrap();
        let mut names = 0;
        for _ in 0..tape.below(30) {
            let step = pair.next_step(&mut tape, &mut names);
            pair.step_unseen(&step).unwrap();
        }
        let places = pair.oracle.places();
        for _ in 0..8 {
            if places.is_empty() {
                break;
            }
            let (at, aspect) = (tape.pick(&places).clone(), *tape.pick(&ASPECTS[..3]));
            let Some(claimed) = tree(&pair.draft, &at, aspect) else { continue };
            let leaves = leaves(&pair.draft, &claimed);
            let Some(again) = made_alike(&pair, &mut tape, &leaves) else { continue };
            // A numbered row beyond those asked for is there only while something is held in it.
            let Some(judged) = tree(&again, &at, aspect) else { continue };
            if judged["result"] != claimed["result"] {
                let what = format!("{claimed}\nis judged {judged} with\n{:?}", again.answers());
                return Err(TestCaseError::fail(format!("{text}\n{}\n{what}", pair.log)));
            }
        }
    }
}
