//! Items that depend on each other are refused, and every item of the shortest cycle is named (hard case 13, D301).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::compile_with;

/// What D301 says of a definition that has nothing else wrong.
fn cycle(body: &str) -> String {
    let outcome = compile_with(&format!("interview small \"Small\" version=\"1\" {{\n{body}\n}}\n"), &[]);
    assert!(outcome.definition.is_none());
    let said: Vec<String> = outcome.diagnostics.iter().map(ToString::to_string).collect();
    assert!(outcome.diagnostics.iter().all(|found| found.code.name() == "D301"), "{}", said.join("\n"));
    assert_eq!(said.len(), 1, "{}", said.join("\n"));
    let message = &outcome.diagnostics[0].message;
    message.rsplit(": ").next().unwrap().to_owned()
}

fn page(questions: &str) -> String {
    format!("task t \"Task\" {{ page p \"Page\" {{\n{questions}\n}} }}")
}

/// Names of a cycle from the least one on, since it has no beginning.
fn turned(cycle: &str) -> Vec<&str> {
    let mut names: Vec<&str> = cycle.split(" -> ").collect();
    assert_eq!(names.first(), names.last(), "it closes: {cycle}");
    names.pop();
    let least = (0..names.len()).min_by_key(|at| names[*at]).unwrap();
    names.rotate_left(least);
    names
}

#[test]
fn hard_13_cycle_is_named() {
    let question = |id: &str, when: &str| format!("question {id} count {{ ask \"{id}?\"; when \"{when}\"; }}");
    assert_eq!(turned(&cycle(&page(&question("a", "a > 1")))), ["a"]);
    let pair = [question("a", "b > 1"), question("b", "a > 1")].join("\n");
    assert_eq!(turned(&cycle(&page(&pair))), ["a", "b"]);

    // A ring of fifty, with a longer way round beside it: every one of the ring is named, in order, and nothing else.
    let ring: Vec<String> =
        (0..50).map(|at| question(&format!("q{at:02}"), &format!("q{:02} > 1", (at + 1) % 50))).collect();
    let named = cycle(&page(&ring.join("\n")));
    let expected: Vec<String> = (0..50).map(|at| format!("q{at:02}")).collect();
    assert_eq!(turned(&named), expected);

    let group = "question a yes_no { ask \"A?\"; when \"b > 0\"; }
                 group { when \"a is yes\"; question b count { ask \"B?\"; } }";
    assert_eq!(turned(&cycle(&page(group))), ["a", "b"]);

    let aggregate = "derive total money \"sum(cost: amount)\"
                     repeat cost
                     task t \"Task\" {
                       each cost { page p \"Page\" { question amount money { ask \"How much?\"; when \"total > £1\"; } } }
                       list l \"List\" of=cost
                     }";
    assert_eq!(turned(&cycle(aggregate)), ["amount", "total"]);
}

#[test]
fn hard_13_the_shortest_of_two_cycles_is_printed() {
    let body = page(
        "question a count { ask \"A?\"; when \"b > 1 or d > 1\"; }
         question b count { ask \"B?\"; when \"c > 1\"; }
         question c count { ask \"C?\"; when \"a > 1\"; }
         question d count { ask \"D?\"; when \"a > 1\"; }",
    );
    assert_eq!(turned(&cycle(&body)), ["a", "d"]);
}
